/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /settings: every row of the settings table with its value. A change is stored as a whole or not
 * at all; a running service takes over what it can by the company's revision.
 */
#include "config.h"

#include "collector/api/tls.h"
#include "collector/export/pdf-head.h"
#include "collector/routes/house.h"

#include "collector/store/mask.h"
#include "collector/store/setting-store.h"
#include "collector/store/totals/totals.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define RUN_OF_A_NUMBER 7

static void
write_choices (TollJsonWriter *json, const CollectorSettingRow *row)
{
  g_auto (GStrv) choices = g_strsplit (row->choices != NULL ? row->choices : "", " ", -1);

  toll_json_begin_array (json, "choices");
  for (guint i = 0; choices[i] != NULL; i++)
    toll_json_add_text (json, NULL, choices[i]);
  toll_json_end_array (json);
}

/* Who has the last word on a setting, when it is not @viewer. */
static const char *
name_lock (const CollectorSettings *settings, const CollectorSettingRow *row,
           const CollectorViewer *viewer)
{
  if (row->when == COLLECTOR_SETTING_AT_BIRTH)
    return "ledger";
  if (collector_settings_is_fixed (settings, row->key))
    return "configuration";
  if (row->uncovers && collector_viewer_is_masked (viewer))
    return "mask";
  /* Where records come from, and where mail goes, is the whole house's. */
  return collector_viewer_sees_all (viewer) ? NULL : "scope";
}

typedef struct
{
  TollJsonWriter *json;
  const CollectorSettings *settings;
  const char *zone; /* that the ledger was made with */
  const CollectorViewer *viewer;
} Writing;

/* Beginnings of numbers are no secret; a whole one among them would tell which call was to it.
 * Returns: (transfer full) */
static char *
dup_value (const CollectorSettingRow *row, const char *value, const CollectorViewer *viewer)
{
  char *shown = g_strdup (row->kind != COLLECTOR_SETTING_SECRET ? value : NULL);

  if (row->kind == COLLECTOR_SETTING_NUMBERS && collector_viewer_is_masked (viewer))
    collector_mask_runs (shown, RUN_OF_A_NUMBER, NULL);
  return shown;
}

static void
write_setting (const CollectorSettingRow *row, const char *value, gpointer data)
{
  const Writing *writing = data;
  TollJsonWriter *json = writing->json;
  g_autofree char *shown = NULL;

  /* "The machine's own" came to be one zone when the ledger was made. */
  if (row->kind == COLLECTOR_SETTING_ZONE && row->when == COLLECTOR_SETTING_AT_BIRTH)
    value = writing->zone;
  shown = dup_value (row, value, writing->viewer);
  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "key", row->key);
  toll_json_add_text (json, "group", collector_setting_group_to_name (row->group));
  toll_json_add_text (json, "kind", collector_setting_kind_to_name (row->kind));
  toll_json_add_text (json, "title", row->title);
  toll_json_add_text (json, "help", row->help);
  toll_json_add_text (json, "value", shown);
  toll_json_add_text (json, "standard", row->standard);
  toll_json_add_bool (json, "is_set", collector_settings_is_set (writing->settings, row->key));
  if (row->kind == COLLECTOR_SETTING_INT)
    {
      toll_json_add_int (json, "min", row->min);
      toll_json_add_int (json, "max", row->max);
    }
  else
    {
      toll_json_add_null (json, "min");
      toll_json_add_null (json, "max");
    }
  write_choices (json, row);
  toll_json_add_bool (json, "needs_restart", row->when == COLLECTOR_SETTING_AT_RESTART);
  toll_json_add_text (json, "fixed_by", name_lock (writing->settings, row, writing->viewer));
  toll_json_end_object (json);
}

static gboolean
answer_settings (CollectorRequest *request, CollectorDb *db, CollectorReply *reply,
                 GError **error)
{
  g_autoptr (CollectorSettings) settings
      = collector_house_load_settings (COLLECTOR_HOUSE_OF (request), db, error);
  const TollZone *zone = settings != NULL ? collector_totals_get_zone (db, error) : NULL;
  TollJsonWriter *json = collector_reply_get_json (reply);

  if (zone == NULL)
    return FALSE;
  toll_json_begin_object (json, NULL);
  toll_json_begin_array (json, "items");
  collector_settings_foreach (settings, write_setting,
                             &(Writing){ json, settings, toll_zone_get_name (zone),
                                         collector_request_get_viewer (request) });
  toll_json_end_array (json);
  toll_json_add_null (json, "next");
  toll_json_end_object (json);
  return TRUE;
}

static gboolean
get_settings (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const none[] = { NULL };

  return toll_query_check (collector_request_get_query (request), none, error)
      && answer_settings (request, db, reply, error);
}

/* One PUT on its way through its members; stops at the first that is refused. */
typedef struct
{
  CollectorRequest *request;
  CollectorDb *db;
  const CollectorSettings *settings;
  GString *note; /* what was set, for the access log */
  GError *failure;
} Change;

/* A wrong path would be noticed at the next start only, and keep the service from starting. */
static gboolean
check_file (const CollectorSettingRow *row, const char *value, GError **error)
{
  if (!collector_setting_table_check_place (row->key, value, error))
    return FALSE;
  if (row->kind != COLLECTOR_SETTING_FILE || *value == '\0' || g_access (value, R_OK) == 0)
    return TRUE;
  toll_error_set_field (error, row->key, "the collector cannot read a file of that name");
  return FALSE;
}

static gboolean
check_change (const Change *change, const char *key, const TollJsonValue *value, GError **error)
{
  const CollectorSettingRow *row = collector_setting_table_lookup (key);
  TollJsonKind kind = toll_json_value_get_kind (value);
  const char *lock = row != NULL ? name_lock (change->settings, row,
                                              collector_request_get_viewer (change->request))
                                 : NULL;

  if (row == NULL)
    toll_error_set_field (error, key, "there is no such setting");
  else if (kind != TOLL_JSON_TEXT && kind != TOLL_JSON_NULL)
    toll_error_set_field (error, key, "must be a text, or null for the default");
  else if (g_strcmp0 (lock, "ledger") == 0)
    toll_error_set_field (error, key, "is fixed since the ledger was made");
  else if (g_strcmp0 (lock, "mask") == 0)
    return collector_house_check_sees_numbers (change->request, key, error);
  else if (g_strcmp0 (lock, "scope") == 0)
    return collector_house_check_sees_all (change->request, error);
  else if (lock != NULL)
    toll_error_set_field (error, key,
                          "is set by the configuration file or the command line of the service");
  else
    return kind == TOLL_JSON_NULL
        || (collector_setting_table_check (key, toll_json_value_get_text (value), error)
            && check_file (row, toll_json_value_get_text (value), error));
  return FALSE;
}

/* What is found by a setting can be told afterwards from what it was. */
static void
note_change (Change *change, const char *key, const char *value)
{
  gboolean is_told
      = collector_setting_table_lookup (key)->kind != COLLECTOR_SETTING_SECRET && value != NULL;

  g_string_append_printf (change->note, "%s%s=%s", change->note->len > 0 ? " " : "", key,
                          is_told ? value : "");
}

static void
change_setting (const char *key, const TollJsonValue *value, gpointer data)
{
  Change *change = data;
  const char *text = toll_json_value_get_kind (value) == TOLL_JSON_TEXT
                         ? toll_json_value_get_text (value) : NULL;

  if (change->failure != NULL || !check_change (change, key, value, &change->failure)
      || !collector_setting_set (change->db, key, text, &change->failure))
    return;
  note_change (change, key, text);
}

/* A certificate that cannot be used would keep the service from starting, and leave no door. */
static gboolean
check_tls (CollectorRequest *request, CollectorDb *db, GError **error)
{
  g_autoptr (CollectorSettings) settings
      = collector_house_load_settings (COLLECTOR_HOUSE_OF (request), db, error);
  g_autoptr (CollectorTls) tls = NULL;
  g_autoptr (GError) reason = NULL;
  const char *paths[2];

  if (settings == NULL)
    return FALSE;
  paths[0] = collector_settings_get_text (settings, "tls_certificate");
  paths[1] = collector_settings_get_text (settings, "tls_key");
  if (collector_tls_load (*paths[0] != '\0' ? paths[0] : NULL,
                          *paths[1] != '\0' ? paths[1] : NULL, &tls, &reason))
    return TRUE;
  toll_error_set_field (error, *paths[0] != '\0' ? "tls_certificate" : "tls_key", "%s",
                        reason->message);
  return FALSE;
}

/* A password that is given away is not noticed by whoever sends mail. */
static gboolean
check_mail (CollectorRequest *request, CollectorDb *db, GError **error)
{
  g_autoptr (CollectorSettings) settings
      = collector_house_load_settings (COLLECTOR_HOUSE_OF (request), db, error);
  g_autoptr (CollectorMailSettings) mail
      = settings != NULL ? collector_mail_settings_new (settings) : NULL;

  return mail != NULL && collector_mail_settings_check (mail, error);
}

/* Reports would be printed without it, and nobody would know why. Not asked when it stays: the file
 * may be gone for a while. */
static gboolean
check_logo (CollectorRequest *request, CollectorDb *db, GError **error)
{
  const TollJsonValue *body = collector_request_get_body (request, error);
  g_autoptr (CollectorSettings) settings = NULL;
  const char *path;

  if (toll_json_value_get_member (body, "logo") == NULL)
    return TRUE;
  settings = collector_house_load_settings (COLLECTOR_HOUSE_OF (request), db, error);
  if (settings == NULL)
    return FALSE;
  path = collector_settings_get_text (settings, "logo");
  return *path == '\0' || collector_pdf_check_logo (path, "logo", error);
}

static gboolean
change_task (CollectorDb *db, gpointer data, GError **error)
{
  Change *change = data;
  CollectorRequest *request = change->request;
  const TollJsonValue *body = collector_request_get_body (request, error);
  g_autoptr (CollectorSettings) settings = NULL;

  if (body == NULL)
    return FALSE;
  if (toll_json_value_get_kind (body) != TOLL_JSON_OBJECT)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT,
                           "an object of settings and their values is expected");
      return FALSE;
    }
  settings = collector_house_load_settings (COLLECTOR_HOUSE_OF (request), db, error);
  if (settings == NULL)
    return FALSE;
  change->db = db;
  change->settings = settings;
  toll_json_value_visit (body, change_setting, change);
  if (change->failure == NULL && check_tls (request, db, &change->failure)
      && check_mail (request, db, &change->failure)
      && check_logo (request, db, &change->failure))
    return TRUE;
  g_propagate_error (error, change->failure);
  return FALSE;
}

static gboolean
change_settings (CollectorRequest *request, CollectorDb *db, CollectorReply *reply,
                 GError **error)
{
  g_autoptr (GString) note = g_string_new (NULL);
  Change change = { .request = request, .note = note };

  if (!collector_db_transact (db, change_task, &change, error))
    return FALSE;
  collector_reply_take_note (reply, g_strdup (note->str));
  return answer_settings (request, db, reply, error);
}

const CollectorRoute collector_routes_settings[] = {
  { "GET", TOLL_PATH_SETTINGS, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_READ, get_settings,
    COLLECTOR_AUDIT_NONE },
  { "PUT", TOLL_PATH_SETTINGS, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_WRITE,
    change_settings, COLLECTOR_AUDIT_CHANGE },
  { NULL },
};
