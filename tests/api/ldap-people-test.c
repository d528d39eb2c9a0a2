/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whom the people of a directory server become: their numbers in one form, kept when an answer or a
 * neighbour would take them; user names that pass on or are exchanged.
 */
#include "config.h"

#include "tests/support/ldap-house.h"

#include <string.h>

static TestLdapHouse *all;

/* All people are taken over. */
static gboolean
set_up (void)
{
  g_autoptr (TollJson) first = NULL;

  if (all != NULL)
    return TRUE;
  all = test_ldap_house_get ();
  if (all == NULL)
    return FALSE;
  first = test_ldap_synchronise ("");
  test_ldap_expect_run (first, "done", TEST_SLAPD_PEOPLE, 0, 0);
  return TRUE;
}

/* A run that changes nothing more. */
static void
expect_settled (void)
{
  g_autoptr (TollJson) again = test_ldap_synchronise ("");

  test_ldap_expect_run (again, "done", 0, 0, 0);
}

/* However the server writes an outside number, it is the one that the ledger knows. */
static void
test_numbers_in_one_form (void)
{
  static const char changes[]
      = "dn: uid=p0040,ou=people,dc=prova\nchangetype: modify\nreplace: telephoneNumber\n"
        "telephoneNumber: 0039 02 5550 9040\ntelephoneNumber: 02/5550.9040\n"
        "telephoneNumber: +39 02 55509040\ntelephoneNumber: 9040\n\n";
  g_autoptr (TollJson) run = NULL, person = NULL;
  const TollJsonValue *lines;
  guint n_now = 0;

  if (!set_up ())
    return;
  test_slapd_change (all->slapd, changes);
  run = test_ldap_synchronise ("");
  test_ldap_expect_run (run, "done", 0, 1, 0);
  person = test_ldap_find_person ("p0040");
  lines = test_json_find (person, "lines");
  for (guint i = 0; i < toll_json_value_get_length (lines); i++)
    {
      g_autofree char *number = g_strdup_printf ("lines.%u.number", i);
      g_autofree char *end = g_strdup_printf ("lines.%u.valid_to_ms", i);

      g_test_message ("%s", test_json_text (person, number));
      if (toll_json_value_get_kind (test_json_find (person, end)) != TOLL_JSON_NULL)
        continue;
      g_assert_true (strcmp (test_json_text (person, number), "+390255509040") == 0
                     || strcmp (test_json_text (person, number), "9040") == 0);
      n_now++;
    }
  g_assert_cmpuint (n_now, ==, 2);
  expect_settled ();
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ldap-people/numbers-in-one-form", test_numbers_in_one_form);
  result = g_test_run ();
  test_ldap_house_end ();
  return result;
}
