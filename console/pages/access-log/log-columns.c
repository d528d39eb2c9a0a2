/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of the access log, by table. Main thread. */

#include "config.h"
#include "console/pages/access-log/log-columns.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/json-item.h"
#include "console/models/person-words.h"
#include "console/widgets/column-access.h"
#include "console/widgets/format.h"
#include "shared/base/clock.h"
#include "shared/wire/paths.h"

#define NONE "–"

typedef struct
{
  const char *title; /* untranslated */
  char *(*dup_text) (JsonObject *entry, GTimeZone *zone);
  gboolean expand;
  guint least_class; /* width class from which on it shows */
} Column;

/* What was done, by the beginning of the address. */
static const ConsoleWord action_words[] = {
  { "GET " TOLL_PATH_CALL, N_ ("Looked at a call") },
  { "GET " TOLL_PATH_CALLS, N_ ("Looked at calls") },
  { "GET " TOLL_PATH_HOME, N_ ("Looked at Home") },
  { "GET " TOLL_PATH_EVENTS, N_ ("Watched new calls") },
  { "GET " TOLL_PATH_PERSON, N_ ("Looked at a person") },
  { "GET " TOLL_PATH_PEOPLE, N_ ("Looked at people") },
  { "GET " TOLL_PATH_PEOPLE_EXPORT, N_ ("Exported people") },
  { "POST " TOLL_PATH_PEOPLE_IMPORT, N_ ("Imported people") },
  { "POST " TOLL_PATH_PEOPLE, N_ ("Added a person") },
  { "PUT " TOLL_PATH_PERSON, N_ ("Changed a person") },
  { "DELETE " TOLL_PATH_PERSON, N_ ("Removed a person") },
  { "GET " TOLL_PATH_ACCESS_LOG, N_ ("Looked at the access log") },
  { "PUT " TOLL_PATH_SETTINGS, N_ ("Changed settings") },
  { "PUT " TOLL_PATH_PRIVACY, N_ ("Changed privacy") },
  { "PUT " TOLL_PATH_MASK_RULES, N_ ("Changed what is hidden") },
  { "POST " TOLL_PATH_SITES, N_ ("Added a site") },
  { "PUT " TOLL_PATH_SITE, N_ ("Changed a site") },
  { "DELETE " TOLL_PATH_SITE, N_ ("Removed a site") },
  { "POST " TOLL_PATH_GATEWAYS, N_ ("Added a gateway") },
  { "PUT " TOLL_PATH_GATEWAY, N_ ("Changed a gateway") },
  { "DELETE " TOLL_PATH_GATEWAY, N_ ("Removed a gateway") },
  { "PUT " TOLL_PATH_DEVICE, N_ ("Told what a device is") },
  { NULL, NULL },
};

static char *
dup_when (JsonObject *entry, GTimeZone *zone)
{
  return console_format_moment (console_json_int (entry, "at_ms", 0), toll_clock_now_ms (NULL),
                                zone);
}

static char *
dup_who (JsonObject *entry, GTimeZone *zone)
{
  return g_strdup (console_json_text (entry, "user_name"));
}

static char *
dup_what (JsonObject *entry, GTimeZone *zone)
{
  return g_strdup (console_word_of (action_words, console_json_text (entry, "action")));
}

/* One object is named; of many the people are counted. */
static char *
dup_whose (JsonObject *entry, GTimeZone *zone)
{
  gint64 n_people = console_json_int (entry, "n_people", 0);
  const char *object = console_json_text (entry, "object");
  g_autofree char *figure = console_format_count (n_people);

  if (n_people > 0)
    /* TRANSLATORS: %s is a number */
    return g_strdup_printf (ngettext ("%s person", "%s people", n_people), figure);
  return g_strdup (object);
}

static char *
dup_rows (JsonObject *entry, GTimeZone *zone)
{
  return console_format_count (console_json_int (entry, "n_rows", 0));
}

static char *
dup_filter (JsonObject *entry, GTimeZone *zone)
{
  return g_strdup (console_json_text (entry, "filter"));
}

static char *
dup_purpose (JsonObject *entry, GTimeZone *zone)
{
  return g_strdup (console_json_text (entry, "purpose"));
}

static const Column columns[] = {
  { N_ ("When"), dup_when, FALSE, 0 },
  { N_ ("Who"), dup_who, FALSE, 0 },
  { N_ ("What"), dup_what, TRUE, 0 },
  { N_ ("Whose"), dup_whose, FALSE, 1 },
  { N_ ("Rows"), dup_rows, FALSE, 2 },
  { N_ ("Filter"), dup_filter, TRUE, 2 },
  { N_ ("Purpose"), dup_purpose, TRUE, 1 },
};

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (list_item, label);
}

/* An entry in one line, for who does not see the columns. */
static char *
dup_summary (JsonObject *entry, GTimeZone *zone)
{
  g_autofree char *when = dup_when (entry, zone);
  g_autofree char *what = dup_what (entry, zone);
  g_autofree char *whose = dup_whose (entry, zone);

  return g_strjoin (", ", when, console_json_text (entry, "user_name"), what,
                    *whose != '\0' ? whose : NULL, NULL);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  const Column *column = user_data;
  GtkWidget *label = gtk_list_item_get_child (list_item);
  JsonObject *entry = console_json_item_get (gtk_list_item_get_item (list_item));
  GTimeZone *zone = g_object_get_data (G_OBJECT (factory), "zone");
  g_autofree char *text = column->dup_text (entry, zone);
  GtkWidget *row;

  gtk_label_set_text (GTK_LABEL (label), *text != '\0' ? text : NONE);
  gtk_widget_set_tooltip_text (label, column->expand && *text != '\0' ? text : NULL);
  row = console_column_access_name_cell (label, text);
  if (row != NULL && column == columns) /* the first column shows at every width */
    {
      g_autofree char *summary = dup_summary (entry, zone);

      console_column_access_set_label (row, summary);
    }
}

void
console_log_columns_add (GtkColumnView *view, GTimeZone *zone)
{
  const char *titles[G_N_ELEMENTS (columns)];

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_object_set_data_full (G_OBJECT (factory), "zone", g_time_zone_ref (zone),
                              (GDestroyNotify) g_time_zone_unref);
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) &columns[i]);
      titles[i] = _ (columns[i].title);
      column = gtk_column_view_column_new (titles[i], factory);
      gtk_column_view_column_set_expand (column, columns[i].expand);
      gtk_column_view_append_column (view, column);
    }
  console_column_access_dress_header (view, titles);
}

void
console_log_columns_set_width_class (GtkColumnView *view, guint width_class)
{
  GListModel *shown = gtk_column_view_get_columns (view);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (shown, i);

      gtk_column_view_column_set_visible (column, width_class >= columns[i].least_class);
    }
}
