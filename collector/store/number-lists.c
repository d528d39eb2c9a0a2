/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers looked up in lists, as functions of SQL. A list is read once and kept until another text
 * comes: a question asks for every call by the same. One connection, one thread at a time.
 */
#include "config.h"

#include "collector/store/number-lists.h"

#include <string.h>

#include "collector/normalize/number-range.h"

#define FUNCTION_FLAGS (SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY)

/* A pattern, or a range with its site. */
typedef struct
{
  char *text; /* owned */
  GPatternSpec *pattern;
  CollectorNumberRange range;
} Entry;

typedef struct
{
  char *source;   /* what the entries were read from */
  GArray *entries; /* of Entry */
} List;

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->text);
  g_clear_pointer (&entry->pattern, g_pattern_spec_free);
}

static List *
list_new (void)
{
  List *list = g_new0 (List, 1);

  list->source = g_strdup ("");
  list->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (list->entries, clear_entry);
  return list;
}

static void
list_free (void *data)
{
  List *list = data;

  g_free (list->source);
  g_array_unref (list->entries);
  g_free (list);
}

static const char *
get_text (sqlite3_value *value)
{
  const char *text = (const char *) sqlite3_value_text (value);

  return text != NULL ? text : "";
}

/* TRUE when @source is another text than the one before: the list is empty then. */
static gboolean
begin (List *list, const char *source)
{
  if (strcmp (list->source, source) == 0)
    return FALSE;
  g_free (list->source);
  list->source = g_strdup (source);
  g_array_set_size (list->entries, 0);
  return TRUE;
}

/* ---- Patterns ---- */

static void
read_patterns (List *list, const char *source)
{
  g_auto (GStrv) words = NULL;

  if (!begin (list, source))
    return;
  words = g_strsplit (source, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      {
        const Entry entry
            = { .text = g_strdup (words[i]), .pattern = g_pattern_spec_new (words[i]) };

        g_array_append_val (list->entries, entry);
      }
}

static void
watched_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  List *list = sqlite3_user_data (context);
  const char *number = get_text (values[0]), *found = "";

  read_patterns (list, get_text (values[2]));
  for (guint i = 0; i < list->entries->len && *found == '\0'; i++)
    {
      const Entry *entry = &g_array_index (list->entries, Entry, i);

      if (g_pattern_spec_match_string (entry->pattern, number))
        found = g_pattern_spec_match_string (entry->pattern, get_text (values[1])) ? entry->text
                                                                                   : "*";
    }
  sqlite3_result_text (context, found, -1, SQLITE_TRANSIENT);
}

/* ---- Ranges ---- */

static void
read_site (List *list, const char *line)
{
  const char *tab = strchr (line, '\t');
  g_autofree char *ranges = tab != NULL ? g_strndup (line, tab - line) : NULL;
  g_auto (GStrv) words = tab != NULL ? g_strsplit (ranges, " ", -1) : NULL;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      Entry entry = { NULL };

      if (!collector_number_range_parse (words[i], &entry.range))
        continue;
      entry.text = g_strdup (tab + 1);
      g_array_append_val (list->entries, entry);
    }
}

static void
read_sites (List *list, const char *source)
{
  g_auto (GStrv) lines = NULL;

  if (!begin (list, source))
    return;
  lines = g_strsplit (source, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    read_site (list, lines[i]);
}

/* @is_of: whether a range has the number. */
static void
find_site (sqlite3_context *context, sqlite3_value **values,
           gboolean (*is_of) (const CollectorNumberRange *range, const char *number))
{
  List *list = sqlite3_user_data (context);
  const char *number = get_text (values[0]), *found = "";

  read_sites (list, get_text (values[1]));
  for (guint i = 0; i < list->entries->len && *found == '\0'; i++)
    {
      const Entry *entry = &g_array_index (list->entries, Entry, i);

      if (is_of (&entry->range, number))
        found = entry->text;
    }
  sqlite3_result_text (context, found, -1, SQLITE_TRANSIENT);
}

static void
own_site_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  find_site (context, values, collector_number_range_contains);
}

static void
house_dialled_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  find_site (context, values, collector_number_range_means);
}

void
collector_number_lists_register (sqlite3 *handle)
{
  sqlite3_create_function_v2 (handle, "toll_watched", 3, FUNCTION_FLAGS, list_new (), watched_cb,
                              NULL, NULL, list_free);
  sqlite3_create_function_v2 (handle, "toll_own_site", 2, FUNCTION_FLAGS, list_new (),
                              own_site_cb, NULL, NULL, list_free);
  /* With a list of its own: two texts in one question would have it read again for every call. */
  sqlite3_create_function_v2 (handle, "toll_house_site", 2, FUNCTION_FLAGS, list_new (),
                              own_site_cb, NULL, NULL, list_free);
  sqlite3_create_function_v2 (handle, "toll_house_dialled", 2, FUNCTION_FLAGS, list_new (),
                              house_dialled_cb, NULL, NULL, list_free);
}
