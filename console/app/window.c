/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window and its actions. What they do, the shell does. Main thread. */

#include "config.h"
#include "console/app/window.h"

#include <glib/gi18n.h>

#include "console/app/shell.h"
#include "console/app/sign-in.h"
#include "console/client/credentials.h"
#include "console/dialogs/unsaved-question.h"
#include "console/pages/page-registry.h"
#include "console/widgets/presence.h"
#include "console/widgets/toasts.h"

struct _ConsoleWindow
{
  AdwApplicationWindow parent_instance;
  ConsoleToasts *toasts;
  GtkStack *stack;
  ConsoleSignIn *sign_in;
  ConsoleShell *shell;   /* NULL when nobody is signed in */
  ConsoleShell *waiting; /* hidden, its session ended; for its owner to come back to */
  ConsolePreferences *preferences;
};

#define PURPOSE_ACTION "win.state-purpose"

G_DEFINE_FINAL_TYPE (ConsoleWindow, console_window, ADW_TYPE_APPLICATION_WINDOW)

static const char *const shell_actions[] = { "win.refresh", "win.back", "win.go-to",
                                             "win.find", "win.save", "win.sign-out",
                                             PURPOSE_ACTION };

static void
set_shell_actions_enabled (ConsoleWindow *self, gboolean enabled)
{
  for (guint i = 0; i < G_N_ELEMENTS (shell_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), shell_actions[i], enabled);
}

static gboolean
drop_shell_cb (gpointer user_data)
{
  GtkWidget *shell = user_data;

  gtk_stack_remove (GTK_STACK (gtk_widget_get_parent (shell)), shell);
  return G_SOURCE_REMOVE;
}

/* A shell goes a moment later, as this may run in one of its own signals. */
static void
drop (ConsoleShell *shell)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_shell_cb, g_object_ref (shell), g_object_unref);
}

static void
show_sign_in (ConsoleWindow *self, const char *message)
{
  set_shell_actions_enabled (self, FALSE);
  console_presence_show_only (self->stack, GTK_WIDGET (self->sign_in));
  console_sign_in_again (self->sign_in, message);
}

/* Not by the user's will: everything stays as it is behind the sign-in. */
static void
ended_cb (ConsoleWindow *self, const char *message)
{
  if (self->shell == NULL)
    return;
  self->waiting = g_steal_pointer (&self->shell);
  console_live_feed_stop (console_session_get_feed (console_shell_get_session (self->waiting)));
  show_sign_in (self, message);
}

static ConsoleShell *
new_shell (ConsoleWindow *self, ConsoleSession *session)
{
  ConsoleShell *shell = CONSOLE_SHELL (console_shell_new (session));

  g_signal_connect_object (shell, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->stack, GTK_WIDGET (shell));
  return shell;
}

static void
signed_in_cb (ConsoleWindow *self, ConsoleSession *session)
{
  ConsoleShell *waiting = g_steal_pointer (&self->waiting);

  if (waiting != NULL && console_session_resume (console_shell_get_session (waiting), session))
    self->shell = waiting;
  else
    {
      if (waiting != NULL)
        drop (waiting);
      self->shell = new_shell (self, session);
    }
  console_presence_show_only (self->stack, GTK_WIDGET (self->shell));
  set_shell_actions_enabled (self, TRUE);
  /* Who sees no calls but their own has nothing to state. */
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), PURPOSE_ACTION,
      console_session_get_me (console_shell_get_session (self->shell))->may_see_all);
}

static void
open_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ConsoleWindow *self = CONSOLE_WINDOW (widget);

  if (self->shell != NULL)
    console_shell_open_page (self->shell, g_variant_get_string (parameter, NULL));
}

/* All actions of the registry's pages that open with a parameter. */
static void
open_detail_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ConsoleWindow *self = CONSOLE_WINDOW (widget);

  for (const ConsoleDetailRow *row = console_detail_registry; row->action != NULL; row++)
    if (self->shell != NULL && g_str_equal (row->action, name))
      console_shell_open_detail (self->shell, row->open (parameter));
}

static void
toast_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  console_toasts_say (CONSOLE_WINDOW (widget)->toasts, g_variant_get_string (parameter, NULL));
}

/* Made when it is asked for: GTK 4.8 ends when assistive technology comes upon a window that was
 * never shown. */
static void
show_help_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/org/tollkeeper/Console/app/help-overlay.ui");
  GtkWindow *help = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  /* Only the overlay of a window learns the keys of the application's actions. */
  gtk_application_window_set_help_overlay (GTK_APPLICATION_WINDOW (widget),
                                           GTK_SHORTCUTS_WINDOW (help));
  gtk_window_present (help);
}

static void
refresh_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  console_shell_refresh (CONSOLE_WINDOW (widget)->shell);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  console_shell_go_back (CONSOLE_WINDOW (widget)->shell);
}

static void
go_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  console_shell_go_to (CONSOLE_WINDOW (widget)->shell);
}

static void
state_purpose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  console_shell_state_purpose (CONSOLE_WINDOW (widget)->shell);
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  console_shell_find (CONSOLE_WINDOW (widget)->shell);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  console_shell_save (CONSOLE_WINDOW (widget)->shell);
}

/* Who signs out is not signed in again by itself. */
static void
sign_out (GObject *window, gpointer data)
{
  ConsoleWindow *self = CONSOLE_WINDOW (window);
  ConsoleSession *session;

  if (self->shell == NULL)
    return;
  session = console_shell_get_session (self->shell);
  if (console_preferences_get_int (self->preferences, "keep", FALSE))
    console_credentials_forget (
        console_api_client_get_server (console_session_get_client (session)),
        console_session_get_me (session)->username);
  console_session_end (session);
  drop (g_steal_pointer (&self->shell));
  show_sign_in (self, NULL);
}

static void
sign_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (console_shell_has_changes (CONSOLE_WINDOW (widget)->shell))
    console_unsaved_question_ask (widget, sign_out, G_OBJECT (widget), NULL, NULL);
  else
    sign_out (G_OBJECT (widget), NULL);
}

static const struct
{
  const char *name;
  const char *parameter;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "win.open-page", "s", open_page_action },
  { "win.toast", "s", toast_action },
  { "win.show-help-overlay", NULL, show_help_action },
  { "win.refresh", NULL, refresh_action },
  { "win.back", NULL, back_action },
  { "win.go-to", NULL, go_to_action },
  { "win.find", NULL, find_action },
  { PURPOSE_ACTION, NULL, state_purpose_action },
  { "win.save", NULL, save_action },
  { "win.sign-out", NULL, sign_out_action },
};

static void
close_anyway (GObject *window, gpointer data)
{
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
console_window_close_request (GtkWindow *window)
{
  ConsoleWindow *self = CONSOLE_WINDOW (window);
  int width;
  int height;

  gtk_window_get_default_size (window, &width, &height);
  console_preferences_set_int (self->preferences, "width", width);
  console_preferences_set_int (self->preferences, "height", height);
  if (self->shell != NULL && console_shell_has_changes (self->shell))
    {
      console_unsaved_question_ask (GTK_WIDGET (self), close_anyway, G_OBJECT (self), NULL, NULL);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (console_window_parent_class)->close_request (window);
}

static void
console_window_dispose (GObject *object)
{
  ConsoleWindow *self = CONSOLE_WINDOW (object);

  if (self->shell != NULL)
    console_session_end (console_shell_get_session (self->shell));
  self->shell = NULL;
  g_clear_object (&self->preferences);
  G_OBJECT_CLASS (console_window_parent_class)->dispose (object);
}

static void
console_window_class_init (ConsoleWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = console_window_close_request;
  g_type_ensure (CONSOLE_TYPE_SIGN_IN);
  g_type_ensure (CONSOLE_TYPE_TOASTS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tollkeeper/Console/app/window.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, ConsoleWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleWindow, sign_in);
  gtk_widget_class_bind_template_callback (widget_class, signed_in_cb);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
  for (const ConsoleDetailRow *row = console_detail_registry; row->action != NULL; row++)
    gtk_widget_class_install_action (widget_class, row->action, row->parameter_type,
                                     open_detail_action);
}

static void
console_window_init (ConsoleWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_shell_actions_enabled (self, FALSE);
}

GtkWidget *
console_window_new (GtkApplication *application, ConsolePreferences *preferences,
                    const char *server, const char *user, const char *password)
{
  ConsoleWindow *self = g_object_new (CONSOLE_TYPE_WINDOW, "application", application, NULL);

  self->preferences = g_object_ref (preferences);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               console_preferences_get_int (preferences, "width", 1280),
                               console_preferences_get_int (preferences, "height", 860));
  console_sign_in_begin (self->sign_in, preferences, server, user, password);
  return GTK_WIDGET (self);
}
