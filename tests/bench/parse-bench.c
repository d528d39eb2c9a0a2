/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How fast a CUCM file of 129 columns becomes legs, on one core: records and bytes a second of the
 * format alone. --records=N for another number than a million.
 */
#include "collector/formats/format.h"
#include "tests/support/cucm-file.h"

#include <string.h>
#include <time.h>

#define DIFFERENT_ROWS 20000 /* 12 MB: more than the caches hold */
#define BATCH_RECORDS 4096
#define WINDOW_BYTES (1024 * 1024)

static gint64
cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
fill_row (TollTestRow *row, GRand *rand)
{
  g_autofree char *calling = g_strdup_printf ("%d", g_rand_int_range (rand, 2000, 3000));
  g_autofree char *called =
      g_strdup_printf ("0%d%07d", g_rand_int_range (rand, 30, 99), g_rand_int (rand) % 10000000);
  g_autofree char *device = g_strdup_printf ("SEP%012X", g_rand_int (rand));

  toll_test_row_set_all (row, "callingPartyNumber", calling, "originalCalledPartyNumber", called,
                         "finalCalledPartyNumber", called, "lastRedirectDn", called,
                         "origDeviceName", device, "destDeviceName", "Trunk_to_the_operator_1",
                         "callingPartyUnicodeLoginUserID", "surname.name",
                         "finalCalledPartyNumberPartition", "PT_PSTN_National",
                         "originalCalledPartyNumberPartition", "PT_PSTN_National", NULL);
  toll_test_cdr_set_times (row, TOLL_TEST_CDR_SETUP_S + g_rand_int_range (rand, 0, 86400 * 30),
                           g_rand_int_range (rand, 0, 20), g_rand_int_range (rand, 0, 900));
}

/* Returns: names, types and the different rows; *n_head_bytes of it are names and types. */
static GBytes *
build_file (gsize *n_head_bytes)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  GBytes *bytes;
  const char *text;

  toll_test_file_set_n_columns (file, 129);
  for (guint i = 0; i < DIFFERENT_ROWS; i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();

      fill_row (row, rand);
      toll_test_file_add (file, row);
    }
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_FINAL_NEWLINE);
  text = g_bytes_get_data (bytes, NULL);
  *n_head_bytes = strchr (strchr (text, '\n') + 1, '\n') + 1 - text;
  return bytes;
}

/* Presents @n_bytes to the parser, a window at a time. Returns: the legs read. */
static guint
parse_part (const CollectorFormat *format, gpointer parser, const char *bytes, gsize n_bytes,
            CollectorBatch *batch)
{
  guint n_legs = 0;

  for (gsize at = 0; at < n_bytes;)
    {
      gsize n = MIN (n_bytes - at, WINDOW_BYTES);
      gssize used = format->parse (parser, bytes + at, n, FALSE, BATCH_RECORDS, batch, NULL);

      g_assert_cmpint (used, >, 0);
      g_assert_cmpuint (batch->rejects->len, ==, 0);
      at += used;
      n_legs += batch->legs->len;
      collector_batch_reset (batch);
    }
  return n_legs;
}

/* The file with its rows over and over. Returns: the legs read. */
static guint
parse_file (GBytes *file, gsize n_head_bytes, guint n_times)
{
  const CollectorFormat *format = collector_format_lookup ("cucm-cdr");
  gpointer parser = format->open (format);
  g_autoptr (CollectorBatch) batch = collector_batch_new ();
  gsize n_bytes;
  const char *bytes = g_bytes_get_data (file, &n_bytes);
  guint n_legs = parse_part (format, parser, bytes, n_bytes, batch);

  for (guint i = 1; i < n_times; i++)
    n_legs += parse_part (format, parser, bytes + n_head_bytes, n_bytes - n_head_bytes, batch);
  format->close (parser);
  return n_legs;
}

int
main (int argc, char **argv)
{
  int n_records = 1000000;
  const GOptionEntry entries[] = {
    { "records", 0, 0, G_OPTION_ARG_INT, &n_records, "Records to parse", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GBytes) file = NULL;
  gsize n_head_bytes, n_bytes;
  gint64 took_us = G_MAXINT64;
  guint n_legs = 0;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 2;
  file = build_file (&n_head_bytes);
  n_bytes = (g_bytes_get_size (file) - n_head_bytes) * (n_records / DIFFERENT_ROWS);
  for (guint i = 0; i < 3; i++)
    {
      gint64 began_us = cpu_us ();

      n_legs = parse_file (file, n_head_bytes, MAX (n_records / DIFFERENT_ROWS, 1));
      took_us = MIN (took_us, cpu_us () - began_us);
    }
  g_print ("parse: %u records of 129 columns, %" G_GSIZE_FORMAT " bytes: %.3f s of one core, "
           "%.0f records/s, %.0f MB/s\n",
           n_legs, n_bytes, took_us / 1e6, n_legs * 1e6 / took_us, n_bytes / (double) took_us);
  return 0;
}
