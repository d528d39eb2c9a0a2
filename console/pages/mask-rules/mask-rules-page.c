/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mask rules of the company: the most that applies to a viewer and a call holds. Main
 * thread. */

#include "config.h"
#include "console/pages/mask-rules/mask-rules-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/words.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/rule-list.h"
#include "console/widgets/text-row.h"

#define ALL_DIGITS 15 /* a number has no more */

struct _ConsoleMaskRulesPage
{
  ConsoleEditorPage parent_instance;
  ConsoleRuleList *items;
};

G_DEFINE_FINAL_TYPE (ConsoleMaskRulesPage, console_mask_rules_page, CONSOLE_TYPE_EDITOR_PAGE)

static const ConsoleRulePart parts[] = {
  { "masked_digits", N_ ("Last digits hidden"), console_text_row_get_type,
    N_ ("99 hides the whole number") },
  { "role", N_ ("From whom"), console_choice_row_get_type, NULL },
  { "class", N_ ("Of which calls"), console_choice_row_get_type, NULL },
  { "older_than_days", N_ ("When older than (days)"), console_text_row_get_type,
    N_ ("0 = from the first day on") },
  { NULL },
};

static void
set_up (ConsoleField *field, const char *member)
{
  ConsoleChoiceRow *row;

  if (CONSOLE_IS_TEXT_ROW (field))
    {
      g_object_set (field, "kind", CONSOLE_TEXT_ROW_NUMBER, NULL);
      return;
    }
  row = CONSOLE_CHOICE_ROW (field);
  if (g_str_equal (member, "role"))
    {
      console_choice_row_add (row, "", _ ("Everybody"));
      for (const ConsoleWord *word = console_role_words; word->id != NULL; word++)
        console_choice_row_add (row, word->id, _ (word->text));
      return;
    }
  console_choice_row_add (row, "", _ ("All calls"));
  for (guint i = 0; i < TOLL_N_CLASSES; i++)
    if (i != TOLL_CLASS_INTERNAL) /* extensions are never hidden */
      console_choice_row_add (row, toll_class_to_name (i), console_words_class (i));
}

static char *
dup_title (JsonObject *rule)
{
  gint64 digits = console_json_int (rule, "masked_digits", 0);

  if (digits <= 0)
    return g_strdup (_ ("New rule"));
  if (digits >= ALL_DIGITS)
    return g_strdup (_ ("The whole number hidden"));
  /* TRANSLATORS: %d is how many digits at a number's end show as asterisks */
  return g_strdup_printf (ngettext ("Last %d digit hidden", "Last %d digits hidden", digits),
                          (int) digits);
}

/* From whom, of what, and since when. */
static char *
dup_subtitle (JsonObject *rule)
{
  const char *role = console_json_text (rule, "role");
  const char *class_name = console_json_text (rule, "class");
  gint64 days = console_json_int (rule, "older_than_days", 0);
  TollClass dest_class = TOLL_CLASS_UNKNOWN;
  g_autofree char *age = NULL;

  if (days > 0)
    /* TRANSLATORS: of calls; %d is a number */
    age = g_strdup_printf (ngettext ("older than %d day", "older than %d days", days), (int) days);
  return g_strjoin (
      /* TRANSLATORS: between two facts about a rule: Supervisor · International */
      C_ ("facts", " · "),
      *role != '\0' ? console_word_of (console_role_words, role) : _ ("Everybody"),
      toll_class_from_name (class_name, &dest_class) ? console_words_class (dest_class)
                                                     : _ ("All calls"),
      age, NULL);
}

static const ConsoleRuleKind kind = {
  parts,
  N_ ("The last digits of outside numbers show as asterisks. Of all rules that fit, the one that "
      "hides most holds."),
  N_ ("Add Rule"),
  N_ ("Remove rule"),
  N_ ("No rules"),
  N_ ("Numbers show whole, but for digits hidden from single people."),
  set_up,
  dup_title,
  dup_subtitle,
};

static void
console_mask_rules_page_class_init (ConsoleMaskRulesPageClass *klass)
{
  ConsoleEditorPageClass *editor_class = CONSOLE_EDITOR_PAGE_CLASS (klass);

  editor_class->path = "/mask-rules";
  editor_class->is_single = TRUE;
  editor_class->what = "privacy";
  editor_class->failed = N_ ("The rules could not be loaded");

  g_type_ensure (CONSOLE_TYPE_RULE_LIST);
  console_page_class_set_template (CONSOLE_PAGE_CLASS (klass), "mask-rules-page.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ConsoleMaskRulesPage, items);
}

static void
console_mask_rules_page_init (ConsoleMaskRulesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_rule_list_set_kind (self->items, &kind);
}

ConsolePage *
console_mask_rules_page_open (GVariant *parameter)
{
  return g_object_new (CONSOLE_TYPE_MASK_RULES_PAGE, NULL);
}
