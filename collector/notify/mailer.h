/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/notify/letter.h"
#include "collector/notify/smtp.h"
#include "collector/store/lanes.h"
#include "shared/base/clock.h"

G_BEGIN_DECLS

/* CollectorMailer: sends what is in the outbox, on a thread of its own: mail waits, nobody waits for
 * mail. What the server takes is sent; what it refuses for good has failed; all else is tried again
 * after a while that doubles, until it is given up. A process that dies between sending and noting
 * it sends once more, with the same Message-ID. */
typedef struct _CollectorMailer CollectorMailer;

/* Borrowed members outlive the mailer; the text is copied. */
typedef struct
{
  CollectorLanes *lanes;
  const CollectorSettings *settings; /* (nullable): what stands over the database's */
  const char *data_path; /* DATA: where secrets are */
  const TollClock *clock; /* (nullable) */
  gint64 first_wait_ms;   /* before the second try; 0 = 15 s */
} CollectorMailerOptions;

/* Starts the thread. Main thread. */
CollectorMailer *collector_mailer_new (const CollectorMailerOptions *options);
/* Stops what is under way within a second or two, and waits for it. Before the lanes go. */
void collector_mailer_free (CollectorMailer *mailer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorMailer, collector_mailer_free)

/* Something was put into the outbox and is committed. Any thread. NULL is nobody. */
void collector_mailer_wake (CollectorMailer *mailer);

/* Returns: (transfer full): how mail is sent now. Blocks on a reader lane. */
CollectorMailSettings *collector_mailer_load_settings (CollectorMailer *mailer, GError **error);

/* Sends a letter at once, beside the outbox: to try the settings. Blocks; any thread but a lane's.
 * @answer: (out) (transfer full): the server's words. */
CollectorSmtpResult collector_mailer_try (CollectorMailer *mailer,
                                          const CollectorMailSettings *settings,
                                          const CollectorLetter *letter, char **answer);

G_END_DECLS
