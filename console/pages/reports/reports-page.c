/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue and what its chosen report is about. Main thread. */

#include "config.h"
#include "console/pages/reports/reports-page.h"

#include <glib/gi18n.h>

#include "console/charts/chart-sample.h"
#include "console/charts/chart-view.h"
#include "console/charts/chart-words.h"
#include "console/client/json.h"
#include "console/pages/removal.h"
#include "console/pages/reports/report-list.h"
#include "console/pages/reports/report-runs.h"
#include "console/pages/reports/sample-table.h"
#include "console/widgets/fact-grid.h"
#include "console/widgets/state-stack.h"

struct _ConsoleReportsPage
{
  ConsolePage parent_instance;
  GtkEditable *search;
  ConsoleStateStack *list_states;
  GtkListBox *list;
  GtkWidget *detail;
  GtkLabel *title;
  GtkLabel *question;
  ConsoleChartView *preview;
  GtkGrid *table; /* the preview of a report without a chart */
  ConsoleFactGrid *facts;
  GtkActionable *options_button;
  GtkActionable *run_button;
  GtkWidget *remove_button;
  GtkWidget *runs_box;
  GtkListBox *runs;

  JsonArray *reports;    /* (nullable): of GET /reports */
  JsonArray *personal;   /* (nullable): of GET /personal-reports */
  JsonArray *history;    /* (nullable): of GET /history */
  TollReportDoc *sample; /* (nullable): what the preview shows */
  GCancellable *columns; /* (nullable): of the chosen report, on their way */
  GCancellable *newer;   /* (nullable): of the history, once one came back */
};

G_DEFINE_FINAL_TYPE (ConsoleReportsPage, console_reports_page, CONSOLE_TYPE_PAGE)

/* The report of the catalogue that a personal one asks. */
static JsonObject *
find_report (ConsoleReportsPage *self, const char *id)
{
  for (guint i = 0; i < console_json_length (self->reports); i++)
    if (g_str_equal (console_json_text (console_json_at (self->reports, i), "id"), id))
      return console_json_at (self->reports, i);
  return NULL;
}

static void
aim (GtkActionable *button, JsonObject *report, const char *action)
{
  g_autofree char *spec = console_report_dup_spec (report);

  gtk_actionable_set_action_target (button, "(sss)", console_report_get_id (report),
                                    console_report_get_own_title (report), spec);
  gtk_actionable_set_action_name (button, action);
}

static void
show_preview (ConsoleReportsPage *self, JsonObject *base)
{
  GTimeZone *zone = console_session_get_zone (console_page_get_session (CONSOLE_PAGE (self)));
  TollChartKind kind = TOLL_CHART_NONE;
  TollReportDoc *before = self->sample;

  toll_chart_kind_from_name (console_json_text (base, "chart"), &kind);
  self->sample = console_chart_sample_new (kind);
  console_chart_view_set_document (self->preview, self->sample, zone);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), kind != TOLL_CHART_NONE);
  console_sample_table_fill (self->table, NULL, zone);
  toll_report_doc_free (before);
}

/* The titles of the columns that it shows by itself, as one text. */
static char *
dup_columns (JsonArray *columns)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < console_json_length (columns); i++)
    {
      JsonObject *column = console_json_at (columns, i);

      if (console_json_flag (column, "is_chosen"))
        g_string_append_printf (
            text, "%s%s", text->len > 0 ? ", " : "",
            console_chart_words_translate (console_json_text (column, "title")));
    }
  return g_strdup (text->str);
}

static void
columns_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ConsoleReportsPage *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  g_autofree char *columns = NULL;

  if (answer == NULL)
    return; /* the page lives without them */
  if (!gtk_widget_get_visible (GTK_WIDGET (self->preview)))
    console_sample_table_fill (
        self->table, console_json_array (answer, "items"),
        console_session_get_zone (console_page_get_session (CONSOLE_PAGE (self))));
  columns = dup_columns (console_json_array (answer, "items"));
  console_fact_grid_add (self->facts, _ ("Columns"), columns);
}

static void
ask_columns (ConsoleReportsPage *self, JsonObject *base)
{
  g_autofree char *path = g_strdup_printf ("/reports/%s/columns", console_json_text (base, "id"));

  g_cancellable_cancel (self->columns);
  g_clear_object (&self->columns);
  self->columns = g_cancellable_new ();
  console_api_client_send_async (console_page_get_client (CONSOLE_PAGE (self)), "GET", path, NULL,
                                 self->columns, columns_cb, self);
}

static void
show_facts (ConsoleReportsPage *self, JsonObject *report, JsonObject *base)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_grid_remove (GTK_GRID (self->facts), child);
  if (report != base)
    console_fact_grid_add (self->facts, _ ("Report"), console_report_get_title (base));
  console_fact_grid_add (self->facts, _ ("Number"), console_json_text (base, "id"));
  if (report != base && !console_json_flag (report, "is_own"))
    console_fact_grid_add (self->facts, _ ("From"), console_json_text (report, "owner"));
  ask_columns (self, base);
}

static void
show_runs (ConsoleReportsPage *self, JsonObject *report)
{
  ConsoleSession *session = console_page_get_session (CONSOLE_PAGE (self));
  guint n_runs = console_report_runs_fill (self->runs, self->history,
                                           console_report_get_id (report),
                                           console_session_get_zone (session));

  gtk_widget_set_visible (self->runs_box, n_runs > 0);
}

static void
show_detail (ConsoleReportsPage *self, JsonObject *report)
{
  JsonObject *base = find_report (self, console_report_get_id (report));

  gtk_widget_set_opacity (self->detail, 1);
  gtk_label_set_text (self->title, console_report_get_title (report));
  gtk_label_set_text (self->question, base != report ? console_json_text (report, "description")
                          : console_chart_words_translate (console_json_text (base, "question")));
  show_preview (self, base);
  show_facts (self, report, base);
  aim (self->options_button, report, "win.open-report-options");
  aim (self->run_button, report, "win.open-report");
  gtk_widget_set_visible (self->remove_button, console_json_flag (report, "is_own"));
  show_runs (self, report);
}

static void
selected_cb (ConsoleReportsPage *self, GtkListBoxRow *row)
{
  JsonObject *report = console_report_list_get (row);

  if (report != NULL)
    show_detail (self, report);
}

static void
run (ConsoleReportsPage *self, JsonObject *report)
{
  g_autofree char *spec = console_report_dup_spec (report);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-report", "(sss)",
                              console_report_get_id (report),
                              console_report_get_own_title (report), spec);
}

static void
activated_cb (ConsoleReportsPage *self, GtkListBoxRow *row)
{
  run (self, console_report_list_get (row));
}

static void
run_first_cb (ConsoleReportsPage *self)
{
  JsonObject *report = console_report_list_get (gtk_list_box_get_row_at_index (self->list, 0));

  if (report != NULL && *gtk_editable_get_text (self->search) != '\0')
    run (self, report);
}

/* The list anew; the report that was chosen stays chosen. */
static void
fill_cb (ConsoleReportsPage *self)
{
  const char *search = gtk_editable_get_text (self->search);
  JsonObject *before = console_report_list_get (gtk_list_box_get_selected_row (self->list));
  g_autofree char *id = before != NULL ? g_strdup (console_json_text (before, "id")) : NULL;
  GtkListBoxRow *chosen = NULL, *row;

  if (self->reports == NULL)
    return;
  if (console_report_list_fill (self->list, self->personal, self->reports, search) == 0)
    {
      console_state_stack_set_empty (self->list_states, "edit-find-symbolic", _ ("Nothing Found"),
                                     _ ("No report has these words in its title or question."),
                                     NULL);
      return;
    }
  console_state_stack_set_ready (self->list_states);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (chosen == NULL
        || g_strcmp0 (id, console_json_text (console_report_list_get (row), "id")) == 0)
      chosen = row;
  gtk_list_box_select_row (self->list, chosen);
}

/* All three answers, whichever comes last. */
static void
show (ConsoleReportsPage *self)
{
  if (self->reports == NULL || self->personal == NULL || self->history == NULL)
    return;
  console_page_set_ready (CONSOLE_PAGE (self));
  fill_cb (self);
}

static JsonArray *
take_items (ConsoleReportsPage *self, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  JsonArray *items = console_json_array (answer, "items");

  if (console_api_client_is_cancelled (error))
    return NULL;
  if (error != NULL)
    console_page_set_failed (CONSOLE_PAGE (self), _ ("The Reports Could Not Be Loaded"), error);
  return items != NULL ? json_array_ref (items) : NULL;
}

static void
take (ConsoleReportsPage *self, JsonArray **place, JsonArray *items)
{
  if (items == NULL)
    return;
  g_clear_pointer (place, json_array_unref);
  *place = items;
  show (self);
}

static void
reports_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  JsonArray *items = take_items (user_data, source, result);

  if (items != NULL)
    take (user_data, &CONSOLE_REPORTS_PAGE (user_data)->reports, items);
}

static void
personal_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  JsonArray *items = take_items (user_data, source, result);

  if (items != NULL)
    take (user_data, &CONSOLE_REPORTS_PAGE (user_data)->personal, items);
}

static void
history_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  JsonArray *items = take_items (user_data, source, result);

  if (items != NULL)
    take (user_data, &CONSOLE_REPORTS_PAGE (user_data)->history, items);
}

static void
console_reports_page_load (ConsolePage *page)
{
  ConsoleApiClient *client = console_page_get_client (page);
  GCancellable *cancellable = console_page_begin_load (page);

  console_api_client_send_async (client, "GET", "/reports", NULL, cancellable, reports_cb, page);
  console_api_client_send_async (client, "GET", "/personal-reports?limit=1000", NULL, cancellable,
                                 personal_cb, page);
  console_api_client_send_async (client, "GET", "/history", NULL, cancellable, history_cb, page);
}

/* Without an answer what stood there stays. */
static void
newer_history_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ConsoleReportsPage *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer
      = console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  JsonArray *items = console_json_array (answer, "items");
  JsonObject *report;

  if (console_api_client_is_cancelled (error) || items == NULL)
    return;
  g_clear_pointer (&self->history, json_array_unref);
  self->history = json_array_ref (items);
  report = console_report_list_get (gtk_list_box_get_selected_row (self->list));
  if (report != NULL)
    show_runs (self, report);
}

/* From a result mostly: that run is the last one now. */
static void
console_reports_page_returned (ConsolePage *page)
{
  ConsoleReportsPage *self = CONSOLE_REPORTS_PAGE (page);

  if (self->history == NULL)
    return;
  g_cancellable_cancel (self->newer);
  g_clear_object (&self->newer);
  self->newer = g_cancellable_new ();
  console_api_client_send_async (console_page_get_client (page), "GET", "/history", NULL,
                                 self->newer, newer_history_cb, self);
}

static void
remove_cb (ConsoleReportsPage *self)
{
  static const char *const members[] = { "name", "description", "category", "report_id", "spec",
                                         "share", NULL };

  console_removal_send (CONSOLE_PAGE (self), "/personal-reports",
                        console_report_list_get (gtk_list_box_get_selected_row (self->list)),
                        members);
}

static void
console_reports_page_width_changed (ConsolePage *page, guint width_class)
{
  ConsoleReportsPage *self = CONSOLE_REPORTS_PAGE (page);

  /* Without room beside the list a click runs what it is on. */
  gtk_widget_set_visible (self->detail, width_class >= 2);
  gtk_list_box_set_activate_on_single_click (self->list, width_class < 2);
}

static void
console_reports_page_changed (ConsolePage *page, const char *what, JsonObject *object)
{
  if (g_str_equal (what, "personal-report"))
    console_page_refresh (page);
}

static void
console_reports_page_find (ConsolePage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (CONSOLE_REPORTS_PAGE (page)->search));
}

static void
console_reports_page_dispose (GObject *object)
{
  ConsoleReportsPage *self = CONSOLE_REPORTS_PAGE (object);

  g_cancellable_cancel (self->columns);
  g_clear_object (&self->columns);
  g_cancellable_cancel (self->newer);
  g_clear_object (&self->newer);
  console_chart_view_set_document (self->preview, NULL, NULL);
  g_clear_pointer (&self->sample, toll_report_doc_free);
  g_clear_pointer (&self->reports, json_array_unref);
  g_clear_pointer (&self->personal, json_array_unref);
  g_clear_pointer (&self->history, json_array_unref);
  G_OBJECT_CLASS (console_reports_page_parent_class)->dispose (object);
}

static void
console_reports_page_class_init (ConsoleReportsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_reports_page_dispose;
  page_class->load = console_reports_page_load;
  page_class->returned = console_reports_page_returned;
  page_class->width_changed = console_reports_page_width_changed;
  page_class->changed = console_reports_page_changed;
  page_class->find = console_reports_page_find;
  g_type_ensure (CONSOLE_TYPE_CHART_VIEW);
  g_type_ensure (CONSOLE_TYPE_FACT_GRID);
  g_type_ensure (CONSOLE_TYPE_STATE_STACK);
  console_page_class_set_template (page_class, "reports-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleReportsPage, search);
  gtk_widget_class_bind_template_child (widget_class, ConsoleReportsPage, list_states);
  gtk_widget_class_bind_template_child (widget_class, ConsoleReportsPage, list);
  gtk_widget_class_bind_template_child (widget_class, ConsoleReportsPage, detail);
  gtk_widget_class_bind_template_child (widget_class, ConsoleReportsPage, title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleReportsPage, question);
  gtk_widget_class_bind_template_child (widget_class, ConsoleReportsPage, preview);
  gtk_widget_class_bind_template_child (widget_class, ConsoleReportsPage, table);
  gtk_widget_class_bind_template_child (widget_class, ConsoleReportsPage, facts);
  gtk_widget_class_bind_template_child (widget_class, ConsoleReportsPage, options_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleReportsPage, run_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleReportsPage, remove_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleReportsPage, runs_box);
  gtk_widget_class_bind_template_child (widget_class, ConsoleReportsPage, runs);
  gtk_widget_class_bind_template_callback (widget_class, fill_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_first_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
console_reports_page_init (ConsoleReportsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_chart_view_set_still (self->preview, TRUE);
}
