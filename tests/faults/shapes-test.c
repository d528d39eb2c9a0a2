/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files in other encodings and with other columns: what they hold ends in the same members, or is
 * refused or held; nothing is taken for something else.
 */
#include "shared/base/error.h"
#include "tests/formats/support.h"
#include "tests/support/ledger-fixture.h"
#include "tests/support/score.h"

#include <string.h>

#define N_RECORDS 12

/* A record with something in every column that may be left away, and no separator in a value. */
static TollTestRow *
make_row (guint number)
{
  TollTestRow *row = toll_test_cdr_new ();

  toll_test_row_set_all (
      row, "callingPartyUnicodeLoginUserID", "zo\303\253", "finalCalledPartyUnicodeLoginUserID",
      "bruno", "lastRedirectDn", "4444", "originalCalledPartyNumberPartition", "PT_o",
      "callingPartyNumberPartition", "PT_c", "finalCalledPartyNumberPartition", "PT_f",
      "lastRedirectDnPartition", "PT_l", "destConversationId", "77", "origConversationId", "78",
      "comment", "said", "authCodeDescription", "boss", "authorizationLevel", "9",
      "clientMatterCode", "C7", "authorizationCodeValue", "4711", "outpulsedCallingPartyNumber",
      "+3906", "outpulsedCalledPartyNumber", "+39063071111", "origIpAddr", "-1139627840",
      "destIpAddr", "239138826", "IncomingProtocolID", "1", "OutgoingProtocolID", "4",
      "currentRoutingReason", "7", "huntPilotPartition", "PT_h", "huntPilotDN", "2000",
      "totalWaitTimeInQueue", "33", "mobileCallingPartyNumber", "+39333",
      "finalMobileCalledPartyNumber", "+39334", NULL);
  toll_test_row_set_int (row, "origSpan", 11 + number);
  toll_test_row_set_int (row, "destSpan", 500 + number);
  return row;
}

static GBytes *
make_file (guint n_columns, const char *empty_column, TollTestFileFlags flags)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();

  if (n_columns != 0)
    toll_test_file_set_n_columns (file, n_columns);
  for (guint i = 0; i < N_RECORDS; i++)
    {
      g_autoptr (TollTestRow) row = make_row (i);
      g_autofree char *pkid = g_strdup_printf ("0badcafe-0000-4000-8000-%012u", i);

      toll_test_row_set (row, "pkid", pkid);
      toll_test_row_set_int (row, "globalCallID_callId", 100 + i);
      toll_test_row_set_int (row, "origLegCallIdentifier", 1000 + 2 * i);
      toll_test_row_set_int (row, "destLegIdentifier", 1001 + 2 * i);
      if (empty_column != NULL)
        toll_test_row_set (row, empty_column, "");
      toll_test_file_add (file, row);
    }
  return toll_test_file_to_bytes (file, flags | TOLL_TEST_FILE_FINAL_NEWLINE);
}

/* -- encodings -- */

/* What a delivery comes to: legs, held rows, and whether it is refused as a whole. */
typedef struct
{
  const char *name;
  const char *encoding;         /* (nullable): converted into it */
  const char *mark;             /* put before it */
  const char *found, *replaced; /* (nullable): bytes of the first record */
  TollTestFileFlags flags;
  guint legs, held;
  gboolean is_refused;
} Encoding;

static const Encoding encodings[] = {
  { "plain", NULL, "", NULL, NULL, 0, N_RECORDS, 0, FALSE },
  { "CR LF", NULL, "", NULL, NULL, TOLL_TEST_FILE_CRLF, N_RECORDS, 0, FALSE },
  { "CR only", NULL, "", NULL, NULL, TOLL_TEST_FILE_CR, N_RECORDS, 0, FALSE },
  { "byte order mark", NULL, "\357\273\277", NULL, NULL, 0, N_RECORDS, 0, FALSE },
  { "mark and CR LF", NULL, "\357\273\277", NULL, NULL, TOLL_TEST_FILE_CRLF, N_RECORDS, 0, FALSE },
  { "Latin 1", "ISO-8859-1", "", NULL, NULL, 0, N_RECORDS, 0, FALSE },
  { "one invalid byte", NULL, "", "zo\303\253", "zo\353Z", 0, N_RECORDS, 0, FALSE },
  { "a NUL byte", NULL, "", "PT_c", "PT\0c", 0, N_RECORDS - 1, 1, FALSE },
  { "UTF-16, little end first", "UTF-16LE", "", NULL, NULL, 0, 0, 0, TRUE },
  { "UTF-16, big end first", "UTF-16BE", "", NULL, NULL, 0, 0, 0, TRUE },
  { "UTF-16 with its mark", "UTF-16LE", "\377\376", NULL, NULL, 0, 0, 0, TRUE },
  { "UTF-32", "UTF-32LE", "", NULL, NULL, 0, 0, 0, TRUE },
  { "compressed", NULL, "\037\213\010\010", NULL, NULL, 0, 0, 0, TRUE },
  { "a letter of the names as NUL", NULL, "", "globalCall", "gl\0balCall", 0, 0, 0, TRUE },
};

/* Returns: the bytes, in the encoding. */
static GString *
encode (const Encoding *encoding)
{
  g_autoptr (GBytes) bytes = make_file (0, NULL, encoding->flags);
  gsize n_bytes = g_bytes_get_size (bytes);
  g_autofree char *text = g_memdup2 (g_bytes_get_data (bytes, NULL), n_bytes);
  GString *out = g_string_new (encoding->mark);

  if (encoding->found != NULL)
    {
      gsize length = strlen (encoding->found);

      memcpy (memmem (text, n_bytes, encoding->found, length), encoding->replaced, length);
    }
  if (encoding->encoding != NULL)
    {
      g_autofree char *made
          = g_convert (text, (gssize) n_bytes, encoding->encoding, "UTF-8", NULL, &n_bytes, NULL);

      g_assert_nonnull (made);
      g_string_append_len (out, made, (gssize) n_bytes);
    }
  else
    g_string_append_len (out, text, (gssize) n_bytes);
  return out;
}

/* The dump but for the hashes, which are of the bytes as they came. */
static char *
drop_hashes (const char *dump)
{
  g_auto (GStrv) lines = g_strsplit (dump, "\n", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (char **line = lines; *line != NULL; line++)
    if (!g_str_has_prefix (*line, "leg "))
      g_string_append_printf (out, "%s\n", *line);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Returns: (transfer full): the ledger in words after the file. */
static char *
read_encoding (const Encoding *encoding, gboolean *is_as_specified)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *path = test_temp_dir_path (ledger->dir, "cdr_A_01_202603020900_1");
  g_autoptr (GString) bytes = encode (encoding);
  g_autoptr (GError) error = NULL;
  CollectorFileResult result;
  g_autofree char *dump = NULL;
  gboolean is_read;

  g_assert_true (g_file_set_contents (path, bytes->str, (gssize) bytes->len, NULL));
  is_read = collector_pipeline_read_file (ledger->pipeline, path, "cdr_A_01_202603020900_1", NULL,
                                          COLLECTOR_IMPORT_MAX_BYTES, &result, &error);
  g_assert_true (is_read || g_error_matches (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT));
  g_test_message ("%s: %s, %d legs, %d held", encoding->name, is_read ? "read" : error->message,
                  (int) result.counts.legs, (int) result.counts.quarantined);
  *is_as_specified
      = is_read != encoding->is_refused && result.counts.legs == encoding->legs
        && result.counts.quarantined == encoding->held
        && test_ledger_ask (ledger, "SELECT count(*) FROM quarantine WHERE state = 'held'"
                                    " AND line = 3 AND reason <> ''")
               == encoding->held
        && test_ledger_ask (ledger, "SELECT count(*) FROM file WHERE state = 'refused'"
                                    " AND reason <> ''")
               == encoding->is_refused;
  test_ledger_assert_sound (ledger);
  dump = test_ledger_dump (ledger);
  return drop_hashes (dump);
}

static void
test_encodings (void)
{
  g_autofree char *expected = NULL;
  guint n_wrong = 0, n_differing = 0;

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gboolean is_as_specified;
      g_autofree char *dump = read_encoding (&encodings[i], &is_as_specified);

      n_wrong += !is_as_specified;
      if (expected == NULL)
        expected = g_steal_pointer (&dump);
      else if (encodings[i].legs == N_RECORDS && encodings[i].found == NULL)
        n_differing += test_count_differing_lines (expected, dump);
    }
  toll_score ("F17", "encodings not taken, held or refused as specified", n_wrong, 0);
  toll_score ("F17", "rows other than from the plain file", n_differing, 0);
}

/* -- columns -- */

static void
read_bytes (GBytes *bytes, CollectorBatch *batch)
{
  g_autoptr (GError) error = NULL;

  read_all ("cucm-cdr", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), 0, batch, &error);
  g_assert_no_error (error);
}

/* Members of the records that differ, and records that only one has. */
static guint
count_differences (const CollectorBatch *one, const CollectorBatch *other)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint n = ABS ((int) one->legs->len - (int) other->legs->len) + other->rejects->len;

  for (guint i = 0; i < MIN (one->legs->len, other->legs->len); i++)
    toll_leg_list_differences (LEG (one, i), LEG (other, i), names);
  for (guint i = 0; i < names->len; i++)
    g_test_message ("%s", (const char *) names->pdata[i]);
  return n + names->len;
}

/* The same table with its columns in the order @order, @n_new of them unknown. */
static GBytes *
reorder (GBytes *bytes, const guint *order, guint n_columns, guint n_new)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      guint n_cells = g_strv_length (cells);

      for (guint j = 0; j < n_columns + n_new; j++)
        {
          guint at = order[j];
          g_autofree char *unknown = g_strdup_printf ("%s%u", i == 0 ? "future" : "", at);

          g_assert_cmpuint (n_cells, ==, n_columns);
          g_string_append_printf (out, "%s%s", j == 0 ? "" : ",", at < n_columns ? cells[at] : unknown);
        }
      g_string_append_c (out, '\n');
    }
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

/* All column sets of Unified CM 7 to 15, in 20 orders each, with up to five columns that are new. */
static void
test_reordered (void)
{
  static const guint sets[] = { 94, 118, 129, 131, 133 };
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());
  guint n_wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    for (guint round = 0; round < 20; round++)
      {
        TollTestFileFlags flags = TOLL_TEST_FILE_UNQUOTED | TOLL_TEST_FILE_NO_TYPES;
        g_autoptr (GBytes) bytes = make_file (sets[i], NULL, flags);
        guint n_new = (guint) g_rand_int_range (random, 0, 6), order[140];
        g_autoptr (CollectorBatch) batch = collector_batch_new ();
        g_autoptr (CollectorBatch) drifted = collector_batch_new ();
        g_autoptr (GBytes) other = NULL;

        for (guint j = 0; j < sets[i] + n_new; j++)
          {
            guint k = (guint) g_rand_int_range (random, 0, (gint32) j + 1);

            order[j] = order[k];
            order[k] = j;
          }
        other = reorder (bytes, order, sets[i], n_new);
        read_bytes (bytes, batch);
        read_bytes (other, drifted);
        g_assert_cmpuint (batch->legs->len, ==, N_RECORDS);
        n_wrong += count_differences (batch, drifted);
      }
  toll_score ("F18", "members assigned otherwise after columns moved or came", n_wrong, 0);
}

static gboolean
is_key (const char *column)
{
  static const char *const keys[]
      = { "cdrRecordType", "globalCallID_callManagerId", "globalCallID_callId", "pkid",
          "dateTimeOrigination", "callingPartyNumber", "originalCalledPartyNumber",
          "finalCalledPartyNumber", "dateTimeConnect", "dateTimeDisconnect", "duration",
          "origDeviceName", "destDeviceName", NULL };

  return g_strv_contains (keys, column);
}

/* Without @column the records are as if it were empty. Returns: members that are not. */
static guint
omit (const char *column, gboolean *is_refused)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = make_row (0), emptied = toll_test_row_copy (row);
  g_autoptr (GBytes) without = NULL;
  g_autoptr (CollectorBatch) batch = collector_batch_new ();
  g_autoptr (CollectorBatch) reference = collector_batch_new ();
  g_autoptr (TollTestFile) other = toll_test_cdr_file_new ();
  g_autoptr (GError) error = NULL;

  toll_test_file_omit_column (file, column);
  toll_test_file_add (file, row);
  without = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  *is_refused = !read_all ("cucm-cdr", g_bytes_get_data (without, NULL),
                           g_bytes_get_size (without), 0, batch, &error);
  if (*is_refused)
    {
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT);
      g_assert_nonnull (strstr (error->message, column));
      return 0;
    }
  toll_test_row_set (emptied, column, "");
  toll_test_file_add (other, emptied);
  read_file ("cucm-cdr", other, TOLL_TEST_FILE_FINAL_NEWLINE, 0, reference);
  return count_differences (reference, batch);
}

static void
test_missing (void)
{
  g_autoptr (GBytes) bytes = make_file (0, NULL, TOLL_TEST_FILE_UNQUOTED);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) columns = NULL;
  guint n_wrong = 0, n_keyless = 0, n_keys = 0, n_needless = 0;

  *strchr (text, '\n') = '\0';
  columns = g_strsplit (text, ",", -1);
  g_assert_cmpuint (g_strv_length (columns), ==, 133);
  for (guint i = 0; columns[i] != NULL; i++)
    {
      gboolean is_refused;

      n_wrong += omit (columns[i], &is_refused);
      n_keyless += is_key (columns[i]) && !is_refused;
      n_needless += !is_key (columns[i]) && is_refused;
      n_keys += is_key (columns[i]);
    }
  g_assert_cmpuint (n_keys, ==, 13);
  toll_score ("F18", "members assigned otherwise after a column went", n_wrong, 0);
  toll_score ("F18", "files without a key column that were taken", n_keyless, 0);
  toll_score ("F18", "files refused for a column that is no key", n_needless, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/shapes/encodings", test_encodings);
  g_test_add_func ("/faults/shapes/reordered", test_reordered);
  g_test_add_func ("/faults/shapes/missing", test_missing);
  return g_test_run ();
}
