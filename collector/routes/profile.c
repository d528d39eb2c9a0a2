/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people keep of their own: password, PIN, and the list of where they are signed in.
 */
#include "config.h"

#include "collector/directory/accounts.h"
#include "collector/directory/password.h"
#include "collector/directory/pin.h"
#include "collector/routes/house.h"
#include "collector/store/account-store.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

#include <string.h>

/* A change of the viewer's own secrets on its way to the writer. */
typedef struct
{
  const CollectorRequest *request;
  const char *hash;
} Change;

static gboolean
refuse_directory_accounts (CollectorDb *db, gpointer data, GError **error)
{
  const CollectorViewer *viewer = collector_request_get_viewer (((Change *) data)->request);
  g_autoptr (CollectorAccount) account = NULL;

  if (!collector_account_store_lookup_id (db, viewer->account_id, &account, error))
    return FALSE;
  if (account == NULL || account->bind_dn[0] == '\0')
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                       "your password is the one of your computer: it is kept by the company's "
                       "directory and is changed there");
  return FALSE;
}

/* The other sessions end: whoever learned the old password is out. */
static gboolean
set_password_task (CollectorDb *db, gpointer data, GError **error)
{
  const Change *change = data;
  gint64 id = collector_request_get_viewer (change->request)->account_id;
  g_autofree char *token_hash =
      collector_session_hash_token (collector_request_get_token (change->request));

  if (!collector_db_begin (db, error))
    return FALSE;
  if (collector_account_store_set_password (
          db, id, change->hash, collector_request_get_now_ms (change->request), error) &&
      collector_session_store_delete_others (db, id, token_hash, error) &&
      collector_db_commit (db, error))
    return TRUE;
  collector_db_rollback (db);
  return FALSE;
}

/* To change it for itself would sign others out, and change nothing. */
static gboolean
check_new (const char *current, const char *password, GError **error)
{
  if (strcmp (current, password) != 0)
    return TRUE;
  toll_error_set_field (error, "new", "this is the password that you have: take another one");
  return FALSE;
}

static gboolean
put_password (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const known[] = { "current", "new", NULL };
  CollectorHouse *house = COLLECTOR_HOUSE_OF (request);
  CollectorLanes *lanes = collector_house_get_options (house)->lanes;
  const TollJsonValue *body = collector_request_get_body (request, error);
  CollectorTry owner = { .user_name = collector_request_get_viewer (request)->user_name,
                         .address = collector_request_get_address (request) };
  Change change = { .request = request };
  g_autofree char *hash = NULL;
  const char *password;
  gint64 retry_s = 0;

  if (body == NULL || !toll_json_check_members (body, "", known, error) ||
      !toll_json_require_text (body, "", "current", &owner.password, error) ||
      !toll_json_require_text (body, "", "new", &password, error) ||
      !collector_password_check (password, owner.user_name, "new", error) ||
      !collector_lanes_read_sync (lanes, refuse_directory_accounts, &change, error))
    return FALSE;
  if (!collector_sign_in_confirm (collector_house_get_sign_in (house), &owner, &retry_s, error))
    {
      collector_reply_set_retry (reply, retry_s);
      return FALSE;
    }
  if (!check_new (owner.password, password, error))
    return FALSE;
  hash = collector_password_hash (password, owner.user_name, error);
  if (hash == NULL)
    return FALSE;
  change.hash = hash;
  collector_reply_set_status (reply, 204);
  return collector_lanes_write_sync (lanes, set_password_task, &change, error);
}

static gboolean
set_pin_task (CollectorDb *db, gpointer data, GError **error)
{
  const Change *change = data;

  return collector_account_store_set_pin (
      db, collector_request_get_viewer (change->request)->person_id, change->hash, error);
}

static gboolean
put_pin (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const known[] = { "pin", NULL };
  const CollectorHouseOptions *options =
      collector_house_get_options (COLLECTOR_HOUSE_OF (request));
  const TollJsonValue *body = collector_request_get_body (request, error);
  Change change = { .request = request };
  g_autofree char *hash = NULL;
  const char *pin;

  if (body == NULL || !toll_json_check_members (body, "", known, error) ||
      !toll_json_require_text (body, "", "pin", &pin, error))
    return FALSE;
  if (collector_request_get_viewer (request)->person_id == 0)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_CONFLICT,
                           "this account is nobody's: only people have a PIN");
      return FALSE;
    }
  hash = collector_pin_hash (options->data_path, pin, error);
  if (hash == NULL)
    return FALSE;
  change.hash = hash;
  collector_reply_set_status (reply, 204);
  return collector_lanes_write_sync (options->lanes, set_pin_task, &change, error);
}

static void
write_session (TollJsonWriter *json, const CollectorSessionRow *row)
{
  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "id", row->id);
  toll_json_add_int (json, "created_ms", row->created_ms);
  toll_json_add_int (json, "last_used_ms", row->last_used_ms);
  toll_json_add_text (json, "address", row->address);
  toll_json_add_text (json, "client", row->client);
  toll_json_add_bool (json, "is_current", row->is_current);
  toll_json_end_object (json);
}

static gboolean
list_sessions (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };
  const CollectorHouseOptions *options =
      collector_house_get_options (COLLECTOR_HOUSE_OF (request));
  CollectorSessionLimits limits = { options->session_idle_ms, options->session_whole_ms };
  g_autofree char *hash = collector_session_hash_token (collector_request_get_token (request));
  TollJsonWriter *json = collector_reply_get_json (reply);
  g_autoptr (GPtrArray) rows = NULL;

  if (!toll_query_check (collector_request_get_query (request), none, error))
    return FALSE;
  rows = collector_session_store_list (db, collector_request_get_viewer (request)->account_id,
                                       hash, collector_request_get_now_ms (request), &limits,
                                       error);
  if (rows == NULL)
    return FALSE;
  toll_json_begin_object (json, NULL);
  toll_json_begin_array (json, "items");
  for (guint i = 0; i < rows->len; i++)
    write_session (json, rows->pdata[i]);
  toll_json_end_array (json);
  toll_json_add_null (json, "next");
  toll_json_end_object (json);
  return TRUE;
}

static gboolean
end_sessions (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  collector_reply_set_status (reply, 204);
  return collector_session_store_delete_of (
      db, collector_request_get_viewer (request)->account_id, error);
}

static gboolean
end_session (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  collector_reply_set_status (reply, 204);
  return collector_session_store_end (db, collector_request_get_viewer (request)->account_id,
                                      collector_request_get_variable (request, "id"), error);
}

const CollectorRoute collector_routes_profile[] = {
  { "PUT", TOLL_PATH_MY_PASSWORD, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_SLOW, put_password,
    COLLECTOR_AUDIT_NONE },
  { "PUT", TOLL_PATH_MY_PIN, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_SLOW, put_pin,
    COLLECTOR_AUDIT_NONE },
  { "GET", TOLL_PATH_MY_SESSIONS, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ, list_sessions,
    COLLECTOR_AUDIT_NONE },
  { "DELETE", TOLL_PATH_MY_SESSIONS, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_WRITE, end_sessions,
    COLLECTOR_AUDIT_NONE },
  { "DELETE", TOLL_PATH_MY_SESSION, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_WRITE, end_session,
    COLLECTOR_AUDIT_NONE },
  { NULL },
};
