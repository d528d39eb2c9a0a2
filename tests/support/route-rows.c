/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of routes, roles and whose data.
 */
#include "config.h"

#include "tests/support/route-rows.h"

#include "shared/wire/paths.h"

#include <string.h>

#define ALL(s) { s, s, s }
#define OWN(s) { s, 404, 404 }
/* Users, supervisors, administrators of all and of a part; of each: own, group, foreign. */
#define ANYONE(s) s, { ALL (s), ALL (s), ALL (s), ALL (s) }
#define USERS(s) 401, { ALL (s), ALL (s), ALL (s), ALL (s) }
#define SUPERVISORS(s) 401, { ALL (403), ALL (s), ALL (s), ALL (s) }
#define ADMINISTRATORS(s) 401, { ALL (403), ALL (403), ALL (s), ALL (s) }
/* The whole house's: not for an administrator of a part. */
#define HOUSE(s) 401, { ALL (403), ALL (403), ALL (s), ALL (403) }
/* Nobody else's, whatever the role. */
#define OWNERS(s) 401, { OWN (s), OWN (s), OWN (s), OWN (s) }
#define IN_SCOPE(s) 401, { OWN (s), { s, s, 404 }, ALL (s), { s, s, 404 } }
/* The list of people is every administrator's. */
#define SUPERVISORS_IN_SCOPE(s) 401, { ALL (403), { s, s, 404 }, ALL (s), ALL (s) }
/* What an administrator of a part sees, but changes only of the part: how people sign in, names of
 * departments. */
#define ADMINISTRATORS_IN_SCOPE(s) 401, { ALL (403), ALL (403), ALL (s), { s, s, 403 } }
/* Nobody else's, but administrators'; and what only who sees as much does. */
#define OWNERS_OR_ADMINISTRATORS(s) 401, { OWN (s), OWN (s), ALL (s), ALL (s) }
#define OWNERS_OR_WHO_SEES_AS_MUCH(s) 401, { OWN (s), OWN (s), ALL (s), { s, s, 403 } }
/* A call one sees, but only its owner changes. */
#define OWNERS_IN_SCOPE(s) 401, { OWN (s), { s, 403, 404 }, { s, 403, 403 }, { s, 403, 404 } }

#define NAMED "{\"name\":\"New #\"}"
#define NEW_PASSWORD "{\"password\":\"battery staple #\"}"
#define NEW_PIN "{\"pin\":\"58213#\"}"
#define PERSON "{\"user_name\":\"new#\",\"first_name\":\"N\",\"last_name\":\"Ew\",\"mail\":"       \
               "\"n@example.org\",\"department\":{\"name\":\"Sales\"},\"custom\":[\"x\"],"         \
               "\"lines\":[{\"number\":\"90#\",\"partition\":\"P\"}],\"devices\":[\"SEP#\"]}"
#define SITE "{\"name\":\"Site #\",\"nation\":\"IT\",\"zone\":\"Europe/Rome\"}"
#define GATEWAY "{\"device\":\"GW-#\",\"title\":\"Gateway #\",\"site\":{\"name\":\"Milano\"}}"
#define SPEC                                                                                      \
  "{\"period\":{\"relative\":\"this_month\"},\"directions\":[\"outgoing\",\"incoming\"],"             \
  "\"groups\":{\"extensions\":[\"70*\",\"!799\"]},\"where\":{\"any\":[{\"field\":\"number\",\"op\":"   \
  "\"contains\",\"value\":\"39\"},{\"field\":\"department\",\"op\":\"in\",\"value\":[\"Nobody\"]}]}," \
  "\"group_by\":[],\"fields\":[\"start\",\"number\"],\"sort\":[\"-start\"],\"chart\":\"bar\","      \
  "\"traffic\":\"external\",\"zone\":\"Europe/Rome\"}"
#define PERSONAL_REPORT                                                                           \
  "{\"name\":\"Mine #\",\"description\":\"d\",\"category\":\"c\",\"report_id\":\"1.1\","             \
  "\"share\":\"none\",\"spec\":" SPEC "}"
#define SCHEDULE                                                                                  \
  "{\"name\":\"Mine #\",\"report_id\":\"1.1\",\"spec\":" SPEC ",\"every_n\":1,\"every_unit\":"    \
  "\"weeks\",\"start\":\"2026-04-01T08:00\",\"zone\":\"Europe/Rome\",\"subject\":\"[[REPORT]] #\","  \
  "\"body\":\"[[FILTER]]\",\"recipients\":[\"a@prova.example\"],\"format\":\"pdf\","                  \
  "\"skip_empty\":true,\"enabled\":true}"
#define LAYOUT                                                                                    \
  "{\"zones\":[[{\"widget\":\"last-calls\",\"title\":\"Mine #\",\"spec\":{\"period\":{\"relative\":"   \
  "\"today\"},\"chart\":\"bar\"},\"minimised\":false}],[],[]]}"
#define WALLBOARD                                                                                 \
  "{\"name\":\"Wall #\",\"scope\":{\"kind\":\"departments\",\"names\":[\"Sales\"]},\"masked_digits\":4," \
  "\"rotate_s\":30,\"zones\":[[{\"widget\":\"last-calls\",\"title\":\"Mine #\"}],[],[]]}"
#define NO_SERVER                                                                                 \
  "{\"settings\":{\"url\":\"ldap://127.0.0.1:1\",\"base\":\"dc=example\"},\"username\":\"rosa\","     \
  "\"password\":\"x\"}"

const TestRouteRow test_route_rows[] = {
  { "GET", TOLL_PATH_HEALTH_PLAIN, TEST_OBJECT_NONE, NULL, ANYONE (200) },
  { "GET", TOLL_PATH_HEALTH, TEST_OBJECT_NONE, NULL, ANYONE (200) },
  { "POST", TOLL_PATH_SESSION, TEST_OBJECT_NONE,
    "{\"username\":\"bruno\",\"password\":\"" TEST_PASSWORD "\"}", ANYONE (201) },
  { "POST", TOLL_PATH_SESSION_FIRST, TEST_OBJECT_NONE,
    "{\"code\":\"AAAA-BBBB\",\"username\":\"zoe\",\"password\":\"" TEST_PASSWORD "\"}",
    ANYONE (401) },
  { "DELETE", TOLL_PATH_SESSION, TEST_OBJECT_NONE, NULL, USERS (204) },

  { "GET", TOLL_PATH_ME, TEST_OBJECT_NONE, NULL, USERS (200) },
  { "PUT", TOLL_PATH_ME, TEST_OBJECT_NONE, "{\"language\":\"it\",\"zone\":\"Europe/Rome\"}",
    USERS (200) },
  { "PUT", TOLL_PATH_MY_PASSWORD, TEST_OBJECT_NONE,
    "{\"current\":\"" TEST_PASSWORD "\",\"new\":\"battery staple #\"}", USERS (204) },
  { "PUT", TOLL_PATH_MY_PIN, TEST_OBJECT_NONE, NEW_PIN, USERS (204) },
  { "GET", TOLL_PATH_MY_SESSIONS, TEST_OBJECT_NONE, NULL, USERS (200) },
  { "DELETE", TOLL_PATH_MY_SESSION, TEST_OBJECT_SESSION, NULL, OWNERS (204) },
  { "DELETE", TOLL_PATH_MY_SESSIONS, TEST_OBJECT_NONE, NULL, USERS (204) },
  { "GET", TOLL_PATH_ME_PRIVATE_CONTACTS, TEST_OBJECT_NONE, NULL, USERS (200) },
  { "PUT", TOLL_PATH_ME_PRIVATE_CONTACTS, TEST_OBJECT_NONE, "{\"items\":[\"+39025550#\"]}",
    USERS (200) },

  { "GET", TOLL_PATH_HOME, TEST_OBJECT_CALL_LIST, NULL, IN_SCOPE (200) },
  { "GET", TOLL_PATH_EVENTS, TEST_OBJECT_STREAM, NULL, IN_SCOPE (200) },
  { "GET", TOLL_PATH_CALLS, TEST_OBJECT_CALL_LIST, NULL, IN_SCOPE (200) },
  { "GET", TOLL_PATH_CALL, TEST_OBJECT_CALL, NULL, IN_SCOPE (200) },
  { "PUT", TOLL_PATH_CALL_PRIVATE, TEST_OBJECT_CALL, "{\"private\":true}", OWNERS_IN_SCOPE (200) },
  { "GET", TOLL_PATH_REPORTS, TEST_OBJECT_NONE, NULL, USERS (200) },
  { "GET", TOLL_PATH_REPORT_FIELDS, TEST_OBJECT_NONE, NULL, USERS (200) },
  { "GET", TOLL_PATH_REPORT_VALUES, TEST_OBJECT_NONE, NULL, USERS (200),
    "field=extension" },
  { "GET", TOLL_PATH_REPORT_COLUMNS, TEST_OBJECT_REPORT, NULL, USERS (200) },
  { "POST", TOLL_PATH_REPORT_RUN, TEST_OBJECT_REPORT_CALLS, SPEC, IN_SCOPE (200) },
  { "POST", TOLL_PATH_REPORT_COUNT, TEST_OBJECT_REPORT, SPEC, USERS (200) },
  { "GET", TOLL_PATH_PERSONAL_REPORTS, TEST_OBJECT_NONE, NULL, USERS (200) },
  { "POST", TOLL_PATH_PERSONAL_REPORTS, TEST_OBJECT_NONE, PERSONAL_REPORT, USERS (201) },
  { "PUT", TOLL_PATH_PERSONAL_REPORT, TEST_OBJECT_KEPT, PERSONAL_REPORT, OWNERS (200) },
  { "DELETE", TOLL_PATH_PERSONAL_REPORT, TEST_OBJECT_KEPT, NULL, OWNERS (204) },
  { "GET", TOLL_PATH_HISTORY, TEST_OBJECT_NONE, NULL, USERS (200) },
  { "GET", TOLL_PATH_HISTORY_ENTRY, TEST_OBJECT_KEPT, NULL, OWNERS (200) },
  { "DELETE", TOLL_PATH_HISTORY_ENTRY, TEST_OBJECT_KEPT, NULL, OWNERS (204) },
  { "GET", TOLL_PATH_SCHEDULES, TEST_OBJECT_NONE, NULL, USERS (200) },
  { "POST", TOLL_PATH_SCHEDULES, TEST_OBJECT_NONE, SCHEDULE, USERS (201) },
  { "GET", TOLL_PATH_SCHEDULE, TEST_OBJECT_KEPT, NULL, OWNERS_OR_ADMINISTRATORS (200) },
  /* What it sends is its owner's to say. */
  { "PUT", TOLL_PATH_SCHEDULE, TEST_OBJECT_KEPT, SCHEDULE, 401,
    { OWN (200), OWN (200), { 200, 403, 403 }, { 200, 403, 403 } } },
  { "POST", TOLL_PATH_SCHEDULE_RUN, TEST_OBJECT_KEPT, NULL, OWNERS_OR_WHO_SEES_AS_MUCH (202) },
  { "GET", TOLL_PATH_SCHEDULE_RUNS, TEST_OBJECT_KEPT, NULL, OWNERS_OR_ADMINISTRATORS (200) },
  /* Rosa's is gone when the administrator comes. */
  { "DELETE", TOLL_PATH_SCHEDULE, TEST_OBJECT_KEPT, NULL, 401,
    { OWN (204), OWN (204), { 204, 404, 204 }, { 204, 204, 403 } } },
  { "GET", TOLL_PATH_DASHBOARD, TEST_OBJECT_NONE, NULL, USERS (200) },
  { "PUT", TOLL_PATH_DASHBOARD, TEST_OBJECT_NONE, LAYOUT, USERS (200) },
  { "DELETE", TOLL_PATH_DASHBOARD, TEST_OBJECT_NONE, NULL, USERS (204) },
  { "GET", TOLL_PATH_DASHBOARD_WIDGETS, TEST_OBJECT_NONE, NULL, USERS (200) },
  { "GET", TOLL_PATH_DASHBOARD_DEFAULT, TEST_OBJECT_NONE, NULL, ADMINISTRATORS (200) },
  { "PUT", TOLL_PATH_DASHBOARD_DEFAULT, TEST_OBJECT_NONE, LAYOUT, HOUSE (200) },
  { "DELETE", TOLL_PATH_DASHBOARD_DEFAULT, TEST_OBJECT_NONE, NULL, HOUSE (204) },
  { "GET", TOLL_PATH_WALLBOARDS, TEST_OBJECT_NONE, NULL, SUPERVISORS (200) },
  { "POST", TOLL_PATH_WALLBOARDS, TEST_OBJECT_NONE, WALLBOARD, SUPERVISORS (201) },
  /* Users make none; the supervisor's is gone when the administrator comes. */
  { "DELETE", TOLL_PATH_WALLBOARD, TEST_OBJECT_WALLBOARD, NULL, 401,
    { ALL (403), OWN (204), OWN (204), OWN (204) } },
  /* No such link. */
  { "GET", TOLL_PATH_WALL, TEST_OBJECT_NONE, NULL, ANYONE (404) },
  { "GET", TOLL_PATH_MAIL, TEST_OBJECT_NONE, NULL, ADMINISTRATORS (200) },
  /* There is no mail server. */
  { "POST", TOLL_PATH_MAIL_TEST, TEST_OBJECT_NONE, "{\"to\":\"anna@prova.example\"}", HOUSE (400) },
  { "POST", TOLL_PATH_MAIL_RETRY, TEST_OBJECT_FIRST, NULL, HOUSE (200) },
  { "GET", TOLL_PATH_TARIFFS, TEST_OBJECT_NONE, NULL, ADMINISTRATORS (200) },

  { "GET", TOLL_PATH_PEOPLE, TEST_OBJECT_PEOPLE_LIST, NULL, SUPERVISORS_IN_SCOPE (200) },
  { "POST", TOLL_PATH_PEOPLE, TEST_OBJECT_NONE, PERSON, ADMINISTRATORS (201) },
  { "GET", TOLL_PATH_PERSON, TEST_OBJECT_PERSON, NULL, SUPERVISORS_IN_SCOPE (200) },
  { "PUT", TOLL_PATH_PERSON, TEST_OBJECT_PERSON, "{\"last_name\":\"Ew #\"}",
    ADMINISTRATORS (200) },
  { "DELETE", TOLL_PATH_PERSON, TEST_OBJECT_PERSON, NULL, 401,
    { ALL (403), ALL (403), { 409, 204, 204 }, { 204, 204, 403 } } }, /* the last of all stays */
  { "PUT", TOLL_PATH_PERSON_PASSWORD, TEST_OBJECT_PERSON, NEW_PASSWORD,
    ADMINISTRATORS_IN_SCOPE (204) },
  { "PUT", TOLL_PATH_PERSON_PIN, TEST_OBJECT_PERSON, NEW_PIN, ADMINISTRATORS_IN_SCOPE (204) },
  { "DELETE", TOLL_PATH_PERSON_SESSIONS, TEST_OBJECT_PERSON, NULL, ADMINISTRATORS_IN_SCOPE (204) },
  { "POST", TOLL_PATH_PEOPLE_IMPORT, TEST_OBJECT_NONE,
    "user_name,first_name,last_name\nnew#,N,Ew\n", ADMINISTRATORS (200) },
  { "GET", TOLL_PATH_PEOPLE_EXPORT, TEST_OBJECT_NONE, NULL, ADMINISTRATORS (200) },
  { "GET", TOLL_PATH_DEPARTMENTS, TEST_OBJECT_NONE, NULL, SUPERVISORS (200) },
  { "POST", TOLL_PATH_DEPARTMENTS, TEST_OBJECT_NONE, NAMED, ADMINISTRATORS (201) },
  { "PUT", TOLL_PATH_DEPARTMENT, TEST_OBJECT_DEPARTMENT, NAMED, ADMINISTRATORS_IN_SCOPE (200) },
  { "DELETE", TOLL_PATH_DEPARTMENT, TEST_OBJECT_DEPARTMENT, NULL, ADMINISTRATORS (409) },
  { "GET", TOLL_PATH_COST_CENTRES, TEST_OBJECT_NONE, NULL, SUPERVISORS (200) },
  { "POST", TOLL_PATH_COST_CENTRES, TEST_OBJECT_NONE, NAMED, ADMINISTRATORS (201) },
  /* A scope of departments holds neither cost centres nor locations. */
  { "PUT", TOLL_PATH_COST_CENTRE, TEST_OBJECT_FIRST, NAMED, HOUSE (200) },
  { "DELETE", TOLL_PATH_COST_CENTRE, TEST_OBJECT_FIRST, NULL, ADMINISTRATORS (204) },
  { "GET", TOLL_PATH_LOCATIONS, TEST_OBJECT_NONE, NULL, SUPERVISORS (200) },
  { "POST", TOLL_PATH_LOCATIONS, TEST_OBJECT_NONE, NAMED, ADMINISTRATORS (201) },
  { "PUT", TOLL_PATH_LOCATION, TEST_OBJECT_FIRST, NAMED, HOUSE (200) },
  { "DELETE", TOLL_PATH_LOCATION, TEST_OBJECT_FIRST, NULL, ADMINISTRATORS (204) },
  { "GET", TOLL_PATH_CUSTOM_FIELDS, TEST_OBJECT_NONE, NULL, USERS (200) },
  { "PUT", TOLL_PATH_CUSTOM_FIELDS, TEST_OBJECT_NONE,
    "{\"titles\":[\"Badge\",null,null,null,null,null,null,null,null,null]}", HOUSE (200) },
  { "GET", TOLL_PATH_UNKNOWN_EXTENSIONS, TEST_OBJECT_NONE, NULL, ADMINISTRATORS (200) },
  { "GET", TOLL_PATH_QUARANTINE, TEST_OBJECT_NONE, NULL, ADMINISTRATORS (200) },

  { "GET", TOLL_PATH_LDAP, TEST_OBJECT_NONE, NULL, ADMINISTRATORS (200) },
  { "PUT", TOLL_PATH_LDAP, TEST_OBJECT_NONE, "{\"base\":\"dc=example#\"}",
    HOUSE (200) },
  { "POST", TOLL_PATH_LDAP_TEST, TEST_OBJECT_NONE, NO_SERVER, HOUSE (200) },
  { "POST", TOLL_PATH_LDAP_SYNC, TEST_OBJECT_NONE, NULL, HOUSE (200) },
  { "GET", TOLL_PATH_LDAP_RUNS, TEST_OBJECT_NONE, NULL, ADMINISTRATORS (200) },

  { "GET", TOLL_PATH_SITES, TEST_OBJECT_NONE, NULL, SUPERVISORS (200) },
  { "POST", TOLL_PATH_SITES, TEST_OBJECT_NONE, SITE, HOUSE (201) },
  { "GET", TOLL_PATH_SITE, TEST_OBJECT_FIRST, NULL, SUPERVISORS (200) },
  { "PUT", TOLL_PATH_SITE, TEST_OBJECT_FIRST, SITE, HOUSE (200) },
  { "DELETE", TOLL_PATH_SITE, TEST_OBJECT_FIRST, NULL, HOUSE (409) },
  { "POST", TOLL_PATH_SITE_TRY, TEST_OBJECT_FIRST,
    "{\"dialled\":\"0026677889\",\"direction\":\"outgoing\"}", ADMINISTRATORS (200) },
  { "GET", TOLL_PATH_GATEWAYS, TEST_OBJECT_NONE, NULL, SUPERVISORS (200) },
  { "POST", TOLL_PATH_GATEWAYS, TEST_OBJECT_NONE, GATEWAY, HOUSE (201) },
  { "GET", TOLL_PATH_GATEWAY, TEST_OBJECT_FIRST, NULL, SUPERVISORS (200) },
  { "PUT", TOLL_PATH_GATEWAY, TEST_OBJECT_FIRST, "{\"title\":\"Gateway #\"}",
    HOUSE (200) },
  { "DELETE", TOLL_PATH_GATEWAY, TEST_OBJECT_FIRST, NULL, HOUSE (204) },
  { "GET", TOLL_PATH_DEVICES, TEST_OBJECT_NONE, NULL, ADMINISTRATORS (200) },
  { "PUT", TOLL_PATH_DEVICE, TEST_OBJECT_DEVICE, "{\"kind\":\"phone\",\"site\":null}",
    HOUSE (200) },
  { "GET", TOLL_PATH_SETTINGS, TEST_OBJECT_NONE, NULL, ADMINISTRATORS (200) },
  { "PUT", TOLL_PATH_SETTINGS, TEST_OBJECT_NONE, "{\"company\":\"Prova #\"}",
    HOUSE (200) },

  { "GET", TOLL_PATH_PRIVACY, TEST_OBJECT_NONE, NULL, ADMINISTRATORS (200) },
  { "PUT", TOLL_PATH_PRIVACY, TEST_OBJECT_NONE, "{\"notice\":\"Told # times\"}",
    HOUSE (200) },
  { "GET", TOLL_PATH_MASK_RULES, TEST_OBJECT_NONE, NULL, ADMINISTRATORS (200) },
  { "PUT", TOLL_PATH_MASK_RULES, TEST_OBJECT_NONE,
    "{\"items\":[{\"role\":\"user\",\"class\":\"mobile\",\"masked_digits\":4}]}",
    HOUSE (200) },
  { "GET", TOLL_PATH_PRIVATE_RULES, TEST_OBJECT_NONE, NULL, ADMINISTRATORS (200) },
  { "PUT", TOLL_PATH_PRIVATE_RULES, TEST_OBJECT_NONE,
    "{\"items\":[{\"kind\":\"code\",\"value\":\"own #\"}]}", HOUSE (200) },
  { "GET", TOLL_PATH_ACCESS_LOG, TEST_OBJECT_NONE, NULL, ADMINISTRATORS (200) },
  { "GET", TOLL_PATH_ACCESS_LOG_VERIFY, TEST_OBJECT_NONE, NULL, ADMINISTRATORS (200) },
};
const guint test_n_route_rows = G_N_ELEMENTS (test_route_rows);

const char *const test_asker_users[] = { "rosa", "super", "anna", "paola" };

const TestRouteRow *
test_route_find (const CollectorRoute *route)
{
  for (guint i = 0; i < test_n_route_rows; i++)
    if (strcmp (test_route_rows[i].method, route->method) == 0 &&
        strcmp (test_route_rows[i].template, route->template) == 0)
      return &test_route_rows[i];
  return NULL;
}

gint64
test_route_person (guint asker, guint whose)
{
  static const gint64 people[TEST_N_ASKERS][TEST_N_WHOSE] = {
    { 3, 2, 4 },
    { 2, 3, 4 },
    { 1, 3, 4 },
    { 5, 2, 4 },
  };

  return people[asker][whose];
}
