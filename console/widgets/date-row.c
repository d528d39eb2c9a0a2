/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field to choose a day from a calendar. Main thread. */

#include "config.h"
#include "console/widgets/date-row.h"

#include <glib/gi18n.h>

#include "console/widgets/format.h"
#include "shared/base/clock.h"

struct _ConsoleDateRow
{
  AdwActionRow parent_instance;
  GtkMenuButton *button;
  GtkCalendar *calendar;
  GtkWidget *clear;
  GTimeZone *zone;
  char *none;
  gboolean has_day;
  gint64 at_ms;
  gboolean setting;
};

enum
{
  PROP_NONE = 1,
  N_PROPS
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleDateRow, console_date_row, ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static void
show_day (ConsoleDateRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  g_autofree char *day =
      self->has_day ? console_format_day (self->at_ms, toll_clock_now_ms (NULL), self->zone)
                    : g_strdup (self->none != NULL ? self->none : _ ("None"));
  /* TRANSLATORS: read out: the name of a field, then what is chosen in it */
  g_autofree char *label = g_strdup_printf (C_ ("field", "%s: %s"), title, day);

  gtk_menu_button_set_label (self->button, day);
  gtk_widget_set_sensitive (self->clear, self->has_day);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static JsonNode *
dup_value (ConsoleField *field)
{
  ConsoleDateRow *self = CONSOLE_DATE_ROW (field);

  return self->has_day ? json_node_init_int (json_node_alloc (), self->at_ms)
                       : json_node_new (JSON_NODE_NULL);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsoleDateRow *self = CONSOLE_DATE_ROW (field);

  self->has_day = console_field_has_value (value);
  self->at_ms = self->has_day ? json_node_get_int (value) : 0;
  if (self->has_day)
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->at_ms / 1000);
      g_autoptr (GDateTime) day = g_date_time_to_timezone (utc, self->zone);

      self->setting = TRUE;
      gtk_calendar_select_day (self->calendar, day);
      self->setting = FALSE;
    }
  show_day (self);
}

static GtkWidget *
get_input (ConsoleField *field)
{
  return GTK_WIDGET (CONSOLE_DATE_ROW (field)->button);
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->get_input = get_input;
}

static void
day_selected_cb (ConsoleDateRow *self)
{
  g_autoptr (GDateTime) chosen = gtk_calendar_get_date (self->calendar);
  g_autoptr (GDateTime) day = NULL;

  if (self->setting)
    return;
  day = g_date_time_new (self->zone, g_date_time_get_year (chosen),
                         g_date_time_get_month (chosen), g_date_time_get_day_of_month (chosen), 0,
                         0, 0);
  self->has_day = TRUE;
  self->at_ms = g_date_time_to_unix (day) * 1000;
  show_day (self);
  console_field_emit_edited (CONSOLE_FIELD (self));
}

static void
cleared_cb (ConsoleDateRow *self)
{
  self->has_day = FALSE;
  show_day (self);
  gtk_menu_button_popdown (self->button);
  console_field_emit_edited (CONSOLE_FIELD (self));
}

static void
title_cb (ConsoleDateRow *self)
{
  show_day (self);
}

static GtkWidget *
make_popover (ConsoleDateRow *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  self->clear = gtk_button_new_with_label (_ ("No Day"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  gtk_box_append (GTK_BOX (box), self->clear);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clear, "clicked", G_CALLBACK (cleared_cb), self,
                           G_CONNECT_SWAPPED);
  return popover;
}

static void
console_date_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ConsoleDateRow *self = CONSOLE_DATE_ROW (object);

  if (id == PROP_NONE)
    {
      g_free (self->none);
      self->none = g_value_dup_string (value);
      show_day (self);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
console_date_row_finalize (GObject *object)
{
  ConsoleDateRow *self = CONSOLE_DATE_ROW (object);

  g_time_zone_unref (self->zone);
  g_free (self->none);
  G_OBJECT_CLASS (console_date_row_parent_class)->finalize (object);
}

static void
console_date_row_class_init (ConsoleDateRowClass *klass)
{
  G_OBJECT_CLASS (klass)->set_property = console_date_row_set_property;
  G_OBJECT_CLASS (klass)->finalize = console_date_row_finalize;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_NONE,
      g_param_spec_string ("none", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
}

static void
console_date_row_init (ConsoleDateRow *self)
{
  self->zone = g_time_zone_new_utc ();
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_popover (self->button, make_popover (self));
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "value");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  console_field_add_note (GTK_LIST_BOX_ROW (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (title_cb), NULL);
  show_day (self);
}

void
console_date_row_set_zone (ConsoleDateRow *self, GTimeZone *zone)
{
  g_return_if_fail (CONSOLE_IS_DATE_ROW (self));
  g_time_zone_unref (self->zone);
  self->zone = g_time_zone_ref (zone);
  show_day (self);
}
