/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The CSV reader on the relatives of RFC 4180, what it refuses, and the writer's quotes and guard.
 */
#include "shared/base/csv.h"
#include "shared/base/error.h"

#include <string.h>

/* All records of @text: cells in brackets, records numbered by their line. */
static char *
read_all (const char *text, gsize n_bytes, char separator, GError **error)
{
  g_autoptr (TollCsv) csv = toll_csv_new (text, n_bytes, separator);
  GString *out = g_string_new (NULL);
  const TollCsvCell *cells;
  guint n_cells;

  while (toll_csv_next (csv, &cells, &n_cells, error))
    {
      g_string_append_printf (out, "%u:", toll_csv_get_line (csv));
      for (guint i = 0; i < n_cells; i++)
        {
          g_assert_cmpuint (strlen (cells[i].text), ==, cells[i].length);
          g_string_append_printf (out, "[%s]", cells[i].text);
        }
    }
  return g_string_free (out, FALSE);
}

static void
test_reads (void)
{
  static const struct
  {
    const char *text;
    char separator;
    const char *records;
  } cases[] = {
    { "a,b\nc,d\n", 0, "1:[a][b]2:[c][d]" },
    { "a,b\r\nc,d", 0, "1:[a][b]2:[c][d]" },
    { "a,b\rc,d\r", 0, "1:[a][b]2:[c][d]" },
    { "\357\273\277a;b;\n\n\n;;x", 0, "1:[a][b][]4:[][][x]" },
    { "a\tb,c\td", 0, "1:[a][b,c][d]" },
    { "\"x,y\"|z", 0, "1:[x,y][z]" },
    { "\"a \"\"b\"\"\",\"c\nd\"\ne", ',', "1:[a \"b\"][c\nd]3:[e]" },
    { "\"93\", \"Afghanistan\" , x ,\"\"", ',', "1:[93][Afghanistan][ x ][]" },
    { "a\"b,\"c\"d", ',', "1:[a\"b][cd]" },
    { "\"0,1175\",937", 0, "1:[0,1175][937]" },
    { "alone", 0, "1:[alone]" },
    { "", 0, "" },
    { "\n\n", 0, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *records
          = read_all (cases[i].text, strlen (cases[i].text), cases[i].separator, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (records, ==, cases[i].records);
    }
}

static void
test_open_quote_names_its_line_and_goes_on (void)
{
  const char *text = "a,b\nc,\"d\ne,f\n";
  g_autoptr (TollCsv) csv = toll_csv_new (text, strlen (text), ',');
  g_autoptr (GError) error = NULL;
  const TollCsvCell *cells;
  guint n_cells;

  g_assert_true (toll_csv_next (csv, &cells, &n_cells, &error));
  g_assert_false (toll_csv_next (csv, &cells, &n_cells, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT);
  g_assert_nonnull (strstr (error->message, "line 2"));
  g_clear_error (&error);
  g_assert_true (toll_csv_next (csv, &cells, &n_cells, &error));
  g_assert_cmpuint (toll_csv_get_line (csv), ==, 3);
  g_assert_cmpstr (cells[0].text, ==, "e");
  g_assert_false (toll_csv_next (csv, &cells, &n_cells, &error));
  g_assert_no_error (error);
}

static void
test_long_records (void)
{
  g_autofree char *text = g_strnfill (TOLL_CSV_MAX_RECORD_BYTES, 'x');
  g_autofree char *longer = g_strdup_printf ("%sy\nnext", text);
  g_autofree char *quoted = g_strdup_printf ("\"%s", text);
  g_autoptr (GError) error = NULL;
  g_autofree char *records = read_all (text, strlen (text), ',', &error);

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (records), ==, TOLL_CSV_MAX_RECORD_BYTES + 4);

  g_free (g_steal_pointer (&records));
  records = read_all (longer, strlen (longer), ',', &error);
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT);
  g_assert_nonnull (strstr (error->message, "line 1"));

  g_clear_error (&error);
  g_free (g_steal_pointer (&records));
  records = read_all (quoted, strlen (quoted), ',', &error);
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT);
}

static void
test_only_separators_fit (void)
{
  g_autofree char *text = g_strnfill (TOLL_CSV_MAX_RECORD_BYTES, ',');
  g_autoptr (TollCsv) csv = toll_csv_new (text, strlen (text), ',');
  const TollCsvCell *cells;
  guint n_cells;

  g_assert_true (toll_csv_next (csv, &cells, &n_cells, NULL));
  g_assert_cmpuint (n_cells, ==, TOLL_CSV_MAX_RECORD_BYTES + 1);
}

/* @written is read as one cell, and is @text again without its guard. */
static void
assert_comes_back (const char *written, const char *text)
{
  g_autoptr (TollCsv) csv = toll_csv_new (written, strlen (written), ',');
  g_autofree char *cell = NULL;
  const TollCsvCell *cells;
  guint n;

  if (*written == '\0')
    return;
  g_assert_true (toll_csv_next (csv, &cells, &n, NULL));
  cell = g_strdup (cells[0].text);
  toll_csv_unguard (cell);
  g_assert_cmpstr (cell, ==, text);
}

static void
test_writes (void)
{
  static const struct
  {
    const char *text;
    gboolean guard;
    const char *written;
  } cases[] = {
    { "plain", TRUE, "plain" },     { "a,b", TRUE, "\"a,b\"" },   { "a\"b", TRUE, "\"a\"\"b\"" },
    { "a\nb", TRUE, "\"a\nb\"" },   { " a", TRUE, "\" a\"" },     { "", TRUE, "" },
    { "=1+1", TRUE, "'=1+1" },      { "=1+1", FALSE, "=1+1" },    { "@SUM(A1)", TRUE, "'@SUM(A1)" },
    { "-5", TRUE, "-5" },           { "+39061", TRUE, "+39061" }, { "-A1", TRUE, "'-A1" },
    { "+1+1", TRUE, "'+1+1" },      { "-", TRUE, "'-" },          { "-1.5", TRUE, "-1.5" },
    { "\tx", TRUE, "\"'\tx\"" },    { "=A1,B1", TRUE, "\"'=A1,B1\"" },
    { "+3902667****", TRUE, "+3902667****" },
    { "a;=1", TRUE, "\"a;'=1\"" },  { "a\n=1", TRUE, "\"a\n'=1\"" }, { "a;b", TRUE, "\"a;b\"" },
    { "+39*2", TRUE, "'+39*2" },    { "+*", TRUE, "'+*" },        { NULL, TRUE, "" },
    { "'=1", TRUE, "''=1" },        { "''=1", TRUE, "'''=1" },   { "'+39061", TRUE, "''+39061" },
    { "\357\274\2351+1", TRUE, "'\357\274\2351+1" },
    { "\357\274\213A1", TRUE, "'\357\274\213A1" },
    { "\357\274\215A1", TRUE, "'\357\274\215A1" },
    { "\357\274\240A1", TRUE, "'\357\274\240A1" },
    { "\357\274\21339061", TRUE, "\357\274\21339061" },
    { "a;\357\274\2351", TRUE, "\"a;'\357\274\2351\"" },
    { "'\357\274\2351", TRUE, "''\357\274\2351" },
    { "\357\274\241", TRUE, "\357\274\241" }, /* a wide A */
    { "a;'=1", TRUE, "\"a;''=1\"" },  { "'a", TRUE, "'a" },         { "a;'b", TRUE, "\"a;'b\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      toll_csv_write_cell (out, cases[i].text, ',', cases[i].guard);
      g_assert_cmpstr (out->str, ==, cases[i].written);
      assert_comes_back (out->str, cases[i].text);
    }
}

static void
test_encodings (void)
{
  static const struct
  {
    const char *bytes;
    gsize n_bytes;
    const char *text; /* NULL = none */
  } cases[] = {
    { "a;\303\251", 4, "a;\303\251" },
    { "a;\351\200", 4, "a;\303\251\342\202\254" },
    { "\377\376a\0\351\0", 6, "a\303\251" },
    { "\376\377\0a\0\351", 6, "a\303\251" },
    { "\377\376a", 3, NULL },
    { "", 0, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *made = NULL;
      gsize n = 0;
      const char *text = toll_csv_to_utf8 (cases[i].bytes, cases[i].n_bytes, &made, &n);
      g_autofree char *copy = text != NULL ? g_strndup (text, n) : NULL;

      g_assert_cmpstr (copy, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/csv/reads", test_reads);
  g_test_add_func ("/shared/csv/open-quote-names-its-line-and-goes-on",
                   test_open_quote_names_its_line_and_goes_on);
  g_test_add_func ("/shared/csv/long-records", test_long_records);
  g_test_add_func ("/shared/csv/only-separators-fit", test_only_separators_fit);
  g_test_add_func ("/shared/csv/writes", test_writes);
  g_test_add_func ("/shared/csv/encodings", test_encodings);
  return g_test_run ();
}
