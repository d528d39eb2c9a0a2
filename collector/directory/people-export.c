/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People as a CSV file that an import takes as it is.
 */
#include "config.h"

#include "collector/directory/people-csv.h"

#include "collector/store/people/grouping-store.h"
#include "collector/store/people/read.h"
#include "collector/store/sight.h"

#define PAGE 500
#define SEPARATOR ','

typedef struct
{
  CollectorDb *db;
  const CollectorViewer *viewer; /* (nullable) */
  const TollZone *zone;
  gint64 now_ms;
  GString *out;
} Export;

static void
write_row (Export *self, const char *const cells[COLLECTOR_N_PEOPLE_COLUMNS])
{
  for (guint i = 0; i < COLLECTOR_N_PEOPLE_COLUMNS; i++)
    {
      if (i > 0)
        g_string_append_c (self->out, SEPARATOR);
      toll_csv_write_cell (self->out, cells[i] != NULL ? cells[i] : "", SEPARATOR, TRUE);
    }
  g_string_append (self->out, "\r\n");
}

/* Returns: (transfer none): in the export's zone, in @arena; "" for @none. */
static const char *
write_instant (const Export *self, gint64 at_ms, gint64 none, TollArena *arena)
{
  g_autoptr (GTimeZone) offset = NULL;
  g_autoptr (GDateTime) utc = NULL, local = NULL;
  g_autofree char *start = NULL, *end = NULL, *text = NULL;
  gint64 ms = ((at_ms % 1000) + 1000) % 1000;

  if (at_ms == none)
    return "";
  offset = g_time_zone_new_offset (toll_zone_get_offset_s (self->zone, at_ms));
  utc = g_date_time_new_from_unix_utc ((at_ms - ms) / 1000);
  local = utc != NULL ? g_date_time_to_timezone (utc, offset) : NULL;
  if (local == NULL)
    return "";
  start = g_date_time_format (local, "%FT%T");
  end = g_date_time_format (local, "%:z");
  text = ms == 0 ? g_strconcat (start, end, NULL)
                 : g_strdup_printf ("%s.%03d%s", start, (int) ms, end);
  return toll_arena_strdup (arena, text);
}

/* A list of its own within a cell: what has the separator in it stands in quotes. */
static void
add_item (GString *list, const char *text)
{
  if (list->len > 0)
    g_string_append (list, COLLECTOR_PEOPLE_SEPARATOR);
  toll_csv_write_cell (list, text, *COLLECTOR_PEOPLE_SEPARATOR, FALSE);
}

static void
fill_person (const Export *self, const CollectorPerson *person, const char *manager,
             TollArena *arena, const char *cells[COLLECTOR_N_PEOPLE_COLUMNS])
{
  g_autofree char *digits = g_strdup_printf ("%u", person->masked_digits);
  g_autoptr (GString) devices = g_string_new (NULL);

  for (guint i = 0; i < person->n_devices; i++)
    add_item (devices, person->devices[i]);
  cells[COLLECTOR_PEOPLE_USER_NAME] = person->user_name;
  cells[COLLECTOR_PEOPLE_FIRST_NAME] = person->first_name;
  cells[COLLECTOR_PEOPLE_LAST_NAME] = person->last_name;
  cells[COLLECTOR_PEOPLE_MAIL] = person->mail;
  cells[COLLECTOR_PEOPLE_CUCM_USER_ID] = person->cucm_user_id;
  cells[COLLECTOR_PEOPLE_LANGUAGE] = person->language;
  cells[COLLECTOR_PEOPLE_ZONE] = person->zone;
  cells[COLLECTOR_PEOPLE_ROLE] = collector_role_to_name (person->role);
  cells[COLLECTOR_PEOPLE_MASKED_DIGITS] = toll_arena_strdup (arena, digits);
  cells[COLLECTOR_PEOPLE_DEPARTMENT] = person->department;
  cells[COLLECTOR_PEOPLE_COST_CENTRE] = person->cost_centre;
  cells[COLLECTOR_PEOPLE_LOCATION] = person->location;
  cells[COLLECTOR_PEOPLE_MANAGER] = manager;
  cells[COLLECTOR_PEOPLE_DEVICES] = toll_arena_strdup (arena, devices->str);
  cells[COLLECTOR_PEOPLE_SCOPE] = collector_scope_to_name (person->scope);
  cells[COLLECTOR_PEOPLE_DISABLED] = person->disabled ? "true" : "false";
  cells[COLLECTOR_PEOPLE_PERSON_FROM]
      = write_instant (self, person->valid_from_ms, G_MININT64, arena);
  cells[COLLECTOR_PEOPLE_PERSON_TO] = write_instant (self, person->valid_to_ms, G_MAXINT64, arena);
  for (guint i = 0; i < COLLECTOR_N_CUSTOM_FIELDS; i++)
    cells[COLLECTOR_PEOPLE_CUSTOM_1 + i] = person->custom[i];
}

static void
fill_line (const Export *self, const CollectorPersonLine *line, TollArena *arena,
           const char *cells[COLLECTOR_N_PEOPLE_COLUMNS])
{
  static const CollectorPeopleColumn columns[COLLECTOR_N_LINE_KINDS]
      = { [COLLECTOR_LINE_EXTENSION] = COLLECTOR_PEOPLE_EXTENSION,
          [COLLECTOR_LINE_ALIAS] = COLLECTOR_PEOPLE_ALIASES,
          [COLLECTOR_LINE_VOICEMAIL] = COLLECTOR_PEOPLE_VOICEMAIL,
          [COLLECTOR_LINE_FAX] = COLLECTOR_PEOPLE_FAX };

  for (guint i = 0; i < COLLECTOR_N_LINE_KINDS; i++)
    cells[columns[i]] = "";
  cells[columns[line->kind]] = line->number;
  cells[COLLECTOR_PEOPLE_PARTITION] = line->partition;
  cells[COLLECTOR_PEOPLE_SITE] = line->site;
  cells[COLLECTOR_PEOPLE_VALID_FROM] = write_instant (self, line->valid_from_ms, G_MININT64, arena);
  cells[COLLECTOR_PEOPLE_VALID_TO] = write_instant (self, line->valid_to_ms, G_MAXINT64, arena);
}

/* Every line that has not ended is a row, as each has its own partition, site and times. */
static void
write_person (Export *self, const CollectorPerson *person, const char *manager,
              const char *scope_of, TollArena *arena)
{
  const char *cells[COLLECTOR_N_PEOPLE_COLUMNS] = { NULL };
  guint n_rows = 0;

  fill_person (self, person, manager, arena, cells);
  cells[COLLECTOR_PEOPLE_SCOPE_OF] = scope_of;
  for (guint i = 0; i < person->n_lines; i++)
    {
      if (person->lines[i].valid_to_ms <= self->now_ms)
        continue;
      fill_line (self, &person->lines[i], arena, cells);
      write_row (self, cells);
      n_rows++;
    }
  if (n_rows == 0)
    write_row (self, cells);
}

/* Returns: (transfer none): the user name of a manager; NULL with @error. */
static const char *
find_manager (CollectorDb *db, gint64 id, TollArena *arena, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT user_name FROM person WHERE id = ?1", error);
  gboolean has_row = FALSE;
  const char *name;

  if (stmt == NULL)
    return NULL;
  collector_stmt_bind_int (stmt, 1, id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return NULL;
  name = has_row ? toll_arena_strdup (arena, collector_stmt_get_text (stmt, 0)) : "";
  collector_stmt_reset (stmt);
  return name;
}

/* Returns: (transfer none): the names of a scope; NULL with @error. */
static const char *
find_scope_of (CollectorDb *db, const CollectorPerson *person, TollArena *arena, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < person->n_scope_ids; i++)
    {
      g_autoptr (GError) fault = NULL;
      const char *name = collector_grouping_dup_name (
          db, (CollectorGrouping) (person->scope - COLLECTOR_SCOPE_DEPARTMENTS),
          person->scope_ids[i], arena, &fault);

      if (fault != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return NULL;
        }
      if (name != NULL)
        add_item (names, name);
    }
  return toll_arena_strdup (arena, names->str);
}

static gboolean
write_page (Export *self, CollectorPeopleQuery *query, GArray *ids, GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GPtrArray) people = g_ptr_array_new ();
  gint64 next_id;

  if (!collector_people_list (self->db, NULL, query, PAGE, arena, people, &next_id, error))
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      CollectorPerson *person = people->pdata[i];
      const char *manager = find_manager (self->db, person->manager_id, arena, error);

      const char *scope_of
          = manager != NULL ? find_scope_of (self->db, person, arena, error) : NULL;

      if (scope_of == NULL)
        return FALSE;
      if (self->viewer != NULL)
        collector_sight_hide_devices (self->viewer, person, arena);
      write_person (self, person, manager, scope_of, arena);
      g_array_append_val (ids, person->id);
    }
  query->after_id = next_id; /* not before: the list reads it as it goes */
  return TRUE;
}

gboolean
collector_people_csv_export (CollectorDb *db, const CollectorViewer *viewer, const TollZone *zone,
                             gint64 now_ms, GString *out, GArray *ids, GError **error)
{
  Export self = { db, viewer, zone, now_ms, out };
  CollectorPeopleQuery query
      = { .role = -1, .source = -1, .skip_left = TRUE, .now_ms = now_ms };
  const char *names[COLLECTOR_N_PEOPLE_COLUMNS];

  for (guint i = 0; i < COLLECTOR_N_PEOPLE_COLUMNS; i++)
    names[i] = collector_people_column_get_name (i);
  write_row (&self, names);
  do
    if (!write_page (&self, &query, ids, error))
      return FALSE;
  while (query.after_id != 0);
  return TRUE;
}
