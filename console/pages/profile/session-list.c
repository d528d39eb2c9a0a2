/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where one is signed in, with a button to end each. Main thread. */

#include "config.h"
#include "console/pages/profile/session-list.h"

#include <glib/gi18n.h>
#include <string.h>

#include "console/client/api-client.h"
#include "console/client/json.h"
#include "console/widgets/format.h"
#include "shared/base/clock.h"

struct _ConsoleSessionList
{
  AdwPreferencesGroup parent_instance;
  GPtrArray *rows; /* borrowed */
};

static guint end_signal;

G_DEFINE_FINAL_TYPE (ConsoleSessionList, console_session_list, ADW_TYPE_PREFERENCES_GROUP)

static void
end_cb (GtkWidget *button, ConsoleSessionList *self)
{
  g_signal_emit (self, end_signal, 0, g_object_get_data (G_OBJECT (button), "id"));
}

static GtkWidget *
make_button (ConsoleSessionList *self, const char *label, const char *id)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (end_cb), self);
  return button;
}

/* A console says which computer it runs on: "tollkeeper-console/0.1.0 (DESK-12)".
 * Returns: (transfer full). */
static char *
dup_title (const char *client)
{
  const char *begin = strchr (client, '('), *end = strrchr (client, ')');
  g_autofree char *host = NULL;

  if (*client == '\0')
    return g_strdup (_ ("Unknown client"));
  if (!g_str_has_prefix (client, CONSOLE_AGENT "/"))
    return g_strdup (client);
  if (begin == NULL || end == NULL || end < begin)
    return g_strdup (_ ("Tollkeeper console"));
  host = g_strndup (begin + 1, end - begin - 1);
  /* TRANSLATORS: where somebody is signed in; %s is the name of a computer */
  return g_strdup_printf (_ ("Tollkeeper console on %s"), host);
}

static GtkWidget *
make_row (ConsoleSessionList *self, JsonObject *session, GTimeZone *zone)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = dup_title (console_json_text (session, "client"));
  gint64 now_ms = toll_clock_now_ms (NULL);
  g_autofree char *used = console_format_moment_in_sentence (
      console_json_int (session, "last_used_ms", 0), now_ms, zone);
  /* TRANSLATORS: a network address, and a day and time */
  g_autofree char *story = g_strdup_printf (C_ ("session", "%1$s · last used %2$s"),
                                            console_json_text (session, "address"), used);

  g_object_set (row, "use-markup", FALSE, "title", title, "title-lines", 1, "subtitle", story, "subtitle-lines", 2, NULL);
  if (console_json_flag (session, "is_current"))
    {
      GtkWidget *here = gtk_label_new (_ ("This one"));

      gtk_widget_add_css_class (here, "dim-label");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), here);
    }
  else
    {
      GtkWidget *button =
          make_button (self, _ ("Sign Out"), console_json_text (session, "id"));

      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      story, -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  return row;
}

void
console_session_list_fill (ConsoleSessionList *self, JsonArray *items, GTimeZone *zone)
{
  g_return_if_fail (CONSOLE_IS_SESSION_LIST (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < console_json_length (items); i++)
    {
      GtkWidget *row = make_row (self, console_json_at (items, i), zone);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
console_session_list_finalize (GObject *object)
{
  g_ptr_array_unref (CONSOLE_SESSION_LIST (object)->rows);
  G_OBJECT_CLASS (console_session_list_parent_class)->finalize (object);
}

static void
console_session_list_class_init (ConsoleSessionListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_session_list_finalize;
  end_signal = g_signal_new ("end", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                             NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
console_session_list_init (ConsoleSessionList *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_header_suffix (
      ADW_PREFERENCES_GROUP (self), make_button (self, _ ("Sign Out Everywhere"), ""));
}
