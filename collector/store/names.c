/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names by id, remembered. Ids are dense, so an array finds them. Any lane, one at a time.
 */
#include "config.h"

#include "collector/store/names.h"

#include "collector/store/gateway-store.h"
#include "collector/store/number-lists.h"
#include "shared/model/call.h"

/* Greater ids are asked for each time; no ledger has them. */
#define MAX_KEPT (1 << 22)

typedef struct
{
  const char *text; /* NULL = not asked for yet */
  gint64 figure;
} Name;

struct _CollectorNames
{
  CollectorDb *db;
  GError *failure; /* (nullable): the first */
  TollArena *arena; /* borrowed */
  GArray *kept[COLLECTOR_N_NAMED + COLLECTOR_N_WORD_KINDS]; /* (nullable) of Name, by id */
};

static const char *const sqls[COLLECTOR_N_NAMED] = {
  [COLLECTOR_NAMED_EXTENSION] = "SELECT extension, 0 FROM line WHERE id = ?1",
  [COLLECTOR_NAMED_PARTITION] = "SELECT partition, 0 FROM line WHERE id = ?1",
  [COLLECTOR_NAMED_PERSON]
  = "SELECT trim (first_name || ' ' || last_name), 0 FROM person WHERE id = ?1",
#define OF_PERSON(column) "SELECT " column ", 0 FROM person WHERE id = ?1"
  [COLLECTOR_NAMED_USER_NAME] = OF_PERSON ("user_name"),
  [COLLECTOR_NAMED_CUCM_USER_ID] = OF_PERSON ("cucm_user_id"),
  [COLLECTOR_NAMED_CUSTOM] = OF_PERSON ("custom_1"),
  [COLLECTOR_NAMED_CUSTOM + 1] = OF_PERSON ("custom_2"),
  [COLLECTOR_NAMED_CUSTOM + 2] = OF_PERSON ("custom_3"),
  [COLLECTOR_NAMED_CUSTOM + 3] = OF_PERSON ("custom_4"),
  [COLLECTOR_NAMED_CUSTOM + 4] = OF_PERSON ("custom_5"),
  [COLLECTOR_NAMED_CUSTOM + 5] = OF_PERSON ("custom_6"),
  [COLLECTOR_NAMED_CUSTOM + 6] = OF_PERSON ("custom_7"),
  [COLLECTOR_NAMED_CUSTOM + 7] = OF_PERSON ("custom_8"),
  [COLLECTOR_NAMED_CUSTOM + 8] = OF_PERSON ("custom_9"),
  [COLLECTOR_NAMED_CUSTOM + 9] = OF_PERSON ("custom_10"),
#undef OF_PERSON
  [COLLECTOR_NAMED_COST_CENTRE] = "SELECT name, 0 FROM cost_centre WHERE id = ?1",
  [COLLECTOR_NAMED_DEPARTMENT] = "SELECT name, 0 FROM department WHERE id = ?1",
  [COLLECTOR_NAMED_LOCATION] = "SELECT name, 0 FROM location WHERE id = ?1",
  [COLLECTOR_NAMED_GATEWAY_TITLE]
  = "SELECT " COLLECTOR_GATEWAY_TITLE_SQL ", 0 FROM word JOIN gateway AS g ON g.device = word.text"
    " WHERE word.kind = 9 AND word.id = ?1",
  [COLLECTOR_NAMED_TARIFF]
  = "SELECT tariff.name, from_ms FROM tariff_version AS v JOIN tariff ON tariff.id = v.tariff_id"
    " WHERE v.id = ?1",
};
G_STATIC_ASSERT (COLLECTOR_WORD_GATEWAY == 9);

static const char word_sql[] = "SELECT text, 0 FROM word WHERE id = ?1 AND kind = ?2";

CollectorNames *
collector_names_new (CollectorDb *db, TollArena *arena)
{
  CollectorNames *names = g_new0 (CollectorNames, 1);

  names->db = db;
  names->arena = arena;
  return names;
}

void
collector_names_free (CollectorNames *names)
{
  for (guint i = 0; i < G_N_ELEMENTS (names->kept); i++)
    g_clear_pointer (&names->kept[i], g_array_unref);
  g_clear_error (&names->failure);
  g_free (names);
}

/* The first failure is kept. */
static GError **
get_place (CollectorNames *names)
{
  return names->failure == NULL ? &names->failure : NULL;
}

static CollectorStmt *
prepare (CollectorNames *names, const char *sql)
{
  return collector_db_prepare (names->db, sql, get_place (names));
}

static gboolean
step (CollectorNames *names, CollectorStmt *stmt)
{
  gboolean has_row = FALSE;

  return collector_stmt_step (stmt, &has_row, get_place (names)) && has_row;
}

static Name
ask (CollectorNames *names, guint kind, gint64 id)
{
  gboolean is_word = kind >= COLLECTOR_N_NAMED;
  CollectorStmt *stmt = prepare (names, is_word ? word_sql : sqls[kind]);
  Name name = { .text = "" };

  if (stmt == NULL)
    return name;
  collector_stmt_bind_int (stmt, 1, id);
  if (is_word)
    collector_stmt_bind_int (stmt, 2, kind - COLLECTOR_N_NAMED);
  if (step (names, stmt))
    {
      name.text = toll_arena_strdup (names->arena, collector_stmt_get_text (stmt, 0));
      name.figure = collector_stmt_get_int (stmt, 1);
    }
  collector_stmt_reset (stmt);
  return name;
}

static Name
find (CollectorNames *names, guint kind, gint64 id)
{
  GArray **kept = &names->kept[kind];
  Name *name;

  if (id <= 0)
    return (Name){ .text = "" };
  if (id >= MAX_KEPT)
    return ask (names, kind, id);
  if (*kept == NULL)
    *kept = g_array_new (FALSE, TRUE, sizeof (Name));
  if (id >= (*kept)->len)
    g_array_set_size (*kept, id + 1);
  name = &g_array_index (*kept, Name, id);
  if (name->text == NULL)
    *name = ask (names, kind, id);
  return *name;
}

const char *
collector_names_get (CollectorNames *names, CollectorNamed kind, gint64 id)
{
  return find (names, kind, id).text;
}

const char *
collector_names_get_word (CollectorNames *names, CollectorWordKind kind, gint64 id)
{
  return find (names, COLLECTOR_N_NAMED + kind, id).text;
}

gint64
collector_names_get_version_from_ms (CollectorNames *names, gint64 version_id)
{
  return find (names, COLLECTOR_NAMED_TARIFF, version_id).figure;
}

CollectorNamesCalled
collector_names_ask_called (CollectorNames *names, gint64 called_line_id, gint64 call_id)
{
  CollectorStmt *stmt
      = prepare (names, "SELECT device_id, login_id, person_id, department_id, cost_centre_id,"
                        " location_id FROM call_called WHERE line_id = ?1 AND call_id = ?2");
  CollectorNamesCalled called = { 0 };

  if (stmt == NULL)
    return called;
  collector_stmt_bind_int (stmt, 1, called_line_id);
  collector_stmt_bind_int (stmt, 2, call_id);
  if (step (names, stmt))
    {
      called.device_id = collector_stmt_get_int (stmt, 0);
      called.login_id = collector_stmt_get_int (stmt, 1);
      called.person_id = collector_stmt_get_int (stmt, 2);
      called.department_id = collector_stmt_get_int (stmt, 3);
      called.cost_centre_id = collector_stmt_get_int (stmt, 4);
      called.location_id = collector_stmt_get_int (stmt, 5);
    }
  collector_stmt_reset (stmt);
  return called;
}

const char *
collector_names_ask_holder (CollectorNames *names, const char *number, gint64 at_ms)
{
  CollectorStmt *stmt
      = prepare (names, "SELECT person_id FROM person_line WHERE extension = ?1"
                        " AND valid_from_ms <= ?2 AND valid_to_ms > ?2 LIMIT 1");
  gint64 person_id = 0;

  if (stmt == NULL)
    return "";
  collector_stmt_bind_text (stmt, 1, number);
  collector_stmt_bind_int (stmt, 2, at_ms);
  if (step (names, stmt))
    person_id = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return collector_names_get (names, COLLECTOR_NAMED_PERSON, person_id);
}

const char *
collector_names_ask_gateway_title (CollectorNames *names, const char *device)
{
  CollectorStmt *stmt
      = prepare (names, "SELECT id FROM word WHERE kind = 9 AND text = ?1");
  gint64 word_id = 0;

  if (stmt == NULL)
    return "";
  collector_stmt_bind_text (stmt, 1, device);
  if (step (names, stmt))
    word_id = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return collector_names_get (names, COLLECTOR_NAMED_GATEWAY_TITLE, word_id);
}

/* @direction: -1 = not asked about. */
static gboolean
ask_number (CollectorNames *names, const char *sql, const char *number, int direction)
{
  CollectorStmt *stmt;
  gboolean is_so;

  if (*number == '\0')
    return FALSE;
  stmt = prepare (names, sql);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, number);
  if (direction >= 0)
    collector_stmt_bind_int (stmt, 2, direction);
  is_so = step (names, stmt) && collector_stmt_get_int (stmt, 0) != 0;
  collector_stmt_reset (stmt);
  return is_so;
}

gboolean
collector_names_ask_is_of_house (CollectorNames *names, const char *number, int direction)
{
  return ask_number (names, "SELECT " COLLECTOR_IS_OF_HOUSE_SQL ("?1", "?2"), number, direction);
}
G_STATIC_ASSERT (TOLL_DIRECTION_OUTGOING == 2);

static gboolean
may_be_strange (const char *number)
{
  return *number == '+' || strlen (number) > COLLECTOR_LONGEST_EXTENSION;
}

gboolean
collector_names_ask_is_strange (CollectorNames *names, const char *number)
{
  return may_be_strange (number)
         && ask_number (names, "SELECT " COLLECTOR_IS_STRANGE_SQL ("?1"), number, -1);
}

gboolean
collector_names_ask_is_strange_called (CollectorNames *names, const char *dialled)
{
  return may_be_strange (dialled)
         && ask_number (names, "SELECT " COLLECTOR_IS_STRANGE_CALLED_SQL ("?1"), dialled, -1);
}

gboolean
collector_names_check (const CollectorNames *names, GError **error)
{
  if (names->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (names->failure));
  return FALSE;
}
