/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory's codes in words, by tables. Main thread. */

#include "config.h"
#include "console/models/person-words.h"

#include <glib/gi18n.h>

#include "console/client/json.h"

const ConsoleWord console_role_words[] = {
  { "user", N_ ("User") },
  { "supervisor", N_ ("Supervisor") },
  { "administrator", N_ ("Administrator") },
  { NULL, NULL },
};

const ConsoleWord console_scope_words[] = {
  { "own", N_ ("Only the own calls") },
  { "departments", N_ ("Departments") },
  { "cost_centres", N_ ("Cost centres") },
  { "locations", N_ ("Locations") },
  { "all", N_ ("All calls") },
  { NULL, NULL },
};

const ConsoleWord console_source_words[] = {
  { "manual", N_ ("By hand") },
  { "csv", N_ ("CSV file") },
  { "ldap", N_ ("Directory server") },
  { "automatic", N_ ("From calls") },
  { NULL, NULL },
};

const ConsoleWord console_line_kind_words[] = {
  { "extension", N_ ("Extension") },
  { "alias", N_ ("Alias or direct number") },
  { "voicemail", N_ ("Voicemail") },
  { "fax", N_ ("Fax") },
  { NULL, NULL },
};

const ConsoleWord console_language_words[] = {
  { "en", N_ ("English") }, { "de", N_ ("German") },  { "fr", N_ ("French") },
  { "es", N_ ("Spanish") }, { "it", N_ ("Italian") }, { "ar", N_ ("Arabic") },
  { NULL, NULL },
};

static const ConsoleWord source_icons[] = {
  { "manual", "document-edit-symbolic" },
  { "csv", "x-office-spreadsheet-symbolic" },
  { "ldap", "network-server-symbolic" },
  { "automatic", "call-start-symbolic" },
  { NULL, NULL },
};

static const ConsoleWord *
lookup (const ConsoleWord *words, const char *id)
{
  for (; words->id != NULL; words++)
    if (g_strcmp0 (words->id, id) == 0)
      return words;
  return NULL;
}

const char *
console_word_of (const ConsoleWord *words, const char *id)
{
  const ConsoleWord *word = lookup (words, id);

  return word != NULL ? _ (word->text) : id;
}

char *
console_custom_field_dup_title (JsonArray *titles, guint index)
{
  JsonNode *title =
      index < console_json_length (titles) ? json_array_get_element (titles, index) : NULL;
  const char *text =
      title != NULL && JSON_NODE_HOLDS_VALUE (title)
              && json_node_get_value_type (title) == G_TYPE_STRING
          ? json_node_get_string (title)
          : "";

  if (*text != '\0')
    return g_strdup (text);
  /* TRANSLATORS: %u is a number from 1 to 10: a field that has no name of its own */
  return g_strdup_printf (_ ("Custom field %u"), index + 1);
}

const char *
console_source_icon (const char *source)
{
  const ConsoleWord *word = lookup (source_icons, source);

  return word != NULL ? word->text : "avatar-default-symbolic";
}
