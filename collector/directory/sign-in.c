/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in, with a local password or with the directory server's. Who has a local one needs no
 * server. The outcome of a try is logged with the name escaped, the password and the token never.
 * Blocking; any thread but a lane's.
 */
#define G_LOG_DOMAIN "toll-directory"
#include "config.h"

#include "collector/directory/sign-in.h"

#include "collector/directory/accounts.h"
#include "collector/directory/first-code.h"
#include "collector/directory/ldap-sign-in.h"
#include "collector/directory/log-name.h"
#include "collector/directory/password.h"
#include "collector/directory/throttle.h"
#include "collector/store/people/read.h"
#include "collector/store/people/store.h"
#include "collector/store/totals/totals.h"
#include "shared/base/error.h"
#include "shared/base/zone.h"

struct _CollectorSignIn
{
  CollectorLanes *lanes;
  CollectorSessionLimits limits;
  CollectorThrottle *throttle;
  CollectorLdapDoor *door;
  char *data_path;
};

/* One try on its way through the lanes. */
typedef struct
{
  CollectorSignIn *sign_in;
  const CollectorTry *wanted;
  char *token_hash;
  char *new_hash; /* (nullable): the password with today's work */
  CollectorAccount *account; /* (nullable) */
  CollectorLdapSettings *ldap; /* (nullable): while the directory server is turned on */
  char *key; /* (nullable): of the account's entry there, when it signs in by it */
  CollectorViewer *viewer;
  char *day; /* (nullable): of the account, which today is not among: its first or the one after
              * its last */
  TollError refusal; /* then: ENDED or NOT_BEGUN */
} Try;

static void
try_clear (Try *try)
{
  g_free (try->token_hash);
  g_free (try->new_hash);
  g_free (try->key);
  g_free (try->day);
  g_clear_pointer (&try->ldap, collector_ldap_settings_free);
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
collector_sign_in_new (CollectorLanes *lanes, const CollectorSessionLimits *limits,
                       const char *data_path)
{
  CollectorSignIn *sign_in = g_new0 (CollectorSignIn, 1);

  sign_in->lanes = lanes;
  sign_in->limits = *limits;
  sign_in->throttle = collector_throttle_new ();
  sign_in->door = collector_ldap_door_new ();
  sign_in->data_path = g_strdup (data_path);
  return sign_in;
}

void
collector_sign_in_free (CollectorSignIn *sign_in)
{
  if (sign_in == NULL)
    return;
  collector_throttle_free (sign_in->throttle);
  collector_ldap_door_free (sign_in->door);
  g_free (sign_in->data_path);
  g_free (sign_in);
}

static gboolean
lookup_task (CollectorDb *db, gpointer data, GError **error)
{
  Try *try = data;

  return collector_account_store_lookup (db, try->wanted->user_name, &try->account, error);
}

/* Settings that cannot be read keep nobody out who needs no server. */
static void
load_ldap (CollectorDb *db, Try *try)
{
  g_autoptr (GError) error = NULL;

  try->ldap = collector_ldap_settings_load (db, try->sign_in->data_path, &error);
  if (error != NULL)
    g_warning ("The directory server is not asked: %s", error->message);
  if (try->ldap != NULL && !try->ldap->enabled)
    g_clear_pointer (&try->ldap, collector_ldap_settings_free);
}

static gboolean
load_key (CollectorDb *db, Try *try, GError **error)
{
  const CollectorAccount *account = try->account;
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPerson person;

  if (account == NULL || account->disabled || account->person_id == 0 ||
      *account->bind_dn == '\0' || *account->password_hash != '\0')
    return TRUE;
  if (!collector_people_get (db, NULL, account->person_id, arena, &person, error))
    return FALSE;
  try->key = g_strdup (person.source_key);
  return TRUE;
}

static gboolean
find_task (CollectorDb *db, gpointer data, GError **error)
{
  Try *try = data;

  load_ldap (db, try);
  return lookup_task (db, try, error) && load_key (db, try, error);
}

/* Inside a transaction. */
static gboolean
write_session (CollectorDb *db, Try *try, GError **error)
{
  const CollectorTry *wanted = try->wanted;
  gint64 id = try->account->id;

  return collector_session_store_purge (db, wanted->now_ms, &try->sign_in->limits, error) &&
         collector_session_store_insert (db, try->token_hash, id, wanted->now_ms, wanted->address,
                                         wanted->client, error) &&
         collector_account_store_note_sign_in (db, id, wanted->now_ms, error) &&
         (try->viewer = collector_account_store_load_viewer (db, id, wanted->now_ms, error)) !=
             NULL;
}

static gboolean
write_known (CollectorDb *db, Try *try, GError **error)
{
  return (try->new_hash == NULL ||
          collector_account_store_set_password (db, try->account->id, try->new_hash,
                                                try->wanted->now_ms, error)) &&
         write_session (db, try, error);
}

static gboolean
open_task (CollectorDb *db, gpointer data, GError **error)
{
  if (!collector_db_begin (db, error))
    return FALSE;
  if (write_known (db, data, error) && collector_db_commit (db, error))
    return TRUE;
  collector_db_rollback (db);
  return FALSE;
}

static void
log_outcome (const CollectorTry *wanted, const char *outcome)
{
  g_autofree char *name = collector_log_name (wanted->user_name);

  g_message ("sign-in of %s from %s: %s", name, wanted->address, outcome);
}

/* @account: (nullable). Returns: TRUE when @password opens it. */
static gboolean
check_password (const CollectorAccount *account, const char *password)
{
  gboolean may = account != NULL && !account->disabled;

  return collector_password_verify (may ? account->password_hash : "", password);
}

/* Who has no local password takes the time of comparing one; while the directory server hangs, and
 * all who need it try again, not the work too: who does not need it would wait behind them. */
static void
spend_time (Try *try)
{
  if (try->ldap != NULL && collector_ldap_door_is_closed (try->sign_in->door))
    collector_password_wait ();
  else
    collector_password_verify ("", try->wanted->password);
}

static gboolean
has_password (const CollectorAccount *account)
{
  return account != NULL && *account->password_hash != '\0';
}

/* Every try that fails takes the same time, so that it tells nothing of the name: a local password
 * is compared, and the directory server, while it is turned on, is asked. */
static CollectorLdapVerdict
judge (Try *try)
{
  const CollectorTry *wanted = try->wanted;
  CollectorLdapVerdict verdict = COLLECTOR_LDAP_WRONG;

  if (try->key == NULL && has_password (try->account)
      && check_password (try->account, wanted->password))
    return COLLECTOR_LDAP_RIGHT;
  if (try->key == NULL && !has_password (try->account))
    spend_time (try);
  if (try->ldap != NULL)
    verdict = collector_ldap_door_try (try->sign_in->door, try->ldap, wanted->user_name, try->key,
                                       wanted->password);
  if (try->key != NULL && verdict != COLLECTOR_LDAP_RIGHT)
    spend_time (try);
  return verdict;
}

static const struct
{
  const char *log;
  TollError code;
  const char *text;
} outcomes[] = {
  [COLLECTOR_LDAP_WRONG] = { "refused", TOLL_ERROR_UNAUTHENTICATED,
                             "the user name or the password is wrong" },
  [COLLECTOR_LDAP_AWAY] = { "the directory server does not answer", TOLL_ERROR_BUSY,
                            "the directory server does not answer, and no local password fits; try "
                            "again in a few minutes" },
  [COLLECTOR_LDAP_UNABLE] = { "the directory server cannot be asked", TOLL_ERROR_BUSY,
                              "the directory server is there but cannot be asked, and no local "
                              "password fits; an administrator sees why by testing it" },
};

/* Returns: FALSE with UNAUTHENTICATED; with BUSY when no local password fits and the directory
 * server says nothing of use, whether the name is known or not. */
static gboolean
check_try (Try *try, GError **error)
{
  CollectorLdapVerdict verdict = judge (try);

  if (verdict == COLLECTOR_LDAP_RIGHT)
    return TRUE;
  if (verdict != COLLECTOR_LDAP_WRONG)
    collector_throttle_forgive_address (try->sign_in->throttle, try->wanted->address);
  log_outcome (try->wanted, outcomes[verdict].log);
  g_set_error_literal (error, TOLL_ERROR, outcomes[verdict].code, outcomes[verdict].text);
  return FALSE;
}

/* Counts the try. Returns: FALSE with THROTTLED. */
static gboolean
admit (CollectorSignIn *sign_in, const CollectorTry *wanted, const char *name, gint64 *retry_s,
       GError **error)
{
  *retry_s = collector_throttle_admit (sign_in->throttle, name, wanted->address,
                                       g_get_monotonic_time () / 1000);
  if (*retry_s == 0)
    return TRUE;
  log_outcome (wanted, "throttled");
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_THROTTLED,
                       "too many tries to sign in; wait a little");
  return FALSE;
}

static void
fill_session (CollectorSession *session, Try *try, char **token)
{
  session->token = g_steal_pointer (token);
  session->expires_ms = try->wanted->now_ms + try->sign_in->limits.whole_ms;
  session->viewer = g_steal_pointer (&try->viewer);
}

/* "ended on 2026-03-18", in the company's zone: the day is told apart by who answers. */
static char *
dup_day (const TollZone *zone, gint64 at_ms)
{
  gint32 day, second;
  int year, month, mday;

  toll_zone_to_local (zone, at_ms, &day, &second);
  toll_day_to_date (day, &year, &month, &mday);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, mday);
}

static gboolean
find_days_task (CollectorDb *db, gpointer data, GError **error)
{
  Try *try = data;
  const TollZone *zone = collector_totals_get_zone (db, error);
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPerson person;

  if (zone == NULL
      || !collector_people_get (db, NULL, try->account->person_id, arena, &person, error))
    return FALSE;
  if (person.valid_to_ms <= try->wanted->now_ms)
    {
      try->refusal = TOLL_ERROR_ENDED;
      try->day = dup_day (zone, person.valid_to_ms);
    }
  else if (person.valid_from_ms > try->wanted->now_ms)
    {
      try->refusal = TOLL_ERROR_NOT_BEGUN;
      try->day = dup_day (zone, person.valid_from_ms);
    }
  return TRUE;
}

/* Whose password is right but whose days are not today's is told which; nobody else hears of it. */
static void
refuse (Try *try, GError *reason, GError **error)
{
  if (g_error_matches (reason, TOLL_ERROR, TOLL_ERROR_UNAUTHENTICATED) && try->account != NULL
      && try->account->person_id != 0
      && collector_lanes_read_sync (try->sign_in->lanes, find_days_task, try, NULL)
      && try->day != NULL)
    {
      log_outcome (try->wanted, "refused: not valid today");
      reason->code = try->refusal;
      g_free (reason->message);
      reason->message = g_strdup_printf (
          "This account %s on %s. An administrator can change its dates.",
          try->refusal == TOLL_ERROR_ENDED ? "ended" : "begins", try->day);
      toll_error_set_day (reason, try->day);
    }
  g_propagate_error (error, reason);
}

/* The right one is at the door: a session. */
static gboolean
let_in (Try *try, CollectorTask task, CollectorSession *session, GError **error)
{
  g_autofree char *token = collector_password_new_token ();
  g_autoptr (GError) reason = NULL;

  try->token_hash = collector_session_hash_token (token);
  if (!collector_lanes_write_sync (try->sign_in->lanes, task, try, &reason))
    {
      refuse (try, g_steal_pointer (&reason), error);
      return FALSE;
    }
  log_outcome (try->wanted, "signed in");
  fill_session (session, try, &token);
  return TRUE;
}

gboolean
collector_sign_in_open (CollectorSignIn *sign_in, const CollectorTry *wanted,
                        CollectorSession *session, gint64 *retry_s, GError **error)
{
  g_auto (Try) try = { .sign_in = sign_in, .wanted = wanted };

  if (!admit (sign_in, wanted, wanted->user_name, retry_s, error) ||
      !collector_lanes_read_sync (sign_in->lanes, find_task, &try, error) ||
      !check_try (&try, error))
    return FALSE;
  if (*try.account->password_hash != '\0' &&
      collector_password_is_outdated (try.account->password_hash))
    try.new_hash = collector_password_hash (wanted->password, NULL, NULL);
  if (!let_in (&try, open_task, session, error))
    return FALSE;
  collector_throttle_forgive (sign_in->throttle, wanted->user_name, wanted->address);
  return TRUE;
}

gboolean
collector_sign_in_confirm (CollectorSignIn *sign_in, const CollectorTry *owner, gint64 *retry_s,
                           GError **error)
{
  g_auto (Try) try = { .sign_in = sign_in, .wanted = owner };

  if (!admit (sign_in, owner, owner->user_name, retry_s, error) ||
      !collector_lanes_read_sync (sign_in->lanes, lookup_task, &try, error))
    return FALSE;
  if (!check_password (try.account, owner->password))
    {
      log_outcome (owner, "the current password was not confirmed");
      toll_error_set_field (error, "current", "this is not the password you have now");
      return FALSE;
    }
  collector_throttle_forgive (sign_in->throttle, owner->user_name, owner->address);
  return TRUE;
}

/* The first administrator on the way. */
typedef struct
{
  Try try;
  const char *code;
  const char *password_hash; /* (nullable): the code is only looked at */
  CollectorPersonRow person;
} First;

static gboolean
check_code_task (CollectorDb *db, gpointer data, GError **error)
{
  First *first = data;

  return collector_first_code_check (db, first->code, first->try.wanted->now_ms, error);
}

static gboolean
has_text (const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
make_first (CollectorDb *db, First *first, GError **error)
{
  const CollectorTry *wanted = first->try.wanted;
  gboolean has_name = has_text (first->person.first_name) || has_text (first->person.last_name);
  CollectorPutResult result;

  return check_code_task (db, first, error) && collector_first_code_forget (db, error) &&
         (!has_name || collector_person_put (db, &first->person, &result, error)) &&
         collector_accounts_make_administrator (db, wanted->user_name, first->password_hash,
                                                wanted->now_ms, error) &&
         collector_account_store_lookup (db, wanted->user_name, &first->try.account, error) &&
         write_session (db, &first->try, error);
}

static gboolean
open_first_task (CollectorDb *db, gpointer data, GError **error)
{
  First *first = (First *) data; /* its first member is the try */

  if (!collector_db_begin (db, error))
    return FALSE;
  if (make_first (db, first, error) && collector_db_commit (db, error))
    return TRUE;
  collector_db_rollback (db);
  return FALSE;
}

gboolean
collector_sign_in_open_first (CollectorSignIn *sign_in, const CollectorTry *wanted,
                              const char *code, const char *first_name, const char *last_name,
                              CollectorSession *session, gint64 *retry_s, GError **error)
{
  /* Strangers may not shut out the one who has the code: only their address is counted. */
  g_autofree char *name = g_strconcat ("first code from ", wanted->address, NULL);
  First first = { .try = { .sign_in = sign_in, .wanted = wanted },
                  .code = code,
                  .person = { .user_name = wanted->user_name,
                              .first_name = first_name,
                              .last_name = last_name } };
  g_autofree char *hash = NULL;
  gboolean ok;

  if (!admit (sign_in, wanted, name, retry_s, error))
    return FALSE;
  if (!collector_lanes_read_sync (sign_in->lanes, check_code_task, &first, error))
    {
      log_outcome (wanted, "refused: the code for the first administrator");
      return FALSE;
    }
  hash = collector_password_hash (wanted->password, wanted->user_name, error);
  first.password_hash = hash;
  ok = hash != NULL && let_in (&first.try, open_first_task, session, error);
  if (ok)
    collector_throttle_forgive (sign_in->throttle, name, wanted->address);
  try_clear (&first.try);
  return ok;
}
