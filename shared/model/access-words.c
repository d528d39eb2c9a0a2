/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Actions of the access log in words, by a table.
 */
#include "config.h"

#include "shared/model/access-words.h"

#include <glib.h>
#include <glib/gi18n.h>

#include "shared/wire/paths.h"

static const struct
{
  const char *action;
  const char *words; /* untranslated */
} rows[] = {
  { "GET " TOLL_PATH_CALL, N_ ("Looked at a call") },
  { "GET " TOLL_PATH_CALLS, N_ ("Looked at calls") },
  { "PUT " TOLL_PATH_CALL_PRIVATE, N_ ("Said whether a call is private") },
  { "GET " TOLL_PATH_HOME, N_ ("Looked at Home") },
  { "GET " TOLL_PATH_DASHBOARD, N_ ("Looked at the dashboard") },
  { "PUT " TOLL_PATH_DASHBOARD_DEFAULT, N_ ("Changed the standard dashboard of a role") },
  { "DELETE " TOLL_PATH_DASHBOARD_DEFAULT, N_ ("Took back the standard dashboard of a role") },
  { "GET " TOLL_PATH_QUARANTINE, N_ ("Looked at records that could not be read") },
  { "GET " TOLL_PATH_REPORT_VALUES, N_ ("Looked up values for a report") },
  { "GET " TOLL_PATH_EVENTS, N_ ("Began to watch new calls") },
  { "GET " TOLL_PATH_EVENTS " (end)", N_ ("Ended watching new calls") },
  { "GET " TOLL_PATH_PERSON, N_ ("Looked at a person") },
  { "GET " TOLL_PATH_PEOPLE, N_ ("Looked at people") },
  { "GET " TOLL_PATH_PEOPLE_EXPORT, N_ ("Exported people") },
  { "POST " TOLL_PATH_PEOPLE_IMPORT, N_ ("Imported people") },
  { "POST " TOLL_PATH_PEOPLE, N_ ("Added a person") },
  { "PUT " TOLL_PATH_PERSON, N_ ("Changed a person") },
  { "DELETE " TOLL_PATH_PERSON, N_ ("Removed a person") },
  { "PUT " TOLL_PATH_PERSON_PASSWORD, N_ ("Set a person's password") },
  { "PUT " TOLL_PATH_PERSON_PIN, N_ ("Set a person's PIN") },
  { "DELETE " TOLL_PATH_PERSON_SESSIONS, N_ ("Signed a person out everywhere") },
  { "POST " TOLL_PATH_DEPARTMENTS, N_ ("Added a department") },
  { "PUT " TOLL_PATH_DEPARTMENT, N_ ("Renamed a department") },
  { "DELETE " TOLL_PATH_DEPARTMENT, N_ ("Removed a department") },
  { "POST " TOLL_PATH_COST_CENTRES, N_ ("Added a cost centre") },
  { "PUT " TOLL_PATH_COST_CENTRE, N_ ("Renamed a cost centre") },
  { "DELETE " TOLL_PATH_COST_CENTRE, N_ ("Removed a cost centre") },
  { "POST " TOLL_PATH_LOCATIONS, N_ ("Added a location") },
  { "PUT " TOLL_PATH_LOCATION, N_ ("Renamed a location") },
  { "DELETE " TOLL_PATH_LOCATION, N_ ("Removed a location") },
  { "PUT " TOLL_PATH_CUSTOM_FIELDS, N_ ("Named custom fields") },
  { "PUT " TOLL_PATH_LDAP, N_ ("Changed the directory server") },
  { "POST " TOLL_PATH_LDAP_TEST, N_ ("Tried the directory server") },
  { "POST " TOLL_PATH_LDAP_SYNC, N_ ("Took people over from the directory server") },
  { "GET " TOLL_PATH_ACCESS_LOG, N_ ("Looked at the access log") },
  { "PUT " TOLL_PATH_SETTINGS, N_ ("Changed settings") },
  { "PUT " TOLL_PATH_PRIVACY, N_ ("Changed privacy") },
  { "PUT " TOLL_PATH_MASK_RULES, N_ ("Changed which digits are hidden") },
  { "PUT " TOLL_PATH_PRIVATE_RULES, N_ ("Changed which calls are private") },
  { "POST " TOLL_PATH_SITES, N_ ("Added a site") },
  { "PUT " TOLL_PATH_SITE, N_ ("Changed a site") },
  { "DELETE " TOLL_PATH_SITE, N_ ("Removed a site") },
  { "POST " TOLL_PATH_GATEWAYS, N_ ("Added a gateway") },
  { "PUT " TOLL_PATH_GATEWAY, N_ ("Changed a gateway") },
  { "DELETE " TOLL_PATH_GATEWAY, N_ ("Removed a gateway") },
  { "PUT " TOLL_PATH_DEVICE, N_ ("Told what a device is") },
  { "POST " TOLL_PATH_REPORT_RUN, N_ ("Ran a report") },
  { "POST " TOLL_PATH_REPORT_COUNT, N_ ("Counted the calls of a report") },
  { "GET " TOLL_PATH_HISTORY_ENTRY, N_ ("Looked at an earlier report") },
  { TOLL_ACTION_SEND_REPORT, N_ ("Had a report sent by schedule") },
  { "POST " TOLL_PATH_SCHEDULES, N_ ("Scheduled a report") },
  { "PUT " TOLL_PATH_SCHEDULE, N_ ("Changed a schedule") },
  { "DELETE " TOLL_PATH_SCHEDULE, N_ ("Removed a schedule") },
  { "POST " TOLL_PATH_SCHEDULE_RUN, N_ ("Had a schedule run at once") },
  { "POST " TOLL_PATH_WALLBOARDS, N_ ("Shared a wallboard") },
  { "DELETE " TOLL_PATH_WALLBOARD, N_ ("Revoked a wallboard") },
  { "GET " TOLL_PATH_WALL, N_ ("Showed a wallboard") },
  { "POST " TOLL_PATH_MAIL_TEST, N_ ("Tried the mail server") },
  { "POST " TOLL_PATH_MAIL_RETRY, N_ ("Had a mail sent again") },
};

const char *
toll_access_action_to_words (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].action, action))
      return rows[i].words;
  return action;
}
