/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field for a setting, by its kind. Main thread. */

#include "config.h"
#include "console/pages/settings/setting-row.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/text-row.h"

static const ConsoleWord choice_words[] = {
  { "list", N_ ("List them") },
  { "create", N_ ("Make people") },
  { "true", N_ ("On") },
  { "false", N_ ("Off") },
  { NULL, NULL },
};

static const ConsoleWord lock_words[] = {
  { "ledger", N_ ("Days of the totals begin by it: fixed since the ledger was made.") },
  { "configuration", N_ ("Set by the configuration file or the command line of the service.") },
  { "scope", N_ ("You see a part of the house: an administrator who sees all calls may change this.") },
  { "mask", N_ ("Numbers are hidden from you: an administrator who sees them may change this.") },
  { NULL, NULL },
};

static void
append_part (GString *text, const char *part)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* What it does and takes. The collector's words are translated here: its table is English. */
static char *
dup_help (JsonObject *setting)
{
  const char *help = console_json_text (setting, "help");
  const char *standard = console_json_text (setting, "standard");
  GString *text = g_string_new (*help != '\0' ? _ (help) : "");

  if (console_json_has (setting, "min"))
    {
      g_autofree char *limits = g_strdup_printf (
          /* TRANSLATORS: the least and the greatest value of a setting */
          _ ("from %1$" G_GINT64_FORMAT " to %2$" G_GINT64_FORMAT),
          console_json_int (setting, "min", 0), console_json_int (setting, "max", 0));

      append_part (text, limits);
    }
  if (*standard != '\0')
    {
      /* TRANSLATORS: %s is the value a setting has when nobody sets it */
      g_autofree char *usual = g_strdup_printf (
          _ ("default: %s"),
          g_str_equal (console_json_text (setting, "kind"), "choice")
              ? console_word_of (choice_words, standard)
              : standard);

      append_part (text, usual);
    }
  if (console_json_flag (setting, "needs_restart"))
    append_part (text, _ ("holds after a restart of the service"));
  return g_string_free (text, FALSE);
}

char *
console_setting_row_dup_lock (JsonObject *setting)
{
  const char *fixed_by = console_json_text (setting, "fixed_by");
  const char *help = console_json_text (setting, "help");

  if (*fixed_by == '\0')
    return NULL;
  if (*help == '\0' || g_str_equal (fixed_by, "ledger"))
    return g_strdup (console_word_of (lock_words, fixed_by));
  /* TRANSLATORS: what a setting does, then why it cannot be changed here */
  return g_strdup_printf (C_ ("setting", "%1$s · %2$s"), _ (help),
                          console_word_of (lock_words, fixed_by));
}

/* The members of a form have the names their widgets are built with. */
static ConsoleField *
build (const char *type, const char *key)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  g_autofree char *text = g_markup_printf_escaped (
      "<interface><object class=\"%s\" id=\"%s\"/></interface>", type, key);
  g_autoptr (GError) error = NULL;

  if (!gtk_builder_add_from_string (builder, text, -1, &error))
    {
      g_warning ("setting %s: %s", key, error->message);
      return NULL;
    }
  return CONSOLE_FIELD (g_object_ref (gtk_builder_get_object (builder, key)));
}

static ConsoleField *
make_choice (JsonObject *setting, const char *const *choices, const char *help)
{
  ConsoleField *field = build ("ConsoleChoiceRow", console_json_text (setting, "key"));

  if (field == NULL)
    return NULL;
  for (guint i = 0; choices[i] != NULL; i++)
    console_choice_row_add (CONSOLE_CHOICE_ROW (field), choices[i],
                            console_word_of (choice_words, choices[i]));
  g_object_set (field, "use-markup", FALSE, "subtitle", help, "subtitle-lines", 0, NULL);
  return field;
}

ConsoleField *
console_setting_row_new (JsonObject *setting)
{
  static const char *const switches[] = { "true", "false", NULL };
  const char *kind = console_json_text (setting, "kind");
  const char *title = console_json_text (setting, "title");
  g_auto (GStrv) choices = console_json_dup_texts (console_json_array (setting, "choices"));
  g_autofree char *help = dup_help (setting);
  ConsoleField *field;

  g_type_ensure (CONSOLE_TYPE_CHOICE_ROW);
  g_type_ensure (CONSOLE_TYPE_TEXT_ROW);
  if (g_str_equal (kind, "secret"))
    return NULL;
  if (g_str_equal (kind, "choice"))
    field = make_choice (setting, (const char *const *) choices, help);
  else if (g_str_equal (kind, "bool"))
    field = make_choice (setting, switches, help);
  else
    {
      field = build ("ConsoleTextRow", console_json_text (setting, "key"));
      if (field != NULL)
        g_object_set (field, "hint", help, NULL);
    }
  if (field != NULL)
    g_object_set (field, "use-markup", FALSE, "title",
                  *title != '\0' ? _ (title) : console_json_text (setting, "key"), NULL);
  return field;
}
