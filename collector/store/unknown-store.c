/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Unknown extensions: found by the newest call of each line, so that it costs as many look-ups as
 * there are lines, however many calls there are.
 */
#include "config.h"

#include "collector/store/unknown-store.h"

#include "collector/store/account-store.h"
#include "collector/store/number-lists.h"
#include "collector/store/people/read.h"
#include "collector/store/people/save.h"
#include "collector/store/privacy-store.h"
#include "collector/store/people/save.h"
#include "collector/store/words.h"
#include "shared/base/error.h"

#define MAX_NEW 1000 /* at a time */

/* The figure of the word is part of the text below. */
G_STATIC_ASSERT (COLLECTOR_WORD_HUNT_PILOT == 5);

gboolean
collector_unknown_list (CollectorDb *db, gboolean is_ours, gint64 after_line_id, gint64 limit,
                        CollectorUnknownFunc func, gpointer data, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT l.id, l.extension, l.partition,"
      " (SELECT count(*) FROM call_line WHERE line_id = l.id), c.start_ms,"
      " " COLLECTOR_IS_STRANGE_SQL ("l.extension") ","
      " iif (" COLLECTOR_IS_STRANGE_SQL ("l.extension") ", EXISTS (SELECT 1 FROM call_line AS k"
      "  CROSS JOIN call AS c ON c.id = k.call_id WHERE k.line_id = l.id AND c.direction = 0"
      "  AND " COLLECTOR_CALL_IS_PRIVATE_SQL "), 0)"
      " FROM line l JOIN call c ON c.id = (SELECT max (call_id) FROM call_line"
      "  WHERE line_id = l.id)"
      " WHERE l.id > ?1 AND l.extension <> '' AND c.person_id = 0 AND NOT EXISTS (SELECT 1"
      "  FROM word WHERE kind = 5 AND text = l.extension)"
      " AND NOT (?3 AND " COLLECTOR_IS_STRANGE_SQL ("l.extension") ") ORDER BY l.id LIMIT ?2",
      error);
  gboolean has_row = FALSE, is_ok;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, after_line_id);
  collector_stmt_bind_int (stmt, 2, limit);
  collector_stmt_bind_int (stmt, 3, is_ours);
  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    func (&(CollectorUnknownRow){ collector_stmt_get_int (stmt, 0),
                                  collector_stmt_get_text (stmt, 1),
                                  collector_stmt_get_text (stmt, 2),
                                  collector_stmt_get_int (stmt, 3),
                                  collector_stmt_get_int (stmt, 4),
                                  collector_stmt_get_int (stmt, 5) != 0,
                                  collector_stmt_get_int (stmt, 6) != 0 },
          data);
  collector_stmt_reset (stmt);
  return is_ok;
}

/* Lines to make people for: the statement that finds them must be at its end before others write. */
typedef struct
{
  TollArena *arena;
  GArray *lines; /* of CollectorPersonLine */
} Gathering;

static void
gather (const CollectorUnknownRow *row, gpointer data)
{
  Gathering *gathering = data;
  CollectorPersonLine line = { .number = toll_arena_strdup (gathering->arena, row->extension),
                               .partition = toll_arena_strdup (gathering->arena, row->partition),
                               .valid_from_ms = G_MININT64,
                               .valid_to_ms = G_MAXINT64 };

  g_array_append_val (gathering->lines, line);
}

/* @is_free: (out): neither a person's nor that of an account: that of nobody would be taken over with
 * what it may do. */
static gboolean
find_free (CollectorDb *db, const char *name, gboolean *is_free, GError **error)
{
  g_autoptr (CollectorAccount) account = NULL;
  gint64 other_id = 0;

  if (!collector_people_lookup_id (db, name, &other_id, error)
      || !collector_account_store_lookup (db, name, &account, error))
    return FALSE;
  *is_free = other_id == 0 && account == NULL;
  return TRUE;
}

/* The number, or with its partition when somebody else has that for a name. */
static gboolean
choose_name (CollectorDb *db, const CollectorPersonLine *line, TollArena *arena, const char **name,
             GError **error)
{
  g_autofree char *with_partition = NULL;
  gboolean is_free;

  *name = line->number;
  if (!find_free (db, line->number, &is_free, error))
    return FALSE;
  if (is_free)
    return TRUE;
  with_partition = g_strdup_printf ("%s@%s", line->number, line->partition);
  *name = toll_arena_strdup (arena, with_partition);
  if (!find_free (db, with_partition, &is_free, error))
    return FALSE;
  if (!is_free)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT, "the name %s is somebody's already", *name);
  return is_free;
}

/* A person to be made, in a transaction of its own: a refusal leaves nothing behind. */
typedef struct
{
  const CollectorPersonLine *line;
  gint64 now_ms;
  TollArena *arena;
} Making;

static gboolean
make_task (CollectorDb *db, gpointer data, GError **error)
{
  const Making *making = data;
  const CollectorPersonChange change = { making->now_ms, making->now_ms };
  CollectorPutResult result;
  CollectorPerson person;
  const char *name;

  if (!choose_name (db, making->line, making->arena, &name, error)
      || !collector_people_begin (db, name, making->arena, &person, error))
    return FALSE;
  person.user_name = name;
  person.source = COLLECTOR_SOURCE_AUTOMATIC;
  collector_person_add_line (&person, making->line, making->arena);
  return collector_person_save (db, &person, &change, &result, error);
}

static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, TOLL_ERROR, TOLL_ERROR_CONFLICT)
         || g_error_matches (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
}

gboolean
collector_unknown_make_people (CollectorDb *db, gint64 now_ms, guint *n_made, GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (CollectorPersonLine));
  Gathering gathering = { arena, lines };

  *n_made = 0;
  if (!collector_unknown_list (db, TRUE, 0, MAX_NEW, gather, &gathering, error))
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      Making making = { &g_array_index (lines, CollectorPersonLine, i), now_ms, arena };
      g_autoptr (GError) refusal = NULL;

      if (collector_db_transact (db, make_task, &making, &refusal))
        (*n_made)++;
      else if (!is_refusal (refusal))
        {
          g_propagate_error (error, g_steal_pointer (&refusal));
          return FALSE;
        }
    }
  return TRUE;
}
