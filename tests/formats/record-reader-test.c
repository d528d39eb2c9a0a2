/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Splitting bytes into records: quotes, line ends, what is too long, and how a broken record costs
 * no other. The fast way and the careful way must see the same.
 */
#include "collector/formats/record-reader.h"

#include <string.h>

/* Reads @bytes, @piece at a time, and writes what came as text: cells within [], a bad record as
 * "!line", records of more than one line with "+". */
static char *
read_as_text (const char *bytes, gsize n_bytes, gsize piece, guint expected)
{
  g_autoptr (CollectorRecordReader) reader = collector_record_reader_new ();
  GString *out = g_string_new (NULL);
  CollectorRecordStatus status;
  CollectorRecord record;
  gsize done = 0, shown = 0;

  collector_record_reader_expect (reader, expected);
  while (shown < n_bytes || done < n_bytes)
    {
      g_autofree char *part = NULL;

      shown = piece == 0 ? n_bytes : MIN (shown + piece, n_bytes);
      part = g_memdup2 (bytes + done, shown - done);
      collector_record_reader_feed (reader, part, shown - done, shown == n_bytes);
      while ((status = collector_record_reader_next (reader, &record)) != COLLECTOR_RECORD_MORE)
        {
          g_string_append_printf (out, "%s%u", status == COLLECTOR_RECORD_BAD ? "!" : "",
                                  record.line);
          for (guint i = 0; i < record.n_cells; i++)
            g_string_append_printf (out, "[%.*s]", (int) record.cells[i].length,
                                    record.cells[i].text);
          if (record.byte_length <= COLLECTOR_RECORD_MAX_BYTES)
            g_assert_cmpmem (record.raw, record.raw_length, bytes + record.byte_offset,
                             record.byte_length);
        }
      done += collector_record_reader_get_consumed (reader);
      g_assert_cmpuint (done, <=, shown);
      if (shown == n_bytes)
        break;
    }
  g_assert_cmpuint (done, ==, n_bytes);
  return g_string_free (out, FALSE);
}

static void
assert_read (const char *bytes, guint expected, const char *wanted)
{
  for (gsize piece = 0; piece < 9; piece++)
    {
      g_autofree char *text = read_as_text (bytes, strlen (bytes), piece, expected);

      g_assert_cmpstr (text, ==, wanted);
    }
}

static void
test_line_ends (void)
{
  assert_read ("a,b\nc,d\n", 2, "1[a][b]2[c][d]");
  assert_read ("a,b\r\nc,d\r\n", 2, "1[a][b]2[c][d]");
  assert_read ("a,b\rc,d\r", 2, "1[a][b]2[c][d]");
  assert_read ("a,b\nc,d", 2, "1[a][b]2[c][d]");
  assert_read ("\n\na\n\n\nb\n\n", 1, "3[a]6[b]");
  assert_read ("\r\n\r\na\r\n\r\nb\r\n\r\n", 1, "3[a]5[b]");
  assert_read ("a\r\rb\r", 1, "1[a]3[b]");
  assert_read ("a,b\rx\nc\r\n", 2, "1[a][b]2[x\nc]");
  assert_read ("a\n\r", 1, "1[a]");
  assert_read ("a\nb\rc\n", 1, "1[a]2[b\rc]");
}

static void
test_quotes (void)
{
  assert_read ("\"a\",\"b,c\",\"\"\n", 3, "1[a][b,c][]");
  assert_read ("\"a\"\"b\",\"\"\"\",c\n", 3, "1[a\"b][\"][c]");
  assert_read ("a\"b,c\n", 2, "1[a\"b][c]");
  assert_read ("a\"b,\"c\"\n", 2, "1[a\"b][c]");
  assert_read ("  \"a\", \"b\"\r\n", 2, "1[a][b]");
  assert_read ("\"a\nb\",c\nd,e\n", 2, "1[a\nb][c]3[d][e]");
  assert_read ("\"a\r\nb\",\"c\"\r\nd,e\r\n", 2, "1[a\r\nb][c]3[d][e]");
  assert_read (",,\n,\n", 3, "1[][][]2[][]");
}

/* The line with the broken quote is lost, not those behind it. */
static void
test_broken_quotes_cost_one_line (void)
{
  assert_read ("a,\"b\nc,d\n\"e\",\"f\"\n", 2, "!12[c][d]3[e][f]");
  assert_read ("a,\"b\nc,d", 2, "!12[c][d]");
  assert_read ("\"a\"x,b\nc,d\n", 2, "!12[c][d]");
  assert_read ("a,b\n\"\n\"\nc,d\n", 2, "1[a][b]!2!34[c][d]");
  assert_read ("\"a\nb\"\nc,d\n", 0, "!12[b\"]3[c][d]");
}

static void
test_too_long (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n");
  static const gsize pieces[] = { 0, 1000, 65536, 65537, 100000 };

  for (guint i = 0; i < COLLECTOR_RECORD_MAX_BYTES; i++)
    g_string_append_c (text, i == 9 ? ',' : 'x');
  g_string_append_c (text, '\n');
  for (guint i = 0; i < COLLECTOR_RECORD_MAX_BYTES + 1; i++)
    g_string_append_c (text, '"');
  g_string_append (text, "\nc,d\n");
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree char *out = read_as_text (text->str, text->len, pieces[i], 2);

      g_assert_true (g_str_has_prefix (out, "1[a][b]2[xxxxxxxxx][xxx"));
      g_assert_true (g_str_has_suffix (out, "xxx]!34[c][d]"));
    }
}

static void
test_too_many_cells (void)
{
  g_autoptr (GString) text = g_string_new ("");
  g_autofree char *out = NULL;

  for (guint i = 0; i < COLLECTOR_RECORD_MAX_CELLS; i++)
    g_string_append_c (text, ',');
  g_string_append (text, "\na\n");
  out = read_as_text (text->str, text->len, 0, 1);
  g_assert_cmpstr (out, ==, "!12[a]");
}

/* A tidy record must be the same when an untidy cell forces the careful way. */
static void
test_fast_and_careful_agree (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GString) tidy = g_string_new (NULL);
      g_autoptr (GString) untidy = NULL;
      g_autofree char *fast = NULL, *careful = NULL, *wanted = NULL;
      guint n_cells = g_rand_int_range (rand, 1, 140);

      for (guint i = 0; i < n_cells; i++)
        {
          guint length = g_rand_int_range (rand, 0, 12);
          gboolean is_quoted = g_rand_boolean (rand);

          g_string_append (tidy, i > 0 ? "," : "");
          g_string_append (tidy, is_quoted ? "\"" : "");
          for (guint j = 0; j < length; j++)
            g_string_append_c (tidy, is_quoted && j % 3 == 1 ? ',' : 'a' + j);
          g_string_append (tidy, is_quoted ? "\"" : "");
        }
      g_string_append (tidy, ",z");
      untidy = g_string_new_len (tidy->str, tidy->len);
      g_string_append (untidy, "\"z");
      fast = read_as_text (tidy->str, tidy->len, 0, n_cells + 1);
      careful = read_as_text (untidy->str, untidy->len, 0, n_cells + 1);
      wanted = g_strndup (fast, strlen (fast) - 1);
      g_assert_true (g_str_has_prefix (careful, wanted));
      g_assert_true (g_str_has_suffix (careful, "[z\"z]"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/record-reader/line-ends", test_line_ends);
  g_test_add_func ("/formats/record-reader/quotes", test_quotes);
  g_test_add_func ("/formats/record-reader/broken-quotes-cost-one-line",
                   test_broken_quotes_cost_one_line);
  g_test_add_func ("/formats/record-reader/too-long", test_too_long);
  g_test_add_func ("/formats/record-reader/too-many-cells", test_too_many_cells);
  g_test_add_func ("/formats/record-reader/fast-and-careful-agree",
                   test_fast_and_careful_agree);
  return g_test_run ();
}
