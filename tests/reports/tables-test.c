/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports that are tables of something else than calls, on ledgers filled from files: lines without
 * calls, files that came and did not come, records that were put aside.
 */
#include "config.h"

#include "tests/reports/imported.h"
#include "tests/support/collector-run.h"

#include <string.h>

#define PEOPLE                                                                                     \
  "INSERT INTO department (id, name) VALUES (1, 'Sales'), (2, 'Lab');"                             \
  "INSERT INTO person (id, user_name, first_name, last_name, department_id) VALUES"                \
  " (1, 'anna', 'Anna', 'Rossi', 1), (2, 'bruno', 'Bruno', 'Verdi', 1),"                           \
  " (3, 'carla', 'Carla', 'Neri', 2), (4, 'dora', 'Dora', 'Gallo', 1);"                            \
  "INSERT INTO person_line (person_id, extension) VALUES (1, '2001'), (2, '2002'), (3, '2003'),"   \
  " (4, '2004');"                                                                                  \
  "INSERT INTO person_device (device, person_id) VALUES ('SEPAAAABBBBCCCC', 3)"

/* An internal call, answered after 5 s, of a minute. */
static void
read_call (TestImported *imported, const char *start, const char *from, const char *to)
{
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();

  toll_test_row_set_all (row, "callingPartyNumber", from, "originalCalledPartyNumber", to,
                         "finalCalledPartyNumber", to, NULL);
  toll_test_cdr_set_times (row, test_instant_ms (start) / 1000, 5, 60);
  test_imported_read_row (imported, row);
}

/* ---- Restrictions ---- */

static void
check_refusal (TestImported *imported, const CollectorReport *report)
{
  static const char narrowed[] = "{\"directions\":[\"incoming\"]}";
  g_autoptr (CollectorReportRun) run = NULL;
  g_autofree char *field = NULL;

  g_test_message ("%s", report->id);
  if (!report->is_table)
    {
      run = test_imported_report (imported, report->id, NULL, narrowed);
      return;
    }
  field = test_imported_refuse (imported, report->id, NULL, narrowed);
  g_assert_cmpstr (field, ==, "spec.directions");
}

/* What is not about calls takes no restriction on them in silence; everything else takes it. */
static void
test_refusals (void)
{
  g_autoptr (TestImported) imported = test_imported_new ("2026-03-18T12:00:00");

  for (const CollectorReportCategory *category = collector_report_categories;
       category->id != NULL; category++)
    for (const CollectorReport *report = category->reports; report->id != NULL; report++)
      check_refusal (imported, report);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tables/refusals", test_refusals);
  return g_test_run ();
}
