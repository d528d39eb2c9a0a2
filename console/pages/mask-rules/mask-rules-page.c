/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mask rules of the company: the most that applies to a viewer and a call holds. Main
 * thread. */

#include "config.h"
#include "console/pages/mask-rules/mask-rules-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/words.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/list-field.h"
#include "console/widgets/text-row.h"

#define ALL_DIGITS 15 /* a number has no more */

struct _ConsoleMaskRulesPage
{
  ConsoleEditorPage parent_instance;
  ConsoleListField *items;
};

G_DEFINE_FINAL_TYPE (ConsoleMaskRulesPage, console_mask_rules_page, CONSOLE_TYPE_EDITOR_PAGE)

static const ConsoleListPart parts[] = {
  { "masked_digits", N_ ("Last digits hidden"), console_text_row_get_type,
    N_ ("99 hides the whole number") },
  { "role", N_ ("From whom"), console_choice_row_get_type },
  { "class", N_ ("Of which calls"), console_choice_row_get_type },
  { "older_than_days", N_ ("When older than (days)"), console_text_row_get_type,
    N_ ("0 = from the first day on") },
  { NULL },
};

static void
set_up (ConsoleListRow *row)
{
  ConsoleChoiceRow *role = CONSOLE_CHOICE_ROW (console_list_row_get_part (row, "role"));
  ConsoleChoiceRow *class = CONSOLE_CHOICE_ROW (console_list_row_get_part (row, "class"));

  g_object_set (console_list_row_get_part (row, "masked_digits"), "kind",
                CONSOLE_TEXT_ROW_NUMBER, NULL);
  g_object_set (console_list_row_get_part (row, "older_than_days"), "kind",
                CONSOLE_TEXT_ROW_NUMBER, NULL);
  console_choice_row_add (role, "", _ ("Everybody"));
  for (const ConsoleWord *word = console_role_words; word->id != NULL; word++)
    console_choice_row_add (role, word->id, _ (word->text));
  console_choice_row_add (class, "", _ ("All calls"));
  for (guint i = 0; i < TOLL_N_CLASSES; i++)
    if (i != TOLL_CLASS_INTERNAL) /* extensions are never hidden */
      console_choice_row_add (class, toll_class_to_name (i), console_words_class (i));
}

static char *
dup_title (ConsoleListRow *row, JsonObject *rule)
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
dup_subtitle (ConsoleListRow *row, JsonObject *rule)
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

static const ConsoleListKind kind = {
  .parts = parts,
  .add = N_ ("Add Rule"),
  .remove = N_ ("Remove rule"),
  .none = N_ ("No rules"),
  .none_means = N_ ("Numbers show whole, but for digits hidden from single people."),
  .dup_title = dup_title,
  .dup_subtitle = dup_subtitle,
  .set_up = set_up,
};

static void
console_mask_rules_page_class_init (ConsoleMaskRulesPageClass *klass)
{
  ConsoleEditorPageClass *editor_class = CONSOLE_EDITOR_PAGE_CLASS (klass);

  editor_class->path = "/mask-rules";
  editor_class->is_single = TRUE;
  editor_class->what = "privacy";
  editor_class->failed = N_ ("The Rules Could Not Be Loaded");

  g_type_ensure (CONSOLE_TYPE_LIST_FIELD);
  console_page_class_set_template (CONSOLE_PAGE_CLASS (klass), "mask-rules-page.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ConsoleMaskRulesPage, items);
}

static void
console_mask_rules_page_init (ConsoleMaskRulesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_list_field_set_kind (self->items, &kind, NULL, NULL);
}

ConsolePage *
console_mask_rules_page_open (GVariant *parameter)
{
  return g_object_new (CONSOLE_TYPE_MASK_RULES_PAGE, NULL);
}
