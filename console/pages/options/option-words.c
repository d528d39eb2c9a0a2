/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codes of specs in words, all by table. Main thread. */

#include "config.h"
#include "console/pages/options/option-words.h"

#include <glib/gi18n.h>

#include "console/charts/chart-words.h"
#include "console/models/words.h"

const ConsoleWord console_traffic_words[] = {
  { "all", N_ ("All calls") },
  { "external", N_ ("External") },
  { "internal", N_ ("Internal") },
  { NULL, NULL },
};

const ConsoleWord console_period_words[] = {
  { "today", N_ ("Today") },
  { "yesterday", N_ ("Yesterday") },
  { "this_week", N_ ("This week") },
  { "last_week", N_ ("Last week") },
  { "this_month", N_ ("This month") },
  { "last_month", N_ ("Last month") },
  { "this_quarter", N_ ("This quarter") },
  { "last_quarter", N_ ("Last quarter") },
  { "this_year", N_ ("This year") },
  { "last_year", N_ ("Last year") },
  { "last_12_months", N_ ("Last 12 months") },
  { "this_billing_period", N_ ("This billing period") },
  { "last_billing_period", N_ ("Last billing period") },
  { CONSOLE_PERIOD_DAYS, N_ ("Last days…") },
  { CONSOLE_PERIOD_BETWEEN, N_ ("From … until …") },
  { CONSOLE_PERIOD_ALL, N_ ("Everything") },
  { NULL, NULL },
};

const ConsoleWord console_chart_kind_words[] = {
  { "", N_ ("As the report draws it") },
  { "bar", N_ ("Columns") },
  { "bar-h", N_ ("Bars") },
  { "line", N_ ("Line") },
  { "pie", N_ ("Ring") },
  { "none", N_ ("No chart") },
  { NULL, NULL },
};

const ConsoleWord console_compare_words[] = {
  { "none", N_ ("Nothing") },
  { "before", N_ ("The period before") },
  { "year_before", N_ ("The same dates a year before") },
  { NULL, NULL },
};

const ConsoleWord console_direction_words[] = {
  { "outgoing", N_ ("Outgoing") },
  { "incoming", N_ ("Incoming") },
  { "internal", N_ ("Internal") },
  { "transit", N_ ("Passing through") },
  { NULL, NULL },
};

static const ConsoleWord text_operators[] = {
  { "is", NC_ ("comparison", "is") },
  { "is_not", NC_ ("comparison", "is not") },
  { "in", NC_ ("comparison", "is one of") },
  { "not_in", NC_ ("comparison", "is none of") },
  { "starts", NC_ ("comparison", "starts with") },
  { "not_starts", NC_ ("comparison", "does not start with") },
  { "ends", NC_ ("comparison", "ends with") },
  { "not_ends", NC_ ("comparison", "does not end with") },
  { "contains", NC_ ("comparison", "contains") },
  { "not_contains", NC_ ("comparison", "does not contain") },
  { "matches", NC_ ("comparison", "is like (* ?)") },
  { "not_matches", NC_ ("comparison", "is not like (* ?)") },
  { "empty", NC_ ("comparison", "is empty") },
  { "not_empty", NC_ ("comparison", "is not empty") },
  { "key", NC_ ("comparison", "is the row") },
  { "not_key", NC_ ("comparison", "is not the row") },
  { "during", NC_ ("comparison", "was going on in") },
  { NULL, NULL },
};

static const ConsoleWord figure_operators[] = {
  { "is", "=" },
  { "is_not", "≠" },
  { "<", "<" },
  { "<=", "≤" },
  { ">", ">" },
  { ">=", "≥" },
  { "between", NC_ ("comparison", "is between") },
  { "not_between", NC_ ("comparison", "is not between") },
  { "empty", NC_ ("comparison", "is empty") },
  { "not_empty", NC_ ("comparison", "is not empty") },
  { NULL, NULL },
};

static const ConsoleWord time_operators[] = {
  { "is", NC_ ("comparison", "is") },
  { "is_not", NC_ ("comparison", "is not") },
  { "<", NC_ ("comparison", "is before") },
  { "<=", NC_ ("comparison", "is at the latest") },
  { ">", NC_ ("comparison", "is after") },
  { ">=", NC_ ("comparison", "is at the earliest") },
  { "empty", NC_ ("comparison", "is empty") },
  { "not_empty", NC_ ("comparison", "is not empty") },
  { NULL, NULL },
};

/* What there are own words for, by kind; the others compare as texts do. */
static const struct
{
  const char *kind;
  const ConsoleWord *words;
} kinds[] = {
  { "figure", figure_operators }, { "duration", figure_operators },
  { "money", figure_operators },  { "decimal", figure_operators },
  { "share", figure_operators },  { "instant", time_operators },
  { "day", time_operators },      { "minute", time_operators },
};

static const char *
find (const ConsoleWord *words, const char *id)
{
  for (; words->id != NULL; words++)
    if (g_str_equal (words->id, id))
      return words->text;
  return NULL;
}

const char *
console_option_words_operator (const char *kind, const char *id)
{
  const char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      text = find (kinds[i].words, id);
  if (text == NULL)
    text = find (text_operators, id);
  if (text == NULL)
    text = find (figure_operators, id);
  return text != NULL ? g_dpgettext2 (NULL, "comparison", text) : id;
}

const char *
console_option_words_value (const char *field, const char *id)
{
  for (int i = 0; g_str_equal (field, "outcome") && i < TOLL_N_OUTCOMES; i++)
    if (g_str_equal (toll_outcome_to_name (i), id))
      return console_words_outcome (i);
  for (int i = 0; g_str_equal (field, "class") && i < TOLL_N_CLASSES; i++)
    if (g_str_equal (toll_class_to_name (i), id))
      return console_words_class (i);
  if (g_str_equal (field, "direction"))
    return console_word_of (console_direction_words, id);
  return console_chart_words_translate (id);
}
