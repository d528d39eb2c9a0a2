/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The time band of a stored price and what the list asks in it, as functions of SQL: the tariff
 * version that made the price is asked the same question again. A version never changes, so a
 * connection keeps those it has read.
 */
#include "config.h"

#include "collector/store/band-function.h"

#include "collector/rating/deck.h"
#include "collector/rating/question.h"

/* A price of 10^-8 for seconds, and a cost of 10^-6 for milliseconds. */
#define E8_MS_PER_MICRO_S (100 * 1000)

static void
unref_deck (gpointer deck)
{
  if (deck != NULL)
    collector_deck_unref (deck);
}

/* Returns: (transfer full) (nullable): NULL for a version that is not there. */
static CollectorDeck *
load_deck (sqlite3 *handle, gint64 version_id)
{
  sqlite3_stmt *stmt = NULL;
  CollectorDeck *deck = NULL;

  if (sqlite3_prepare_v2 (handle, "SELECT document FROM tariff_version WHERE id = ?1", -1, &stmt,
                          NULL) == SQLITE_OK
      && sqlite3_bind_int64 (stmt, 1, version_id) == SQLITE_OK
      && sqlite3_step (stmt) == SQLITE_ROW)
    deck = collector_deck_new_from_json ((const char *) sqlite3_column_text (stmt, 0), -1, NULL);
  sqlite3_finalize (stmt);
  return deck;
}

/* Returns: (transfer none) (nullable) */
static CollectorDeck *
ensure_deck (sqlite3_context *context, gint64 version_id)
{
  GHashTable *decks = sqlite3_user_data (context);
  gpointer deck = NULL;

  if (!g_hash_table_lookup_extended (decks, &version_id, NULL, &deck))
    {
      deck = load_deck (sqlite3_context_db_handle (context), version_id);
      if (deck != NULL)
        g_hash_table_insert (decks, g_memdup2 (&version_id, sizeof version_id), deck);
    }
  return deck;
}

static void
band_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  CollectorDeck *deck = ensure_deck (context, sqlite3_value_int64 (values[0]));
  const char *number = (const char *) sqlite3_value_text (values[1]);
  const TollCall call = { .direction = sqlite3_value_int (values[2]),
                          .outcome = sqlite3_value_int (values[3]),
                          .charged_from_ms = sqlite3_value_int64 (values[4]),
                          .charged_ms = sqlite3_value_int64 (values[5]),
                          .rate_prefix = (const char *) sqlite3_value_text (values[6]) };
  CollectorCharge charge = { 0 };
  CollectorQuestion question;

  if (deck != NULL && number != NULL && call.rate_prefix != NULL)
    {
      collector_question_init_again (&question, &call, number);
      collector_deck_rate (deck, &question, &charge);
    }
  sqlite3_result_text (context, charge.band != NULL ? charge.band : "", -1, SQLITE_TRANSIENT);
}

/* The prefix that matched finds the rate again, whatever the number was. */
static void
list_price_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  CollectorDeck *deck = ensure_deck (context, sqlite3_value_int64 (values[0]));
  const CollectorQuestion question = { .digits = (const char *) sqlite3_value_text (values[1]),
                                       .connect_ms = sqlite3_value_int64 (values[2]) };
  gint64 price_e8, per_s, micro = 0;

  if (deck != NULL && question.digits != NULL
      && collector_deck_find_list_price (deck, &question, &price_e8, &per_s)
      && !toll_money_divide ((__int128) price_e8 * sqlite3_value_int64 (values[3]),
                             (__int128) per_s * E8_MS_PER_MICRO_S, TOLL_ROUND_HALF_UP, &micro))
    micro = 0;
  sqlite3_result_int64 (context, micro);
}

static void
free_decks (void *decks)
{
  g_hash_table_unref (decks);
}

void
collector_band_function_register (sqlite3 *handle)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  GHashTable *decks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, unref_deck);

  sqlite3_create_function_v2 (handle, "toll_band", 7, flags, g_hash_table_ref (decks), band_cb,
                              NULL, NULL, free_decks);
  sqlite3_create_function_v2 (handle, "toll_list_price", 4, flags, decks, list_price_cb, NULL, NULL,
                              free_decks);
}
