/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /home: last calls, tiles, shortcuts, history in one answer. Tiles of a scope come from the
 * running totals, tiles of one's own calls from the calls themselves: both are a few rows, however
 * large the ledger. Reader lane.
 */
#include "config.h"

#include "collector/routes/home.h"

#include <string.h>

#include "collector/routes/calls-page.h"
#include "collector/routes/me-json.h"
#include "collector/store/totals/totals.h"
#include "collector/store/words.h"
#include "shared/wire/paths.h"

/* What tiles are written from. */
typedef struct
{
  CollectorCallSums sums;
  GArray *costs; /* of CollectorCost */
} Figures;

/* The cube that holds a scope's figures. */
static const CollectorCube cubes[COLLECTOR_N_SCOPES] = {
  [COLLECTOR_SCOPE_DEPARTMENTS] = COLLECTOR_CUBE_DEPARTMENT,
  [COLLECTOR_SCOPE_COST_CENTRES] = COLLECTOR_CUBE_COST_CENTRE,
  [COLLECTOR_SCOPE_LOCATIONS] = COLLECTOR_CUBE_LOCATION,
  [COLLECTOR_SCOPE_ALL] = COLLECTOR_CUBE_CLASS,
};

static void
add_row (CollectorDb *db, const CollectorTotalsRow *row, Figures *figures)
{
  g_autofree char *currency =
      collector_words_dup_text (db, COLLECTOR_WORD_CURRENCY, row->currency_id);
  CollectorCost cost = { .cost_micro = 0 };

  for (guint i = 0; i < TOLL_N_DIRECTIONS; i++)
    {
      figures->sums.calls += row->cells[i].calls;
      figures->sums.answered += row->cells[i].answered;
      figures->sums.missed += row->cells[i].missed;
      figures->sums.talk_ms += row->cells[i].talk_ms;
      figures->sums.ring_ms += row->cells[i].ring_ms;
      cost.cost_micro += row->cells[i].cost_micro;
    }
  if (currency[0] != '\0')
    {
      g_strlcpy (cost.currency, currency, sizeof cost.currency);
      g_array_append_val (figures->costs, cost);
    }
}

static gboolean
sum_scope (CollectorDb *db, const CollectorViewer *viewer, gint32 day_from, gint32 day_to,
           Figures *figures, GError **error)
{
  gboolean is_all = viewer->scope == COLLECTOR_SCOPE_ALL;
  g_autoptr (GArray) rows = NULL;

  if (!is_all && viewer->scope_ids->len == 0)
    return TRUE;
  rows = collector_totals_list (db, cubes[viewer->scope],
                                is_all ? NULL : (gint64 *) (void *) viewer->scope_ids->data,
                                is_all ? 0 : viewer->scope_ids->len, day_from, day_to,
                                COLLECTOR_TOTALS_SUM, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    add_row (db, &g_array_index (rows, CollectorTotalsRow, i), figures);
  return TRUE;
}

/* Figures of the local days [day_from, day_to). */
static gboolean
sum_days (CollectorDb *db, const CollectorViewer *viewer, gboolean own_only,
          gint32 day_from, gint32 day_to, Figures *figures, GError **error)
{
  if (own_only || viewer->scope == COLLECTOR_SCOPE_OWN)
    return collector_calls_sum_own (db, viewer, day_from, day_to, &figures->sums, figures->costs,
                                    error);
  return sum_scope (db, viewer, day_from, day_to, figures, error);
}

/* The list that a tile opens: of internal calls only what the figure counts. */
static void
write_filter (TollJsonWriter *json, const char *period, const char *field, const char *value)
{
  toll_json_begin_object (json, "filter");
  toll_json_add_bool (json, "counted", TRUE);
  toll_json_begin_object (json, "period");
  toll_json_add_text (json, "relative", period);
  toll_json_end_object (json);
  if (field != NULL)
    {
      toll_json_begin_array (json, field);
      toll_json_add_text (json, NULL, value);
      toll_json_end_array (json);
    }
  toll_json_end_object (json);
}

/* The company's currency leads; what was spent in others stands beside it. */
static void
write_cost_tile (TollJsonWriter *json, const char *currency, const GArray *costs)
{
  gint64 value = 0;

  for (guint i = 0; i < costs->len; i++)
    if (strcmp (g_array_index (costs, CollectorCost, i).currency, currency) == 0)
      value += g_array_index (costs, CollectorCost, i).cost_micro;
  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "id", "month_cost");
  toll_json_add_int (json, "value", value);
  toll_json_add_text (json, "unit", "micro");
  toll_json_add_text (json, "currency", currency);
  toll_json_begin_array (json, "others");
  for (guint i = 0; i < costs->len; i++)
    {
      const CollectorCost *cost = &g_array_index (costs, CollectorCost, i);

      if (strcmp (cost->currency, currency) == 0)
        continue;
      toll_json_begin_object (json, NULL);
      toll_json_add_int (json, "value", cost->cost_micro);
      toll_json_add_text (json, "currency", cost->currency);
      toll_json_end_object (json);
    }
  toll_json_end_array (json);
  write_filter (json, "this_month", "rating_states", "rated");
  toll_json_end_object (json);
}

static void
write_tile (TollJsonWriter *json, const char *id, gint64 value, const char *unit,
            const char *period, const char *field, const char *field_value)
{
  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "id", id);
  toll_json_add_int (json, "value", value);
  toll_json_add_text (json, "unit", unit);
  write_filter (json, period, field, field_value);
  toll_json_end_object (json);
}

/* Rounded to whole seconds, half up: what a tile shows. */
static gint64
average_ms (gint64 sum_ms, gint64 n)
{
  return n > 0 ? (sum_ms / n + 500) / 1000 * 1000 : 0;
}

gboolean
collector_home_write_tiles (TollJsonWriter *json, CollectorHouse *house, CollectorDb *db,
                            const CollectorViewer *viewer, gboolean own_only, gint64 now_ms,
                            GError **error)
{
  g_autoptr (GArray) month_costs = g_array_new (FALSE, FALSE, sizeof (CollectorCost));
  g_autoptr (GArray) day_costs = g_array_new (FALSE, FALSE, sizeof (CollectorCost));
  Figures month = { .costs = month_costs }, day = { .costs = day_costs };
  g_autoptr (CollectorSettings) settings = collector_house_load_settings (house, db, error);
  CollectorToday today;

  if (settings == NULL || !collector_today_find (db, now_ms, &today, error) ||
      !sum_days (db, viewer, own_only, today.month_begin, today.month_end, &month, error) ||
      !sum_days (db, viewer, own_only, today.today, today.today + 1, &day, error))
    return FALSE;
  toll_json_begin_array (json, "tiles");
  write_cost_tile (json, collector_settings_get_text (settings, "currency"), month_costs);
  write_tile (json, "month_calls", month.sums.calls, "count", "this_month", NULL, NULL);
  write_tile (json, "month_talk_avg", average_ms (month.sums.talk_ms, month.sums.answered), "ms",
              "this_month", "outcomes", "answered");
  write_tile (json, "month_answer_avg", average_ms (month.sums.ring_ms, month.sums.answered),
              "ms", "this_month", "outcomes", "answered");
  write_tile (json, "missed_today", day.sums.missed, "count", "today", "outcomes", "missed");
  toll_json_end_array (json);
  return TRUE;
}

static gboolean
write_home (TollJsonWriter *json, CollectorRequest *request, CollectorDb *db, gint64 limit,
            gboolean own_only, GError **error)
{
  CollectorHouse *house = COLLECTOR_HOUSE_OF (request);
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  gint64 now_ms = collector_request_get_now_ms (request), last_ms;
  CollectorCallQuery query = { .own_only = own_only };
  const TollZone *zone = collector_totals_get_zone (db, error);

  if (zone == NULL)
    return FALSE;
  toll_json_begin_object (json, NULL);
  toll_json_add_int (json, "as_of_ms", now_ms);
  toll_json_add_text (json, "zone", toll_zone_get_name (zone));
  toll_json_begin_object (json, "calls");
  if (!collector_calls_write_page (json, house, db, viewer, &query, G_MAXINT64, limit, error) ||
      !collector_calls_get_last_ms (db, &last_ms, error))
    return FALSE;
  toll_json_end_object (json);
  if (last_ms != 0)
    toll_json_add_int (json, "last_call_ms", last_ms);
  else
    toll_json_add_null (json, "last_call_ms");
  if (!collector_home_write_tiles (json, house, db, viewer, own_only, now_ms, error))
    return FALSE;
  toll_json_begin_object (json, "shortcuts");
  if (!collector_shortcuts_write_public (json, db, viewer, error)
      || !collector_shortcuts_write_personal (json, db, viewer, error))
    return FALSE;
  toll_json_end_object (json);
  return collector_shortcuts_write_history (json, db, viewer, error);
}

static gboolean
get_home (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const known[] = { "calls", "mine", NULL };
  const TollQuery *parameters = collector_request_get_query (request);
  gboolean own_only;
  gint64 limit;

  return toll_query_check (parameters, known, error) &&
         toll_query_get_int (parameters, "calls", 1, 200, 20, &limit, error) &&
         toll_query_get_bool (parameters, "mine", &own_only, error) &&
         write_home (collector_reply_get_json (reply), request, db, limit, own_only, error);
}

const CollectorRoute collector_routes_home[] = {
  { "GET", TOLL_PATH_HOME, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ, get_home,
    COLLECTOR_AUDIT_READ },
  { NULL },
};
