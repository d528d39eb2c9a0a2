/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One device that calls came through and nobody has told of yet. Main thread. */

#include "config.h"
#include "console/pages/sites/device-row.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/site-words.h"
#include "console/widgets/format.h"
#include "shared/base/clock.h"

typedef struct
{
  char *device;
  ConsoleDeviceTold told;
  gpointer data;
} Row;

static void
free_row (gpointer data, GClosure *closure)
{
  g_free (((Row *) data)->device);
  g_free (data);
}

static void
selected_cb (AdwComboRow *widget, GParamSpec *pspec, gpointer data)
{
  const Row *row = data;
  guint chosen = adw_combo_row_get_selected (widget);

  if (chosen == 0 || chosen == GTK_INVALID_LIST_POSITION)
    return;
  /* A page asks the rest, and may be left without an answer. */
  if (g_str_equal (console_device_kind_words[chosen].id, "gateway"))
    adw_combo_row_set_selected (widget, 0);
  row->told (row->device, console_device_kind_words[chosen].id, row->data);
}

static char *
dup_story (JsonObject *device, GTimeZone *zone)
{
  gint64 n_records = console_json_int (device, "n_records", 0);
  g_autofree char *figure = console_format_count (n_records);
  gint64 last_seen_ms = console_json_int (device, "last_seen_ms", 0);
  g_autofree char *moment =
      console_format_moment_in_sentence (last_seen_ms, toll_clock_now_ms (NULL), zone);
  const char *guess = console_json_text (device, "guess");

  /* When is not told of one that is called by a number, where calls are private. */
  if (last_seen_ms == 0 && g_str_equal (guess, "unknown"))
    /* TRANSLATORS: the %s is a number */
    return g_strdup_printf (ngettext ("%s record", "%s records", n_records), figure);
  if (last_seen_ms == 0)
    /* TRANSLATORS: a number, and what a device seems to be: Phone, Voicemail */
    return g_strdup_printf (ngettext ("%s record · Looks like: %s", "%s records · Looks like: %s",
                                      n_records),
                            figure, console_word_of (console_device_kind_words, guess));
  if (g_str_equal (guess, "unknown"))
    /* TRANSLATORS: the first %s is a number, the second a day and time */
    return g_strdup_printf (
        ngettext ("%s record, the newest %s", "%s records, the newest %s", n_records), figure,
        moment);
  /* TRANSLATORS: a number, a day and time, and what a device seems to be: Phone, Voicemail */
  return g_strdup_printf (ngettext ("%s record, the newest %s · Looks like: %s",
                                    "%s records, the newest %s · Looks like: %s", n_records),
                          figure, moment, console_word_of (console_device_kind_words, guess));
}

GtkWidget *
console_device_row_new (JsonObject *device, GTimeZone *zone, ConsoleDeviceTold told, gpointer data)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  GtkWidget *widget = adw_combo_row_new ();
  g_autofree char *story = dup_story (device, zone);
  Row *row = g_new0 (Row, 1);

  row->device = g_strdup (console_json_text (device, "name"));
  row->told = told;
  row->data = data;
  for (guint i = 0; console_device_kind_words[i].id != NULL; i++)
    gtk_string_list_append (kinds, _ (console_device_kind_words[i].text));
  g_object_set (widget, "use-markup", FALSE, "title", row->device, "title-lines", 1,
                "subtitle", story, "subtitle-lines", 3, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  story, -1);
  adw_combo_row_set_model (ADW_COMBO_ROW (widget), G_LIST_MODEL (kinds));
  g_signal_connect_data (widget, "notify::selected", G_CALLBACK (selected_cb), row, free_row, 0);
  return widget;
}
