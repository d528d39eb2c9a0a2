/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the members of a group may do, and whose calls a supervisor of it sees. Main thread. */

#include "config.h"
#include "console/pages/ldap/ldap-rules.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/person-words.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/text-row.h"

static const ConsoleListPart parts[] = {
  { "group", N_ ("Group"), console_text_row_get_type,
    .hint = N_ ("Its name in full: CN=Heads,OU=Groups,DC=example") },
  { "role", N_ ("Role"), console_choice_row_get_type },
  { "scope.kind", N_ ("Sees the calls of"), console_choice_row_get_type },
  { "scope.names", N_ ("Which"), console_text_row_get_type,
    .hint = N_ ("Several with semicolons; empty: the person's own") },
  { NULL },
};

static void
set_up (ConsoleListRow *row)
{
  console_choice_row_set_words (CONSOLE_CHOICE_ROW (console_list_row_get_part (row, "role")),
                                console_role_words);
  console_choice_row_set_words (
      CONSOLE_CHOICE_ROW (console_list_row_get_part (row, "scope.kind")), console_scope_words);
  g_object_set (console_list_row_get_part (row, "scope.names"), "kind", CONSOLE_TEXT_ROW_LIST,
                NULL);
}

/* Of "CN=Heads,OU=Groups,…" the name alone, as people know it. */
static char *
dup_title (ConsoleListRow *row, JsonObject *rule)
{
  const char *group = console_json_text (rule, "group");
  const char *start = strchr (group, '=');
  gsize length;

  if (*group == '\0')
    return g_strdup (_ ("New rule"));
  start = start != NULL ? start + 1 : group;
  length = strcspn (start, ",");
  return length > 0 ? g_strndup (start, length) : g_strdup (group);
}

static char *
dup_subtitle (ConsoleListRow *row, JsonObject *rule)
{
  return g_strdup (console_word_of (console_role_words, console_json_text (rule, "role")));
}

/* Only supervisors are told whose calls they see: others see their own, or all. */
static void
follow (ConsoleListRow *row, const char *edited)
{
  ConsoleField *kind = console_list_row_get_part (row, "scope.kind");
  const char *role =
      console_choice_row_get_chosen (CONSOLE_CHOICE_ROW (console_list_row_get_part (row, "role")));
  gboolean is_supervisor = g_str_equal (role, "supervisor");
  const char *seen;

  if (g_strcmp0 (edited, "role") == 0)
    {
      g_autoptr (JsonNode) usual = json_node_init_string (
          json_node_alloc (), is_supervisor                           ? "departments"
                              : g_str_equal (role, "administrator") ? "all"
                                                                      : "own");

      console_field_set_value (kind, usual);
    }
  seen = console_choice_row_get_chosen (CONSOLE_CHOICE_ROW (kind));
  gtk_widget_set_visible (GTK_WIDGET (kind), is_supervisor);
  gtk_widget_set_visible (GTK_WIDGET (console_list_row_get_part (row, "scope.names")),
                          is_supervisor && !g_str_equal (seen, "own")
                              && !g_str_equal (seen, "all"));
}

const ConsoleListKind console_ldap_rules = {
  .parts = parts,
  .add = N_ ("Add Rule"),
  .remove = N_ ("Remove rule"),
  .none = N_ ("No rules: roles are given by hand"),
  .is_ordered = TRUE,
  .dup_title = dup_title,
  .dup_subtitle = dup_subtitle,
  .set_up = set_up,
  .follow = follow,
};
