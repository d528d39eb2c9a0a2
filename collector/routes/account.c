/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an administrator does about a person's way in: another password, another PIN, everything
 * ended.
 */
#include "config.h"

#include "collector/directory/accounts.h"
#include "collector/directory/password.h"
#include "collector/directory/pin.h"
#include "collector/routes/house.h"
#include "collector/store/reach.h"
#include "collector/store/sight.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

/* A change of somebody's secrets on its way to the writer. */
typedef struct
{
  gint64 person_id; /* 0 = what is no id */
  const char *hash; /* "" = none */
  const char *password; /* (nullable) */
  gint64 now_ms;
  const CollectorViewer *giver; /* who asks */
} Change;

static Change
read_change (const CollectorRequest *request)
{
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  Change change = { .hash = "", .now_ms = collector_request_get_now_ms (request),
                    .giver = viewer };

  g_ascii_string_to_signed (collector_request_get_variable (request, "id"), 10, 1, G_MAXINT64,
                            &change.person_id, NULL);
  return change;
}

/* The body's one member @name: a text, or null for none. */
static gboolean
read_secret (const CollectorRequest *request, const char *name, const char **secret,
             GError **error)
{
  const char *const known[] = { name, NULL };
  const TollJsonValue *body = collector_request_get_body (request, error);
  const TollJsonValue *value;

  if (body == NULL || !toll_json_check_members (body, "", known, error))
    return FALSE;
  value = toll_json_value_get_member (body, name);
  *secret = NULL;
  return (value != NULL && toll_json_value_get_kind (value) == TOLL_JSON_NULL) ||
         toll_json_require_text (body, "", name, secret, error);
}

/* Whoever gives a secret can be its owner from then on; one that is taken away opens nothing. */
static gboolean
check_eyes (CollectorDb *db, const Change *change, const CollectorAccount *account, GError **error)
{
  return collector_reach_check_account (db, change->giver, account, error)
         && (*change->hash == '\0'
             || collector_sight_check_account (db, change->giver, account, error));
}

/* Without a password an administrator may be out, and with them the last who sees numbers. */
static gboolean
keep_way_in (CollectorDb *db, const Change *change, const CollectorAccount *account,
             GError **error)
{
  return *change->hash != '\0' || account->role != COLLECTOR_ROLE_ADMINISTRATOR
         || (collector_account_store_keep_administrator (db, TRUE, account->scope, change->now_ms,
                                                         error)
             && (account->masked_digits > 0 || *account->password_hash == '\0'
                 || collector_account_store_keep_unmasked (db, account->scope, change->now_ms,
                                                           error)));
}

static gboolean
write_password (CollectorDb *db, const Change *change, GError **error)
{
  g_autoptr (CollectorAccount) account =
      collector_accounts_ensure (db, change->person_id, change->now_ms, error);

  if (account == NULL)
    return FALSE;
  if (!check_eyes (db, change, account, error))
    return FALSE;
  if (account->bind_dn[0] != '\0' && account->role != COLLECTOR_ROLE_ADMINISTRATOR &&
      change->hash[0] != '\0')
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                           "this person signs in with the password of the company's directory; "
                           "only administrators may have one here too, for emergencies");
      return FALSE;
    }
  if (change->password != NULL
      && !collector_password_check (change->password, account->user_name, "password", error))
    return FALSE;
  return collector_account_store_set_password (db, account->id, change->hash, change->now_ms,
                                               error) &&
         collector_session_store_delete_of (db, account->id, error) &&
         keep_way_in (db, change, account, error);
}

static gboolean
write_password_task (CollectorDb *db, gpointer data, GError **error)
{
  if (!collector_db_begin (db, error))
    return FALSE;
  if (write_password (db, data, error) && collector_db_commit (db, error))
    return TRUE;
  collector_db_rollback (db);
  return FALSE;
}

static gboolean
put_password (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  const CollectorHouseOptions *options =
      collector_house_get_options (COLLECTOR_HOUSE_OF (request));
  Change change = read_change (request);
  g_autofree char *hash = NULL;
  const char *password;

  if (!read_secret (request, "password", &password, error))
    return FALSE;
  if (password != NULL && (hash = collector_password_hash (password, NULL, error)) == NULL)
    return FALSE;
  if (hash != NULL)
    change.hash = hash;
  change.password = password;
  collector_reply_set_status (reply, 204);
  return collector_lanes_write_sync (options->lanes, write_password_task, &change, error);
}

static gboolean
write_pin_task (CollectorDb *db, gpointer data, GError **error)
{
  const Change *change = data;
  g_autoptr (CollectorAccount) account = NULL;

  return collector_account_store_lookup_person (db, change->person_id, &account, error)
         && (account != NULL ? check_eyes (db, change, account, error)
                             : collector_reach_check_person (db, change->giver, change->person_id,
                                                             error))
         && collector_account_store_set_pin (db, change->person_id, change->hash, error);
}

static gboolean
put_pin (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  const CollectorHouseOptions *options =
      collector_house_get_options (COLLECTOR_HOUSE_OF (request));
  Change change = read_change (request);
  g_autofree char *hash = NULL;
  const char *pin;

  if (!read_secret (request, "pin", &pin, error))
    return FALSE;
  if (pin != NULL && (hash = collector_pin_hash (options->data_path, pin, error)) == NULL)
    return FALSE;
  if (hash != NULL)
    change.hash = hash;
  collector_reply_set_status (reply, 204);
  return collector_lanes_write_sync (options->lanes, write_pin_task, &change, error);
}

static gboolean
end_sessions (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  Change change = read_change (request);
  g_autoptr (CollectorAccount) account = NULL;

  if (!collector_account_store_lookup_person (db, change.person_id, &account, error))
    return FALSE;
  if (account == NULL)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "there is no such person");
      return FALSE;
    }
  collector_reply_set_status (reply, 204);
  return collector_reach_check_account (db, change.giver, account, error)
         && collector_session_store_delete_of (db, account->id, error);
}

const CollectorRoute collector_routes_account[] = {
  { "PUT", TOLL_PATH_PERSON_PASSWORD, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_SLOW,
    put_password, COLLECTOR_AUDIT_CHANGE },
  { "PUT", TOLL_PATH_PERSON_PIN, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_SLOW, put_pin,
    COLLECTOR_AUDIT_CHANGE },
  { "DELETE", TOLL_PATH_PERSON_SESSIONS, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_WRITE,
    end_sessions, COLLECTOR_AUDIT_CHANGE },
  { NULL },
};
