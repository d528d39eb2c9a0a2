/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of a report as one form: loads what there is to choose from, counts while somebody
 * edits, runs. Main thread. */

#include "config.h"
#include "console/pages/options/options-page.h"

#include <glib/gi18n.h>

#include "console/charts/chart-words.h"
#include "console/client/json.h"
#include "console/client/problem.h"
#include "console/models/words.h"
#include "console/pages/options/fields-section.h"
#include "console/pages/options/groups-section.h"
#include "console/pages/options/keys-section.h"
#include "console/pages/options/list-section.h"
#include "console/pages/options/many-row.h"
#include "console/pages/options/option-words.h"
#include "console/pages/options/period-section.h"
#include "console/pages/options/spec-form.h"
#include "console/pages/options/where-section.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/format.h"
#include "console/widgets/switch-row.h"
#include "console/widgets/text-row.h"
#include "shared/base/error.h"

/* After the last key, until it is asked how many calls match. */
#define PAUSE_MS 300

struct _ConsoleOptionsPage
{
  ConsolePage parent_instance;
  GtkWidget *body;
  GtkWidget *sides;
  ConsoleChoiceRow *traffic;
  ConsolePeriodSection *period;
  ConsoleGroupsSection *groups;
  GtkWidget *kinds;
  ConsoleManyRow *directions;
  ConsoleManyRow *outcomes;
  ConsoleManyRow *classes;
  ConsoleWhereSection *where;
  ConsoleTextRow *zone;
  ConsoleFieldsSection *fields;
  ConsoleKeysSection *group_by;
  ConsoleListSection *section;
  GtkWidget *shape;
  ConsoleChoiceRow *chart;
  ConsoleChoiceRow *compare;
  GtkSpinner *spinner;
  GtkLabel *status;
  GtkButton *run_button;

  char *report_id;
  char *own_title;   /* "" = the report's */
  char *schedule_id; /* (nullable): whose options these are: they are kept there instead of run */
  gboolean is_kept;  /* of a schedule: as they are on show */
  JsonObject *spec;  /* what it was opened with */
  JsonObject *whole; /* (nullable): the report's own, every member said */
  ConsoleForm *form; /* (nullable): once all is there */
  ConsoleOptionSource *source;
  JsonArray *reports; /* (nullable), as the two below: what was answered already */
  JsonArray *choices;
  JsonArray *columns;
  guint pause; /* source id; 0 = none */
  GCancellable *counting;
  GError *refusal; /* (nullable): why it could not be counted */
};

G_DEFINE_FINAL_TYPE (ConsoleOptionsPage, console_options_page, CONSOLE_TYPE_PAGE)

/* ---- How many calls match ---- */

/* A table of something else than calls. */
static void
show_rows (ConsoleOptionsPage *self, JsonObject *answer)
{
  gint64 n_rows = console_json_int (answer, "rows", 0);
  g_autofree char *count = console_format_count (n_rows);
  g_autofree char *text
      = g_strdup_printf (/* TRANSLATORS: %s is how many rows the report has with the chosen options */
                         g_dngettext (NULL, "%s row", "%s rows", n_rows), count);

  gtk_label_set_text (self->status, text);
}

static void
show_count (ConsoleOptionsPage *self, JsonObject *answer)
{
  gint64 n_calls = console_json_int (answer, "calls", 0);
  g_autofree char *count = console_format_count (n_calls);
  g_autofree char *text = g_strdup_printf (
      /* TRANSLATORS: %s is a number of calls: what the chosen options are about */
      g_dngettext (NULL, "Matches %s call", "Matches %s calls", n_calls), count);

  gtk_label_set_text (self->status, text);
}

/* Marks the field a refusal is about; keys stay where they are, since nobody asked for anything. */
static void
show_refusal (ConsoleOptionsPage *self)
{
  g_autofree char *named = toll_error_dup_field (self->refusal);
  const char *path = named != NULL ? console_spec_form_get_path (named) : "";
  gsize length = strcspn (path, "[.");
  g_autofree char *member = g_strndup (path, length);
  ConsoleField *field = console_form_lookup (self->form, member);

  if (field != NULL)
    console_field_set_note (field, path + length, console_problem_get_reason (self->refusal), TRUE);
  gtk_label_set_text (self->status, field != NULL ? _ ("Not counted: see what is marked.")
                                                  : self->refusal->message);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ConsoleOptionsPage *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (console_api_client_is_cancelled (error))
    return;
  gtk_spinner_stop (self->spinner);
  console_form_clear_errors (self->form);
  if (answer != NULL)
    {
      if (json_object_has_member (answer, "rows"))
        show_rows (self, answer);
      else
        show_count (self, answer);
      return;
    }
  self->refusal = g_steal_pointer (&error);
  show_refusal (self);
}

/* What is on its way is about something else by now. */
static void
stop_counting (ConsoleOptionsPage *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_clear_error (&self->refusal);
}

static void
count (ConsoleOptionsPage *self)
{
  g_autoptr (JsonObject) asked = NULL;
  g_autoptr (GString) path = g_string_new ("/reports/");

  stop_counting (self);
  if (!gtk_widget_get_visible (self->kinds))
    return;
  self->counting = g_cancellable_new ();
  gtk_spinner_start (self->spinner);
  asked = console_spec_form_dup_spec (self->form, self->spec);
  g_string_append_uri_escaped (path, self->report_id, NULL, FALSE);
  g_string_append (path, "/count");
  console_api_client_send_async (console_page_get_client (CONSOLE_PAGE (self)), "POST", path->str,
                                 asked, self->counting, counted_cb, self);
}

static gboolean
pause_cb (gpointer user_data)
{
  CONSOLE_OPTIONS_PAGE (user_data)->pause = 0;
  count (user_data);
  return G_SOURCE_REMOVE;
}

/* Instants are those of the zone that is chosen, once it is a name of one. */
static void
follow_zone (ConsoleOptionsPage *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->zone));
  g_autoptr (GTimeZone) named = *name != '\0' ? g_time_zone_new_identifier (name) : NULL;

  if (named != NULL)
    console_period_section_set_zone (self->period, named);
  else if (*name == '\0')
    console_period_section_set_zone (
        self->period, console_session_get_zone (console_page_get_session (CONSOLE_PAGE (self))));
}

static void
changed_cb (ConsoleOptionsPage *self)
{
  self->is_kept = FALSE;
  stop_counting (self);
  follow_zone (self);
  self->pause = g_timeout_add (PAUSE_MS, pause_cb, self);
}

/* ---- What there is to choose from ---- */

static void
fill_words (ConsoleOptionsPage *self)
{
  console_choice_row_set_words (self->traffic, console_traffic_words);
  console_choice_row_set_words (self->chart, console_chart_kind_words);
  console_choice_row_set_words (self->compare, console_compare_words);
  for (const ConsoleWord *word = console_direction_words; word->id != NULL; word++)
    console_many_row_add (self->directions, word->id, _ (word->text));
  for (int i = 0; i < TOLL_N_OUTCOMES; i++)
    console_many_row_add (self->outcomes, toll_outcome_to_name (i), console_words_outcome (i));
  for (int i = 0; i < TOLL_N_CLASSES; i++)
    console_many_row_add (self->classes, toll_class_to_name (i), console_words_class (i));
}

/* Zone first: what instants show depends on it. */
static void
load_form (ConsoleOptionsPage *self)
{
  JsonObject *source = json_object_has_member (self->spec, "zone") ? self->spec : self->whole;

  console_field_set_value (CONSOLE_FIELD (self->zone), json_object_get_member (source, "zone"));
  follow_zone (self);
  console_spec_form_load (self->form, self->whole, self->spec);
  count (self);
}

/* Returns: (nullable): the report among those that the viewer may run. */
static JsonObject *
find_report (ConsoleOptionsPage *self)
{
  for (guint i = 0; i < console_json_length (self->reports); i++)
    if (g_str_equal (console_json_text (console_json_at (self->reports, i), "id"),
                     self->report_id))
      return console_json_at (self->reports, i);
  return NULL;
}

/* A report of its own making chooses itself what it shows; calls of a list stand in no groups; a
 * table is not about calls. */
static void
show_shape (ConsoleOptionsPage *self, const char *shape)
{
  gboolean can_compare = g_str_equal (shape, "groups");
  gboolean has_groups = can_compare || g_str_equal (shape, "at_once");
  gboolean is_list = g_str_equal (shape, "list");
  gboolean has_fields = has_groups || is_list;
  gboolean has_calls = !g_str_equal (shape, "table");

  gtk_widget_set_visible (self->sides, has_calls);
  gtk_widget_set_visible (GTK_WIDGET (self->groups), has_calls);
  gtk_widget_set_visible (self->kinds, has_calls);
  gtk_widget_set_visible (GTK_WIDGET (self->where), has_calls);
  gtk_widget_set_visible (GTK_WIDGET (self->fields), has_fields);
  gtk_widget_set_visible (GTK_WIDGET (self->group_by), has_groups);
  gtk_widget_set_visible (GTK_WIDGET (self->section), is_list);
  gtk_widget_set_visible (self->shape, has_groups);
  gtk_widget_set_visible (GTK_WIDGET (self->compare), can_compare);
}

static void
set_up (ConsoleOptionsPage *self, JsonObject *report)
{
  ConsolePage *page = CONSOLE_PAGE (self);

  if (*self->own_title == '\0')
    console_page_set_title (page, console_chart_words_translate (
                                      console_json_text (report, "title")));
  self->whole = console_spec_form_dup_whole (console_json_object (report, "spec"), self->columns);
  self->source = console_option_source_new (console_page_get_client (page), self->choices);
  console_option_source_set_narrow (self->source, gtk_widget_has_css_class (GTK_WIDGET (self),
                                                                            "narrow"));
  console_groups_section_set_source (self->groups, self->source);
  console_where_section_set_source (self->where, self->source);
  console_keys_section_set_source (self->group_by, self->source);
  console_list_section_set_source (self->section, self->source);
  console_fields_section_set_columns (self->fields, self->columns);
  show_shape (self, console_json_text (report, "shape"));
  self->form = console_form_new (self->body);
  load_form (self);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* After the last of the three answers. */
static void
show (ConsoleOptionsPage *self)
{
  JsonObject *report = find_report (self);
  g_autoptr (GError) error = NULL;

  if (self->reports == NULL || self->choices == NULL || self->columns == NULL)
    return;
  if (report == NULL)
    {
      g_set_error_literal (&error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND,
                           _ ("There is no such report, or it is not for you."));
      console_page_set_failed (CONSOLE_PAGE (self), _ ("The Options Could Not Be Loaded"), error);
      return;
    }
  if (self->form == NULL)
    set_up (self, report);
  console_page_set_ready (CONSOLE_PAGE (self));
}

static void
take (ConsoleOptionsPage *self, JsonArray **place, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  JsonArray *items = console_json_array (answer, "items");

  if (console_api_client_is_cancelled (error))
    return;
  if (error != NULL)
    {
      console_page_set_failed (CONSOLE_PAGE (self), _ ("The Options Could Not Be Loaded"), error);
      return;
    }
  g_clear_pointer (place, json_array_unref);
  *place = items != NULL ? json_array_ref (items) : json_array_new ();
  show (self);
}

static void
reports_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  take (user_data, &CONSOLE_OPTIONS_PAGE (user_data)->reports, source, result);
}

static void
choices_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  take (user_data, &CONSOLE_OPTIONS_PAGE (user_data)->choices, source, result);
}

static void
columns_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  take (user_data, &CONSOLE_OPTIONS_PAGE (user_data)->columns, source, result);
}

/* What was chosen stays: again only the number is asked for. */
static void
console_options_page_load (ConsolePage *page)
{
  ConsoleOptionsPage *self = CONSOLE_OPTIONS_PAGE (page);
  ConsoleApiClient *client = console_page_get_client (page);
  g_autoptr (GString) columns = g_string_new ("/reports/");
  GCancellable *cancellable;

  if (self->form != NULL)
    {
      count (self);
      return;
    }
  cancellable = console_page_begin_load (page);
  g_string_append_uri_escaped (columns, self->report_id, NULL, FALSE);
  g_string_append (columns, "/columns");
  console_api_client_send_async (client, "GET", "/reports", NULL, cancellable, reports_cb, page);
  console_api_client_send_async (client, "GET", "/reports/fields", NULL, cancellable, choices_cb,
                                 page);
  console_api_client_send_async (client, "GET", columns->str, NULL, cancellable, columns_cb, page);
}

/* ---- The bar ---- */

static void
reset_cb (ConsoleOptionsPage *self)
{
  json_object_unref (self->spec);
  self->spec = json_object_new ();
  self->is_kept = FALSE;
  console_form_clear_errors (self->form);
  load_form (self);
}

/* Returns: whether it was said at a field. */
static gboolean
refuse (ConsoleOptionsPage *self, const GError *error)
{
  g_autofree char *named = error != NULL ? toll_error_dup_field (error) : NULL;

  return named != NULL
         && console_form_show_error (self->form, console_spec_form_get_path (named),
                                     console_problem_get_reason (error));
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleOptionsPage *self = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->run_button), TRUE);
  if (answer == NULL)
    {
      if (!refuse (self, error))
        console_page_toast (CONSOLE_PAGE (self), console_problem_get_reason (error));
      return;
    }
  self->is_kept = TRUE;
  console_page_tell_changed (CONSOLE_PAGE (self), "schedule", answer);
  console_page_toast (CONSOLE_PAGE (self), _ ("The schedule asks so from now on"));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
keep (ConsoleOptionsPage *self, JsonObject *spec)
{
  g_autoptr (JsonObject) changes = json_object_new ();
  g_autofree char *path = g_strconcat ("/schedules/", self->schedule_id, NULL);

  json_object_set_object_member (changes, "spec", json_object_ref (spec));
  gtk_widget_set_sensitive (GTK_WIDGET (self->run_button), FALSE);
  console_api_client_send_async (console_page_get_client (CONSOLE_PAGE (self)), "PUT", path,
                                 changes, console_page_get_cancellable (CONSOLE_PAGE (self)),
                                 kept_cb, self);
}

static gboolean
console_options_page_has_changes (ConsolePage *page)
{
  ConsoleOptionsPage *self = CONSOLE_OPTIONS_PAGE (page);

  return self->schedule_id != NULL && self->form != NULL && !self->is_kept;
}

/* What is refused is mended first. */
static void
run_cb (ConsoleOptionsPage *self)
{
  g_autoptr (JsonObject) asked = NULL;
  g_autofree char *spec = NULL;

  if (refuse (self, self->refusal))
    return;
  asked = console_spec_form_dup_spec (self->form, self->spec);
  if (self->schedule_id != NULL)
    {
      keep (self, asked);
      return;
    }
  spec = console_json_to_text (asked);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-report", "(sss)", self->report_id,
                              self->own_title, spec);
}

static void
console_options_page_save (ConsolePage *page)
{
  ConsoleOptionsPage *self = CONSOLE_OPTIONS_PAGE (page);

  if (console_options_page_has_changes (page))
    run_cb (self);
}

static void
console_options_page_width_changed (ConsolePage *page, guint width_class)
{
  ConsoleOptionsPage *self = CONSOLE_OPTIONS_PAGE (page);

  if (self->source != NULL)
    console_option_source_set_narrow (self->source, width_class == 0);
}

static void
console_options_page_dispose (GObject *object)
{
  ConsoleOptionsPage *self = CONSOLE_OPTIONS_PAGE (object);

  stop_counting (self);
  g_clear_object (&self->form);
  g_clear_object (&self->source);
  g_clear_pointer (&self->reports, json_array_unref);
  g_clear_pointer (&self->choices, json_array_unref);
  g_clear_pointer (&self->columns, json_array_unref);
  G_OBJECT_CLASS (console_options_page_parent_class)->dispose (object);
}

static void
console_options_page_finalize (GObject *object)
{
  ConsoleOptionsPage *self = CONSOLE_OPTIONS_PAGE (object);

  g_free (self->report_id);
  g_free (self->own_title);
  g_free (self->schedule_id);
  g_clear_pointer (&self->spec, json_object_unref);
  g_clear_pointer (&self->whole, json_object_unref);
  G_OBJECT_CLASS (console_options_page_parent_class)->finalize (object);
}

static void
ensure_types (void)
{
  g_type_ensure (CONSOLE_TYPE_CHOICE_ROW);
  g_type_ensure (CONSOLE_TYPE_FIELDS_SECTION);
  g_type_ensure (CONSOLE_TYPE_GROUPS_SECTION);
  g_type_ensure (CONSOLE_TYPE_KEYS_SECTION);
  g_type_ensure (CONSOLE_TYPE_LIST_SECTION);
  g_type_ensure (CONSOLE_TYPE_MANY_ROW);
  g_type_ensure (CONSOLE_TYPE_PERIOD_SECTION);
  g_type_ensure (CONSOLE_TYPE_SWITCH_ROW);
  g_type_ensure (CONSOLE_TYPE_TEXT_ROW);
  g_type_ensure (CONSOLE_TYPE_WHERE_SECTION);
}

static void
console_options_page_class_init (ConsoleOptionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_options_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_options_page_finalize;
  page_class->load = console_options_page_load;
  page_class->width_changed = console_options_page_width_changed;
  page_class->save = console_options_page_save;
  page_class->has_changes = console_options_page_has_changes;
  ensure_types ();
  console_page_class_set_template (page_class, "options-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, body);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, sides);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, traffic);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, period);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, groups);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, directions);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, outcomes);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, classes);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, where);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, zone);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, fields);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, group_by);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, section);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, shape);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, chart);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, compare);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, status);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOptionsPage, run_button);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
}

static void
console_options_page_init (ConsoleOptionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_words (self);
}

static ConsoleOptionsPage *
open_page (const char *id, const char *title, const char *spec)
{
  ConsoleOptionsPage *self = g_object_new (CONSOLE_TYPE_OPTIONS_PAGE, "title", title, "subtitle",
                                           _ ("Options"), NULL);

  self->report_id = g_strdup (id);
  self->own_title = g_strdup (title);
  self->spec = *spec != '\0' ? console_json_parse (spec, -1, NULL) : NULL;
  if (self->spec == NULL)
    self->spec = json_object_new ();
  return self;
}

ConsolePage *
console_options_page_open (GVariant *parameter)
{
  const char *id, *title, *spec;

  g_variant_get (parameter, "(&s&s&s)", &id, &title, &spec);
  return CONSOLE_PAGE (open_page (id, title, spec));
}

ConsolePage *
console_options_page_open_of_schedule (GVariant *parameter)
{
  const char *id, *title, *spec, *schedule_id;
  ConsoleOptionsPage *self;

  g_variant_get (parameter, "(&s&s&s&s)", &id, &title, &spec, &schedule_id);
  self = open_page (id, title, spec);
  self->schedule_id = g_strdup (schedule_id);
  self->is_kept = TRUE;
  gtk_button_set_label (self->run_button, _ ("Save"));
  return CONSOLE_PAGE (self);
}
