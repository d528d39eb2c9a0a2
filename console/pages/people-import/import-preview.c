/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first people of a file. Its columns are those of the file that are used. Main thread. */

#include "config.h"
#include "console/pages/people-import/import-preview.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/json-item.h"
#include "console/models/person-words.h"
#include "console/widgets/column-access.h"
#include "console/widgets/scroll-start.h"

#define MAX_CHARS 28

struct _ConsoleImportPreview
{
  AdwBin parent_instance;
  GtkColumnView *view;
  GListStore *people;
  char *columns; /* the fields that show and their titles, a line each */
};

G_DEFINE_FINAL_TYPE (ConsoleImportPreview, console_import_preview, ADW_TYPE_BIN)

static const ConsoleWord state_words[] = {
  { "new", N_ ("New") },
  { "changed", N_ ("Changed") },
  { "same", N_ ("Unchanged") },
  { "refused", N_ ("Refused") },
  { NULL, NULL },
};

/* The look of a state, beside its word. */
static const ConsoleWord state_classes[] = {
  { "new", "answered" }, { "changed", "outgoing" }, { "same", "internal" },
  { "refused", "missed" }, { NULL, NULL },
};

static const char *
class_of (const char *state)
{
  for (const ConsoleWord *word = state_classes; word->id != NULL; word++)
    if (g_str_equal (word->id, state))
      return word->text;
  return "internal";
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 5);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (list_item, label);
}

/* @user_data: the member that the column shows. */
static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  const char *member = user_data;
  GtkWidget *label = gtk_list_item_get_child (list_item);
  JsonObject *person = console_json_item_get (gtk_list_item_get_item (list_item));
  g_autofree char *text = console_json_dup_shown (person, member);

  if (g_str_equal (member, "state"))
    {
      const char *classes[] = { class_of (text), NULL };

      gtk_widget_set_css_classes (label, classes);
      gtk_label_set_text (GTK_LABEL (label), console_word_of (state_words, text));
    }
  else
    gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, g_utf8_strlen (text, -1) > MAX_CHARS ? text : NULL);
  console_column_access_name_cell (label, gtk_label_get_text (GTK_LABEL (label)));
}

/* The row says whose it is; the column of the state comes first and tells it. */
static void
name_row_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *label = gtk_list_item_get_child (list_item);
  JsonObject *person = console_json_item_get (gtk_list_item_get_item (list_item));
  GtkWidget *row = console_column_access_name_cell (label, gtk_label_get_text (GTK_LABEL (label)));
  g_autofree char *line = console_json_dup_shown (person, "line");
  /* TRANSLATORS: a row of a table: the line of a file (a number), whose it is, what becomes of it
   * ("New") */
  g_autofree char *name = g_strdup_printf (_ ("Line %s, %s, %s"), line,
                                           console_json_text (person, "user_name"),
                                           gtk_label_get_text (GTK_LABEL (label)));

  if (row != NULL)
    console_column_access_set_label (row, name);
}

static void
free_member (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
add_column (ConsoleImportPreview *self, const char *member, const char *title,
            gboolean is_last)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_data (factory, "bind", G_CALLBACK (bind_cb), g_strdup (member), free_member,
                         0);
  if (g_str_equal (member, "state"))
    g_signal_connect (factory, "bind", G_CALLBACK (name_row_cb), NULL);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (column, is_last);
  gtk_column_view_append_column (self->view, column);
}

static void
remove_columns (ConsoleImportPreview *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

/* The columns change only when other fields are used: keyboard and scroll position stay. */
static void
show_columns (ConsoleImportPreview *self, ConsoleImportMap *map, JsonArray *columns)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) all = g_string_new (NULL);

  g_ptr_array_add (members, (gpointer) "line");
  g_ptr_array_add (titles, g_strdup (_ ("Line")));
  g_ptr_array_add (members, (gpointer) "state");
  g_ptr_array_add (titles, g_strdup (_ ("What happens")));
  for (guint i = 0; i < console_json_length (columns); i++)
    {
      const char *field = console_json_text (console_json_at (columns, i), "field");

      if (*field == '\0')
        continue;
      g_ptr_array_add (members, (gpointer) field);
      g_ptr_array_add (titles, console_import_map_dup_word (map, field));
      g_string_append_printf (all, "%s %s\n", field, (char *) titles->pdata[titles->len - 1]);
    }
  if (g_strcmp0 (self->columns, all->str) == 0)
    return;
  g_free (self->columns);
  self->columns = g_strdup (all->str);
  remove_columns (self);
  for (guint i = 0; i < members->len; i++)
    add_column (self, members->pdata[i], titles->pdata[i], i + 1 == members->len);
  g_ptr_array_add (titles, NULL);
  console_column_access_dress_header (self->view, (const char *const *) titles->pdata);
}

static void
console_import_preview_dispose (GObject *object)
{
  g_clear_object (&CONSOLE_IMPORT_PREVIEW (object)->people);
  G_OBJECT_CLASS (console_import_preview_parent_class)->dispose (object);
}

static void
console_import_preview_finalize (GObject *object)
{
  g_free (CONSOLE_IMPORT_PREVIEW (object)->columns);
  G_OBJECT_CLASS (console_import_preview_parent_class)->finalize (object);
}

static void
console_import_preview_class_init (ConsoleImportPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_import_preview_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_import_preview_finalize;
}

static void
console_import_preview_init (ConsoleImportPreview *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkSelectionModel *selection = NULL;

  self->people = g_list_store_new (CONSOLE_TYPE_JSON_ITEM);
  selection = GTK_SELECTION_MODEL (
      gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->people))));
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (selection));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "calls");
  console_column_access_set_label (GTK_WIDGET (self->view), _ ("First people of the file"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  console_scroll_from_start (GTK_SCROLLED_WINDOW (scroller));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "calls-card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "import-preview");
  adw_bin_set_child (ADW_BIN (self), scroller);
}

void
console_import_preview_show (ConsoleImportPreview *self, ConsoleImportMap *map,
                             JsonObject *answer)
{
  JsonArray *people = console_json_array (answer, "preview");
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (CONSOLE_IS_IMPORT_PREVIEW (self));
  show_columns (self, map, console_json_array (answer, "columns"));
  for (guint i = 0; i < console_json_length (people); i++)
    g_ptr_array_add (items, console_json_item_new (console_json_at (people, i)));
  g_list_store_splice (self->people, 0, g_list_model_get_n_items (G_LIST_MODEL (self->people)),
                       items->pdata, items->len);
  gtk_widget_set_visible (GTK_WIDGET (self), items->len > 0);
}
