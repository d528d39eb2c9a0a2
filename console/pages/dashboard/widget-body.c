/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of three contents: a chart, a table, or words. Main thread. */

#include "config.h"
#include "console/pages/dashboard/widget-body.h"

#include <glib/gi18n.h>

#include "console/charts/chart-view.h"
#include "console/charts/chart-words.h"
#include "console/pages/dashboard/widget-table.h"

struct _ConsoleWidgetBody
{
  GtkBox parent_instance;
  GtkButton *headline; /* opens the calls of the total */
  guint headline_column;
  GtkLabel *expected; /* under it: what it will be */
  ConsoleChartView *chart;
  GtkBox *table;
  GtkButton *rest;   /* under a table that has no room for all rows */
  GtkLabel *note;
  GtkButton *removal;

  ConsoleReportResult *result; /* (nullable) */
  GTimeZone *zone;             /* (nullable): with @result */
};

G_DEFINE_FINAL_TYPE (ConsoleWidgetBody, console_widget_body, GTK_TYPE_BOX)

static guint rest_signal;

static void
show_label (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
show_button (GtkButton *button, const char *text)
{
  gtk_button_set_label (button, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (button), text != NULL);
}

static void
clear_table (ConsoleWidgetBody *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->table))) != NULL)
    gtk_box_remove (self->table, child);
}

/* Returns: (transfer full) (nullable): the total of a column in words. */
static char *
dup_total (ConsoleWidgetBody *self, const TollReportDoc *doc, guint column)
{
  if (column >= doc->columns->len || doc->totals.cells == NULL
      || doc->totals.cells[column].is_empty)
    return NULL;
  return console_chart_words_cell (toll_report_doc_get_column (doc, column),
                                   &doc->totals.cells[column], self->zone);
}

/* The range that the chart draws as a band, in words. Returns: (transfer full) (nullable). */
static char *
dup_expected (ConsoleWidgetBody *self, const TollReportDoc *doc)
{
  g_autofree char *low = NULL, *high = NULL;

  if (!doc->chart.has_band)
    return NULL;
  low = dup_total (self, doc, doc->chart.band_low);
  high = dup_total (self, doc, doc->chart.band_high);
  if (low == NULL || high == NULL)
    return NULL;
  /* TRANSLATORS: what a figure will probably be at the end: at least, at most */
  return g_strdup_printf (_ ("Expected: %s – %s"), low, high);
}

static void
show_headline (ConsoleWidgetBody *self, const TollReportDoc *doc, const char *headline)
{
  guint column = toll_report_doc_find_column (doc, headline);
  g_autofree char *text = dup_total (self, doc, column), *expected = dup_expected (self, doc);

  self->headline_column = column;
  show_button (self->headline, text);
  if (text != NULL)
    gtk_widget_set_sensitive (GTK_WIDGET (self->headline),
                              console_report_result_opens (doc, &doc->totals, column));
  show_label (self->expected, expected);
}

static void
rest_activated_cb (ConsoleWidgetBody *self)
{
  g_signal_emit (self, rest_signal, 0);
}

void
console_widget_body_show (ConsoleWidgetBody *self, ConsoleReportResult *result,
                          const char *headline, GTimeZone *zone)
{
  const TollReportDoc *doc = console_report_result_get_doc (result);
  gboolean is_empty = doc->rows->len == 0, has_chart;
  g_autofree char *rest = NULL;

  console_chart_view_set_document (self->chart, console_report_result_get_drawn (result), zone);
  g_set_object (&self->result, result);
  g_time_zone_ref (zone);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone;
  has_chart = console_chart_view_has_chart (self->chart) && !is_empty;
  gtk_widget_set_visible (GTK_WIDGET (self->chart), has_chart);
  clear_table (self);
  if (!has_chart && !is_empty)
    {
      GtkWidget *table = console_widget_table_new (result, zone);

      g_signal_connect_swapped (table, "rest-activated", G_CALLBACK (rest_activated_cb), self);
      gtk_box_append (self->table, table);
      rest = console_widget_table_dup_rest (doc);
    }
  show_button (self->rest, rest);
  gtk_widget_set_visible (GTK_WIDGET (self->removal), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->table), !has_chart && !is_empty);
  show_headline (self, doc, headline);
  show_label (self->note, is_empty ? _ ("No calls in this period") : NULL);
}

void
console_widget_body_say (ConsoleWidgetBody *self, const char *text)
{
  console_chart_view_set_document (self->chart, NULL, NULL);
  g_clear_object (&self->result);
  clear_table (self);
  gtk_widget_set_visible (GTK_WIDGET (self->table), FALSE);
  show_button (self->headline, NULL);
  show_label (self->expected, NULL);
  show_label (self->note, text);
  show_button (self->rest, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->removal), FALSE);
}

void
console_widget_body_offer_removal (ConsoleWidgetBody *self, const char *id)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->removal), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->removal), "dashboard.close");
  gtk_widget_set_visible (GTK_WIDGET (self->removal), TRUE);
}

void
console_widget_body_set_large (ConsoleWidgetBody *self, double zoom)
{
  gtk_widget_set_vexpand (GTK_WIDGET (self->chart), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->table), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->note), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "large");
  gtk_widget_set_can_target (GTK_WIDGET (self->headline), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self->headline), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->rest), FALSE);
  console_chart_view_set_still (self->chart, TRUE);
  console_chart_view_set_zoom (self->chart, zoom);
}

static void
headline_cb (ConsoleWidgetBody *self)
{
  const TollReportDoc *doc = console_report_result_get_doc (self->result);

  console_widget_open_figure (GTK_WIDGET (self), self->result, doc, &doc->totals,
                              self->headline_column, self->zone);
}

static void
activated_cb (ConsoleWidgetBody *self, guint column, guint row)
{
  const TollReportDoc *drawn = console_report_result_get_drawn (self->result);

  console_widget_open_figure (GTK_WIDGET (self), self->result, drawn,
                              toll_report_doc_get_row (drawn, row), column, self->zone);
}

static void
console_widget_body_dispose (GObject *object)
{
  ConsoleWidgetBody *self = CONSOLE_WIDGET_BODY (object);

  if (self->chart != NULL)
    console_chart_view_set_document (self->chart, NULL, NULL);
  self->chart = NULL;
  g_clear_object (&self->result);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (console_widget_body_parent_class)->dispose (object);
}

static void
console_widget_body_class_init (ConsoleWidgetBodyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_widget_body_dispose;
  rest_signal = g_signal_new ("rest-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                              NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkLabel *
add_label (ConsoleWidgetBody *self, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_visible (label, FALSE);
  gtk_box_append (GTK_BOX (self), label);
  return GTK_LABEL (label);
}

static GtkButton *
add_button (ConsoleWidgetBody *self, const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, FALSE);
  gtk_box_append (GTK_BOX (self), button);
  return GTK_BUTTON (button);
}

static GtkButton *
add_link (ConsoleWidgetBody *self, const char *name)
{
  GtkButton *button = add_button (self, "");

  gtk_button_set_has_frame (button, FALSE);
  gtk_widget_set_name (GTK_WIDGET (button), name);
  gtk_widget_set_halign (GTK_WIDGET (button), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (button), "figure-link");
  return button;
}

static void
console_widget_body_init (ConsoleWidgetBody *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "widget-body");
  self->headline = add_link (self, "headline");
  gtk_widget_add_css_class (GTK_WIDGET (self->headline), "title-1");
  g_signal_connect_swapped (self->headline, "clicked", G_CALLBACK (headline_cb), self);
  self->expected = add_label (self, "widget-expected");
  self->chart = CONSOLE_CHART_VIEW (console_chart_view_new ());
  self->table = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->chart));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->table));
  self->rest = add_link (self, "rest");
  g_signal_connect_swapped (self->rest, "clicked", G_CALLBACK (rest_activated_cb), self);
  self->note = add_label (self, "widget-note");
  gtk_label_set_xalign (self->note, 0.5);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");
  self->removal = add_button (self, _ ("Remove"));
  g_signal_connect_swapped (self->chart, "activated", G_CALLBACK (activated_cb), self);
  console_chart_view_set_opens_rest (self->chart, TRUE);
  g_signal_connect_swapped (self->chart, "rest-activated", G_CALLBACK (rest_activated_cb), self);
  console_widget_body_say (self, _ ("Loading…"));
}

GtkWidget *
console_widget_body_new (void)
{
  return g_object_new (CONSOLE_TYPE_WIDGET_BODY, NULL);
}
