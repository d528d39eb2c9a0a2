/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The access log in words, by tables. What the collector may add later shows as it stands there.
 * Main thread. */

#include "config.h"
#include "console/models/log-words.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/person-words.h"
#include "shared/model/access-words.h"

#define CHANGE "change="

/* What stands before a value, by the name of a parameter or of a member of "filter". */
static const ConsoleWord fact_words[] = {
  { "added", N_ ("added") },
  { "after", N_ ("older than entry") },
  { "calls", N_ ("newest calls") },
  { "classes", N_ ("class") },
  { "cost_centre", N_ ("cost centre") },
  { "department", N_ ("department") },
  { "departments", N_ ("department") },
  { "directions", N_ ("direction") },
  { "disabled", N_ ("disabled") },
  { "extensions", N_ ("extension") },
  { "format", N_ ("format") },
  { "from_ms", N_ ("from") },
  { "incoming_free_detail", N_ ("numbers of free incoming calls") },
  { "individual_reports", N_ ("reports on single people") },
  { "preset", N_ ("preset") },
  { "purpose_required", N_ ("purpose required") },
  { "retention_days", N_ ("days agreed to keep") },
  { "gateways", N_ ("gateway") },
  { "limit", N_ ("at most") },
  { "location", N_ ("office location") },
  { "masked_digits", N_ ("digits hidden") },
  { "moved_from_ms", N_ ("moved from") },
  { "number", N_ ("number") },
  { "outcomes", N_ ("outcome") },
  { "person", N_ ("person") },
  { "private", N_ ("private") },
  { "q", N_ ("searched for") },
  { "rating_states", N_ ("price") },
  { "relative", N_ ("period") },
  { "removed", N_ ("removed") },
  { "report", N_ ("report") },
  { "role", N_ ("role") },
  { "rules", N_ ("rules") },
  { "same_number_as", N_ ("same number as call") },
  { "schedule", N_ ("schedule") },
  { "scope", N_ ("calls of") },
  { "to", N_ ("sent to") },
  { "to_ms", N_ ("until") },
  { "user", N_ ("who looked") },
  { NULL, NULL },
};

static const ConsoleWord whole_words[] = {
  { "counted=true", N_ ("as figures count") },
  { "mine=true", N_ ("one's own") },
  { "scope=all", N_ ("calls of all") },
  { "scope=own", N_ ("own calls") },
  { "mine=false", N_ ("all that may be seen") },
  { "up=true", N_ ("up at some time then") },
  { "relative=today", N_ ("today") },
  { "relative=yesterday", N_ ("yesterday") },
  { "relative=last_7_days", N_ ("last 7 days") },
  { "relative=last_30_days", N_ ("last 30 days") },
  { "relative=this_month", N_ ("this month") },
  { "relative=last_month", N_ ("last month") },
  { "relative=this_year", N_ ("this year") },
  { NULL, NULL },
};

const char *
console_log_words_action (JsonObject *entry)
{
  return _ (toll_access_action_to_words (console_json_text (entry, "action")));
}

char *
console_log_words_dup_names (JsonObject *entry, guint max)
{
  g_auto (GStrv) names = console_json_dup_texts (console_json_array (entry, "names"));
  GString *text = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL && i < max; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", names[i]);
  return g_string_free (text, FALSE);
}

/* The kind, then names. */
static const ConsoleWord scope_words[] = {
  { "departments", N_ ("departments") },
  { "cost_centres", N_ ("cost centres") },
  { "locations", N_ ("office locations") },
  { NULL, NULL },
};

static char *
dup_scope (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, " ", 2);

  return g_strjoin (" ", parts[0] != NULL ? console_word_of (scope_words, parts[0]) : "",
                    parts[0] != NULL ? parts[1] : NULL, NULL);
}

static char *
dup_value (const char *name, const char *value, GTimeZone *zone)
{
  gint64 ms = 0;

  if (g_str_equal (name, "scope"))
    return dup_scope (value);
  if (g_str_has_suffix (name, "_ms") &&
      g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, &ms, NULL))
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (ms / 1000);
      g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

      if (local != NULL)
        return g_date_time_format (local, "%x %H:%M");
    }
  return g_strdup (value);
}

static void
add_fact (GString *out, const char *name, const char *value, GTimeZone *zone)
{
  g_autofree char *whole = g_strconcat (name, "=", value, NULL);
  const char *words = console_word_of (whole_words, whole);
  g_autofree char *shown = dup_value (name, value, zone);

  if (out->len > 0)
    g_string_append (out, " · ");
  if (words != whole)
    g_string_append (out, words);
  else
    /* TRANSLATORS: what a list was narrowed by, then to what: "extension: 731" */
    g_string_append_printf (out, C_ ("fact", "%s: %s"), console_word_of (fact_words, name), shown);
}

static void add_members (GString *out, JsonObject *object, GTimeZone *zone);

static void
add_member (GString *out, JsonObject *object, const char *name, GTimeZone *zone)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autofree char *shown = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    add_members (out, json_node_get_object (node), zone);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      g_auto (GStrv) texts = console_json_dup_texts (json_node_get_array (node));
      g_autofree char *joined = g_strjoinv (", ", texts);

      add_fact (out, name, joined, zone);
    }
  else
    {
      shown = console_json_dup_shown (object, name);
      add_fact (out, name, shown, zone);
    }
}

static void
add_members (GString *out, JsonObject *object, GTimeZone *zone)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *at = names; at != NULL; at = at->next)
    add_member (out, object, at->data, zone);
}

/* A value ends where the next name begins, as it may hold spaces. */
static const char *
find_end (const char *value)
{
  for (const char *p = strchr (value, ' '); p != NULL; p = strchr (p + 1, ' '))
    {
      gsize length = strspn (p + 1, "abcdefghijklmnopqrstuvwxyz_");

      if (length > 0 && p[1 + length] == '=')
        return p;
    }
  return value + strlen (value);
}

static void
add_parameter (GString *out, const char *name, const char *value, GTimeZone *zone)
{
  g_autoptr (JsonObject) object =
      *value == '{' ? console_json_parse (value, strlen (value), NULL) : NULL;

  if (object != NULL)
    add_members (out, object, zone);
  else
    add_fact (out, name, value, zone);
}

char *
console_log_words_dup_filter (JsonObject *entry, GTimeZone *zone)
{
  const char *text = console_json_text (entry, "filter");
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize length = strcspn (text, "= ,");
      g_autofree char *name = g_strndup (text, length);
      const char *end;
      g_autofree char *value = NULL;

      if (g_str_has_prefix (text, CHANGE)) /* what follows says itself what it is */
        {
          text += strlen (CHANGE);
          continue;
        }
      if (text[length] != '=') /* a member that was changed, or a sentence: as it stands there */
        {
          gboolean goes_on = g_str_has_prefix (text + length, ", ");

          g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", goes_on ? name : text);
          if (!goes_on)
            break;
          text += length + strlen (", ");
          continue;
        }
      end = find_end (text + length + 1);
      value = g_strndup (text + length + 1, end - (text + length + 1));
      if (g_str_has_suffix (value, ",")) /* another member follows */
        value[strlen (value) - 1] = '\0';
      add_parameter (out, name, value, zone);
      text = *end == ' ' ? end + 1 : end;
    }
  return g_string_free (out, FALSE);
}
