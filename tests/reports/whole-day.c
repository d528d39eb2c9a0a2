/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The company of the whole days, its records as files have them, and its calls in words.
 */
#include "config.h"

#include "tests/reports/whole-day.h"

#include "tests/support/collector-run.h"

#include <string.h>

static const char tariff[]
    = "{\"name\":\"Outside\",\"currency\":\"EUR\",\"zone\":\"Europe/Rome\",\"rates\":["
      "{\"prefix\":\"39\",\"destination\":\"Italy\",\"connect_fee\":\"0.10\",\"steps\":"
      "[{\"start_s\":0,\"price\":\"0.06\",\"per_s\":60,\"increment_s\":60}]},"
      "{\"prefix\":\"393\",\"destination\":\"Italy mobile\",\"steps\":"
      "[{\"start_s\":0,\"price\":\"0.20\",\"per_s\":60,\"increment_s\":1}]},"
      "{\"prefix\":\"44\",\"destination\":\"United Kingdom\",\"steps\":"
      "[{\"start_s\":0,\"price\":\"0.30\",\"per_s\":60,\"increment_s\":60}]}]}";

static const char people[]
    = "user_name,first_name,extension,department,devices\n"
      "alba,Alba,2001,Sales,SEP000000002001\nbruno,Bruno,2002,Sales,SEP000000002002\n"
      "carla,Carla,2003,Support,SEP000000002003\ndario,Dario,2004,Support,SEP000000002004\n"
      "elsa,Elsa,2005,Support,SEP000000002005\nfay,Fay,7001,London,SEP000000007001\n"
      "gus,Gus,7002,London,SEP000000007002\n";

#define COMMAND(...) test_imported_command (imported, (const char *const[]) { __VA_ARGS__, NULL })

TestImported *
whole_days_company (void)
{
  TestImported *imported = test_imported_new ("2026-03-25T12:00:00");
  g_autofree char *prices = test_imported_write (imported, "prices.json", tariff);
  g_autofree char *who = test_imported_write (imported, "people.csv", people);

  COMMAND ("site", "add", "Milan", "--nation=IT", "--zone=Europe/Rome", "--area=02",
           "--access-code=0", "--extensions=2000-2999", "--voicemail=2900",
           "--numbers=+390212342000-+390212342999");
  COMMAND ("site", "add", "London", "--nation=GB", "--zone=Europe/London", "--area=20",
           "--access-code=9", "--extensions=7000-7999", "--numbers=+442071237000-+442071237999");
  COMMAND ("tariff", "import", prices, "--name=Outside");
  COMMAND ("gateway", "add", "GW-MI", "--site=Milan", "--tariff=Outside");
  COMMAND ("gateway", "add", "GW-M2", "--site=Milan", "--tariff=Outside");
  COMMAND ("gateway", "add", "GW-LO", "--site=London", "--tariff=Outside");
  COMMAND ("directory", "import", who);
  return imported;
}

static gboolean
is_line (const char *number)
{
  return strlen (number) == 4 && (*number == '2' || *number == '7');
}

static void
set_party (TollTestRow *row, const char *side, const char *number, guint node)
{
  g_autofree char *device = g_strconcat (side, "DeviceName", NULL);
  g_autofree char *name = NULL;

  if (*number == 'b')
    name = g_strdup ("CFB_2");
  else if (g_str_has_prefix (number, "29"))
    name = g_strdup ("CiscoUM1-VI1");
  else if (is_line (number))
    name = g_strconcat ("SEP00000000", number, NULL);
  else
    name = g_strdup (node == 3 ? "GW-LO" : "GW-MI");
  toll_test_row_set (row, device, name);
}

static void
set_number (TollTestRow *row, const char *column, const char *number)
{
  g_autofree char *partition = g_strconcat (column, "Partition", NULL);

  toll_test_row_set (row, column, number);
  toll_test_row_set (row, partition, is_line (number) ? "PT_Internal" : "");
}

static void
set_numbers (TollTestRow *row, const DayRecord *record)
{
  g_auto (GStrv) called = g_strsplit (record->to, ">", 2);
  const char *final = called[1] != NULL ? called[1] : called[0];

  set_number (row, "callingPartyNumber", record->from);
  set_number (row, "originalCalledPartyNumber", called[0]);
  set_number (row, "finalCalledPartyNumber", final);
  set_number (row, "lastRedirectDn", called[0]);
  toll_test_row_set_all (row, "originalCalledPartyPattern", called[0], "finalCalledPartyPattern",
                         final, "lastRedirectingPartyPattern", called[0], NULL);
  set_party (row, "orig", record->from, record->node);
  set_party (row, "dest", final, record->node);
}

static void
set_more (TollTestRow *row, const char *more)
{
  g_auto (GStrv) pairs = g_strsplit (more != NULL ? more : "", " ", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    if (*pairs[i] != '\0')
      {
        char *value = strchr (pairs[i], '=');

        *value++ = '\0';
        toll_test_row_set (row, pairs[i], value);
      }
}

static gint64
second_of (const Day *day, const char *at)
{
  g_autofree char *instant = g_strconcat (day->date, "T", at, NULL);

  return test_instant_ms (instant) / 1000;
}

TollTestRow *
whole_day_make_row (const Day *day, guint story, const DayRecord *record)
{
  TollTestRow *row = toll_test_cdr_new ();
  gint64 setup_s = second_of (day, record->at);
  gint64 base = (setup_s / 86400 % 100) * 100000 + 1000 * (story + 1);

  toll_test_row_set_int (row, "globalCallID_callManagerId", record->node == 2 ? 2 : 1);
  toll_test_row_set_int (row, "origNodeId", record->node == 2 ? 2 : 1);
  toll_test_row_set (row, "globalCallId_ClusterID", record->node == 3 ? "Beta" : "Alpha");
  toll_test_row_set_int (row, "globalCallID_callId", base + record->call);
  toll_test_row_set_int (row, "origLegCallIdentifier", record->orig != 0 ? base + record->orig : 0);
  toll_test_row_set_int (row, "destLegIdentifier", record->dest != 0 ? base + record->dest : 0);
  toll_test_cdr_set_times (row, setup_s, record->ring_s, record->talk_s);
  set_numbers (row, record);
  set_more (row, record->more);
  return row;
}

#define WORD(id, kind) "ifnull((SELECT text FROM word WHERE id = " id " AND kind = " kind "), '')"
#define LINE(id, before)                                                                           \
  "ifnull((SELECT '" before "' || extension FROM line WHERE id = " id "), '')"
#define OTHER_LINE(id, before)                                                                     \
  "iif(" LINE (id, "") " IN ('', " LINE ("line_id", "") "), '', " LINE (id, before) ")"
#define FLAG(bit, word) "iif(flags & (1 << " #bit "), ' " word "', '')"

static const char calls_sql[]
    = "SELECT strftime('%H:%M:%S', start_ms / 1000 + 3600, 'unixepoch')"
      " || CASE direction WHEN 0 THEN ' inside ' WHEN 1 THEN ' in ' WHEN 2 THEN ' out ' ELSE"
      " ' transit ' END"
      " || CASE outcome WHEN 0 THEN 'answered ' WHEN 1 THEN 'missed ' WHEN 2 THEN 'unanswered '"
      " WHEN 3 THEN 'busy ' ELSE 'failed ' END"
      " || " LINE ("line_id", "")
      " || ' ' || ifnull((SELECT user_name FROM person WHERE id = person_id), '-')"
      " || ' ' || number"
      " || ' ring ' || (ring_ms / 1000) || iif(queue_ms > 0, ' queue ' || (queue_ms / 1000), '')"
      " || ' talk ' || (talk_ms / 1000)"
      " || CASE rating_state WHEN 0 THEN '' WHEN 1 THEN printf(' cost %.4f', cost_micro / 1e6)"
      " ELSE ' unrated ' || reason END"
      " || " OTHER_LINE ("last_line_id", " last ") " || " OTHER_LINE ("first_line_id", " first ")
      " || iif(direction = 0, " LINE ("called_line_id", " called ") ", '')"
      " || iif(hunt_pilot_id <> 0, ' pilot ' || " WORD ("hunt_pilot_id", "5") ", '')"
      " || iif(gateway_id <> 0, ' ' || " WORD ("gateway_id", "9") ", '')"
      " || " FLAG (0, "transferred") " || " FLAG (1, "conference") " || " FLAG (2, "forwarded")
      " || " FLAG (3, "picked-up") " || " FLAG (4, "parked") " || " FLAG (5, "voicemail")
      " || " FLAG (6, "hunt") " || " FLAG (7, "queued") " || " FLAG (9, "blocked")
      " || " FLAG (10, "mobile") " || " FLAG (13, "short")
      " || iif(client_matter_code <> '', ' matter ' || client_matter_code, '')"
      " FROM call WHERE start_ms >= ?1 AND start_ms < ?1 + 86400000 ORDER BY 1";

char *
whole_days_tell (TestImported *imported, const Day *day)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  CollectorDb *db = test_imported_db (imported);
  CollectorStmt *stmt = collector_db_prepare_built (db, calls_sql, &error);
  gboolean has_row = FALSE;

  g_assert_no_error (error);
  collector_stmt_bind_int (stmt, 1, 1000 * second_of (day, "00:00:00"));
  while (collector_stmt_step (stmt, &has_row, &error) && has_row)
    g_string_append_printf (out, "%s\n", collector_stmt_get_text (stmt, 0));
  g_assert_no_error (error);
  collector_stmt_reset (stmt);
  return g_string_free (out, FALSE);
}

static void
append_cell (GString *out, const TollReportColumn *column, const TollCell *cell)
{
  if (out->len > 0)
    g_string_append_c (out, ' ');
  if (cell->is_empty)
    g_string_append (out, "-");
  else if (!toll_cell_kind_is_figure (column->kind))
    g_string_append (out, cell->text);
  else
    g_string_append_printf (out, "%" G_GINT64_FORMAT, cell->figure);
}

char *
whole_days_report (TestImported *imported, const Day *day, const DayReport *report)
{
  gint64 from_ms = 1000 * second_of (day, "00:00:00");
  g_autofree char *spec
      = g_strdup_printf ("{\"period\":{\"from_ms\":%" G_GINT64_FORMAT ",\"to_ms\":%" G_GINT64_FORMAT
                         "}}", from_ms, from_ms + 86400000);
  g_autoptr (CollectorReportRun) run = test_imported_report (imported, report->id, NULL, spec);
  g_auto (GStrv) ids = g_strsplit (report->columns, " ", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < run->doc->rows->len; i++)
    {
      const TollReportRow *row = toll_report_doc_get_row (run->doc, i);
      g_autoptr (GString) line = g_string_new (row->level > 0 ? "=" : NULL);

      for (guint j = 0; ids[j] != NULL; j++)
        {
          guint at = toll_report_doc_find_column (run->doc, ids[j]);

          append_cell (line, toll_report_doc_get_column (run->doc, at), &row->cells[at]);
        }
      g_string_append_printf (out, "%s\n", line->str);
    }
  return g_string_free (out, FALSE);
}
