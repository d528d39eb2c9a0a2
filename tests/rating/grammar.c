/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Turns a row of the case tables into a tariff document and a question, as any client would.
 */
#include "tests/rating/grammar.h"

#include <string.h>

#include "collector/rating/question.h"
#include "shared/base/zone.h"

typedef struct
{
  const char *option; /* of the rounding column */
  const char *field;  /* of the document */
  gboolean of_rate;
  gboolean is_text;
} OptionRow;

static const OptionRow option_rows[] = {
  { "min", "min_cost", TRUE, TRUE },   { "max", "max_cost", TRUE, TRUE },
  { "grace", "grace_s", TRUE, FALSE }, { "vat", "vat", FALSE, TRUE },
  { "markup", "markup", FALSE, TRUE },
};

static const char *
find_option (char **words, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 1; words[i] != NULL; i++)
    if (strncmp (words[i], name, length) == 0 && words[i][length] == '=')
      return words[i] + length + 1;
  return NULL;
}

gboolean
grammar_is_priceable (const GrammarCase *row)
{
  return strstr (row->rounding, "free=") == NULL && !g_str_has_prefix (row->rounding, "inc");
}

static void
append_steps (GString *out, const char *steps)
{
  g_auto (GStrv) list = g_strsplit (steps, ";", -1);

  g_string_append (out, "\"steps\":[");
  for (guint i = 0; list[i] != NULL; i++)
    {
      g_auto (GStrv) part = g_strsplit (list[i], ":", -1);

      g_assert_cmpuint (g_strv_length (part), ==, 4);
      g_string_append_printf (
          out, "%s{\"start_s\":%s,\"price\":\"%s\",\"per_s\":%s,\"increment_s\":%s}",
          i > 0 ? "," : "", part[0], part[1], part[2], part[3]);
    }
  g_string_append_c (out, ']');
}

static void
append_bands (GString *out, char **bands)
{
  g_string_append (out, ",\"bands\":[");
  for (guint i = 0; bands[i] != NULL; i++)
    {
      g_auto (GStrv) part = g_strsplit (bands[i], ",", -1);

      g_assert_cmpuint (g_strv_length (part), ==, 6);
      g_string_append_printf (out,
                              "%s{\"id\":\"%s\",\"days\":\"%s\",\"windows\":\"%s\",\"weight\":%s,"
                              "\"connect_fee\":\"%s\",",
                              i > 0 ? "," : "", part[0], part[1], part[2], part[3], part[4]);
      append_steps (out, part[5]);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
append_rounding (GString *out, const char *rounding)
{
  gboolean is_exact = strcmp (rounding, "exact") == 0;
  g_auto (GStrv) part = g_strsplit (is_exact ? "half_up@6" : rounding, "@", 2);

  g_strdelimit (part[0], "_", '-');
  g_string_append_printf (out, ",\"rounding\":{\"mode\":\"%s\",\"decimals\":%s}", part[0],
                          part[1]);
}

static void
append_options (GString *out, char **words, gboolean of_rate)
{
  for (guint i = 0; i < G_N_ELEMENTS (option_rows); i++)
    {
      const char *value = find_option (words, option_rows[i].option);
      const char *quote = option_rows[i].is_text ? "\"" : "";

      if (value != NULL && option_rows[i].of_rate == of_rate)
        g_string_append_printf (out, ",\"%s\":%s%s%s", option_rows[i].field, quote, value, quote);
    }
}

static void
append_tariff (GString *out, char **words, const char *mode)
{
  const char *zone = strchr (mode, '@'), *duration = find_option (words, "dur");
  g_autofree char *boundary = g_strndup (mode, zone != NULL ? zone - mode : (gssize) strlen (mode));
  g_autofree char *duration_rounding = g_strdup (duration != NULL ? duration : "none");

  g_strdelimit (duration_rounding, "_", '-');
  g_string_append_printf (out,
                          "{\"name\":\"case\",\"currency\":\"EUR\",\"zone\":\"%s\","
                          "\"boundary\":\"%s\",\"duration_rounding\":\"%s\",\"advance\":%s,"
                          "\"total\":%s,\"overlap\":\"%s\"",
                          zone != NULL ? zone + 1 : "UTC", boundary[0] != '\0' ? boundary : "split",
                          duration_rounding, find_option (words, "advance") ? "true" : "false",
                          find_option (words, "total") ? "true" : "false",
                          find_option (words, "overlap") ? "truncate" : "keep");
  append_rounding (out, words[0]);
  append_options (out, words, FALSE);
}

char *
grammar_to_document (const GrammarCase *row)
{
  g_auto (GStrv) words = g_strsplit (row->rounding, " ", -1);
  g_auto (GStrv) bands = g_strsplit (row->time_bands, "|", -1);
  GString *out = g_string_new (NULL);

  append_tariff (out, words, bands[0] != NULL ? bands[0] : "");
  g_string_append (out, ",\"rates\":[{\"prefix\":\"\",\"destination\":\"all\"");
  append_options (out, words, TRUE);
  if (row->connect_fee[0] != '\0')
    g_string_append_printf (out, ",\"connect_fee\":\"%s\"", row->connect_fee);
  g_string_append_c (out, ',');
  append_steps (out, row->steps);
  if (bands[0] != NULL)
    append_bands (out, bands + 1);
  g_string_append (out, "}]}");
  return g_string_free (out, FALSE);
}

void
grammar_price (const GrammarCase *row, CollectorCharge *charge, CollectorDeck **deck)
{
  g_auto (GStrv) words = g_strsplit (row->rounding, " ", -1);
  g_autofree char *document = grammar_to_document (row);
  g_autoptr (GError) error = NULL;
  CollectorQuestion question = { "390612345678" };

  *deck = collector_deck_new_from_json (document, -1, &error);
  g_assert_no_error (error);
  question.answered = find_option (words, "answered") == NULL;
  question.continued = find_option (words, "firstleg") != NULL;
  g_assert_true (
      collector_question_parse_duration (row->duration_s, &question.duration_ms, &error));
  if (row->start_time[0] != '\0')
    g_assert_true (toll_zone_parse_iso8601 (toll_zone_get (collector_deck_get_zone (*deck), NULL),
                                            row->start_time, &question.connect_ms, &error));
  g_assert_no_error (error);
  collector_deck_rate (*deck, &question, charge);
}
