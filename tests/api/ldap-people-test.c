/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whom the people of a directory server become: their numbers in one form, kept when an answer or a
 * neighbour would take them; user names that pass on or are exchanged.
 */
#include "config.h"

#include "collector/store/people/store.h"
#include "tests/support/ldap-house.h"

#include <string.h>

static TestLdapHouse *all;

static gboolean
set_up (void)
{
  all = test_ldap_house_get_all ();
  return all != NULL;
}

/* A run that changes nothing more. */
static void
expect_settled (void)
{
  g_autoptr (TollJson) again = test_ldap_synchronise ("");

  test_ldap_expect_run (again, "done", 0, 0, 0);
}

/* The numbers that @user_name has now, with spaces between. Returns: (transfer full). */
static char *
dup_numbers (const char *user_name)
{
  g_autoptr (TollJson) person = test_ldap_find_person (user_name);
  guint n = toll_json_value_get_length (test_json_find (person, "lines"));
  GString *numbers = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("lines.%u.number", i);
      g_autofree char *end = g_strdup_printf ("lines.%u.valid_to_ms", i);

      if (toll_json_value_get_kind (test_json_find (person, end)) == TOLL_JSON_NULL)
        g_string_append_printf (numbers, "%s%s", numbers->len > 0 ? " " : "",
                                test_json_text (person, number));
    }
  return g_string_free (numbers, FALSE);
}

static void
expect_numbers (const char *user_name, const char *expected)
{
  g_autofree char *numbers = dup_numbers (user_name);

  g_assert_cmpstr (numbers, ==, expected);
}

/* However the server writes an outside number, it is the one that the ledger knows. */
static void
test_numbers_in_one_form (void)
{
  static const char changes[]
      = "dn: uid=p0040,ou=people,dc=prova\nchangetype: modify\nreplace: telephoneNumber\n"
        "telephoneNumber: 0039 02 5550 9040\ntelephoneNumber: 02/5550.9040\n"
        "telephoneNumber: +39 02 55509040\ntelephoneNumber: 9040\n\n";
  g_autoptr (TollJson) run = NULL;

  if (!set_up ())
    return;
  test_slapd_change (all->slapd, changes);
  run = test_ldap_synchronise ("");
  test_ldap_expect_run (run, "done", 0, 1, 0);
  expect_numbers ("p0040", "+390255509040 9040");
  expect_settled ();
}

/* 701 is anna's. p0041 keeps what nobody else is given; that of p0043 goes to p0042. */
static void
test_refused_numbers_take_none_away (void)
{
  static const char changes[]
      = "dn: uid=p0041,ou=people,dc=prova\nchangetype: modify\nreplace: telephoneNumber\n"
        "telephoneNumber: 701\n\n"
        "dn: uid=p0042,ou=people,dc=prova\nchangetype: modify\nreplace: telephoneNumber\n"
        "telephoneNumber: +39 02 5550 0043\n\n"
        "dn: uid=p0043,ou=people,dc=prova\nchangetype: modify\nreplace: telephoneNumber\n"
        "telephoneNumber: 701\ntelephoneNumber: 9043\n\n";
  g_autoptr (TollJson) run = NULL;

  if (!set_up ())
    return;
  test_slapd_change (all->slapd, changes);
  run = test_ldap_synchronise ("");
  test_ldap_expect_run (run, "done", 0, 2, 0);
  g_assert_cmpint (test_json_int (run, "n_refused"), ==, 3 + 2);
  expect_numbers ("p0041", "+390255500041");
  expect_numbers ("p0042", "+390255500043");
  expect_numbers ("p0043", "9043");
  expect_settled ();
  expect_numbers ("p0041", "+390255500041");
}

/* 90 and 91 exchange their names, 92 to 94 hand theirs round. */
static void
test_exchanged_names (void)
{
  static const char *const moves[][2]
      = { { "p0090", "x" }, { "p0091", "p0090" }, { "x", "p0091" },
          { "p0092", "x" }, { "p0094", "p0092" }, { "p0093", "p0094" }, { "x", "p0093" } };
  static const char *const families[][2]
      = { { "p0090", "Family 91" }, { "p0091", "Family 90" }, { "p0092", "Family 94" },
          { "p0093", "Family 92" }, { "p0094", "Family 93" } };
  g_autoptr (GString) changes = g_string_new (NULL);
  g_autoptr (TollJson) before = NULL, after = NULL, run = NULL;

  if (!set_up ())
    return;
  before = test_ldap_find_person ("p0091");
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    g_string_append_printf (changes,
                            "dn: uid=%s,ou=people,dc=prova\nchangetype: modrdn\n"
                            "newrdn: uid=%s\ndeleteoldrdn: 1\n\n",
                            moves[i][0], moves[i][1]);
  test_slapd_change (all->slapd, changes->str);
  run = test_ldap_synchronise ("");
  test_ldap_expect_run (run, "done", 0, G_N_ELEMENTS (families), 0);
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    {
      g_autoptr (TollJson) person = test_ldap_find_person (families[i][0]);

      g_assert_cmpstr (test_json_text (person, "last_name"), ==, families[i][1]);
    }
  after = test_ldap_find_person ("p0090");
  g_assert_cmpstr (test_json_text (after, "id"), ==, test_json_text (before, "id"));
  g_assert_cmpuint (test_ldap_try_sign_in ("p0090", "pw-p0091"), ==, 201);
  expect_settled ();
}

/* Makes an entry anew, with the number that it had. */
static void
add_entry (guint number, const char *family)
{
  g_autofree char *ldif = g_strdup_printf (
      "dn: uid=p%04u,ou=people,dc=prova\nchangetype: add\nobjectClass: inetOrgPerson\n"
      "uid: p%04u\ncn: Person %u\ngivenName: Given %u\nsn: %s\n"
      "telephoneNumber: +39 02 5550 %04u\nuserPassword: new\n\n",
      number, number, number, number, family, number);

  test_slapd_change (all->slapd, ldif);
}

static void
remove_entry (guint number)
{
  g_autofree char *ldif
      = g_strdup_printf ("dn: uid=p%04u,ou=people,dc=prova\nchangetype: delete\n\n", number);

  test_slapd_change (all->slapd, ldif);
}

/* Returns: (transfer full): the one of the name who is there, or has left. */
static TollJson *
find_person (const char *user_name, const char *state)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/people?q=%s&state=%s", user_name, state);
  g_autoptr (TollJson) list = test_house_get (all->house, path, all->anna);
  g_autofree char *one = g_strconcat ("/api/v1/people/", test_json_text (list, "items.0.id"), NULL);

  g_assert_cmpuint (toll_json_value_get_length (test_json_find (list, "items")), ==, 1);
  return test_house_get (all->house, one, all->anna);
}

static gboolean
load_task (CollectorDb *db, gpointer data, GError **error)
{
  *(CollectorPeople **) data = collector_people_load (db, error);
  return *(CollectorPeople **) data != NULL;
}

/* Whose the calls are that records tell of under the user name. */
static void
expect_calls_of (const char *user_name, gint64 at_ms, const char *id)
{
  const CollectorClaim claim = { .login_user = user_name };
  g_autoptr (CollectorPeople) people = NULL;
  const CollectorOwner *owner;
  g_autofree char *found = NULL;

  test_house_write (all->house, load_task, &people);
  owner = collector_people_lookup (people, &claim, at_ms);
  g_assert_nonnull (owner);
  found = g_strdup_printf ("%" G_GINT64_FORMAT, owner->person_id);
  g_assert_cmpstr (found, ==, id);
}

/* A leaver's name that somebody new bears. */
static void
expect_heir (const char *user_name, const char *password, const char *old_id)
{
  g_autoptr (TollJson) heir = find_person (user_name, "active");
  g_autoptr (TollJson) former = find_person (user_name, "left");
  g_autofree char *freed = g_strconcat (user_name, ".2026-", NULL);

  g_assert_cmpstr (test_json_text (former, "id"), ==, old_id);
  g_assert_cmpstr (test_json_text (heir, "id"), !=, old_id);
  g_assert_cmpstr (test_json_text (heir, "user_name"), ==, user_name);
  g_assert_true (g_str_has_prefix (test_json_text (former, "user_name"), freed));
  g_assert_cmpstr (test_json_text (former, "cucm_user_id"), ==, user_name);
  g_assert_cmpint (test_json_int (former, "valid_to_ms"), ==, TEST_NOW_MS);
  g_assert_cmpint (test_json_int (heir, "valid_from_ms"), ==, TEST_NOW_MS);
  g_assert_cmpint (test_json_int (former, "lines.0.valid_to_ms"), ==, TEST_NOW_MS);
  g_assert_cmpint (test_json_int (heir, "lines.0.valid_from_ms"), ==, TEST_NOW_MS);
  expect_calls_of (user_name, TEST_NOW_MS - 1, old_id);
  expect_calls_of (user_name, TEST_NOW_MS, test_json_text (heir, "id"));
  g_assert_cmpuint (test_ldap_try_sign_in (user_name, password), ==, 201);
}

/* 60 is somebody else's from one run to the next; 61 comes back after a run without; 62 is the same
 * person of another server. */
static void
test_recycled_names (void)
{
  g_autoptr (TollJson) other = NULL, back = NULL, same = NULL, still = NULL;
  g_autoptr (TollJson) first = NULL, second = NULL;

  if (!set_up ())
    return;
  other = test_ldap_find_person ("p0060");
  back = test_ldap_find_person ("p0061");
  same = test_ldap_find_person ("p0062");
  for (guint number = 60; number <= 62; number++)
    remove_entry (number);
  add_entry (60, "Nuova");
  add_entry (62, "Family 62");
  first = test_ldap_synchronise ("");
  test_ldap_expect_run (first, "done", 1, 1, 2);
  expect_heir ("p0060", "new", test_json_text (other, "id"));
  still = test_ldap_find_person ("p0062");
  g_assert_cmpstr (test_json_text (still, "id"), ==, test_json_text (same, "id"));
  g_assert_cmpuint (test_ldap_try_sign_in ("p0062", "new"), ==, 201);
  add_entry (61, "Family 61");
  second = test_ldap_synchronise ("");
  test_ldap_expect_run (second, "done", 1, 0, 0);
  expect_heir ("p0061", "new", test_json_text (back, "id"));
  expect_settled ();
}

/* An attribute that no entry has ends nobody's line; one person's number may go. */
static void
test_numbers_that_vanish (void)
{
  g_autoptr (TollJson) run = NULL, one = NULL;

  if (!set_up ())
    return;
  test_ldap_put ("{\"attributes\":{\"lines\":\"pager\"}}");
  run = test_ldap_synchronise ("");
  test_ldap_expect_run (run, "refused", 0, 0, 0);
  g_assert_nonnull (strstr (test_json_text (run, "message"), "would lose all their numbers, more "
                                                             "than 10 %; look whether the entries "
                                                             "have the attribute pager"));
  expect_numbers ("p0033", "+390255500033");
  test_ldap_put ("{\"attributes\":{\"lines\":\"telephoneNumber\"}}");
  test_slapd_change (all->slapd, "dn: uid=p0044,ou=people,dc=prova\nchangetype: modify\n"
                                 "delete: telephoneNumber\n\n");
  one = test_ldap_synchronise ("");
  test_ldap_expect_run (one, "done", 0, 1, 0);
  expect_numbers ("p0044", "");
}

static void
expect_user_id (const char *user_name, const char *expected)
{
  g_autoptr (TollJson) person = test_ldap_find_person (user_name);

  g_assert_cmpstr (test_json_text (person, "cucm_user_id"), ==, expected);
}

/* rosa is found by her user name, p0074 by what p0073 is given; that of p0071 and p0072 is exchanged. */
static void
test_user_ids_of_others (void)
{
#define SET(person, id)                                                                            \
  "dn: uid=" person ",ou=people,dc=prova\nchangetype: modify\nreplace: employeeNumber\n"           \
  "employeeNumber: " id "\n\n"
  g_autoptr (TollJson) run = NULL, exchange = NULL, end = NULL;

  if (!set_up ())
    return;
  test_ldap_put ("{\"attributes\":{\"cucm_user_id\":\"employeeNumber\"}}");
  test_slapd_change (all->slapd, SET ("p0070", "Rosa") SET ("p0071", "id71") SET ("p0072", "id72")
                                 SET ("p0073", "P0074"));
  run = test_ldap_synchronise ("");
  g_assert_cmpint (test_json_int (run, "n_refused"), ==, 3 + 2);
  g_assert_nonnull (strstr (test_json_text (run, "message"),
                            "p0070: user id: the user id 'Rosa' of records belongs to "
                            "Rosa Neri 'rosa' during that time"));
  expect_user_id ("p0070", "");
  expect_user_id ("p0073", "");
  test_slapd_change (all->slapd, SET ("p0071", "ID72") SET ("p0072", "id71"));
  exchange = test_ldap_synchronise ("");
  test_ldap_expect_run (exchange, "done", 0, 2, 0);
  expect_user_id ("p0071", "ID72");
  expect_user_id ("p0072", "id71");
  test_ldap_put ("{\"attributes\":{\"cucm_user_id\":\"\"}}");
  end = test_ldap_synchronise ("");
  expect_user_id ("p0072", "id71");
#undef SET
}

/* Where nobody has a name nothing is done, and the run says that it failed. */
static void
test_nobody_is_taken (void)
{
  g_autoptr (TollJson) run = NULL;

  if (!set_up ())
    return;
  test_ldap_put ("{\"attributes\":{\"user_name\":\"pager\"},"
                 "\"filter\":\"(&(objectClass=inetOrgPerson)(!(uid=p0050)))\"}");
  run = test_ldap_synchronise ("");
  test_ldap_expect_run (run, "failed", 0, 0, 0);
  g_assert_nonnull (strstr (test_json_text (run, "message"),
                            "of 5000 entries none could be taken, and nothing was changed: "));
  g_assert_nonnull (strstr (test_json_text (run, "message"), "the entry has no pager"));
  test_ldap_put ("{\"attributes\":{\"user_name\":\"uid\"},"
                 "\"filter\":\"(objectClass=inetOrgPerson)\"}");
  expect_settled (); /* p0050 had not left */
}

static gboolean
is_read_only (const char *user_name, const char *field)
{
  g_autoptr (TollJson) person = test_ldap_find_person (user_name);
  const TollJsonValue *fields = test_json_find (person, "read_only");

  for (guint i = 0; i < toll_json_value_get_length (fields); i++)
    if (strcmp (toll_json_value_get_text (toll_json_value_get_element (fields, i)), field) == 0)
      return TRUE;
  return FALSE;
}

/* Whose password is here, their rights are too: from when it is set, and over the next run. */
static void
test_local_rights (void)
{
  static const char change[] = "{\"role\":\"supervisor\",\"disabled\":true}";
  g_autoptr (TollJson) person = NULL, after = NULL;
  g_autofree char *path = NULL, *password = NULL;

  if (!set_up ())
    return;
  person = test_ldap_find_person ("p0002");
  path = g_strconcat ("/api/v1/people/", test_json_text (person, "id"), NULL);
  password = g_strconcat (path, "/password", NULL);
  g_assert_true (is_read_only ("p0002", "role"));
  toll_json_free (test_ldap_send ("PUT", path, all->anna, change, 409));
  toll_json_free (test_ldap_send ("PUT", password, all->anna,
                                  "{\"password\":\"correct horse battery\"}", 204));
  g_assert_false (is_read_only ("p0002", "role"));
  g_assert_true (is_read_only ("p0002", "last_name"));
  toll_json_free (test_ldap_send ("PUT", path, all->anna, change, 200));
  expect_settled ();
  after = test_ldap_find_person ("p0002");
  g_assert_cmpstr (test_json_text (after, "role"), ==, "supervisor");
  g_assert_true (toll_json_value_get_bool (test_json_find (after, "disabled")));
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ldap-people/user-ids", test_user_ids_of_others);
  g_test_add_func ("/ldap-people/numbers-in-one-form", test_numbers_in_one_form);
  g_test_add_func ("/ldap-people/refused-numbers", test_refused_numbers_take_none_away);
  g_test_add_func ("/ldap-people/exchanged-names", test_exchanged_names);
  g_test_add_func ("/ldap-people/recycled-names", test_recycled_names);
  g_test_add_func ("/ldap-people/nobody", test_nobody_is_taken);
  g_test_add_func ("/ldap-people/local-rights", test_local_rights);
  g_test_add_func ("/ldap-people/numbers-that-vanish", test_numbers_that_vanish);
  result = g_test_run ();
  test_ldap_house_end ();
  return result;
}
