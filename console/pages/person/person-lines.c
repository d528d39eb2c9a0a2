/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's numbers: what belongs to one, and how it reads. Main thread. */

#include "config.h"
#include "console/pages/person/person-lines.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/person-words.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/date-row.h"
#include "console/widgets/format.h"
#include "console/widgets/pick-row.h"
#include "console/widgets/text-row.h"
#include "shared/base/clock.h"

/* For all numbers of a field. */
typedef struct
{
  GTimeZone *zone;
  JsonArray *sites; /* NULL before they are here */
  gboolean has_told; /* the directory server tells extensions */
} Lines;

static const ConsoleListPart parts[] = {
  { "number", N_ ("Number"), console_text_row_get_type },
  { "kind", N_ ("Kind"), console_choice_row_get_type },
  { "partition", N_ ("Partition"), console_text_row_get_type },
  { "site", N_ ("Site"), console_pick_row_get_type, .none = N_ ("Any site") },
  { "valid_from_ms", N_ ("Belongs to this person from"), console_date_row_get_type,
    .none = N_ ("Always") },
  { "valid_to_ms", N_ ("Belongs to this person until"), console_date_row_get_type,
    .none = N_ ("Open end") },
  { NULL },
};

static void
search_cb (ConsoleListRow *row, const char *typed, ConsolePickRow *site)
{
  const Lines *lines = console_list_row_get_data (row);

  console_pick_row_set_found (site, lines->sites, TRUE);
}

/* What is added where the server tells extensions is another kind of number. */
static void
set_up_kind (ConsoleListRow *row)
{
  const Lines *lines = console_list_row_get_data (row);
  ConsoleField *kind = console_list_row_get_part (row, "kind");
  g_autoptr (JsonNode) alias = NULL;

  console_choice_row_set_words (CONSOLE_CHOICE_ROW (kind), console_line_kind_words);
  if (!lines->has_told)
    return;
  alias = json_node_init_string (json_node_alloc (), "alias");
  console_field_set_value (kind, alias);
}

static void
set_up (ConsoleListRow *row)
{
  const Lines *lines = console_list_row_get_data (row);

  set_up_kind (row);
  console_date_row_set_zone (CONSOLE_DATE_ROW (console_list_row_get_part (row, "valid_from_ms")),
                             lines->zone);
  console_date_row_set_zone (CONSOLE_DATE_ROW (console_list_row_get_part (row, "valid_to_ms")),
                             lines->zone);
  g_signal_connect_object (console_list_row_get_part (row, "site"), "search",
                           G_CALLBACK (search_cb), row, G_CONNECT_SWAPPED);
}

static void
add_part (GString *text, const char *part)
{
  if (*part != '\0')
    /* TRANSLATORS: between two facts about a number: Extension · Milan */
    g_string_append_printf (text, "%s%s", text->len > 0 ? C_ ("facts", " · ") : "", part);
}

/* Since when, and until when, it belongs to the person. */
static void
add_days (GString *text, JsonObject *line, GTimeZone *zone)
{
  gint64 now_ms = toll_clock_now_ms (NULL);

  if (console_json_has (line, "valid_from_ms"))
    {
      g_autofree char *day = console_format_day_in_sentence (
          console_json_int (line, "valid_from_ms", 0), now_ms, zone);
      /* TRANSLATORS: since when a number belongs to a person; %s is a day */
      g_autofree char *part = g_strdup_printf (C_ ("number", "from %s"), day);

      add_part (text, part);
    }
  if (console_json_has (line, "valid_to_ms"))
    {
      g_autofree char *day =
          console_format_day_in_sentence (console_json_int (line, "valid_to_ms", 0), now_ms, zone);
      /* TRANSLATORS: until when a number belongs to a person; %s is a day */
      g_autofree char *part = g_strdup_printf (C_ ("number", "until %s"), day);

      add_part (text, part);
    }
}

static char *
dup_title (ConsoleListRow *row, JsonObject *line)
{
  const char *number = console_json_text (line, "number");

  return *number != '\0' ? console_format_left_to_right (g_strdup (number))
                         : g_strdup (_ ("New number"));
}

static char *
dup_subtitle (ConsoleListRow *row, JsonObject *line)
{
  const Lines *lines = console_list_row_get_data (row);
  ConsolePickRow *site = CONSOLE_PICK_ROW (console_list_row_get_part (row, "site"));
  GString *text = g_string_new (NULL);

  add_part (text, console_word_of (console_line_kind_words, console_json_text (line, "kind")));
  add_part (text, console_json_text (line, "partition"));
  add_part (text, console_pick_row_get_chosen_name (site));
  add_days (text, line, lines->zone);
  return g_string_free (text, FALSE);
}

static const ConsoleListKind kind = {
  .parts = parts,
  .add = N_ ("Add Number"),
  .remove = N_ ("Remove number"),
  .none = N_ ("No numbers yet"),
  .none_means = N_ ("Calls belong to people by their numbers."),
  .some_locked = N_ ("Extensions come from the directory server and are changed there; other "
                     "numbers are kept here."),
  .dup_title = dup_title,
  .dup_subtitle = dup_subtitle,
  .set_up = set_up,
};

static void
free_lines (gpointer data)
{
  Lines *lines = data;

  g_clear_pointer (&lines->sites, json_array_unref);
  g_time_zone_unref (lines->zone);
  g_free (lines);
}

void
console_person_lines_set_up (ConsoleListField *field, GTimeZone *zone)
{
  Lines *lines = g_new0 (Lines, 1);

  lines->zone = g_time_zone_ref (zone);
  console_list_field_set_kind (field, &kind, lines, free_lines);
}

void
console_person_lines_set_sites (ConsoleListField *field, JsonArray *sites)
{
  Lines *lines = console_list_field_get_data (field);

  g_clear_pointer (&lines->sites, json_array_unref);
  lines->sites = sites != NULL ? json_array_ref (sites) : NULL;
}

void
console_person_lines_set_told (ConsoleListField *field, JsonArray *read_only)
{
  Lines *lines = console_list_field_get_data (field);
  g_auto (GStrv) paths = console_json_dup_texts (read_only);

  lines->has_told = FALSE;
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    lines->has_told |= g_str_has_prefix (paths[i], "lines[");
}
