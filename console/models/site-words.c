/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a number is understood, in words. Main thread. */

#include "config.h"
#include "console/models/site-words.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/words.h"

const ConsoleWord console_device_kind_words[] = {
  { "unknown", N_ ("Not told yet") },
  { "gateway", N_ ("Gateway") },
  { "phone", N_ ("Phone") },
  { "bridge", N_ ("Conference bridge") },
  { "voicemail", N_ ("Voicemail") },
  { NULL, NULL },
};

/* Sentences of kinds that need nothing put in. */
static const ConsoleWord kind_sentences[] = {
  { "withheld", N_ ("A number that the caller keeps back.") },
  { "unknown", N_ ("No plan has such a number; it is shown as it stands.") },
  { "short_code", N_ ("A short code, kept as dialled.") },
  { NULL, NULL },
};

char *
console_site_words_dup_number (JsonObject *answer)
{
  return g_strdup_printf ("\xe2\x81\xa6%s\xe2\x81\xa9", console_json_text (answer, "shown"));
}

static void
append_part (GString *text, const char *part)
{
  if (*part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

char *
console_site_words_dup_place (JsonObject *answer)
{
  GString *text = g_string_new (NULL);
  TollClass dest_class = TOLL_CLASS_UNKNOWN;

  append_part (text, console_json_text (answer, "nation_name"));
  append_part (text, console_json_text (answer, "area"));
  if (toll_class_from_name (console_json_text (answer, "class"), &dest_class)
      && dest_class != TOLL_CLASS_UNKNOWN)
    append_part (text, console_words_class (dest_class));
  append_part (text, console_json_text (answer, "operator"));
  return g_string_free (text, FALSE);
}

static char *
dup_change (const char *removed, const char *added)
{
  if (*removed != '\0' && *added != '\0')
    /* TRANSLATORS: both are digits at the front of a number */
    return g_strdup_printf (_ ("%1$s in front is left out, %2$s is put there."), removed, added);
  if (*removed != '\0')
    /* TRANSLATORS: %s is digits at the front of a number */
    return g_strdup_printf (_ ("%s in front is left out."), removed);
  if (*added != '\0')
    /* TRANSLATORS: %s is digits at the front of a number */
    return g_strdup_printf (_ ("%s is put in front."), added);
  return g_strdup (_ ("The number is complete as it stands."));
}

char *
console_site_words_dup_explanation (JsonObject *answer)
{
  const char *kind = console_json_text (answer, "kind");

  if (g_str_equal (kind, "number"))
    return dup_change (console_json_text (answer, "removed"), console_json_text (answer, "added"));
  if (g_str_equal (kind, "extension"))
    /* TRANSLATORS: %s is the name of a site */
    return g_strdup_printf (_ ("An extension of %s."), console_json_text (answer, "site"));
  if (g_str_equal (kind, "emergency"))
    /* TRANSLATORS: %s is a nation */
    return g_strdup_printf (_ ("An emergency number of %s, kept as dialled."),
                            console_json_text (answer, "nation_name"));
  for (const ConsoleWord *word = kind_sentences; word->id != NULL; word++)
    if (g_str_equal (word->id, kind))
      return g_strdup (_ (word->text));
  return g_strdup (console_json_text (answer, "explanation"));
}
