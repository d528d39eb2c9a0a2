/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of people. Searching, filtering and sorting are the collector's. Main thread. */

#include "config.h"
#include "console/pages/people/people-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/dialogs/save-file.h"
#include "console/models/paged-list.h"
#include "console/models/person-item.h"
#include "console/pages/people/people-columns.h"
#include "console/pages/people/people-filter.h"
#include "console/widgets/format.h"
#include "console/widgets/presence.h"
#include "console/widgets/state-stack.h"
#include "shared/wire/query.h"

#define FILL_AHEAD 20000

struct _ConsolePeoplePage
{
  ConsolePage parent_instance;
  GtkWidget *bar;
  ConsolePeopleFilter *filter;
  GtkWidget *actions;
  GtkWidget *add_words;
  GtkRevealer *unknown;
  GtkLabel *unknown_text;
  ConsoleStateStack *list_states;
  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  GtkLabel *count;
  GtkWidget *continue_button;

  ConsolePagedList *people;
  char *group_parameter; /* NULL = everybody */
  char *group_id;
  gboolean to_top; /* the answer on its way is to another question */
};

G_DEFINE_FINAL_TYPE (ConsolePeoplePage, console_people_page, CONSOLE_TYPE_PAGE)

static gboolean
is_administrator (ConsolePeoplePage *self)
{
  return console_me_is_administrator (
      console_session_get_me (console_page_get_session (CONSOLE_PAGE (self))));
}

static char *
dup_question (ConsolePeoplePage *self)
{
  gboolean descending = FALSE;
  const char *sort = console_people_columns_get_sort (self->view, &descending);
  g_autofree char *order = g_strconcat (descending ? "-" : "", sort, NULL);
  GString *path = g_string_new ("/people");

  toll_query_append (path, "sort", order);
  console_people_filter_append (self->filter, path);
  if (self->group_parameter != NULL)
    toll_query_append (path, self->group_parameter, self->group_id);
  return g_string_free (path, FALSE);
}

static void
restart (ConsolePeoplePage *self)
{
  g_autofree char *question = dup_question (self);

  console_state_stack_set_loading (self->list_states);
  console_paged_list_set_question (self->people, question);
  console_paged_list_restart (self->people);
}

static void
ask_cb (ConsolePeoplePage *self)
{
  self->to_top = TRUE;
  restart (self);
}

static void
show_count (ConsolePeoplePage *self)
{
  guint total = console_paged_list_get_total (self->people);
  guint n_here = g_list_model_get_n_items (G_LIST_MODEL (self->people));
  g_autofree char *figure = console_format_count (total);
  g_autofree char *text = NULL;

  if (console_paged_list_is_complete (self->people) || total > n_here)
    /* TRANSLATORS: %s is a number */
    text = g_strdup_printf (ngettext ("%s person", "%s people", total), figure);
  else
    /* TRANSLATORS: %s is a number; more of them are on their way */
    text = g_strdup_printf (ngettext ("%s person so far…", "%s people so far…", total), figure);
  gtk_label_set_text (self->count, n_here > 0 ? text : "");
}

static void
show_empty (ConsolePeoplePage *self)
{
  gboolean administrator = is_administrator (self);

  if (!console_people_filter_is_clear (self->filter))
    console_state_stack_set_empty (self->list_states, "system-search-symbolic",
                                   _ ("Nobody Matches"),
                                   _ ("Try fewer letters, or look at all departments, roles and "
                                      "sources."),
                                   _ ("Clear Filters"));
  else if (self->group_parameter != NULL)
    console_state_stack_set_empty (self->list_states, "system-users-symbolic",
                                   _ ("Nobody Is Here"),
                                   _ ("People come here by their page, an import or the directory "
                                      "server."),
                                   NULL);
  else
    console_state_stack_set_empty (self->list_states, "system-users-symbolic",
                                   _ ("No People Yet"),
                                   _ ("Calls get names when people are known: add them here, "
                                      "import a CSV file, or connect your directory server."),
                                   administrator ? _ ("Add Person") : NULL);
}

static void
fill_cb (ConsolePeoplePage *self)
{
  if (!console_people_filter_is_clear (self->filter))
    console_people_filter_clear (self->filter);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-person", "s", "");
}

static void
scroll_to_top (ConsolePeoplePage *self)
{
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (self->scroller);

  gtk_adjustment_set_value (place, gtk_adjustment_get_lower (place));
}

static void
loaded_cb (ConsolePeoplePage *self)
{
  console_page_set_ready (CONSOLE_PAGE (self));
  gtk_widget_set_visible (self->continue_button, FALSE);
  show_count (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->people)) == 0)
    {
      show_empty (self);
      return;
    }
  console_state_stack_set_ready (self->list_states);
  if (self->to_top)
    scroll_to_top (self);
  self->to_top = FALSE;
}

static void
failed_cb (ConsolePeoplePage *self, const GError *error)
{
  if (!console_page_is_ready (CONSOLE_PAGE (self)))
    {
      console_page_set_failed (CONSOLE_PAGE (self), _ ("The People Could Not Be Loaded"), error);
      return;
    }
  if (!console_state_stack_is_ready (self->list_states))
    console_state_stack_set_ready (self->list_states);
  gtk_label_set_text (self->count, error->message);
  gtk_widget_set_visible (self->continue_button, TRUE);
}

/* Where the question itself failed it is asked again; where a page of it did, from there. */
static void
continue_cb (ConsolePeoplePage *self)
{
  gtk_widget_set_visible (self->continue_button, FALSE);
  if (self->to_top)
    restart (self);
  else
    console_paged_list_continue (self->people);
}

static void
activate_cb (ConsolePeoplePage *self, guint position)
{
  g_autoptr (ConsolePersonItem) item =
      g_list_model_get_item (G_LIST_MODEL (self->people), position);

  if (item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-person", "s",
                                console_person_item_get (item)->id);
}

static gpointer
make_item (JsonObject *object)
{
  return console_person_item_new (object);
}

static void
departments_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (answer != NULL) /* without it the list is as useful as before */
    console_people_filter_set_departments (CONSOLE_PEOPLE_PAGE (user_data)->filter,
                                           console_json_array (answer, "items"));
}

static void
unknown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsolePeoplePage *self = user_data;
  g_autofree char *figure = NULL;
  g_autofree char *text = NULL;
  guint n_unknown;

  if (answer == NULL)
    return;
  n_unknown = console_json_length (console_json_array (answer, "items"));
  figure = console_format_count (n_unknown);
  /* TRANSLATORS: %s is a number */
  text = g_strdup_printf (ngettext ("%s extension makes calls and belongs to nobody.",
                                    "%s extensions make calls and belong to nobody.", n_unknown),
                          figure);
  gtk_label_set_text (self->unknown_text, text);
  console_presence_reveal (self->unknown, n_unknown > 0);
}

static void
console_people_page_load (ConsolePage *page)
{
  ConsolePeoplePage *self = CONSOLE_PEOPLE_PAGE (page);
  ConsoleApiClient *client = console_page_get_client (page);
  GCancellable *load = console_page_begin_load (page);

  restart (self);
  console_api_client_send_async (client, "GET", "/departments?limit=1000", NULL, load,
                                 departments_cb, self);
  if (is_administrator (self) && self->group_parameter == NULL)
    console_api_client_send_async (client, "GET", "/unknown-extensions?limit=1000", NULL, load,
                                   unknown_cb, self);
}

static void
console_people_page_start (ConsolePage *page)
{
  ConsolePeoplePage *self = CONSOLE_PEOPLE_PAGE (page);
  g_autoptr (GtkSingleSelection) selection = NULL;

  self->people = console_paged_list_new (console_page_get_client (page), CONSOLE_TYPE_PERSON_ITEM,
                                         make_item);
  console_paged_list_set_fill_ahead (self->people, FILL_AHEAD);
  g_signal_connect_object (self->people, "loaded", G_CALLBACK (loaded_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->people, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  console_people_columns_add (self->view,
                              console_session_get_zone (console_page_get_session (page)));
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (ask_cb), self, G_CONNECT_SWAPPED);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->people)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  gtk_widget_set_visible (self->actions, is_administrator (self));
  gtk_widget_set_visible (self->bar, self->group_parameter == NULL);
}

static void
console_people_page_width_changed (ConsolePage *page, guint width_class)
{
  ConsolePeoplePage *self = CONSOLE_PEOPLE_PAGE (page);

  console_people_columns_set_width_class (self->view, width_class);
  console_people_filter_set_narrow (self->filter, width_class < 2);
  gtk_widget_set_visible (self->add_words, width_class > 0);
}

static void
console_people_page_find (ConsolePage *page)
{
  console_people_filter_focus (CONSOLE_PEOPLE_PAGE (page)->filter);
}

/* A person that is listed changes in its place; a new one may belong anywhere. */
static void
console_people_page_changed (ConsolePage *page, const char *what, JsonObject *object)
{
  ConsolePeoplePage *self = CONSOLE_PEOPLE_PAGE (page);
  GListModel *people = G_LIST_MODEL (self->people);

  if (g_str_equal (what, "people") || g_str_equal (what, "groupings"))
    console_page_refresh (page);
  if (!g_str_equal (what, "person") || object == NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (ConsolePersonItem) item = g_list_model_get_item (people, i);

      if (g_str_equal (console_person_item_get (item)->id, console_json_text (object, "id")))
        {
          console_paged_list_replace (self->people, i, object);
          return;
        }
    }
  console_page_refresh (page);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content =
      console_api_client_download_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (console_api_client_is_cancelled (error))
    return;
  if (content != NULL)
    console_save_file (GTK_WIDGET (user_data), _ ("Export People"), "people.csv", content);
  else
    console_page_toast (CONSOLE_PAGE (user_data), error->message);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ConsolePage *page = CONSOLE_PAGE (widget);

  console_api_client_download_async (console_page_get_client (page), "/people/export",
                                     console_page_get_cancellable (page), exported_cb, page);
}

static void
console_people_page_dispose (GObject *object)
{
  g_clear_object (&CONSOLE_PEOPLE_PAGE (object)->people);
  G_OBJECT_CLASS (console_people_page_parent_class)->dispose (object);
}

static void
console_people_page_finalize (GObject *object)
{
  g_free (CONSOLE_PEOPLE_PAGE (object)->group_parameter);
  g_free (CONSOLE_PEOPLE_PAGE (object)->group_id);
  G_OBJECT_CLASS (console_people_page_parent_class)->finalize (object);
}

static void
console_people_page_class_init (ConsolePeoplePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_people_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_people_page_finalize;
  page_class->start = console_people_page_start;
  page_class->load = console_people_page_load;
  page_class->width_changed = console_people_page_width_changed;
  page_class->find = console_people_page_find;
  page_class->changed = console_people_page_changed;

  g_type_ensure (CONSOLE_TYPE_PEOPLE_FILTER);
  console_page_class_set_template (page_class, "people-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsolePeoplePage, bar);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeoplePage, filter);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeoplePage, actions);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeoplePage, add_words);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeoplePage, unknown);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeoplePage, unknown_text);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeoplePage, list_states);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeoplePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeoplePage, view);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeoplePage, count);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeoplePage, continue_button);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, fill_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, continue_cb);
  gtk_widget_class_install_action (widget_class, "people.export", NULL, export_action);
}

static void
console_people_page_init (ConsolePeoplePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_presence_reveal (self->unknown, FALSE);
}

ConsolePage *
console_people_page_open_group (GVariant *parameter)
{
  const char *title;
  const char *group_parameter;
  const char *group_id;
  ConsolePeoplePage *self;

  g_variant_get (parameter, "(&s&s&s)", &title, &group_parameter, &group_id);
  self = g_object_new (CONSOLE_TYPE_PEOPLE_PAGE, "title", title, "subtitle", _ ("People"), NULL);
  self->group_parameter = g_strdup (group_parameter);
  self->group_id = g_strdup (group_id);
  return CONSOLE_PAGE (self);
}
