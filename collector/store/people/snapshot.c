/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The directory as a snapshot for attribution: what is claimed for a person, cut where the person
 * moved, came or left. Any lane.
 */
#include "config.h"

#include "collector/store/people/store.h"
#include "collector/store/setting-store.h"

#define ALWAYS "-9223372036854775808"
#define STILL  "9223372036854775807"

/* What a claim is made by. Part of the text below. */
typedef enum
{
  CLAIM_LINE,
  CLAIM_LOGIN,
  CLAIM_DEVICE,
  CLAIM_USER_NAME,
} ClaimKind;

G_STATIC_ASSERT (CLAIM_LINE == 0 && CLAIM_LOGIN == 1 && CLAIM_DEVICE == 2 && CLAIM_USER_NAME == 3);

/* span: where each person belonged from when to when; claim: what each holds from when to when. */
static const char *const load_sql
    = "WITH span (person_id, from_ms, to_ms, department_id, cost_centre_id, location_id) AS ("
      " SELECT person_id, ifnull (lag (until_ms) OVER (PARTITION BY person_id ORDER BY until_ms), "
      ALWAYS "), until_ms, department_id, cost_centre_id, location_id FROM person_past"
      " UNION ALL SELECT id, ifnull ((SELECT max (until_ms) FROM person_past WHERE person_id = p.id),"
      " " ALWAYS "), " STILL ", department_id, cost_centre_id, location_id FROM person p),"
      "claim (person_id, kind, name, partition, site_id, from_ms, to_ms) AS ("
      " SELECT person_id, 0, extension, partition, ifnull (site_id, 0), valid_from_ms, valid_to_ms"
      " FROM person_line UNION ALL SELECT id, CASE cucm_user_id WHEN '' THEN 3 ELSE 1 END,"
      " CASE cucm_user_id WHEN '' THEN user_name ELSE cucm_user_id END, '', 0,"
      " ifnull ((SELECT max (until_ms) FROM login_past WHERE person_id = p.id), " ALWAYS "), " STILL
      " FROM person p UNION ALL SELECT person_id, CASE is_own WHEN 0 THEN 3 ELSE 1 END, login, '', 0,"
      " ifnull (lag (until_ms) OVER (PARTITION BY person_id ORDER BY until_ms), " ALWAYS "), until_ms"
      " FROM login_past UNION ALL SELECT person_id, 2, device, '', 0, valid_from_ms, " STILL
      " FROM person_device) "
      "SELECT p.id, trim (p.first_name || ' ' || p.last_name), ifnull (s.department_id, 0),"
      " ifnull (s.cost_centre_id, 0), ifnull (s.location_id, 0),"
      " max (c.from_ms, s.from_ms, p.valid_from_ms) AS since_ms,"
      " min (c.to_ms, s.to_ms, p.valid_to_ms) AS until_ms, c.kind, c.name, c.partition, c.site_id"
      " FROM claim c JOIN span s USING (person_id) JOIN person p ON p.id = c.person_id"
      " WHERE c.name <> '' AND max (c.from_ms, s.from_ms, p.valid_from_ms)"
      "  < min (c.to_ms, s.to_ms, p.valid_to_ms) ORDER BY p.id";

static gboolean
add_owner (CollectorStmt *stmt, gpointer people, GError **error)
{
  const char *name = collector_stmt_get_text (stmt, 8);
  CollectorOwner owner = { .person_id = collector_stmt_get_int (stmt, 0),
                           .name = collector_stmt_get_text (stmt, 1),
                           .department_id = collector_stmt_get_int (stmt, 2),
                           .cost_centre_id = collector_stmt_get_int (stmt, 3),
                           .location_id = collector_stmt_get_int (stmt, 4),
                           .valid_from_ms = collector_stmt_get_int (stmt, 5),
                           .valid_to_ms = collector_stmt_get_int (stmt, 6) };

  switch ((ClaimKind) collector_stmt_get_int (stmt, 7))
    {
    case CLAIM_LINE:
      collector_people_add_line (people, name, collector_stmt_get_text (stmt, 9),
                                 collector_stmt_get_int (stmt, 10), &owner);
      break;
    case CLAIM_LOGIN:
      collector_people_add_login (people, name, &owner);
      break;
    case CLAIM_USER_NAME:
      collector_people_add_user_name (people, name, &owner);
      break;
    case CLAIM_DEVICE:
      collector_people_add_device (people, name, &owner);
      break;
    }
  return TRUE;
}

CollectorPeople *
collector_people_load (CollectorDb *db, GError **error)
{
  g_autoptr (CollectorPeople) people = collector_people_new ();
  CollectorStmt *stmt;
  gint64 revision;

  /* First: what changes meanwhile must count as not known. */
  if (!collector_revision_get (db, &revision, error))
    return NULL;
  collector_people_set_revision (people, revision);
  stmt = collector_db_prepare (db, load_sql, error);
  if (!collector_stmt_foreach (stmt, add_owner, people, error))
    return NULL;
  return g_steal_pointer (&people);
}
