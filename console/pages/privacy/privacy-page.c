/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Privacy: a country's preset and the switches beside it. Main thread. */

#include "config.h"
#include "console/pages/privacy/privacy-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/person-words.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/switch-row.h"
#include "console/widgets/text-row.h"

struct _ConsolePrivacyPage
{
  ConsoleEditorPage parent_instance;
  ConsoleChoiceRow *preset;
  gboolean has_presets;
};

G_DEFINE_FINAL_TYPE (ConsolePrivacyPage, console_privacy_page, CONSOLE_TYPE_EDITOR_PAGE)

static const ConsoleWord preset_words[] = {
  { "none", N_ ("None") },
  { "DE", N_ ("Germany") },
  { "IT", N_ ("Italy") },
  { NULL, NULL },
};

/* Those the collector has, before one of them is chosen. */
static JsonObject *
console_privacy_page_dup_fields (ConsoleEditorPage *page, JsonObject *answer)
{
  ConsolePrivacyPage *self = CONSOLE_PRIVACY_PAGE (page);
  g_auto (GStrv) presets = console_json_dup_texts (console_json_array (answer, "presets"));

  for (guint i = 0; !self->has_presets && presets[i] != NULL; i++)
    console_choice_row_add (self->preset, presets[i], console_word_of (preset_words, presets[i]));
  self->has_presets = TRUE;
  return json_object_ref (answer);
}

static void
console_privacy_page_class_init (ConsolePrivacyPageClass *klass)
{
  ConsoleEditorPageClass *editor_class = CONSOLE_EDITOR_PAGE_CLASS (klass);

  editor_class->path = "/privacy";
  editor_class->is_single = TRUE;
  editor_class->what = "privacy";
  editor_class->failed = N_ ("The privacy settings could not be loaded");
  editor_class->dup_fields = console_privacy_page_dup_fields;

  g_type_ensure (CONSOLE_TYPE_CHOICE_ROW);
  g_type_ensure (CONSOLE_TYPE_SWITCH_ROW);
  g_type_ensure (CONSOLE_TYPE_TEXT_ROW);
  console_page_class_set_template (CONSOLE_PAGE_CLASS (klass), "privacy-page.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ConsolePrivacyPage, preset);
}

static void
console_privacy_page_init (ConsolePrivacyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ConsolePage *
console_privacy_page_open (GVariant *parameter)
{
  return g_object_new (CONSOLE_TYPE_PRIVACY_PAGE, NULL);
}
