/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A person's own row: written where it differs, with all that hangs on it, in the caller's
 * transaction. Writer lane.
 */
#include "config.h"

#include "collector/store/people/save.h"

#include "collector/store/people/private.h"
#include "collector/store/people/read.h"
#include "collector/store/reach.h"
#include "collector/store/reattribution-store.h"
#include "collector/store/setting-store.h"
#include "collector/store/sight.h"
#include "shared/base/error.h"

#include <string.h>

#define N_OWN_TEXTS (8 + COLLECTOR_N_CUSTOM_FIELDS)
#define N_OWN_FIGURES 7

gboolean
collector_person_refuse (GError **error, const char *field, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  return toll_error_set_field_code (error, TOLL_ERROR_CONFLICT, field, "%s", reason);
}

/* What people are sought by. Returns: (transfer full). */
static char *
make_search (const CollectorPerson *person)
{
  g_autofree char *names = g_strjoin (" ", person->last_name, person->first_name,
                                      person->user_name, person->mail, NULL);

  return collector_person_fold (g_strstrip (names));
}

/* The texts and figures of the row, in the order of the columns below. */
static void
list_own (const CollectorPerson *person, const char *search, const char *texts[N_OWN_TEXTS],
          gint64 figures[N_OWN_FIGURES])
{
  const char *const first[] = { person->user_name,    person->first_name, person->last_name,
                                person->mail,         person->cucm_user_id, person->source_key,
                                person->synced,       search };
  const gint64 all[] = { person->source,         person->valid_from_ms, person->valid_to_ms,
                         person->department_id,  person->cost_centre_id, person->location_id,
                         person->manager_id };

  memcpy (texts, first, sizeof first);
  memcpy (texts + G_N_ELEMENTS (first), person->custom, sizeof person->custom);
  memcpy (figures, all, sizeof all);
}

static gboolean
is_same_row (const CollectorPerson *a, const CollectorPerson *b)
{
  const char *a_texts[N_OWN_TEXTS], *b_texts[N_OWN_TEXTS];
  gint64 a_figures[N_OWN_FIGURES], b_figures[N_OWN_FIGURES];

  list_own (a, "", a_texts, a_figures);
  list_own (b, "", b_texts, b_figures);
  for (guint i = 0; i < N_OWN_TEXTS; i++)
    if (strcmp (a_texts[i], b_texts[i]) != 0)
      return FALSE;
  return memcmp (a_figures, b_figures, sizeof a_figures) == 0;
}

#define COLUMNS                                                                                    \
  "user_name, first_name, last_name, mail, cucm_user_id, source_key, synced, search, custom_1,"    \
  " custom_2, custom_3, custom_4, custom_5, custom_6, custom_7, custom_8, custom_9, custom_10,"    \
  " source, valid_from_ms, valid_to_ms, department_id, cost_centre_id, location_id, manager_id"
#define VALUES                                                                                     \
  "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,"     \
  " ?21, nullif (?22, 0), nullif (?23, 0), nullif (?24, 0), nullif (?25, 0)"

static gboolean
write_row (CollectorDb *db, CollectorPerson *person, GError **error)
{
  g_autofree char *search = make_search (person);
  CollectorStmt *stmt
      = person->id == 0
            ? collector_db_prepare (
                db, "INSERT INTO person (" COLUMNS ") VALUES (" VALUES ")", error)
            : collector_db_prepare (
                db, "UPDATE person SET (" COLUMNS ") = (" VALUES ") WHERE id = ?26", error);
  const char *texts[N_OWN_TEXTS];
  gint64 figures[N_OWN_FIGURES];

  if (stmt == NULL)
    return FALSE;
  list_own (person, search, texts, figures);
  for (guint i = 0; i < N_OWN_TEXTS; i++)
    collector_stmt_bind_text (stmt, i + 1, texts[i]);
  for (guint i = 0; i < N_OWN_FIGURES; i++)
    collector_stmt_bind_int (stmt, N_OWN_TEXTS + i + 1, figures[i]);
  if (person->id != 0)
    collector_stmt_bind_int (stmt, 26, person->id);
  if (!collector_stmt_run (stmt, error))
    return FALSE;
  if (person->id == 0)
    person->id = collector_db_get_last_id (db);
  return TRUE;
}

/* All stored calls of the person since @from_ms are looked at again. */
static gboolean
queue_own_calls (CollectorDb *db, const CollectorPerson *person, gint64 from_ms, gint64 to_ms,
                 GError **error)
{
  for (guint i = 0; i < person->n_lines; i++)
    if (!collector_reattribution_add (db, person->lines[i].number,
                                      MAX (from_ms, person->lines[i].valid_from_ms),
                                      MIN (to_ms, person->lines[i].valid_to_ms), error))
      return FALSE;
  for (guint i = 0; i < person->n_devices; i++)
    if (!collector_reattribution_add_device (db, person->devices[i], from_ms, to_ms, error))
      return FALSE;
  return collector_reattribution_add_login (db, collector_person_get_login (person), from_ms, to_ms,
                                            error);
}

/* Where the person's own row changes whose calls were whose. */
static gboolean
queue_changes (CollectorDb *db, const CollectorPerson *before, const CollectorPerson *person,
               const CollectorPersonChange *change, GError **error)
{
  gboolean has_moved = before->id != 0
                       && (before->department_id != person->department_id
                           || before->cost_centre_id != person->cost_centre_id
                           || before->location_id != person->location_id);

  if (has_moved
      && !queue_own_calls (db, person, change->moved_from_ms, change->now_ms, error))
    return FALSE;
  if (before->id != 0
      && (before->valid_from_ms != person->valid_from_ms
          || before->valid_to_ms != person->valid_to_ms)
      && (!queue_own_calls (db, before, MIN (before->valid_from_ms, person->valid_from_ms),
                            MAX (before->valid_from_ms, person->valid_from_ms), error)
          || !queue_own_calls (db, before, MIN (before->valid_to_ms, person->valid_to_ms),
                               change->now_ms, error)))
    return FALSE;
  if (before->id != 0 && collector_person_has_same_login (before, person))
    return TRUE;
  return (before->id == 0
          || collector_reattribution_add_login (db, collector_person_get_login (before),
                                                before->valid_from_ms, change->now_ms, error))
         && collector_reattribution_add_login (db, collector_person_get_login (person),
                                               person->valid_from_ms, change->now_ms, error);
}

/* @changed: (inout). The row first: the others need its id. */
static gboolean
save_parts (CollectorDb *db, const CollectorPerson *before, CollectorPerson *person,
            const CollectorPersonChange *change, gboolean *changed, GError **error)
{
  gboolean parts_changed = FALSE;

  if (before->id == 0 || !is_same_row (before, person))
    {
      *changed = TRUE;
      if ((before->id != 0 && !collector_person_save_past (db, before, person, change, error))
          || !write_row (db, person, error)
          || !collector_person_save_login (db, before, person, change, error))
        return FALSE;
    }
  if ((*changed && !queue_changes (db, before, person, change, error))
      || !collector_person_save_account (db, before, person, change, &parts_changed, error)
      || !collector_person_save_lines (db, before, person, change, &parts_changed, error)
      || !collector_person_save_devices (db, before, person, change, &parts_changed, error))
    return FALSE;
  *changed |= parts_changed;
  return !*changed || collector_revision_bump (db, error);
}

gboolean
collector_person_save (CollectorDb *db, CollectorPerson *person,
                       const CollectorPersonChange *change, CollectorPutResult *result,
                       GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  gboolean changed = FALSE;
  CollectorPerson before;

  if (person->id != 0 ? !collector_people_get (db, NULL, person->id, arena, &before, error)
                      : !collector_people_begin (db, person->user_name, arena, &before, error))
    return FALSE;
  if (!collector_person_check (db, &before, person, change, error)
      || !collector_sight_check_rights (change->giver, &before, person, error)
      || !collector_sight_check_lines (db, change->giver, &before, person, error)
      || !collector_reach_check_rights (change->giver, &before, person, error)
      || !collector_reach_check_sign_in (db, change->giver, &before, person, error)
      || !collector_reach_check_past (change->giver, &before, person, change->moved_from_ms,
                                      change->now_ms, error)
      || !collector_reach_check_taking (change->giver, &before, person, change->now_ms, error)
      || !collector_reach_check_mail (db, change->giver, &before, person, error)
      || !collector_reach_check_login (db, change->giver, &before, person, change->now_ms, error)
      || !save_parts (db, &before, person, change, &changed, error))
    return FALSE;
  *result = before.id == 0 ? COLLECTOR_PUT_NEW : changed ? COLLECTOR_PUT_CHANGED
                                                         : COLLECTOR_PUT_SAME;
  return TRUE;
}

/* The line of @person that speaks of the stored @line: with its beginning, else one that overlaps. */
static const CollectorPersonLine *
find_same (const CollectorPerson *person, const CollectorPersonLine *line)
{
  const CollectorPersonLine *found = NULL;

  for (guint i = 0; i < person->n_lines; i++)
    {
      const CollectorPersonLine *given = &person->lines[i];

      if (!collector_person_line_is_same_number (given, line))
        continue;
      if (given->valid_from_ms == line->valid_from_ms)
        return given;
      if (found == NULL && given->valid_from_ms < line->valid_to_ms
          && line->valid_from_ms < given->valid_to_ms)
        found = given;
    }
  return found;
}

/* Whether the person keeps something of the stored @line, which becomes that. */
static gboolean
keep_time (const CollectorPerson *person, CollectorPersonLine *line, gint64 now_ms)
{
  const CollectorPersonLine *given;

  if (line->valid_to_ms <= now_ms)
    return TRUE;
  given = find_same (person, line);
  if (given == NULL)
    return FALSE;
  line->valid_from_ms = MAX (line->valid_from_ms, given->valid_from_ms);
  line->valid_to_ms = MIN (line->valid_to_ms, given->valid_to_ms);
  return line->valid_from_ms < line->valid_to_ms;
}

/* What both have, as long as both have it. */
static void
keep_common (CollectorPerson *kept, const CollectorPerson *person, gint64 now_ms)
{
  guint n_lines = 0, n_devices = 0;

  for (guint i = 0; i < kept->n_lines; i++)
    if (keep_time (person, &kept->lines[i], now_ms))
      kept->lines[n_lines++] = kept->lines[i];
  for (guint i = 0; i < kept->n_devices; i++)
    if (collector_person_has_device (person, kept->devices[i]))
      kept->devices[n_devices++] = kept->devices[i];
  kept->n_lines = n_lines;
  kept->n_devices = n_devices;
  if (kept->manager_id != person->manager_id)
    kept->manager_id = 0;
  if (g_ascii_strcasecmp (kept->cucm_user_id, person->cucm_user_id) != 0)
    kept->cucm_user_id = "";
}

gboolean
collector_person_release (CollectorDb *db, const CollectorPerson *person,
                          const CollectorViewer *giver, gint64 now_ms, gboolean *changed,
                          GError **error)
{
  const CollectorPersonChange change
      = { .now_ms = now_ms, .moved_from_ms = now_ms, .giver = giver };
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPutResult result;
  CollectorPerson kept;

  if (person->id == 0)
    return TRUE;
  if (!collector_people_get (db, NULL, person->id, arena, &kept, error))
    return FALSE;
  keep_common (&kept, person, now_ms);
  if (!collector_person_save (db, &kept, &change, &result, error))
    return FALSE;
  *changed |= result != COLLECTOR_PUT_SAME;
  return TRUE;
}
