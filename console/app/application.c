/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application object. It reads the password file named on the command line, and refuses to
 * start when it cannot. Main thread. */

#include "config.h"
#include "console/app/application.h"

#include <glib/gi18n.h>

#include "console/app/window.h"
#include "console/client/preferences.h"

struct _ConsoleApplication
{
  AdwApplication parent_instance;
  ConsolePreferences *preferences;
  char *server;
  char *user;
  char *password_file;
  char *password; /* until the window has it */
};

G_DEFINE_FINAL_TYPE (ConsoleApplication, console_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *keys[3];
} accels[] = {
  { "win.refresh", { "F5" } },
  { "win.go-to", { "<Control>k" } },
  { "win.find", { "<Control>f" } },
  { "win.save", { "<Control>s" } },
  { "win.back", { "Escape", "<Alt>Left" } },
  { "win.show-help-overlay", { "F1", "<Control>question" } },
  { "app.quit", { "<Control>q" } },
};

static void
wipe_password (ConsoleApplication *self)
{
  if (self->password != NULL)
    explicit_bzero (self->password, strlen (self->password));
  g_clear_pointer (&self->password, g_free);
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const char *const developers[] = { "Tollkeeper", NULL };

  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (user_data)),
                         "application-name", "Tollkeeper", "application-icon",
                         "org.tollkeeper.Console", "version", TOLL_VERSION, "comments",
                         _ ("Call accounting for Unified CM"), "license-type",
                         GTK_LICENSE_GPL_3_0, "developers", developers, NULL);
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  if (window != NULL)
    gtk_window_close (window);
}

static const GActionEntry action_entries[] = {
  { "about", about_action, NULL, NULL, NULL, { 0 } },
  { "quit", quit_action, NULL, NULL, NULL, { 0 } },
};

/* The window is mirrored for a language that is written from right to left, also before somebody
 * has translated the console into it. */
static void
follow_language_direction (void)
{
  int n_scripts = 0;
  PangoLanguage *language = pango_language_from_string (g_get_language_names ()[0]);
  const PangoScript *scripts = pango_language_get_scripts (language, &n_scripts);

  if (n_scripts > 0 && (scripts[0] == (PangoScript) G_UNICODE_SCRIPT_ARABIC ||
                        scripts[0] == (PangoScript) G_UNICODE_SCRIPT_HEBREW))
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

static void
console_application_startup (GApplication *application)
{
  ConsoleApplication *self = CONSOLE_APPLICATION (application);

  G_APPLICATION_CLASS (console_application_parent_class)->startup (application);
  follow_language_direction ();
  self->preferences = console_preferences_new (NULL);
  gtk_window_set_default_icon_name ("org.tollkeeper.Console");
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           accels[i].keys);
}

static void
console_application_activate (GApplication *application)
{
  ConsoleApplication *self = CONSOLE_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    window = GTK_WINDOW (console_window_new (GTK_APPLICATION (self), self->preferences,
                                             self->server, self->user, self->password));
  wipe_password (self);
  gtk_window_present (window);
}

/* Returns: -1 to go on, else the exit code. */
static int
console_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  ConsoleApplication *self = CONSOLE_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("tollkeeper-console %s\n", TOLL_VERSION);
      return 0;
    }
  if (self->password_file == NULL)
    return -1;
  if (!g_file_get_contents (self->password_file, &self->password, NULL, &error))
    {
      g_printerr ("tollkeeper-console: --password-file: %s\n", error->message);
      return 1;
    }
  g_strchomp (self->password);
  if (self->server == NULL || self->user == NULL)
    {
      g_printerr ("tollkeeper-console: %s\n",
                  _ ("--password-file needs --server and --user"));
      return 2;
    }
  return -1;
}

static void
console_application_finalize (GObject *object)
{
  ConsoleApplication *self = CONSOLE_APPLICATION (object);

  wipe_password (self);
  g_clear_object (&self->preferences);
  g_free (self->server);
  g_free (self->user);
  g_free (self->password_file);
  G_OBJECT_CLASS (console_application_parent_class)->finalize (object);
}

static void
console_application_class_init (ConsoleApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_application_finalize;
  application_class->startup = console_application_startup;
  application_class->activate = console_application_activate;
  application_class->handle_local_options = console_application_handle_local_options;
}

static void
console_application_init (ConsoleApplication *self)
{
  const GOptionEntry options[] = {
    { "server", 0, 0, G_OPTION_ARG_STRING, &self->server, N_ ("Collector to sign in to"),
      N_ ("URL") },
    { "user", 0, 0, G_OPTION_ARG_STRING, &self->user, N_ ("User to sign in as"), N_ ("NAME") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &self->password_file,
      N_ ("File that holds the password; signs in at once"), N_ ("FILE") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version"), NULL },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (
      G_APPLICATION (self), _ ("The desktop console of Tollkeeper, call accounting for Unified CM."));
  g_action_map_add_action_entries (G_ACTION_MAP (self), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
}

/* Every start is a console of its own: several collectors can be watched side by side. */
ConsoleApplication *
console_application_new (void)
{
  return g_object_new (CONSOLE_TYPE_APPLICATION, "application-id", "org.tollkeeper.Console",
                       "flags", G_APPLICATION_NON_UNIQUE, "resource-base-path",
                       "/org/tollkeeper/Console", NULL);
}
