/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs the real collector for a test.
 */
#include "tests/support/collector-run.h"

TestRun *
test_run_collector (const char *data_dir, const char *const *args)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  TestRun *run = g_new0 (TestRun, 1);
  const char *program = g_getenv ("TOLL_COLLECTOR");

  g_assert_nonnull (program);
  g_ptr_array_add (argv, g_strdup (program));
  for (guint i = 0; args[i] != NULL; i++)
    g_ptr_array_add (argv, g_strdup (args[i]));
  if (data_dir != NULL)
    g_ptr_array_add (argv, g_strdup_printf ("--data-dir=%s", data_dir));
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &run->output, &run->errors, &error);
  g_assert_no_error (error);
  run->exit_code = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process)
                                                        : -g_subprocess_get_term_sig (process);
  return run;
}

void
test_run_free (TestRun *run)
{
  g_free (run->output);
  g_free (run->errors);
  g_free (run);
}

JsonObject *
test_run_parse (const TestRun *run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (run->output, &error);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    g_error ("not one JSON object: '%s' (stderr: '%s')", run->output, run->errors);
  return json_node_dup_object (node);
}

JsonObject *
test_run_json (const char *data_dir, const char *const *args)
{
  g_autoptr (TestRun) run = test_run_collector (data_dir, args);

  if (run->exit_code != 0)
    g_error ("'%s' ended with %d: %s", args[0], run->exit_code, run->errors);
  return test_run_parse (run);
}

void
test_run_well (const char *data_dir, const char *const *args)
{
  g_autoptr (TestRun) run = test_run_collector (data_dir, args);

  if (run->exit_code != 0)
    g_error ("'%s' ended with %d: %s%s", args[0], run->exit_code, run->output, run->errors);
}

void
test_run_add_user (const char *data_dir, TestTempDir *dir, const char *user_name, const char *role,
                   const char *password)
{
  g_autofree char *path = test_temp_dir_path (dir, "password");
  g_autofree char *password_option = g_strconcat ("--password-file=", path, NULL);
  g_autofree char *role_option = g_strconcat ("--role=", role, NULL);

  g_assert_true (g_file_set_contents_full (path, password, -1, G_FILE_SET_CONTENTS_NONE, 0600,
                                           NULL));
  test_run_well (data_dir, (const char *const[]){ "user", "add", user_name, role_option,
                                                  password_option, NULL });
}

char *
test_sample (const char *relative)
{
  const char *samples = g_getenv ("TOLL_SAMPLES");
  g_autofree char *path = samples != NULL ? g_build_filename (samples, relative, NULL) : NULL;

  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_test_skip ("the samples are not there");
  return NULL;
}
