/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which currencies calls were priced in. Any lane.
 */
#include "config.h"

#include "collector/store/currencies.h"

#include <string.h>

#include "collector/store/setting-store.h"
#include "collector/store/setting-table.h"
#include "collector/store/totals/totals.h"
#include "collector/store/words.h"

typedef struct
{
  GArray *currencies;
  TollArena *arena;
  const char *company;
} Listing;

/* By code, but the company's own, which stays in front. */
static gboolean
add_currency (CollectorStmt *stmt, gpointer data, GError **error)
{
  Listing *self = data;
  CollectorCurrency currency
      = { collector_stmt_get_int (stmt, 0),
          toll_arena_strdup (self->arena, collector_stmt_get_text (stmt, 1)) };

  if (strcmp (currency.code, self->company) == 0)
    g_array_prepend_val (self->currencies, currency);
  else
    g_array_append_val (self->currencies, currency);
  return TRUE;
}
G_STATIC_ASSERT (COLLECTOR_WORD_CURRENCY == 12);

GArray *
collector_currencies_list (CollectorDb *db, TollArena *arena, GError **error)
{
  g_autoptr (GArray) currencies = g_array_new (FALSE, FALSE, sizeof (CollectorCurrency));
  g_autoptr (GError) failed = NULL;
  g_autofree char *set = collector_setting_dup (db, "currency", &failed);
  Listing listing = { currencies, arena, set };

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  if (set == NULL)
    listing.company = collector_setting_table_lookup ("currency")->standard;
  if (!collector_stmt_foreach (
          collector_db_prepare (db, "SELECT id, text FROM word WHERE kind = 12 ORDER BY text", error),
          add_currency, &listing, error))
    return NULL;
  return g_steal_pointer (&currencies);
}

/* Days of the company's zone that the period touches, half open. */
static void
find_days (const TollZone *zone, gint64 from_ms, gint64 to_ms, gint32 *day_from, gint32 *day_to)
{
  gint32 second;

  *day_from = 0;
  *day_to = G_MAXINT32;
  if (from_ms != 0)
    toll_zone_to_local (zone, from_ms, day_from, &second);
  if (to_ms == 0)
    return;
  toll_zone_to_local (zone, to_ms - 1, day_to, &second);
  *day_to += 1;
}

static gboolean
is_used (const GArray *rows, gint64 currency_id)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorTotalsRow *row = &g_array_index (rows, CollectorTotalsRow, i);

      for (guint j = 0; row->currency_id == currency_id && j < TOLL_N_DIRECTIONS; j++)
        if (row->cells[j].calls != 0)
          return TRUE;
    }
  return FALSE;
}

gboolean
collector_currencies_keep_used (CollectorDb *db, GArray *currencies, gint64 from_ms, gint64 to_ms,
                                GError **error)
{
  const TollZone *zone = collector_totals_get_zone (db, error);
  g_autoptr (GArray) rows = NULL;
  gint32 day_from, day_to;

  if (zone == NULL)
    return FALSE;
  find_days (zone, from_ms, to_ms, &day_from, &day_to);
  rows = collector_totals_list (db, COLLECTOR_CUBE_CLASS, NULL, 0, day_from, day_to,
                                COLLECTOR_TOTALS_SUM, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = currencies->len; i > 0; i--)
    if (!is_used (rows, g_array_index (currencies, CollectorCurrency, i - 1).id))
      g_array_remove_index (currencies, i - 1);
  return TRUE;
}
