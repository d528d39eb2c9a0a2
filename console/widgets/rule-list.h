/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* One part of a rule: a member of its object, and the row that edits it. */
typedef struct
{
  const char *member;
  const char *title; /* untranslated */
  GType (*get_type) (void);
  const char *hint; /* untranslated; for text rows; NULL = none */
} ConsoleRulePart;

/* What rules of a kind consist of. Texts are untranslated. */
typedef struct
{
  const ConsoleRulePart *parts; /* ends with a member of NULL */
  const char *about;            /* what they do together */
  const char *add;              /* labels */
  const char *remove;
  const char *none; /* what shows while there are none, and what that means */
  const char *none_means;
  /* Gives the field its choices, where it has some. May be NULL. */
  void (*set_up) (ConsoleField *field, const char *member);
  /* Returns: (transfer full): a rule in words: the title of its row, and the line under it. */
  char *(*dup_title) (JsonObject *rule);
  char *(*dup_subtitle) (JsonObject *rule);
} ConsoleRuleKind;

/* ConsoleRuleList:
 * A field that holds a list of objects, each of the same few members: rules to add, change and
 * remove. Choices of nothing and empty numbers are null. Main thread.
 */
#define CONSOLE_TYPE_RULE_LIST (console_rule_list_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleRuleList, console_rule_list, CONSOLE, RULE_LIST, AdwPreferencesGroup)

/* @kind: static; before the first value. */
void console_rule_list_set_kind (ConsoleRuleList *self, const ConsoleRuleKind *kind);

G_END_DECLS
