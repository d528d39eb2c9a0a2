/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an administrator from whom numbers are hidden may give to others. Writer lane.
 */
#include "config.h"

#include "collector/store/sight.h"

#include <string.h>

#include "collector/store/mask.h"
#include "collector/store/number-lists.h"
#include "collector/store/privacy-store.h"
#include "shared/base/error.h"


static gboolean
refuse (GError **error, const char *field, const char *reason)
{
  return toll_error_set_field_code (error, TOLL_ERROR_FORBIDDEN, field, "%s", reason);
}

gboolean
collector_sight_check_rights (const CollectorViewer *giver, const CollectorPerson *before,
                              const CollectorPerson *person, GError **error)
{
  guint least = giver != NULL ? giver->masked_digits : 0;
  g_autofree char *reason = NULL;

  if (before->id != 0 && before->masked_digits < least
      && before->account_id != giver->account_id
      && strcmp (before->user_name, person->user_name) != 0)
    return refuse (error, "user_name",
                   "this person sees numbers that are hidden from you: an administrator who sees "
                   "them changes the name they sign in with");
  if (person->masked_digits >= least
      || (before->id != 0 && person->masked_digits >= before->masked_digits
          && person->role <= before->role))
    return TRUE;
  reason = g_strdup_printf ("of your own numbers %u digits are hidden: nobody is given a weaker "
                            "mask",
                            least);
  return refuse (error, "masked_digits", reason);
}

/* @is_ours: (out): the number is an extension by its length, or a site says that it is of the house.
 * Whether calls have it is not asked: a refusal would tell. */
static gboolean
ask_sites (CollectorDb *db, const char *number, gboolean *is_ours, GError **error)
{
  CollectorStmt *stmt;
  gboolean has_row = FALSE;

  *is_ours = *number != '+' && strlen (number) <= COLLECTOR_LONGEST_EXTENSION;
  if (*is_ours)
    return TRUE;
  stmt = collector_db_prepare (
      db,
      "SELECT toll_own_site (?1, " COLLECTOR_OWN_SITES_SQL ") <> ''"
      " OR toll_own_site (?1, " COLLECTOR_EXTENSION_SITES_SQL ") <> ''",
      error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, number);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *is_ours = has_row && collector_stmt_get_int (stmt, 0) != 0;
  collector_stmt_reset (stmt);
  return TRUE;
}

gboolean
collector_sight_check_lines (CollectorDb *db, const CollectorViewer *giver,
                             const CollectorPerson *before, const CollectorPerson *person,
                             GError **error)
{
  gboolean is_masked = giver != NULL && collector_viewer_is_masked (giver);

  if (giver == NULL || (!is_masked && collector_viewer_sees_all (giver)))
    return TRUE;
  for (guint i = 0; i < person->n_lines; i++)
    {
      const char *number = person->lines[i].number;
      g_autofree char *field = NULL;
      gboolean is_ours;

      if (collector_person_has_number (before, number))
        continue;
      if (!ask_sites (db, number, &is_ours, error))
        return FALSE;
      if (is_ours)
        continue;
      field = g_strdup_printf ("lines[%u].number", i);
      return refuse (error, field,
                     is_masked ? "numbers are hidden from you: an administrator who sees them gives "
                                 "people numbers that are in no range of a site"
                               : "this number is in no range of a site, and may be one of calls "
                                 "outside of your part: an administrator of the whole house gives "
                                 "it to people");
    }
  return TRUE;
}

const char *
collector_sight_show_device (const CollectorViewer *viewer, const char *name, TollArena *arena)
{
  return collector_viewer_is_masked (viewer) || !collector_viewer_sees_all (viewer)
             ? collector_mask_device (name, 1, arena)
             : name;
}

/* Returns: (nullable): the one of @stored that is shown as @device and not yet @person's. */
static const char *
find_shown (const CollectorViewer *giver, const CollectorPerson *person, const char *device,
            const char *const *stored, guint n_stored, TollArena *arena)
{
  for (guint i = 0; i < n_stored; i++)
    if (strcmp (giver != NULL ? collector_sight_show_device (giver, stored[i], arena) : stored[i],
                device) == 0
        && !collector_person_has_device (person, stored[i]))
      return stored[i];
  return NULL;
}

gboolean
collector_sight_put_device (const CollectorViewer *giver, CollectorPerson *person, const char *device,
                            const char *const *stored, guint n_stored, TollArena *arena,
                            GError **error)
{
  g_autofree char *field = NULL;

  if (giver == NULL || strcmp (collector_sight_show_device (giver, device, arena), device) == 0)
    {
      const char *shown = find_shown (giver, person, device, stored, n_stored, arena);

      if (shown != NULL || strchr (device, '*') == NULL)
        {
          collector_person_add_device (person, shown != NULL ? shown : device, arena);
          return TRUE;
        }
    }
  field = g_strdup_printf ("devices[%u]", person->n_devices);
  if (strchr (device, '*') != NULL)
    return refuse (error, field, "a * stands for a hidden digit, and this is none of the person's devices");
  return refuse (error, field,
                 "names of devices with numbers in them are hidden from you in part: an "
                 "administrator of the whole house who sees numbers gives them to people");
}

void
collector_sight_hide_devices (const CollectorViewer *viewer, CollectorPerson *person,
                              TollArena *arena)
{
  const char *const *devices = (const char *const *) person->devices;
  guint n_devices = person->n_devices;

  person->devices = NULL;
  person->n_devices = 0;
  for (guint i = 0; i < n_devices; i++)
    collector_person_add_device (person, collector_sight_show_device (viewer, devices[i], arena), arena);
}

gboolean
collector_sight_check_account (CollectorDb *db, const CollectorViewer *giver,
                               const CollectorAccount *account, GError **error)
{
  g_autoptr (CollectorViewer) owner = NULL;

  if (giver == NULL || giver->account_id == account->id || !collector_viewer_is_masked (giver))
    return TRUE;
  owner = collector_viewer_new ();
  owner->role = account->role;
  owner->masked_digits = account->masked_digits;
  if (!collector_privacy_store_fill_viewer (db, owner, giver->now_ms, error))
    return FALSE;
  if (collector_viewer_is_masked_like (owner, giver))
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                       "this person sees numbers that are hidden from you: hide as many digits from "
                       "them first, or an administrator who sees numbers does this");
  return FALSE;
}

/* Whether signing in as @person shows numbers whole to an administrator. */
static gboolean
sees (const CollectorPerson *person, gint64 now_ms)
{
  return person->role == COLLECTOR_ROLE_ADMINISTRATOR && person->masked_digits == 0
         && collector_person_can_sign_in (person, now_ms);
}

gboolean
collector_sight_keep_somebody (CollectorDb *db, const CollectorPerson *before,
                               const CollectorPerson *person, gint64 now_ms, GError **error)
{
  gboolean goes = (before->valid_to_ms == G_MAXINT64 && person->valid_to_ms != G_MAXINT64)
                  || (before->scope == COLLECTOR_SCOPE_ALL && person->scope != COLLECTOR_SCOPE_ALL);

  return !sees (before, now_ms) || (sees (person, now_ms) && !goes)
         || collector_account_store_keep_unmasked (db, before->scope, now_ms, error);
}
