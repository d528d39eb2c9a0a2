/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The outbox's rows. Nothing here sends; who does is notify's mailer.
 */
#include "config.h"

#include "collector/store/mail-store.h"

#include "shared/base/error.h"

static const char *const state_names[] = { "waiting", "sent", "failed" };
G_STATIC_ASSERT (G_N_ELEMENTS (state_names) == COLLECTOR_N_MAIL_STATES);
/* The statements below name them by figure. */
G_STATIC_ASSERT (COLLECTOR_MAIL_WAITING == 0 && COLLECTOR_MAIL_SENT == 1
                 && COLLECTOR_MAIL_FAILED == 2);

const char *
collector_mail_state_to_name (CollectorMailState state)
{
  return (guint) state < COLLECTOR_N_MAIL_STATES ? state_names[state] : "unknown";
}

static gboolean
put_recipient (CollectorDb *db, gint64 message, const char *recipient, gint64 made_ms,
               GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "INSERT INTO mail (mail_message_id, recipient, since_ms, next_try_ms)"
      " VALUES (?1, ?2, ?3, ?3)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, message);
  collector_stmt_bind_text (stmt, 2, recipient);
  collector_stmt_bind_int (stmt, 3, made_ms);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_mail_store_put (CollectorDb *db, const CollectorMail *mail,
                          const char *const *recipients, GBytes *content, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "INSERT INTO mail_message (message_id, sender, subject, made_ms, n_bytes, content,"
      " schedule_run_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif (?7, 0))",
      error);
  gconstpointer bytes;
  gsize n_bytes;
  gint64 message;

  if (stmt == NULL)
    return FALSE;
  bytes = g_bytes_get_data (content, &n_bytes);
  collector_stmt_bind_text (stmt, 1, mail->message_id);
  collector_stmt_bind_text (stmt, 2, mail->sender);
  collector_stmt_bind_text (stmt, 3, mail->subject);
  collector_stmt_bind_int (stmt, 4, mail->made_ms);
  collector_stmt_bind_int (stmt, 5, n_bytes);
  collector_stmt_bind_blob (stmt, 6, bytes, n_bytes);
  collector_stmt_bind_int (stmt, 7, mail->schedule_run_id);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  message = collector_db_get_last_id (db);
  for (guint i = 0; recipients[i] != NULL; i++)
    if (!put_recipient (db, message, recipients[i], mail->made_ms, error))
      return FALSE;
  return TRUE;
}

void
collector_mail_job_clear (CollectorMailJob *job)
{
  g_clear_pointer (&job->sender, g_free);
  g_clear_pointer (&job->recipient, g_free);
  g_clear_pointer (&job->content, g_bytes_unref);
}

static gboolean
read_job (CollectorStmt *stmt, gpointer data, GError **error)
{
  CollectorMailJob *job = data;
  gsize n_bytes;
  gconstpointer bytes = collector_stmt_get_blob (stmt, 5, &n_bytes);

  job->id = collector_stmt_get_int (stmt, 0);
  job->tries = collector_stmt_get_int (stmt, 1);
  job->since_ms = collector_stmt_get_int (stmt, 2);
  job->sender = g_strdup (collector_stmt_get_text (stmt, 3));
  job->recipient = g_strdup (collector_stmt_get_text (stmt, 4));
  job->content = g_bytes_new (bytes, n_bytes);
  return TRUE;
}

gboolean
collector_mail_store_get_due (CollectorDb *db, gint64 now_ms, CollectorMailJob *job,
                              GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT m.id, m.tries, m.since_ms, o.sender, m.recipient, o.content"
      " FROM mail AS m JOIN mail_message AS o ON o.id = m.mail_message_id"
      " WHERE m.state = 0 AND (m.next_try_ms <= ?1 OR m.next_try_ms > ?2)"
      " ORDER BY m.next_try_ms, m.id LIMIT 1",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, now_ms);
  collector_stmt_bind_int (stmt, 2, now_ms + COLLECTOR_MAIL_LONGEST_WAIT_MS);
  return collector_stmt_foreach (stmt, read_job, job, error);
}

/* Of the message of the mail @id. What failed may be tried again by hand, and keeps it. */
static gboolean
drop_content (CollectorDb *db, gint64 id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "UPDATE mail_message SET content = NULL"
      " WHERE id = (SELECT mail_message_id FROM mail WHERE id = ?1)"
      " AND NOT EXISTS (SELECT 1 FROM mail WHERE mail_message_id = mail_message.id"
      "  AND state <> 1)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_mail_store_settle (CollectorDb *db, gint64 id, CollectorMailState state,
                             const char *answer, gint64 now_ms, gint64 next_try_ms,
                             GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "UPDATE mail SET state = ?2, tries = tries + 1, last_answer = ?3, last_try_ms = ?4,"
      " next_try_ms = ?5 WHERE id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  collector_stmt_bind_int (stmt, 2, state);
  collector_stmt_bind_text (stmt, 3, answer);
  collector_stmt_bind_int (stmt, 4, now_ms);
  collector_stmt_bind_int (stmt, 5, next_try_ms);
  return collector_stmt_run (stmt, error)
         && (state != COLLECTOR_MAIL_SENT || drop_content (db, id, error));
}

gboolean
collector_mail_store_defer (CollectorDb *db, const char *answer, gint64 now_ms,
                            gint64 next_try_ms, gint64 give_up_ms, gint64 least_tries,
                            GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "UPDATE mail SET tries = tries + 1, last_answer = ?1, last_try_ms = ?2,"
      " state = CASE WHEN since_ms < ?4 AND tries + 1 >= ?5 THEN 2 ELSE 0 END, next_try_ms = ?3"
      " WHERE state = 0 AND (next_try_ms <= ?2 OR next_try_ms > ?6)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, answer);
  collector_stmt_bind_int (stmt, 2, now_ms);
  collector_stmt_bind_int (stmt, 3, next_try_ms);
  collector_stmt_bind_int (stmt, 4, give_up_ms);
  collector_stmt_bind_int (stmt, 5, least_tries);
  collector_stmt_bind_int (stmt, 6, now_ms + COLLECTOR_MAIL_LONGEST_WAIT_MS);
  return collector_stmt_run (stmt, error);
}

/* What can be said of a mail before it is tried again. */
typedef struct
{
  int state; /* -1 = there is none */
  gboolean has_content;
} Retry;

static gboolean
read_retry (CollectorStmt *stmt, gpointer data, GError **error)
{
  Retry *retry = data;

  retry->state = (int) collector_stmt_get_int (stmt, 0);
  retry->has_content = collector_stmt_get_int (stmt, 1) != 0;
  return TRUE;
}

static gboolean
check_retry (const Retry *retry, GError **error)
{
  if (retry->state < 0)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "there is no such mail");
  else if (retry->state == COLLECTOR_MAIL_SENT)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                         "the server has taken it already");
  else if (!retry->has_content)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                         "its content is no longer kept");
  else
    return TRUE;
  return FALSE;
}

gboolean
collector_mail_store_retry (CollectorDb *db, gint64 id, gint64 now_ms, GError **error)
{
  CollectorStmt *find = collector_db_prepare (
      db,
      "SELECT m.state, o.content IS NOT NULL FROM mail AS m"
      " JOIN mail_message AS o ON o.id = m.mail_message_id WHERE m.id = ?1",
      error);
  CollectorStmt *stmt = collector_db_prepare (
      db, "UPDATE mail SET state = 0, tries = 0, since_ms = ?2, next_try_ms = ?2 WHERE id = ?1",
      error);
  Retry retry = { .state = -1 };

  if (find == NULL || stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (find, 1, id);
  if (!collector_stmt_foreach (find, read_retry, &retry, error) || !check_retry (&retry, error))
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  collector_stmt_bind_int (stmt, 2, now_ms);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_mail_store_purge (CollectorDb *db, gint64 before_ms, GError **error)
{
  CollectorStmt *stmts[] = {
    collector_db_prepare (
        db,
        "DELETE FROM mail_message WHERE made_ms < ?1 AND schedule_run_id IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM mail WHERE mail_message_id = mail_message.id AND state = 0)",
        error),
    collector_db_prepare (
        db,
        "UPDATE mail_message SET content = NULL WHERE made_ms < ?1 AND content IS NOT NULL"
        " AND NOT EXISTS"
        " (SELECT 1 FROM mail WHERE mail_message_id = mail_message.id AND state = 0)",
        error),
  };

  for (guint i = 0; i < G_N_ELEMENTS (stmts); i++)
    {
      if (stmts[i] == NULL)
        return FALSE;
      collector_stmt_bind_int (stmts[i], 1, before_ms);
      if (!collector_stmt_run (stmts[i], error))
        return FALSE;
    }
  return TRUE;
}

#define MAIL_COLUMNS                                                                              \
  "m.id, o.message_id, o.sender, m.recipient, o.subject, m.state, m.tries, o.made_ms,"            \
  " m.next_try_ms, ifnull (m.last_try_ms, 0), m.last_answer, o.n_bytes"                            \
  " FROM mail AS m JOIN mail_message AS o ON o.id = m.mail_message_id"

typedef struct
{
  CollectorMailFunc func;
  gpointer data;
  gboolean is_over;
} Visit;

static gboolean
visit_mail (CollectorStmt *stmt, gpointer data, GError **error)
{
  Visit *visit = data;
  const CollectorMail mail = {
    .id = collector_stmt_get_int (stmt, 0),
    .message_id = collector_stmt_get_text (stmt, 1),
    .sender = collector_stmt_get_text (stmt, 2),
    .recipient = collector_stmt_get_text (stmt, 3),
    .subject = collector_stmt_get_text (stmt, 4),
    .state = collector_stmt_get_int (stmt, 5),
    .tries = collector_stmt_get_int (stmt, 6),
    .made_ms = collector_stmt_get_int (stmt, 7),
    .next_try_ms = collector_stmt_get_int (stmt, 8),
    .last_try_ms = collector_stmt_get_int (stmt, 9),
    .last_answer = collector_stmt_get_text (stmt, 10),
    .n_bytes = collector_stmt_get_int (stmt, 11),
  };

  visit->is_over = visit->is_over || !visit->func (&mail, visit->data);
  return TRUE;
}

gboolean
collector_mail_store_foreach (CollectorDb *db, gint64 before_id, guint limit,
                              CollectorMailFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT " MAIL_COLUMNS " WHERE m.id < ?1 ORDER BY m.id DESC LIMIT ?2", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, before_id != 0 ? before_id : G_MAXINT64);
  collector_stmt_bind_int (stmt, 2, limit);
  return collector_stmt_foreach (stmt, visit_mail, &(Visit){ func, data }, error);
}

gboolean
collector_mail_store_get (CollectorDb *db, gint64 id, CollectorMailFunc func, gpointer data,
                          GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT " MAIL_COLUMNS " WHERE m.id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  return collector_stmt_foreach (stmt, visit_mail, &(Visit){ func, data }, error);
}
