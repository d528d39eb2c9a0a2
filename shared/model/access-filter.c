/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the access log keeps of a question, in words, by tables. What a later version adds shows as
 * it stands there. Pure.
 */
#include "config.h"

#include "shared/model/access-filter.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/wire/json-read.h"

#define CHANGE "change="

/* What a word of the log is called. */
typedef struct
{
  const char *id; /* NULL ends a table */
  const char *title; /* untranslated */
} Word;

/* What stands before a value, by the name of a parameter or of a member of "filter". */
static const Word fact_words[] = {
  { "added", N_ ("added") },
  { "after", N_ ("older than entry") },
  { "calls", N_ ("newest calls") },
  { "chart", N_ ("chart") },
  { "classes", N_ ("class") },
  { "compare", N_ ("compared with") },
  { "cost_centre", N_ ("cost centre") },
  { "department", N_ ("department") },
  { "departments", N_ ("department") },
  { "directions", N_ ("direction") },
  { "disabled", N_ ("disabled") },
  { "extensions", N_ ("extension") },
  { "fields", N_ ("columns") },
  { "format", N_ ("format") },
  { "from_ms", N_ ("from") },
  { "incoming_free_detail", N_ ("numbers of free incoming calls") },
  { "individual_reports", N_ ("reports on single people") },
  { "preset", N_ ("preset") },
  { "purpose_required", N_ ("purpose required") },
  { "retention_days", N_ ("days agreed to keep") },
  { "gateways", N_ ("gateway") },
  { "group_by", N_ ("grouped by") },
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
  { "section", N_ ("in sections by") },
  { "sort", N_ ("sorted by") },
  { "to", N_ ("sent to") },
  { "to_ms", N_ ("until") },
  { "traffic", N_ ("traffic") },
  { "user", N_ ("who looked") },
  { "zone", N_ ("time zone") },
  { NULL, NULL },
};

static const Word whole_words[] = {
  { "counted=true", N_ ("as figures count") },
  { "mine=true", N_ ("one's own") },
  { "scope=all", N_ ("calls of all") },
  { "scope=own", N_ ("own calls") },
  { "mine=false", N_ ("all that may be seen") },
  { "dashboard=true", N_ ("with the dashboard") },
  { "dashboard=false", N_ ("without the dashboard") },
  { "up=true", N_ ("up at some time then") },
  { "relative=today", N_ ("today") },
  { "relative=yesterday", N_ ("yesterday") },
  { "relative=last_7_days", N_ ("last 7 days") },
  { "relative=last_30_days", N_ ("last 30 days") },
  { "relative=this_month", N_ ("this month") },
  { "relative=last_month", N_ ("last month") },
  { "relative=this_year", N_ ("this year") },
  { "compare=before", N_ ("beside the period before") },
  { "compare=year_before", N_ ("beside the year before") },
  { NULL, NULL },
};

/* The kind, then names. */
static const Word scope_words[] = {
  { "departments", N_ ("departments") },
  { "cost_centres", N_ ("cost centres") },
  { "locations", N_ ("office locations") },
  { NULL, NULL },
};

/* An answer on its way. */
typedef struct
{
  const TollAccessReader *reader;
  GString *out;
} Telling;

static const char *
find_word (const Word *words, const char *id)
{
  for (; words->id != NULL; words++)
    if (strcmp (words->id, id) == 0)
      return words->title;
  return NULL;
}

static const char *say (const Telling *telling, const char *words) G_GNUC_FORMAT (2);

static const char *
say (const Telling *telling, const char *words)
{
  return telling->reader->translate (words, telling->reader->data);
}

/* The word for @id, or @id. */
static const char *
say_word (const Telling *telling, const Word *words, const char *id)
{
  const char *title = find_word (words, id);

  return title != NULL ? say (telling, title) : id;
}

static char *
dup_scope (const Telling *telling, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, " ", 2);

  return g_strjoin (" ", parts[0] != NULL ? say_word (telling, scope_words, parts[0]) : "",
                    parts[0] != NULL ? parts[1] : NULL, NULL);
}

static char *
dup_value (const Telling *telling, const char *name, const char *value)
{
  gint64 ms = 0;

  if (strcmp (name, "scope") == 0)
    return dup_scope (telling, value);
  if (g_str_has_suffix (name, "_ms")
      && g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, &ms, NULL))
    return telling->reader->dup_instant (ms, telling->reader->data);
  return g_strdup (value);
}

static void
add_text (Telling *telling, const char *text)
{
  g_string_append_printf (telling->out, "%s%s", telling->out->len > 0 ? " · " : "", text);
}

/* @shown: a value as people read it. */
static void
add_pair (Telling *telling, const char *name, const char *shown)
{
  g_autofree char *fact
      /* TRANSLATORS: what a list was narrowed by, then to what: "extension: 731" */
      = g_strdup_printf (say (telling, N_ ("%s: %s")), say_word (telling, fact_words, name),
                         shown);

  add_text (telling, fact);
}

static void
add_fact (Telling *telling, const char *name, const char *value)
{
  g_autofree char *whole = g_strconcat (name, "=", value, NULL);
  const char *words = find_word (whole_words, whole);
  g_autofree char *shown = dup_value (telling, name, value);

  if (words != NULL)
    add_text (telling, say (telling, words));
  else
    add_pair (telling, name, shown);
}

static char *
dup_plain (const TollJsonValue *value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  switch (toll_json_value_get_kind (value))
    {
    case TOLL_JSON_TEXT:
      return g_strdup (toll_json_value_get_text (value));
    case TOLL_JSON_INT:
      return g_strdup_printf ("%" G_GINT64_FORMAT, toll_json_value_get_int (value));
    case TOLL_JSON_REAL:
      return g_strdup (g_ascii_dtostr (number, sizeof number, toll_json_value_get_real (value)));
    case TOLL_JSON_BOOL:
      return g_strdup (toll_json_value_get_bool (value) ? "true" : "false");
    default:
      return g_strdup ("");
    }
}

static char *
dup_list (const TollJsonValue *array)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < toll_json_value_get_length (array); i++)
    {
      g_autofree char *item = dup_plain (toll_json_value_get_element (array, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", item);
    }
  return g_string_free (text, FALSE);
}

/* A restriction: "number: starts +39"; of one that says "is" the value is enough. */
static void
add_test (Telling *telling, const TollJsonValue *test)
{
  const char *field = toll_json_value_get_text (toll_json_value_get_member (test, "field"));
  const char *op = toll_json_value_get_text (toll_json_value_get_member (test, "op"));
  const TollJsonValue *value = toll_json_value_get_member (test, "value");
  gboolean is_list = toll_json_value_get_kind (value) == TOLL_JSON_ARRAY;
  gboolean is_plain = *op == '\0' || strcmp (op, "is") == 0 || strcmp (op, "in") == 0;
  g_autofree char *shown = is_list ? dup_list (value) : dup_plain (value);
  g_autofree char *words = g_strdelimit (g_strdup (op), "_", ' ');
  g_autofree char *all = is_plain ? g_strdup (shown)
                                  : g_strstrip (g_strconcat (words, " ", shown, NULL));

  add_pair (telling, field, all);
}

static void add_member (const char *name, const TollJsonValue *value, gpointer data);

static void
add_object (Telling *telling, const TollJsonValue *object)
{
  const TollJsonValue *field = toll_json_value_get_member (object, "field");

  if (toll_json_value_get_kind (field) == TOLL_JSON_TEXT)
    add_test (telling, object);
  else
    toll_json_value_visit (object, add_member, telling);
}

static void
add_member (const char *name, const TollJsonValue *value, gpointer data)
{
  Telling *telling = data;
  TollJsonKind kind = toll_json_value_get_kind (value);
  g_autofree char *shown = NULL;

  if (kind == TOLL_JSON_OBJECT)
    {
      add_object (telling, value);
      return;
    }
  if (kind == TOLL_JSON_ARRAY
      && toll_json_value_get_kind (toll_json_value_get_element (value, 0)) == TOLL_JSON_OBJECT)
    {
      for (guint i = 0; i < toll_json_value_get_length (value); i++)
        add_object (telling, toll_json_value_get_element (value, i));
      return;
    }
  shown = kind == TOLL_JSON_ARRAY ? dup_list (value) : dup_plain (value);
  add_fact (telling, name, shown);
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
add_parameter (Telling *telling, const char *name, const char *value)
{
  g_autoptr (TollJson) json = *value == '{' ? toll_json_read (value, -1, 0, NULL) : NULL;

  if (json != NULL)
    add_object (telling, toll_json_get_root (json));
  else
    add_fact (telling, name, value);
}

/* A member that was changed, or a sentence: as it stands there. Returns: where it goes on. */
static const char *
add_bare (Telling *telling, const char *text, gsize length)
{
  g_autofree char *name = g_strndup (text, length);

  if (!g_str_has_prefix (text + length, ", "))
    {
      add_text (telling, text);
      return "";
    }
  add_text (telling, name);
  return text + length + strlen (", ");
}

char *
toll_access_filter_dup_words (const char *filter, const TollAccessReader *reader)
{
  Telling telling = { reader, g_string_new (NULL) };
  const char *text = filter;

  while (*text != '\0')
    {
      gsize length = strcspn (text, "= ,");
      g_autofree char *name = g_strndup (text, length), *value = NULL;
      const char *end;

      if (g_str_has_prefix (text, CHANGE)) /* what follows says itself what it is */
        {
          text += strlen (CHANGE);
          continue;
        }
      if (text[length] != '=')
        {
          text = add_bare (&telling, text, length);
          continue;
        }
      end = find_end (text + length + 1);
      value = g_strndup (text + length + 1, end - (text + length + 1));
      if (g_str_has_suffix (value, ",")) /* another member follows */
        value[strlen (value) - 1] = '\0';
      add_parameter (&telling, name, value);
      text = *end == ' ' ? end + 1 : end;
    }
  return g_string_free (telling.out, FALSE);
}
