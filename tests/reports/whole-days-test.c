/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whole days of records against what a person reads in them: which calls there were, whose, how
 * long, at what price, and what reports count. In order, and in any order: shuffled and cut into
 * files that come one by one, so that parts of a call arrive late and between those of others.
 */
#include "config.h"

#include "tests/reports/whole-day.h"

#include <string.h>

static const Day *const days[] = { &day_of_transfers, &day_of_conferences, &day_of_groups,
                                   &day_of_lines, &day_of_knots,   &day_of_odds };

#define N_SEEDS 24
#define MOST_FILES 4 /* of a node */

/* A record and the node that wrote it. */
typedef struct
{
  guint node;
  TollTestRow *row;
} Record;

static void
record_clear (gpointer data)
{
  toll_test_row_free (((Record *) data)->row);
}

static void
append_day (GArray *records, const Day *day)
{
  for (guint i = 0; i < day->n_stories; i++)
    for (const DayRecord *record = day->stories[i].records; record->node != 0; record++)
      {
        Record made = { record->node, whole_day_make_row (day, i, record) };

        g_array_append_val (records, made);
      }
}

static GArray *
all_records (void)
{
  GArray *records = g_array_new (FALSE, FALSE, sizeof (Record));

  g_array_set_clear_func (records, record_clear);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    append_day (records, days[i]);
  return records;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The calls of the day's stories, as they began. */
static char *
expected_calls (const Day *day)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < day->n_stories; i++)
    for (const char *const *call = day->stories[i].calls; *call != NULL; call++)
      g_ptr_array_add (lines, (gpointer) *call);
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (out, "%s\n", (const char *) lines->pdata[i]);
  return g_string_free (out, FALSE);
}

/* Prints the lines that only one of both has. */
static void
print_difference (const char *title, const char *seen, const char *expected)
{
  const char *const texts[] = { seen, expected };

  for (guint i = 0; i < 2; i++)
    {
      g_auto (GStrv) lines = g_strsplit (texts[i], "\n", -1);
      g_auto (GStrv) others = g_strsplit (texts[1 - i], "\n", -1);

      for (guint j = 0; lines[j] != NULL; j++)
        if (!g_strv_contains ((const char *const *) others, lines[j]))
          g_test_message ("%s %s: %s", title, i == 0 ? "seen" : "expected", lines[j]);
    }
}

static void
assert_same (const char *title, const char *seen, const char *expected)
{
  if (strcmp (seen, expected) == 0)
    return;
  print_difference (title, seen, expected);
  g_test_message ("%s, all that was seen:\n%s", title, seen);
  g_test_fail ();
}

static void
check_days (TestImported *imported)
{
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *seen = whole_days_tell (imported, days[i]);
      g_autofree char *expected = expected_calls (days[i]);

      assert_same (days[i]->name, seen, expected);
      for (guint j = 0; j < days[i]->n_reports; j++)
        {
          const DayReport *report = &days[i]->reports[j];
          g_autofree char *title = g_strconcat (days[i]->name, " ", report->id, NULL);
          g_autofree char *rows = whole_days_report (imported, days[i], report);

          assert_same (title, rows, report->rows);
        }
    }
}

static void
verify (TestImported *imported)
{
  test_imported_command (imported, (const char *const[]) { "verify", NULL });
}

/* Writes the records of @node into files. */
static void
write_node (GPtrArray *paths, const char *folder, GArray *records, guint node, guint n_files)
{
  static const char *const clusters[] = { "", "Alpha", "Alpha", "Beta" };

  for (guint i = 0, of_node = 0; i < n_files; i++, of_node = 0)
    {
      g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
      g_autofree char *minute = g_strdup_printf ("2026032000%02u", i);

      for (guint j = 0; j < records->len; j++)
        {
          const Record *record = &g_array_index (records, Record, j);

          if (record->node == node && of_node++ % n_files == i)
            toll_test_file_add (file, record->row);
        }
      g_ptr_array_add (paths, toll_test_file_write (file, TOLL_TEST_FILE_PLAIN, folder,
                                                    clusters[node], node == 2 ? "02" : "01",
                                                    minute, i + 1));
    }
}

static void
import (TestImported *imported, GPtrArray *paths)
{
  g_autoptr (GPtrArray) args = g_ptr_array_new ();

  g_ptr_array_add (args, (gpointer) "import");
  g_ptr_array_extend (args, paths, NULL, NULL);
  g_ptr_array_add (args, NULL);
  test_imported_command (imported, (const char *const *) args->pdata);
}

static void
test_in_order (void)
{
  g_autoptr (TestImported) imported = whole_days_company ();
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) records = all_records ();

  for (guint node = 1; node <= 3; node++)
    write_node (paths, imported->dir->path, records, node, 1);
  import (imported, paths);
  check_days (imported);
  verify (imported);
}

static void
shuffle (GRand *rand, gpointer items, guint n_items, gsize size)
{
  g_autofree char *kept = g_malloc (size);

  for (guint i = n_items; i > 1; i--)
    {
      char *last = (char *) items + (i - 1) * size;
      char *other = (char *) items + g_rand_int_range (rand, 0, i) * size;

      memcpy (kept, last, size);
      memmove (last, other, size);
      memcpy (other, kept, size);
    }
}

static void
import_one_by_one (TestImported *imported, GPtrArray *paths)
{
  for (guint i = 0; i < paths->len; i++)
    test_imported_command (imported, (const char *const[]) { "import", paths->pdata[i], NULL });
}

/* Every fourth time by a command for each file, the first of which is sent again. */
static void
test_in_any_order (void)
{
  g_autoptr (TestImported) company = whole_days_company ();
  g_autoptr (GArray) records = all_records ();

  for (guint seed = 1; seed <= N_SEEDS && !g_test_failed (); seed++)
    {
      g_autoptr (TestImported) imported = test_imported_copy (company);
      g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

      shuffle (rand, records->data, records->len, sizeof (Record));
      for (guint node = 1; node <= 3; node++)
        write_node (paths, imported->dir->path, records, node,
                    g_rand_int_range (rand, 1, MOST_FILES + 1));
      shuffle (rand, paths->pdata, paths->len, sizeof (gpointer));
      g_test_message ("seed %u, %u files", seed, paths->len);
      if (seed % 4 != 0)
        import (imported, paths);
      else
        import_one_by_one (imported, paths);
      check_days (imported);
      if (seed % 4 != 0)
        continue;
      g_ptr_array_set_size (paths, 1);
      import (imported, paths);
      check_days (imported);
      verify (imported);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/whole-days/in-order", test_in_order);
  g_test_add_func ("/whole-days/in-any-order", test_in_any_order);
  return g_test_run ();
}
