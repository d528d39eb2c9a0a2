/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks a report and shows what it answers, a page after the other where it lists calls. Main
 * thread. */

#include "config.h"
#include "console/pages/result/result-page.h"

#include <glib/gi18n.h>

#include "console/charts/chart-view.h"
#include "console/charts/chart-words.h"
#include "console/client/json.h"
#include "console/dialogs/number-dialog.h"
#include "console/models/report-result.h"
#include "console/pages/result/result-export.h"
#include "console/pages/result/result-facts.h"
#include "console/pages/result/result-number.h"
#include "console/pages/result/result-period.h"
#include "console/pages/result/result-table.h"
#include "console/pages/result/save-report.h"
#include "console/pages/result/send-report.h"
#include "console/widgets/presence.h"
#include "console/widgets/scroll-start.h"
#include "console/widgets/sort-question.h"
#include "console/widgets/wrap-box.h"
#include "shared/base/error.h"
#include "shared/wire/query.h"

/* Of a scrolled list, how near its end the next page is asked for. */
#define AHEAD_PX 600

struct _ConsoleResultPage
{
  ConsolePage parent_instance;
  GtkBox *bar;
  ConsoleWrapBox *chips;
  GtkWidget *chart_card;
  ConsoleChartView *chart;
  GtkWidget *nothing;
  GtkWidget *table_card;
  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  GtkLabel *basis;
  GtkLabel *facts;
  GtkRevealer *working;
  GtkLabel *working_text;

  char *report_id;
  gboolean has_own_title;
  gboolean is_kept;            /* the history has it: the same once more is not kept again */
  JsonObject *spec;            /* what was asked; owned */
  ConsoleReportResult *result; /* (nullable): the first page */
  GListStore *rows;            /* of ConsoleResultRow */
  GArray *shown;               /* (nullable): of gboolean: which columns show */
  char *next;                  /* "" = that was all */
  GCancellable *more;          /* (nullable): the next page on its way */
  ConsoleResultExport *export;
  ConsoleResultFacts *found;
  GTimeZone *zone;
  gboolean is_setting;         /* the sorter says "changed" for our own doing */
};

G_DEFINE_FINAL_TYPE (ConsoleResultPage, console_result_page, CONSOLE_TYPE_PAGE)

static char *
dup_path (ConsoleResultPage *self, const char *after)
{
  GString *path = g_string_new ("/reports/");

  g_string_append_uri_escaped (path, self->report_id, NULL, FALSE);
  g_string_append (path, "/run");
  if (after != NULL)
    toll_query_append (path, "after", after);
  else if (self->is_kept)
    toll_query_append (path, "preview", "true");
  return g_string_free (path, FALSE);
}

/* A list may take long: it goes where long work goes. */
static void
ask (ConsoleResultPage *self, const char *after, GCancellable *cancellable,
     GAsyncReadyCallback callback)
{
  g_autofree char *path = dup_path (self, after);
  g_autofree char *text = console_json_to_text (self->spec);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  console_api_client_upload_async (console_page_get_client (CONSOLE_PAGE (self)), path,
                                   "application/json", body, NULL, cancellable, callback, self);
}

static void
add_rows (ConsoleResultPage *self, ConsoleReportResult *result)
{
  const TollReportDoc *doc = console_report_result_get_doc (result);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < doc->rows->len; i++)
    g_ptr_array_add (rows, console_result_row_new (result, toll_report_doc_get_row (doc, i)));
  if (doc->totals.cells != NULL && *doc->next == '\0')
    g_ptr_array_add (rows, console_result_row_new (result, &doc->totals));
  g_list_store_splice (self->rows, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), 0,
                       rows->pdata, rows->len);
  g_free (self->next);
  self->next = g_strdup (doc->next);
}

/* Calls further down may have a price in another currency. */
static void
add_page (ConsoleResultPage *self, ConsoleReportResult *result)
{
  if (console_result_table_show_more (self->shown, console_report_result_get_doc (result)))
    {
      self->is_setting = TRUE;
      console_result_table_set_columns (self->view, self->result, self->shown, self->zone);
      self->is_setting = FALSE;
    }
  add_rows (self, result);
}

static void
add_chip (ConsoleResultPage *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_add_css_class (label, "chip");
  console_wrap_box_append (self->chips, label);
}

static void
fill_chips (ConsoleResultPage *self, const TollReportDoc *doc)
{
  g_autofree char *period = console_result_dup_period (doc, self->zone);

  console_wrap_box_clear (self->chips);
  add_chip (self, period);
  for (guint i = 0; i < doc->filters->len; i++)
    add_chip (self, doc->filters->pdata[i]);
  add_chip (self, doc->zone);
}

/* What is compared says more than that something is. */
static void
fill_subtitle (ConsoleResultPage *self, const TollReportDoc *doc)
{
  g_autofree char *periods = doc->other_to_ms != 0 ? console_result_dup_period (doc, self->zone) : NULL;

  console_page_set_subtitle (CONSOLE_PAGE (self),
                             periods != NULL ? periods
                                             : console_chart_words_translate (doc->question));
}

static void
show_result (ConsoleResultPage *self, ConsoleReportResult *result)
{
  ConsolePage *page = CONSOLE_PAGE (self);
  const TollReportDoc *doc = console_report_result_get_doc (result);
  GTimeZone *zone = console_result_dup_zone (doc, self->zone);

  g_time_zone_unref (self->zone);
  self->zone = zone;
  console_chart_view_set_document (self->chart, console_report_result_get_drawn (result),
                                   self->zone);
  g_set_object (&self->result, result);
  gtk_widget_set_visible (self->chart_card, console_chart_view_has_chart (self->chart) &&
                                                doc->rows->len > 0);
  self->is_setting = TRUE;
  g_list_store_remove_all (self->rows);
  g_clear_pointer (&self->shown, g_array_unref);
  self->shown = console_result_table_find_shown (doc);
  console_result_table_set_columns (self->view, result, self->shown, self->zone);
  self->is_setting = FALSE;
  add_rows (self, result);
  fill_chips (self, doc);
  console_result_facts_show (self->found, self->report_id, result);
  gtk_label_set_text (self->basis, console_chart_words_translate (doc->basis));
  if (!self->has_own_title)
    console_page_set_title (page, console_chart_words_translate (doc->title));
  fill_subtitle (self, doc);
  /* What can be done with the question stays: it may be answered otherwise tomorrow. */
  gtk_widget_set_visible (self->nothing, doc->rows->len == 0);
  gtk_widget_set_visible (self->table_card, doc->rows->len > 0);
  console_page_set_ready (page);
}

static void
number_cb (GObject *object, const char *number)
{
  console_result_add_number (CONSOLE_RESULT_PAGE (object)->spec, number);
  console_page_refresh (CONSOLE_PAGE (object));
}

static void
console_result_page_fill (ConsolePage *page)
{
  console_number_dialog_present (GTK_WIDGET (page), number_cb, G_OBJECT (page));
}

/* A report about one number: which one is asked, and can be asked again. */
static void
ask_number (ConsolePage *page)
{
  console_page_set_empty (page, "call-start-symbolic", _ ("Which Number?"),
                          _ ("This report is about one number."), _ ("Choose a Number"));
  console_result_page_fill (page);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_upload_finish (CONSOLE_API_CLIENT (source), result, &error);
  g_autoptr (ConsoleReportResult) read = NULL;

  if (console_api_client_is_cancelled (error))
    return;
  if (answer != NULL)
    read = console_report_result_new (answer, &error);
  if (read != NULL)
    {
      CONSOLE_RESULT_PAGE (user_data)->is_kept = TRUE;
      show_result (user_data, read);
    }
  else if (g_error_matches (error, TOLL_ERROR, TOLL_ERROR_NUMBER_REQUIRED))
    ask_number (user_data);
  else
    console_page_set_failed (user_data, _ ("The Report Could Not Be Run"), error);
}

static void
console_result_page_load (ConsolePage *page)
{
  ConsoleResultPage *self = CONSOLE_RESULT_PAGE (page);

  g_cancellable_cancel (self->more);
  g_clear_object (&self->more);
  console_result_facts_stop (self->found);
  ask (self, NULL, console_page_begin_load (page), answered_cb);
}

static void
more_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ConsoleResultPage *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_upload_finish (CONSOLE_API_CLIENT (source), result, &error);
  g_autoptr (ConsoleReportResult) read = NULL;

  if (console_api_client_is_cancelled (error))
    return;
  g_clear_object (&self->more);
  if (answer != NULL)
    read = console_report_result_new (answer, &error);
  if (read != NULL)
    add_page (self, read);
  else
    console_page_set_failed (CONSOLE_PAGE (self), _ ("More Rows Could Not Be Loaded"), error);
}

/* Scrolled near the end: the next page. */
static void
scrolled_cb (ConsoleResultPage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double left = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment) -
                gtk_adjustment_get_page_size (adjustment);

  if (left > AHEAD_PX || self->next == NULL || *self->next == '\0' || self->more != NULL)
    return;
  self->more = g_cancellable_new ();
  ask (self, self->next, self->more, more_cb);
}

/* A heading was pressed: the collector sorts, so that a list's first page is the first of all. */
static void
sort_cb (ConsoleResultPage *self)
{
  gboolean descending;
  const char *id;
  g_autofree char *sort = NULL;
  JsonArray *array;

  if (self->is_setting || self->result == NULL)
    return;
  id = console_sort_question_get (self->view, &descending);
  if (id == NULL)
    return;
  sort = g_strconcat (descending ? "-" : "", id, NULL);
  array = json_array_new ();
  json_array_add_string_element (array, sort);
  json_object_set_array_member (self->spec, "sort", array);
  console_page_refresh (CONSOLE_PAGE (self));
}

static void
open_calls_of (ConsoleResultPage *self, const TollReportDoc *doc, const TollReportRow *row,
               guint column)
{
  g_autofree char *spec = console_report_result_dup_drill (self->result, doc, row, column);
  g_autofree char *name = NULL, *title = NULL;

  if (spec == NULL)
    return;
  name = row != NULL && row->level == 0
             ? console_chart_words_cell (toll_report_doc_get_column (doc, 0), &row->cells[0],
                                         self->zone)
             : g_strdup (_ ("Total"));
  /* TRANSLATORS: the calls behind a figure: what the row is called, what the figure is */
  title = g_strdup_printf (
      C_ ("figure", "%s · %s"), name,
      console_chart_words_translate (
          toll_report_doc_get_column (doc, MIN (column, doc->columns->len - 1))->title));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-report", "(sss)", "1.1", title, spec);
}

/* Rows further down are of another answer than the first. */
static void
open_calls (ConsoleResultPage *self, ConsoleResultRow *row, guint column)
{
  open_calls_of (self, console_report_result_get_doc (console_result_row_get_result (row)),
                 console_result_row_is_totals (row) ? NULL : console_result_row_get (row), column);
}

static void
open_figure_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ConsoleResultPage *self = CONSOLE_RESULT_PAGE (widget);
  g_autoptr (ConsoleResultRow) row = NULL;
  guint position, column;

  g_variant_get (parameter, "(uu)", &position, &column);
  row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);
  if (row != NULL)
    open_calls (self, row, column);
}

static void
open_call (ConsoleResultPage *self, gint64 call_id)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, call_id);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-call", "s", id);
}

static void
chart_activated_cb (ConsoleResultPage *self, guint column, guint row)
{
  const TollReportDoc *drawn = console_report_result_get_drawn (self->result);
  const TollReportRow *of = toll_report_doc_get_row (drawn, row);

  if (of->call_id != 0)
    open_call (self, of->call_id);
  else
    open_calls_of (self, drawn, of, column);
}

/* Enter on a row: of a list its call, else all calls of the row. */
static void
activate_cb (ConsoleResultPage *self, guint position)
{
  g_autoptr (ConsoleResultRow) item = g_list_model_get_item (G_LIST_MODEL (self->rows), position);
  const TollReportRow *row = console_result_row_get (item);

  if (row->call_id != 0)
    open_call (self, row->call_id);
  else
    open_calls (self, item, G_MAXUINT);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ConsoleResultPage *self = CONSOLE_RESULT_PAGE (widget);
  g_autofree char *text = NULL;

  if (self->result == NULL)
    return;
  text = console_result_table_dup_text (G_LIST_MODEL (self->rows), self->result, self->shown,
                                        self->zone);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  console_page_toast (CONSOLE_PAGE (self), _ ("The table is copied"));
}

static void
export_state_cb (const char *text, gpointer user_data)
{
  ConsoleResultPage *self = user_data;

  gtk_label_set_text (self->working_text, text != NULL ? text : "");
  console_presence_reveal (self->working, text != NULL);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ConsoleResultPage *self = CONSOLE_RESULT_PAGE (widget);

  console_result_export_begin (self->export, self->report_id,
                               console_page_get_title (CONSOLE_PAGE (self)),
                               g_variant_get_string (parameter, NULL), self->spec);
}

static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ConsoleResultPage *self = CONSOLE_RESULT_PAGE (widget);
  ConsolePage *page = CONSOLE_PAGE (self);

  console_send_report_present (
      widget, console_page_get_client (page), self->report_id, console_page_get_title (page),
      self->spec, console_session_get_me (console_page_get_session (page))->zone);
}

static void
schedule_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ConsoleResultPage *self = CONSOLE_RESULT_PAGE (widget);
  g_autofree char *spec = console_json_to_text (self->spec);

  gtk_widget_activate_action (widget, "win.open-new-schedule", "(sss)", self->report_id,
                              console_page_get_title (CONSOLE_PAGE (self)), spec);
}

static void
options_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ConsoleResultPage *self = CONSOLE_RESULT_PAGE (widget);
  g_autofree char *spec = console_json_to_text (self->spec);

  gtk_widget_activate_action (widget, "win.open-report-options", "(sss)", self->report_id,
                              self->has_own_title ? console_page_get_title (CONSOLE_PAGE (self))
                                                  : "", spec);
}

static void
saved_cb (GObject *object, JsonObject *kept)
{
  ConsoleResultPage *self = CONSOLE_RESULT_PAGE (object);
  const char *name = console_json_text (kept, "name");
  /* TRANSLATORS: %s is the name somebody gave a report */
  g_autofree char *text = g_strdup_printf (_ ("Saved as “%s”"), name);

  self->has_own_title = TRUE;
  console_page_set_title (CONSOLE_PAGE (self), name);
  console_page_toast (CONSOLE_PAGE (self), text);
  console_page_tell_changed (CONSOLE_PAGE (self), "personal-report", kept);
}

static void
console_result_page_save (ConsolePage *page)
{
  ConsoleResultPage *self = CONSOLE_RESULT_PAGE (page);
  const ConsoleSaveReport report = { .report_id = self->report_id,
                                     .name = console_page_get_title (page),
                                     .spec = self->spec };

  console_save_report_present (GTK_WIDGET (self), console_page_get_client (page), &report,
                               saved_cb, G_OBJECT (self));
}

static void
cancel_cb (ConsoleResultPage *self)
{
  console_result_export_cancel (self->export);
}

static void
console_result_page_start (ConsolePage *page)
{
  ConsoleResultPage *self = CONSOLE_RESULT_PAGE (page);
  GtkSelectionModel *selection;

  self->zone = g_time_zone_ref (console_session_get_zone (console_page_get_session (page)));
  self->rows = g_list_store_new (CONSOLE_TYPE_RESULT_ROW);
  selection = GTK_SELECTION_MODEL (
      gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->rows))));
  gtk_single_selection_set_autoselect (GTK_SINGLE_SELECTION (selection), FALSE);
  gtk_single_selection_set_can_unselect (GTK_SINGLE_SELECTION (selection), TRUE);
  gtk_column_view_set_model (self->view, selection);
  g_object_unref (selection);
  self->export = console_result_export_new (GTK_WIDGET (self), console_page_get_client (page),
                                            export_state_cb, self);
  self->found = console_result_facts_new (self->facts, console_page_get_client (page));
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (sort_cb), self, G_CONNECT_SWAPPED);
  console_scroll_from_start (self->scroller);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

/* A narrow window has what can be done below the chips. */
static void
console_result_page_width_changed (ConsolePage *page, guint width_class)
{
  ConsoleResultPage *self = CONSOLE_RESULT_PAGE (page);
  GtkOrientation orientation = width_class == 0 ? GTK_ORIENTATION_VERTICAL
                                                : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bar), orientation);
}

static void
console_result_page_dispose (GObject *object)
{
  ConsoleResultPage *self = CONSOLE_RESULT_PAGE (object);

  g_cancellable_cancel (self->more);
  g_clear_object (&self->more);
  g_clear_pointer (&self->export, console_result_export_free);
  g_clear_pointer (&self->found, console_result_facts_free);
  console_chart_view_set_document (self->chart, NULL, NULL);
  g_clear_object (&self->result);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (console_result_page_parent_class)->dispose (object);
}

static void
console_result_page_finalize (GObject *object)
{
  ConsoleResultPage *self = CONSOLE_RESULT_PAGE (object);

  g_free (self->report_id);
  g_free (self->next);
  g_clear_pointer (&self->spec, json_object_unref);
  g_clear_pointer (&self->shown, g_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (console_result_page_parent_class)->finalize (object);
}

static void
console_result_page_class_init (ConsoleResultPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_result_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_result_page_finalize;
  CONSOLE_PAGE_CLASS (klass)->start = console_result_page_start;
  CONSOLE_PAGE_CLASS (klass)->load = console_result_page_load;
  CONSOLE_PAGE_CLASS (klass)->save = console_result_page_save;
  CONSOLE_PAGE_CLASS (klass)->fill = console_result_page_fill;
  CONSOLE_PAGE_CLASS (klass)->width_changed = console_result_page_width_changed;
  g_type_ensure (CONSOLE_TYPE_CHART_VIEW);
  g_type_ensure (CONSOLE_TYPE_WRAP_BOX);
  console_page_class_set_template (CONSOLE_PAGE_CLASS (klass), "result-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleResultPage, bar);
  gtk_widget_class_bind_template_child (widget_class, ConsoleResultPage, chips);
  gtk_widget_class_bind_template_child (widget_class, ConsoleResultPage, chart_card);
  gtk_widget_class_bind_template_child (widget_class, ConsoleResultPage, chart);
  gtk_widget_class_bind_template_child (widget_class, ConsoleResultPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, ConsoleResultPage, table_card);
  gtk_widget_class_bind_template_child (widget_class, ConsoleResultPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, ConsoleResultPage, view);
  gtk_widget_class_bind_template_child (widget_class, ConsoleResultPage, basis);
  gtk_widget_class_bind_template_child (widget_class, ConsoleResultPage, facts);
  gtk_widget_class_bind_template_child (widget_class, ConsoleResultPage, working);
  gtk_widget_class_bind_template_child (widget_class, ConsoleResultPage, working_text);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, chart_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_install_action (widget_class, "result.open-figure", "(uu)",
                                   open_figure_action);
  gtk_widget_class_install_action (widget_class, "result.options", NULL, options_action);
  gtk_widget_class_install_action (widget_class, "result.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "result.schedule", NULL, schedule_action);
  gtk_widget_class_install_action (widget_class, "result.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "result.export", "s", export_action);
}

static void
console_result_page_init (ConsoleResultPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_presence_reveal (self->working, FALSE);
  console_page_let_stop (CONSOLE_PAGE (self));
}

ConsolePage *
console_result_page_open (GVariant *parameter)
{
  const char *id, *title, *spec;
  ConsoleResultPage *self;

  g_variant_get (parameter, "(&s&s&s)", &id, &title, &spec);
  self = g_object_new (CONSOLE_TYPE_RESULT_PAGE, "title", title, NULL);
  self->report_id = g_strdup (id);
  self->has_own_title = *title != '\0';
  self->spec = *spec != '\0' ? console_json_parse (spec, -1, NULL) : NULL;
  if (self->spec == NULL)
    self->spec = json_object_new ();
  return CONSOLE_PAGE (self);
}
