/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor of one schedule. Main thread. */

#include "config.h"
#include "console/pages/schedule/schedule-page.h"

#include <glib/gi18n.h>

#include "console/charts/chart-words.h"
#include "console/client/json.h"
#include "console/pages/schedule-words.h"
#include "console/pages/schedule/start-row.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/format.h"
#include "console/widgets/switch-row.h"
#include "console/widgets/text-area.h"
#include "console/widgets/text-row.h"
#include "shared/base/clock.h"
#include "shared/model/schedule.h"

#define N_NEXT_RUNS 3

struct _ConsoleSchedulePage
{
  ConsoleEditorPage parent_instance;
  ConsoleChoiceRow *format;
  ConsoleChoiceRow *every_unit;
  GtkWidget *every_n;
  ConsoleTextArea *body;
  GtkLabel *next_runs;
  AdwActionRow *report; /* of a kept one: what it sends */
  GtkActionable *open_report;
  GtkActionable *open_options;
  GtkWidget *removal;

  char *report_id; /* of a new one */
  char *name;
  JsonObject *spec;
};

G_DEFINE_FINAL_TYPE (ConsoleSchedulePage, console_schedule_page, CONSOLE_TYPE_EDITOR_PAGE)

static JsonNode *
dup_member (ConsoleEditorPage *page, const char *member)
{
  return console_field_dup_value (
      console_form_lookup (console_editor_page_get_form (page), member));
}

/* What the fields say of when. Returns: FALSE while that is nothing. */
static gboolean
read_when (ConsoleEditorPage *page, TollSchedule *when)
{
  g_autoptr (JsonNode) unit = dup_member (page, "every_unit");
  g_autoptr (JsonNode) start = dup_member (page, "start");
  g_autoptr (JsonNode) n = dup_member (page, "every_n");
  gint64 every_n = JSON_NODE_HOLDS_VALUE (n) ? json_node_get_int (n) : 0;

  if (!toll_schedule_unit_from_name (console_field_text_of (unit), &when->unit)
      || !toll_schedule_read_start (when, console_field_text_of (start), NULL))
    return FALSE;
  when->every_n = when->unit == TOLL_SCHEDULE_ONCE ? 1 : (guint) CLAMP (every_n, 0, G_MAXINT);
  return when->every_n >= (when->unit == TOLL_SCHEDULE_MINUTES ? TOLL_SCHEDULE_LEAST_MINUTES : 1)
         && when->every_n <= TOLL_SCHEDULE_MOST_N;
}

static char *
dup_next_runs (ConsoleEditorPage *page)
{
  g_autoptr (JsonNode) zone_name = dup_member (page, "zone");
  const char *name = console_field_text_of (zone_name);
  const TollZone *zone = toll_zone_get (name, NULL);
  g_autoptr (GTimeZone) shown = g_time_zone_new_identifier (name);
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 now_ms = toll_clock_now_ms (NULL), ms = now_ms;
  TollSchedule when = { 0 };

  if (zone == NULL || shown == NULL || !read_when (page, &when))
    return g_strdup (_ ("A start, a time zone and how often are needed."));
  for (guint i = 0; i < N_NEXT_RUNS; i++)
    {
      g_autofree char *moment = NULL;

      ms = toll_schedule_get_next_ms (&when, zone, ms);
      if (ms == G_MAXINT64)
        break;
      moment = console_format_moment (ms, now_ms, shown);
      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", moment);
    }
  return text->len > 0 ? g_strdup (text->str) : g_strdup (_ ("None: the start is over."));
}

static void
console_schedule_page_edited (ConsoleEditorPage *page)
{
  ConsoleSchedulePage *self = CONSOLE_SCHEDULE_PAGE (page);
  g_autofree char *text = NULL;

  if (console_editor_page_get_form (page) == NULL)
    return;
  text = dup_next_runs (page);
  gtk_widget_set_visible (self->every_n,
                          !g_str_equal (console_choice_row_get_chosen (self->every_unit), "once"));
  g_object_set (self->every_n, "hint",
                g_str_equal (console_choice_row_get_chosen (self->every_unit), "minutes")
                    ? _ ("5 at least")
                    : NULL,
                NULL);
  gtk_label_set_text (self->next_runs, text);
}

/* Tomorrow morning, every day, is where one begins. */
static JsonObject *
console_schedule_page_dup_new (ConsoleEditorPage *page)
{
  ConsoleSchedulePage *self = CONSOLE_SCHEDULE_PAGE (page);
  ConsoleSession *session = console_page_get_session (CONSOLE_PAGE (page));
  g_autoptr (GDateTime) now = g_date_time_new_now (console_session_get_zone (session));
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 1);
  g_autofree char *start = g_date_time_format (tomorrow, "%Y-%m-%dT08:00");
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "zone", console_session_get_me (session)->zone);
  json_object_set_string_member (object, "start", start);
  json_object_set_string_member (object, "every_unit", "days");
  json_object_set_int_member (object, "every_n", 1);
  json_object_set_string_member (object, "format", "pdf");
  json_object_set_boolean_member (object, "enabled", TRUE);
  return object;
}

/* Which report it is about stands in no field. */
static void
console_schedule_page_complete (ConsoleEditorPage *page, JsonObject *changes)
{
  ConsoleSchedulePage *self = CONSOLE_SCHEDULE_PAGE (page);

  if (console_editor_page_get_answer (page) != NULL)
    return;
  json_object_set_string_member (changes, "report_id", self->report_id);
  json_object_set_object_member (changes, "spec", json_object_ref (self->spec));
}

static void
show_report (ConsoleSchedulePage *self, JsonObject *schedule)
{
  g_autofree char *report = console_schedule_dup_report (schedule);
  g_autofree char *spec = console_json_to_text (console_json_object (schedule, "spec"));

  adw_action_row_set_subtitle (self->report, report);
  gtk_actionable_set_action_target (
      self->open_report, "(sss)", console_json_text (schedule, "report_id"),
      console_chart_words_translate (console_json_text (schedule, "report_title")), spec);
  gtk_actionable_set_action_name (self->open_report, "win.open-report");
  gtk_actionable_set_action_target (
      self->open_options, "(ssss)", console_json_text (schedule, "report_id"),
      console_chart_words_translate (console_json_text (schedule, "report_title")), spec,
      console_json_text (schedule, "id"));
  gtk_actionable_set_action_name (self->open_options, "win.open-schedule-options");
  gtk_widget_set_visible (GTK_WIDGET (self->report), TRUE);
}

static void
console_schedule_page_show (ConsoleEditorPage *page, JsonObject *answer)
{
  console_page_set_title (CONSOLE_PAGE (page), answer != NULL ? console_json_text (answer, "name")
                                                              : _ ("New Schedule"));
  gtk_widget_set_visible (CONSOLE_SCHEDULE_PAGE (page)->removal, answer != NULL);
  if (answer != NULL)
    show_report (CONSOLE_SCHEDULE_PAGE (page), answer);
}

static void
console_schedule_page_start (ConsolePage *page)
{
  ConsoleSchedulePage *self = CONSOLE_SCHEDULE_PAGE (page);

  console_choice_row_set_words (self->format, console_schedule_formats);
  console_choice_row_set_words (self->every_unit, console_schedule_units);
  console_text_area_set_places (self->body, console_schedule_places);
}

/* Its options were changed on a page of their own. */
static void
console_schedule_page_changed (ConsolePage *page, const char *what, JsonObject *object)
{
  JsonObject *own = console_editor_page_get_answer (CONSOLE_EDITOR_PAGE (page));

  if (g_str_equal (what, "schedule") && own != NULL && object != NULL
      && g_str_equal (console_json_text (own, "id"), console_json_text (object, "id")))
    show_report (CONSOLE_SCHEDULE_PAGE (page), object);
}

static void
remove_cb (ConsoleEditorPage *page)
{
  console_editor_page_remove (page, _ ("Remove this schedule?"),
                              _ ("What came of its runs is forgotten. Mail on its way is sent all "
                                 "the same."));
}

static void
console_schedule_page_finalize (GObject *object)
{
  ConsoleSchedulePage *self = CONSOLE_SCHEDULE_PAGE (object);

  g_free (self->report_id);
  g_free (self->name);
  g_clear_pointer (&self->spec, json_object_unref);
  G_OBJECT_CLASS (console_schedule_page_parent_class)->finalize (object);
}

static void
console_schedule_page_class_init (ConsoleSchedulePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsoleEditorPageClass *editor_class = CONSOLE_EDITOR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_schedule_page_finalize;
  CONSOLE_PAGE_CLASS (klass)->start = console_schedule_page_start;
  CONSOLE_PAGE_CLASS (klass)->changed = console_schedule_page_changed;
  editor_class->path = "/schedules";
  editor_class->what = "schedule";
  editor_class->failed = N_ ("The Schedule Could Not Be Loaded");
  editor_class->new_text = N_ ("A schedule needs recipients and a start.");
  editor_class->dup_new = console_schedule_page_dup_new;
  editor_class->complete = console_schedule_page_complete;
  editor_class->show = console_schedule_page_show;
  editor_class->edited = console_schedule_page_edited;

  g_type_ensure (CONSOLE_TYPE_CHOICE_ROW);
  g_type_ensure (CONSOLE_TYPE_START_ROW);
  g_type_ensure (CONSOLE_TYPE_SWITCH_ROW);
  g_type_ensure (CONSOLE_TYPE_TEXT_AREA);
  g_type_ensure (CONSOLE_TYPE_TEXT_ROW);
  console_page_class_set_template (CONSOLE_PAGE_CLASS (klass), "schedule-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleSchedulePage, format);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSchedulePage, every_unit);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSchedulePage, every_n);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSchedulePage, body);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSchedulePage, next_runs);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSchedulePage, report);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSchedulePage, open_report);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSchedulePage, open_options);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSchedulePage, removal);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
console_schedule_page_init (ConsoleSchedulePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ConsolePage *
console_schedule_page_open (GVariant *parameter)
{
  ConsoleEditorPage *self = g_object_new (CONSOLE_TYPE_SCHEDULE_PAGE, NULL);

  console_editor_page_set_id (self, g_variant_get_string (parameter, NULL));
  return CONSOLE_PAGE (self);
}

ConsolePage *
console_schedule_page_open_new (GVariant *parameter)
{
  ConsoleSchedulePage *self = g_object_new (CONSOLE_TYPE_SCHEDULE_PAGE, NULL);
  const char *spec;

  g_variant_get (parameter, "(ss&s)", &self->report_id, &self->name, &spec);
  self->spec = console_json_parse (spec, -1, NULL);
  if (self->spec == NULL)
    self->spec = json_object_new ();
  return CONSOLE_PAGE (self);
}
