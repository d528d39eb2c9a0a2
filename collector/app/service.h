/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/app/command.h"

G_BEGIN_DECLS

/* CollectorService: the running collector: the rooms built in the order they depend on each other,
 * taken down in reverse. Main thread. */
typedef struct _CollectorService CollectorService;

/* Builds everything and listens. @cli must outlive it. Returns: (transfer full): NULL with the
 * reason; BUSY when another process has the ledger. */
CollectorService *collector_service_new (CollectorCli *cli, GError **error);
void collector_service_free (CollectorService *service);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorService, collector_service_free)

/* Looks, beside everything else, at what an unclean stop left; quits @loop when the ledger is
 * damaged. */
void collector_service_check_ledger (CollectorService *service, GMainLoop *loop);
/* Returns: (transfer none) (nullable): why the service cannot go on. */
const GError *collector_service_get_damage (CollectorService *service);

/* "http://127.0.0.1:8380" */
const char *collector_service_get_url (CollectorService *service);

/* Returns: (transfer full) (nullable): a code that makes the first administrator; NULL without
 * error when there is one already. Blocks on the writer lane. */
char *collector_service_make_first_code (CollectorService *service, GError **error);

G_END_DECLS
