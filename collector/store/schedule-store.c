/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of schedules and of their runs. What became of a run's mails is asked of the outbox
 * each time: it knows best.
 */
#include "config.h"

#include "collector/store/schedule-store.h"

#include "shared/base/error.h"

#define MOST_OF_ONE 200
#define MOST_RUNS 500

static const char *const state_names[] = { "sent", "empty", "failed", "waiting" };
G_STATIC_ASSERT (G_N_ELEMENTS (state_names) == COLLECTOR_N_SCHEDULE_STATES);
/* The statements below name states and the outbox's states by figure. */
G_STATIC_ASSERT (COLLECTOR_SCHEDULE_SENT == 0 && COLLECTOR_SCHEDULE_FAILED == 2
                 && COLLECTOR_SCHEDULE_WAITING == 3);

const char *
collector_schedule_state_to_name (CollectorScheduleState state)
{
  return (guint) state < COLLECTOR_N_SCHEDULE_STATES ? state_names[state] : "unknown";
}

/* Of the run r: the mail that says most of how it stands: one that failed, else one that waits. */
#define WORST_MAIL_SQL                                                                             \
  " FROM mail AS m JOIN mail_message AS o ON o.id = m.mail_message_id"                             \
  " WHERE o.schedule_run_id = r.id AND m.state <> 1 ORDER BY m.state DESC, m.id LIMIT 1"
#define RUN_COLUMNS                                                                                \
  "r.id, r.schedule_id, r.run_ms,"                                                                 \
  " CASE WHEN r.state <> 0 THEN r.state"                                                           \
  "  ELSE ifnull ((SELECT CASE m.state WHEN 2 THEN 2 ELSE 3 END" WORST_MAIL_SQL "), 0) END,"       \
  " r.n_rows, r.n_bytes, r.n_recipients,"                                                          \
  " ifnull ((SELECT CASE m.last_answer WHEN '' THEN '' ELSE m.recipient || ': ' || m.last_answer"   \
  " END" WORST_MAIL_SQL "), r.detail)"
#define SELECT_SQL                                                                                 \
  "SELECT " RUN_COLUMNS ", s.id, s.account_id, a.user_name, s.name, s.report_id, s.spec,"          \
  " s.every_unit, s.every_n, s.start, s.zone, s.subject, s.body, s.recipients, s.format,"          \
  " s.skip_empty, s.enabled, s.purpose, ifnull (s.next_ms, 0), ifnull (s.asked_ms, 0)"             \
  " FROM schedule AS s JOIN account AS a ON a.id = s.account_id"                                   \
  " LEFT JOIN schedule_run AS r ON r.id"                                                           \
  "  = (SELECT max (id) FROM schedule_run WHERE schedule_id = s.id)"
#define N_RUN_COLUMNS 8
#define SEEN_SQL " WHERE (s.account_id = ?1 OR ?2)"

static CollectorScheduleRun
read_run (CollectorStmt *stmt)
{
  return (CollectorScheduleRun){
    .id = collector_stmt_get_int (stmt, 0),
    .schedule_id = collector_stmt_get_int (stmt, 1),
    .run_ms = collector_stmt_get_int (stmt, 2),
    .state = collector_stmt_get_int (stmt, 3),
    .n_rows = collector_stmt_get_int (stmt, 4),
    .n_bytes = collector_stmt_get_int (stmt, 5),
    .n_recipients = collector_stmt_get_int (stmt, 6),
    .detail = collector_stmt_get_text (stmt, 7),
  };
}

static gboolean
read_row (CollectorStmt *stmt, CollectorSchedule *schedule, GError **error)
{
  int i = N_RUN_COLUMNS;

  *schedule = (CollectorSchedule){ .last = read_run (stmt) };
  schedule->id = collector_stmt_get_int (stmt, i++);
  schedule->account_id = collector_stmt_get_int (stmt, i++);
  schedule->owner = collector_stmt_get_text (stmt, i++);
  schedule->name = collector_stmt_get_text (stmt, i++);
  schedule->report_id = collector_stmt_get_text (stmt, i++);
  schedule->spec = collector_stmt_get_text (stmt, i++);
  schedule->when.unit = collector_stmt_get_int (stmt, i++);
  schedule->when.every_n = (guint) collector_stmt_get_int (stmt, i++);
  if (!toll_schedule_read_start (&schedule->when, collector_stmt_get_text (stmt, i++), error))
    return FALSE;
  schedule->zone = collector_stmt_get_text (stmt, i++);
  schedule->subject = collector_stmt_get_text (stmt, i++);
  schedule->body = collector_stmt_get_text (stmt, i++);
  schedule->recipients = collector_stmt_get_text (stmt, i++);
  schedule->format = collector_stmt_get_text (stmt, i++);
  schedule->skip_empty = collector_stmt_get_int (stmt, i++) != 0;
  schedule->enabled = collector_stmt_get_int (stmt, i++) != 0;
  schedule->purpose = collector_stmt_get_text (stmt, i++);
  schedule->next_ms = collector_stmt_get_int (stmt, i++);
  schedule->asked_ms = collector_stmt_get_int (stmt, i++);
  return TRUE;
}

static void
bind_viewer (CollectorStmt *stmt, const CollectorViewer *viewer)
{
  collector_stmt_bind_int (stmt, 1, viewer != NULL ? viewer->account_id : 0);
  collector_stmt_bind_int (stmt, 2,
                           viewer == NULL || viewer->role == COLLECTOR_ROLE_ADMINISTRATOR);
}

typedef struct
{
  CollectorScheduleVisit visit;
  CollectorScheduleRunVisit visit_run;
  CollectorScheduleNamedRunVisit visit_named_run;
  gpointer data;
} Visit;

static gboolean
visit_row (CollectorStmt *stmt, gpointer data, GError **error)
{
  const Visit *visit = data;
  CollectorSchedule schedule;

  if (!read_row (stmt, &schedule, error))
    return FALSE;
  visit->visit (&schedule, visit->data);
  return TRUE;
}

gboolean
collector_schedule_list (CollectorDb *db, const CollectorViewer *viewer, gint64 after_id,
                         guint limit, CollectorScheduleVisit visit, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, SELECT_SQL SEEN_SQL " AND s.id > ?3 ORDER BY s.id LIMIT ?4", error);
  Visit visiting = { .visit = visit, .data = data };

  if (stmt == NULL)
    return FALSE;
  bind_viewer (stmt, viewer);
  collector_stmt_bind_int (stmt, 3, after_id);
  collector_stmt_bind_int (stmt, 4, limit);
  return collector_stmt_foreach (stmt, visit_row, &visiting, error);
}

/* The first row of @stmt, if there is one, with its texts in @arena. */
static gboolean
take_row (CollectorStmt *stmt, TollArena *arena, CollectorSchedule *schedule, GError **error)
{
  const char **texts[]
      = { &schedule->owner,   &schedule->name, &schedule->report_id,  &schedule->spec,
          &schedule->zone,    &schedule->subject, &schedule->body,    &schedule->recipients,
          &schedule->format, &schedule->purpose, &schedule->last.detail };
  gboolean has_row = FALSE, is_ok;

  *schedule = (CollectorSchedule){ 0 };
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  is_ok = !has_row || read_row (stmt, schedule, error);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = toll_arena_strdup (arena, *texts[i]);
  collector_stmt_reset (stmt);
  return is_ok;
}

gboolean
collector_schedule_find (CollectorDb *db, const CollectorViewer *viewer, gint64 id,
                         TollArena *arena, CollectorSchedule *schedule, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, SELECT_SQL SEEN_SQL " AND s.id = ?3", error);

  if (stmt == NULL)
    return FALSE;
  bind_viewer (stmt, viewer);
  collector_stmt_bind_int (stmt, 3, id);
  if (!take_row (stmt, arena, schedule, error))
    return FALSE;
  if (schedule->id == 0)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND,
                         "there is no such schedule, or it is not yours");
  return schedule->id != 0;
}

gboolean
collector_schedule_find_due (CollectorDb *db, gint64 now_ms, TollArena *arena,
                             CollectorSchedule *schedule, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      SELECT_SQL " WHERE s.asked_ms IS NOT NULL OR (s.enabled = 1 AND s.next_ms <= ?1)"
                 " ORDER BY ifnull (s.asked_ms, s.next_ms), s.id LIMIT 1",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, now_ms);
  return take_row (stmt, arena, schedule, error);
}

static gboolean
read_count (CollectorStmt *stmt, gpointer data, GError **error)
{
  *(gint64 *) data = collector_stmt_get_int (stmt, 0);
  return TRUE;
}

static gboolean
check_number (CollectorDb *db, const CollectorSchedule *schedule, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT count (*) FROM schedule WHERE account_id = ?1", error);
  gint64 n = 0;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, schedule->account_id);
  if (!collector_stmt_foreach (stmt, read_count, &n, error))
    return FALSE;
  if (n < MOST_OF_ONE || schedule->id != 0)
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
               "you have %d schedules; delete some first", MOST_OF_ONE);
  return FALSE;
}

static void
bind_time (CollectorStmt *stmt, int index, gint64 ms)
{
  if (ms != 0)
    collector_stmt_bind_int (stmt, index, ms);
  else
    collector_stmt_bind_null (stmt, index);
}

gboolean
collector_schedule_save (CollectorDb *db, CollectorSchedule *schedule, gint64 now_ms,
                         GError **error)
{
  g_autofree char *start = toll_schedule_dup_start (&schedule->when);
  CollectorStmt *stmt;

  if (!check_number (db, schedule, error))
    return FALSE;
  stmt = collector_db_prepare (
      db,
      "INSERT INTO schedule (id, account_id, name, report_id, spec, every_unit, every_n, start,"
      " zone, subject, body, recipients, format, skip_empty, enabled, purpose, next_ms,"
      " created_ms, changed_ms) VALUES (nullif (?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
      " ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?18)"
      " ON CONFLICT (id) DO UPDATE SET name = ?3, report_id = ?4, spec = ?5, every_unit = ?6,"
      " every_n = ?7, start = ?8, zone = ?9, subject = ?10, body = ?11, recipients = ?12,"
      " format = ?13, skip_empty = ?14, enabled = ?15, purpose = ?16, next_ms = ?17,"
      " changed_ms = ?18",
      error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, schedule->id);
  collector_stmt_bind_int (stmt, 2, schedule->account_id);
  collector_stmt_bind_text (stmt, 3, schedule->name);
  collector_stmt_bind_text (stmt, 4, schedule->report_id);
  collector_stmt_bind_text (stmt, 5, schedule->spec);
  collector_stmt_bind_int (stmt, 6, schedule->when.unit);
  collector_stmt_bind_int (stmt, 7, schedule->when.every_n);
  collector_stmt_bind_text (stmt, 8, start);
  collector_stmt_bind_text (stmt, 9, schedule->zone);
  collector_stmt_bind_text (stmt, 10, schedule->subject);
  collector_stmt_bind_text (stmt, 11, schedule->body);
  collector_stmt_bind_text (stmt, 12, schedule->recipients);
  collector_stmt_bind_text (stmt, 13, schedule->format);
  collector_stmt_bind_int (stmt, 14, schedule->skip_empty);
  collector_stmt_bind_int (stmt, 15, schedule->enabled);
  collector_stmt_bind_text (stmt, 16, schedule->purpose);
  bind_time (stmt, 17, schedule->next_ms);
  collector_stmt_bind_int (stmt, 18, now_ms);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  if (schedule->id == 0)
    schedule->id = collector_db_get_last_id (db);
  return TRUE;
}

gboolean
collector_schedule_delete (CollectorDb *db, gint64 id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, "DELETE FROM schedule WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_schedule_ask (CollectorDb *db, gint64 id, gint64 now_ms, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "UPDATE schedule SET asked_ms = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  collector_stmt_bind_int (stmt, 2, now_ms);
  return collector_stmt_run (stmt, error);
}

static gboolean
add_run (CollectorDb *db, CollectorScheduleRun *run, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "INSERT INTO schedule_run (schedule_id, run_ms, state, n_rows, n_bytes, n_recipients, detail)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, run->schedule_id);
  collector_stmt_bind_int (stmt, 2, run->run_ms);
  collector_stmt_bind_int (stmt, 3, run->state);
  collector_stmt_bind_int (stmt, 4, run->n_rows);
  collector_stmt_bind_int (stmt, 5, run->n_bytes);
  collector_stmt_bind_int (stmt, 6, run->n_recipients);
  collector_stmt_bind_text (stmt, 7, run->detail);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  run->id = collector_db_get_last_id (db);
  return TRUE;
}

static gboolean
prune_runs (CollectorDb *db, gint64 schedule_id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "DELETE FROM schedule_run WHERE schedule_id = ?1 AND id <= (SELECT id FROM schedule_run"
      " WHERE schedule_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, schedule_id);
  collector_stmt_bind_int (stmt, 2, MOST_RUNS);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_schedule_set_next (CollectorDb *db, gint64 id, gint64 next_ms, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "UPDATE schedule SET next_ms = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  bind_time (stmt, 2, next_ms);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_schedule_settle (CollectorDb *db, CollectorScheduleRun *run, gint64 next_ms,
                           GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "UPDATE schedule SET next_ms = ?2, asked_ms = NULL WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, run->schedule_id);
  bind_time (stmt, 2, next_ms);
  return collector_stmt_run (stmt, error) && add_run (db, run, error)
         && prune_runs (db, run->schedule_id, error);
}

static gboolean
visit_run (CollectorStmt *stmt, gpointer data, GError **error)
{
  const Visit *visit = data;
  CollectorScheduleRun run = read_run (stmt);

  visit->visit_run (&run, visit->data);
  return TRUE;
}

gboolean
collector_schedule_list_runs (CollectorDb *db, gint64 schedule_id, gint64 before_id, guint limit,
                              CollectorScheduleRunVisit visit, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT " RUN_COLUMNS " FROM schedule_run AS r WHERE r.schedule_id = ?1 AND r.id < ?2"
      " ORDER BY r.id DESC LIMIT ?3",
      error);
  Visit visiting = { .visit_run = visit, .data = data };

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, schedule_id);
  collector_stmt_bind_int (stmt, 2, before_id);
  collector_stmt_bind_int (stmt, 3, limit);
  return collector_stmt_foreach (stmt, visit_run, &visiting, error);
}

static gboolean
visit_named_run (CollectorStmt *stmt, gpointer data, GError **error)
{
  const Visit *visit = data;
  CollectorScheduleRun run = read_run (stmt);

  visit->visit_named_run (&run, collector_stmt_get_text (stmt, N_RUN_COLUMNS), visit->data);
  return TRUE;
}

gboolean
collector_schedule_visit_runs (CollectorDb *db, const CollectorViewer *viewer, gint64 from_ms,
                               gint64 to_ms, guint limit, CollectorScheduleNamedRunVisit visit,
                               gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT " RUN_COLUMNS ", iif (?6 AND s.account_id <> ?1, toll_mask_text (s.name), s.name)"
      " FROM schedule_run AS r"
      " JOIN schedule AS s ON s.id = r.schedule_id" SEEN_SQL
      " AND r.run_ms >= ?3 AND r.run_ms < ?4 ORDER BY r.run_ms DESC, r.id DESC LIMIT ?5",
      error);
  Visit visiting = { .visit_named_run = visit, .data = data };

  if (stmt == NULL)
    return FALSE;
  bind_viewer (stmt, viewer);
  collector_stmt_bind_int (stmt, 3, from_ms);
  collector_stmt_bind_int (stmt, 4, to_ms);
  collector_stmt_bind_int (stmt, 5, limit);
  collector_stmt_bind_int (stmt, 6, viewer != NULL && collector_viewer_is_masked (viewer));
  return collector_stmt_foreach (stmt, visit_named_run, &visiting, error);
}
