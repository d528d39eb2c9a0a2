/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a token to a viewer, and from a row's access to yes or no. Fails closed.
 */
#define G_LOG_DOMAIN "toll-api"
#include "config.h"

#include "collector/api/auth.h"

#include <string.h>

#include "shared/base/error.h"

/* The lowest role that satisfies an access; beyond the table nobody does. */
static const struct
{
  CollectorAccess access;
  CollectorRole role;
} needed[] = {
  { COLLECTOR_ACCESS_ANYONE, COLLECTOR_ROLE_USER },
  { COLLECTOR_ACCESS_USER, COLLECTOR_ROLE_USER },
  { COLLECTOR_ACCESS_SUPERVISOR, COLLECTOR_ROLE_SUPERVISOR },
  { COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_ROLE_ADMINISTRATOR },
  { COLLECTOR_ACCESS_HOUSE, COLLECTOR_ROLE_ADMINISTRATOR },
};

static gboolean
may (const CollectorViewer *viewer, CollectorAccess access)
{
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (needed[i].access == access)
      return viewer->role >= needed[i].role && viewer->role < COLLECTOR_N_ROLES;
  return FALSE;
}

static gboolean
check_access (const CollectorViewer *viewer, CollectorAccess access, GError **error)
{
  if (!may (viewer, access))
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN, "your role may not do this");
  else if (access == COLLECTOR_ACCESS_HOUSE && !collector_viewer_sees_all (viewer))
    g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                         "your own scope is a part of the house: an administrator who sees all "
                         "calls may change this");
  else
    return TRUE;
  return FALSE;
}

CollectorViewer *
collector_auth_check (CollectorDb *db, const char *token, CollectorAccess access, gint64 now_ms,
                      const CollectorSessionLimits *limits, CollectorSessionState *state,
                      GError **error)
{
  g_autoptr (CollectorViewer) viewer = NULL;
  g_autofree char *hash = NULL;

  *state = COLLECTOR_SESSION_FRESH;
  if (*token == '\0')
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_UNAUTHENTICATED, "sign in first");
      return NULL;
    }
  hash = collector_session_hash_token (token);
  viewer = collector_session_store_resolve (db, hash, now_ms, limits, state, error);
  if (viewer == NULL || !check_access (viewer, access, error))
    return NULL;
  return g_steal_pointer (&viewer);
}

gboolean
collector_auth_check_origin (const char *method, const char *origin, const char *host,
                             GError **error)
{
  const char *authority = origin != NULL ? strstr (origin, "://") : NULL;

  if (origin == NULL || strcmp (method, "GET") == 0 || strcmp (method, "HEAD") == 0
      || (authority != NULL && host != NULL && g_ascii_strcasecmp (authority + 3, host) == 0))
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                       "changes are not taken from pages of another address");
  return FALSE;
}

/* A session's last use, or its end, on its way to the writer. */
typedef struct
{
  char *token_hash;
  gint64 now_ms;
  gboolean is_over;
} Touch;

static gboolean
touch_task (CollectorDb *db, gpointer data, GError **error)
{
  Touch *touch = data;

  return touch->is_over ? collector_session_store_delete (db, touch->token_hash, error)
                        : collector_session_store_touch (db, touch->token_hash, touch->now_ms, error);
}

static void
touch_done (gpointer data, const GError *error)
{
  Touch *touch = data;

  g_free (touch->token_hash);
  g_free (touch);
  if (error != NULL)
    g_warning ("a session's last use or end was not noted: %s", error->message);
}

void
collector_auth_touch (CollectorLanes *lanes, const char *token, gint64 now_ms, gboolean is_over)
{
  Touch *touch = g_new0 (Touch, 1);

  touch->token_hash = collector_session_hash_token (token);
  touch->now_ms = now_ms;
  touch->is_over = is_over;
  collector_lanes_write (lanes, touch_task, touch, touch_done);
}
