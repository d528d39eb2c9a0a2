/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Go to": type, choose, be there. Main thread. */

#include "config.h"
#include "console/dialogs/go-to.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "console/client/json.h"
#include "console/dialogs/go-to-found.h"
#include "console/widgets/format.h"

#define MIN_DIGITS 3

typedef struct
{
  GtkWindow *window;
  GtkWindow *parent;
  GtkEditable *entry;
  GtkListBox *list;
  GtkWidget *number_row;
  ConsoleGoToFound *found;
  gboolean has_numbers;
  char *searched; /* what was typed when rows were chosen by it */
  gboolean waits; /* Return came before a row did */
} GoTo;

static void
free_go_to (gpointer data)
{
  GoTo *self = data;

  console_go_to_found_free (self->found);
  g_free (self->searched);
  g_free (self);
}

/* "10.2": what a report is called by who knows them. */
static gboolean
is_report_id (const char *typed)
{
  return g_regex_match_simple ("^\\d{1,2}\\.\\d{1,2}$", typed, 0, 0);
}

/* The digits of what was typed, with a leading + kept; "" when it is no number. */
static char *
dup_number (const char *typed)
{
  GString *number = g_string_new (NULL);

  for (const char *c = typed; *c != '\0'; c++)
    {
      if (g_ascii_isdigit (*c) || *c == '*' || (*c == '+' && number->len == 0))
        g_string_append_c (number, *c);
      else if (strchr (" -/.()", *c) == NULL)
        {
          g_string_truncate (number, 0);
          break;
        }
    }
  if (number->len < MIN_DIGITS || is_report_id (typed))
    g_string_truncate (number, 0);
  return g_string_free (number, FALSE);
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  GoTo *self = user_data;
  g_autofree char *typed = g_utf8_casefold (gtk_editable_get_text (self->entry), -1);
  g_autofree char *title = NULL;
  gboolean shows;

  if (console_go_to_found_has_row (row, typed, &shows))
    return shows;
  if (GTK_WIDGET (row) == self->number_row)
    {
      g_autofree char *number = dup_number (gtk_editable_get_text (self->entry));

      return self->has_numbers && *number != '\0';
    }
  title = g_utf8_casefold (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
  return strstr (title, typed) != NULL;
}

static GtkListBoxRow *
first_shown (GoTo *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      return row;
  return NULL;
}

static void
changed_cb (GoTo *self)
{
  g_autofree char *number = dup_number (gtk_editable_get_text (self->entry));
  g_autofree char *shown = console_format_number (number);
  /* TRANSLATORS: %s is a telephone number. */
  g_autofree char *title = g_strdup_printf (_ ("Calls with %s"), shown);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->number_row), title);
  self->waits = FALSE;
  g_free (self->searched);
  self->searched = g_strdup (gtk_editable_get_text (self->entry));
  console_go_to_found_search (self->found, gtk_editable_get_text (self->entry));
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_select_row (self->list, first_shown (self));
}

static void
open_number (GoTo *self, GtkWindow *parent)
{
  g_autofree char *number = dup_number (gtk_editable_get_text (self->entry));
  g_autofree char *shown = console_format_number (number);
  /* TRANSLATORS: %s is a telephone number. */
  g_autofree char *title = g_strdup_printf (_ ("Calls with %s"), shown);
  g_autoptr (JsonObject) filter = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (filter, "number", number);
  text = console_json_to_text (filter);
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.open-calls", "(ssb)", title, text, FALSE);
}

static void
open_place (GtkListBoxRow *row, GtkWindow *parent)
{
  const char *action = g_object_get_data (G_OBJECT (row), "action");
  GVariant *target = g_object_get_data (G_OBJECT (row), "target");

  gtk_widget_activate_action_variant (GTK_WIDGET (parent), action, target);
}

static void
activated_cb (GoTo *self, GtkListBoxRow *row)
{
  GtkWindow *parent = self->parent;

  if (row == NULL)
    return;
  if (GTK_WIDGET (row) == self->number_row)
    open_number (self, parent);
  else
    open_place (row, parent);
  gtk_window_destroy (self->window);
}

/* What comes later takes the choice only when there is none. */
static void
came_cb (gpointer data)
{
  GoTo *self = data;
  GtkListBoxRow *row;

  gtk_list_box_invalidate_filter (self->list);
  row = gtk_list_box_get_selected_row (self->list);
  if (row == NULL || !gtk_widget_get_child_visible (GTK_WIDGET (row)))
    gtk_list_box_select_row (self->list, first_shown (self));
  if (self->waits)
    activated_cb (self, gtk_list_box_get_selected_row (self->list));
}

/* The entry tells of what was typed a moment later: Return may come first. */
static void
entered_cb (GoTo *self)
{
  if (g_strcmp0 (self->searched, gtk_editable_get_text (self->entry)) != 0)
    changed_cb (self);
  self->waits = gtk_list_box_get_selected_row (self->list) == NULL;
  activated_cb (self, gtk_list_box_get_selected_row (self->list));
}

static GtkWidget *
make_row (const ConsoleGoToPlace *place)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), place->title);
  adw_action_row_set_icon_name (row, place->icon_name);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "action", g_strdup (place->action), g_free);
  if (place->target != NULL)
    g_object_set_data_full (G_OBJECT (row), "target",
                            g_variant_ref_sink (g_variant_new_string (place->target)),
                            (GDestroyNotify) g_variant_unref);
  return GTK_WIDGET (row);
}

/* While what was typed finds nothing. */
static GtkWidget *
make_nothing (void)
{
  GtkWidget *label = gtk_label_new (_ ("Nothing is called so"));

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_top (label, 24);
  gtk_widget_set_margin_bottom (label, 24);
  return label;
}

static GtkWidget *
make_content (GoTo *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_widget_add_css_class (box, "go-to");
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), scroller);
  return box;
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  gtk_window_destroy (GTK_WINDOW (widget));
  return TRUE;
}

static void
add_escape (GtkWidget *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (window, controller);
}

static const char *
find_hint (gboolean has_people, gboolean has_numbers)
{
  if (has_people)
    return has_numbers ? _ ("Page, report, person or phone number") : _ ("Page, report or person");
  return has_numbers ? _ ("Page, report or phone number") : _ ("Page or report");
}

void
console_go_to_present (GtkWindow *parent, ConsoleApiClient *client, gboolean has_people,
                       gboolean has_numbers, const ConsoleGoToPlace *places, guint n_places)
{
  const ConsoleGoToPlace number_place = { "", "toll-call-outgoing-symbolic", NULL, NULL };
  GoTo *self = g_new0 (GoTo, 1);
  GtkWidget *window = adw_window_new ();

  self->window = GTK_WINDOW (window);
  self->parent = parent;
  self->entry = GTK_EDITABLE (gtk_search_entry_new ());
  self->has_numbers = has_numbers;
  g_object_set (self->entry, "placeholder-text", find_hint (has_people, has_numbers), NULL);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_overflow (GTK_WIDGET (self->list), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  self->number_row = make_row (&number_place);
  for (guint i = 0; i < n_places; i++)
    gtk_list_box_append (self->list, make_row (&places[i]));
  gtk_list_box_append (self->list, self->number_row);
  gtk_list_box_set_placeholder (self->list, make_nothing ());
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  self->found = console_go_to_found_new (client, self->list, has_people, came_cb, self);

  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entered_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  add_escape (window);
  adw_window_set_content (ADW_WINDOW (window), make_content (self));
  g_object_set_data_full (G_OBJECT (window), "go-to", self, free_go_to);
  gtk_window_set_title (self->window, _ ("Go to"));
  gtk_window_set_default_size (self->window, 460, 400);
  gtk_window_set_modal (self->window, TRUE);
  gtk_window_set_transient_for (self->window, parent);
  changed_cb (self);
  gtk_window_present (self->window);
}
