/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A schedule as a row of the list. Main thread. */

#include "config.h"
#include "console/pages/schedules/schedule-row.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/pages/schedule-words.h"
#include "console/widgets/column-access.h"
#include "console/widgets/format.h"
#include "shared/base/clock.h"

#define NEXT_CHARS 22 /* room for "Next: 30 Nov 17:30" and longer words */

struct _ConsoleScheduleRow
{
  AdwPreferencesRow parent_instance;
  GtkSwitch *active;
  GtkBox *facts;
  GtkBox *buttons;
  GtkWidget *name;
  GtkWidget *report;
  GtkWidget *what;
  GtkWidget *result;
  GtkWidget *owner;
  GtkWidget *next;
  GtkWidget *run;
  GtkWidget *remove;
  JsonObject *schedule;
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (ConsoleScheduleRow, console_schedule_row, ADW_TYPE_PREFERENCES_ROW)

static void
active_cb (ConsoleScheduleRow *self)
{
  if (!self->setting)
    gtk_widget_activate_action (GTK_WIDGET (self), "schedules.enable", "(sb)",
                                console_json_text (self->schedule, "id"),
                                gtk_switch_get_active (self->active));
}

static void
run_cb (ConsoleScheduleRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "schedules.run", "s",
                              console_json_text (self->schedule, "id"));
}

static void
remove_cb (ConsoleScheduleRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "schedules.remove", "s",
                              console_json_text (self->schedule, "id"));
}

static char *
dup_next (JsonObject *schedule, GTimeZone *zone)
{
  g_autofree char *moment = NULL;

  if (console_json_flag (schedule, "is_asked"))
    return g_strdup (_ ("Running…"));
  if (!console_json_flag (schedule, "enabled"))
    return g_strdup (_ ("Not active"));
  if (!console_json_has (schedule, "next_ms"))
    return g_strdup (_ ("No more runs"));
  moment = console_format_moment (console_json_int (schedule, "next_ms", 0),
                                  toll_clock_now_ms (NULL), zone);
  /* TRANSLATORS: %s is the day and time of the next run: "Today 16:40" */
  return g_strdup_printf (_ ("Next: %s"), moment);
}

static void
set_labels (ConsoleScheduleRow *self, const char *name)
{
  /* TRANSLATORS: read out: %s is the name of a schedule */
  g_autofree char *active = g_strdup_printf (_ ("%s: active"), name);
  /* TRANSLATORS: read out: %s is the name of a schedule */
  g_autofree char *run = g_strdup_printf (_ ("Run %s now"), name);
  /* TRANSLATORS: read out: %s is the name of a schedule */
  g_autofree char *remove = g_strdup_printf (_ ("Remove %s"), name);

  console_column_access_set_label (GTK_WIDGET (self->active), active);
  console_column_access_set_label (self->run, run);
  console_column_access_set_label (self->remove, remove);
  console_column_access_set_label (GTK_WIDGET (self), name);
}

void
console_schedule_row_set (ConsoleScheduleRow *self, JsonObject *schedule, GTimeZone *zone,
                          gboolean show_owner)
{
  JsonObject *last = console_json_object (schedule, "last_run");
  g_autofree char *when = console_schedule_dup_when (schedule);
  g_autofree char *to = console_schedule_dup_what (schedule);
  g_autofree char *report = console_schedule_dup_report (schedule);
  g_autofree char *what = g_strjoin (CONSOLE_FORMAT_DOT, when, to, NULL);
  g_autofree char *result = console_schedule_dup_result (last, zone);
  g_autofree char *next = dup_next (schedule, zone);

  g_return_if_fail (CONSOLE_IS_SCHEDULE_ROW (self));
  json_object_ref (schedule);
  g_clear_pointer (&self->schedule, json_object_unref);
  self->schedule = schedule;
  self->setting = TRUE;
  gtk_switch_set_active (self->active, console_json_flag (schedule, "enabled"));
  self->setting = FALSE;
  gtk_label_set_text (GTK_LABEL (self->name), console_json_text (schedule, "name"));
  gtk_label_set_text (GTK_LABEL (self->report), report);
  gtk_label_set_text (GTK_LABEL (self->what), what);
  gtk_label_set_text (GTK_LABEL (self->result), result);
  gtk_label_set_text (GTK_LABEL (self->next), next);
  gtk_label_set_text (GTK_LABEL (self->owner), console_json_text (schedule, "owner"));
  gtk_widget_set_visible (self->owner, show_owner);
  if (console_schedule_run_is_bad (last))
    gtk_widget_add_css_class (self->result, "error");
  else
    gtk_widget_remove_css_class (self->result, "error");
  set_labels (self, console_json_text (schedule, "name"));
}

JsonObject *
console_schedule_row_get (ConsoleScheduleRow *self)
{
  g_return_val_if_fail (CONSOLE_IS_SCHEDULE_ROW (self), NULL);
  return self->schedule;
}

void
console_schedule_row_set_narrow (ConsoleScheduleRow *self, gboolean is_narrow)
{
  GtkOrientation orientation = is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  g_return_if_fail (CONSOLE_IS_SCHEDULE_ROW (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->facts), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons), orientation);
  gtk_box_set_spacing (self->facts, is_narrow ? 3 : 18);
  /* Beside each other the next runs of all rows begin at one line. */
  gtk_label_set_width_chars (GTK_LABEL (self->next), is_narrow ? -1 : NEXT_CHARS);
}

static GtkWidget *
add_text (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
add_button (ConsoleScheduleRow *self, GtkWidget *box, const char *icon, const char *tooltip,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
make_facts (ConsoleScheduleRow *self)
{
  GtkWidget *facts = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->facts = GTK_BOX (facts);
  self->name = add_text (left, NULL);
  self->report = add_text (left, "dim-label");
  self->what = add_text (left, "dim-label");
  self->result = add_text (left, "schedule-result");
  self->next = add_text (right, "numeric");
  self->owner = add_text (right, "dim-label");
  gtk_widget_add_css_class (self->report, "caption");
  gtk_widget_add_css_class (self->what, "caption");
  gtk_widget_add_css_class (self->result, "caption");
  gtk_widget_add_css_class (self->next, "caption");
  gtk_widget_add_css_class (self->owner, "caption");
  gtk_widget_set_hexpand (left, TRUE);
  gtk_widget_set_hexpand (right, FALSE);
  gtk_widget_set_valign (right, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (facts), left);
  gtk_box_append (GTK_BOX (facts), right);
  gtk_widget_set_hexpand (facts, TRUE);
  return facts;
}

static void
console_schedule_row_finalize (GObject *object)
{
  g_clear_pointer (&CONSOLE_SCHEDULE_ROW (object)->schedule, json_object_unref);
  G_OBJECT_CLASS (console_schedule_row_parent_class)->finalize (object);
}

static void
console_schedule_row_class_init (ConsoleScheduleRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_schedule_row_finalize;
}

static void
console_schedule_row_init (ConsoleScheduleRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_add_css_class (box, "schedule-row");
  self->active = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->active), GTK_ALIGN_CENTER);
  g_signal_connect_object (self->active, "notify::active", G_CALLBACK (active_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->active));
  gtk_box_append (GTK_BOX (box), make_facts (self));
  self->buttons = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_widget_set_valign (GTK_WIDGET (self->buttons), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->buttons));
  self->run = add_button (self, GTK_WIDGET (self->buttons), "mail-send-symbolic",
                          _ ("Run now"), G_CALLBACK (run_cb));
  self->remove = add_button (self, GTK_WIDGET (self->buttons), "user-trash-symbolic",
                             _ ("Remove"), G_CALLBACK (remove_cb));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}
