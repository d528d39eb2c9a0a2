/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A person with one line, by names. Puts run inside the caller's transaction, on the writer lane.
 */
#include "config.h"

#include "collector/store/people/store.h"

#include "collector/store/people/grouping-store.h"
#include "collector/store/people/read.h"
#include "shared/base/clock.h"
#include "shared/base/error.h"

#include <string.h>

static gboolean
read_language (CollectorStmt *stmt, gpointer data, GError **error)
{
  *(char **) data = g_strdup (collector_stmt_get_text (stmt, 0));
  return TRUE;
}

gboolean
collector_person_find_mailbox (CollectorDb *db, const char *address, gint64 now_ms,
                               char **language, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT coalesce (nullif (a.language, ''), p.language) FROM person AS p"
      " LEFT JOIN account AS a ON a.person_id = p.id AND a.disabled = 0"
      " WHERE p.mail = ?1 COLLATE NOCASE AND p.valid_from_ms <= ?2 AND p.valid_to_ms > ?2"
      " ORDER BY p.id LIMIT 1",
      error);

  *language = NULL;
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, address);
  collector_stmt_bind_int (stmt, 2, now_ms);
  return collector_stmt_foreach (stmt, read_language, language, error);
}

static void
take_texts (const CollectorPersonRow *row, CollectorPerson *person)
{
  const struct
  {
    const char *from;
    const char **to;
  } rows[] = {
    { row->user_name, &person->user_name },   { row->first_name, &person->first_name },
    { row->last_name, &person->last_name },   { row->mail, &person->mail },
    { row->language, &person->language },     { row->zone, &person->zone },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].from != NULL)
      *rows[i].to = rows[i].from;
}

static gboolean
take_groupings (CollectorDb *db, const CollectorPersonRow *row, CollectorPerson *person,
                GError **error)
{
  const struct
  {
    const char *name;
    gint64 *id;
  } rows[COLLECTOR_N_GROUPINGS] = {
    [COLLECTOR_GROUPING_DEPARTMENT] = { row->department, &person->department_id },
    [COLLECTOR_GROUPING_COST_CENTRE] = { row->cost_centre, &person->cost_centre_id },
    [COLLECTOR_GROUPING_LOCATION] = { row->location, &person->location_id },
  };

  for (guint i = 0; i < COLLECTOR_N_GROUPINGS; i++)
    if (rows[i].name != NULL
        && !collector_grouping_ensure (db, i, rows[i].name, rows[i].id, error))
      return FALSE;
  return TRUE;
}

static void
take_line (const CollectorPersonRow *row, CollectorPerson *person, TollArena *arena)
{
  CollectorPersonLine line
      = { .number = row->extension,
          .partition = row->partition != NULL ? row->partition : "",
          .valid_from_ms = row->valid_from_ms != 0 ? row->valid_from_ms : G_MININT64,
          .valid_to_ms = row->valid_to_ms != 0 ? row->valid_to_ms : G_MAXINT64 };

  if (line.number == NULL || *line.number == '\0')
    return;
  for (guint i = 0; i < person->n_lines; i++)
    {
      const CollectorPersonLine *own = &person->lines[i];

      if (own->site_id == 0 && strcmp (own->number, line.number) == 0
          && strcmp (own->partition, line.partition) == 0
          && own->valid_from_ms < line.valid_to_ms && line.valid_from_ms < own->valid_to_ms)
        return;
    }
  collector_person_add_line (person, &line, arena);
}

gboolean
collector_person_put (CollectorDb *db, const CollectorPersonRow *row, CollectorPutResult *result,
                      GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  gint64 now_ms = toll_clock_now_ms (NULL);
  const CollectorPersonChange change = { .now_ms = now_ms, .moved_from_ms = now_ms };
  CollectorPerson person;
  gint64 id = 0;

  if (row->user_name != NULL && !collector_people_lookup_id (db, row->user_name, &id, error))
    return FALSE;
  if (id != 0 ? !collector_people_get (db, NULL, id, arena, &person, error)
              : !collector_people_begin (db, row->user_name != NULL ? row->user_name : "", arena,
                                         &person, error))
    return FALSE;
  take_texts (row, &person);
  take_line (row, &person, arena);
  return take_groupings (db, row, &person, error)
         && collector_person_save (db, &person, &change, result, error);
}
