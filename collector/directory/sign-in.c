/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in with a local account. The outcome of a try is logged with the name escaped, the
 * password and the token never. Blocking; any thread but a lane's.
 */
#define G_LOG_DOMAIN "toll-directory"
#include "config.h"

#include "collector/directory/sign-in.h"

#include "collector/directory/password.h"
#include "collector/directory/throttle.h"
#include "collector/store/account-store.h"
#include "shared/base/error.h"

struct _CollectorSignIn
{
  CollectorLanes *lanes;
  CollectorSessionLimits limits;
  CollectorThrottle *throttle;
};

/* One try on its way through the lanes. */
typedef struct
{
  CollectorSignIn *sign_in;
  const char *user_name;
  const char *address;
  char *token_hash;
  char *new_hash; /* (nullable): the password with today's work */
  gint64 now_ms;
  CollectorAccount *account; /* (nullable) */
  CollectorViewer *viewer;
} Try;

static void
try_clear (Try *try)
{
  g_free (try->token_hash);
  g_free (try->new_hash);
  g_clear_pointer (&try->account, collector_account_free);
  g_clear_pointer (&try->viewer, collector_viewer_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Try, try_clear)

void
collector_session_clear (CollectorSession *session)
{
  g_clear_pointer (&session->token, g_free);
  g_clear_pointer (&session->viewer, collector_viewer_free);
}

CollectorSignIn *
collector_sign_in_new (CollectorLanes *lanes, const CollectorSessionLimits *limits)
{
  CollectorSignIn *sign_in = g_new0 (CollectorSignIn, 1);

  sign_in->lanes = lanes;
  sign_in->limits = *limits;
  sign_in->throttle = collector_throttle_new ();
  return sign_in;
}

void
collector_sign_in_free (CollectorSignIn *sign_in)
{
  if (sign_in == NULL)
    return;
  collector_throttle_free (sign_in->throttle);
  g_free (sign_in);
}

static gboolean
lookup_task (CollectorDb *db, gpointer data, GError **error)
{
  Try *try = data;

  return collector_account_store_lookup (db, try->user_name, &try->account, error);
}

static gboolean
write_session (CollectorDb *db, Try *try, GError **error)
{
  if (try->new_hash != NULL)
    {
      g_free (try->account->password_hash);
      try->account->password_hash = g_steal_pointer (&try->new_hash);
      if (!collector_account_store_update (db, try->account, try->now_ms, error))
        return FALSE;
    }
  return collector_session_store_purge (db, try->now_ms, &try->sign_in->limits, error) &&
         collector_session_store_insert (db, try->token_hash, try->account->id, try->now_ms,
                                         try->address, error) &&
         collector_account_store_note_sign_in (db, try->account->id, try->now_ms, error) &&
         (try->viewer = collector_account_store_load_viewer (db, try->account->id, try->now_ms,
                                                             error)) != NULL;
}

static gboolean
open_task (CollectorDb *db, gpointer data, GError **error)
{
  if (!collector_db_begin (db, error))
    return FALSE;
  if (write_session (db, data, error) && collector_db_commit (db, error))
    return TRUE;
  collector_db_rollback (db);
  return FALSE;
}

static void
log_outcome (const Try *try, const char *outcome)
{
  g_autofree char *name = g_strescape (try->user_name, NULL);

  if (name[0] != '\0' && g_utf8_strlen (name, -1) > 64)
    name[64] = '\0';
  g_message ("sign-in of \"%s\" from %s: %s", name, try->address, outcome);
}

/* Returns: TRUE when @password opens the account, which may be nobody's. */
static gboolean
check_password (Try *try, const char *password)
{
  CollectorAccount *account = try->account;
  gboolean may = account != NULL && !account->disabled;

  if (!collector_password_verify (may ? account->password_hash : "", password))
    return FALSE;
  if (collector_password_is_outdated (account->password_hash))
    try->new_hash = collector_password_hash (password, NULL);
  return TRUE;
}

gboolean
collector_sign_in_open (CollectorSignIn *sign_in, const char *user_name, const char *password,
                        const char *address, gint64 now_ms, CollectorSession *session,
                        gint64 *retry_s, GError **error)
{
  g_auto (Try) try = { .sign_in = sign_in, .user_name = user_name, .address = address,
                       .now_ms = now_ms };
  g_autofree char *token = NULL;

  *retry_s = collector_throttle_admit (sign_in->throttle, user_name, address,
                                       g_get_monotonic_time () / 1000);
  if (*retry_s > 0)
    {
      log_outcome (&try, "throttled");
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_THROTTLED,
                           "too many tries to sign in; wait a little");
      return FALSE;
    }
  if (!collector_lanes_read_sync (sign_in->lanes, lookup_task, &try, error))
    return FALSE;
  if (!check_password (&try, password))
    {
      log_outcome (&try, "refused");
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_UNAUTHENTICATED,
                           "the user name or the password is wrong");
      return FALSE;
    }
  token = collector_password_new_token ();
  try.token_hash = collector_session_hash_token (token);
  if (!collector_lanes_write_sync (sign_in->lanes, open_task, &try, error))
    return FALSE;
  collector_throttle_forgive (sign_in->throttle, user_name, address);
  log_outcome (&try, "signed in");
  session->token = g_steal_pointer (&token);
  session->expires_ms = now_ms + sign_in->limits.whole_ms;
  session->viewer = g_steal_pointer (&try.viewer);
  return TRUE;
}
