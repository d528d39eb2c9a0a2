/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The settings table keeps its own rules, and a value comes from where it should.
 */
#include "collector/store/migrate.h"
#include "collector/store/setting-store.h"
#include "collector/store/settings.h"
#include "shared/base/error.h"
#include "tests/support/temp-dir.h"

static void
assert_refused (const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *field = NULL;

  g_assert_false (collector_setting_table_check (key, value, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
  field = toll_error_dup_field (error);
  g_assert_cmpstr (field, ==, key);
}

static void
test_rows_are_whole (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const CollectorSettingRow *row;
  CollectorSettingGroup group = 0;

  for (guint i = 0; (row = collector_setting_table_get (i)) != NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", row->key);
      g_assert_true (g_hash_table_add (seen, (gpointer) row->key));
      g_assert_true (collector_setting_table_lookup (row->key) == row);
      g_assert_true (row->title != NULL && *row->title != '\0');
      g_assert_true (row->help != NULL && *row->help != '\0');
      g_assert_true ((row->kind == COLLECTOR_SETTING_CHOICE) == (row->choices != NULL));
      g_assert_cmpint (row->group, >=, group);
      group = row->group;
      collector_setting_table_check (row->key, row->standard, &error);
      g_assert_no_error (error);
    }
}

static void
test_values_are_checked (void)
{
  assert_refused ("no_such_key", "1");
  assert_refused ("readers", "0");
  assert_refused ("readers", "65");
  assert_refused ("readers", "4 ");
  assert_refused ("readers", "");
  assert_refused ("nation", "it");
  assert_refused ("nation", "ITA");
  assert_refused ("currency", "E1R");
  assert_refused ("watch_list", "+39899*; 12");
  assert_refused ("zone", "Europe/Nowhere");
  assert_refused ("company", "Quill\nmere");
  assert_refused ("company", "Quill\342\200\256mere");
  assert_refused ("company", "Quill\377mere");
  assert_refused ("listen", "8380");
  assert_refused ("listen", "0.0.0.0:port");
  assert_refused ("tls_key", "key.pem");
  g_assert_true (collector_setting_table_check ("listen", "[::1]:8380", NULL));
  g_assert_true (collector_setting_table_check ("readers", "64", NULL));
  g_assert_true (collector_setting_table_check ("zone", "", NULL));
  g_assert_true (collector_setting_table_check ("zone", "Europe/Rome", NULL));
}

static void
test_weight_of_sources (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *ledger = test_temp_dir_path (dir, "ledger.db");
  g_autofree char *config = test_temp_dir_path (dir, "collector.conf");
  g_autoptr (CollectorSettings) over = NULL, settings = NULL, later = NULL;
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (config, "[collector]\nreaders=6\ncurrency=CHF\n", -1, NULL));
  g_assert_true (collector_migrate (ledger, "Europe/Rome", &error));
  db = collector_db_open (ledger, COLLECTOR_DB_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (collector_setting_set (db, "readers", "7", &error));
  g_assert_true (collector_setting_set (db, "session_hours", "8", &error));
  g_assert_true (collector_setting_set (db, "not_of_the_table", "x", &error));
  over = collector_settings_new (config, &error);
  g_assert_no_error (error);
  g_assert_true (collector_settings_set (over, "currency", "USD", &error));
  settings = collector_settings_load (over, db, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (collector_settings_get_text (settings, "currency"), ==, "USD");
  g_assert_cmpint (collector_settings_get_int (settings, "readers"), ==, 6);
  g_assert_cmpint (collector_settings_get_int (settings, "session_hours"), ==, 8);
  g_assert_cmpint (collector_settings_get_int (settings, "settle_s"), ==, 3);
  g_assert_true (collector_settings_is_fixed (settings, "readers"));
  g_assert_false (collector_settings_is_fixed (settings, "session_hours"));
  g_assert_true (collector_settings_is_set (settings, "session_hours"));
  g_assert_false (collector_settings_is_set (settings, "settle_s"));
  g_assert_true (collector_setting_set (db, "session_hours", NULL, &error));
  later = collector_settings_load (over, db, &error);
  g_assert_cmpint (collector_settings_get_int (later, "session_hours"), ==, 12);
  g_assert_cmpint (collector_settings_get_int (settings, "session_hours"), ==, 8);
}

static void
test_refuses_a_bad_file (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *config = test_temp_dir_path (dir, "collector.conf");
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (config, "[collector]\nreders=6\n", -1, NULL));
  g_assert_null (collector_settings_new (config, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "reders"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/settings/rows-are-whole", test_rows_are_whole);
  g_test_add_func ("/store/settings/values-are-checked", test_values_are_checked);
  g_test_add_func ("/store/settings/weight-of-sources", test_weight_of_sources);
  g_test_add_func ("/store/settings/refuses-a-bad-file", test_refuses_a_bad_file);
  return g_test_run ();
}
