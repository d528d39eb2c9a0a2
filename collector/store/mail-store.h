/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* The outbox: mail that is to be sent, one message to any number of recipients, of whom each has a
 * row and a fate of its own. Any lane; what changes something runs on the writer's. */

/* Stored as figures: append only. */
typedef enum
{
  COLLECTOR_MAIL_WAITING,
  COLLECTOR_MAIL_SENT,   /* the server has taken it */
  COLLECTOR_MAIL_FAILED, /* the server refused it, or it was given up */
  COLLECTOR_N_MAIL_STATES
} CollectorMailState;

/* "waiting", "sent", "failed": static. */
const char *collector_mail_state_to_name (CollectorMailState state);

/* CollectorMail: a message for one recipient. Texts and content live as the function that hands it
 * out says. */
typedef struct
{
  gint64 id;
  const char *message_id; /* the header's, without angle brackets */
  const char *sender;
  const char *recipient;
  const char *subject;
  CollectorMailState state;
  gint64 tries;
  gint64 made_ms;
  gint64 next_try_ms;
  gint64 last_try_ms; /* 0 = not tried yet */
  const char *last_answer;
  gint64 n_bytes;
  gint64 schedule_run_id; /* whose it is, 0 = of no schedule; only taken, not told */
} CollectorMail;

/* Puts a message into the outbox, in the caller's transaction; it is due at once. @content: headers
 * and body as they are to be sent. @recipients: NULL-terminated, each once. */
gboolean collector_mail_store_put (CollectorDb *db, const CollectorMail *mail,
                                   const char *const *recipients, GBytes *content,
                                   GError **error);

/* CollectorMailJob: what is to be sent now. */
typedef struct
{
  gint64 id; /* 0 = nothing is */
  gint64 tries;
  gint64 since_ms;
  char *sender;
  char *recipient;
  GBytes *content;
} CollectorMailJob;

void collector_mail_job_clear (CollectorMailJob *job);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CollectorMailJob, collector_mail_job_clear)

/* No mail waits longer than this between two tries: a next try further off is the work of a clock
 * that was wrong, and due. */
#define COLLECTOR_MAIL_LONGEST_WAIT_MS (3600 * G_GINT64_CONSTANT (1000))

/* The mail that has waited longest of those that are due. */
gboolean collector_mail_store_get_due (CollectorDb *db, gint64 now_ms, CollectorMailJob *job,
                                       GError **error);

/* Notes a try of the mail @id and what came of it; WAITING tries again at @next_try_ms. The content
 * goes when nobody waits for it any more and none failed. */
gboolean collector_mail_store_settle (CollectorDb *db, gint64 id, CollectorMailState state,
                                      const char *answer, gint64 now_ms, gint64 next_try_ms,
                                      GError **error);

/* The server could not be asked at all: everything that waits and is due waits until @next_try_ms.
 * Mail waiting since before @give_up_ms and tried @least_tries times or more has failed. */
gboolean collector_mail_store_defer (CollectorDb *db, const char *answer, gint64 now_ms,
                                     gint64 next_try_ms, gint64 give_up_ms, gint64 least_tries,
                                     GError **error);

/* A mail that failed, or waits, is due at once again. NOT_FOUND; CONFLICT for one that was sent, or
 * whose content is no longer kept. */
gboolean collector_mail_store_retry (CollectorDb *db, gint64 id, gint64 now_ms, GError **error);

/* Forgets messages made before @before_ms that nobody waits for; of those of schedules the content
 * alone, while their run is kept. */
gboolean collector_mail_store_purge (CollectorDb *db, gint64 before_ms, GError **error);

/* The mail lives until the function returns. Returns: FALSE to stop. */
typedef gboolean (*CollectorMailFunc) (const CollectorMail *mail, gpointer data);
/* Newest first. @before_id: older ones than this; 0 = from the newest. */
gboolean collector_mail_store_foreach (CollectorDb *db, gint64 before_id, guint limit,
                                       CollectorMailFunc func, gpointer data, GError **error);
/* Calls @func for the mail @id, if there is one. */
gboolean collector_mail_store_get (CollectorDb *db, gint64 id, CollectorMailFunc func,
                                   gpointer data, GError **error);

G_END_DECLS
