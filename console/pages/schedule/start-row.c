/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day and a time of the wall clock. What is right the collector says. Main thread. */

#include "config.h"
#include "console/pages/schedule/start-row.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "console/widgets/column-access.h"
#include "console/widgets/format.h"
#include "console/widgets/time-entry.h"

struct _ConsoleStartRow
{
  AdwActionRow parent_instance;
  GtkMenuButton *button;
  GtkCalendar *calendar;
  GtkEditable *time;
  gboolean setting;
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleStartRow, console_start_row, ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static char *
dup_day (ConsoleStartRow *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);

  return g_date_time_format (day, "%Y-%m-%d");
}

static void
show_day (ConsoleStartRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  g_autofree char *day = dup_day (self);
  g_autofree char *shown = console_format_date (day);
  /* TRANSLATORS: read out: the name of a field, then what is chosen in it */
  g_autofree char *label = g_strdup_printf (C_ ("field", "%s: %s"), title, shown);

  gtk_menu_button_set_label (self->button, shown);
  console_column_access_set_label (GTK_WIDGET (self->button), label);
  console_time_entry_set_title (self->time, title);
}

static JsonNode *
dup_value (ConsoleField *field)
{
  ConsoleStartRow *self = CONSOLE_START_ROW (field);
  g_autofree char *day = dup_day (self);
  g_autofree char *time = g_strstrip (g_strdup (gtk_editable_get_text (self->time)));
  g_autofree char *text = g_strconcat (day, "T", time, NULL);

  return json_node_init_string (json_node_alloc (), text);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsoleStartRow *self = CONSOLE_START_ROW (field);
  g_auto (GStrv) parts = g_strsplit (console_field_text_of (value), "T", 2);
  int year, month, day;
  g_autoptr (GDateTime) date = NULL;

  self->setting = TRUE;
  if (parts[0] != NULL && sscanf (parts[0], "%d-%d-%d", &year, &month, &day) == 3)
    date = g_date_time_new_utc (year, month, day, 0, 0, 0);
  if (date != NULL)
    gtk_calendar_select_day (self->calendar, date);
  gtk_editable_set_text (self->time, parts[0] != NULL && parts[1] != NULL ? parts[1] : "");
  self->setting = FALSE;
  show_day (self);
}

static GtkWidget *
get_input (ConsoleField *field)
{
  return GTK_WIDGET (CONSOLE_START_ROW (field)->time);
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->get_input = get_input;
}

static void
edited_cb (ConsoleStartRow *self)
{
  if (self->setting)
    return;
  show_day (self);
  console_field_emit_edited (CONSOLE_FIELD (self));
}

static void
title_cb (ConsoleStartRow *self)
{
  show_day (self);
}

static void
console_start_row_class_init (ConsoleStartRowClass *klass)
{
}

static void
console_start_row_init (ConsoleStartRow *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_popover (self->button, popover);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  self->time = console_time_entry_new ();
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->time));
  console_field_add_note (GTK_LIST_BOX_ROW (self));
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (edited_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->time, "changed", G_CALLBACK (edited_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::title", G_CALLBACK (title_cb), NULL);
}
