/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * POST and DELETE /session: signing in and out.
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

static gboolean
open_session (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const known[] = { "username", "password", NULL };
  CollectorHouse *house = COLLECTOR_HOUSE_OF (request);
  const TollJsonValue *body = collector_request_get_body (request, error);
  TollJsonWriter *json = collector_reply_get_json (reply);
  g_auto (CollectorSession) session = { 0 };
  Welcome welcome = { house, &session, json };
  const char *user_name, *password;
  gint64 retry_s = 0;

  if (body == NULL || !toll_json_check_members (body, "", known, error) ||
      !toll_json_require_text (body, "", "username", &user_name, error) ||
      !toll_json_require_text (body, "", "password", &password, error))
    return FALSE;
  if (!collector_sign_in_open (collector_house_get_sign_in (house), user_name, password,
                               collector_request_get_address (request),
                               collector_request_get_now_ms (request), &session, &retry_s, error))
    {
      g_autofree char *wait = g_strdup_printf ("%" G_GINT64_FORMAT, retry_s);

      if (retry_s > 0)
        collector_reply_add_header (reply, "Retry-After", wait);
      return FALSE;
    }
  collector_reply_set_status (reply, 201);
  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "token", session.token);
  toll_json_add_instant (json, "expires", session.expires_ms);
  return collector_lanes_read_sync (collector_house_get_options (house)->lanes, welcome_task,
                                    &welcome, error);
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
  { "DELETE", TOLL_PATH_SESSION, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_WRITE, close_session,
    COLLECTOR_AUDIT_NONE },
  { NULL },
};
