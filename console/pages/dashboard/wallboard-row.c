/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Revoking cannot be undone, as the link is not known any more: it is asked for twice. Main
 * thread. */

#include "config.h"
#include "console/pages/dashboard/wallboard-row.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/person-words.h"
#include "console/widgets/format.h"
#include "shared/base/clock.h"

struct _ConsoleWallboardRow
{
  AdwActionRow parent_instance;
  JsonObject *wallboard;
};

G_DEFINE_FINAL_TYPE (ConsoleWallboardRow, console_wallboard_row, ADW_TYPE_ACTION_ROW)

static guint revoke_signal;

static void
response_cb (AdwMessageDialog *dialog, const char *response, ConsoleWallboardRow *self)
{
  if (g_str_equal (response, "revoke"))
    g_signal_emit (self, revoke_signal, 0, console_json_text (self->wallboard, "id"));
}

static void
ask_cb (ConsoleWallboardRow *self)
{
  const char *name = console_json_text (self->wallboard, "name");
  /* TRANSLATORS: %s is the name of a wallboard */
  g_autofree char *heading = g_strdup_printf (_ ("Revoke “%s”?"), name);
  GtkWidget *dialog
      = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading,
                                _ ("Screens that show it show nothing any more. The link cannot be "
                                   "brought back."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "revoke",
                                    _ ("_Revoke"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "revoke",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Whose calls it shows: "All calls", "Departments: Sales, Support". Returns: (transfer full). */
static char *
dup_scope (JsonObject *wallboard)
{
  JsonObject *scope = console_json_object (wallboard, "scope");
  const char *kind = console_word_of (console_scope_words, console_json_text (scope, "kind"));
  g_auto (GStrv) names = console_json_dup_texts (console_json_array (scope, "names"));
  g_autofree char *list = g_strjoinv (", ", names);

  if (*list == '\0')
    return g_strdup (kind);
  /* TRANSLATORS: a kind of groups, and those of that kind: "Departments: Sales, Support" */
  return g_strdup_printf (C_ ("scope", "%s: %s"), kind, list);
}

/* Returns: (transfer full). */
static char *
dup_seen (JsonObject *wallboard, GTimeZone *zone)
{
  gint64 seen_ms = console_json_int (wallboard, "seen_ms", 0);
  g_autofree char *moment = NULL;

  if (seen_ms == 0)
    return g_strdup (_ ("never looked at"));
  moment = console_format_moment_in_sentence (seen_ms, toll_clock_now_ms (NULL), zone);
  /* TRANSLATORS: a day and time */
  return g_strdup_printf (_ ("last looked at %s"), moment);
}

static char *
dup_story (JsonObject *wallboard, GTimeZone *zone)
{
  g_autofree char *scope = dup_scope (wallboard), *seen = dup_seen (wallboard, zone);
  g_autofree char *owner = NULL;

  if (!console_json_flag (wallboard, "works"))
    return g_strdup (console_json_text (wallboard, "problem"));
  if (console_json_flag (wallboard, "is_own"))
    /* TRANSLATORS: whose calls a wallboard shows, and when it was looked at */
    return g_strdup_printf (C_ ("wallboard", "%s · %s"), scope, seen);
  /* TRANSLATORS: whose calls a wallboard shows, when it was looked at, and who made it */
  return g_strdup_printf (_ ("%s · %s · by %s"), scope, seen,
                          console_json_text (wallboard, "owner"));
}

static void
console_wallboard_row_finalize (GObject *object)
{
  json_object_unref (CONSOLE_WALLBOARD_ROW (object)->wallboard);
  G_OBJECT_CLASS (console_wallboard_row_parent_class)->finalize (object);
}

static void
console_wallboard_row_class_init (ConsoleWallboardRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_wallboard_row_finalize;
  revoke_signal = g_signal_new ("revoke", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
console_wallboard_row_init (ConsoleWallboardRow *self)
{
}

GtkWidget *
console_wallboard_row_new (JsonObject *wallboard, GTimeZone *zone)
{
  ConsoleWallboardRow *self = g_object_new (CONSOLE_TYPE_WALLBOARD_ROW, NULL);
  GtkWidget *button = gtk_button_new_with_label (_ ("Revoke…"));
  g_autofree char *story = dup_story (wallboard, zone);

  self->wallboard = json_object_ref (wallboard);
  g_object_set (self, "use-markup", FALSE, "title", console_json_text (wallboard, "name"),
                "subtitle", story, "subtitle-lines", 3, NULL);
  if (!console_json_flag (wallboard, "works"))
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  console_json_text (wallboard, "name"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (ask_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
  return GTK_WIDGET (self);
}
