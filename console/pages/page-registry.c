/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of pages. They make none: the shell does, at the first visit. */

#include "config.h"
#include "console/pages/access-log/access-log-page.h"
#include "console/pages/call/call-page.h"
#include "console/pages/calls/calls-page.h"
#include "console/pages/custom-fields/custom-fields-page.h"
#include "console/pages/dashboard/dashboard-page.h"
#include "console/pages/gateway/gateway-page.h"
#include "console/pages/groupings/groupings-page.h"
#include "console/pages/home/home-page.h"
#include "console/pages/ldap/ldap-page.h"
#include "console/pages/log-entry/log-entry-page.h"
#include "console/pages/mask-rules/mask-rules-page.h"
#include "console/pages/options/options-page.h"
#include "console/pages/page-registry.h"
#include "console/pages/people-import/people-import-page.h"
#include "console/pages/people/people-page.h"
#include "console/pages/person/person-page.h"
#include "console/pages/privacy/privacy-page.h"
#include "console/pages/private-rules/private-rules-page.h"
#include "console/pages/profile/profile-page.h"
#include "console/pages/reports/reports-page.h"
#include "console/pages/result/result-page.h"
#include "console/pages/schedule/schedule-page.h"
#include "console/pages/schedules/schedules-page.h"
#include "console/pages/settings/settings-page.h"
#include "console/pages/site/site-page.h"
#include "console/pages/sites/sites-page.h"
#include "console/pages/unknown/unknown-page.h"
#include <glib/gi18n.h>

/* In the order of the sidebar. */
const ConsolePageRow console_page_registry[] = {
  { "home", CONSOLE_SECTION_ANALYTICS, N_ ("Home"), "toll-home-symbolic",
    console_home_page_get_type, NULL },
  { "dashboard", CONSOLE_SECTION_ANALYTICS, N_ ("Dashboard"), "toll-bars-symbolic",
    console_dashboard_page_get_type, NULL },
  { "reports", CONSOLE_SECTION_ANALYTICS, N_ ("Reports"), "x-office-document-symbolic",
    console_reports_page_get_type, NULL },
  { "schedules", CONSOLE_SECTION_ANALYTICS, N_ ("Scheduled Reports"), "mail-send-symbolic",
    console_schedules_page_get_type, NULL },
  { "people", CONSOLE_SECTION_ADMINISTRATION, N_ ("People"), "system-users-symbolic",
    console_people_page_get_type, console_me_is_supervisor },
  { "sites", CONSOLE_SECTION_ADMINISTRATION, N_ ("Gateways and Sites"), "network-wired-symbolic",
    console_sites_page_get_type, console_me_is_administrator },
  { "access-log", CONSOLE_SECTION_ADMINISTRATION, N_ ("Access Log"),
    "document-open-recent-symbolic", console_access_log_page_get_type,
    console_me_is_administrator },
  { "settings", CONSOLE_SECTION_ADMINISTRATION, N_ ("Settings"), "emblem-system-symbolic",
    console_settings_page_get_type, console_me_is_administrator },
  { "profile", CONSOLE_SECTION_USER_MENU, N_ ("My Profile"), "avatar-default-symbolic",
    console_profile_page_get_type, NULL },
  { NULL },
};

const ConsoleDetailRow console_detail_registry[] = {
  { "win.open-calls", "(ssb)", console_calls_page_open },
  { "win.open-number", "(ss)", console_calls_page_open_number },
  { "win.open-call", "s", console_call_page_open },
  { "win.open-report", "(sss)", console_result_page_open },
  { "win.open-report-options", "(sss)", console_options_page_open },
  { "win.open-schedule-options", "(ssss)", console_options_page_open_of_schedule },
  { "win.open-schedule", "s", console_schedule_page_open },
  { "win.open-new-schedule", "(sss)", console_schedule_page_open_new },
  { "win.open-person", "s", console_person_page_open },
  { "win.open-new-person", "s", console_person_page_open_new },
  { "win.open-groupings", "s", console_groupings_page_open },
  { "win.open-custom-fields", NULL, console_custom_fields_page_open },
  { "win.open-ldap", NULL, console_ldap_page_open },
  { "win.open-unknown", NULL, console_unknown_page_open },
  { "win.open-people-of", "(sss)", console_people_page_open_group },
  { "win.open-people-import", NULL, console_people_import_page_open },
  { "win.open-site", "s", console_site_page_open },
  { "win.open-gateway", "(ss)", console_gateway_page_open },
  { "win.open-log-entry", "s", console_log_entry_page_open },
  { "win.open-privacy", NULL, console_privacy_page_open },
  { "win.open-mask-rules", NULL, console_mask_rules_page_open },
  { "win.open-private-rules", NULL, console_private_rules_page_open },
  { NULL },
};

const ConsolePlaceRow console_place_registry[] = {
  { N_ ("Departments"), "system-users-symbolic", "win.open-groupings", "departments",
    console_me_is_administrator },
  { N_ ("Cost Centres"), "system-users-symbolic", "win.open-groupings", "cost-centres",
    console_me_is_administrator },
  { N_ ("Locations"), "system-users-symbolic", "win.open-groupings", "locations",
    console_me_is_administrator },
  { N_ ("Custom Fields"), "system-users-symbolic", "win.open-custom-fields", NULL,
    console_me_is_administrator },
  { N_ ("Unknown Extensions"), "system-users-symbolic", "win.open-unknown", NULL,
    console_me_is_administrator },
  { N_ ("Directory Server"), "system-users-symbolic", "win.open-ldap", NULL,
    console_me_is_administrator },
  { N_ ("Import People"), "system-users-symbolic", "win.open-people-import", NULL,
    console_me_is_administrator },
  { N_ ("Privacy"), "emblem-system-symbolic", "win.open-privacy", NULL,
    console_me_is_administrator },
  { N_ ("Hidden Digits"), "emblem-system-symbolic", "win.open-mask-rules", NULL,
    console_me_is_administrator },
  { N_ ("Private Calls"), "emblem-system-symbolic", "win.open-private-rules", NULL,
    console_me_is_administrator },
  { NULL },
};

static const char *const section_titles[] = {
  [CONSOLE_SECTION_ANALYTICS] = N_ ("Analytics"),
  [CONSOLE_SECTION_GUARD] = N_ ("Guard"),
  [CONSOLE_SECTION_ADMINISTRATION] = N_ ("Administration"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (section_titles) == CONSOLE_N_SECTIONS);

const ConsolePageRow *
console_page_registry_lookup (const char *id, const ConsoleMe *me)
{
  for (const ConsolePageRow *row = console_page_registry; row->id != NULL; row++)
    if (g_str_equal (row->id, id))
      return console_page_row_is_allowed (row, me) ? row : NULL;
  return NULL;
}

gboolean
console_page_row_is_allowed (const ConsolePageRow *row, const ConsoleMe *me)
{
  return row->allowed == NULL || row->allowed (me);
}

const char *
console_section_get_title (ConsoleSection section)
{
  return section_titles[section];
}
