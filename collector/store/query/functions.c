/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What compiled questions need and SQL has not: a number, or a free text, as its viewer may see it,
 * so that masked viewers sort and filter by what they see and learn nothing more; and what tells rows
 * of numbers apart, which no answer shows.
 */
#include "config.h"

#include "collector/store/query/functions.h"

#include "collector/store/band-function.h"
#include "collector/store/during-function.h"
#include "collector/store/leg-functions.h"
#include "collector/store/mask.h"
#include "collector/store/number-lists.h"
#include "collector/store/query/private.h"
#include "shared/base/fold.h"

static void
mask_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  TollArena *arena = sqlite3_user_data (context);
  const char *number = (const char *) sqlite3_value_text (values[0]);
  gint64 n_digits = sqlite3_value_int64 (values[1]);

  toll_arena_reset (arena);
  sqlite3_result_text (context,
                       collector_mask_number (number != NULL ? number : "",
                                              (guint) CLAMP (n_digits, 0, COLLECTOR_MASK_ALL), arena),
                       -1, SQLITE_TRANSIENT);
}

/* Of a number, its hidden digits, and whether the call is the viewer's own. */
static void
apart_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  TollArena *arena = sqlite3_user_data (context);
  const char *number = (const char *) sqlite3_value_text (values[0]);
  gint64 n_digits = sqlite3_value_int64 (values[1]);

  toll_arena_reset (arena);
  sqlite3_result_text (context,
                       collector_number_dup_apart (number != NULL ? number : "",
                                                   (guint) CLAMP (n_digits, 0, 100),
                                                   sqlite3_value_int (values[2]) != 0, arena),
                       -1, g_free);
}

static void
token_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *apart = (const char *) sqlite3_value_text (values[0]);

  sqlite3_result_text (context,
                       collector_number_dup_token (apart != NULL ? apart : "",
                                                   sqlite3_value_int64 (values[1])),
                       -1, g_free);
}

static void
answer_masked (sqlite3_context *context, sqlite3_value *value,
               const char *(*mask) (const char *text, guint n_digits, TollArena *arena))
{
  TollArena *arena = sqlite3_user_data (context);
  const char *text = (const char *) sqlite3_value_text (value);

  toll_arena_reset (arena);
  sqlite3_result_text (context, mask (text != NULL ? text : "", 1, arena), -1, SQLITE_TRANSIENT);
}

static void
mask_text_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  answer_masked (context, values[0], collector_mask_text);
}

static void
mask_device_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  answer_masked (context, values[0], collector_mask_device);
}

/* Of what was called, the number of who called, its hidden digits, and whether it may be outside: as rows
 * show it. */
static void
mask_called_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  TollArena *arena = sqlite3_user_data (context);
  const char *called = (const char *) sqlite3_value_text (values[0]);
  const char *number = (const char *) sqlite3_value_text (values[1]);
  guint n_digits = (guint) CLAMP (sqlite3_value_int64 (values[2]), 0, COLLECTOR_MASK_ALL);

  toll_arena_reset (arena);
  sqlite3_result_text (context,
                       sqlite3_value_int (values[3]) != 0
                           ? collector_mask_party (called, number, n_digits, arena)
                           : collector_mask_known (called, number, n_digits, arena),
                       -1, SQLITE_TRANSIENT);
}

/* Most texts are as they are folded. */
static void
fold_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);
  const char *p = text;

  while (p != NULL && *p != '\0' && (guchar) *p < 0x80 && !g_ascii_isupper (*p))
    p++;
  if (p == NULL || *p == '\0')
    sqlite3_result_value (context, values[0]);
  else
    sqlite3_result_text (context, toll_fold (text), -1, g_free);
}

static void
free_arena (void *arena)
{
  toll_arena_free (arena);
}

void
collector_query_register (sqlite3 *handle)
{
  sqlite3_create_function_v2 (handle, "toll_mask", 2,
                              SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                              toll_arena_new (), mask_cb, NULL, NULL, free_arena);
  sqlite3_create_function_v2 (handle, "toll_mask_called", 4,
                              SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                              toll_arena_new (), mask_called_cb, NULL, NULL, free_arena);
  sqlite3_create_function_v2 (handle, "toll_apart", 3,
                              SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                              toll_arena_new (), apart_cb, NULL, NULL, free_arena);
  sqlite3_create_function_v2 (handle, "toll_token", 2,
                              SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                              token_cb, NULL, NULL, NULL);
  sqlite3_create_function_v2 (handle, "toll_mask_text", 1,
                              SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                              toll_arena_new (), mask_text_cb, NULL, NULL, free_arena);
  sqlite3_create_function_v2 (handle, "toll_mask_device", 1,
                              SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                              toll_arena_new (), mask_device_cb, NULL, NULL, free_arena);
  sqlite3_create_function_v2 (handle, "toll_fold", 1,
                              SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                              fold_cb, NULL, NULL, NULL);
  collector_number_lists_register (handle);
  collector_band_function_register (handle);
  collector_during_function_register (handle);
  collector_leg_functions_register (handle);
}
