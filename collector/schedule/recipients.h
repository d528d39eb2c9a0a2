/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/settings.h"
#include "collector/store/viewer.h"
#include "shared/wire/json-read.h"

G_BEGIN_DECLS

/* Who may be sent a report, and in which language they read. */

#define COLLECTOR_MOST_RECIPIENTS 50

/* Reads an array of mail addresses, each once however it is written.
 * Returns: (transfer full): NULL-terminated; NULL with BAD_ARGUMENT naming "recipients". */
char **collector_recipients_read (const TollJsonValue *array, GError **error);

/* Administrators may write to everybody, others to people of the directory and to the domains that
 * the setting mail_domains names. Any lane.
 * Returns: FALSE with BAD_ARGUMENT naming "recipients" and the address that is not allowed. */
gboolean collector_recipients_check (const char *const *recipients, const CollectorViewer *viewer,
                                     const CollectorSettings *settings, CollectorDb *db,
                                     GError **error);

/* Whether each of them is an address of the viewer's own in the directory. Any lane. */
gboolean collector_recipients_are_owner (const char *const *recipients,
                                         const CollectorViewer *viewer, CollectorDb *db,
                                         gboolean *are_owner, GError **error);

/* The recipients by language: whoever is not in the directory reads the viewer's. Any lane.
 * Returns: (transfer full): char * -> GPtrArray of char *, ended by NULL. */
GHashTable *collector_recipients_group (const char *const *recipients,
                                        const CollectorViewer *viewer, CollectorDb *db,
                                        GError **error);

G_END_DECLS
