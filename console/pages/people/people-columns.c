/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of the list of people, by table. Cells are made once and filled again as the list
 * scrolls. Main thread. */

#include "config.h"
#include "console/pages/people/people-columns.h"

#include <glib/gi18n.h>

#include "console/models/person-item.h"
#include "console/models/person-words.h"
#include "console/widgets/column-access.h"
#include "console/widgets/format.h"
#include "console/widgets/sort-question.h"
#include "shared/base/clock.h"

#define NONE "–"

typedef void (*FillFunc) (GtkWidget *cell, const ConsolePerson *person, GTimeZone *zone);

typedef struct
{
  const char *title; /* untranslated */
  const char *sort;  /* member to sort by; NULL = not */
  GtkWidget *(*make) (void);
  FillFunc fill;
  gboolean expand;
  guint classes; /* bit per width class in which it shows */
} Column;

static GtkWidget *
make_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static GtkWidget *
make_dim_label (void)
{
  GtkWidget *label = make_label ();

  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
make_name (void)
{
  GtkWidget *label = make_label ();

  gtk_widget_add_css_class (label, "person-name");
  return label;
}

static GtkWidget *
make_image_and_text (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = gtk_image_new ();

  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), make_dim_label ());
  return box;
}

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), *text != '\0' ? text : NONE);
}

static void
fill_name (GtkWidget *cell, const ConsolePerson *person, GTimeZone *zone)
{
  set_text (cell, *person->name != '\0' ? person->name : person->user_name);
}

static void
fill_user_name (GtkWidget *cell, const ConsolePerson *person, GTimeZone *zone)
{
  set_text (cell, person->user_name);
}

static void
fill_numbers (GtkWidget *cell, const ConsolePerson *person, GTimeZone *zone)
{
  set_text (cell, person->numbers);
}

static void
fill_department (GtkWidget *cell, const ConsolePerson *person, GTimeZone *zone)
{
  set_text (cell, person->department);
}

static void
fill_cost_centre (GtkWidget *cell, const ConsolePerson *person, GTimeZone *zone)
{
  set_text (cell, person->cost_centre);
}

static void
fill_location (GtkWidget *cell, const ConsolePerson *person, GTimeZone *zone)
{
  set_text (cell, person->location);
}

static void
fill_role (GtkWidget *cell, const ConsolePerson *person, GTimeZone *zone)
{
  set_text (cell, console_word_of (console_role_words, person->role));
}

static void
fill_source (GtkWidget *cell, const ConsolePerson *person, GTimeZone *zone)
{
  GtkWidget *image = gtk_widget_get_first_child (cell);

  gtk_image_set_from_icon_name (GTK_IMAGE (image), console_source_icon (person->source));
  set_text (gtk_widget_get_last_child (cell),
            console_word_of (console_source_words, person->source));
}

typedef struct
{
  const char *icon_name;
  const char *css_class;
} StateLook;

static void
fill_state (GtkWidget *cell, const ConsolePerson *person, GTimeZone *zone)
{
  static const StateLook here = { "object-select-symbolic", "answered" };
  static const StateLook off = { "action-unavailable-symbolic", "orange-text" };
  static const StateLook gone = { "application-exit-symbolic", "internal" };
  const StateLook *look = person->left_ms != 0 ? &gone : person->disabled ? &off : &here;
  GtkWidget *image = gtk_widget_get_first_child (cell);
  g_autofree char *text = NULL;

  if (person->left_ms != 0)
    {
      g_autofree char *day =
          console_format_day_in_sentence (person->left_ms, toll_clock_now_ms (NULL), zone);

      /* TRANSLATORS: somebody who left the company; %s is a day */
      text = g_strdup_printf (C_ ("person", "Left %s"), day);
    }
  else
    text = g_strdup (person->disabled ? _ ("Sign-in off") : _ ("Active"));
  gtk_image_set_from_icon_name (GTK_IMAGE (image), look->icon_name);
  gtk_widget_set_css_classes (image, (const char *[]) { look->css_class, NULL });
  set_text (gtk_widget_get_last_child (cell), text);
}

#define NARROW 0x1
#define MEDIUM 0x2
#define WIDE   0x4
#define WIDEST 0x8

static const Column columns[] = {
  { N_ ("Name"), "name", make_name, fill_name, TRUE, NARROW | MEDIUM | WIDE | WIDEST },
  { N_ ("User name"), "user_name", make_label, fill_user_name, TRUE, WIDE | WIDEST },
  { N_ ("Extension"), "extension", make_label, fill_numbers, FALSE,
    NARROW | MEDIUM | WIDE | WIDEST },
  { N_ ("Department"), "department", make_label, fill_department, TRUE, MEDIUM | WIDE | WIDEST },
  { N_ ("Cost centre"), NULL, make_dim_label, fill_cost_centre, FALSE, WIDEST },
  { N_ ("Location"), NULL, make_dim_label, fill_location, FALSE, WIDEST },
  { N_ ("Role"), NULL, make_label, fill_role, FALSE, WIDE | WIDEST },
  { N_ ("Source"), NULL, make_image_and_text, fill_source, FALSE, WIDE | WIDEST },
  { N_ ("State"), NULL, make_image_and_text, fill_state, FALSE, NARROW | MEDIUM | WIDE | WIDEST },
};

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, ((const Column *) user_data)->make ());
}

/* The text of a cell: of its label, or of the label behind its icon. */
static const char *
shown_text (GtkWidget *content)
{
  return gtk_label_get_text (
      GTK_LABEL (GTK_IS_LABEL (content) ? content : gtk_widget_get_last_child (content)));
}

/* A person in one line, for who does not see the columns. */
static char *
dup_summary (const ConsolePerson *person)
{
  const char *const parts[] = { *person->name != '\0' ? person->name : person->user_name,
                                person->numbers, person->department,
                                console_word_of (console_role_words, person->role) };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", parts[i]);
  return g_strdup (text->str);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  const Column *column = user_data;
  const ConsolePerson *person = console_person_item_get (gtk_list_item_get_item (list_item));
  GtkWidget *content = gtk_list_item_get_child (list_item);
  GtkWidget *row;

  column->fill (content, person, g_object_get_data (G_OBJECT (factory), "zone"));
  row = console_column_access_name_cell (content, shown_text (content));
  if (row != NULL && column == columns) /* the first column shows at every width */
    {
      g_autofree char *summary = dup_summary (person);

      console_column_access_set_label (row, summary);
    }
}

void
console_people_columns_add (GtkColumnView *view, GTimeZone *zone)
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
      column = gtk_column_view_column_new (_ (columns[i].title), factory);
      gtk_column_view_column_set_expand (column, columns[i].expand);
      if (columns[i].sort != NULL)
        console_sort_question_add (column, columns[i].sort);
      gtk_column_view_append_column (view, column);
      titles[i] = _ (columns[i].title);
    }
  console_column_access_dress_header (view, titles);
}

void
console_people_columns_set_width_class (GtkColumnView *view, guint width_class)
{
  GListModel *shown = gtk_column_view_get_columns (view);
  guint bit = 1 << MIN (width_class, 3);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (shown, i);

      gtk_column_view_column_set_visible (column, (columns[i].classes & bit) != 0);
    }
}

const char *
console_people_columns_get_sort (GtkColumnView *view, gboolean *descending)
{
  const char *sort = console_sort_question_get (view, descending);

  return sort != NULL ? sort : "name";
}
