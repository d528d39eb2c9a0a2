/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/notify/mail-settings.h"
#include "collector/notify/message.h"
#include "collector/store/db.h"

G_BEGIN_DECLS

/* CollectorLetter: a message that is written and has its id: ready for the outbox, or to be sent at
 * once. Immutable; any thread. */
typedef struct
{
  char *id;
  char *sender;
  GStrv recipients;
  char *subject;
  gint64 made_ms;
  GBytes *content;
} CollectorLetter;

/* Writes @message in the name of @settings, which give id, sender, its name and where answers go.
 * Returns: (transfer full): NULL with BAD_ARGUMENT naming the member that cannot be sent,
 * TOO_LARGE when the whole is over the largest mail there may be. */
CollectorLetter *collector_letter_new (const CollectorMailSettings *settings,
                                       const CollectorMessage *message, GError **error);
void collector_letter_free (CollectorLetter *letter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorLetter, collector_letter_free)

/* Puts it into the outbox, in the caller's transaction; wake the mailer after the commit.
 * @schedule_run_id: whose it is, 0 = of no schedule. */
gboolean collector_letter_put (const CollectorLetter *letter, CollectorDb *db,
                               gint64 schedule_run_id, GError **error);

G_END_DECLS
