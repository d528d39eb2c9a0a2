/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The demo: the same options give the same bytes; every row is taken by the formats; the shares of
 * a day hold; the rows of a transfer and of a conference hang together by their leg ids.
 */
#include "config.h"

#include "collector/demo/demo.h"
#include "collector/formats/format.h"
#include "collector/rating/deck.h"
#include "shared/base/error.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW_MS G_GINT64_CONSTANT (1774000000000) /* 2026-03-20 09:46:40 UTC, a Friday */

/* Files in memory, by name. */
static gboolean
keep (const char *name, const char *bytes, gsize n_bytes, gpointer data, GError **error)
{
  GHashTable *files = data;
  GString *file = g_hash_table_lookup (files, name);

  if (file == NULL)
    {
      file = g_string_new (NULL);
      g_hash_table_insert (files, g_strdup (name), file);
    }
  g_string_append_len (file, bytes, (gssize) n_bytes);
  return TRUE;
}

static void
free_file (gpointer file)
{
  g_string_free (file, TRUE);
}

static GHashTable *
new_files (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_file);
}

static CollectorDemoOptions
small_options (void)
{
  return (CollectorDemoOptions){ .seed = 7, .calls = 3000, .days = 14, .now_ms = NOW_MS };
}

static CollectorDemoCounts
run (const CollectorDemoOptions *options, GHashTable *files)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDemoCompany) company = collector_demo_company_new (options->seed);
  g_autoptr (CollectorDemo) demo = collector_demo_new (company, options, &error);
  CollectorDemoCounts counts;

  g_assert_no_error (error);
  g_assert_true (collector_demo_run_history (demo, keep, files, &error));
  g_assert_no_error (error);
  collector_demo_get_counts (demo, &counts);
  return counts;
}

/* Reads all rows of all CDR (or CMR) files into @batch. */
static void
read_all (GHashTable *files, const char *format_id, const char *name_prefix,
          CollectorBatch *batch)
{
  const CollectorFormat *format = collector_format_lookup (format_id);
  GHashTableIter iter;
  gpointer name, value;

  g_assert_nonnull (format);
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const GString *file = value;
      g_autoptr (GError) error = NULL;
      gpointer parser;
      gssize used = 0;
      gsize at = 0;

      if (!g_str_has_prefix (name, name_prefix))
        continue;
      g_assert_true (collector_format_detect (file->str, MIN (file->len, 65536), name, &error)
                     == format);
      parser = format->open (format);
      do
        {
          used = format->parse (parser, file->str + at, file->len - at, TRUE, 100000, batch,
                                &error);
          g_assert_no_error (error);
          at += (gsize) used;
        }
      while (at < file->len && used > 0);
      g_assert_cmpuint (at, ==, file->len);
      format->close (parser);
    }
}

static void
test_same_bytes (void)
{
  CollectorDemoOptions options = small_options ();
  g_autoptr (GHashTable) first = new_files ();
  g_autoptr (GHashTable) second = new_files ();
  g_autoptr (GHashTable) other = new_files ();
  GHashTableIter iter;
  gpointer name, value;
  guint n_equal = 0;

  run (&options, first);
  run (&options, second);
  g_assert_cmpuint (g_hash_table_size (first), ==, g_hash_table_size (second));
  g_hash_table_iter_init (&iter, first);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_assert_true (g_string_equal (value, g_hash_table_lookup (second, name)));
  options.seed++;
  run (&options, other);
  g_hash_table_iter_init (&iter, first);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      GString *twin = g_hash_table_lookup (other, name);

      n_equal += twin != NULL && g_string_equal (value, twin);
    }
  g_assert_cmpuint (n_equal, ==, 0);
}

static void
test_rows_are_taken (void)
{
  CollectorDemoOptions options = small_options ();
  g_autoptr (GHashTable) files = new_files ();
  g_autoptr (CollectorBatch) cdrs = collector_batch_new ();
  g_autoptr (CollectorBatch) cmrs = collector_batch_new ();
  g_autoptr (GHashTable) keys = g_hash_table_new (g_int64_hash, g_int64_equal);
  CollectorDemoCounts counts = run (&options, files);

  read_all (files, "cucm-cdr", "cdr_", cdrs);
  read_all (files, "cucm-cmr", "cmr_", cmrs);
  g_assert_cmpuint (counts.calls, ==, 3000);
  g_assert_cmpuint (counts.files, ==, g_hash_table_size (files));
  g_assert_cmpuint (cdrs->rejects->len + cmrs->rejects->len, ==, 0);
  g_assert_cmpuint (cdrs->legs->len, ==, counts.records);
  g_assert_cmpuint (cmrs->qualities->len, ==, counts.qualities);
  for (guint i = 0; i < cdrs->legs->len; i++)
    {
      TollLeg *leg = &g_array_index (cdrs->legs, TollLeg, i);

      g_assert_true (g_hash_table_add (keys, &leg->record_key));
      g_assert_cmpstr (leg->cluster, ==, "StandAloneCluster");
      g_assert_cmpint (leg->setup_ms, >=, NOW_MS - 14 * 86400000LL - 1000);
      g_assert_cmpint (leg->disconnect_ms, <=, NOW_MS);
      g_assert_cmpint (leg->disconnect_ms, >=, leg->setup_ms);
      if (leg->connect_ms != 0)
        g_assert_cmpint (leg->disconnect_ms - leg->connect_ms, ==, leg->duration_ms);
    }
}

static gboolean
is_trunk (const CollectorDemoCompany *company, const char *device)
{
  for (guint i = 0; i < company->n_gateways; i++)
    if (g_str_equal (company->gateways[i].device, device))
      return TRUE;
  return FALSE;
}

static void
test_shares (void)
{
  CollectorDemoOptions options = small_options ();
  g_autoptr (CollectorDemoCompany) company = collector_demo_company_new (options.seed);
  g_autoptr (GHashTable) files = new_files ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();
  guint incoming = 0, outgoing = 0, internal = 0, fraud = 0, working = 0, missed = 0;

  run (&options, files);
  read_all (files, "cucm-cdr", "cdr_", batch);
  for (guint i = 0; i < batch->legs->len; i++)
    {
      const TollLeg *leg = &g_array_index (batch->legs, TollLeg, i);
      gboolean from = is_trunk (company, leg->orig_device);
      gboolean to = is_trunk (company, leg->dest_device);
      gint64 hour = leg->setup_ms / 3600000 % 24;

      incoming += from && !to;
      missed += from && leg->connect_ms == 0;
      outgoing += to && !from;
      internal += !to && !from;
      working += hour >= 7 && hour < 21;
      fraud += strstr (leg->final_called_number, "0025261") != NULL;
    }
  g_assert_cmpuint (incoming * 100 / batch->legs->len, >=, 38);
  g_assert_cmpuint (incoming * 100 / batch->legs->len, <=, 50);
  g_assert_cmpuint (outgoing * 100 / batch->legs->len, >=, 28);
  g_assert_cmpuint (outgoing * 100 / batch->legs->len, <=, 40);
  g_assert_cmpuint (internal * 100 / batch->legs->len, >=, 15);
  g_assert_cmpuint (missed * 100 / incoming, >=, 10);
  g_assert_cmpuint (working * 100 / batch->legs->len, >=, 90);
  g_assert_cmpuint (fraud, ==, 30);
}

/* After a transfer one row joins a leg of each of two others. */
static void
test_linkage (void)
{
  CollectorDemoOptions options = small_options ();
  g_autoptr (GHashTable) files = new_files ();
  g_autoptr (GHashTable) by_leg = g_hash_table_new (NULL, NULL);
  g_autoptr (CollectorBatch) batch = collector_batch_new ();
  guint n_transfers = 0, n_bridged = 0;

  run (&options, files);
  read_all (files, "cucm-cdr", "cdr_", batch);
  for (guint i = 0; i < batch->legs->len; i++)
    {
      const TollLeg *leg = &g_array_index (batch->legs, TollLeg, i);

      if (leg->orig_cause != 393216 || g_str_has_prefix (leg->final_called_number, "b00"))
        continue;
      g_hash_table_insert (by_leg, GUINT_TO_POINTER (leg->orig_leg_id), (gpointer) leg);
      g_hash_table_insert (by_leg, GUINT_TO_POINTER (leg->dest_leg_id), (gpointer) leg);
    }
  for (guint i = 0; i < batch->legs->len; i++)
    {
      const TollLeg *leg = &g_array_index (batch->legs, TollLeg, i);
      const TollLeg *first = g_hash_table_lookup (by_leg, GUINT_TO_POINTER (leg->orig_leg_id));
      const TollLeg *second = g_hash_table_lookup (by_leg, GUINT_TO_POINTER (leg->dest_leg_id));

      n_bridged += g_str_has_prefix (leg->final_called_number, "b00") && leg->join_behalf == 4;
      if (leg->join_behalf != 10)
        continue;
      n_transfers++;
      g_assert_nonnull (first);
      g_assert_nonnull (second);
      g_assert_true (first != second);
      g_assert_cmpuint (leg->global_call_id, ==, first->global_call_id);
      g_assert_cmpuint (leg->global_call_id, !=, second->global_call_id);
      g_assert_cmpint (leg->setup_ms, ==, second->disconnect_ms);
      g_assert_cmpint (leg->setup_ms, >=, first->disconnect_ms);
    }
  g_assert_cmpuint (n_transfers, >, 40);
  g_assert_cmpuint (n_bridged, >, 15);
}

static void
test_company (void)
{
  g_autoptr (CollectorDemoCompany) company = collector_demo_company_new (1);
  g_autoptr (GHashTable) users = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) extensions = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) devices = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) staffed = g_hash_table_new (NULL, NULL);

  g_assert_cmpuint (company->n_people, ==, 1000);
  g_assert_cmpuint (company->n_departments, ==, 60);
  g_assert_cmpuint (company->n_gateways, ==, 12);
  g_assert_cmpuint (company->n_sites, ==, 3);
  for (guint i = 0; i < company->n_people; i++)
    {
      const CollectorDemoPerson *person = &company->people[i];

      g_assert_true (g_utf8_validate (person->first_name, -1, NULL));
      g_assert_true (g_hash_table_add (users, (gpointer) person->user_name));
      g_assert_true (g_hash_table_add (extensions, (gpointer) person->extension));
      g_assert_true (g_hash_table_add (extensions, (gpointer) person->direct_number));
      if (*person->second_extension != '\0')
        g_assert_true (g_hash_table_add (extensions, (gpointer) person->second_extension));
      g_assert_true (g_hash_table_add (devices, (gpointer) person->device));
      g_assert_cmpint (person->manager, <, (gint) i);
      g_assert_cmpuint (company->departments[person->department].site, ==, person->site);
      g_hash_table_add (staffed, GUINT_TO_POINTER (person->department));
    }
  g_assert_cmpuint (g_hash_table_size (staffed), ==, 60);
  g_assert_cmpuint (g_hash_table_size (extensions), ==, 2060);
  g_assert_cmpstr (company->people[0].extension, ==, "1001");
  g_assert_cmpstr (company->people[0].second_extension, ==, "1601");
  g_assert_cmpstr (company->people[0].direct_number, ==, "+390255501001");
  g_assert_cmpint (company->people[0].manager, ==, -1);
}

/* Every tariff loads, prices each country code, and leaves satellites unrated. */
static void
test_tariffs (void)
{
  static const struct
  {
    guint tariff;
    const char *digits;
    const char *destination; /* NULL: unrated */
    gint64 cost_micro;       /* of 61 seconds on a Friday morning */
  } cases[] = {
    { 0, "390655512345", "Italy", 190000 },        /* 0.10 + 2 x 0.045 */
    { 0, "393475550123", "Italy mobile", 340000 }, /* 0.10 + 2 x 0.12 */
    { 0, "39800555123", "Numero verde", 0 },
    { 0, "112", "Emergency", 0 },
    { 0, "25261555123", "Somalia", 5900000 }, /* 0.10 + 2 x 2.90 */
    { 0, "881655512345", NULL, 0 },
    { 1, "442079460123", "United Kingdom", 50000 }, /* 0.03 + 0.0122 under the minimum of 0.05 */
    { 1, "447700900123", "United Kingdom mobile", 68600 }, /* 0.03 + 61 x 0.038 / 60 */
    { 1, "999", "Emergency", 0 },
    { 2, "12125550123", "New York City", 9900 }, /* 66 s of 0.009 a minute */
    { 2, "14165550123", "United States and Canada", 15400 },
    { 2, "18095550123", "Dominican Republic", 429000 },
    { 2, "911", "Emergency", 0 },
    { 2, "911155500123", "India", 264000 },
  };
  g_autoptr (CollectorDemoCompany) company = collector_demo_company_new (1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CollectorDeck) deck = collector_deck_new_from_json (
          company->tariffs[cases[i].tariff].json, -1, &error);
      CollectorQuestion question = { .digits = cases[i].digits,
                                     .connect_ms = NOW_MS,
                                     .duration_ms = 61000,
                                     .answered = TRUE };
      CollectorCharge charge = { 0 };

      g_assert_no_error (error);
      collector_deck_rate (deck, &question, &charge);
      if (cases[i].destination == NULL)
        {
          g_assert_cmpint (charge.state, ==, TOLL_RATING_UNRATED);
          g_assert_cmpint (charge.reason, ==, TOLL_REASON_NO_PREFIX);
          continue;
        }
      g_assert_cmpint (charge.state, ==, TOLL_RATING_RATED);
      g_assert_cmpstr (charge.destination, ==, cases[i].destination);
      g_assert_cmpint (charge.cost_micro, ==, cases[i].cost_micro);
    }
}

static void
test_columns_and_limit (void)
{
  CollectorDemoOptions options = small_options ();
  g_autoptr (GHashTable) files = new_files ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();
  CollectorDemoCounts counts;
  GHashTableIter iter;
  gpointer name, value;

  options.columns = 129;
  options.single_file = TRUE;
  options.max_records = 1000;
  counts = run (&options, files);
  g_assert_cmpuint (counts.records, ==, 1000);
  g_assert_cmpuint (g_hash_table_size (files), ==, 2);
  read_all (files, "cucm-cdr", "cdr_", batch);
  g_assert_cmpuint (batch->legs->len, ==, 1000);
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (g_str_has_prefix (name, "cdr_"))
      {
        const GString *file = value;
        g_autofree char *head = g_strndup (file->str, strcspn (file->str, "\n"));
        g_auto (GStrv) names = g_strsplit (head, ",", -1);

        g_assert_cmpuint (g_strv_length (names), ==, 129);
        g_assert_cmpstr (names[128], ==, "\"huntPilotPattern\"");
      }
}

static void
test_live (void)
{
  CollectorDemoOptions options = small_options ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDemoCompany) company = collector_demo_company_new (1);
  g_autoptr (CollectorDemo) demo = NULL;
  g_autoptr (GHashTable) history = new_files ();
  g_autoptr (GHashTable) live = new_files ();
  g_autoptr (CollectorBatch) batch = collector_batch_new ();

  options.calls = 300;
  options.days = 1;
  demo = collector_demo_new (company, &options, &error);
  g_assert_no_error (error);
  g_assert_true (collector_demo_run_history (demo, keep, history, &error));
  for (gint64 at = NOW_MS; at < NOW_MS + 600000; at += 5000)
    g_assert_true (collector_demo_live_next (demo, at, at + 5000, 30, keep, live, &error));
  read_all (live, "cucm-cdr", "cdr_", batch);
  /* 300 calls of about 1.17 rows; the first minute is as busy as the rest. */
  g_assert_cmpuint (batch->legs->len, >, 270);
  g_assert_cmpuint (batch->legs->len, <, 440);
  for (guint i = 0; i < batch->legs->len; i++)
    {
      const TollLeg *leg = &g_array_index (batch->legs, TollLeg, i);

      g_assert_cmpint (leg->disconnect_ms, >=, NOW_MS);
      g_assert_cmpint (leg->disconnect_ms, <, NOW_MS + 600000);
    }
  g_assert_false (collector_demo_live_next (demo, NOW_MS, NOW_MS + 1, -1, keep, live, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
}

static void
test_bad_options (void)
{
  static const struct
  {
    CollectorDemoOptions options;
    const char *field;
  } cases[] = {
    { { .calls = 1, .days = 0, .now_ms = NOW_MS }, "days" },
    { { .calls = 1, .days = 4000, .now_ms = NOW_MS }, "days" },
    { { .calls = 1, .days = 1, .now_ms = NOW_MS, .columns = 130 }, "columns" },
    { { .calls = 1, .days = 2, .now_ms = 86400000 }, "now" },
  };
  g_autoptr (CollectorDemoCompany) company = collector_demo_company_new (1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *field = NULL;

      g_assert_null (collector_demo_new (company, &cases[i].options, &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT);
      field = toll_error_dup_field (error);
      g_assert_cmpstr (field, ==, cases[i].field);
    }
}

static void
test_folder (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("toll-demo-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "cdr_x", NULL);
  g_autofree char *bytes = NULL;

  g_assert_no_error (error);
  g_assert_true (collector_demo_folder_write ("cdr_x", "one\n", 4, folder, &error));
  g_assert_true (collector_demo_folder_write ("cdr_x", "two\n", 4, folder, &error));
  g_assert_true (g_file_get_contents (path, &bytes, NULL, &error));
  g_assert_cmpstr (bytes, ==, "one\ntwo\n");
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* nothing hidden is left */
  g_assert_false (collector_demo_folder_write ("cdr_x", "one\n", 4, folder, &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/collector/demo/company-is-whole", test_company);
  g_test_add_func ("/collector/demo/same-options-same-bytes", test_same_bytes);
  g_test_add_func ("/collector/demo/rows-are-taken-by-the-formats", test_rows_are_taken);
  g_test_add_func ("/collector/demo/shares-of-a-day", test_shares);
  g_test_add_func ("/collector/demo/leg-ids-tie-rows-together", test_linkage);
  g_test_add_func ("/collector/demo/tariffs-price-the-world", test_tariffs);
  g_test_add_func ("/collector/demo/columns-and-limit", test_columns_and_limit);
  g_test_add_func ("/collector/demo/live-goes-on", test_live);
  g_test_add_func ("/collector/demo/bad-options-name-the-field", test_bad_options);
  g_test_add_func ("/collector/demo/folder-sees-whole-files", test_folder);
  return g_test_run ();
}
