/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/export/answers.h"

#include "shared/base/error.h"

#define PAGE 1000
#define FROM_MS G_GINT64_CONSTANT (1772319600000) /* 2026-03-01 00:00 in Rome */
#define OTHER_FROM_MS G_GINT64_CONSTANT (1769900400000) /* 2026-02-01 00:00 */
#define TO_MS   G_GINT64_CONSTANT (1774994400000) /* 2026-04-01 00:00 */

static const char *const departments[] = { "Sales", "Support", "Export", "Legal" };
static const char *const people[] = { "Luca Farina",    "Isla Bell",  "Amelia Mills",
                                      "Amandine Lefèvre", "Nadia Monti", "Jacopo Lombardi",
                                      "Noemi Neri" };
static const char *const gateways[] = { "Milan SIP 1", "Milan ISDN", "London backup" };
static const char *const words[] = { "incoming", "outgoing", "internal" };

void
test_answer_clear (TestAnswer *answer)
{
  g_clear_pointer (&answer->doc, toll_report_doc_free);
  answer->n_pages = 0;
}

static void
add_column (TollReportDoc *doc, const char *id, const char *title, TollCellKind kind,
            TollColumnRole role, const char *unit)
{
  TollReportColumn column = { .id = id, .title = title, .kind = kind, .role = role, .unit = unit };

  column.is_total = role != TOLL_COLUMN_KEY
                    && (kind == TOLL_CELL_COUNT || kind == TOLL_CELL_DURATION
                        || kind == TOLL_CELL_MONEY);
  toll_report_doc_add_column (doc, &column);
}

static void
fill_head (TollReportDoc *doc)
{
  doc->id = "1.1";
  doc->title = "Call List";
  doc->question = "Which calls were made?";
  doc->basis = "Every call counts once.";
  doc->zone = "Europe/Rome";
  doc->from_ms = FROM_MS;
  doc->to_ms = TO_MS;
  doc->source = "calls";
  doc->made_ms = TEST_ANSWER_NOW_MS;
  toll_report_doc_add_filter (doc, "outgoing");
  toll_report_doc_add_filter (doc, "Department: Sales");
}

/* ---- A list ---- */

static void
fill_call (TollReportDoc *doc, guint index, const char *name)
{
  TollReportRow *row = toll_report_doc_add_row (doc);
  char number[32], extension[16];

  g_snprintf (number, sizeof number, "+3902%08u", index * 7919u % 100000000u);
  g_snprintf (extension, sizeof extension, "%u", 1000 + index % 500);
  row->call_id = index + 1;
  toll_cell_set_text (&row->cells[0], words[index % G_N_ELEMENTS (words)]);
  toll_cell_set_text (&row->cells[1], toll_arena_strdup (doc->arena, extension));
  toll_cell_set_text (&row->cells[2], name);
  toll_cell_set_text (&row->cells[3], toll_arena_strdup (doc->arena, number));
  toll_cell_set_figure (&row->cells[4], FROM_MS + index * G_GINT64_CONSTANT (20000));
  toll_cell_set_figure (&row->cells[5], (gint64) (index * 37u % 3000u) * 1000);
  if (index % 3 == 1)
    toll_cell_set_figure (&row->cells[6], (gint64) (index * 131u % 900000u) * 10);
  if (index % 3 != 2)
    toll_cell_set_text (&row->cells[7], gateways[index % G_N_ELEMENTS (gateways)]);
}

static TollReportDoc *
make_list (TestAnswer *answer)
{
  TollReportDoc *doc = toll_report_doc_new ();
  guint from = answer->n_pages * PAGE, to = MIN (from + PAGE, answer->n_rows), n_names = 0;

  while (answer->names != NULL && answer->names[n_names] != NULL)
    n_names++;
  fill_head (doc);
  add_column (doc, "direction", "Type", TOLL_CELL_WORD, TOLL_COLUMN_FACT, "");
  add_column (doc, "extension", "Extension", TOLL_CELL_TEXT, TOLL_COLUMN_FACT, "");
  add_column (doc, "name", "Name", TOLL_CELL_TEXT, TOLL_COLUMN_FACT, "");
  add_column (doc, "number", "Number", TOLL_CELL_PHONE, TOLL_COLUMN_FACT, "");
  add_column (doc, "start", "Start", TOLL_CELL_INSTANT, TOLL_COLUMN_FACT, "");
  add_column (doc, "talk_ms", "Duration", TOLL_CELL_DURATION, TOLL_COLUMN_FACT, "");
  add_column (doc, "cost", "Cost", TOLL_CELL_MONEY, TOLL_COLUMN_FACT, "EUR");
  add_column (doc, "gateway", "Gateway", TOLL_CELL_TEXT, TOLL_COLUMN_FACT, "");
  for (guint i = from; i < to; i++)
    fill_call (doc, i, i < n_names ? answer->names[i] : people[i % G_N_ELEMENTS (people)]);
  doc->next = to < answer->n_rows ? "more" : "";
  return doc;
}

/* ---- Groups ---- */

static void
set_figures (TollReportRow *row, guint at, gint64 calls)
{
  toll_cell_set_figure (&row->cells[at], calls);
  toll_cell_set_figure (&row->cells[at + 1], calls * 61500);
  toll_cell_set_figure (&row->cells[at + 2], calls * 1234500);
  toll_cell_set_figure (&row->cells[at + 3], 1000000 / calls);
}

/* @keys: those that are known of it. */
static void
add_group (TollReportDoc *doc, const char *const *keys, guint n_known, guint n_keys, gint64 calls)
{
  TollReportRow *row = toll_report_doc_add_row (doc);

  row->level = n_known < n_keys ? n_known : 0;
  for (guint i = 0; i < n_known; i++)
    toll_cell_set_text (&row->cells[i], toll_arena_strdup (doc->arena, keys[i]));
  set_figures (row, n_keys, calls);
}

/* An extension, in one row or in those of two nations. Returns: its calls. */
static gint64
add_extension (TollReportDoc *doc, guint n_keys, guint department, guint index)
{
  g_autofree char *extension = g_strdup_printf ("%u", 1000 + department * 10 + index);
  const char *keys[] = { departments[department], extension, "IT" };
  gint64 calls = 100 * (department + 1) + index;

  add_group (doc, keys, MIN (n_keys, 3), n_keys, calls);
  if (n_keys < 3)
    return calls;
  keys[2] = "DE";
  add_group (doc, keys, 3, n_keys, 1);
  add_group (doc, keys, 2, n_keys, calls + 1);
  return calls + 1;
}

static TollReportDoc *
make_groups (const TestAnswer *answer)
{
  TollReportDoc *doc = toll_report_doc_new ();
  guint n_keys = answer->is_single_key ? 1 : answer->is_deep ? 3 : 2;
  gint64 whole = 0;

  fill_head (doc);
  doc->title = "Group By Department";
  add_column (doc, "department", "Department", TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "");
  if (n_keys > 1)
    add_column (doc, "extension", "Extension", TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "");
  if (n_keys > 2)
    add_column (doc, "nation", "Nation", TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "");
  add_column (doc, "calls", "Calls", TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "");
  add_column (doc, "talk_ms", "Duration", TOLL_CELL_DURATION, TOLL_COLUMN_FIGURE, "");
  add_column (doc, "cost", "Cost", TOLL_CELL_MONEY, TOLL_COLUMN_FIGURE, "EUR");
  add_column (doc, "share", "% of cost", TOLL_CELL_SHARE, TOLL_COLUMN_FIGURE, "");
  for (guint i = 0; i < G_N_ELEMENTS (departments); i++)
    {
      gint64 sum = 0;

      for (guint j = 0; j < (n_keys > 1 ? 3 : 1); j++)
        sum += add_extension (doc, n_keys, i, j);
      whole += sum;
      if (n_keys > 1)
        add_group (doc, &departments[i], 1, n_keys, sum);
    }
  toll_report_doc_init_row (doc, &doc->totals);
  set_figures (&doc->totals, n_keys, whole);
  doc->n_calls = whole;
  if (answer->is_single_key)
    doc->chart = (TollReportChart){ .kind = TOLL_CHART_BAR_H, .series = { 3 }, .n_series = 1 };
  return doc;
}

/* March beside February: figure n of department d is 100 n + d now, and less 10 before; or more. */
static void
set_compared (TollReportRow *row, guint n_figures, gint64 first, gint64 step, gint64 more)
{
  for (guint i = 0; i < n_figures; i++)
    {
      toll_cell_set_figure (&row->cells[1 + 4 * i], step * (100 * (gint64) i) + first);
      toll_cell_set_figure (&row->cells[2 + 4 * i], step * (100 * (gint64) i - more) + first);
      toll_cell_set_figure (&row->cells[3 + 4 * i], step * more);
      toll_cell_set_figure (&row->cells[4 + 4 * i], 12300);
    }
}

static TollReportDoc *
make_compared (const TestAnswer *answer)
{
  static const char *const sides[] = { "", ".before", ".difference", ".change" };
  static const char *const titles[] = { "", "Before", "Difference", "Change" };
  TollCellKind kind = answer->is_shorter ? TOLL_CELL_DURATION : TOLL_CELL_COUNT;
  gint64 more = answer->is_shorter ? -10000 : 10;
  TollReportDoc *doc = toll_report_doc_new ();

  fill_head (doc);
  doc->title = "Period Comparison";
  doc->other_from_ms = OTHER_FROM_MS;
  doc->other_to_ms = FROM_MS;
  add_column (doc, "department", "Department", TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "");
  for (guint i = 0; i < 60; i++)
    {
      TollReportColumn column = { .kind = i % 4 == 3 ? TOLL_CELL_SHARE : kind,
                                  .role = TOLL_COLUMN_FIGURE, .unit = "" };
      g_autofree char *figure = g_strdup_printf ("Figure%02u", i / 4);
      g_autofree char *id = g_strdup_printf ("f%u%s", i / 4, sides[i % 4]);

      column.id = toll_arena_strdup (doc->arena, id);
      column.of = toll_arena_strdup (doc->arena, figure);
      column.title = i % 4 == 0 ? column.of : titles[i % 4];
      toll_report_doc_add_column (doc, &column);
    }
  for (guint i = 0; i < G_N_ELEMENTS (departments); i++)
    {
      TollReportRow *row = toll_report_doc_add_row (doc);

      toll_cell_set_text (&row->cells[0], departments[i]);
      set_compared (row, 15, i, 1, more);
    }
  toll_report_doc_init_row (doc, &doc->totals);
  set_compared (&doc->totals, 15, 6, 4, more);
  return doc;
}

const TollReportDoc *
test_answer_next_page (gpointer data, GError **error)
{
  TestAnswer *answer = data;
  guint n_rows = answer->is_groups || answer->is_compared ? MAX (answer->group_pages, 1) * PAGE
                                                          : answer->n_rows;

  if (answer->fails_at > 0 && answer->n_pages + 1 == answer->fails_at)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_DATABASE, "the disk is gone");
      return NULL;
    }
  if (answer->n_pages > 0 && answer->n_pages * PAGE >= n_rows)
    return NULL;
  g_clear_pointer (&answer->doc, toll_report_doc_free);
  answer->doc = answer->is_compared ? make_compared (answer)
                : answer->is_groups ? make_groups (answer) : make_list (answer);
  answer->n_pages++;
  if (answer->is_groups && answer->n_pages < answer->group_pages)
    answer->doc->next = "more";
  return answer->doc;
}

CollectorExportJob
test_answer_get_job (TestAnswer *answer, const char *language)
{
  test_answer_clear (answer);
  return (CollectorExportJob){ .next_page = test_answer_next_page, .data = answer,
                               .zone = toll_zone_get ("Europe/Rome", NULL),
                               .language = language, .house_name = "Quillmere & Sons",
                               .sheet_rows = answer->sheet_rows,
                               .now_ms = TEST_ANSWER_NOW_MS };
}

GBytes *
test_answer_export (TestAnswer *answer, const char *format, const char *language)
{
  CollectorExportJob job = test_answer_get_job (answer, language);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_assert_true (collector_exporter_lookup (format)->write (&job, out, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  test_answer_clear (answer);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}
