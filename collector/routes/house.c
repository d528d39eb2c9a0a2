/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts the route tables, the feed and the server together. A new noun is a file and a row here.
 */
#include "config.h"

#include "collector/routes/house.h"

#include "collector/store/mask.h"
#include "collector/store/plan-store.h"
#include "collector/store/sight.h"
#include "shared/base/error.h"

#include <string.h>

struct _CollectorHouse
{
  CollectorHouseOptions options;
  char *data_path;
  CollectorSignIn *sign_in;
  GCancellable *stopping;
  CollectorServer *server;
};

/* The first that fits answers: addresses that are words go before {id}. */
static const CollectorRoute *const tables[] = {
  collector_routes_people_files,
  collector_routes_session, collector_routes_me,        collector_routes_profile,
  collector_routes_account, collector_routes_calls,     collector_routes_home,
  collector_routes_reports, collector_routes_events,    collector_routes_health,
  collector_routes_people,  collector_routes_groupings, collector_routes_access_log,
  collector_routes_privacy, collector_routes_private,   collector_routes_sites,
  collector_routes_gateways, collector_routes_devices,  collector_routes_settings,
  collector_routes_ldap,    collector_routes_tariffs,  collector_routes_unknown,
  collector_routes_quarantine, collector_routes_report_fields, collector_routes_report_run,
  collector_routes_personal_reports, collector_routes_history,
  collector_routes_mail,    collector_routes_schedules, collector_routes_dashboard,
  collector_routes_wallboards, collector_routes_wall,
  NULL,
};

const CollectorRoute *const *
collector_routes_list (void)
{
  return tables;
}

CollectorHouse *
collector_house_new (const CollectorHouseOptions *options, GError **error)
{
  g_autoptr (CollectorHouse) house = g_new0 (CollectorHouse, 1);
  CollectorSessionLimits session_limits = {
    options->session_idle_ms > 0 ? options->session_idle_ms : COLLECTOR_SESSION_IDLE_MS,
    options->session_whole_ms > 0 ? options->session_whole_ms : COLLECTOR_SESSION_WHOLE_MS,
  };
  CollectorServerOptions server_options = {
    .lanes = options->lanes,
    .access_log = options->access_log,
    .clock = options->clock,
    .routes = tables,
    .feed = &collector_events_feed,
    .context = house,
    .limits = options->limits,
    .session_limits = session_limits,
    .tls_certificate_path = options->tls_certificate_path,
    .tls_key_path = options->tls_key_path,
  };

  house->options = *options;
  house->options.session_idle_ms = session_limits.idle_ms;
  house->options.session_whole_ms = session_limits.whole_ms;
  house->options.data_path = house->data_path =
      g_strdup (options->data_path != NULL ? options->data_path : "");
  house->options.tls_certificate_path = house->options.tls_key_path = NULL;
  house->sign_in = collector_sign_in_new (options->lanes, &session_limits, house->data_path);
  house->stopping = g_cancellable_new ();
  house->server = collector_server_new (&server_options, error);
  return house->server != NULL ? g_steal_pointer (&house) : NULL;
}

void
collector_house_stop (CollectorHouse *house)
{
  if (house->stopping != NULL)
    g_cancellable_cancel (house->stopping);
  if (house->server != NULL)
    collector_server_stop (house->server);
}

void
collector_house_free (CollectorHouse *house)
{
  if (house == NULL)
    return;
  collector_house_stop (house);
  g_clear_pointer (&house->server, collector_server_free);
  g_clear_object (&house->stopping);
  g_clear_pointer (&house->sign_in, collector_sign_in_free);
  g_free (house->data_path);
  g_free (house);
}

CollectorServer *
collector_house_get_server (CollectorHouse *house)
{
  return house->server;
}

const CollectorHouseOptions *
collector_house_get_options (CollectorHouse *house)
{
  return &house->options;
}

CollectorSettings *
collector_house_load_settings (CollectorHouse *house, CollectorDb *db, GError **error)
{
  return collector_settings_load (house->options.settings, db, error);
}

gboolean
collector_house_load_plan (CollectorHouse *house, CollectorDb *db, CollectorPlan **plan,
                           GError **error)
{
  g_autoptr (CollectorSettings) settings = NULL;

  *plan = NULL;
  if (house->options.numbering == NULL)
    return TRUE;
  settings = collector_house_load_settings (house, db, error);
  if (settings == NULL)
    return FALSE;
  *plan = collector_plan_load (db, house->options.numbering,
                               collector_settings_get_text (settings, "nation"), error);
  return *plan != NULL;
}

CollectorSignIn *
collector_house_get_sign_in (CollectorHouse *house)
{
  return house->sign_in;
}

GCancellable *
collector_house_get_stopping (CollectorHouse *house)
{
  return house->stopping;
}

static gboolean
refuse_hidden (const char *field, const char *reason, GError **error)
{
  if (*field == '\0')
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN, reason);
      return FALSE;
    }
  return toll_error_set_field_code (error, TOLL_ERROR_FORBIDDEN, field, "%s", reason);
}

gboolean
collector_house_check_sees_all (CollectorRequest *request, GError **error)
{
  if (collector_viewer_sees_all (collector_request_get_viewer (request)))
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                       "your own scope is a part of the house: an administrator who sees all calls "
                       "may change this");
  return FALSE;
}

gboolean
collector_house_check_own_mask (CollectorRequest *request, GError **error)
{
  return collector_request_get_viewer (request)->masked_digits == 0
      || refuse_hidden ("", "numbers are hidden from you: an administrator who sees them may change"
                            " this", error);
}

gboolean
collector_house_check_sees_numbers (CollectorRequest *request, const char *field, GError **error)
{
  const CollectorViewer *viewer = collector_request_get_viewer (request);

  if (!collector_viewer_is_masked (viewer))
    return TRUE;
  return refuse_hidden (field,
                        viewer->masked_digits > 0
                            ? "numbers are hidden from you: an administrator who sees them may "
                              "change this"
                            : "numbers are hidden from you by a rule: this may be changed by an "
                              "administrator who sees them, or after the rule",
                        error);
}

const char *
collector_house_show_device (CollectorRequest *request, const char *name, TollArena *arena)
{
  return collector_sight_show_device (collector_request_get_viewer (request), name, arena);
}

gboolean
collector_house_check_device (CollectorRequest *request, const char *device, GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();

  return strcmp (collector_house_show_device (request, device, arena), device) == 0
      || collector_house_check_sees_numbers (request, "device", error);
}
