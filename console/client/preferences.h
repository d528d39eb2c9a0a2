/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* ConsolePreferences:
 * What this person's console remembers on this machine, in one small key file: the server, the
 * user name, how many calls Home lists, the window's size, and the certificates that were
 * accepted. Never a password. Main thread.
 */
#define CONSOLE_TYPE_PREFERENCES (console_preferences_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePreferences, console_preferences, CONSOLE, PREFERENCES, GObject)

/* @path: (nullable): the key file; NULL for tollkeeper/console.ini in the user's configuration
 * folder. A missing or broken file reads as empty. */
ConsolePreferences *console_preferences_new (const char *path);

/* Returns: (transfer full): the text of @key, @fallback when it is not set. */
char *console_preferences_dup_text (ConsolePreferences *self, const char *key,
                                    const char *fallback);
void console_preferences_set_text (ConsolePreferences *self, const char *key, const char *value);
int console_preferences_get_int (ConsolePreferences *self, const char *key, int fallback);
void console_preferences_set_int (ConsolePreferences *self, const char *key, int value);

/* The fingerprint accepted for @host ("name:port"): upper-case SHA-256 with colons.
 * @accepted_ms: (out) (optional): since when, 0 = not known.
 * Returns: (transfer full) (nullable): NULL when none was accepted yet. */
char *console_preferences_dup_pin (ConsolePreferences *self, const char *host,
                                   gint64 *accepted_ms);
/* Instead of what was accepted before, if anything. */
void console_preferences_set_pin (ConsolePreferences *self, const char *host,
                                  const char *fingerprint, gint64 accepted_ms);

G_END_DECLS
