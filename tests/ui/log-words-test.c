/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The access log in words: every action the collector logs has some, and filters can be read. */

#include "config.h"

#include "console/client/json.h"
#include "console/models/log-words.h"

static JsonObject *
entry (const char *action, const char *object, const char *filter)
{
  JsonObject *object_of = json_object_new ();

  json_object_set_string_member (object_of, "action", action);
  json_object_set_string_member (object_of, "object", object);
  json_object_set_string_member (object_of, "filter", filter);
  return object_of;
}

static void
assert_filter (const char *filter, const char *words)
{
  g_autoptr (JsonObject) logged = entry ("GET /api/v1/calls", "", filter);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *text = console_log_words_dup_filter (logged, zone);

  g_assert_cmpstr (text, ==, words);
}

static void
filters_are_facts (void)
{
  assert_filter ("", "");
  assert_filter ("limit=100 mine=false", "at most: 100 · all that may be seen");
  assert_filter ("q=rosa bell user=admin", "searched for: rosa bell · who looked: admin");
  assert_filter ("mine=true filter={\"groups\":{\"extensions\":[\"731\",\"732\"]},"
                 "\"period\":{\"relative\":\"today\"}}",
                 "one's own · extension: 731, 732 · today");
  assert_filter ("from_ms=0", "from: 01/01/70 00:00");
  assert_filter ("change=preset=DE purpose_required=1", "preset: DE · purpose required: 1");
  assert_filter ("change=3 rules", "3 rules");
  assert_filter ("change=rules=2 added=prefix 0026, contact +** *** removed=code private",
                 "rules: 2 · added: prefix 0026, contact +** *** · removed: code private");
  assert_filter ("first_name, mail", "first_name · mail");
  assert_filter ("first_name, department=Sales, role=supervisor, scope=departments Sales Support",
                 "first_name · department: Sales · role: supervisor · calls of: departments "
                 "Sales Support");
  assert_filter ("scope=cost_centres 4711, 4712 filter={\"mine\":false}",
                 "calls of: cost centres 4711, 4712 · all that may be seen");
  assert_filter ("scope=all filter={}", "calls of all");
  assert_filter ("12 new, 3 changed, 0 removed, applied", "12 new, 3 changed, 0 removed, applied");
  assert_filter ("filter={broken", "filter: {broken");
}

static void
actions_have_words (void)
{
  g_autoptr (JsonObject) end = entry ("GET /api/v1/events (end)", "", "");
  g_autoptr (JsonObject) pin = entry ("PUT /api/v1/people/{id}/pin", "17", "pin");
  g_autoptr (JsonObject) later = entry ("PUT /api/v2/moon", "", "");

  g_assert_cmpstr (console_log_words_action (end), ==, "Ended watching new calls");
  g_assert_cmpstr (console_log_words_action (pin), ==, "Set a person's PIN");
  g_assert_cmpstr (console_log_words_action (later), ==, "PUT /api/v2/moon");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/console/log-words/filter", filters_are_facts);
  g_test_add_func ("/console/log-words/action", actions_have_words);
  return g_test_run ();
}
