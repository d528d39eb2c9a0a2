/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an administrator of a part of the house may give to others, and to themselves. Writer lane.
 */
#include "config.h"

#include "collector/store/reach.h"

#include <string.h>

#include "collector/store/ledger.h"
#include "collector/store/people/private.h"
#include "collector/store/words.h"
#include "shared/base/error.h"

#define RECENT_MS (90 * 86400 * G_GINT64_CONSTANT (1000)) /* records that tell whose a login is */

gboolean
collector_reach_is_free (const CollectorViewer *giver)
{
  return giver == NULL || collector_viewer_sees_all (giver);
}

/* @field: (nullable). */
static gboolean
refuse (GError **error, const char *field, const char *reason)
{
  if (field != NULL)
    return toll_error_set_field_code (error, TOLL_ERROR_FORBIDDEN, field, "%s", reason);
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN, reason);
  return FALSE;
}

static gboolean
reaches (const CollectorViewer *giver, const CollectorPerson *person)
{
  return collector_viewer_reaches (giver, person->role, person->scope, person->scope_ids,
                                   person->n_scope_ids);
}

gboolean
collector_reach_check_rights (const CollectorViewer *giver, const CollectorPerson *before,
                              const CollectorPerson *person, GError **error)
{
  gboolean has_other_role = before->role != person->role;
  const char *field = has_other_role ? "role" : "scope";

  if (collector_reach_is_free (giver)
      || (!has_other_role && collector_person_has_same_scope (before, person)))
    return TRUE;
  if (!reaches (giver, before))
    return refuse (error, field,
                   "this person sees calls that you do not see: an administrator who sees them "
                   "changes what they may do");
  if (!reaches (giver, person))
    return refuse (error, field,
                   "your own scope is a part of the house: nobody is given calls to see that you "
                   "do not see");
  return TRUE;
}

/* ---- Whoever signs in as somebody sees what they see: their own calls, and their scope ---- */

/* A call of the line ?1 that is the person's ?2, placed or taken, and in none of the groups ?4 of the
 * kind ?3. */
#define GROUP_SQL(table)                                                                           \
  "CASE ?3 WHEN 1 THEN " table ".department_id WHEN 2 THEN " table ".cost_centre_id ELSE " table   \
  ".location_id END"
#define OUTSIDE_SQL                                                                                \
  "SELECT 1 FROM call_line AS l JOIN call AS c ON c.id = l.call_id WHERE l.line_id = ?1"           \
  " AND l.person_id = ?2 AND " GROUP_SQL ("c") " NOT IN (SELECT value FROM json_each (?4))"        \
  " UNION ALL SELECT 1 FROM call_called AS d WHERE d.line_id = ?1 AND d.person_id = ?2"            \
  " AND " GROUP_SQL ("d") " NOT IN (SELECT value FROM json_each (?4)) LIMIT 1"
G_STATIC_ASSERT (COLLECTOR_SCOPE_DEPARTMENTS == 1 && COLLECTOR_SCOPE_COST_CENTRES == 2
                 && COLLECTOR_SCOPE_LOCATIONS == 3);

/* @has: (out): a call of the person's own lies outside of what @giver sees. */
static gboolean
has_calls_outside (CollectorDb *db, const CollectorViewer *giver, gint64 person_id, gboolean *has,
                   GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *scope_ids = collector_viewer_dup_scope_ids (giver);
  CollectorStmt *stmt = collector_db_prepare (db, OUTSIDE_SQL, error);

  *has = FALSE;
  if (stmt == NULL || !collector_account_store_load_lines (db, person_id, lines, error))
    return FALSE;
  for (guint i = 0; i < lines->len && !*has; i++)
    {
      collector_stmt_bind_int (stmt, 1, g_array_index (lines, gint64, i));
      collector_stmt_bind_int (stmt, 2, person_id);
      collector_stmt_bind_int (stmt, 3, giver->scope);
      collector_stmt_bind_text (stmt, 4, scope_ids);
      if (!collector_stmt_step (stmt, has, error))
        return FALSE;
      collector_stmt_reset (stmt);
    }
  return TRUE;
}

/* By what a person is of a scope. */
static const char *const group_fields[COLLECTOR_N_SCOPES]
    = { [COLLECTOR_SCOPE_DEPARTMENTS] = "department",
        [COLLECTOR_SCOPE_COST_CENTRES] = "cost_centre",
        [COLLECTOR_SCOPE_LOCATIONS] = "location" };

static gboolean
covers (const CollectorViewer *giver, const CollectorPerson *person)
{
  return collector_viewer_covers (giver, person->department_id, person->cost_centre_id,
                                  person->location_id);
}

/* The person is of the scope, now and as far back as they have calls. @is_of_it: they are now.
 * @field: (nullable). */
static gboolean
check_belongs (CollectorDb *db, const CollectorViewer *giver, gint64 person_id, gboolean is_of_it,
               const char *field, GError **error)
{
  gboolean has_outside;

  if (!is_of_it)
    return refuse (error, field,
                   "your own scope is a part of the house, and this person is not of it: an "
                   "administrator of theirs says how they sign in and what they see");
  if (!has_calls_outside (db, giver, person_id, &has_outside, error))
    return FALSE;
  return !has_outside
         || refuse (error, field,
                    "this person has calls that you do not see: an administrator who sees these says "
                    "how they sign in and what they see");
}

gboolean
collector_reach_check_person (CollectorDb *db, const CollectorViewer *giver, gint64 person_id,
                              GError **error)
{
  CollectorStmt *stmt;
  gboolean has_row = FALSE, is_of_it;

  if (collector_reach_is_free (giver) || collector_viewer_is_owner (giver, person_id))
    return TRUE;
  stmt = collector_db_prepare (
      db, "SELECT department_id, cost_centre_id, location_id FROM person WHERE id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, person_id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  is_of_it = has_row
             && collector_viewer_covers (giver, collector_stmt_get_int (stmt, 0),
                                         collector_stmt_get_int (stmt, 1),
                                         collector_stmt_get_int (stmt, 2));
  collector_stmt_reset (stmt);
  /* That there is none is told by whoever looks for them next. */
  return !has_row || check_belongs (db, giver, person_id, is_of_it, NULL, error);
}

gboolean
collector_reach_check_account (CollectorDb *db, const CollectorViewer *giver,
                               const CollectorAccount *account, GError **error)
{
  g_autoptr (GArray) ids = NULL;

  if (collector_reach_is_free (giver) || giver->account_id == account->id)
    return TRUE;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!collector_account_store_load_scope_ids (db, account->id, ids, error))
    return FALSE;
  if (!collector_viewer_reaches (giver, account->role, account->scope,
                                 (const gint64 *) (const void *) ids->data, ids->len))
    return refuse (error, NULL,
                   "this person sees calls that you do not see: an administrator who sees "
                   "them does this");
  return account->person_id == 0
         || collector_reach_check_person (db, giver, account->person_id, error);
}

/* What of @person says how they sign in and what they see, and was otherwise. Of somebody new it is
 * what they get beyond the usual. Returns: (nullable): the field. */
static const char *
find_sign_in_change (const CollectorPerson *before, const CollectorPerson *person)
{
  gboolean is_stored = before->id != 0;

  if (!is_stored && before->account_id != 0)
    return "user_name";
  if (before->role != person->role)
    return "role";
  if (!collector_person_has_same_scope (before, person))
    return "scope";
  if (is_stored ? person->masked_digits != before->masked_digits
                : person->masked_digits < before->masked_digits)
    return "masked_digits";
  if (!is_stored)
    return NULL;
  if (strcmp (before->user_name, person->user_name) != 0)
    return "user_name";
  if (before->disabled != person->disabled)
    return "disabled";
  if (before->valid_from_ms != person->valid_from_ms)
    return "valid_from_ms";
  return before->valid_to_ms != person->valid_to_ms ? "valid_to_ms" : NULL;
}

/* Whoever gave a password knows it for ever: its owner does not go where calls are not the giver's to
 * see. Whom the directory server lets in moves freely. */
static gboolean
check_leaving (const CollectorViewer *giver, const CollectorPerson *before,
               const CollectorPerson *person, GError **error)
{
  if (before->id == 0 || (!before->has_password && !before->has_pin) || !covers (giver, before)
      || covers (giver, person))
    return TRUE;
  return refuse (error, group_fields[giver->scope],
                 "your own scope is a part of the house: who has a password or PIN of Tollkeeper is "
                 "moved out of it by an administrator who sees where they go");
}

gboolean
collector_reach_check_sign_in (CollectorDb *db, const CollectorViewer *giver,
                               const CollectorPerson *before, const CollectorPerson *person,
                               GError **error)
{
  const char *field = find_sign_in_change (before, person);

  if (collector_reach_is_free (giver))
    return TRUE;
  /* Somebody else may have given them their password: they do not move themselves out with it. */
  if (before->account_id != 0 && before->account_id == giver->account_id)
    return check_leaving (giver, before, person, error);
  if (field == NULL)
    return check_leaving (giver, before, person, error);
  if (!reaches (giver, before))
    return refuse (error, field,
                   "this person sees calls that you do not see: an administrator who sees these "
                   "says how they sign in and what they see");
  /* Who leaves the scope belongs to it no more. */
  return check_belongs (db, giver, before->id,
                        covers (giver, person) && (before->id == 0 || covers (giver, before)), field,
                        error);
}

/* How much of @line's past @person keeps: one of the given covers it, or none speaks of it and it
 * ends now. */
static gboolean
keeps_past (const CollectorPerson *person, const CollectorPersonLine *line, gint64 now_ms)
{
  gint64 end_ms = MIN (line->valid_to_ms, now_ms);
  gboolean is_spoken_of = FALSE;

  if (line->valid_from_ms >= end_ms)
    return TRUE;
  if (person->valid_to_ms < end_ms)
    return FALSE;
  for (guint i = 0; i < person->n_lines; i++)
    {
      const CollectorPersonLine *given = &person->lines[i];

      if (!collector_person_line_is_same_number (given, line))
        continue;
      if (given->valid_from_ms <= line->valid_from_ms && given->valid_to_ms >= end_ms)
        return TRUE;
      /* One that begins where the other ended, or after, is another. */
      is_spoken_of |= given->valid_from_ms < line->valid_to_ms;
    }
  return !is_spoken_of;
}

gboolean
collector_reach_check_past (const CollectorViewer *giver, const CollectorPerson *before,
                            const CollectorPerson *person, gint64 moved_from_ms, gint64 now_ms,
                            GError **error)
{
  gboolean has_moved = before->department_id != person->department_id
                       || before->cost_centre_id != person->cost_centre_id
                       || before->location_id != person->location_id;

  if (collector_reach_is_free (giver) || before->id == 0)
    return TRUE;
  if (has_moved && moved_from_ms < now_ms)
    return refuse (error, "moved_from_ms",
                   "your own scope is a part of the house: you move people from now on, and their "
                   "calls until now stay where they were");
  if (person->valid_from_ms < MIN (before->valid_from_ms, now_ms))
    return refuse (error, "valid_from_ms",
                   "your own scope is a part of the house: you have people come now at the "
                   "earliest, and calls until now stay whose they were");
  for (guint i = 0; i < before->n_lines; i++)
    if (!keeps_past (person, &before->lines[i], now_ms))
      return refuse (error, "lines",
                     "your own scope is a part of the house: you end numbers now at the earliest, "
                     "and calls until now stay whose they were");
  return TRUE;
}

/* Whether @person has what @before has now, until then at least. */
static gboolean
keeps_lines (const CollectorPerson *before, const CollectorPerson *person, gint64 now_ms)
{
  for (guint i = 0; i < before->n_lines; i++)
    {
      const CollectorPersonLine *line = &before->lines[i];
      gboolean is_kept = line->valid_to_ms <= now_ms;

      for (guint j = 0; j < person->n_lines && !is_kept; j++)
        is_kept = collector_person_line_is_same_number (&person->lines[j], line)
                  && person->lines[j].valid_to_ms >= line->valid_to_ms;
      if (!is_kept)
        return FALSE;
    }
  return TRUE;
}

static gboolean
keeps_devices (const CollectorPerson *before, const CollectorPerson *person)
{
  for (guint i = 0; i < before->n_devices; i++)
    if (!collector_person_has_device (person, before->devices[i]))
      return FALSE;
  return TRUE;
}

gboolean
collector_reach_check_taking (const CollectorViewer *giver, const CollectorPerson *before,
                              const CollectorPerson *person, gint64 now_ms, GError **error)
{
  static const char taken[]
      = "your own scope is a part of the house, and this person is not of it: their numbers, devices, "
        "user id and mail address are changed by an administrator who sees their calls";

  if (collector_reach_is_free (giver) || before->id == 0 || covers (giver, before))
    return TRUE;
  if (covers (giver, person))
    return refuse (error, group_fields[giver->scope],
                   "your own scope is a part of the house: people from outside are moved into it by "
                   "an administrator who sees where they come from");
  if (!keeps_lines (before, person, now_ms))
    return refuse (error, "lines", taken);
  if (!keeps_devices (before, person))
    return refuse (error, "devices", taken);
  if (*before->mail != '\0' && strcmp (before->mail, person->mail) != 0)
    return refuse (error, "mail", taken);
  /* Without a user id of records they are found by their user name. */
  return collector_person_has_same_login (before, person) || refuse (error, "cucm_user_id", taken);
}

/* Whose something is already, of a row of groups, and what is said to that. */
typedef struct
{
  const CollectorViewer *giver;
  const char *field;
  const char *reason;
} Holders;

static gboolean
check_holder (CollectorStmt *stmt, gpointer data, GError **error)
{
  const Holders *holders = data;

  return collector_viewer_covers (holders->giver, collector_stmt_get_int (stmt, 0),
                                  collector_stmt_get_int (stmt, 1),
                                  collector_stmt_get_int (stmt, 2))
         || refuse (error, holders->field, holders->reason);
}

gboolean
collector_reach_check_mail (CollectorDb *db, const CollectorViewer *giver,
                            const CollectorPerson *before, const CollectorPerson *person,
                            GError **error)
{
  Holders holders = { giver, "mail",
                      "your own scope is a part of the house, and this is the mail address of "
                      "somebody who is not of it" };
  CollectorStmt *stmt;

  if (collector_reach_is_free (giver) || *person->mail == '\0'
      || g_ascii_strcasecmp (before->mail, person->mail) == 0)
    return TRUE;
  stmt = collector_db_prepare (db,
                               "SELECT department_id, cost_centre_id, location_id FROM person"
                               " WHERE mail = ?1 COLLATE NOCASE AND id <> ?2",
                               error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, person->mail);
  collector_stmt_bind_int (stmt, 2, person->id);
  return collector_stmt_foreach (stmt, check_holder, &holders, error);
}

gboolean
collector_reach_check_login (CollectorDb *db, const CollectorViewer *giver,
                             const CollectorPerson *before, const CollectorPerson *person,
                             gint64 now_ms, GError **error)
{
  Holders holders = { giver, *person->cucm_user_id != '\0' ? "cucm_user_id" : "user_name",
                      "your own scope is a part of the house, and somebody was signed in by this name "
                      "at phones of people who are not of it" };
  CollectorStmt *stmt;

  if (collector_reach_is_free (giver)
      || (before->id != 0 && collector_person_has_same_login (before, person)))
    return TRUE;
  stmt = collector_db_prepare (
      db,
      "SELECT DISTINCT c.department_id, c.cost_centre_id, c.location_id FROM call AS c"
      " WHERE c.id >= ?1 AND c.person_id <> 0 AND c.login_id IN"
      " (SELECT id FROM word WHERE kind = ?2 AND text = ?3 COLLATE NOCASE)",
      error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, collector_call_first_id (now_ms - RECENT_MS));
  collector_stmt_bind_int (stmt, 2, COLLECTOR_WORD_LOGIN);
  collector_stmt_bind_text (stmt, 3, collector_person_get_login (person));
  return collector_stmt_foreach (stmt, check_holder, &holders, error);
}

gboolean
collector_reach_check_rename (const CollectorViewer *giver, CollectorGrouping grouping, gint64 id,
                              GError **error)
{
  gint64 ids[COLLECTOR_N_GROUPINGS] = { 0 };

  ids[grouping] = id;
  if (collector_reach_is_free (giver) || collector_viewer_covers (giver, ids[0], ids[1], ids[2]))
    return TRUE;
  return refuse (error, "name",
                 "your own scope is a part of the house: you rename only what is in it");
}

gboolean
collector_reach_check_merge (const CollectorViewer *giver, CollectorGrouping grouping, gint64 id,
                             gint64 into_id, GError **error)
{
  gint64 ids[COLLECTOR_N_GROUPINGS] = { 0 }, into[COLLECTOR_N_GROUPINGS] = { 0 };

  if (collector_reach_is_free (giver))
    return TRUE;
  ids[grouping] = id;
  into[grouping] = into_id;
  if (collector_viewer_covers (giver, ids[0], ids[1], ids[2])
      && collector_viewer_covers (giver, into[0], into[1], into[2]))
    return TRUE;
  return refuse (error, "into",
                 "your own scope is a part of the house: you put together only what is in it");
}
