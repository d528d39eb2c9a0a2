/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list behind Home: it changes no more than what changed. */

#include "config.h"

#include "console/models/call-item.h"
#include "console/models/recent-calls.h"

static JsonObject *
new_call (int id, gint64 start_ms)
{
  g_autofree char *text = g_strdup_printf ("%d", id);
  JsonObject *call = json_object_new ();

  json_object_set_string_member (call, "id", text);
  json_object_set_int_member (call, "start_ms", start_ms);
  json_object_set_string_member (call, "direction", "incoming");
  json_object_set_string_member (call, "outcome", "missed");
  return call;
}

/* Calls @first .. @first - @n + 1, newest first; call N began at N seconds. */
static JsonArray *
new_calls (int first, int n)
{
  JsonArray *calls = json_array_new ();

  for (int i = 0; i < n; i++)
    json_array_add_object_element (calls, new_call (first - i, (first - i) * 1000));
  return calls;
}

static char *
dup_ids (ConsoleRecentCalls *calls)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (calls)); i++)
    {
      g_autoptr (ConsoleCallItem) item = g_list_model_get_item (G_LIST_MODEL (calls), i);

      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", console_call_item_get (item)->id);
    }
  return g_string_free (ids, FALSE);
}

static void
assert_ids (ConsoleRecentCalls *calls, const char *expected)
{
  g_autofree char *ids = dup_ids (calls);

  g_assert_cmpstr (ids, ==, expected);
}

static void
count_cb (GListModel *model, guint position, guint removed, guint added, guint *n_changes)
{
  *n_changes += removed + added;
}

static void
a_refresh_moves_nothing_that_stayed (void)
{
  g_autoptr (ConsoleRecentCalls) calls = console_recent_calls_new ();
  g_autoptr (JsonArray) before = new_calls (10, 5);
  g_autoptr (JsonArray) after = new_calls (12, 5);
  g_autoptr (ConsoleCallItem) stayed = NULL;
  g_autoptr (ConsoleCallItem) still = NULL;
  guint n_changes = 0;

  console_recent_calls_set (calls, before, 5);
  stayed = g_list_model_get_item (G_LIST_MODEL (calls), 0);
  g_signal_connect (calls, "items-changed", G_CALLBACK (count_cb), &n_changes);
  console_recent_calls_set (calls, before, 5);
  g_assert_cmpuint (n_changes, ==, 0);
  console_recent_calls_set (calls, after, 5);
  assert_ids (calls, "12 11 10 9 8");
  g_assert_cmpuint (n_changes, ==, 4); /* two in, two out */
  still = g_list_model_get_item (G_LIST_MODEL (calls), 2);
  g_assert_true (still == stayed);
}

static void
calls_that_vanished_leave (void)
{
  g_autoptr (ConsoleRecentCalls) calls = console_recent_calls_new ();
  g_autoptr (JsonArray) before = new_calls (10, 5);
  g_autoptr (JsonArray) other = new_calls (7, 3);
  g_autoptr (JsonArray) none = json_array_new ();

  console_recent_calls_set (calls, before, 5);
  console_recent_calls_set (calls, other, 5);
  assert_ids (calls, "7 6 5");
  console_recent_calls_set (calls, none, 5);
  assert_ids (calls, "");
  console_recent_calls_set (calls, NULL, 5);
  assert_ids (calls, "");
}

static void
live_calls_find_their_place (void)
{
  g_autoptr (ConsoleRecentCalls) calls = console_recent_calls_new ();
  g_autoptr (JsonArray) before = new_calls (10, 3);
  g_autoptr (JsonObject) newest = new_call (11, 11000);
  g_autoptr (JsonObject) late = new_call (99, 9500);
  g_autoptr (JsonObject) older = new_call (98, 500);

  console_recent_calls_set (calls, before, 4);
  g_assert_true (console_recent_calls_push (calls, newest));
  assert_ids (calls, "11 10 9 8");
  g_assert_true (console_recent_calls_push (calls, late));
  assert_ids (calls, "11 10 99 9");
  g_assert_false (console_recent_calls_push (calls, older));
  assert_ids (calls, "11 10 99 9");
}

static void
new_calls_wait_while_it_is_held (void)
{
  g_autoptr (ConsoleRecentCalls) calls = console_recent_calls_new ();
  g_autoptr (JsonArray) before = new_calls (10, 3);
  g_autoptr (JsonArray) after = new_calls (12, 3);
  g_autoptr (JsonObject) newest = new_call (11, 11000);
  g_autoptr (JsonObject) older = new_call (98, 500);
  guint n_changes = 0;

  console_recent_calls_set (calls, before, 3);
  g_signal_connect (calls, "items-changed", G_CALLBACK (count_cb), &n_changes);
  console_recent_calls_set_held (calls, TRUE);
  g_assert_true (console_recent_calls_push (calls, newest));
  g_assert_true (console_recent_calls_push (calls, newest)); /* once more: it is one still */
  g_assert_false (console_recent_calls_push (calls, older));
  g_assert_cmpuint (console_recent_calls_get_n_waiting (calls), ==, 1);
  console_recent_calls_set (calls, after, 3);
  g_assert_cmpuint (console_recent_calls_get_n_waiting (calls), ==, 2);
  assert_ids (calls, "10 9 8");
  g_assert_cmpuint (n_changes, ==, 0);
  console_recent_calls_set_held (calls, FALSE);
  assert_ids (calls, "12 11 10");
  g_assert_cmpuint (console_recent_calls_get_n_waiting (calls), ==, 0);
}

static void
a_changed_call_keeps_its_place (void)
{
  g_autoptr (ConsoleRecentCalls) calls = console_recent_calls_new ();
  g_autoptr (JsonArray) before = new_calls (10, 3);
  g_autoptr (JsonObject) changed = new_call (9, 9000);
  g_autoptr (ConsoleCallItem) item = NULL;

  console_recent_calls_set (calls, before, 3);
  json_object_set_int_member (changed, "cost_micro", 70000);
  g_assert_false (console_recent_calls_push (calls, changed));
  assert_ids (calls, "10 9 8");
  item = g_list_model_get_item (G_LIST_MODEL (calls), 1);
  g_assert_cmpint (console_call_item_get (item)->cost_micro, ==, 70000);
}

static void
a_strange_call_reads_as_empty (void)
{
  g_autoptr (JsonObject) strange = json_object_new ();
  g_autoptr (ConsoleCallItem) item = NULL;
  g_autoptr (ConsoleCallItem) none = console_call_item_new (NULL);

  json_object_set_array_member (strange, "id", json_array_new ());
  json_object_set_string_member (strange, "start_ms", "soon");
  json_object_set_null_member (strange, "connect_ms");
  json_object_set_string_member (strange, "direction", "sideways");
  item = console_call_item_new (strange);
  g_assert_cmpstr (console_call_item_get (item)->id, ==, "");
  g_assert_cmpint (console_call_item_get (item)->start_ms, ==, 0);
  g_assert_cmpint (console_call_item_get (item)->connect_ms, ==, 0);
  g_assert_cmpstr (console_call_item_get (none)->number, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/console/recent-calls/refresh", a_refresh_moves_nothing_that_stayed);
  g_test_add_func ("/console/recent-calls/vanished", calls_that_vanished_leave);
  g_test_add_func ("/console/recent-calls/live", live_calls_find_their_place);
  g_test_add_func ("/console/recent-calls/held", new_calls_wait_while_it_is_held);
  g_test_add_func ("/console/recent-calls/changed", a_changed_call_keeps_its_place);
  g_test_add_func ("/console/recent-calls/strange", a_strange_call_reads_as_empty);
  return g_test_run ();
}
