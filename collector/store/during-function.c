/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times that a call was up in, whenever it began: a condition, and the function of SQL that it is made
 * of, which keeps what it reads of its constants for the rows of one statement. Right where the clock
 * changes.
 */
#include "config.h"

#include "collector/store/during-function.h"

#include <string.h>

#include "collector/store/query/private.h"
#include "collector/store/time-fields.h"
#include "shared/base/error.h"

#define HALF_MS G_GINT64_CONSTANT (1800000)

/* ---- The condition ---- */

/* Appends one end of the time that the call was up within the period. */
static void
add_end (CollectorSql *sql, const char *function, const char *column, gint64 limit_ms)
{
  collector_sql_add (sql, limit_ms > 0 ? function : "");
  collector_sql_add (sql, column);
  if (limit_ms <= 0)
    return;
  collector_sql_add (sql, ", ");
  collector_sql_add_int (sql, limit_ms);
  collector_sql_add (sql, ")");
}

/* Appends "hour=540;". */
static gboolean
append_key (GString *keys, const TollCondition *test, const char *path, GError **error)
{
  const char *value = test->values->len > 0 ? test->values->pdata[0] : "";
  gint64 key;

  if (collector_time_field_find (test->field) == NULL)
    toll_error_set_field (error, path, "\"%.40s\" is no time that a call can be up in", test->field);
  else if (!g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &key, NULL))
    toll_error_set_field (error, path, "a row's key is expected");
  else
    {
      g_string_append_printf (keys, "%s=%" G_GINT64_FORMAT ";", test->field, key);
      return TRUE;
    }
  return FALSE;
}

gboolean
collector_compiler_add_during (CollectorCompiler *compiler, const GPtrArray *tests,
                               const char *path, GError **error)
{
  const CollectorQuery *query = compiler->query;
  g_autoptr (GString) keys = g_string_new (NULL);

  for (guint i = 0; i < tests->len; i++)
    if (!append_key (keys, tests->pdata[i], path, error))
      return FALSE;
  collector_sql_add (&compiler->sql, "toll_during (");
  add_end (&compiler->sql, "max (", "c.start_ms", query->from_ms);
  collector_sql_add (&compiler->sql, ", ");
  add_end (&compiler->sql, "min (", "c.end_ms", query->to_ms);
  collector_sql_add (&compiler->sql, ", ");
  collector_sql_add_text (&compiler->sql, toll_zone_get_name (query->zone));
  collector_sql_add (&compiler->sql, ", ");
  collector_sql_add_text (&compiler->sql, keys->str);
  collector_sql_add (&compiler->sql, ")");
  return TRUE;
}

/* ---- The function of SQL ---- */

typedef struct
{
  CollectorTimeFunction function;
  gint64 key;
} Wanted;

/* Returns: (transfer full): of Wanted. */
static GArray *
read_keys (const char *text)
{
  GArray *wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));
  g_auto (GStrv) keys = g_strsplit (text, ";", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      char *value = strchr (keys[i], '=');
      Wanted row = { NULL, 0 };

      if (value == NULL)
        continue;
      *value++ = '\0';
      row.function = collector_time_field_find (keys[i]);
      row.key = g_ascii_strtoll (value, NULL, 10);
      if (row.function != NULL)
        g_array_append_val (wanted, row);
    }
  return wanted;
}

static gboolean
is_met (const GArray *wanted, gint64 local_ms)
{
  for (guint i = 0; i < wanted->len; i++)
    {
      const Wanted *row = &g_array_index (wanted, Wanted, i);

      if (row->function (local_ms) != row->key)
        return FALSE;
    }
  return TRUE;
}

/* Every half hour of the clock is of one key of each field. */
static gboolean
was_up (const TollZone *zone, const GArray *wanted, gint64 from_ms, gint64 to_ms)
{
  for (gint64 at_ms = from_ms; at_ms < to_ms;)
    {
      gint64 local_ms = at_ms + toll_zone_get_offset_s (zone, at_ms) * G_GINT64_CONSTANT (1000);

      if (is_met (wanted, local_ms))
        return TRUE;
      at_ms = MIN (at_ms - local_ms % HALF_MS + HALF_MS, toll_zone_get_next_change_ms (zone, at_ms));
    }
  return FALSE;
}

static void
free_keys (void *keys)
{
  g_array_unref (keys);
}

/* SQLite may forget what was kept at once: it is used before it is handed over. */
static void
during_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *name = (const char *) sqlite3_value_text (values[2]);
  const char *keys = (const char *) sqlite3_value_text (values[3]);
  const TollZone *zone = sqlite3_get_auxdata (context, 2);
  GArray *kept = sqlite3_get_auxdata (context, 3), *wanted = kept;

  if (zone == NULL && name != NULL)
    zone = toll_zone_get (name, NULL);
  if (wanted == NULL)
    wanted = read_keys (keys != NULL ? keys : "");
  sqlite3_result_int (context, zone != NULL
                                   && was_up (zone, wanted, sqlite3_value_int64 (values[0]),
                                              sqlite3_value_int64 (values[1])));
  sqlite3_set_auxdata (context, 2, (void *) zone, NULL);
  if (kept == NULL)
    sqlite3_set_auxdata (context, 3, wanted, free_keys);
}

void
collector_during_function_register (sqlite3 *handle)
{
  sqlite3_create_function_v2 (handle, "toll_during", 4,
                              SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                              during_cb, NULL, NULL, NULL);
}
