/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day and a time of day as an instant. Main thread. */

#include "config.h"
#include "console/pages/options/instant-row.h"

#include <stdio.h>

#include "console/widgets/time-entry.h"

#define DAY_MINUTES 1440

struct _ConsoleInstantRow
{
  ConsoleDateRow *row; /* borrowed */
  GtkEditable *time;
  GTimeZone *zone;
  gboolean is_end;
  gboolean is_setting;
  void (*edited) (gpointer data);
  gpointer data;
};

/* Returns: minutes since midnight, -1 for what is no time of day. */
static int
read_minutes (const char *typed)
{
  guint hour, minute;
  char end;

  if (sscanf (typed, "%2u:%2u%c", &hour, &minute, &end) != 2 || minute > 59)
    return -1;
  return hour * 60 + minute <= DAY_MINUTES ? (int) (hour * 60 + minute) : -1;
}

static void
edited_cb (ConsoleInstantRow *self)
{
  if (self->is_setting)
    return;
  if (console_instant_row_is_right (self))
    gtk_widget_remove_css_class (GTK_WIDGET (self->time), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->time), "error");
  self->edited (self->data);
}

ConsoleInstantRow *
console_instant_row_new (ConsoleDateRow *row, gboolean is_end, void (*edited) (gpointer data),
                         gpointer data)
{
  ConsoleInstantRow *self = g_new0 (ConsoleInstantRow, 1);

  self->row = row;
  self->is_end = is_end;
  self->zone = g_time_zone_new_utc ();
  self->edited = edited;
  self->data = data;
  self->time = console_time_entry_new ();
  console_time_entry_set_title (self->time,
                                adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->time));
  g_signal_connect_swapped (self->time, "changed", G_CALLBACK (edited_cb), self);
  g_signal_connect_swapped (row, "edited", G_CALLBACK (edited_cb), self);
  return self;
}

void
console_instant_row_free (ConsoleInstantRow *self)
{
  g_signal_handlers_disconnect_by_data (self->row, self);
  g_signal_handlers_disconnect_by_data (self->time, self);
  g_time_zone_unref (self->zone);
  g_free (self);
}

/* Returns: (transfer full) (nullable): midnight of the day that the calendar has. */
static GDateTime *
dup_day (ConsoleInstantRow *self)
{
  g_autoptr (JsonNode) value = console_field_dup_value (CONSOLE_FIELD (self->row));
  g_autoptr (GDateTime) utc = NULL;

  if (!console_field_has_value (value))
    return NULL;
  utc = g_date_time_new_from_unix_utc (json_node_get_int (value) / 1000);
  return g_date_time_to_timezone (utc, self->zone);
}

void
console_instant_row_set_ms (ConsoleInstantRow *self, gint64 at_ms)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (MAX (at_ms, 0) / 1000);
  g_autoptr (GDateTime) shown = g_date_time_to_timezone (utc, self->zone);
  gboolean is_midnight = g_date_time_get_hour (shown) == 0 && g_date_time_get_minute (shown) == 0;
  g_autoptr (JsonNode) value = json_node_new (JSON_NODE_NULL);
  g_autofree char *time = NULL;

  if (self->is_end && is_midnight)
    time = g_strdup ("24:00");
  else
    time = g_strdup_printf ("%02d:%02d", g_date_time_get_hour (shown),
                            g_date_time_get_minute (shown));
  if (at_ms >= 0)
    json_node_init_int (value, self->is_end && is_midnight ? at_ms - 1 : at_ms);
  self->is_setting = TRUE;
  console_field_set_value (CONSOLE_FIELD (self->row), value);
  gtk_editable_set_text (self->time, time);
  gtk_widget_remove_css_class (GTK_WIDGET (self->time), "error");
  self->is_setting = FALSE;
}

gint64
console_instant_row_get_ms (ConsoleInstantRow *self)
{
  g_autoptr (GDateTime) day = dup_day (self);
  int minutes = MAX (read_minutes (gtk_editable_get_text (self->time)), 0);
  g_autoptr (GDateTime) next = NULL;
  g_autoptr (GDateTime) at = NULL;

  if (day == NULL)
    return -1;
  next = g_date_time_add_days (day, minutes / DAY_MINUTES);
  minutes %= DAY_MINUTES;
  at = g_date_time_new (self->zone, g_date_time_get_year (next), g_date_time_get_month (next),
                        g_date_time_get_day_of_month (next), minutes / 60, minutes % 60, 0);
  return at != NULL ? g_date_time_to_unix (at) * 1000 : -1;
}

void
console_instant_row_set_zone (ConsoleInstantRow *self, GTimeZone *zone)
{
  g_autoptr (GDateTime) day = dup_day (self);
  g_autoptr (GDateTime) same = NULL;
  g_autoptr (JsonNode) value = json_node_new (JSON_NODE_NULL);

  g_time_zone_unref (self->zone);
  self->zone = g_time_zone_ref (zone);
  console_date_row_set_zone (self->row, zone);
  if (day == NULL)
    return;
  same = g_date_time_new (zone, g_date_time_get_year (day), g_date_time_get_month (day),
                          g_date_time_get_day_of_month (day), 0, 0, 0);
  json_node_init_int (value, g_date_time_to_unix (same) * 1000);
  console_field_set_value (CONSOLE_FIELD (self->row), value);
}

gboolean
console_instant_row_is_right (ConsoleInstantRow *self)
{
  return read_minutes (gtk_editable_get_text (self->time)) >= 0;
}

const char *
console_instant_row_get_typed (ConsoleInstantRow *self)
{
  return gtk_editable_get_text (self->time);
}
