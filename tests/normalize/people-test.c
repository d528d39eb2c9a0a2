/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose line it was, when: partitions, logins, and owners that follow one another.
 */
#include "collector/normalize/people.h"

#define ALWAYS G_MININT64, G_MAXINT64

static CollectorOwner
owner (gint64 id, const char *name, gint64 from_ms, gint64 to_ms)
{
  return (CollectorOwner){
    .person_id = id, .name = name, .valid_from_ms = from_ms, .valid_to_ms = to_ms
  };
}

static void
add_line (CollectorPeople *people, const char *line, const char *partition, CollectorOwner row)
{
  collector_people_add_line (people, line, partition, 0, &row);
}

static void
add_line_at (CollectorPeople *people, const char *line, gint64 site_id, CollectorOwner row)
{
  collector_people_add_line (people, line, "", site_id, &row);
}

static gint64
person_of_claim (const CollectorPeople *people, CollectorClaim claim, gint64 at_ms)
{
  const CollectorOwner *found = collector_people_lookup (people, &claim, at_ms);

  return found != NULL ? found->person_id : 0;
}

static gint64
person_of (const CollectorPeople *people,
           const char *line,
           const char *partition,
           const char *login,
           gint64 at_ms)
{
  return person_of_claim (people, (CollectorClaim){ line, partition, login, NULL, 0 }, at_ms);
}

static void
test_owners_follow_one_another (void)
{
  g_autoptr (CollectorPeople) people = collector_people_new ();

  add_line (people, "201", "", owner (1, "Alba Conti", G_MININT64, 1000));
  add_line (people, "201", "", owner (2, "Bruno Riva", 1000, 2000));
  add_line (people, "201", "", owner (3, "Carla Neri", 3000, G_MAXINT64));
  g_assert_cmpint (person_of (people, "201", "", "", 999), ==, 1);
  g_assert_cmpint (person_of (people, "201", "", "", 1000), ==, 2);
  g_assert_cmpint (person_of (people, "201", "PT", NULL, 1999), ==, 2);
  g_assert_cmpint (person_of (people, "201", "", "", 2000), ==, 0);
  g_assert_cmpint (person_of (people, "201", "", "", 3000), ==, 3);
  g_assert_true (collector_people_has_line (people, "201"));
  g_assert_false (collector_people_has_line (people, "202"));
  g_assert_false (collector_people_has_line (people, NULL));
}

static void
test_overlap_belongs_to_the_later_owner (void)
{
  g_autoptr (CollectorPeople) people = collector_people_new ();

  add_line (people, "201", "", owner (2, "New", 1000, G_MAXINT64));
  add_line (people, "201", "", owner (1, "Old", ALWAYS));
  g_assert_cmpint (person_of (people, "201", "", "", 500), ==, 1);
  g_assert_cmpint (person_of (people, "201", "", "", 1500), ==, 2);
}

static void
test_partitions (void)
{
  g_autoptr (CollectorPeople) people = collector_people_new ();

  add_line (people, "201", "Milan", owner (1, "Milan", ALWAYS));
  add_line (people, "201", "Rome", owner (2, "Rome", ALWAYS));
  add_line (people, "202", "Milan", owner (3, "Only", ALWAYS));
  add_line (people, "203", "", owner (4, "Any", ALWAYS));
  add_line (people, "203", "Rome", owner (5, "Rome", ALWAYS));
  g_assert_cmpint (person_of (people, "201", "Milan", "", 0), ==, 1);
  g_assert_cmpint (person_of (people, "201", "Rome", "", 0), ==, 2);
  g_assert_cmpint (person_of (people, "201", "Turin", "", 0), ==, 0);
  g_assert_cmpint (person_of (people, "201", "", "", 0), ==, 0);
  g_assert_cmpint (person_of (people, "202", "", "", 0), ==, 3);
  g_assert_cmpint (person_of (people, "203", "Milan", "", 0), ==, 4);
  g_assert_cmpint (person_of (people, "203", "Rome", "", 0), ==, 5);
  g_assert_cmpint (person_of (people, "203", "", "", 0), ==, 4);
}

static void
test_sites (void)
{
  g_autoptr (CollectorPeople) people = collector_people_new ();

  add_line_at (people, "201", 1, owner (1, "Milan", ALWAYS));
  add_line_at (people, "201", 2, owner (2, "Rome", ALWAYS));
  add_line_at (people, "202", 1, owner (3, "Milan only", ALWAYS));
  g_assert_cmpint (person_of_claim (people, (CollectorClaim){ "201", .site_id = 1 }, 0), ==, 1);
  g_assert_cmpint (person_of_claim (people, (CollectorClaim){ "201", .site_id = 2 }, 0), ==, 2);
  g_assert_cmpint (person_of_claim (people, (CollectorClaim){ "201", .site_id = 3 }, 0), ==, 0);
  g_assert_cmpint (person_of_claim (people, (CollectorClaim){ "201" }, 0), ==, 0);
  g_assert_cmpint (person_of_claim (people, (CollectorClaim){ "202" }, 0), ==, 3);
  g_assert_cmpint (person_of_claim (people, (CollectorClaim){ "202", .site_id = 2 }, 0), ==, 0);
}

static void
test_direct_numbers_and_devices (void)
{
  CollectorOwner holder = owner (7, "Holder", ALWAYS);
  g_autoptr (CollectorPeople) people = collector_people_new ();

  add_line (people, "+390240001", "", owner (1, "Direct", ALWAYS));
  collector_people_add_device (people, "SEP001", &holder);
  g_assert_cmpint (person_of (people, "390240001", "", "", 0), ==, 1);
  g_assert_cmpint (person_of (people, "+390240001", "", "", 0), ==, 1);
  g_assert_cmpint (person_of_claim (people, (CollectorClaim){ "999", .device = "SEP001" }, 0), ==,
                   7);
  g_assert_cmpint (
      person_of_claim (people, (CollectorClaim){ "390240001", .device = "SEP001" }, 0), ==, 1);
}

static void
test_login_goes_first (void)
{
  CollectorOwner visitor = owner (9, "Visitor", 1000, 2000);
  g_autoptr (CollectorPeople) people = collector_people_new ();

  add_line (people, "201", "", owner (1, "Host", ALWAYS));
  collector_people_add_login (people, "visitor", &visitor);
  g_assert_cmpint (person_of (people, "201", "", "visitor", 1500), ==, 9);
  g_assert_cmpint (person_of (people, "201", "", "visitor", 2500), ==, 1);
  g_assert_cmpint (person_of (people, "201", "", "VISITOR", 1500), ==, 9);
  g_assert_cmpint (person_of (people, "201", "", "stranger", 1500), ==, 1);
  g_assert_cmpint (person_of (people, NULL, NULL, "visitor", 1500), ==, 9);
}

static void
test_texts_are_copied_and_shared (void)
{
  g_autoptr (CollectorPeople) people = collector_people_new ();
  g_autoptr (CollectorPeople) same = NULL;
  g_autofree char *line = g_strdup ("201");
  g_autofree char *name = g_strdup ("Alba Conti");

  add_line (people, line, NULL, owner (1, name, ALWAYS));
  line[0] = name[0] = 'x';
  same = collector_people_ref (people);
  g_assert_cmpstr (collector_people_lookup (same, &(CollectorClaim){ .number = "201" }, 0)->name,
                   ==, "Alba Conti");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/normalize/people/owners-follow-one-another", test_owners_follow_one_another);
  g_test_add_func ("/normalize/people/overlap-belongs-to-the-later-owner",
                   test_overlap_belongs_to_the_later_owner);
  g_test_add_func ("/normalize/people/partitions", test_partitions);
  g_test_add_func ("/normalize/people/sites", test_sites);
  g_test_add_func ("/normalize/people/direct-numbers-and-devices",
                   test_direct_numbers_and_devices);
  g_test_add_func ("/normalize/people/login-goes-first", test_login_goes_first);
  g_test_add_func ("/normalize/people/texts-are-copied-and-shared",
                   test_texts_are_copied_and_shared);
  return g_test_run ();
}
