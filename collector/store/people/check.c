/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person may be, and where somebody was: checks before a person is written, and the past
 * that is kept. Writer lane.
 */
#include "config.h"

#include "collector/store/account-store.h"
#include "collector/store/people/private.h"
#include "collector/store/people/read.h"
#include "shared/base/error.h"
#include "shared/base/line.h"
#include "shared/base/language.h"
#include "shared/base/zone.h"

#include <string.h>

#define MAX_USER_NAME 128
#define MAX_TEXT 250
#define MAX_MASK 99

/* Returns: (nullable): why @text is not fit for a field of at most @max characters. */
static const char *
find_fault (const char *text, glong max)
{
  if (!g_utf8_validate (text, -1, NULL))
    return "not UTF-8";
  if (g_utf8_strlen (text, -1) > max)
    return max == MAX_USER_NAME ? "more than 128 characters" : "more than 250 characters";
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (toll_line_is_control (g_utf8_get_char (p)))
      return "control characters are not allowed";
  return NULL;
}

static gboolean
check_texts (const CollectorPerson *person, GError **error)
{
  const struct
  {
    const char *field;
    const char *text;
    glong max;
  } rows[] = {
    { "user_name", person->user_name, MAX_USER_NAME },
    { "first_name", person->first_name, MAX_TEXT },
    { "last_name", person->last_name, MAX_TEXT },
    { "mail", person->mail, MAX_TEXT },
    { "cucm_user_id", person->cucm_user_id, MAX_TEXT },
  };

  if (*person->user_name == '\0')
    {
      toll_error_set_field (error, "user_name", "a person needs a user name");
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *fault = find_fault (rows[i].text, rows[i].max);

      if (fault == NULL)
        continue;
      toll_error_set_field (error, rows[i].field, "%s", fault);
      return FALSE;
    }
  for (guint i = 0; i < COLLECTOR_N_CUSTOM_FIELDS; i++)
    if (find_fault (person->custom[i], MAX_TEXT) != NULL)
      {
        g_autofree char *field = g_strdup_printf ("custom[%u]", i);

        toll_error_set_field (error, field, "%s", find_fault (person->custom[i], MAX_TEXT));
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_mail (const char *mail, GError **error)
{
  const char *at = strchr (mail, '@');

  if (*mail == '\0'
      || (at != NULL && at != mail && at[1] != '\0' && strpbrk (mail, " <>,;\"") == NULL
          && strchr (at + 1, '@') == NULL))
    return TRUE;
  toll_error_set_field (error, "mail", "not a mail address");
  return FALSE;
}

/* One that was stored before the list was kept stays until it is changed. */
static gboolean
check_language (const CollectorPerson *before, const CollectorPerson *person, GError **error)
{
  g_autofree char *known = NULL;

  if (strcmp (before->language, person->language) == 0 || toll_language_is_known (person->language))
    return TRUE;
  known = g_strjoinv (", ", (char **) toll_languages);
  toll_error_set_field (error, "language", "one of %s is expected", known);
  return FALSE;
}

static gboolean
check_figures (const CollectorPerson *person, const CollectorPersonChange *change, GError **error)
{
  if (person->valid_from_ms >= person->valid_to_ms)
    toll_error_set_field (error, "valid_to_ms", "the end lies before the beginning");
  else if (person->masked_digits > MAX_MASK)
    toll_error_set_field (error, "masked_digits", "0 to 99 are expected");
  else if (change->moved_from_ms > change->now_ms)
    toll_error_set_field (error, "moved_from_ms", "nobody has moved yet");
  else
    return *person->zone == '\0' || toll_zone_get (person->zone, NULL) != NULL
           || (toll_error_set_field (error, "zone", "no known time zone"), FALSE);
  return FALSE;
}

/* What nobody sees makes two names look alike. */
static const char *
find_unseen (const char *name)
{
  const char *end = name + strlen (name);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_type (g_utf8_get_char (p)) == G_UNICODE_FORMAT)
      return "characters that are not seen are not allowed";
  if (*name == '\0')
    return NULL;
  return g_unichar_isspace (g_utf8_get_char (name))
                 || g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end)))
             ? "spaces at the ends are not allowed"
             : NULL;
}

static gboolean
check_unseen (const char *field, const char *name, GError **error)
{
  const char *unseen = find_unseen (name);

  if (unseen != NULL)
    toll_error_set_field (error, field, "%s", unseen);
  return unseen == NULL;
}

/* Whoever signs in already signs in by the new name: it is no other account's. */
static gboolean
check_account_name (CollectorDb *db, const CollectorPerson *before, const CollectorPerson *person,
                    GError **error)
{
  g_autoptr (CollectorAccount) other = NULL;

  if (before->account_id == 0)
    return TRUE;
  if (!collector_account_store_lookup (db, person->user_name, &other, error))
    return FALSE;
  if (other == NULL || other->id == before->account_id)
    return TRUE;
  return collector_person_refuse (error, "user_name", "there is an account '%s' already",
                                  person->user_name);
}

static gboolean
check_user_name (CollectorDb *db, const CollectorPerson *before, const CollectorPerson *person,
                 GError **error)
{
  gint64 other_id;

  if (!check_unseen ("user_name", person->user_name, error)
      || !check_unseen ("cucm_user_id", person->cucm_user_id, error))
    return FALSE;
  if (!collector_people_lookup_id (db, person->user_name, &other_id, error))
    return FALSE;
  if (other_id == 0 || other_id == person->id)
    return check_account_name (db, before, person, error);
  return collector_person_refuse (error, "user_name", "there is a person '%s' already",
                                  person->user_name);
}

/* Nobody is their own manager, however many others stand between. */
static gboolean
check_manager (CollectorDb *db, const CollectorPerson *person, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "WITH RECURSIVE above (id, depth) AS (SELECT id, 0 FROM person WHERE id = ?1 UNION ALL"
      " SELECT p.manager_id, depth + 1 FROM person AS p JOIN above ON p.id = above.id"
      " WHERE p.manager_id IS NOT NULL AND depth < 1000)"
      " SELECT count (*), max (id = ?2) FROM above",
      error);
  gboolean has_row = FALSE, exists, is_loop;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, person->manager_id);
  collector_stmt_bind_int (stmt, 2, person->id != 0 ? person->id : -1);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  exists = collector_stmt_get_int (stmt, 0) > 0;
  is_loop = collector_stmt_get_int (stmt, 1) != 0;
  collector_stmt_reset (stmt);
  if (!exists)
    toll_error_set_field (error, "manager", "there is no such person");
  else if (is_loop)
    toll_error_set_field (error, "manager", "nobody can be their own manager, over others either");
  return exists && !is_loop;
}

gboolean
collector_person_check (CollectorDb *db, const CollectorPerson *before,
                        const CollectorPerson *person, const CollectorPersonChange *change,
                        GError **error)
{
  gboolean is_renamed = strcmp (before->user_name, person->user_name) != 0;
  gboolean has_other_manager = before->manager_id != person->manager_id;

  return check_texts (person, error) && check_mail (person->mail, error)
         && check_language (before, person, error) && check_figures (person, change, error)
         && (!is_renamed || check_user_name (db, before, person, error))
         && collector_person_check_login (db, before, person, change, error)
         && (!has_other_manager || person->manager_id == 0 || check_manager (db, person, error));
}

static void
bind_place (CollectorStmt *stmt, gint64 person_id, gint64 until_ms, const gint64 place[3])
{
  collector_stmt_bind_int (stmt, 1, person_id);
  collector_stmt_bind_int (stmt, 2, until_ms);
  for (guint i = 0; place != NULL && i < 3; i++)
    collector_stmt_bind_int (stmt, 3 + i, place[i]);
}

/* Where the person was just before @at_ms. @place: (inout): where they are now. */
static gboolean
find_place (CollectorDb *db, gint64 person_id, gint64 at_ms, gint64 place[3], GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT department_id, cost_centre_id, location_id FROM person_past"
      " WHERE person_id = ?1 AND until_ms >= ?2 ORDER BY until_ms LIMIT 1",
      error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  bind_place (stmt, person_id, at_ms, NULL);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  for (guint i = 0; has_row && i < 3; i++)
    place[i] = collector_stmt_get_int (stmt, i);
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
forget_past_from (CollectorDb *db, gint64 person_id, gint64 at_ms, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "DELETE FROM person_past WHERE person_id = ?1 AND until_ms >= ?2", error);

  if (stmt == NULL)
    return FALSE;
  bind_place (stmt, person_id, at_ms, NULL);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_person_save_past (CollectorDb *db, const CollectorPerson *before,
                            const CollectorPerson *person, const CollectorPersonChange *change,
                            GError **error)
{
  const gint64 after[3] = { person->department_id, person->cost_centre_id, person->location_id };
  gint64 place[3] = { before->department_id, before->cost_centre_id, before->location_id };
  CollectorStmt *stmt;

  if (memcmp (place, after, sizeof after) == 0)
    return TRUE;
  if (!find_place (db, person->id, change->moved_from_ms, place, error)
      || !forget_past_from (db, person->id, change->moved_from_ms, error))
    return FALSE;
  if (change->moved_from_ms == G_MININT64 || memcmp (place, after, sizeof after) == 0)
    return TRUE;
  stmt = collector_db_prepare (
      db,
      "INSERT INTO person_past (person_id, until_ms, department_id, cost_centre_id, location_id)"
      " VALUES (?1, ?2, nullif (?3, 0), nullif (?4, 0), nullif (?5, 0))",
      error);
  if (stmt == NULL)
    return FALSE;
  bind_place (stmt, person->id, change->moved_from_ms, place);
  return collector_stmt_run (stmt, error);
}
