/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is read off stored records, as functions of SQL. A record that cannot be read says nothing.
 */
#include "config.h"

#include "collector/store/leg-functions.h"

#include "collector/normalize/timing.h"
#include "shared/base/arena.h"
#include "shared/model/leg.h"
#include "shared/wire/json-write.h"

#include <string.h>

/* Which side, of the record that ended last so far. */
typedef struct
{
  gint64 end_ms;
  int side;
} Ended;

static gboolean
read_leg (sqlite3_context *context, sqlite3_value *value, TollLeg *leg)
{
  TollArena *arena = sqlite3_user_data (context);
  const void *body = sqlite3_value_blob (value);

  toll_arena_reset (arena);
  toll_leg_init (leg);
  return body != NULL
         && toll_leg_unpack (leg, body, (gsize) sqlite3_value_bytes (value), arena, NULL);
}

/* Of both sides the one that cleared has a cause; as the call took it from there. */
static void
side_step_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  Ended *ended = sqlite3_aggregate_context (context, sizeof *ended);
  guint32 wanted = (guint32) sqlite3_value_int64 (values[1]), cause;
  CollectorTimes times;
  TollLeg leg;

  if (ended == NULL || !read_leg (context, values[0], &leg))
    return;
  cause = leg.orig_cause != 0 ? leg.orig_cause : leg.dest_cause;
  collector_timing_read (&leg, &times);
  if (cause == 0 || toll_cause_to_q850 (cause) != wanted || times.end_ms < ended->end_ms)
    return;
  ended->end_ms = times.end_ms;
  ended->side = leg.orig_cause != 0 ? 1 : 2;
}

static void
side_final_cb (sqlite3_context *context)
{
  const Ended *ended = sqlite3_aggregate_context (context, 0);

  sqlite3_result_int (context, ended != NULL ? ended->side : 0);
}

static void
level_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  TollLeg leg;

  if (read_leg (context, values[0], &leg) && *leg.authorization_description != '\0')
    sqlite3_result_int64 (context, leg.authorization_level);
}

/* Whom it was for, who passed it on last, who got it, as a JSON list: each once. */
static void
called_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  g_autoptr (TollJsonWriter) json = NULL;
  GString *text;
  TollLeg leg;

  if (!read_leg (context, values[0], &leg))
    return;
  json = toll_json_writer_new ();
  toll_json_begin_array (json, NULL);
  toll_json_add_text (json, NULL, leg.final_called_number);
  if (strcmp (leg.original_called_number, leg.final_called_number) != 0)
    toll_json_add_text (json, NULL, leg.original_called_number);
  if (strcmp (leg.last_redirect_number, leg.final_called_number) != 0
      && strcmp (leg.last_redirect_number, leg.original_called_number) != 0)
    toll_json_add_text (json, NULL, leg.last_redirect_number);
  toll_json_end_array (json);
  text = toll_json_writer_finish (json);
  sqlite3_result_text (context, text->str, (int) text->len, SQLITE_TRANSIENT);
  g_string_free (text, TRUE);
}

static void
free_arena (void *arena)
{
  toll_arena_free (arena);
}

void
collector_leg_functions_register (sqlite3 *handle)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;

  sqlite3_create_function_v2 (handle, "toll_cause_side", 2, flags, toll_arena_new (), NULL,
                              side_step_cb, side_final_cb, free_arena);
  sqlite3_create_function_v2 (handle, "toll_level", 1, flags, toll_arena_new (), level_cb, NULL,
                              NULL, free_arena);
  sqlite3_create_function_v2 (handle, "toll_called", 1, flags, toll_arena_new (), called_cb, NULL,
                              NULL, free_arena);
}
