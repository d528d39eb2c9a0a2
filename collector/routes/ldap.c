/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /ldap: the settings of the directory server, trying them, taking over its people, and what the
 * runs came to. The password goes in and never out.
 */
#include "config.h"

#include "collector/routes/list-page.h"
#include "collector/routes/house.h"

#include "collector/directory/accounts.h"
#include "collector/directory/ldap-scopes.h"
#include "collector/directory/ldap-steps.h"
#include "collector/directory/ldap-sync.h"
#include "collector/directory/secrets.h"
#include "collector/store/account-store.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

#include <string.h>

#define MAX_SHOWN_REFUSALS 100

static const char *
get_data_path (CollectorRequest *request)
{
  return collector_house_get_options (COLLECTOR_HOUSE_OF (request))->data_path;
}

/* What the rules name and nothing here is yet: a run in which nobody brings it is refused. */
static void
write_unknown_names (TollJsonWriter *json, const GArray *unknown)
{
  toll_json_begin_array (json, "unknown_names");
  for (guint i = 0; i < unknown->len; i++)
    {
      const CollectorLdapUnknown *one = &g_array_index (unknown, CollectorLdapUnknown, i);

      toll_json_begin_object (json, NULL);
      toll_json_add_int (json, "rule", one->rule);
      toll_json_add_text (json, "kind", collector_scope_to_name (one->scope));
      toll_json_add_text (json, "name", one->name);
      toll_json_end_object (json);
    }
  toll_json_end_array (json);
}

static gboolean
write_settings (CollectorDb *db, CollectorReply *reply, const CollectorLdapSettings *settings,
                GError **error)
{
  TollJsonWriter *json = collector_reply_get_json (reply);
  g_autoptr (GArray) unknown
      = collector_ldap_scopes_find_unknown (db, settings, NULL, error);

  if (unknown == NULL)
    return FALSE;
  toll_json_begin_object (json, NULL);
  collector_ldap_settings_write (settings, json);
  toll_json_add_bool (json, "has_bind_password", *settings->bind_password != '\0');
  write_unknown_names (json, unknown);
  toll_json_end_object (json);
  return TRUE;
}

static gboolean
get_settings (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_autoptr (CollectorLdapSettings) settings
      = collector_ldap_settings_load (db, get_data_path (request), error);

  return settings != NULL && write_settings (db, reply, settings, error);
}

/* @object over @settings. The password that is kept goes to the server it was given for only: for
 * another address it must be said again. */
static gboolean
apply (CollectorLdapSettings *settings, const TollJsonValue *object, GError **error)
{
  g_autofree char *url = g_strdup (settings->url);

  if (!collector_ldap_settings_apply (settings, object, error))
    return FALSE;
  if (strcmp (url, settings->url) != 0 && *settings->bind_password != '\0'
      && toll_json_value_get_member (object, "bind_password") == NULL)
    {
      toll_error_set_field (error, "bind_password",
                            "say it again: it was given for another address");
      return FALSE;
    }
  return collector_ldap_settings_check (settings, error);
}

/* Settings on their way to the writer. */
typedef struct
{
  const CollectorLdapSettings *settings;
  gboolean was_enabled;
  gint64 now_ms;
} Storing;

/* With the server turned off only local passwords open the door. */
static gboolean
check_way_in (CollectorDb *db, const Storing *storing, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (!storing->was_enabled || storing->settings->enabled
      || collector_account_store_keep_administrator (db, TRUE, COLLECTOR_SCOPE_ALL,
                                                     storing->now_ms, &fault))
    return TRUE;
  if (!g_error_matches (fault, TOLL_ERROR, TOLL_ERROR_CONFLICT))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  return toll_error_set_field_code (
      error, TOLL_ERROR_CONFLICT, "enabled",
      "no administrator has a password of Tollkeeper: give one to somebody first, or nobody can "
      "sign in as an administrator");
}

static gboolean
store_task (CollectorDb *db, gpointer data, GError **error)
{
  const Storing *storing = data;

  return check_way_in (db, storing, error)
         && collector_ldap_settings_store (db, storing->settings, error);
}

static gboolean
change_settings (CollectorRequest *request, CollectorDb *db, CollectorReply *reply,
                 GError **error)
{
  const TollJsonValue *body = collector_request_get_body (request, error);
  g_autoptr (CollectorLdapSettings) settings = NULL;
  Storing storing = { .now_ms = collector_request_get_now_ms (request) };

  /* The server could be made to give somebody's rights. */
  if (body == NULL || !collector_house_check_sees_numbers (request, "", error)
      || !collector_house_check_sees_all (request, error))
    return FALSE;
  settings = collector_ldap_settings_load (db, get_data_path (request), error);
  storing.settings = settings;
  storing.was_enabled = settings != NULL && settings->enabled;
  if (settings == NULL || !apply (settings, body, error))
    return FALSE;
  if (toll_json_value_get_member (body, "bind_password") != NULL
      && !collector_secret_write (get_data_path (request), COLLECTOR_SECRET_LDAP_PASSWORD,
                                  settings->bind_password, error))
    return FALSE;
  return collector_db_transact (db, store_task, &storing, error)
         && write_settings (db, reply, settings, error);
}

/* Settings on their way from a reader lane. */
typedef struct
{
  const char *data_path;
  CollectorLdapSettings *settings;
} Loading;

static gboolean
load_task (CollectorDb *db, gpointer data, GError **error)
{
  Loading *loading = data;

  loading->settings = collector_ldap_settings_load (db, loading->data_path, error);
  return loading->settings != NULL;
}

static CollectorLdapSettings *
load_settings (CollectorRequest *request, GError **error)
{
  Loading loading = { .data_path = get_data_path (request) };
  CollectorLanes *lanes = collector_house_get_options (COLLECTOR_HOUSE_OF (request))->lanes;

  return collector_lanes_read_sync (lanes, load_task, &loading, error) ? loading.settings : NULL;
}

static void
write_steps (CollectorReply *reply, const CollectorLdapStep *steps)
{
  TollJsonWriter *json = collector_reply_get_json (reply);

  toll_json_begin_object (json, NULL);
  toll_json_begin_array (json, "steps");
  for (guint i = 0; i < COLLECTOR_N_LDAP_STEPS; i++)
    {
      toll_json_begin_object (json, NULL);
      toll_json_add_text (json, "id", steps[i].id);
      toll_json_add_text (json, "state", collector_ldap_step_state_to_name (steps[i].state));
      toll_json_add_text (json, "detail", steps[i].detail);
      toll_json_add_int (json, "took_ms", steps[i].took_ms);
      toll_json_end_object (json);
    }
  toll_json_end_array (json);
  toll_json_end_object (json);
}

/* Whether a name is that of an account with a password here. */
typedef struct
{
  const char *user_name;
  gboolean is_local;
} Naming;

static gboolean
name_task (CollectorDb *db, gpointer data, GError **error)
{
  Naming *naming = data;

  return collector_accounts_has_password (db, naming->user_name, &naming->is_local, error);
}

/* One at a time: each holds a thread for as long as the server makes it wait. */
static gboolean
run_steps (CollectorReply *reply, const CollectorLdapSettings *settings, const Naming *naming,
           const char *password, GError **error)
{
  static GMutex under_way;
  CollectorLdapStep steps[COLLECTOR_N_LDAP_STEPS];

  if (!g_mutex_trylock (&under_way))
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BUSY,
                           "somebody else is trying the directory server");
      return FALSE;
    }
  collector_ldap_steps_run (settings, naming->user_name, password, naming->is_local, steps);
  g_mutex_unlock (&under_way);
  write_steps (reply, steps);
  collector_ldap_steps_clear (steps);
  return TRUE;
}

static gboolean
test_settings (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const known[] = { "settings", "username", "password", NULL };
  const TollJsonValue *body = collector_request_get_body (request, error);
  CollectorLanes *lanes = collector_house_get_options (COLLECTOR_HOUSE_OF (request))->lanes;
  g_autoptr (CollectorLdapSettings) settings = NULL;
  Naming naming = { "", FALSE };
  const char *password = "";
  const TollJsonValue *over;

  if (body == NULL || !toll_json_check_members (body, "", known, error)
      || !toll_json_allow_text (body, "", "username", &naming.user_name, error)
      || !toll_json_allow_text (body, "", "password", &password, error)
      || !collector_lanes_read_sync (lanes, name_task, &naming, error))
    return FALSE;
  settings = load_settings (request, error);
  over = toll_json_value_get_member (body, "settings");
  if (settings == NULL)
    return FALSE;
  if (over != NULL && toll_json_value_get_kind (over) != TOLL_JSON_NULL
      && !apply (settings, over, error))
    return toll_error_prefix_field (error, "settings.");
  if (!collector_ldap_settings_check (settings, error))
    return FALSE;
  return run_steps (reply, settings, &naming, password, error);
}

static void
write_run (TollJsonWriter *json, const CollectorSyncRun *run, const GPtrArray *refusals)
{
  toll_json_begin_object (json, NULL);
  if (run->id != 0)
    toll_json_add_id (json, "id", run->id);
  else
    toll_json_add_null (json, "id");
  toll_json_add_int (json, "started_ms", run->started_ms);
  if (run->ended_ms != 0)
    toll_json_add_int (json, "ended_ms", run->ended_ms);
  else
    toll_json_add_null (json, "ended_ms");
  toll_json_add_text (json, "state", collector_sync_state_to_name (run->state));
  toll_json_add_int (json, "n_found", run->n_found);
  toll_json_add_int (json, "n_new", run->n_new);
  toll_json_add_int (json, "n_changed", run->n_changed);
  toll_json_add_int (json, "n_removed", run->n_removed);
  toll_json_add_int (json, "n_refused", run->n_refused);
  toll_json_add_text (json, "message", run->message != NULL ? run->message : "");
  if (refusals != NULL)
    {
      toll_json_begin_array (json, "refusals");
      for (guint i = 0; i < refusals->len && i < MAX_SHOWN_REFUSALS; i++)
        toll_json_add_text (json, NULL, g_ptr_array_index (refusals, i));
      toll_json_end_array (json);
    }
  toll_json_end_object (json);
}

static gboolean
write_sync (gpointer lanes, CollectorTask task, gpointer data, GError **error)
{
  return collector_lanes_write_sync (lanes, task, data, error);
}

static gboolean
load_plan (gpointer house, CollectorDb *db, CollectorPlan **plan, GError **error)
{
  return collector_house_load_plan (house, db, plan, error);
}

static gboolean
synchronise (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const known[] = { "dry_run", NULL };
  CollectorHouse *house = COLLECTOR_HOUSE_OF (request);
  const CollectorHouseOptions *options = collector_house_get_options (house);
  g_autoptr (GPtrArray) refusals = g_ptr_array_new_with_free_func (g_free);
  g_auto (CollectorSyncRun) run = { 0 };
  CollectorLdapSync sync = {
    .write = write_sync,
    .store = options->lanes,
    .load_plan = load_plan,
    .company = house,
    .data_path = options->data_path,
    .clock = options->clock,
    .cancellable = collector_house_get_stopping (house),
  };
  const TollQuery *query = collector_request_get_query (request);

  if (!toll_query_check (query, known, error)
      || !toll_query_get_bool (query, "dry_run", &sync.is_dry, error)
      || !collector_ldap_sync_run (&sync, &run, refusals, error))
    return FALSE;
  write_run (collector_reply_get_json (reply), &run, refusals);
  return TRUE;
}

static gboolean
list_run (const CollectorSyncRun *run, gpointer data)
{
  CollectorListPage *page = data;
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, run->id);

  if (!collector_list_page_admit (page, key))
    return FALSE;
  write_run (page->json, run, NULL);
  return TRUE;
}

static gboolean
list_runs (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_auto (CollectorListPage) page = { 0 };
  gint64 before_id = 0;

  if (!collector_list_page_begin (&page, request, reply, NULL, error)
      || !collector_list_page_get_id (&page, &before_id, error))
    return FALSE;
  if (!collector_sync_store_foreach (db, before_id, page.limit + 1, list_run, &page, error))
    return FALSE;
  collector_list_page_end (&page);
  return TRUE;
}

const CollectorRoute collector_routes_ldap[] = {
  { "GET", TOLL_PATH_LDAP, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_READ, get_settings,
    COLLECTOR_AUDIT_NONE },
  { "PUT", TOLL_PATH_LDAP, COLLECTOR_ACCESS_HOUSE, COLLECTOR_PLACE_WRITE, change_settings,
    COLLECTOR_AUDIT_CHANGE },
  { "POST", TOLL_PATH_LDAP_TEST, COLLECTOR_ACCESS_HOUSE, COLLECTOR_PLACE_SLOW,
    test_settings, COLLECTOR_AUDIT_CHANGE },
  { "POST", TOLL_PATH_LDAP_SYNC, COLLECTOR_ACCESS_HOUSE, COLLECTOR_PLACE_SLOW,
    synchronise, COLLECTOR_AUDIT_CHANGE },
  { "GET", TOLL_PATH_LDAP_RUNS, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_READ, list_runs,
    COLLECTOR_AUDIT_NONE },
  { NULL },
};
