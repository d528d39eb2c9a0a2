/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sums over somebody's own calls: a few rows by line. Reader lanes.
 */
#include "config.h"

#include "collector/store/calls-read.h"

#include <string.h>

#define ID_SHIFT 31

static void
add_cost (GArray *costs, const char *currency, gint64 cost_micro)
{
  CollectorCost cost = { .cost_micro = cost_micro };

  for (guint i = 0; i < costs->len; i++)
    {
      CollectorCost *known = &g_array_index (costs, CollectorCost, i);

      if (strcmp (known->currency, currency) == 0)
        {
          known->cost_micro += cost_micro;
          return;
        }
    }
  g_strlcpy (cost.currency, currency, sizeof cost.currency);
  g_array_append_val (costs, cost);
}

static gboolean
sum_line (CollectorStmt *stmt, CollectorCallSums *sums, GArray *costs, GError **error)
{
  gboolean has_row = FALSE;

  while (TRUE)
    {
      const char *currency;

      if (!collector_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      sums->calls += collector_stmt_get_int (stmt, 0);
      sums->answered += collector_stmt_get_int (stmt, 1);
      sums->missed += collector_stmt_get_int (stmt, 2);
      sums->talk_ms += collector_stmt_get_int (stmt, 3);
      sums->ring_ms += collector_stmt_get_int (stmt, 4);
      currency = collector_stmt_get_text (stmt, 6);
      if (*currency != '\0')
        add_cost (costs, currency, collector_stmt_get_int (stmt, 5));
    }
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_calls_sum_own (CollectorDb *db, const CollectorViewer *viewer, gint64 from_ms,
                         gint64 to_ms, CollectorCallSums *sums, GArray *costs, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT count (*), sum (outcome = 0), sum (outcome = 1), sum (talk_ms),"
      " sum (CASE outcome WHEN 0 THEN ring_ms ELSE 0 END),"
      " sum (CASE rating_state WHEN 1 THEN cost_micro ELSE 0 END),"
      " (SELECT text FROM word WHERE kind = 12 AND id = currency_id)"
      " FROM call_line AS f CROSS JOIN call ON id = f.call_id"
      " WHERE f.line_id = ?1 AND f.call_id >= ?2 AND f.call_id < ?3 AND person_id = ?4"
      " AND start_ms >= ?5 AND start_ms < ?6 GROUP BY currency_id",
      error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < viewer->line_ids->len; i++)
    {
      collector_stmt_bind_int (stmt, 1, g_array_index (viewer->line_ids, gint64, i));
      collector_stmt_bind_int (stmt, 2, from_ms / 1000 << ID_SHIFT);
      collector_stmt_bind_int (stmt, 3, (to_ms / 1000 + 1) << ID_SHIFT);
      collector_stmt_bind_int (stmt, 4, viewer->person_id);
      collector_stmt_bind_int (stmt, 5, from_ms);
      collector_stmt_bind_int (stmt, 6, to_ms);
      if (!sum_line (stmt, sums, costs, error))
        return FALSE;
    }
  return TRUE;
}
