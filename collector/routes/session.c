/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * POST and DELETE /session: signing in and out; POST /session/first: the first administrator.
 */
#include "config.h"

#include "collector/routes/me-json.h"

#include "shared/base/error.h"
#include "shared/wire/paths.h"

/* What the answer to a sign-in is written from, on a reader lane. */
typedef struct
{
  CollectorHouse *house;
  const CollectorSession *session;
  TollJsonWriter *json;
} Welcome;

static gboolean
welcome_task (CollectorDb *db, gpointer data, GError **error)
{
  Welcome *welcome = data;

  return collector_me_write (welcome->json, "user", welcome->house, db, welcome->session->viewer,
                             error);
}

/* What a client that signed in is told; or, of a try too many, how long to wait. */
static gboolean
answer (CollectorReply *reply, CollectorHouse *house, gboolean ok, gint64 retry_s,
        const CollectorSession *session, GError **error)
{
  TollJsonWriter *json;
  Welcome welcome;

  if (!ok)
    {
      collector_reply_set_retry (reply, retry_s);
      return FALSE;
    }
  json = collector_reply_get_json (reply);
  welcome = (Welcome){ house, session, json };
  collector_reply_set_status (reply, 201);
  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "token", session->token);
  toll_json_add_instant (json, "expires", session->expires_ms);
  return collector_lanes_read_sync (collector_house_get_options (house)->lanes, welcome_task,
                                    &welcome, error);
}

static CollectorTry
read_try (const CollectorRequest *request)
{
  CollectorTry wanted = { .address = collector_request_get_address (request),
                          .client = collector_request_get_client (request),
                          .now_ms = collector_request_get_now_ms (request) };

  return wanted;
}

static gboolean
open_session (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const known[] = { "username", "password", NULL };
  CollectorHouse *house = COLLECTOR_HOUSE_OF (request);
  const TollJsonValue *body = collector_request_get_body (request, error);
  CollectorTry wanted = read_try (request);
  g_auto (CollectorSession) session = { 0 };
  gint64 retry_s = 0;
  gboolean ok;

  if (body == NULL || !toll_json_check_members (body, "", known, error) ||
      !toll_json_require_text (body, "", "username", &wanted.user_name, error) ||
      !toll_json_require_text (body, "", "password", &wanted.password, error))
    return FALSE;
  ok = collector_sign_in_open (collector_house_get_sign_in (house), &wanted, &session, &retry_s,
                               error);
  return answer (reply, house, ok, retry_s, &session, error);
}

static gboolean
open_first (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const known[] = { "code",       "username",  "password",
                                       "first_name", "last_name", NULL };
  CollectorHouse *house = COLLECTOR_HOUSE_OF (request);
  const TollJsonValue *body = collector_request_get_body (request, error);
  CollectorTry wanted = read_try (request);
  const char *code, *first_name = "", *last_name = "";
  g_auto (CollectorSession) session = { 0 };
  gint64 retry_s = 0;
  gboolean ok;

  if (body == NULL || !toll_json_check_members (body, "", known, error) ||
      !toll_json_require_text (body, "", "code", &code, error) ||
      !toll_json_require_text (body, "", "username", &wanted.user_name, error) ||
      !toll_json_require_text (body, "", "password", &wanted.password, error) ||
      !toll_json_allow_text (body, "", "first_name", &first_name, error) ||
      !toll_json_allow_text (body, "", "last_name", &last_name, error))
    return FALSE;
  ok = collector_sign_in_open_first (collector_house_get_sign_in (house), &wanted, code,
                                     first_name, last_name, &session, &retry_s, error);
  return answer (reply, house, ok, retry_s, &session, error);
}

static gboolean
close_session (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_autofree char *hash = collector_session_hash_token (collector_request_get_token (request));

  collector_reply_set_status (reply, 204);
  return collector_session_store_delete (db, hash, error);
}

const CollectorRoute collector_routes_session[] = {
  { "POST", TOLL_PATH_SESSION, COLLECTOR_ACCESS_ANYONE, COLLECTOR_PLACE_SLOW, open_session,
    COLLECTOR_AUDIT_NONE },
  { "POST", TOLL_PATH_SESSION_FIRST, COLLECTOR_ACCESS_ANYONE, COLLECTOR_PLACE_SLOW, open_first,
    COLLECTOR_AUDIT_NONE },
  { "DELETE", TOLL_PATH_SESSION, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_WRITE, close_session,
    COLLECTOR_AUDIT_NONE },
  { NULL },
};
