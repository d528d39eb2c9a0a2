/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes calls private for everybody; one's own contacts stand in one's profile. Main
 * thread. */

#include "config.h"
#include "console/pages/private-rules/private-rules-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/format.h"
#include "console/widgets/list-field.h"
#include "console/widgets/text-row.h"

struct _ConsolePrivateRulesPage
{
  ConsoleEditorPage parent_instance;
  ConsoleListField *items;
};

G_DEFINE_FINAL_TYPE (ConsolePrivateRulesPage, console_private_rules_page,
                     CONSOLE_TYPE_EDITOR_PAGE)

static const ConsoleListPart parts[] = {
  { "kind", N_ ("What makes a call private"), console_choice_row_get_type },
  { "value", N_ ("Digits or code"), console_text_row_get_type },
  { NULL },
};

static const ConsoleWord kind_words[] = {
  { "prefix", N_ ("Dialled with a prefix") },
  { "code", N_ ("Authorisation or matter code") },
  { "contact", N_ ("Number of a contact") },
  { NULL, NULL },
};

static void
set_up (ConsoleListRow *row)
{
  console_choice_row_set_words (CONSOLE_CHOICE_ROW (console_list_row_get_part (row, "kind")),
                                kind_words);
}

static char *
dup_title (ConsoleListRow *row, JsonObject *rule)
{
  const char *value = console_json_text (rule, "value");

  return *value != '\0' ? console_format_left_to_right (g_strdup (value))
                        : g_strdup (_ ("New rule"));
}

static char *
dup_subtitle (ConsoleListRow *row, JsonObject *rule)
{
  return g_strdup (console_word_of (kind_words, console_json_text (rule, "kind")));
}

static const ConsoleListKind kind = {
  .parts = parts,
  .add = N_ ("Add Rule"),
  .remove = N_ ("Remove rule"),
  .none = N_ ("No rules"),
  .none_means = N_ ("Calls are private only by their owner’s word or contacts."),
  .dup_title = dup_title,
  .dup_subtitle = dup_subtitle,
  .set_up = set_up,
};

static void
console_private_rules_page_class_init (ConsolePrivateRulesPageClass *klass)
{
  ConsoleEditorPageClass *editor_class = CONSOLE_EDITOR_PAGE_CLASS (klass);

  editor_class->path = "/private-rules";
  editor_class->is_single = TRUE;
  editor_class->what = "privacy";
  editor_class->failed = N_ ("The Rules Could Not Be Loaded");

  g_type_ensure (CONSOLE_TYPE_LIST_FIELD);
  console_page_class_set_template (CONSOLE_PAGE_CLASS (klass), "private-rules-page.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ConsolePrivateRulesPage, items);
}

static void
console_private_rules_page_init (ConsolePrivateRulesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_list_field_set_kind (self->items, &kind, NULL, NULL);
}

ConsolePage *
console_private_rules_page_open (GVariant *parameter)
{
  return g_object_new (CONSOLE_TYPE_PRIVATE_RULES_PAGE, NULL);
}
