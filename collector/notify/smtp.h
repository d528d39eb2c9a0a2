/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "collector/notify/mail-settings.h"

G_BEGIN_DECLS

/* CollectorSmtp: a connection to the mail server, made with the first mail and kept for the next.
 * It blocks; one thread at a time. */
typedef struct _CollectorSmtp CollectorSmtp;

/* What came of a mail. */
typedef enum
{
  COLLECTOR_SMTP_SENT,     /* the server has taken it */
  COLLECTOR_SMTP_LATER,    /* the server does not take this mail now */
  COLLECTOR_SMTP_REFUSED,  /* the server will never take this mail for this recipient */
  COLLECTOR_SMTP_NO_SERVER, /* no mail can be sent: not reached, not trusted, not signed in */
  COLLECTOR_SMTP_STOPPED,  /* cancelled: it is not known whether the server has taken it */
} CollectorSmtpResult;

/* @settings outlives the connection. @cancellable: (nullable): ends what is under way within a
 * second. Returns: (transfer full). */
CollectorSmtp *collector_smtp_new (const CollectorMailSettings *settings,
                                   GCancellable *cancellable);
/* Says goodbye to the server. */
void collector_smtp_free (CollectorSmtp *smtp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorSmtp, collector_smtp_free)

/* Sends @content, headers and body, to one recipient. @answer: (out) (transfer full): what the
 * server said last, or why it could not be asked: one line of at most 500 bytes. */
CollectorSmtpResult collector_smtp_send (CollectorSmtp *smtp, const char *sender,
                                         const char *recipient, GBytes *content, char **answer);

G_END_DECLS
