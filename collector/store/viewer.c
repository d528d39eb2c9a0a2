/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is looking: roles, scopes and what follows from them. Plain data; any thread.
 */
#include "config.h"

#include "collector/store/viewer.h"

#include "shared/base/error.h"

#define DAY_MS (86400 * G_GINT64_CONSTANT (1000))

static const char *const role_names[] = { "user", "supervisor", "administrator" };
G_STATIC_ASSERT (G_N_ELEMENTS (role_names) == COLLECTOR_N_ROLES);

static const char *const scope_names[] = { "own", "departments", "cost_centres", "locations",
                                           "all" };
G_STATIC_ASSERT (G_N_ELEMENTS (scope_names) == COLLECTOR_N_SCOPES);

CollectorViewer *
collector_viewer_new (void)
{
  CollectorViewer *viewer = g_new0 (CollectorViewer, 1);

  viewer->user_name = g_strdup ("");
  viewer->name = g_strdup ("");
  viewer->language = g_strdup ("");
  viewer->zone = g_strdup ("");
  viewer->scope_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  viewer->line_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  viewer->extensions = g_ptr_array_new_with_free_func (g_free);
  viewer->mask_rules = g_array_new (FALSE, FALSE, sizeof (CollectorMaskRule));
  viewer->purpose = g_strdup ("");
  viewer->seen = g_new0 (CollectorSeen, 1);
  viewer->seen->people = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return viewer;
}

void
collector_viewer_free (CollectorViewer *viewer)
{
  if (viewer == NULL)
    return;
  g_free (viewer->user_name);
  g_free (viewer->name);
  g_free (viewer->language);
  g_free (viewer->zone);
  g_array_unref (viewer->scope_ids);
  g_array_unref (viewer->line_ids);
  g_ptr_array_unref (viewer->extensions);
  g_array_unref (viewer->mask_rules);
  g_free (viewer->purpose);
  g_hash_table_unref (viewer->seen->people);
  g_free (viewer->seen);
  g_free (viewer);
}

static int
index_of (const char *const *names, guint n_names, const char *name)
{
  for (guint i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return -1;
}

const char *
collector_role_to_name (CollectorRole role)
{
  return (guint) role < COLLECTOR_N_ROLES ? role_names[role] : "unknown";
}

gboolean
collector_role_from_name (const char *name, CollectorRole *role)
{
  int index = index_of (role_names, COLLECTOR_N_ROLES, name);

  if (index >= 0)
    *role = index;
  return index >= 0;
}

const char *
collector_scope_to_name (CollectorScope scope)
{
  return (guint) scope < COLLECTOR_N_SCOPES ? scope_names[scope] : "unknown";
}

gboolean
collector_scope_from_name (const char *name, CollectorScope *scope)
{
  int index = index_of (scope_names, COLLECTOR_N_SCOPES, name);

  if (index >= 0)
    *scope = index;
  return index >= 0;
}

char *
collector_ids_to_json (const gint64 *ids, guint n_ids)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < n_ids; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", ids[i]);
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

char *
collector_viewer_dup_scope_ids (const CollectorViewer *viewer)
{
  return collector_ids_to_json ((const gint64 *) (const void *) viewer->scope_ids->data,
                                viewer->scope_ids->len);
}

gboolean
collector_viewer_sees_raw (const CollectorViewer *viewer)
{
  return viewer->role == COLLECTOR_ROLE_ADMINISTRATOR && viewer->masked_digits == 0;
}

gboolean
collector_viewer_sees_others (const CollectorViewer *viewer)
{
  return viewer->role != COLLECTOR_ROLE_USER && viewer->scope != COLLECTOR_SCOPE_OWN;
}

guint
collector_viewer_get_masked_digits (const CollectorViewer *viewer, int dest_class, gint64 start_ms)
{
  guint masked_digits = viewer->masked_digits;

  for (guint i = 0; i < viewer->mask_rules->len; i++)
    {
      const CollectorMaskRule *rule = &g_array_index (viewer->mask_rules, CollectorMaskRule, i);

      if ((rule->dest_class < 0 || rule->dest_class == dest_class) &&
          viewer->now_ms - start_ms >= rule->older_than_days * DAY_MS)
        masked_digits = MAX (masked_digits, rule->masked_digits);
    }
  return masked_digits;
}

gboolean
collector_viewer_is_masked (const CollectorViewer *viewer)
{
  return viewer->masked_digits > 0 || viewer->mask_rules->len > 0;
}

guint
collector_viewer_get_least_masked_digits (const CollectorViewer *viewer)
{
  guint masked_digits = viewer->masked_digits;

  for (guint i = 0; i < viewer->mask_rules->len; i++)
    {
      const CollectorMaskRule *rule = &g_array_index (viewer->mask_rules, CollectorMaskRule, i);

      if (rule->dest_class < 0 && rule->older_than_days == 0)
        masked_digits = MAX (masked_digits, rule->masked_digits);
    }
  return masked_digits;
}

gboolean
collector_viewer_is_masked_always (const CollectorViewer *viewer)
{
  return collector_viewer_get_least_masked_digits (viewer) > 0;
}

/* Whether @rule, or what is hidden always, holds for the viewer as well. */
static gboolean
is_masked_by (const CollectorViewer *viewer, const CollectorMaskRule *rule)
{
  if (viewer->masked_digits >= rule->masked_digits)
    return TRUE;
  for (guint i = 0; i < viewer->mask_rules->len; i++)
    {
      const CollectorMaskRule *own = &g_array_index (viewer->mask_rules, CollectorMaskRule, i);

      if ((own->dest_class < 0 || own->dest_class == rule->dest_class)
          && own->older_than_days <= rule->older_than_days
          && own->masked_digits >= rule->masked_digits)
        return TRUE;
    }
  return FALSE;
}

gboolean
collector_viewer_is_masked_like (const CollectorViewer *viewer, const CollectorViewer *other)
{
  const CollectorMaskRule always = { -1, 0, other->masked_digits };

  for (guint i = 0; i < other->mask_rules->len; i++)
    if (!is_masked_by (viewer, &g_array_index (other->mask_rules, CollectorMaskRule, i)))
      return FALSE;
  return is_masked_by (viewer, &always);
}

gboolean
collector_viewer_is_owner (const CollectorViewer *viewer, gint64 person_id)
{
  return person_id != 0 && person_id == viewer->person_id;
}

gboolean
collector_viewer_covers (const CollectorViewer *viewer, gint64 department_id,
                         gint64 cost_centre_id, gint64 location_id)
{
  const gint64 ids[COLLECTOR_N_SCOPES] = { [COLLECTOR_SCOPE_DEPARTMENTS] = department_id,
                                           [COLLECTOR_SCOPE_COST_CENTRES] = cost_centre_id,
                                           [COLLECTOR_SCOPE_LOCATIONS] = location_id };

  if (viewer->scope == COLLECTOR_SCOPE_ALL)
    return TRUE;
  for (guint i = 0; i < viewer->scope_ids->len; i++)
    if (ids[viewer->scope] != 0
        && g_array_index (viewer->scope_ids, gint64, i) == ids[viewer->scope])
      return TRUE;
  return FALSE;
}

gboolean
collector_viewer_check_individuals (const CollectorViewer *viewer, gboolean is_own, GError **error)
{
  if (!viewer->hides_individuals || is_own || viewer->scope == COLLECTOR_SCOPE_OWN)
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                       "reports and lists on single people are off in this house: ask by "
                       "department, cost centre or location, or for your own calls");
  return FALSE;
}

gboolean
collector_viewer_sees_all (const CollectorViewer *viewer)
{
  return viewer->scope == COLLECTOR_SCOPE_ALL;
}

gboolean
collector_viewer_reaches (const CollectorViewer *viewer, CollectorRole role, CollectorScope scope,
                          const gint64 *scope_ids, guint n_scope_ids)
{
  if (collector_viewer_sees_all (viewer) || role == COLLECTOR_ROLE_USER
      || scope == COLLECTOR_SCOPE_OWN)
    return TRUE;
  if (scope != viewer->scope)
    return scope != COLLECTOR_SCOPE_ALL && n_scope_ids == 0;
  for (guint i = 0; i < n_scope_ids; i++)
    {
      gboolean is_seen = FALSE;

      for (guint j = 0; j < viewer->scope_ids->len && !is_seen; j++)
        is_seen = g_array_index (viewer->scope_ids, gint64, j) == scope_ids[i];
      if (!is_seen)
        return FALSE;
    }
  return TRUE;
}

void
collector_viewer_note_person (const CollectorViewer *viewer, gint64 person_id)
{
  if (person_id != 0 && !collector_viewer_is_owner (viewer, person_id)
      && !g_hash_table_contains (viewer->seen->people, &person_id))
    g_hash_table_add (viewer->seen->people, g_memdup2 (&person_id, sizeof person_id));
}

void
collector_viewer_note_row (const CollectorViewer *viewer, gint64 person_id)
{
  if (collector_viewer_is_owner (viewer, person_id))
    return;
  viewer->seen->n_rows++;
  collector_viewer_note_person (viewer, person_id);
}

void
collector_viewer_note_self (const CollectorViewer *viewer, gint64 n_rows)
{
  viewer->seen->n_rows += n_rows;
  if (viewer->person_id != 0)
    g_hash_table_add (viewer->seen->people,
                      g_memdup2 (&viewer->person_id, sizeof viewer->person_id));
}

void
collector_viewer_add_seen (CollectorViewer *viewer, const CollectorViewer *other)
{
  GHashTableIter iter;
  gpointer person_id;

  viewer->seen->n_rows += other->seen->n_rows;
  g_hash_table_iter_init (&iter, other->seen->people);
  while (g_hash_table_iter_next (&iter, &person_id, NULL))
    g_hash_table_add (viewer->seen->people, g_memdup2 (person_id, sizeof (gint64)));
}

CollectorViewer *
collector_viewer_copy_who (const CollectorViewer *viewer)
{
  CollectorViewer *copy = collector_viewer_new ();

  g_free (copy->user_name);
  g_free (copy->purpose);
  copy->account_id = viewer->account_id;
  copy->person_id = viewer->person_id;
  copy->user_name = g_strdup (viewer->user_name);
  copy->purpose = g_strdup (viewer->purpose);
  return copy;
}

gboolean
collector_viewer_has_seen_others (const CollectorViewer *viewer)
{
  return viewer->seen->n_rows > 0;
}
