/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsoleListRow:
 * One object of a list: a row that tells it in words, and unfolds to change it. A field, with the
 * signals "raise" (it shall come before the one above it) and "remove". Main thread.
 */
#define CONSOLE_TYPE_LIST_ROW (console_list_row_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleListRow, console_list_row, CONSOLE, LIST_ROW, AdwExpanderRow)

/* A member of the object, and the row that edits it. Texts are untranslated. */
typedef struct
{
  const char *member; /* "scope.kind" is "kind" of the object "scope" */
  const char *title;
  GType (*get_type) (void);
  const char *hint; /* for text rows; NULL = none */
  const char *none; /* words for nothing chosen; NULL = has no such words */
} ConsoleListPart;

/* What the objects of a list consist of. Texts are untranslated. */
typedef struct
{
  const ConsoleListPart *parts; /* ends with a member of NULL */
  const char *add;              /* labels */
  const char *remove;
  const char *none;  /* what shows while there are none, and what that means (may be NULL) */
  const char *none_means;
  const char *some_locked; /* what that some are locked means; NULL = what is given as the reason */
  gboolean is_ordered; /* which comes first matters */

  /* Returns: (transfer full): what is in @row now, @object, in words: title, and line under it. */
  char *(*dup_title) (ConsoleListRow *row, JsonObject *object);
  char *(*dup_subtitle) (ConsoleListRow *row, JsonObject *object);
  /* Gives the parts what they need beside their words. May be NULL. */
  void (*set_up) (ConsoleListRow *row);
  /* Lets the parts follow each other. @edited: (nullable): the member somebody edited. May be
   * NULL. */
  void (*follow) (ConsoleListRow *row, const char *edited);
} ConsoleListKind;

/* @kind: static; @data: (nullable): for the kind's functions; borrowed, outlives the row. */
GtkWidget *console_list_row_new (const ConsoleListKind *kind, gpointer data);
gpointer console_list_row_get_data (ConsoleListRow *self);
/* Returns: (transfer none): the row of @member, which is one of the kind's. */
ConsoleField *console_list_row_get_part (ConsoleListRow *self, const char *member);
/* There is one above it. */
void console_list_row_set_can_raise (ConsoleListRow *self, gboolean can);

G_END_DECLS
