/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose a number is: one person's at a time within its partition and site. People who were made for
 * unknown extensions give way to those who are known. Writer lane.
 */
#include "config.h"

#include "collector/store/people/private.h"
#include "collector/store/people/read.h"

void
collector_person_bind_number (CollectorStmt *stmt, const CollectorPersonLine *line,
                              gint64 person_id)
{
  collector_stmt_bind_text (stmt, 1, line->number);
  collector_stmt_bind_text (stmt, 2, line->partition);
  collector_stmt_bind_int (stmt, 3, line->site_id);
  collector_stmt_bind_int (stmt, 4, person_id);
}

/* Somebody else who has a line during its time. */
typedef struct
{
  gint64 person_id; /* 0 = nobody */
  gboolean is_anonymous;
  const char *name;
  const char *user_name;
  CollectorPersonLine line;
} Other;

/* Made for an unknown extension, and nobody has said since who it is. */
#define ANONYMOUS_SQL "(p.source = 3 AND p.first_name = '' AND p.last_name = '' AND p.mail = '')"
G_STATIC_ASSERT (COLLECTOR_SOURCE_AUTOMATIC == 3);

static gboolean
is_anonymous (const CollectorPerson *person)
{
  return person->source == COLLECTOR_SOURCE_AUTOMATIC && *person->first_name == '\0'
         && *person->last_name == '\0' && *person->mail == '\0';
}

/* Those who are known first: one of them is told, whoever else has the number. */
static gboolean
find_other (CollectorDb *db, const CollectorPersonLine *line, gint64 person_id, TollArena *arena,
            Other *other, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT p.id, " ANONYMOUS_SQL ", trim (p.first_name || ' ' || p.last_name), p.user_name, n.extension,"
      " n.partition, ifnull (n.site_id, 0), n.valid_from_ms FROM person_line AS n"
      " JOIN person AS p ON p.id = n.person_id WHERE " COLLECTOR_OTHERS_NUMBER_SQL
      " AND n.valid_from_ms < ?6 AND n.valid_to_ms > ?5 ORDER BY 2, n.id LIMIT 1",
      error);
  gboolean has_row = FALSE;

  *other = (Other){ 0 };
  if (stmt == NULL)
    return FALSE;
  collector_person_bind_number (stmt, line, person_id);
  collector_stmt_bind_int (stmt, 5, line->valid_from_ms);
  collector_stmt_bind_int (stmt, 6, line->valid_to_ms);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    *other = (Other){
      .person_id = collector_stmt_get_int (stmt, 0),
      .is_anonymous = collector_stmt_get_int (stmt, 1) != 0,
      .name = toll_arena_strdup (arena, collector_stmt_get_text (stmt, 2)),
      .user_name = toll_arena_strdup (arena, collector_stmt_get_text (stmt, 3)),
      .line = { .number = toll_arena_strdup (arena, collector_stmt_get_text (stmt, 4)),
                .partition = toll_arena_strdup (arena, collector_stmt_get_text (stmt, 5)),
                .site_id = collector_stmt_get_int (stmt, 6),
                .valid_from_ms = collector_stmt_get_int (stmt, 7) },
    };
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
refuse (const Other *other, const CollectorPersonLine *line, guint index, GError **error)
{
  g_autofree char *field = g_strdup_printf ("lines[%u].number", index);
  const char *where = "";

  if (*other->line.partition != '\0' && *line->partition == '\0')
    where = ", in one partition";
  else if (*other->line.partition == '\0' && *line->partition != '\0')
    where = ", in any partition";
  return collector_person_refuse (error, field, "%s belongs to %s%s'%s' during that time%s",
                                  line->number, other->name, *other->name != '\0' ? " " : "",
                                  other->user_name, where);
}

/* The automatic person's line ends when @line begins, or goes when it began later; who has none
 * left leaves. */
static gboolean
give_up (CollectorDb *db, const Other *other, const CollectorPersonLine *line,
         const CollectorPersonChange *change, GError **error)
{
  const CollectorPersonChange now = { .now_ms = change->now_ms, .moved_from_ms = change->now_ms };
  g_autoptr (TollArena) arena = toll_arena_new ();
  gint64 last_ms = change->now_ms;
  gboolean stays = FALSE;
  CollectorPutResult result;
  CollectorPerson person;

  if (!collector_people_get (db, NULL, other->person_id, arena, &person, error))
    return FALSE;
  for (guint i = 0; i < person.n_lines; i++)
    {
      CollectorPersonLine *own = &person.lines[i];

      if (collector_person_line_is_same_number (own, &other->line)
          && own->valid_from_ms == other->line.valid_from_ms)
        own->valid_to_ms = MAX (own->valid_from_ms, line->valid_from_ms);
      if (own->valid_to_ms > own->valid_from_ms && own->valid_to_ms == G_MAXINT64)
        stays = TRUE;
      else if (own->valid_to_ms > own->valid_from_ms)
        last_ms = MAX (last_ms, own->valid_to_ms);
    }
  if (!stays)
    person.valid_to_ms = MIN (person.valid_to_ms, last_ms);
  return collector_person_save (db, &person, &now, &result, error);
}

gboolean
collector_person_claim_line (CollectorDb *db, const CollectorPerson *person,
                             const CollectorPersonLine *line, guint index,
                             const CollectorPersonChange *change, GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  Other other;

  while (TRUE)
    {
      if (!find_other (db, line, person->id, arena, &other, error))
        return FALSE;
      if (other.person_id == 0)
        return TRUE;
      if (!other.is_anonymous || is_anonymous (person))
        return refuse (&other, line, index, error);
      if (!give_up (db, &other, line, change, error))
        return FALSE;
      if (change->taken_over != NULL)
        g_ptr_array_add (change->taken_over, g_strdup (line->number));
    }
}
