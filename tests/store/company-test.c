/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The company's tables: a number has one owner at a time, a tariff version is only followed, and
 * every change can be noticed.
 */
#include "collector/store/gateway-store.h"
#include "collector/store/people/grouping-store.h"
#include "collector/store/migrate.h"
#include "collector/store/people/read.h"
#include "collector/store/people/store.h"
#include "collector/store/setting-store.h"
#include "collector/store/site-store.h"
#include "collector/store/tariff-store.h"
#include "shared/base/error.h"
#include "tests/support/temp-dir.h"

#include <string.h>

#define DAY_MS G_GINT64_CONSTANT (86400000)

typedef struct
{
  TestTempDir *dir;
  CollectorDb *db;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->dir = test_temp_dir_new ();
  path = test_temp_dir_path (fixture->dir, "ledger.db");
  g_assert_true (collector_migrate (path, "Europe/Rome", &error));
  fixture->db = collector_db_open (path, COLLECTOR_DB_WRITE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  collector_db_close (fixture->db);
  test_temp_dir_free (fixture->dir);
}

static CollectorPutResult
put_person (Fixture *fixture, const char *user_name, const char *extension, gint64 from_ms,
            gint64 to_ms)
{
  g_autoptr (GError) error = NULL;
  CollectorPutResult result = COLLECTOR_PUT_SAME;
  CollectorPersonRow row = { .user_name = user_name,
                             .first_name = "Alba",
                             .last_name = "Conti",
                             .extension = extension,
                             .department = "Sales",
                             .valid_from_ms = from_ms,
                             .valid_to_ms = to_ms };

  collector_person_put (fixture->db, &row, &result, &error);
  g_assert_no_error (error);
  return result;
}

static void
test_people_are_new_changed_same (Fixture *fixture, gconstpointer unused)
{
  gint64 before, after;

  g_assert_cmpint (put_person (fixture, "alba", "731", 0, 0), ==, COLLECTOR_PUT_NEW);
  g_assert_true (collector_revision_get (fixture->db, &before, NULL));
  g_assert_cmpint (put_person (fixture, "alba", "731", 0, 0), ==, COLLECTOR_PUT_SAME);
  g_assert_true (collector_revision_get (fixture->db, &after, NULL));
  g_assert_cmpint (after, ==, before);
  g_assert_cmpint (put_person (fixture, "alba", "732", 0, 0), ==, COLLECTOR_PUT_CHANGED);
  g_assert_true (collector_revision_get (fixture->db, &after, NULL));
  g_assert_cmpint (after, >, before);
}

static void
test_number_has_one_owner_at_a_time (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  CollectorPutResult result;
  CollectorPersonRow second
      = { .user_name = "bruno", .extension = "731", .valid_from_ms = 50 * DAY_MS };

  put_person (fixture, "alba", "731", 0, 100 * DAY_MS);
  g_assert_true (collector_db_begin (fixture->db, NULL));
  g_assert_false (collector_person_put (fixture->db, &second, &result, &error));
  collector_db_rollback (fixture->db);
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "alba"));
  g_assert_cmpint (put_person (fixture, "bruno", "731", 100 * DAY_MS, 0), ==, COLLECTOR_PUT_NEW);
}

static void
test_owner_as_of_the_call (Fixture *fixture, gconstpointer unused)
{
  const CollectorClaim claim = { .number = "731" };
  g_autoptr (CollectorPeople) people = NULL;
  const CollectorOwner *before, *after;

  put_person (fixture, "alba", "731", 0, 100 * DAY_MS);
  put_person (fixture, "bruno", "731", 100 * DAY_MS, 0);
  people = collector_people_load (fixture->db, NULL);
  before = collector_people_lookup (people, &claim, 100 * DAY_MS - 1);
  after = collector_people_lookup (people, &claim, 100 * DAY_MS);
  g_assert_cmpint (before->person_id, !=, after->person_id);
  g_assert_cmpint (before->department_id, ==, after->department_id);
}

static gint64
department_at (Fixture *fixture, gint64 at_ms)
{
  g_autoptr (CollectorPeople) people = collector_people_load (fixture->db, NULL);
  const CollectorClaim claim = { .number = "731" };

  return collector_people_lookup (people, &claim, at_ms)->department_id;
}

/* What was before stays where it was. */
static void
test_a_moved_person (Fixture *fixture, gconstpointer unused)
{
  const CollectorPersonChange change = { 200 * DAY_MS, 100 * DAY_MS };
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GError) error = NULL;
  CollectorPutResult result;
  CollectorPerson person;
  gint64 sales_id, support_id, alba_id;

  put_person (fixture, "alba", "731", 0, 0);
  g_assert_true (collector_people_lookup_id (fixture->db, "alba", &alba_id, &error));
  sales_id = department_at (fixture, 0);
  g_assert_true (collector_people_get (fixture->db, NULL, alba_id, arena, &person, &error));
  g_assert_true (collector_grouping_ensure (fixture->db, COLLECTOR_GROUPING_DEPARTMENT, "Support",
                                            &support_id, &error));
  person.department_id = support_id;
  collector_person_save (fixture->db, &person, &change, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sales_id, !=, support_id);
  g_assert_cmpint (department_at (fixture, 100 * DAY_MS - 1), ==, sales_id);
  g_assert_cmpint (department_at (fixture, 100 * DAY_MS), ==, support_id);
}

static CollectorDeck *
make_deck (const char *price)
{
  g_autofree char *json = g_strdup_printf (
      "{\"name\":\"T\",\"currency\":\"EUR\",\"zone\":\"Europe/Rome\",\"rates\":[{\"prefix\":\"\","
      "\"destination\":\"All\",\"connect_fee\":\"0\",\"steps\":[{\"start_s\":0,\"price\":\"%s\","
      "\"per_s\":60,\"increment_s\":60}]}]}",
      price);
  g_autoptr (GError) error = NULL;
  CollectorDeck *deck = collector_deck_new_from_json (json, -1, &error);

  g_assert_no_error (error);
  return deck;
}

static void
test_version_is_followed_not_changed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CollectorDeck) old_deck = make_deck ("0.10"), new_deck = make_deck ("0.12");
  g_autoptr (CollectorBook) book = NULL;
  g_autoptr (GError) error = NULL;
  CollectorQuestion question = { .digits = "39021", .duration_ms = 60000, .answered = TRUE };
  CollectorCharge charge = { 0 };
  gboolean is_new;
  gint64 first, second, used;

  g_assert_true (collector_tariff_put (fixture->db, "T", old_deck, 0, 1, &first, &is_new, NULL));
  g_assert_true (is_new);
  g_assert_true (collector_tariff_put (fixture->db, "T", old_deck, 0, 1, &second, &is_new, NULL));
  g_assert_false (is_new);
  g_assert_cmpint (second, ==, first);
  g_assert_false (collector_tariff_put (fixture->db, "T", new_deck, 0, 1, NULL, NULL, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_CONFLICT);
  g_assert_true (
      collector_tariff_put (fixture->db, "T", new_deck, 10 * DAY_MS, 1, &second, &is_new, NULL));
  g_assert_true (collector_tariff_assign (fixture->db, "", "", TOLL_DIRECTION_OUTGOING, -1, "T",
                                          NULL));
  book = collector_book_load (fixture->db, NULL, NULL);
  question.connect_ms = 10 * DAY_MS - 1;
  collector_book_rate (book, "", 0, TOLL_DIRECTION_OUTGOING, TOLL_CLASS_NATIONAL, &question,
                       &charge, &used);
  g_assert_cmpint (used, ==, first);
  g_assert_cmpint (charge.cost_micro, ==, 100000);
  question.connect_ms = 10 * DAY_MS;
  collector_book_rate (book, "", 0, TOLL_DIRECTION_OUTGOING, TOLL_CLASS_NATIONAL, &question,
                       &charge, &used);
  g_assert_cmpint (used, ==, second);
  g_assert_cmpint (charge.cost_micro, ==, 120000);
}

static void
test_gateway_needs_a_known_site (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  CollectorGatewayRow row = { .device = "SIP-Milan", .site = "Nowhere" };

  g_assert_false (collector_gateway_put (fixture->db, &row, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "Nowhere"));
}

static void
test_site_is_checked (Fixture *fixture, gconstpointer unused)
{
  static const CollectorSiteRow wrong[] = { { .name = "", .nation = "IT", .zone = "UTC" },
                                            { .name = "M", .nation = "Italy", .zone = "UTC" },
                                            { .name = "M", .nation = "IT", .zone = "Mars/Base" } };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (collector_site_put (fixture->db, &wrong[i], &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/store/company/people-are-new-changed-same", test_people_are_new_changed_same);
  ADD ("/store/company/number-has-one-owner-at-a-time", test_number_has_one_owner_at_a_time);
  ADD ("/store/company/owner-as-of-the-call", test_owner_as_of_the_call);
  ADD ("/store/company/a-moved-person", test_a_moved_person);
  ADD ("/store/company/version-is-followed-not-changed", test_version_is_followed_not_changed);
  ADD ("/store/company/gateway-needs-a-known-site", test_gateway_needs_a_known_site);
  ADD ("/store/company/site-is-checked", test_site_is_checked);
#undef ADD
  return g_test_run ();
}
