/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Title, period and chart of one widget. What is left as it was stays the widget's own choice, so
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

typedef struct
{
  GtkWindow *window;
  GtkWidget *accept;
  GtkBuilder *builder;
  ConsoleForm *form;
  JsonObject *placed;
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
  g_free (self);
}

static void
update_button (Dialog *self)
{
  gtk_widget_set_sensitive (self->accept, console_form_is_changed (self->form));
}

static JsonObject *
spec_of (Dialog *self)
{
  return json_object_get_object_member (self->placed, "spec");
}

static void
accept_cb (Dialog *self)
{
  g_autoptr (GObject) object = g_weak_ref_get (&self->object);
  g_autoptr (JsonNode) title = console_field_dup_value (console_form_lookup (self->form, "title"));
  const char *chart = console_choice_row_get_chosen (
      CONSOLE_CHOICE_ROW (console_form_lookup (self->form, "chart")));

  json_object_set_string_member (self->placed, "title", console_field_text_of (title));
  if (*chart != '\0')
    json_object_set_string_member (spec_of (self), "chart", chart);
  else
    json_object_remove_member (spec_of (self), "chart");
  if (console_form_is_field_changed (self->form, "period"))
    json_object_set_member (spec_of (self), "period",
                            console_field_dup_value (console_form_lookup (self->form, "period")));
  if (object != NULL)
    self->done (object, self->placed);
  gtk_window_destroy (self->window);
}

/* The period that holds now, whoever chose it. */
static void
fill (Dialog *self, ConsoleWidgetCard *card)
{
  g_autofree char *text = console_widget_card_dup_question (card);
  g_autoptr (JsonObject) question = console_json_parse (text, -1, NULL);
  g_autoptr (JsonObject) begin = json_object_new ();
  JsonObject *period = question != NULL ? console_json_object (question, "period") : NULL;

  json_object_set_string_member (begin, "title", console_json_text (self->placed, "title"));
  json_object_set_string_member (begin, "chart", console_json_text (spec_of (self), "chart"));
  if (period != NULL)
    json_object_set_object_member (begin, "period", json_object_ref (period));
  console_choice_row_set_words (
      CONSOLE_CHOICE_ROW (console_form_lookup (self->form, "chart")), console_chart_kind_words);
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
  self->done = done;
  g_weak_ref_init (&self->object, object);
  g_object_set_data_full (G_OBJECT (self->window), "dialog", self, free_dialog);
  console_period_section_set_zone (
      CONSOLE_PERIOD_SECTION (console_form_lookup (self->form, "period")), zone);
  console_small_window_set_content (self->window, root);
  gtk_window_set_default_widget (self->window, self->accept);
  fill (self, card);
  g_signal_connect_swapped (self->form, "changed", G_CALLBACK (update_button), self);
  g_signal_connect_swapped (self->accept, "clicked", G_CALLBACK (accept_cb), self);
  update_button (self);
  gtk_window_present (self->window);
}
