/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* ConsoleField:
 * One member of an object that a form edits. The member's name is the id the widget has in its
 * template: <object class="ConsoleTextRow" id="first_name">. Signal "edited": somebody changed it.
 * Main thread.
 */
#define CONSOLE_TYPE_FIELD (console_field_get_type ())
G_DECLARE_INTERFACE (ConsoleField, console_field, CONSOLE, FIELD, GtkWidget)

struct _ConsoleFieldInterface
{
  GTypeInterface parent;

  /* Returns: (transfer full): what is in it now, in the collector's form. */
  JsonNode *(*dup_value) (ConsoleField *self);
  /* @value: (nullable): as the collector gave it; NULL = nothing. Does not emit "edited". */
  void (*set_value) (ConsoleField *self, JsonNode *value);
  /* @text: (nullable): what to say under it; @path: which part of it is meant ("[2].number"), ""
   * for all. By default the note of a row. */
  void (*set_note) (ConsoleField *self, const char *path, const char *text, gboolean is_error);
  /* @reason: (nullable): why it cannot be changed here, "" for what needs no words; NULL = it
   * can. By default its input becomes insensitive, and the reason its note. */
  void (*set_locked) (ConsoleField *self, const char *reason);
  /* Locks only what @path means ("[2]"), after set_locked() with NULL; @reason: why. By default
   * nothing is locked, and the collector refuses. */
  void (*lock_part) (ConsoleField *self, const char *path, const char *reason);
  /* Returns: (transfer none): what takes the input; by default the field itself. */
  GtkWidget *(*get_input) (ConsoleField *self);
};

/* Returns: (nullable): the member's name. */
const char *console_field_get_member (ConsoleField *self);
JsonNode *console_field_dup_value (ConsoleField *self);
void console_field_set_value (ConsoleField *self, JsonNode *value);
void console_field_set_note (ConsoleField *self, const char *path, const char *text,
                             gboolean is_error);
void console_field_set_locked (ConsoleField *self, const char *reason);
void console_field_lock_part (ConsoleField *self, const char *path, const char *reason);
void console_field_emit_edited (ConsoleField *self);

/* For rows: room for a note under what the row shows, invisible while it says nothing. */
void console_field_add_note (GtkListBoxRow *row);
/* Says @text (nullable) there; errors are red, and announced with @row. */
void console_field_show_note (GtkListBoxRow *row, const char *text, gboolean is_error);

/* Which of a list @path means: 2 for "[2].number"; G_MAXUINT = none in particular. @rest: (out)
 * (optional): what follows, ".number" or "". */
guint console_field_read_index (const char *path, const char **rest);

/* Readers that take any node, also NULL. Returns: (transfer none): "" for what is no text. */
const char *console_field_text_of (JsonNode *value);
gboolean console_field_has_value (JsonNode *value);

/* For dup_value: nodes of what was just made; json-glib's own initialisers would keep one more
 * reference to it. @object, @array: (transfer full). Returns: (transfer full) */
JsonNode *console_field_take_object (JsonObject *object);
JsonNode *console_field_take_array (JsonArray *array);

G_END_DECLS
