/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"
#include "console/widgets/form.h"

G_BEGIN_DECLS

/* ConsoleEditorPage:
 * A page that edits one object of the collector: loads it, shows what changed in a bar with Save
 * and Discard, saves by POST or PUT, brings a refusal to its field, and removes. A subclass is a
 * template with fields (their ids are the object's members) and a few words.
 *
 * What the answer lists as "read_only" is locked, for its "read_only_reason".
 *
 * Properties "body" (the fields), "aside" (stays in sight while the body scrolls: beside it, or
 * above it in width class 0) and "pair" (a GtkBox in the body: what it holds stands side by side
 * from width class 2 on). Main thread.
 */
#define CONSOLE_TYPE_EDITOR_PAGE (console_editor_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (ConsoleEditorPage, console_editor_page, CONSOLE, EDITOR_PAGE, ConsolePage)

struct _ConsoleEditorPageClass
{
  ConsolePageClass parent_class;

  const char *path;     /* of the list it is in ("/sites"), or of itself ("/me") */
  gboolean is_single;   /* there is one of it: path is its own */
  const char *what;     /* as other pages are told of a change */
  const char *failed;   /* untranslated: "The Site Could Not Be Loaded" */
  const char *new_text; /* untranslated: what a new one needs at least; NULL for single ones */
  /* Makes what a new one begins with. NULL = empty. */
  JsonObject *(*dup_new) (ConsoleEditorPage *self);
  /* Adds to what is saved what stands in no field. May be NULL. */
  void (*complete) (ConsoleEditorPage *self, JsonObject *changes);
  /* Makes the object that the fields show of an answer; fields made in the first call are taken
   * in. NULL = the answer itself. */
  JsonObject *(*dup_fields) (ConsoleEditorPage *self, JsonObject *answer);
  /* Shows what stands in no field. @answer: NULL for a new one. May be NULL. */
  void (*show) (ConsoleEditorPage *self, JsonObject *answer);
  /* A save was refused. Returns: TRUE when the page says so itself. May be NULL. */
  gboolean (*refused) (ConsoleEditorPage *self, const GError *error);
  /* A field was edited, or all were filled. May be NULL. */
  void (*edited) (ConsoleEditorPage *self);
};

/* @id: "" for a new one. Before the page starts. */
void console_editor_page_set_id (ConsoleEditorPage *self, const char *id);
/* Returns: (transfer none): "" while it is not saved yet, and for single ones. */
const char *console_editor_page_get_id (ConsoleEditorPage *self);
/* Returns: (transfer none) (nullable): NULL before the first load. */
ConsoleForm *console_editor_page_get_form (ConsoleEditorPage *self);
/* Returns: (transfer none) (nullable): the object as the collector gave it last; NULL before, and
 * for a new one. */
JsonObject *console_editor_page_get_answer (ConsoleEditorPage *self);
/* Saves what was changed, and @member, which stands in no field, as @text. */
void console_editor_page_save_with (ConsoleEditorPage *self, const char *member, const char *text);
/* Shows why the collector refused something else that was asked with what the fields hold: at its
 * field, and then @marked in the bar. @within: what stands before the field's name there; "" =
 * nothing. */
void console_editor_page_show_refusal (ConsoleEditorPage *self, const GError *error,
                                       const char *within, const char *marked);
void console_editor_page_clear_refusal (ConsoleEditorPage *self);
/* Asks @question, and removes the object when it is answered so; then goes back. */
void console_editor_page_remove (ConsoleEditorPage *self, const char *question, const char *text);

G_END_DECLS
