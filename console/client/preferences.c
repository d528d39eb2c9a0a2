/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The console's memory on this machine: a key file of mode 0600, written whole at each change.
 * A write that fails is logged and otherwise lost: nobody's work depends on it. Main thread. */

#include "config.h"
#include "console/client/preferences.h"

#include <glib/gstdio.h>

#define GROUP_CONSOLE      "console"
#define GROUP_CERTIFICATES "certificates"

struct _ConsolePreferences
{
  GObject parent_instance;
  char *path;
  GKeyFile *keys;
};

G_DEFINE_FINAL_TYPE (ConsolePreferences, console_preferences, G_TYPE_OBJECT)

static void
console_preferences_finalize (GObject *object)
{
  ConsolePreferences *self = CONSOLE_PREFERENCES (object);

  g_free (self->path);
  g_key_file_unref (self->keys);
  G_OBJECT_CLASS (console_preferences_parent_class)->finalize (object);
}

static void
console_preferences_class_init (ConsolePreferencesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_preferences_finalize;
}

static void
console_preferences_init (ConsolePreferences *self)
{
  self->keys = g_key_file_new ();
}

ConsolePreferences *
console_preferences_new (const char *path)
{
  ConsolePreferences *self = g_object_new (CONSOLE_TYPE_PREFERENCES, NULL);
  g_autoptr (GError) error = NULL;

  self->path = path != NULL ? g_strdup (path)
                            : g_build_filename (g_get_user_config_dir (), "tollkeeper",
                                                "console.ini", NULL);
  if (!g_key_file_load_from_file (self->keys, self->path, G_KEY_FILE_KEEP_COMMENTS, &error) &&
      !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_message ("%s: %s; starting with empty preferences", self->path, error->message);
  return self;
}

static void
save (ConsolePreferences *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_mkdir_with_parents (folder, 0700);
  text = g_key_file_to_data (self->keys, &length, NULL);
  if (!g_file_set_contents_full (self->path, text, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 &error))
    g_message ("%s", error->message);
}

char *
console_preferences_dup_text (ConsolePreferences *self, const char *key, const char *fallback)
{
  g_autofree char *value = g_key_file_get_string (self->keys, GROUP_CONSOLE, key, NULL);

  return value != NULL ? g_steal_pointer (&value) : g_strdup (fallback);
}

void
console_preferences_set_text (ConsolePreferences *self, const char *key, const char *value)
{
  g_autofree char *old = console_preferences_dup_text (self, key, NULL);

  if (g_strcmp0 (old, value) == 0)
    return;
  g_key_file_set_string (self->keys, GROUP_CONSOLE, key, value);
  save (self);
}

int
console_preferences_get_int (ConsolePreferences *self, const char *key, int fallback)
{
  g_autoptr (GError) error = NULL;
  int value = g_key_file_get_integer (self->keys, GROUP_CONSOLE, key, &error);

  return error == NULL ? value : fallback;
}

void
console_preferences_set_int (ConsolePreferences *self, const char *key, int value)
{
  if (console_preferences_get_int (self, key, value - 1) == value)
    return;
  g_key_file_set_integer (self->keys, GROUP_CONSOLE, key, value);
  save (self);
}

/* Returns: (transfer full): @host as a key, which brackets cannot be part of. */
static char *
key_of_host (const char *host)
{
  return g_strdelimit (g_strdup (host), "[]=", '|');
}

char *
console_preferences_dup_pin (ConsolePreferences *self, const char *host, gint64 *accepted_ms)
{
  g_autofree char *key = key_of_host (host);
  g_auto (GStrv) pin =
      g_key_file_get_string_list (self->keys, GROUP_CERTIFICATES, key, NULL, NULL);
  g_autoptr (GDateTime) accepted = NULL;

  if (pin == NULL || pin[0] == NULL)
    return NULL;
  if (pin[1] != NULL)
    accepted = g_date_time_new_from_iso8601 (pin[1], NULL);
  if (accepted_ms != NULL)
    *accepted_ms = accepted != NULL ? g_date_time_to_unix (accepted) * 1000 : 0;
  return g_strdup (pin[0]);
}

void
console_preferences_set_pin (ConsolePreferences *self, const char *host, const char *fingerprint,
                             gint64 accepted_ms)
{
  g_autofree char *key = key_of_host (host);
  g_autoptr (GDateTime) accepted = g_date_time_new_from_unix_utc (accepted_ms / 1000);
  g_autofree char *date = g_date_time_format_iso8601 (accepted);
  const char *const pin[] = { fingerprint, date };

  g_key_file_set_string_list (self->keys, GROUP_CERTIFICATES, key, pin, G_N_ELEMENTS (pin));
  save (self);
}
