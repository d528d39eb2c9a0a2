/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is written on charts: labels of an axis never run into each other and never leave the
 * picture, however narrow it is.
 */
#include "shared/chart/layers.h"
#include "tests/chart/chart-docs.h"

static const TollChartLayer *const layers[] = {
  &toll_chart_layer_bar,  &toll_chart_layer_bar_h,     &toll_chart_layer_stacked,
  &toll_chart_layer_twin, &toll_chart_layer_line,      &toll_chart_layer_pie,
  &toll_chart_layer_heat, &toll_chart_layer_histogram, &toll_chart_layer_bullet,
  &toll_chart_layer_timeline,
};

typedef struct
{
  double left, right, y;
} Span;

static Span
measure_text (TollInk *ink, const TollMark *mark)
{
  double width = toll_ink_measure (ink, mark->text, mark->font);
  Span span = { .y = mark->y };

  if (mark->width > 0)
    width = MIN (width, mark->width);
  span.left = mark->anchor == TOLL_ANCHOR_START    ? mark->x
              : mark->anchor == TOLL_ANCHOR_MIDDLE ? mark->x - width / 2
                                                   : mark->x - width;
  span.right = span.left + width;
  return span;
}

/* No two texts of a line overlap. */
static void
assert_apart (TollInk *ink, double width, TollChartKind kind)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));

  for (guint i = 0; i < ink->marks->len; i++)
    {
      const TollMark *mark = &g_array_index (ink->marks, TollMark, i);
      Span span;

      if (mark->kind != TOLL_MARK_TEXT)
        continue;
      span = measure_text (ink, mark);
      if (span.left < -0.01 || span.right > width + 0.01)
        g_error ("%s, %g px: '%s' leaves the picture", toll_chart_kind_to_name (kind), width,
                 mark->text);
      for (guint j = 0; j < spans->len; j++)
        {
          Span other = g_array_index (spans, Span, j);

          if (ABS (other.y - span.y) < 4 && span.left < other.right - 0.01 &&
              other.left < span.right - 0.01)
            g_error ("%s, %g px: '%s' runs into another", toll_chart_kind_to_name (kind), width,
                     mark->text);
        }
      g_array_append_val (spans, span);
    }
}

static void
lay_out (const TollChartLayer *layer, guint n_rows, double width)
{
  g_autoptr (TollReportDoc) doc = chart_docs_new (layer->kind, n_rows);
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (TollChartItem));
  TollChartStyle style = { 0 };
  TollChartWords words = { &style, toll_zone_get (doc->zone, NULL) };
  TollChartData data;
  TollInk ink;
  TollPlot plot = { .data = &data, .ink = &ink, .arena = arena, .items = items, .width = width,
                    .height = 260, .w = width, .h = 260 };

  toll_chart_data_init (&data, doc, &words, arena);
  toll_ink_init (&ink, &style);
  layer->place (&plot);
  assert_apart (&ink, width, layer->kind);
  toll_ink_clear (&ink);
  toll_chart_data_clear (&data);
}

static void
test_apart (void)
{
  static const guint row_counts[] = { 1, 5, 11, 31, 500 };

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    for (guint r = 0; r < G_N_ELEMENTS (row_counts); r++)
      for (double width = 120; width < 1100; width += 61)
        lay_out (layers[i], row_counts[r], width);
}

static const char *
to_arabic (const char *word, gpointer data)
{
  return g_str_equal (word, "Nov") ? "نوفمبر" : word;
}

/* The date runs as the reader does, the time within it from the left; a date in another script keeps
 * its own direction as a whole. */
static void
test_instants (void)
{
  TollChartStyle style = { .is_rtl = TRUE, .translate = to_arabic };
  TollChartWords words = { .style = &style };
  g_autoptr (TollArena) arena = toll_arena_new ();
  const gint64 november_ms = G_GINT64_CONSTANT (1795721653000);

  g_assert_cmpstr (toll_words_figure (&words, arena, TOLL_CELL_INSTANT, "", november_ms), ==,
                   "26 نوفمبر 2026 \342\201\24619:34:13\342\201\251");
  style.translate = NULL;
  g_assert_cmpstr (toll_words_figure (&words, arena, TOLL_CELL_INSTANT, "", november_ms), ==,
                   "\342\201\24626 Nov 2026 19:34:13\342\201\251");
  g_assert_cmpstr (toll_words_figure (&words, arena, TOLL_CELL_DAY, "day", 20783), ==,
                   "\342\201\24626 Nov 2026\342\201\251");
  style.is_rtl = FALSE;
  g_assert_cmpstr (toll_words_figure (&words, arena, TOLL_CELL_INSTANT, "", november_ms), ==,
                   "26 Nov 2026 19:34:13");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/chart/labels/apart", test_apart);
  g_test_add_func ("/shared/chart/labels/instants", test_instants);
  return g_test_run ();
}
