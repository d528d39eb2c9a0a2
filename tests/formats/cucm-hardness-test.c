/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What must not go wrong with CDR files: cut files, identities, encodings, hostile texts.
 */
#include "tests/formats/support.h"
#include "tests/support/score.h"

#include <string.h>

/* A file cut at any byte: whole rows as in the whole file, or none. */
static void
test_every_cut (void)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (CollectorBatch) whole = collector_batch_new ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize n_bytes;
  guint n_half = 0;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();

      toll_test_row_set (row, "comment", "a, \"b\"");
      toll_test_row_set (row, "destDeviceSessionID", i % 2 == 0 ? "" : "0011ff");
      toll_test_file_add (file, row);
    }
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_FINAL_NEWLINE);
  text = g_bytes_get_data (bytes, &n_bytes);
  read_file ("cucm-cdr", file, TOLL_TEST_FILE_FINAL_NEWLINE, 0, whole);
  for (gsize n = 0; n < n_bytes; n++)
    {
      g_autoptr (GError) error = NULL;

      collector_batch_reset (batch);
      if (!read_all ("cucm-cdr", text, n, 0, batch, &error))
        {
          g_assert_cmpuint (n, <, strchr (text, '\n') - text);
          continue;
        }
      g_assert_cmpuint (batch->rejects->len, <=, 1);
      for (guint i = 0; i < batch->legs->len; i++)
        n_half += LEG (batch, i)->record_key != LEG (whole, i)->record_key
                  || LEG (batch, i)->content_hash != LEG (whole, i)->content_hash;
      if (n > 0 && text[n - 1] == '\n')
        g_assert_cmpuint (batch->rejects->len, ==, 0);
    }
  toll_score ("F09", "half records read, over every length of a file", n_half, 0);
}

static void
test_identity (void)
{
  static const char *const pkids[] = {
    "", "00000000-0000-0000-0000-000000000000", "89ABCDEF-0123-4567-0000-000000000000",
    "{89abcdef-0123-4567-0000-000000000000}", "not a guid",
  };
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();

  for (guint i = 0; i < G_N_ELEMENTS (pkids); i++)
    {
      toll_test_row_set (row, "pkid", pkids[i]);
      toll_test_file_add (file, row);
    }
  toll_test_row_set_all (row, "pkid", "", "destDeviceName", "SEP0011223344CC", NULL);
  toll_test_file_add (file, row);
  read_file ("cucm-cdr", file, TOLL_TEST_FILE_PLAIN, 0, batch);
  g_assert_cmpuint (batch->legs->len, ==, 6);
  g_assert_cmpint (LEG (batch, 0)->record_key, ==, LEG (batch, 1)->record_key);
  g_assert_cmpint (LEG (batch, 0)->content_hash, !=, LEG (batch, 1)->content_hash);
  g_assert_cmpint (LEG (batch, 2)->record_key, ==, (gint64) 0x89abcdef01234567);
  g_assert_cmpint (LEG (batch, 3)->record_key, ==, LEG (batch, 2)->record_key);
  g_assert_cmpint (LEG (batch, 3)->content_hash, ==, LEG (batch, 2)->content_hash);
  g_assert_cmpstr (LEG (batch, 3)->pkid, ==, "89abcdef-0123-4567-0000-000000000000");
  g_assert_cmpint (LEG (batch, 4)->record_key, !=, LEG (batch, 0)->record_key);
  g_assert_cmpint (LEG (batch, 5)->record_key, !=, LEG (batch, 0)->record_key);
  g_assert_cmpint (LEG (batch, 0)->record_key, !=, 0);
}

/* A change in any one cell, also an unread one, is another content. */
static void
test_content_hash_sees_every_column (void)
{
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  static const char *const columns[] = { "origPrecedenceLevel", "destVideoCap_Codec", "comment",
                                         "huntPilotPattern", "destDeviceSessionID", "pkid" };

  toll_test_file_add (file, row);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (TollTestRow) other = toll_test_row_copy (row);
      g_autofree char *value = g_strconcat (toll_test_row_get (row, columns[i]), "7", NULL);

      toll_test_row_set (other, columns[i], value);
      toll_test_file_add (file, other);
    }
  read_file ("cucm-cdr", file, TOLL_TEST_FILE_PLAIN, 0, batch);
  for (guint i = 0; i < batch->legs->len; i++)
    g_assert_true (g_hash_table_add (seen, &LEG (batch, i)->content_hash));
  g_assert_cmpuint (g_hash_table_size (seen), ==, 7);
}

static void
test_encodings (void)
{
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();

  toll_test_row_set_all (row, "callingPartyUnicodeLoginUserID", "Jos\351", "authCodeDescription",
                         "J\303\266rg", NULL);
  toll_test_file_add (file, row);
  read_file ("cucm-cdr", file, TOLL_TEST_FILE_PLAIN, 0, batch);
  g_assert_cmpuint (batch->legs->len, ==, 1);
  g_assert_cmpstr (LEG (batch, 0)->calling_user, ==, "Jos\303\251");
  g_assert_cmpstr (LEG (batch, 0)->authorization_description, ==, "J\303\266rg");
}

/* NUL bytes cost their row, not the file. */
static void
test_nul_bytes (void)
{
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const char *whole;
  gsize n_bytes;

  toll_test_row_set (row, "callingPartyUnicodeLoginUserID", "victim");
  toll_test_file_add (file, row);
  toll_test_row_set (row, "callingPartyUnicodeLoginUserID", "neighbour");
  toll_test_file_add (file, row);
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  whole = g_bytes_get_data (bytes, &n_bytes);
  text = g_memdup2 (whole, n_bytes);
  *(char *) memmem (text, n_bytes, "victim", 6) = '\0';
  g_assert_true (read_all ("cucm-cdr", text, n_bytes, 0, batch, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (batch->rejects->len, ==, 1);
  g_assert_cmpstr (REJECT (batch, 0)->reason, ==, "the row holds NUL bytes");
  g_assert_true (g_utf8_validate (REJECT (batch, 0)->raw, -1, NULL));
  g_assert_nonnull (strstr (REJECT (batch, 0)->raw, "ictim"));
  g_assert_cmpuint (batch->legs->len, ==, 1);
  g_assert_cmpstr (LEG (batch, 0)->calling_user, ==, "neighbour");
}

/* Whatever a caller may send as number or name comes through as it is, and harms nothing. */
static void
test_hostile_texts (void)
{
  static const char *const texts[] = {
    "'; DROP TABLE call; --", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "%s%n%1$*1$d",
    "\"\"\"", "a\tb", "\033[2J", "../../etc/passwd", "x\"y", "\xe2\x80\xae" "1002",
    "line one\nline two", ",,,,", "\xf0\x9f\x93\x9e", "A",
  };
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();

      toll_test_row_set_all (row, "callingPartyNumber", texts[i], "comment", texts[i], NULL);
      toll_test_file_add (file, row);
    }
  read_file ("cucm-cdr", file, TOLL_TEST_FILE_PLAIN, 5, batch);
  g_assert_cmpuint (batch->rejects->len, ==, 0);
  g_assert_cmpuint (batch->legs->len, ==, G_N_ELEMENTS (texts));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_cmpstr (LEG (batch, i)->calling_number, ==, texts[i]);
      g_assert_cmpstr (LEG (batch, i)->comment, ==, texts[i]);
      g_assert_cmpuint (LEG (batch, i)->line, ==, 3 + i + (i > 10 ? 2 : 0));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/cucm-hardness/every-cut", test_every_cut);
  g_test_add_func ("/formats/cucm-hardness/identity", test_identity);
  g_test_add_func ("/formats/cucm-hardness/content-hash-sees-every-column", test_content_hash_sees_every_column);
  g_test_add_func ("/formats/cucm-hardness/encodings", test_encodings);
  g_test_add_func ("/formats/cucm-hardness/nul-bytes", test_nul_bytes);
  g_test_add_func ("/formats/cucm-hardness/hostile-texts", test_hostile_texts);
  return g_test_run ();
}
