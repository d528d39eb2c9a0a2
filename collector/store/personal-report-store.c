/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of people's own reports. Any lane reads, the writer writes.
 */
#include "config.h"

#include "collector/store/personal-report-store.h"

#include "collector/store/mask-spec.h"
#include "collector/store/mask.h"
#include "shared/base/error.h"

#define MOST_OF_ONE 200

#define SELECT_SQL                                                                                 \
  "SELECT p.id, p.account_id, a.user_name, p.name, p.description, p.category, p.report_id, p.spec," \
  " ifnull (p.share, -1) FROM personal_report p JOIN account a ON a.id = p.account_id"             \
  " WHERE a.disabled = 0 AND (p.account_id = ?1 OR p.share <= ?2)"

static CollectorPersonalReport
read_row (CollectorStmt *stmt)
{
  return (CollectorPersonalReport){
    .id = collector_stmt_get_int (stmt, 0),
    .account_id = collector_stmt_get_int (stmt, 1),
    .owner = collector_stmt_get_text (stmt, 2),
    .name = collector_stmt_get_text (stmt, 3),
    .description = collector_stmt_get_text (stmt, 4),
    .category = collector_stmt_get_text (stmt, 5),
    .report_id = collector_stmt_get_text (stmt, 6),
    .spec = collector_stmt_get_text (stmt, 7),
    .share = (int) collector_stmt_get_int (stmt, 8),
  };
}

typedef struct
{
  const CollectorViewer *viewer;
  CollectorPersonalReportVisit visit;
  gpointer data;
} Visit;

/* Who shares a question may have typed a whole number into it. */
static void
mask_row (CollectorPersonalReport *row, TollArena *arena)
{
  row->name = collector_mask_text (row->name, 1, arena);
  row->description = collector_mask_text (row->description, 1, arena);
  row->category = collector_mask_text (row->category, 1, arena);
  row->spec = collector_mask_spec (row->spec, arena);
}

static gboolean
visit_row (CollectorStmt *stmt, gpointer data, GError **error)
{
  Visit *visit = data;
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPersonalReport row = read_row (stmt);

  if (row.account_id != visit->viewer->account_id && collector_viewer_is_masked (visit->viewer))
    mask_row (&row, arena);
  visit->visit (&row, visit->data);
  return TRUE;
}

static void
bind_viewer (CollectorStmt *stmt, const CollectorViewer *viewer)
{
  collector_stmt_bind_int (stmt, 1, viewer->account_id);
  collector_stmt_bind_int (stmt, 2, viewer->role);
}

gboolean
collector_personal_report_list (CollectorDb *db, const CollectorViewer *viewer, gint64 after_id,
                                guint limit, CollectorPersonalReportVisit visit, gpointer data,
                                GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, SELECT_SQL " AND p.id > ?3 ORDER BY p.id LIMIT ?4", error);
  Visit visiting = { viewer, visit, data };

  if (stmt == NULL)
    return FALSE;
  bind_viewer (stmt, viewer);
  collector_stmt_bind_int (stmt, 3, after_id);
  collector_stmt_bind_int (stmt, 4, limit);
  return collector_stmt_foreach (stmt, visit_row, &visiting, error);
}

gboolean
collector_personal_report_find (CollectorDb *db, const CollectorViewer *viewer, gint64 id,
                                TollArena *arena, CollectorPersonalReport *row, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, SELECT_SQL " AND p.id = ?3", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  bind_viewer (stmt, viewer);
  collector_stmt_bind_int (stmt, 3, id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    {
      const char **texts[] = { &row->owner,    &row->name,      &row->description,
                               &row->category, &row->report_id, &row->spec };

      *row = read_row (stmt);
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        *texts[i] = toll_arena_strdup (arena, *texts[i]);
    }
  else
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND,
                         "there is no such report, or it is not shared with you");
  collector_stmt_reset (stmt);
  return has_row;
}

/* One name stands once with an owner, and they are not without end. */
static gboolean
check (CollectorDb *db, const CollectorPersonalReport *row, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT count (*), total (name = ?3 COLLATE NOCASE) FROM personal_report"
      " WHERE account_id = ?1 AND id <> ?2",
      error);
  gboolean has_row = FALSE;
  gint64 n, n_same;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, row->account_id);
  collector_stmt_bind_int (stmt, 2, row->id);
  collector_stmt_bind_text (stmt, 3, row->name);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  n = collector_stmt_get_int (stmt, 0);
  n_same = collector_stmt_get_int (stmt, 1);
  collector_stmt_reset (stmt);
  if (n_same > 0)
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                         "name: you have a report of that name already");
  else if (n >= MOST_OF_ONE && row->id == 0)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT, "you have %d reports; delete some first",
                 MOST_OF_ONE);
  else
    return TRUE;
  return FALSE;
}

gboolean
collector_personal_report_save (CollectorDb *db, CollectorPersonalReport *row, gint64 now_ms,
                                GError **error)
{
  CollectorStmt *stmt;

  if (!check (db, row, error))
    return FALSE;
  stmt = collector_db_prepare (
      db,
      "INSERT INTO personal_report (id, account_id, name, description, category, report_id, spec,"
      " share, created_ms, changed_ms) VALUES (nullif (?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)"
      " ON CONFLICT (id) DO UPDATE SET name = ?3, description = ?4, category = ?5, report_id = ?6,"
      " spec = ?7, share = ?8, changed_ms = ?9",
      error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, row->id);
  collector_stmt_bind_int (stmt, 2, row->account_id);
  collector_stmt_bind_text (stmt, 3, row->name);
  collector_stmt_bind_text (stmt, 4, row->description);
  collector_stmt_bind_text (stmt, 5, row->category);
  collector_stmt_bind_text (stmt, 6, row->report_id);
  collector_stmt_bind_text (stmt, 7, row->spec);
  if (row->share != COLLECTOR_PERSONAL_REPORT_UNSHARED)
    collector_stmt_bind_int (stmt, 8, row->share);
  else
    collector_stmt_bind_null (stmt, 8);
  collector_stmt_bind_int (stmt, 9, now_ms);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  if (row->id == 0)
    row->id = collector_db_get_last_id (db);
  return TRUE;
}

gboolean
collector_personal_report_delete (CollectorDb *db, gint64 id, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "DELETE FROM personal_report WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  return collector_stmt_run (stmt, error);
}
