/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sums over somebody's own calls: a row for each day, from the running totals. Reader lanes.
 */
#include "config.h"

#include "collector/store/calls-read.h"

#include "collector/store/words.h"

#include <string.h>

/* The figure of the kind is part of the text below. */
G_STATIC_ASSERT (COLLECTOR_WORD_CURRENCY == 12);

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
collector_calls_sum_own (CollectorDb *db, const CollectorViewer *viewer, gint32 day_from,
                         gint32 day_to, CollectorCallSums *sums, GArray *costs, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT sum (calls), sum (answered), sum (missed), sum (talk_ms), sum (ring_ms),"
      " sum (cost_micro), (SELECT text FROM word WHERE kind = 12 AND id = currency_id)"
      " FROM own_total WHERE person_id = ?1 AND line_id = ?2 AND day >= ?3 AND day < ?4"
      " GROUP BY currency_id",
      error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < viewer->line_ids->len; i++)
    {
      collector_stmt_bind_int (stmt, 1, viewer->person_id);
      collector_stmt_bind_int (stmt, 2, g_array_index (viewer->line_ids, gint64, i));
      collector_stmt_bind_int (stmt, 3, day_from);
      collector_stmt_bind_int (stmt, 4, day_to);
      if (!sum_line (stmt, sums, costs, error))
        return FALSE;
    }
  return TRUE;
}
