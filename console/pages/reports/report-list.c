/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the catalogue. Main thread. */

#include "config.h"
#include "console/pages/reports/report-list.h"

#include <glib/gi18n.h>

#include "console/charts/chart-words.h"
#include "console/client/json.h"
#include "console/widgets/column-access.h"

static gboolean
is_personal (JsonObject *report)
{
  return console_json_has (report, "report_id");
}

const char *
console_report_get_id (JsonObject *report)
{
  return console_json_text (report, is_personal (report) ? "report_id" : "id");
}

char *
console_report_dup_spec (JsonObject *report)
{
  JsonObject *spec = is_personal (report) ? console_json_object (report, "spec") : NULL;

  return spec != NULL ? console_json_to_text (spec) : g_strdup ("");
}

const char *
console_report_get_own_title (JsonObject *report)
{
  return is_personal (report) ? console_json_text (report, "name") : "";
}

const char *
console_report_get_title (JsonObject *report)
{
  return is_personal (report) ? console_json_text (report, "name")
                              : console_chart_words_translate (console_json_text (report, "title"));
}

/* One's own says what it is for, the catalogue's what it asks. */
static const char *
get_question (JsonObject *report)
{
  return is_personal (report)
             ? console_json_text (report, "description")
             : console_chart_words_translate (console_json_text (report, "question"));
}

/* Under which title it stands. */
static const char *
get_category (JsonObject *report)
{
  const char *category = console_json_text (report, "category");

  if (!is_personal (report))
    return console_chart_words_translate (console_json_text (report, "category_title"));
  if (!console_json_flag (report, "is_own"))
    return _ ("Shared With You");
  return *category != '\0' ? category : _ ("Personal Reports");
}

/* Every word that is searched for is somewhere in what the row says. */
static gboolean
matches (JsonObject *report, char *const *words)
{
  g_autofree char *text = g_strjoin (" ", console_report_get_title (report),
                                     get_question (report), get_category (report),
                                     console_report_get_id (report), NULL);
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static void
add_button (GtkWidget *row, JsonObject *report, const char *icon_name, const char *tooltip,
            const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);
  g_autofree char *spec = console_report_dup_spec (report);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  console_column_access_set_label (button, tooltip);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sss)",
                                    console_report_get_id (report),
                                    console_report_get_own_title (report), spec);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_row (GtkListBox *list, JsonObject *report)
{
  const char *title = console_report_get_title (report);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title,
                                 "subtitle", get_question (report), "activatable", TRUE, NULL);
  /* TRANSLATORS: %s is the title of a report */
  g_autofree char *run = g_strdup_printf (_ ("Run %s"), title);
  /* TRANSLATORS: %s is the title of a report */
  g_autofree char *options = g_strdup_printf (_ ("Options of %s"), title);

  g_object_set_data_full (G_OBJECT (row), "report", json_object_ref (report),
                          (GDestroyNotify) json_object_unref);
  add_button (row, report, "emblem-system-symbolic", options, "win.open-report-options");
  add_button (row, report, "media-playback-start-symbolic", run, "win.open-report");
  gtk_list_box_append (list, row);
}

static guint
add_rows (GtkListBox *list, JsonArray *reports, char *const *words)
{
  guint n = 0;

  for (guint i = 0; i < console_json_length (reports); i++)
    {
      JsonObject *report = console_json_at (reports, i);

      if (!matches (report, words))
        continue;
      add_row (list, report);
      n++;
    }
  return n;
}

JsonObject *
console_report_list_get (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "report") : NULL;
}

/* A category's title stands over its first row. */
static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *category = get_category (console_report_list_get (row));
  GtkWidget *label;

  if (before != NULL
      && g_str_equal (category, get_category (console_report_list_get (before))))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (category);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section-title");
  gtk_list_box_row_set_header (row, label);
}

guint
console_report_list_fill (GtkListBox *list, JsonArray *personal, JsonArray *reports,
                          const char *search)
{
  g_autofree char *folded = g_utf8_casefold (search, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " ", -1);
  GtkWidget *child;
  guint n;

  gtk_list_box_set_header_func (list, NULL, NULL, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
  n = add_rows (list, personal, words) + add_rows (list, reports, words);
  gtk_list_box_set_header_func (list, header_cb, NULL, NULL);
  return n;
}
