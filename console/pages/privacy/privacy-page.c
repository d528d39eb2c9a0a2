/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Privacy: a country's preset and the switches beside it. Main thread. */

#include "config.h"
#include "console/pages/privacy/privacy-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/person-words.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/format.h"
#include "console/widgets/switch-row.h"
#include "console/widgets/text-row.h"
#include "shared/base/clock.h"

struct _ConsolePrivacyPage
{
  ConsoleEditorPage parent_instance;
  ConsoleChoiceRow *preset;
  AdwExpanderRow *unmasked;
  ConsoleTextRow *notice;
  GPtrArray *names; /* borrowed rows of @unmasked */
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
add_name (ConsolePrivacyPage *self, const char *name)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name, NULL);

  g_ptr_array_add (self->names, row);
  adw_expander_row_add_row (self->unmasked, row);
}

/* By user name, as they sign in. */
static void
show_unmasked (ConsolePrivacyPage *self, JsonArray *names)
{
  guint n_names = console_json_length (names);
  g_auto (GStrv) texts = console_json_dup_texts (names);
  g_autofree char *figure = console_format_count (n_names);
  g_autofree char *text = NULL;

  while (self->names->len > 0)
    adw_expander_row_remove (self->unmasked,
                             g_ptr_array_steal_index (self->names, self->names->len - 1));
  for (guint i = 0; texts[i] != NULL; i++)
    add_name (self, texts[i]);
  /* TRANSLATORS: %s is a number */
  text = g_strdup_printf (ngettext ("%s account; private calls are hidden from it too",
                                    "%s accounts; private calls are hidden from them too",
                                    n_names),
                          figure);
  adw_expander_row_set_subtitle (self->unmasked, n_names > 0 ? text : _ ("Nobody"));
  adw_expander_row_set_enable_expansion (self->unmasked, n_names > 0);
}

/* What employees are told counts from the day on which it was put. */
static void
show_notice_day (ConsolePrivacyPage *self, JsonObject *answer)
{
  GTimeZone *zone = console_session_get_zone (console_page_get_session (CONSOLE_PAGE (self)));
  gint64 notice_ms = console_json_int (answer, "notice_ms", 0);
  g_autofree char *day = console_format_day_in_sentence (notice_ms, toll_clock_now_ms (NULL), zone);
  /* TRANSLATORS: of a notice to employees; %s is a day */
  g_autofree char *text = g_strdup_printf (_ ("In this wording since %s"), day);

  g_object_set (self->notice, "hint",
                notice_ms > 0 ? text
                              : _ ("What everybody is told about how calls are recorded and used"),
                NULL);
}

static void
console_privacy_page_show (ConsoleEditorPage *page, JsonObject *answer)
{
  ConsolePrivacyPage *self = CONSOLE_PRIVACY_PAGE (page);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->preset),
                               console_json_flag (answer, "preset_changed")
                                   ? _ ("Adjusted since: something of it is otherwise now") : "");
  show_unmasked (self, console_json_array (answer, "may_unmask"));
  show_notice_day (self, answer);
}

/* Rules, and people's digits, decide who is in the list. */
static void
console_privacy_page_changed (ConsolePage *page, const char *what, JsonObject *object)
{
  if (g_str_equal (what, "privacy") || g_str_equal (what, "person"))
    console_page_refresh (page);
}

static void
console_privacy_page_finalize (GObject *object)
{
  g_ptr_array_unref (CONSOLE_PRIVACY_PAGE (object)->names);
  G_OBJECT_CLASS (console_privacy_page_parent_class)->finalize (object);
}

static void
console_privacy_page_class_init (ConsolePrivacyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsoleEditorPageClass *editor_class = CONSOLE_EDITOR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_privacy_page_finalize;
  CONSOLE_PAGE_CLASS (klass)->changed = console_privacy_page_changed;
  editor_class->path = "/privacy";
  editor_class->is_single = TRUE;
  editor_class->what = "privacy";
  editor_class->failed = N_ ("The Privacy Settings Could Not Be Loaded");
  editor_class->dup_fields = console_privacy_page_dup_fields;
  editor_class->show = console_privacy_page_show;

  g_type_ensure (CONSOLE_TYPE_CHOICE_ROW);
  g_type_ensure (CONSOLE_TYPE_SWITCH_ROW);
  g_type_ensure (CONSOLE_TYPE_TEXT_ROW);
  console_page_class_set_template (CONSOLE_PAGE_CLASS (klass), "privacy-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsolePrivacyPage, preset);
  gtk_widget_class_bind_template_child (widget_class, ConsolePrivacyPage, unmasked);
  gtk_widget_class_bind_template_child (widget_class, ConsolePrivacyPage, notice);
}

static void
console_privacy_page_init (ConsolePrivacyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->names = g_ptr_array_new ();
}

ConsolePage *
console_privacy_page_open (GVariant *parameter)
{
  return g_object_new (CONSOLE_TYPE_PRIVACY_PAGE, NULL);
}
