/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses' parameters, read and written by one hand so that both programs agree. Strict: what is
 * not clearly said is refused by name. Pure; any thread.
 */
#include "config.h"

#include "shared/wire/query.h"

#include <string.h>

#include "shared/base/error.h"

#define MAX_PARAMETERS 32

struct _TollQuery
{
  GHashTable *values; /* name -> value */
};

/* Returns: (transfer full) (nullable): @length bytes with "+" and %XX decoded. */
static char *
decode (const char *text, gsize length)
{
  g_autofree char *plain = g_strndup (text, length);

  for (char *p = plain; *p != '\0'; p++)
    if (*p == '+')
      *p = ' ';
  /* g_uri_unescape_string() answers NULL for broken escapes and for %00. */
  return g_uri_unescape_string (plain, NULL);
}

static gboolean
read_parameter (TollQuery *query, const char *part, gsize length, GError **error)
{
  const char *equals = memchr (part, '=', length);
  gsize name_length = equals != NULL ? (gsize) (equals - part) : length;
  g_autofree char *name = decode (part, name_length);
  g_autofree char *value = NULL;

  value = equals != NULL ? decode (equals + 1, length - name_length - 1) : g_strdup ("");
  if (name == NULL || !g_utf8_validate (name, -1, NULL))
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT,
                   "a parameter of the address is not properly escaped UTF-8");
      return FALSE;
    }
  if (value == NULL || !g_utf8_validate (value, -1, NULL))
    {
      toll_error_set_field (error, name, "not properly escaped UTF-8");
      return FALSE;
    }
  if (g_hash_table_contains (query->values, name))
    {
      toll_error_set_field (error, name, "given twice");
      return FALSE;
    }
  g_hash_table_insert (query->values, g_steal_pointer (&name), g_steal_pointer (&value));
  return TRUE;
}

TollQuery *
toll_query_read (const char *text, GError **error)
{
  g_autoptr (TollQuery) query = g_new0 (TollQuery, 1);

  query->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while (text != NULL && *text != '\0')
    {
      gsize length = strcspn (text, "&");

      if (length > 0 && !read_parameter (query, text, length, error))
        return NULL;
      if (g_hash_table_size (query->values) > MAX_PARAMETERS)
        {
          g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT, "more than %d parameters",
                       MAX_PARAMETERS);
          return NULL;
        }
      text += length + (text[length] == '&' ? 1 : 0);
    }
  return g_steal_pointer (&query);
}

void
toll_query_free (TollQuery *query)
{
  if (query == NULL)
    return;
  g_hash_table_unref (query->values);
  g_free (query);
}

const char *
toll_query_lookup (const TollQuery *query, const char *name)
{
  return g_hash_table_lookup (query->values, name);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

void
toll_query_visit (const TollQuery *query, TollQueryVisit visit, gpointer data)
{
  guint n;
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (query->values, &n);

  qsort (names, n, sizeof *names, compare_names);
  for (guint i = 0; i < n; i++)
    visit (names[i], g_hash_table_lookup (query->values, names[i]), data);
}

gboolean
toll_query_check (const TollQuery *query, const char *const *known, GError **error)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, query->values);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (known, name))
      {
        toll_error_set_field (error, name, "unknown parameter");
        return FALSE;
      }
  return TRUE;
}

gboolean
toll_query_get_int (const TollQuery *query, const char *name, gint64 min, gint64 max,
                    gint64 fallback, gint64 *value, GError **error)
{
  const char *text = toll_query_lookup (query, name);

  *value = fallback;
  if (text == NULL)
    return TRUE;
  if (g_ascii_string_to_signed (text, 10, min, max, value, NULL))
    return TRUE;
  toll_error_set_field (error, name,
                        "a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                        " is expected",
                        min, max);
  return FALSE;
}

gboolean
toll_query_get_bool (const TollQuery *query, const char *name, gboolean *value, GError **error)
{
  const char *text = toll_query_lookup (query, name);

  *value = g_strcmp0 (text, "true") == 0;
  if (text == NULL || *value || strcmp (text, "false") == 0)
    return TRUE;
  toll_error_set_field (error, name, "true or false is expected");
  return FALSE;
}

void
toll_query_append (GString *out, const char *name, const char *value)
{
  g_autofree char *safe = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_c (out, strchr (out->str, '?') != NULL ? '&' : '?');
  g_string_append (out, name);
  g_string_append_c (out, '=');
  g_string_append (out, safe);
}
