/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands for accounts: what the host's owner does beside a running service, or without one.
 */
#include "tests/support/collector-run.h"
#include "tests/support/temp-dir.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static void
run_ok (const char *data, const char *const *args)
{
  g_autoptr (TestRun) run = test_run_collector (data, args);

  g_test_message ("%s %s: %s", args[0], args[1], run->errors);
  g_assert_cmpint (run->exit_code, ==, 0);
}

static void
run_refused (const char *data, const char *const *args, const char *reason)
{
  g_autoptr (TestRun) run = test_run_collector (data, args);

  g_assert_cmpint (run->exit_code, !=, 0);
  g_assert_nonnull (strstr (run->errors, reason));
}

static void
test_accounts (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *path = test_temp_dir_path (dir, "password");
  g_autofree char *option = g_strconcat ("--password-file=", path, NULL);
  const char *code[] = { "user", "first-code", "--json", NULL };
  const char *add[] = { "user", "add", "eva", "--role=user", option, NULL };
  const char *promote[] = { "user", "set-role", "eva", "--role=administrator", NULL };
  const char *few[] = { "user", "add", "ida", "--role=user", "--masked-digits=-3", option, NULL };
  const char *many[] = { "user", "add", "ida", "--role=user", "--masked-digits=100", option, NULL };
  const char *wrong_role[] = { "user", "set-role", "eva", "--role=king", NULL };
  const char *disable[] = { "user", "disable", "eva", NULL };
  const char *enable[] = { "user", "enable", "eva", NULL };
  const char *change[] = { "user", "set-password", "eva", option, NULL };
  const char *ghost[] = { "user", "disable", "ghost", NULL };
  const char *list[] = { "user", "list", "--json", NULL };
  g_autoptr (JsonObject) before = NULL, after = NULL, shut = NULL;

  g_assert_true (g_file_set_contents (path, "correct horse\n", -1, NULL));
  before = test_run_json (data, code);
  g_assert_cmpuint (strlen (json_object_get_string_member (before, "code")), ==, 23);
  run_ok (data, add);
  run_ok (data, code); /* a user is no administrator */
  run_ok (data, promote);
  run_refused (data, code, "there is an administrator already");
  run_refused (data, few, "--masked-digits: 0 to 99");
  run_refused (data, many, "masked_digits: 0 to 99");
  run_refused (data, wrong_role, "user, supervisor or administrator");
  after = test_run_json (data, list);
  g_assert_cmpstr (json_object_get_string_member (
                       json_array_get_object_element (
                           json_object_get_array_member (after, "items"), 0), "role"),
                   ==, "administrator");
  run_ok (data, disable);
  run_ok (data, code); /* nobody is left */
  shut = test_run_json (data, list);
  g_assert_cmpstr (json_object_get_string_member (
                       json_array_get_object_element (
                           json_object_get_array_member (shut, "items"), 0), "disabled"),
                   ==, "yes");
  run_ok (data, enable);
  run_ok (data, change);
  g_assert_true (g_file_set_contents (path, "Eva.12345\n", -1, NULL));
  run_refused (data, change, "the user name is guessed first");
  run_refused (data, ghost, "there is no account \"ghost\"");
  g_assert_true (g_file_set_contents (path, "\n", -1, NULL));
  run_refused (data, change, "no password in its first line");
}

/* An account of somebody's reads time where they are. */
static void
test_account_of_a_person (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *password = test_temp_dir_path (dir, "password");
  g_autofree char *people = test_temp_dir_path (dir, "people.csv");
  g_autofree char *option = g_strconcat ("--password-file=", password, NULL);
  const char *load[] = { "directory", "import", people, NULL };
  const char *add[] = { "user", "add", "eva", "--role=user", "--person=rosa", option, NULL };
  const char *list[] = { "user", "list", "--json", NULL };
  g_autoptr (JsonObject) after = NULL;
  JsonArray *items;

  g_assert_true (g_file_set_contents (password, "correct horse\n", -1, NULL));
  g_assert_true (g_file_set_contents (people, "user_name,language,zone\n"
                                              "rosa,it,Europe/London\n", -1, NULL));
  run_ok (data, load);
  run_ok (data, add);
  after = test_run_json (data, list);
  items = json_object_get_array_member (after, "items");
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *account = json_array_get_object_element (items, i);

      g_assert_cmpstr (json_object_get_string_member (account, "language"), ==, "it");
      g_assert_cmpstr (json_object_get_string_member (account, "zone"), ==, "Europe/London");
    }
}

/* As the service's own files of passwords: nobody else may read it. */
static void
test_password_others_read (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *path = test_temp_dir_path (dir, "password");
  g_autofree char *option = g_strconcat ("--password-file=", path, NULL);
  const char *add[] = { "user", "add", "eva", "--role=user", option, NULL };

  g_assert_true (g_file_set_contents (path, "correct horse\n", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  run_refused (data, add, "others may read it; take their rights away (mode 0600)");
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  run_ok (data, add);
}

static void
test_unknown_commands (void)
{
  const char *word[] = { "user", "foo", NULL }, *first[] = { "foo", NULL };
  const char *group[] = { "user", NULL };
  g_autoptr (TestRun) unknown = test_run_collector (NULL, word);
  g_autoptr (TestRun) other = test_run_collector (NULL, first);
  g_autoptr (TestRun) listed = test_run_collector (NULL, group);

  g_assert_cmpint (unknown->exit_code, ==, 2);
  g_assert_nonnull (strstr (unknown->errors, "There is no command 'user foo'"));
  g_assert_nonnull (strstr (unknown->errors, "user add"));
  g_assert_cmpint (other->exit_code, ==, 2);
  g_assert_nonnull (strstr (other->errors, "There is no command 'foo'"));
  g_assert_cmpint (listed->exit_code, ==, 2);
  g_assert_null (strstr (listed->errors, "There is no command"));
}

int
main (int argc, char **argv)
{
  umask (0077);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/user/accounts", test_accounts);
  g_test_add_func ("/cli/user/account-of-a-person", test_account_of_a_person);
  g_test_add_func ("/cli/user/password-others-read", test_password_others_read);
  g_test_add_func ("/cli/user/unknown-commands", test_unknown_commands);
  return g_test_run ();
}
