/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsoleForm:
 * The fields of one object under a widget: fills them, knows whether something changed, collects
 * what did, and brings a refusal to the field it is about. Signal "changed": a field was edited.
 * Main thread.
 */
#define CONSOLE_TYPE_FORM (console_form_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleForm, console_form, CONSOLE, FORM, GObject)

/* All fields below @root at this moment; @root outlives the form. */
ConsoleForm *console_form_new (GtkWidget *root);

/* Fills all fields; what is in them is what did not change from now on. @locked: (nullable): names
 * of members that cannot be changed here, @reason says why. */
void console_form_load (ConsoleForm *self, JsonObject *object, const char *const *locked,
                        const char *reason);
/* The same, with what somebody is about to make: all that is not empty counts as changed. */
void console_form_load_new (ConsoleForm *self, JsonObject *object);
/* Nothing can be changed until the next load. */
void console_form_lock (ConsoleForm *self);
gboolean console_form_is_changed (ConsoleForm *self);
/* Whether the field @member was changed. */
gboolean console_form_is_field_changed (ConsoleForm *self, const char *member);
/* Returns: (transfer full): the members that were changed. */
JsonObject *console_form_dup_changes (ConsoleForm *self);
/* Returns: (nullable) (transfer none) */
ConsoleField *console_form_lookup (ConsoleForm *self, const char *member);

/* Shows @text at the field that @path names ("mail", "lines[2].number"), and goes there.
 * Returns: FALSE when there is no such field: the caller says it elsewhere. */
gboolean console_form_show_error (ConsoleForm *self, const char *path, const char *text);
void console_form_clear_errors (ConsoleForm *self);

G_END_DECLS
