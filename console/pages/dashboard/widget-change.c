/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Title, period, zone and chart of one widget. What is left as it was stays the widget's own choice, so
 * that it follows when the product changes its mind. Main thread. */

#include "config.h"
#include "console/pages/dashboard/widget-change.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/dialogs/small-window.h"
#include "console/pages/options/option-words.h"
#include "console/pages/options/period-section.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/form.h"
#include "console/widgets/text-row.h"
#include "shared/base/zone.h"

typedef struct
{
  GtkWindow *window;
  GtkWidget *accept;
  GtkBuilder *builder;
  ConsoleForm *form;
  JsonObject *placed;
  GTimeZone *zone; /* of who looks */
  ConsoleWidgetChangedFunc done;
  GWeakRef object;
} Dialog;

static void
free_dialog (gpointer data)
{
  Dialog *self = data;

  g_object_unref (self->form);
  g_object_unref (self->builder);
  g_weak_ref_clear (&self->object);
  json_object_unref (self->placed);
  g_time_zone_unref (self->zone);
  g_free (self);
}

static const char *
zone_of (Dialog *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (console_form_lookup (self->form, "zone")));
}

/* Returns: (transfer full) (nullable): NULL for what is no name of a zone. */
static GTimeZone *
dup_zone (Dialog *self)
{
  if (*zone_of (self) == '\0')
    return g_time_zone_ref (self->zone);
  return toll_zone_get (zone_of (self), NULL) != NULL ? g_time_zone_new_identifier (zone_of (self))
                                                      : NULL;
}

/* Instants are those of the zone that is chosen, once it is a name of one. */
static void
follow_zone (Dialog *self)
{
  g_autoptr (GTimeZone) zone = dup_zone (self);

  if (zone != NULL)
    console_period_section_set_zone (
        CONSOLE_PERIOD_SECTION (console_form_lookup (self->form, "period")), zone);
}

static void
changed_cb (Dialog *self)
{
  follow_zone (self);
  gtk_widget_set_sensitive (self->accept, console_form_is_changed (self->form));
}

static JsonObject *
spec_of (Dialog *self)
{
  return json_object_get_object_member (self->placed, "spec");
}

/* What is not chosen is not said: then it is the widget's. */
static void
set_choice (Dialog *self, const char *member, const char *text)
{
  if (*text != '\0')
    json_object_set_string_member (spec_of (self), member, text);
  else
    json_object_remove_member (spec_of (self), member);
}

static void
accept_cb (Dialog *self)
{
  g_autoptr (GObject) object = g_weak_ref_get (&self->object);
  g_autoptr (GTimeZone) zone = dup_zone (self);
  g_autoptr (JsonNode) title = console_field_dup_value (console_form_lookup (self->form, "title"));

  if (zone == NULL)
    {
      console_form_show_error (self->form, "zone", _ ("There is no time zone of this name."));
      return;
    }
  json_object_set_string_member (self->placed, "title", console_field_text_of (title));
  set_choice (self, "chart",
              console_choice_row_get_chosen (
                  CONSOLE_CHOICE_ROW (console_form_lookup (self->form, "chart"))));
  set_choice (self, "zone", zone_of (self));
  if (console_form_is_field_changed (self->form, "period"))
    json_object_set_member (spec_of (self), "period",
                            console_field_dup_value (console_form_lookup (self->form, "period")));
  if (object != NULL)
    self->done (object, self->placed);
  gtk_window_destroy (self->window);
}

/* Only what the report can be drawn as: nothing where it names no figures for a chart, and no ring
 * of figures that are not parts of a whole. What it is, is known when it was answered. */
static void
offer_charts (ConsoleChoiceRow *row, const TollReportDoc *doc)
{
  gboolean can_draw = doc == NULL || doc->chart.n_series > 0;
  gboolean has_parts
      = doc == NULL
        || (can_draw && toll_report_doc_get_column (doc, doc->chart.series[0])->is_total);
  g_autofree ConsoleWord *words = NULL;
  guint n = 0, n_offered = 0;

  while (console_chart_kind_words[n].id != NULL)
    n++;
  words = g_new0 (ConsoleWord, n + 1);
  for (guint i = 0; i < n; i++)
    if (has_parts || !g_str_equal (console_chart_kind_words[i].id, "pie"))
      words[n_offered++] = console_chart_kind_words[i];
  console_choice_row_set_words (row, words);
  gtk_widget_set_visible (GTK_WIDGET (row), can_draw);
}

/* The period that holds now, whoever chose it; its zone first: what instants show depends on it. */
static void
fill (Dialog *self, ConsoleWidgetCard *card)
{
  g_autofree char *text = console_widget_card_dup_question (card);
  g_autoptr (JsonObject) question = console_json_parse (text, -1, NULL);
  g_autoptr (JsonObject) begin = json_object_new ();
  JsonObject *period = question != NULL ? console_json_object (question, "period") : NULL;

  json_object_set_string_member (begin, "title", console_json_text (self->placed, "title"));
  json_object_set_string_member (begin, "chart", console_json_text (spec_of (self), "chart"));
  json_object_set_string_member (begin, "zone", console_json_text (spec_of (self), "zone"));
  if (period != NULL)
    json_object_set_object_member (begin, "period", json_object_ref (period));
  console_field_set_value (console_form_lookup (self->form, "zone"),
                           json_object_get_member (begin, "zone"));
  follow_zone (self);
  offer_charts (CONSOLE_CHOICE_ROW (console_form_lookup (self->form, "chart")),
                console_widget_card_get_doc (card));
  console_form_load (self->form, begin, NULL, NULL);
}

void
console_widget_change_present (GtkWidget *widget, ConsoleWidgetCard *card, GTimeZone *zone,
                               ConsoleWidgetChangedFunc done, GObject *object)
{
  Dialog *self = g_new0 (Dialog, 1);
  GtkWidget *root;

  g_type_ensure (CONSOLE_TYPE_TEXT_ROW);
  g_type_ensure (CONSOLE_TYPE_CHOICE_ROW);
  g_type_ensure (CONSOLE_TYPE_PERIOD_SECTION);
  self->window = console_small_window_new (widget, console_widget_card_get_title (card),
                                           _ ("Apply"), &self->accept);
  self->builder = gtk_builder_new_from_resource ("/org/tollkeeper/Console/pages/dashboard/"
                                                 "widget-change.ui");
  root = GTK_WIDGET (gtk_builder_get_object (self->builder, "root"));
  self->form = console_form_new (root);
  self->placed = console_widget_card_dup_placed (card);
  self->zone = g_time_zone_ref (zone);
  self->done = done;
  g_weak_ref_init (&self->object, object);
  g_object_set_data_full (G_OBJECT (self->window), "dialog", self, free_dialog);
  console_small_window_set_content (self->window, root);
  gtk_window_set_default_widget (self->window, self->accept);
  fill (self, card);
  g_signal_connect_swapped (self->form, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->accept, "clicked", G_CALLBACK (accept_cb), self);
  gtk_window_present (self->window);
}
