/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `import` through the real door: counts add up, noise is noise, what cannot be understood is
 * refused with file and line, and the same again changes nothing.
 */
#include "tests/support/collector-run.h"
#include "tests/support/cucm-file.h"
#include "tests/support/demo-files.h"
#include "tests/support/temp-dir.h"

#include <string.h>

static gint64
count (JsonObject *counts, const char *name)
{
  return json_object_get_int_member (counts, name);
}

static JsonObject *
import (TestTempDir *dir, const char *path)
{
  const char *args[] = { "import", path, NULL };
  JsonObject *counts = test_run_json (dir->path, args);

  g_assert_cmpint (count (counts, "records"), ==,
                   count (counts, "legs") + count (counts, "quality")
                       + count (counts, "duplicates") + count (counts, "noise")
                       + count (counts, "quarantined"));
  return counts;
}

/* Expects the file to be refused as a whole, with a message that holds its name and @words. */
static void
assert_refused (const char *path, const char *words)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *name = g_path_get_basename (path);
  const char *args[] = { "import", path, NULL };
  g_autoptr (TestRun) run = test_run_collector (dir->path, args);

  g_assert_cmpint (run->exit_code, ==, 1);
  g_assert_nonnull (strstr (run->errors, name));
  if (strstr (run->errors, words) == NULL)
    g_error ("'%s' is not in '%s'", words, run->errors);
}

static void
test_samples (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *three
      = test_sample ("cucm-cdr/cdr_StandAloneCluster_02_201510091036_254831");
  g_autofree char *one = three != NULL ? test_sample ("cucm-cdr/haxr_cdr_samplefile.txt") : NULL;
  g_autoptr (JsonObject) counts = NULL, again = NULL, other = NULL;

  if (one == NULL)
    return;
  counts = import (dir, three);
  g_assert_cmpint (count (counts, "records"), ==, 3);
  g_assert_cmpint (count (counts, "legs"), ==, 3);
  g_assert_cmpint (count (counts, "calls"), ==, 3);
  other = import (dir, one);
  g_assert_cmpint (count (other, "legs"), ==, 1);
  again = import (dir, three);
  g_assert_cmpint (count (again, "duplicates"), ==, 3);
  g_assert_cmpint (count (again, "calls"), ==, 0);
}

static void
test_samples_without_names (void)
{
  g_autofree char *cdr = test_sample ("cucm-cdr/sieteunoseis_fixture_noheader_cdr.txt");
  g_autofree char *cmr
      = cdr != NULL ? test_sample ("cucm-cmr/sieteunoseis_fixture_noheader_cmr.txt") : NULL;

  if (cmr == NULL)
    return;
  assert_refused (cdr, "line 1");
  assert_refused (cmr, "line 1");
}

static void
add_noise (TollTestFile *file, const char *calling, gint64 behalf, gint64 reason)
{
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();

  toll_test_row_set (row, "callingPartyNumber", calling);
  toll_test_row_set_int (row, "lastRedirectRedirectOnBehalfOf", behalf);
  toll_test_row_set_int (row, "origCalledPartyRedirectOnBehalfOf", behalf);
  toll_test_row_set_int (row, "lastRedirectRedirectReason", reason);
  toll_test_row_set_int (row, "origCalledPartyRedirectReason", reason);
  toll_test_row_set (row, "destDeviceName", "");
  toll_test_file_add (file, row);
}

static void
test_noise_is_no_call (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) plain = toll_test_cdr_new ();
  g_autoptr (JsonObject) counts = NULL;
  g_autofree char *path = NULL;

  toll_test_file_add (file, plain);
  add_noise (file, "b00291201", 27, 354); /* recording */
  add_noise (file, "2001", 28, 370);      /* silent monitoring */
  add_noise (file, "2001", 8, 0);         /* message waiting lamp */
  path = toll_test_file_write (file, TOLL_TEST_FILE_PLAIN, dir->path, "C", "01", "202603020900", 1);
  counts = import (dir, path);
  g_assert_cmpint (count (counts, "records"), ==, 4);
  g_assert_cmpint (count (counts, "noise"), ==, 3);
  g_assert_cmpint (count (counts, "calls"), ==, 1);
}

/* An export with one row for both sides of a call is not a CMR file. */
static void
test_one_row_a_call_cmr_is_refused (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = test_temp_dir_path (dir, "cmr_C_01_202603020900_1");

  g_assert_true (g_file_set_contents (
      path,
      "\"globalCallID_callManagerId\",\"globalCallID_callId\",\"origNumberPacketsSent\","
      "\"destNumberPacketsSent\",\"origJitter\",\"destJitter\"\n1,2,3,4,5,6\n",
      -1, NULL));
  assert_refused (path, "line 1");
}

/* Delivered under the name of a CDR file, and under another. */
static void
assert_content_refused (const char *bytes, gsize n_bytes, const char *words)
{
  static const char *const names[] = { "cdr_C_01_202603020900_1", "picture.png" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (TestTempDir) dir = test_temp_dir_new ();
      g_autofree char *path = test_temp_dir_path (dir, names[i]);

      g_assert_true (g_file_set_contents (path, bytes, (gssize) n_bytes, NULL));
      assert_refused (path, words);
    }
}

/* @encoding: as iconv calls it; without a byte order mark. */
static void
assert_encoding_refused (const char *encoding)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *made = NULL;
  gsize n_made = 0;

  toll_test_file_add (file, row);
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  made = g_convert (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), encoding,
                    "UTF-8", NULL, &n_made, NULL);
  g_assert_nonnull (made);
  assert_content_refused (made, n_made, "line 1: the text is UTF-16");
}

static void
test_no_text_is_refused (void)
{
  static const char png[] = "\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\010\6\0\0\0",
                    gzip[] = "\037\213\010\010\151\141\142\143\002\003cdr";
  char all[1024];

  for (guint i = 0; i < sizeof all; i++)
    all[i] = (char) i;
  assert_content_refused (all, sizeof all, "line 1: this is not a text file");
  assert_content_refused (png, sizeof png - 1, "line 1: this is not a text file");
  assert_content_refused (gzip, sizeof gzip - 1, "line 1: this is not a text file");
  assert_encoding_refused ("UTF-16LE");
  assert_encoding_refused ("UTF-16BE");
}

static void
test_shapes_of_a_file (void)
{
  static const TollTestFileFlags shapes[]
      = { TOLL_TEST_FILE_NO_TYPES, TOLL_TEST_FILE_REVERSED, TOLL_TEST_FILE_UNQUOTED,
          TOLL_TEST_FILE_CRLF | TOLL_TEST_FILE_BOM };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr (TestTempDir) dir = test_temp_dir_new ();
      g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();
      g_autoptr (JsonObject) counts = NULL;
      g_autofree char *path = NULL;

      toll_test_file_add (file, row);
      path = toll_test_file_write (file, shapes[i], dir->path, "C", "01", "202603020900", 1);
      counts = import (dir, path);
      g_assert_cmpint (count (counts, "calls"), ==, 1);
    }
}

static void
test_bad_row_is_held (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (JsonObject) counts = NULL;
  g_autofree char *path = NULL;

  toll_test_file_add (file, row);
  toll_test_file_add_raw (file, "1,2,3");
  path = toll_test_file_write (file, TOLL_TEST_FILE_PLAIN, dir->path, "C", "01", "202603020900", 1);
  counts = import (dir, path);
  g_assert_cmpint (count (counts, "quarantined"), ==, 1);
  g_assert_cmpint (count (counts, "legs"), ==, 1);
}

/* Expects @raw to be the last line of the file @path. */
static void
assert_last_line (const char *raw, const char *path)
{
  g_autofree char *text = NULL, *line = g_strconcat ("\n", raw, NULL);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpuint (strlen (raw), >, 100);
  g_assert_true (g_str_has_suffix (text, line));
}

/* Why a record is held back is told at once and can be asked for later. */
static void
test_held_rows_tell_why (void)
{
  static const char *const list[] = { "quarantine", "list", "--json", NULL };
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autofree char *path = NULL, *place = NULL;
  g_autoptr (TestRun) run = NULL;
  g_autoptr (JsonObject) json = NULL;
  JsonObject *item;

  toll_test_row_set (row, "dateTimeOrigination", "noon");
  toll_test_file_add (file, row);
  path = toll_test_file_write (file, TOLL_TEST_FILE_PLAIN, dir->path, "C", "01", "202603020900", 1);
  run = test_run_collector (dir->path, (const char *const[]){ "import", path, NULL });
  place = g_strconcat (path, ": line 3: dateTimeOrigination: ", NULL);
  g_assert_cmpint (run->exit_code, ==, 0);
  g_assert_nonnull (strstr (run->errors, place));
  json = test_run_json (dir->path, list);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json, "items")), ==, 1);
  item = json_array_get_object_element (json_object_get_array_member (json, "items"), 0);
  g_assert_cmpint (json_object_get_int_member (item, "line"), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (item, "field"), ==, "dateTimeOrigination");
  g_assert_cmpstr (json_object_get_string_member (item, "reason"), !=, "");
  assert_last_line (json_object_get_string_member (item, "raw"), path);
}

/* The table for people: cut to a line, whole when it is asked for, and no control character. */
static void
test_raw_text_is_shown (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autofree char *path = NULL;
  g_autoptr (TestRun) run = NULL, cut = NULL, whole = NULL;
  g_auto (GStrv) lines = NULL;

  toll_test_file_add_raw (file, "beginning,\033[31mred,01234567890123456789012345678901234567890,"
                                "01234567890123456789012345678901234567890,end");
  path = toll_test_file_write (file, TOLL_TEST_FILE_PLAIN, dir->path, "C", "01", "202603020900", 1);
  run = test_run_collector (dir->path, (const char *const[]){ "import", path, NULL });
  cut = test_run_collector (dir->path, (const char *const[]){ "quarantine", "list", NULL });
  whole = test_run_collector (dir->path,
                              (const char *const[]){ "quarantine", "list", "--raw", NULL });
  lines = g_strsplit (cut->output, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_nonnull (strstr (lines[1], "beginning,"));
  g_assert_true (g_str_has_suffix (lines[1], "\342\200\246"));
  g_assert_true (g_str_has_suffix (whole->output, "567890,end\n"));
  g_assert_null (strchr (whole->output, '\033'));
}

/* Codes open lines: they are hidden on the host as well, in its table and as JSON. */
static void
test_codes_are_hidden (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autofree char *path = NULL, *archive = NULL, *elsewhere = NULL;
  g_autoptr (TestRun) run = NULL, table = NULL, json = NULL, away = NULL;

  toll_test_row_set (row, "dateTimeOrigination", "noon");
  toll_test_row_set (row, "authorizationCodeValue", "7654321");
  toll_test_row_set (row, "clientMatterCode", "4411");
  toll_test_file_add (file, row);
  path = toll_test_file_write (file, TOLL_TEST_FILE_PLAIN, dir->path, "C", "01", "202603020900", 1);
  run = test_run_collector (dir->path, (const char *const[]){ "import", path, NULL });
  g_assert_cmpint (run->exit_code, ==, 0);
  table = test_run_collector (dir->path,
                              (const char *const[]){ "quarantine", "list", "--raw", NULL });
  json = test_run_collector (dir->path,
                             (const char *const[]){ "quarantine", "list", "--json", NULL });
  g_assert_nonnull (strstr (table->output, "noon"));
  g_assert_nonnull (strstr (table->output, "4411"));
  g_assert_null (strstr (table->output, "7654321"));
  g_assert_nonnull (strstr (json->output, "4411"));
  g_assert_null (strstr (json->output, "7654321"));
  archive = test_temp_dir_path (dir, "archive");
  elsewhere = test_temp_dir_path (dir, "elsewhere");
  g_assert_cmpint (g_rename (archive, elsewhere), ==, 0);
  away = test_run_collector (dir->path,
                             (const char *const[]){ "quarantine", "list", "--raw", NULL });
  g_assert_cmpint (away->exit_code, ==, 0);
  g_assert_true (g_str_has_suffix (away->output, " *\n"));
}

/* Told where it is imported, counted beside the sums, listed with both places. */
static void
test_conflict_is_told (void)
{
  static const char *const list[] = { "quarantine", "list", "--conflicts", "--json", NULL };
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autoptr (TollTestFile) first = toll_test_cdr_file_new (), second = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autofree char *one = NULL, *two = NULL, *expected = NULL;
  g_autoptr (JsonObject) counts = NULL, sums = NULL, json = NULL;
  g_autoptr (TestRun) run = NULL;
  JsonObject *item;

  toll_test_file_add (first, row);
  toll_test_row_set (row, "finalCalledPartyNumber", "2987");
  toll_test_file_add (second, row);
  one = toll_test_file_write (first, TOLL_TEST_FILE_PLAIN, dir->path, "C", "01", "202603020900", 1);
  two = toll_test_file_write (second, TOLL_TEST_FILE_PLAIN, dir->path, "C", "01", "202603020901",
                              2);
  counts = import (dir, one);
  g_assert_cmpint (count (counts, "conflicts"), ==, 0);
  run = test_run_collector (dir->path, (const char *const[]){ "import", two, NULL });
  sums = test_run_parse (run);
  g_assert_cmpint (count (sums, "conflicts"), ==, 1);
  g_assert_cmpint (count (sums, "duplicates"), ==, 1);
  g_assert_cmpint (count (sums, "records"), ==, 1);
  expected = g_strconcat (two, ": line 3: contradicts line 3 of cdr_C_01_202603020900_1, which"
                               " stays: final_called_number\n", NULL);
  g_assert_cmpstr (run->errors, ==, expected);
  json = test_run_json (dir->path, list);
  item = json_array_get_object_element (json_object_get_array_member (json, "items"), 0);
  g_assert_cmpstr (json_object_get_string_member (item, "file"), ==, "cdr_C_01_202603020901_2");
  g_assert_cmpint (json_object_get_int_member (item, "line"), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (item, "stored_file"), ==,
                   "cdr_C_01_202603020900_1");
  g_assert_cmpint (json_object_get_int_member (item, "stored_line"), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (item, "fields"), ==, "final_called_number");
}

/* @writing: of the pkid: 0 in small letters, 1 in capitals, 2 in braces. Returns: (transfer full): the
 * path of a file of @row. */
static char *
write_pkid (TestTempDir *dir, gboolean is_cdr, TollTestRow *row, guint writing)
{
  static const char *const pkids[] = { "89abcdef-0123-4567-89ab-00000000c0de",
                                       "89ABCDEF-0123-4567-89AB-00000000C0DE",
                                       "{89ABCDEF-0123-4567-89ab-00000000c0de}" };
  static const char *const minutes[] = { "202603020900", "202603020901", "202603020902" };
  g_autoptr (TollTestFile) file = is_cdr ? toll_test_cdr_file_new () : toll_test_cmr_file_new ();

  toll_test_row_set (row, "pkid", pkids[writing]);
  toll_test_file_add (file, row);
  return toll_test_file_write (file, TOLL_TEST_FILE_PLAIN, dir->path, "C", "01", minutes[writing],
                               writing + 1);
}

/* A pkid is the same one however it is written, whichever writing comes first. */
static void
test_pkid_in_any_writing (void)
{
  for (guint is_cdr = 0; is_cdr < 2; is_cdr++)
    {
      g_autoptr (TollTestRow) row = is_cdr ? toll_test_cdr_new () : toll_test_cmr_new ();
      g_autofree char *expected = NULL;

      for (guint first = 0; first < 3; first++)
        {
          g_autoptr (TestTempDir) dir = test_temp_dir_new ();
          g_autofree char *dump = NULL;

          for (guint i = 0; i < 3; i++)
            {
              g_autofree char *path = write_pkid (dir, is_cdr, row, (first + i) % 3);
              const char *args[] = { "import", path, NULL };
              g_autoptr (TestRun) run = test_run_collector (dir->path, args);
              g_autoptr (JsonObject) counts = test_run_parse (run);

              g_assert_cmpstr (run->errors, ==, "");
              g_assert_cmpint (count (counts, "duplicates"), ==, i > 0);
              g_assert_cmpint (count (counts, "conflicts"), ==, 0);
            }
          dump = test_demo_dump (dir->path);
          if (expected == NULL)
            expected = g_strdup (dump);
          g_assert_cmpstr (dump, ==, expected);
        }
    }
}

static void
test_usage (void)
{
  static const char *const wrong[][4] = { { "import", NULL },
                                          { "nonsense", NULL },
                                          { "import", "--no-such-option", "x", NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (TestRun) run = test_run_collector (NULL, wrong[i]);

      g_assert_cmpint (run->exit_code, ==, 2);
      g_assert_cmpstr (run->output, ==, "");
      g_assert_cmpstr (run->errors, !=, "");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/import/samples", test_samples);
  g_test_add_func ("/cli/import/samples-without-names", test_samples_without_names);
  g_test_add_func ("/cli/import/noise-is-no-call", test_noise_is_no_call);
  g_test_add_func ("/cli/import/one-row-a-call-cmr-is-refused",
                   test_one_row_a_call_cmr_is_refused);
  g_test_add_func ("/cli/import/no-text-is-refused", test_no_text_is_refused);
  g_test_add_func ("/cli/import/shapes-of-a-file", test_shapes_of_a_file);
  g_test_add_func ("/cli/import/bad-row-is-held", test_bad_row_is_held);
  g_test_add_func ("/cli/import/held-rows-tell-why", test_held_rows_tell_why);
  g_test_add_func ("/cli/import/raw-text-is-shown", test_raw_text_is_shown);
  g_test_add_func ("/cli/import/codes-are-hidden", test_codes_are_hidden);
  g_test_add_func ("/cli/import/conflict-is-told", test_conflict_is_told);
  g_test_add_func ("/cli/import/pkid-in-any-writing", test_pkid_in_any_writing);
  g_test_add_func ("/cli/import/usage", test_usage);
  return g_test_run ();
}
