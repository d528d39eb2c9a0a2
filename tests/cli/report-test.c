/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The report command: what it says to who calls it, and in which language.
 */
#include "tests/support/collector-run.h"
#include "tests/support/demo-files.h"
#include "tests/support/temp-dir.h"
#include "tests/support/translation.h"

#include <string.h>

static const char words[] = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                            "msgid \"Call List\"\nmsgstr \"Elenco chiamate\"\n"
                            "msgid \"Extension\"\nmsgstr \"Interno\"\n"
                            "msgid \"outgoing\"\nmsgstr \"in uscita\"\n";

/* A ledger with a user who reads Italian, who may do no more than users. Returns: its folder. */
static char *
set_up (TestTempDir *dir)
{
  char *data = test_temp_dir_path (dir, "data");
  g_autofree char *password = test_temp_dir_path (dir, "password");
  g_autofree char *option = g_strconcat ("--password-file=", password, NULL);
  const char *add[] = { "user", "add", "rosa", "--role=user", "--language=it", option, NULL };

  g_assert_true (g_file_set_contents_full (password, "quiet harbour lantern 41", -1,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  test_run_well (data, add);
  return data;
}

/* Wrong usage is one thing, in whichever option; what cannot be done another. */
static void
test_exit_codes (void)
{
  static const struct
  {
    int exit_code;
    const char *args[5];
  } rows[] = {
    { 0, { "report", "1.1" } },
    { 0, { "report", "1.1", "--as=rosa" } },
    { 2, { "report", "1.999" } },
    { 2, { "report", "1.1", "--format=doc" } },
    { 2, { "report", "1.1", "--period=soon" } },
    { 2, { "report", "1.1", "--from=tomorrow" } },
    { 2, { "report", "1.1", "--from=2026-02-26", "--to=2026-02-25" } },
    { 2, { "report", "1.1", "--as=nobody" } },
    { 2, { "report", "1.1", "--filter={" } },
    { 2, { "report", "1.1", "--filter=[]" } },
    { 2, { "report", "1.1", "--filter={\"colour\":1}" } },
    { 2, { "report", "1.1", "--filter={\"fields\":[\"colour\"]}" } },
    { 2, { "report", "1.6", "--filter={\"fields\":[\"colour\"]}" } },
    { 2, { "report", "1.1", "--filter={\"where\":{\"field\":\"colour\",\"op\":\"is\","
                            "\"value\":\"red\"}}" } },
    { 2, { "report", "1.6", "--filter={\"group_by\":[\"colour\"]}", "--format=csv" } },
    { 2, { "report", "1.4" } },
    { 1, { "report", "5.1", "--as=rosa" } },
    { 1, { "report", "1.1", "--output=/nowhere/at/all.csv" } },
    { 1, { "report", "1.1", "--output=/nowhere/at/all.txt" } },
    { 2, { "report", "--output=/nowhere/at/all.csv" } },
    { 2, { "report", "--format=csv" } },
  };
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = set_up (dir);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestRun) run = test_run_collector (data, rows[i].args);

      g_test_message ("%s %s: %s", rows[i].args[1], rows[i].args[2], run->errors);
      g_assert_cmpint (run->exit_code, ==, rows[i].exit_code);
      g_assert_cmpint (*run->errors != '\0', ==, run->exit_code != 0);
    }
}

/* What is made for somebody is in their words. */
static void
test_language (void)
{
  static const struct
  {
    const char *format;
    const char *says;
  } rows[] = { { "--format=html", "Elenco chiamate" },
               { "--format=html", "in uscita" },
               { "--format=csv", "Interno" },
               { "--format=table", "Interno" } };
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = set_up (dir);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint theirs = 0; theirs < 2; theirs++)
      {
        const char *args[] = { "report", "1.1", "--filter={\"directions\":[\"outgoing\"]}",
                               rows[i].format, theirs ? "--as=rosa" : NULL, NULL };
        g_autoptr (TestRun) run = test_run_collector (data, args);

        g_test_message ("%s %u: %s", rows[i].format, theirs, run->output);
        g_assert_cmpint (run->exit_code, ==, 0);
        g_assert_true ((strstr (run->output, rows[i].says) != NULL) == theirs);
      }
}

/* A table goes into the file that is named, as everything else; nothing is printed. */
static void
test_table_into_a_file (void)
{
  static const char *const names[] = { "calls", "calls.txt" };
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = set_up (dir);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = test_temp_dir_path (dir, names[i]), *text = NULL;
      g_autofree char *output = g_strconcat ("--output=", path, NULL);
      const char *args[] = { "report", "1.1", output, i == 0 ? "--format=table" : NULL, NULL };
      const char *shown[] = { "report", "1.1", NULL };
      g_autoptr (TestRun) run = test_run_collector (data, args);
      g_autoptr (TestRun) printed = test_run_collector (data, shown);

      g_assert_cmpint (run->exit_code, ==, 0);
      g_assert_cmpstr (run->output, ==, "");
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_nonnull (strstr (text, "Extension"));
      g_assert_cmpstr (text, ==, printed->output);
    }
}

/* Busy days have names. */
static void
test_weekdays (void)
{
  static const char *const rows[] = { "\nMon ", "\nTue ", "\nSun " };
  const char *args[] = { "report", "1.12", "--period=everything",
                         "--filter={\"group_by\":[\"weekday\"]}", NULL };
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *drop = test_temp_dir_path (dir, "files");
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (TestRun) run = NULL;

  test_demo_make (dir->path, drop, 300, 14);
  paths = test_demo_list (drop);
  g_hash_table_unref (test_demo_import (dir->path, paths));
  run = test_run_collector (dir->path, args);
  g_assert_cmpint (run->exit_code, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strstr (run->output, rows[i]) == NULL)
      g_error ("no row of %s: %s", rows[i], run->output);
}

int
main (int argc, char **argv)
{
  g_autoptr (TestTempDir) scratch = NULL;

  g_test_init (&argc, &argv, NULL);
  scratch = test_temp_dir_new ();
  g_setenv ("TOLL_LOCALEDIR", scratch->path, TRUE);
  test_translation_make (scratch->path, words);
  g_test_add_func ("/cli/report/exit-codes", test_exit_codes);
  g_test_add_func ("/cli/report/language", test_language);
  g_test_add_func ("/cli/report/table", test_table_into_a_file);
  g_test_add_func ("/cli/report/weekdays", test_weekdays);
  return g_test_run ();
}
