/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a result, made from its document. Main thread. */

#include "config.h"
#include "console/pages/result/result-table.h"

#include <glib/gi18n.h>

#include "console/charts/chart-words.h"
#include "console/widgets/column-access.h"
#include "console/widgets/reading.h"
#include "console/widgets/sort-question.h"

/* Texts give way no further than that. */
#define NAME_CHARS   16
#define OWN_CHARS    10
#define WORD_CHARS   7
#define OTHER_CHARS  5
#define WIDEST_CHARS 34

/* What the cells of a column need to know. */
typedef struct
{
  ConsoleReportResult *result;
  guint index;
  GArray *shown; /* of gboolean, by column: (nullable) in a copy that tells of no others */
  GTimeZone *zone;
} Cells;

static void
cells_free (gpointer data, GClosure *closure)
{
  Cells *cells = data;

  g_object_unref (cells->result);
  g_array_unref (cells->shown);
  g_time_zone_unref (cells->zone);
  g_free (cells);
}

static const TollReportColumn *
get_column (const Cells *cells)
{
  return toll_report_doc_get_column (console_report_result_get_doc (cells->result), cells->index);
}

static gboolean
is_shown (const GArray *shown, guint column)
{
  return g_array_index (shown, gboolean, column);
}

static gboolean
is_amount_of_list (const TollReportColumn *column)
{
  return column->kind == TOLL_CELL_MONEY && column->role == TOLL_COLUMN_FACT;
}

static gboolean
says_something (const TollReportDoc *doc, guint column)
{
  for (guint i = 0; i < doc->rows->len; i++)
    if (!toll_report_doc_get_row (doc, i)->cells[column].is_empty)
      return TRUE;
  return FALSE;
}

gboolean
console_result_table_show_more (GArray *shown, const TollReportDoc *doc)
{
  gboolean has_more = FALSE;

  for (guint i = 0; i < shown->len; i++)
    if (!is_shown (shown, i) && says_something (doc, i))
      has_more = g_array_index (shown, gboolean, i) = TRUE;
  return has_more;
}

/* Whether the same is told in some currency, in the column @index or another. */
static gboolean
is_told (const GArray *shown, const TollReportDoc *doc, guint index)
{
  const char *title = toll_report_doc_get_column (doc, index)->title;

  for (guint i = 0; i < shown->len; i++)
    if (is_shown (shown, i) && g_str_equal (toll_report_doc_get_column (doc, i)->title, title))
      return TRUE;
  return FALSE;
}

GArray *
console_result_table_find_shown (const TollReportDoc *doc)
{
  GArray *shown = g_array_sized_new (FALSE, FALSE, sizeof (gboolean), doc->columns->len);

  for (guint i = 0; i < doc->columns->len; i++)
    {
      gboolean is_sure = !is_amount_of_list (toll_report_doc_get_column (doc, i));

      g_array_append_val (shown, is_sure);
    }
  console_result_table_show_more (shown, doc);
  /* That nothing has a price is told once, in the company's own currency. */
  for (guint i = 0; i < shown->len; i++)
    if (!is_shown (shown, i) && !is_told (shown, doc, i))
      g_array_index (shown, gboolean, i) = TRUE;
  return shown;
}

static gboolean
is_at_end (const TollReportColumn *column)
{
  return toll_cell_kind_is_figure (column->kind) && column->role != TOLL_COLUMN_KEY
         && column->kind != TOLL_CELL_INSTANT;
}

/* A figure that opens its calls, and a key, which opens all of them. */
static gboolean
is_link (const TollReportColumn *column)
{
  return column->role == TOLL_COLUMN_KEY
         || (column->role == TOLL_COLUMN_FIGURE && column->drill != NULL);
}

/* In a narrow window names of one's own people, and what happened, stay readable; what else is text
 * gives way first. */
static int
find_least_chars (const TollReportColumn *column)
{
  if (column->role == TOLL_COLUMN_KEY && column->kind == TOLL_CELL_TEXT)
    return g_str_equal (column->id, "extension") ? OWN_CHARS /* "Total 1002" */ : NAME_CHARS;
  if (g_str_equal (column->id, "holder")) /* of the row's key */
    return NAME_CHARS;
  if (g_str_equal (column->id, "name") || g_str_equal (column->id, "step"))
    return OWN_CHARS;
  return column->kind == TOLL_CELL_WORD ? WORD_CHARS : OTHER_CHARS;
}

static GtkWidget *
make_text (const TollReportColumn *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label),
                        is_at_end (column) ? console_reading_get_figure_xalign () : 0);
  gtk_widget_add_css_class (label, "numeric");
  if (!is_at_end (column) && column->kind != TOLL_CELL_INSTANT
      && column->kind != TOLL_CELL_DAY && column->kind != TOLL_CELL_PHONE)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), find_least_chars (column));
      gtk_label_set_max_width_chars (GTK_LABEL (label), WIDEST_CHARS);
    }
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  const TollReportColumn *column = get_column (user_data);
  GtkWidget *label = make_text (column);

  if (is_link (column))
    {
      GtkWidget *button = gtk_button_new ();

      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
      gtk_widget_add_css_class (button, "figure-link");
      gtk_widget_set_halign (button, is_at_end (column) ? console_reading_get_figure_align ()
                                                           : GTK_ALIGN_START);
      label = button;
    }
  gtk_list_item_set_child (list_item, label);
}

/* What stands in the first column of a row that sums others. */
static const char *
name_sum (ConsoleResultRow *row)
{
  if (console_result_row_is_totals (row))
    return _ ("Total");
  return console_result_row_get (row)->level > 0 ? _ ("Subtotal") : NULL;
}

static char *
dup_text (const Cells *cells, ConsoleResultRow *row)
{
  const TollCell *cell = &console_result_row_get (row)->cells[cells->index];
  const char *sum = name_sum (row);
  guint level = MAX (console_result_row_get (row)->level, 1);
  TollReportColumn column = *get_column (cells);
  g_autofree char *text = NULL;

  /* The last of its keys says what is summed. */
  if (sum != NULL && cell->is_empty && cells->index + 1 >= level)
    return g_strdup (cells->index + 1 == level ? sum : "");
  text = console_chart_words_cell (&column, cell, cells->zone);
  if (sum != NULL && cells->index + 1 == level)
    /* TRANSLATORS: a row that sums up the rows of one group; %s is its name, "Sales" */
    return g_strdup_printf (_ ("Total %s"), text);
  return g_steal_pointer (&text);
}

static gboolean
opens (const Cells *cells, ConsoleResultRow *row)
{
  if (get_column (cells)->role == TOLL_COLUMN_KEY && name_sum (row) != NULL)
    return FALSE;
  return console_report_result_opens (console_report_result_get_doc (cells->result),
                                      console_result_row_get (row), cells->index);
}

/* The row is told in one line, its cells behind their headings. */
static void
dress_row (GtkWidget *widget, const Cells *cells, ConsoleResultRow *row)
{
  static const char *const classes[] = { "subtotal", "total" };
  const TollReportDoc *doc = console_report_result_get_doc (cells->result);
  g_autoptr (GString) summary = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (widget, classes[i]);
  if (name_sum (row) != NULL)
    gtk_widget_add_css_class (widget, classes[console_result_row_is_totals (row)]);
  for (guint i = 0; i < doc->columns->len; i++)
    {
      Cells at = { .result = cells->result, .index = i, .zone = cells->zone };
      g_autofree char *text = dup_text (&at, row);
      g_autofree char *title = console_chart_words_dup_title (get_column (&at));

      if (*text == '\0' || !is_shown (cells->shown, i))
        continue;
      g_string_append_printf (summary, "%s%s %s", summary->len > 0 ? ", " : "",
                              title, text);
    }
  console_column_access_set_label (widget, summary->str);
}

/* A button without an action can be pressed and does nothing: one that opens nothing is dim to the
 * keyboard and to the eye. */
static void
aim (GtkWidget *button, gboolean opens, guint position, guint column)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(uu)", position, column);
  if (opens)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "result.open-figure");
  gtk_widget_set_sensitive (button, opens);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  const Cells *cells = user_data;
  ConsoleResultRow *row = gtk_list_item_get_item (list_item);
  GtkWidget *content = gtk_list_item_get_child (list_item);
  g_autofree char *text = dup_text (cells, row);
  GtkWidget *label = content, *widget;

  if (GTK_IS_BUTTON (content))
    {
      label = gtk_button_get_child (GTK_BUTTON (content));
      aim (content, opens (cells, row), gtk_list_item_get_position (list_item), cells->index);
      console_column_access_set_label (content, text);
    }
  gtk_label_set_text (GTK_LABEL (label), text);
  widget = console_column_access_name_cell (content, text);
  if (widget != NULL && cells->index == 0)
    dress_row (widget, cells, row);
}

static GtkColumnViewColumn *
make_column (ConsoleReportResult *result, guint index, GArray *shown, GTimeZone *zone)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Cells *cells = g_new0 (Cells, 1);
  const TollReportColumn *row;
  g_autofree char *title = NULL;
  GtkColumnViewColumn *column;

  cells->result = g_object_ref (result);
  cells->index = index;
  cells->shown = g_array_ref (shown);
  cells->zone = g_time_zone_ref (zone);
  row = get_column (cells);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), cells);
  g_signal_connect_data (factory, "bind", G_CALLBACK (bind_cb), cells, cells_free, 0);
  title = console_chart_words_dup_title (row);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (column, !is_at_end (row));
  gtk_column_view_column_set_resizable (column, TRUE);
  if (!row->is_fixed)
    console_sort_question_add (column, row->id);
  return column;
}

static void
dress_header (GtkColumnView *view, const TollReportDoc *doc, const GArray *shown)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *title;

  for (guint i = 0; i < doc->columns->len; i++)
    if (is_shown (shown, i))
      g_ptr_array_add (titles,
                       console_chart_words_dup_title (toll_report_doc_get_column (doc, i)));
  g_ptr_array_add (titles, NULL);
  title = console_column_access_dress_header (view, (const char *const *) titles->pdata);
  for (guint i = 0; i < doc->columns->len && title != NULL; i++)
    {
      if (!is_shown (shown, i))
        continue;
      if (is_at_end (toll_report_doc_get_column (doc, i)))
        console_column_access_align_end (title);
      else
        console_column_access_cut (title);
      title = gtk_widget_get_next_sibling (title);
    }
}

void
console_result_table_set_columns (GtkColumnView *view, ConsoleReportResult *result,
                                  GArray *shown, GTimeZone *zone)
{
  const TollReportDoc *doc = console_report_result_get_doc (result);
  GListModel *columns = gtk_column_view_get_columns (view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (view, column);
    }
  for (guint i = 0; i < doc->columns->len; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = NULL;

      if (!is_shown (shown, i))
        continue;
      column = make_column (result, i, shown, zone);
      gtk_column_view_append_column (view, column);
    }
  dress_header (view, doc, shown);
}

/* A tab or a line's end inside a text would begin another cell. */
static void
append_plain (GString *out, const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    g_string_append_c (out, *at == '\t' || *at == '\n' || *at == '\r' ? ' ' : *at);
}

char *
console_result_table_dup_text (GListModel *rows, ConsoleReportResult *result, const GArray *shown,
                               GTimeZone *zone)
{
  const TollReportDoc *doc = console_report_result_get_doc (result);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < doc->columns->len; i++)
    {
      g_autofree char *title = console_chart_words_dup_title (toll_report_doc_get_column (doc, i));

      if (!is_shown (shown, i))
        continue;
      g_string_append (text, i > 0 ? "\t" : "");
      append_plain (text, title);
    }
  for (guint j = 0; j < g_list_model_get_n_items (rows); j++)
    {
      g_autoptr (ConsoleResultRow) row = g_list_model_get_item (rows, j);

      for (guint i = 0; i < doc->columns->len; i++)
        {
          Cells cells = { .result = result, .index = i, .zone = zone };
          g_autofree char *cell = dup_text (&cells, row);

          if (!is_shown (shown, i))
            continue;
          g_string_append (text, i > 0 ? "\t" : "\n");
          append_plain (text, cell);
        }
    }
  return g_string_free (text, FALSE);
}
