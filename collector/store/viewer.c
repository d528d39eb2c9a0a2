/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is looking: roles, scopes and what follows from them. Plain data; any thread.
 */
#include "config.h"

#include "collector/store/viewer.h"

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
