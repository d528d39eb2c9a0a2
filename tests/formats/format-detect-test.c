/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which format a file is of: by its names first, by its own name next, else a reason that helps.
 * With TOLL_SAMPLES set, also genuine files.
 */
#include "tests/formats/support.h"

#include "shared/base/error.h"

#include <string.h>

static const char *
detect (GBytes *bytes, const char *file_name, GError **error)
{
  gsize n_bytes;
  const char *text = g_bytes_get_data (bytes, &n_bytes);
  const CollectorFormat *format = collector_format_detect (text, n_bytes, file_name, error);

  return format != NULL ? format->id : NULL;
}

static void
test_registry (void)
{
  const CollectorFormat *const *formats = collector_format_list ();

  for (guint i = 0; formats[i] != NULL; i++)
    {
      g_assert_true (collector_format_lookup (formats[i]->id) == formats[i]);
      g_assert_cmpstr (formats[i]->title, !=, "");
      g_assert_nonnull (formats[i]->sniff);
      g_assert_nonnull (formats[i]->open);
      g_assert_nonnull (formats[i]->close);
      g_assert_nonnull (formats[i]->parse);
    }
  g_assert_null (collector_format_lookup ("no-such-format"));
  g_assert_null (collector_format_lookup (NULL));
}

static void
test_by_names (void)
{
  static const TollTestFileFlags dresses[] = { TOLL_TEST_FILE_PLAIN, TOLL_TEST_FILE_UNQUOTED,
                                               TOLL_TEST_FILE_BOM | TOLL_TEST_FILE_CR,
                                               TOLL_TEST_FILE_REVERSED };

  for (guint i = 0; i < G_N_ELEMENTS (dresses); i++)
    {
      g_autoptr (TollTestFile) cdr = toll_test_cdr_file_new ();
      g_autoptr (TollTestFile) cmr = toll_test_cmr_file_new ();
      g_autoptr (GBytes) cdr_bytes = toll_test_file_to_bytes (cdr, dresses[i]);
      g_autoptr (GBytes) cmr_bytes = toll_test_file_to_bytes (cmr, dresses[i]);

      /* The names in the file outweigh the name of the file. */
      g_assert_cmpstr (detect (cdr_bytes, "cmr_C_01_202603020900_1", NULL), ==, "cucm-cdr");
      g_assert_cmpstr (detect (cmr_bytes, "cdr_C_01_202603020900_1", NULL), ==, "cucm-cmr");
      g_assert_cmpstr (detect (cmr_bytes, NULL, NULL), ==, "cucm-cmr");
    }
}

static void
assert_undetected (const char *text, gsize n_bytes, const char *reason)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, n_bytes);
  g_autoptr (GError) error = NULL;

  g_assert_null (detect (bytes, "x.csv", &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT);
  g_assert_nonnull (strstr (error->message, reason));
}

static void
test_reasons (void)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (GBytes) nameless = toll_test_file_to_bytes (file, TOLL_TEST_FILE_NO_NAMES);

  assert_undetected (g_bytes_get_data (nameless, NULL), g_bytes_get_size (nameless),
                     "line 1: this is the row of types; the row of column names is missing");
  g_assert_cmpstr (detect (nameless, "cdr_C_01_202603020900_1", NULL), ==, "cucm-cdr");
  assert_undetected ("", 0, "there is no row of column names");
  assert_undetected ("\n\n", 2, "there is no row of column names");
  assert_undetected ("\376\377\0c", 4, "UTF-16");
  assert_undetected ("a,b,c\n1,2,3\n", 12, "line 1: these are not column names");
  assert_undetected ("cdrRecordType,b\n1,2\n", 20, "too few of the column names are known");
}

/* A file that lacks a column is still recognised, so that the parser can name it. */
static void
test_incomplete_names_are_recognised (void)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (GBytes) bytes = NULL;

  toll_test_file_omit_column (file, "duration");
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  g_assert_cmpstr (detect (bytes, NULL, NULL), ==, "cucm-cdr");
}

static char *
load_sample (const char *name, gsize *length)
{
  const char *directory = g_getenv ("TOLL_SAMPLES");
  g_autofree char *path = NULL;
  char *text = NULL;

  if (directory == NULL)
    return NULL;
  path = g_build_filename (directory, name, NULL);
  return g_file_get_contents (path, &text, length, NULL) ? text : NULL;
}

static void
assert_sample (const char *name, guint n_legs, CollectorBatch *batch)
{
  gsize length;
  g_autofree char *text = load_sample (name, &length);
  g_autoptr (GError) error = NULL;
  const CollectorFormat *format;

  if (text == NULL)
    {
      g_test_skip ("no sample files here");
      return;
    }
  format = collector_format_detect (text, length, NULL, &error);
  g_assert_no_error (error);
  collector_batch_reset (batch);
  g_assert_true (read_all (format->id, text, length, 0, batch, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (batch->rejects->len, ==, 0);
  g_assert_cmpuint (batch->legs->len, ==, n_legs);
}

static void
test_samples (void)
{
  static const char *const nameless[] = { "cucm-cdr/sieteunoseis_fixture_noheader_cdr.txt",
                                          "cucm-cmr/sieteunoseis_fixture_noheader_cmr.txt" };
  g_autoptr (CollectorBatch) batch = collector_batch_new ();

  assert_sample ("cucm-cdr/cdr_StandAloneCluster_02_201510091036_254831", 3, batch);
  if (batch->legs->len == 0)
    return;
  assert_sample ("cucm-cdr/haxr_cdr_samplefile.txt", 1, batch);
  g_assert_cmpint (LEG (batch, 0)->duration_ms, ==, 39000);
  for (guint i = 0; i < G_N_ELEMENTS (nameless); i++)
    {
      gsize length;
      g_autofree char *text = load_sample (nameless[i], &length);

      g_assert_nonnull (text);
      assert_undetected (text, length, "the row of column names is missing");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/detect/registry", test_registry);
  g_test_add_func ("/formats/detect/by-names", test_by_names);
  g_test_add_func ("/formats/detect/reasons", test_reasons);
  g_test_add_func ("/formats/detect/incomplete-names-are-recognised",
                   test_incomplete_names_are_recognised);
  g_test_add_func ("/formats/detect/samples", test_samples);
  return g_test_run ();
}
