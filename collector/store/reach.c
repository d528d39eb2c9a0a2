/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an administrator of a part of the house may give to others, and to themselves. Writer lane.
 */
#include "config.h"

#include "collector/store/reach.h"

#include <string.h>

#include "shared/base/error.h"

gboolean
collector_reach_is_free (const CollectorViewer *giver)
{
  return giver == NULL || collector_viewer_sees_all (giver);
}

static gboolean
refuse (GError **error, const char *field, const char *reason)
{
  return toll_error_set_field_code (error, TOLL_ERROR_FORBIDDEN, field, "%s", reason);
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
  if (collector_viewer_reaches (giver, account->role, account->scope,
                                (const gint64 *) (const void *) ids->data, ids->len))
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                       "this person sees calls that you do not see: an administrator who sees "
                       "them does this");
  return FALSE;
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
