/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of the access log, by table. Main thread. */

#include "config.h"
#include "console/pages/access-log/log-columns.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/json-item.h"
#include "console/models/log-words.h"
#include "console/widgets/column-access.h"
#include "console/widgets/format.h"
#include "shared/base/clock.h"

#define NONE "–"
#define MAX_NAMES 3 /* in a cell */

typedef struct
{
  const char *title; /* untranslated */
  char *(*dup_text) (JsonObject *entry, GTimeZone *zone);
  gboolean expand;
  guint least_class; /* width classes in which it shows */
  guint most_class;
} Column;

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
  return g_strdup (console_log_words_action (entry));
}

/* A few are named; of many the people are counted. */
static char *
dup_whose (JsonObject *entry, GTimeZone *zone)
{
  gint64 n_people = console_json_int (entry, "n_people", 0);
  g_autofree char *figure = console_format_count (n_people);
  g_autofree char *names = n_people <= MAX_NAMES ? console_log_words_dup_names (entry, MAX_NAMES)
                                                 : g_strdup ("");

  if (*names != '\0' || n_people == 0)
    return g_steal_pointer (&names);
  /* TRANSLATORS: %s is a number */
  return g_strdup_printf (ngettext ("%s person", "%s people", n_people), figure);
}

static char *
dup_rows (JsonObject *entry, GTimeZone *zone)
{
  return console_format_count (console_json_int (entry, "n_rows", 0));
}

static char *
dup_filter (JsonObject *entry, GTimeZone *zone)
{
  return console_log_words_dup_filter (entry, zone);
}

static char *
dup_purpose (JsonObject *entry, GTimeZone *zone)
{
  return g_strdup (console_json_text (entry, "purpose"));
}

/* All of it that matters, where there is no room for columns: two lines. */
static char *
dup_all (JsonObject *entry, GTimeZone *zone)
{
  g_autofree char *when = dup_when (entry, zone);
  g_autofree char *whose = dup_whose (entry, zone);
  const char *purpose = console_json_text (entry, "purpose");
  g_autofree char *first =
      g_strjoin (" · ", console_log_words_action (entry), *whose != '\0' ? whose : NULL, NULL);
  g_autofree char *second = g_strjoin (" · ", console_json_text (entry, "user_name"), when,
                                       *purpose != '\0' ? purpose : NULL, NULL);

  return g_strjoin ("\n", first, second, NULL);
}

static const Column columns[] = {
  { N_ ("Access"), dup_all, TRUE, 0, 0 },
  { N_ ("When"), dup_when, FALSE, 1, 9 },
  { N_ ("Who"), dup_who, FALSE, 1, 9 },
  { N_ ("What"), dup_what, TRUE, 1, 9 },
  { N_ ("Whose"), dup_whose, TRUE, 1, 9 },
  { N_ ("Rows"), dup_rows, FALSE, 2, 9 },
  { N_ ("Filter"), dup_filter, TRUE, 2, 9 },
  { N_ ("Purpose"), dup_purpose, TRUE, 1, 9 },
};

/* An entry in one line, for who does not see the columns. */
static char *
dup_summary (JsonObject *entry, GTimeZone *zone)
{
  g_autofree char *when = dup_when (entry, zone);
  g_autofree char *whose = dup_whose (entry, zone);

  return g_strjoin (", ", when, console_json_text (entry, "user_name"),
                    console_log_words_action (entry), *whose != '\0' ? whose : NULL, NULL);
}

/* Lines all begin at one side, though some begin with a Latin name and some with Arabic words: each
 * is kept whole (U+2068, U+2069) in a paragraph that runs right to left (U+200F). */
static char *
dup_for_direction (const char *text, GtkWidget *label)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  if (gtk_widget_get_direction (label) != GTK_TEXT_DIR_RTL)
    return g_strdup (text);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = lines[i];

      lines[i] = g_strconcat ("\342\200\217\342\201\250", line, "\342\201\251", NULL);
    }
  return g_strjoinv ("\n", lines);
}

static void
fill (GtkListItem *list_item, GtkSignalListItemFactory *factory, const Column *column)
{
  GtkWidget *label = gtk_list_item_get_child (list_item);
  GTimeZone *zone = g_object_get_data (G_OBJECT (factory), "zone");
  JsonObject *entry = console_json_item_get (gtk_list_item_get_item (list_item));
  g_autofree char *text = column->dup_text (entry, zone);
  g_autofree char *shown = dup_for_direction (*text != '\0' ? text : NONE, label);
  GtkWidget *row;

  gtk_label_set_text (GTK_LABEL (label), shown);
  gtk_widget_set_tooltip_text (label, column->expand && *text != '\0' ? text : NULL);
  row = console_column_access_name_cell (label, text);
  if (row != NULL && column <= &columns[1]) /* one of the first two shows at every width */
    {
      g_autofree char *summary = dup_summary (entry, zone);

      console_column_access_set_label (row, summary);
    }
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  fill (list_item, factory, user_data);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  const Column *column = user_data;
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  if (column->dup_text == dup_all)
    gtk_widget_add_css_class (label, "two-lines");
  gtk_list_item_set_child (list_item, label);
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
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) &columns[i]);
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

      gtk_column_view_column_set_visible (column, width_class >= columns[i].least_class
                                                    && width_class <= columns[i].most_class);
    }
}
