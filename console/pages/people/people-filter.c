/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list of people is narrowed by. It asks nothing. Main thread. */

#include "config.h"
#include "console/pages/people/people-filter.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/person-words.h"
#include "shared/wire/query.h"

enum
{
  DEPARTMENT,
  ROLE,
  SOURCE,
  STATE,
  N_CHOICES
};

typedef struct
{
  const char *parameter;
  const char *label; /* accessible name, untranslated */
  const char *any;   /* words for no restriction, untranslated; NULL = one is always chosen */
  const ConsoleWord *words;
} Choice;

static const ConsoleWord state_words[] = {
  { "active", N_ ("Active") },
  { "left", N_ ("Left") },
  { "active,left", N_ ("Active and left") },
  { NULL, NULL },
};

static const Choice choices[N_CHOICES] = {
  { "department", N_ ("Department"), N_ ("All departments"), NULL },
  { "role", N_ ("Role"), N_ ("All roles"), console_role_words },
  { "source", N_ ("Source"), N_ ("All sources"), console_source_words },
  { "state", N_ ("State"), NULL, state_words },
};

struct _ConsolePeopleFilter
{
  GtkBox parent_instance;
  GtkWidget *entry;
  GtkWidget *toggle;
  GtkWidget *choice_box;
  GtkDropDown *drop_downs[N_CHOICES];
  GPtrArray *ids[N_CHOICES]; /* in the order of the drop-down; "" = any */
  gboolean narrow;
  gboolean setting;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (ConsolePeopleFilter, console_people_filter, GTK_TYPE_BOX)

static void
changed_cb (ConsolePeopleFilter *self)
{
  if (!self->setting)
    g_signal_emit (self, changed_signal, 0);
}

static const char *
chosen (ConsolePeopleFilter *self, guint choice)
{
  guint selected = gtk_drop_down_get_selected (self->drop_downs[choice]);

  return selected < self->ids[choice]->len ? g_ptr_array_index (self->ids[choice], selected) : "";
}

static void
add_item (ConsolePeopleFilter *self, guint choice, GtkStringList *titles, const char *id,
          const char *title)
{
  g_ptr_array_add (self->ids[choice], g_strdup (id));
  gtk_string_list_append (titles, title);
}

static GtkStringList *
begin_items (ConsolePeopleFilter *self, guint choice)
{
  GtkStringList *titles = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->ids[choice], 0);
  if (choices[choice].any != NULL)
    add_item (self, choice, titles, "", _ (choices[choice].any));
  return titles;
}

static void
show_choices (ConsolePeopleFilter *self)
{
  gtk_widget_set_visible (self->toggle, self->narrow);
  gtk_widget_set_visible (self->choice_box,
                          !self->narrow ||
                              gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->toggle)));
}

static void
add_drop_down (ConsolePeopleFilter *self, guint choice)
{
  g_autoptr (GtkStringList) titles = NULL;
  GtkDropDown *drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));

  self->ids[choice] = g_ptr_array_new_with_free_func (g_free);
  self->drop_downs[choice] = drop_down;
  titles = begin_items (self, choice);
  for (const ConsoleWord *word = choices[choice].words; word != NULL && word->id != NULL; word++)
    add_item (self, choice, titles, word->id, _ (word->text));
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (titles));
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (choices[choice].label), -1);
  /* The focus goes to the button within. */
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (drop_down))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, _ (choices[choice].label), -1);
  if (choices[choice].words == NULL)
    {
      g_autoptr (GtkExpression) expression =
          gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

      gtk_drop_down_set_expression (drop_down, expression);
      gtk_drop_down_set_enable_search (drop_down, TRUE);
    }
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->choice_box), GTK_WIDGET (drop_down));
}

static void
console_people_filter_finalize (GObject *object)
{
  for (guint i = 0; i < N_CHOICES; i++)
    g_ptr_array_unref (CONSOLE_PEOPLE_FILTER (object)->ids[i]);
  G_OBJECT_CLASS (console_people_filter_parent_class)->finalize (object);
}

static void
console_people_filter_class_init (ConsolePeopleFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_people_filter_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_people_filter_init (ConsolePeopleFilter *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (GTK_WIDGET (self), "people-filter");
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _ ("Name, user name or number"), "hexpand", TRUE,
                NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search people"), -1);
  self->toggle = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->toggle), "view-more-horizontal-symbolic");
  gtk_widget_set_tooltip_text (self->toggle, _ ("Filters"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Filters"), -1);
  self->choice_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  for (guint i = 0; i < N_CHOICES; i++)
    add_drop_down (self, i);
  gtk_box_append (GTK_BOX (line), self->entry);
  gtk_box_append (GTK_BOX (line), self->toggle);
  gtk_widget_set_hexpand (line, TRUE);
  gtk_box_append (GTK_BOX (self), line);
  gtk_box_append (GTK_BOX (self), self->choice_box);
  show_choices (self);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->toggle, "toggled", G_CALLBACK (show_choices), self,
                           G_CONNECT_SWAPPED);
}

void
console_people_filter_set_departments (ConsolePeopleFilter *self, JsonArray *departments)
{
  g_autoptr (GtkStringList) titles = NULL;
  g_autofree char *before = NULL;
  guint selected = 0;

  g_return_if_fail (CONSOLE_IS_PEOPLE_FILTER (self));
  before = g_strdup (chosen (self, DEPARTMENT));
  titles = begin_items (self, DEPARTMENT);
  for (guint i = 0; i < console_json_length (departments); i++)
    {
      JsonObject *department = console_json_at (departments, i);

      if (g_str_equal (console_json_text (department, "id"), before))
        selected = i + 1;
      add_item (self, DEPARTMENT, titles, console_json_text (department, "id"),
                console_json_text (department, "name"));
    }
  self->setting = TRUE;
  gtk_drop_down_set_model (self->drop_downs[DEPARTMENT], G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->drop_downs[DEPARTMENT], selected);
  self->setting = FALSE;
}

void
console_people_filter_set_narrow (ConsolePeopleFilter *self, gboolean narrow)
{
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  g_return_if_fail (CONSOLE_IS_PEOPLE_FILTER (self));
  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->choice_box), orientation);
  show_choices (self);
}

void
console_people_filter_focus (ConsolePeopleFilter *self)
{
  g_return_if_fail (CONSOLE_IS_PEOPLE_FILTER (self));
  gtk_widget_grab_focus (self->entry);
}

void
console_people_filter_clear (ConsolePeopleFilter *self)
{
  g_return_if_fail (CONSOLE_IS_PEOPLE_FILTER (self));
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  for (guint i = 0; i < N_CHOICES; i++)
    gtk_drop_down_set_selected (self->drop_downs[i], 0);
  self->setting = FALSE;
  changed_cb (self);
}

gboolean
console_people_filter_is_clear (ConsolePeopleFilter *self)
{
  g_return_val_if_fail (CONSOLE_IS_PEOPLE_FILTER (self), TRUE);
  for (guint i = 0; i < N_CHOICES; i++)
    if (gtk_drop_down_get_selected (self->drop_downs[i]) != 0)
      return FALSE;
  return *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';
}

void
console_people_filter_append (ConsolePeopleFilter *self, GString *path)
{
  g_autofree char *typed = NULL;

  g_return_if_fail (CONSOLE_IS_PEOPLE_FILTER (self));
  typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  if (*typed != '\0')
    toll_query_append (path, "q", typed);
  for (guint i = 0; i < N_CHOICES; i++)
    if (*chosen (self, i) != '\0')
      toll_query_append (path, choices[i].parameter, chosen (self, i));
}
