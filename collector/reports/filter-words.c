/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What narrows a report, in words for people: a sentence a restriction, in the reader's language.
 * Any lane.
 */
#include "config.h"

#include "collector/reports/run-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "collector/store/words.h"
#include "shared/base/language.h"
#include "shared/base/money.h"
#include "shared/chart/words.h"

typedef struct
{
  CollectorReportRun *run;
  TollArena *arena; /* the document's */
  TollChartStyle style;
  TollChartWords words;
} Speech;

static const char *say (const Speech *speech, const char *text) G_GNUC_FORMAT (2);

static const char *
say (const Speech *speech, const char *text)
{
  return toll_language_translate (speech->run->language, text);
}

/* What a restriction is about. @field: (nullable): of @id, when that is one. */
static const char *
say_field (const Speech *speech, const CollectorField *field, const char *id)
{
  return field != NULL ? say (speech, collector_field_find_title (speech->run->db, field->id,
                                                                  field->title, speech->arena))
                       : id;
}

static const char *
translate_cb (const char *word, gpointer data)
{
  return say (data, word);
}

/* @pattern: translated, with the places "%s" in order or "%1$s" and "%2$s", of which a translation
 * may need the second first. */
static const char *
fill (const Speech *speech, const char *pattern, const char *a, const char *b)
{
  const char *texts[] = { a, b };
  g_autoptr (GString) out = g_string_new (NULL);
  guint n = 0;

  for (const char *p = say (speech, pattern); *p != '\0'; p++)
    if (g_str_has_prefix (p, "%s") && n < G_N_ELEMENTS (texts))
      {
        g_string_append (out, texts[n++]);
        p += strlen ("s");
      }
    else if (g_str_has_prefix (p, "%1$s") || g_str_has_prefix (p, "%2$s"))
      {
        g_string_append (out, texts[p[1] - '1']);
        p += strlen ("1$s");
      }
    else
      g_string_append_c (out, *p);
  return toll_arena_strdup (speech->arena, out->str);
}

/* Both as they are and negated. */
typedef struct
{
  const char *plain;
  const char *negated;
} Sentence;

/* By TollOperator: a restriction of a report as one sentence. */
static const Sentence sentences[TOLL_N_OPERATORS] = {
  /* TRANSLATORS: a restriction of a report: the first place is what is looked at ("Department"), the
   * other what it is compared with */
  [TOLL_OP_IS] = { N_ ("%s is %s"),
                   /* TRANSLATORS: a restriction of a report: "Department is not Sales" */
                   N_ ("%s is not %s") },
  /* TRANSLATORS: a restriction of a report; the second place is a list: "Sales, Marketing" */
  [TOLL_OP_IN] = { N_ ("%s is one of %s"),
                   /* TRANSLATORS: a restriction of a report; the second place is a list */
                   N_ ("%s is none of %s") },
  /* TRANSLATORS: a restriction of a report: "Number starts with +39" */
  [TOLL_OP_STARTS] = { N_ ("%s starts with %s"),
                       /* TRANSLATORS: a restriction of a report: "Number does not start with +39" */
                       N_ ("%s does not start with %s") },
  /* TRANSLATORS: a restriction of a report: "Number ends with 77" */
  [TOLL_OP_ENDS] = { N_ ("%s ends with %s"),
                     /* TRANSLATORS: a restriction of a report: "Number does not end with 77" */
                     N_ ("%s does not end with %s") },
  /* TRANSLATORS: a restriction of a report: "Name contains Rossi" */
  [TOLL_OP_CONTAINS] = { N_ ("%s contains %s"),
                         /* TRANSLATORS: a restriction of a report: "Name does not contain Rossi" */
                         N_ ("%s does not contain %s") },
  /* TRANSLATORS: a restriction of a report: "Number looks like 02*"; * stands for any text */
  [TOLL_OP_MATCHES] = { N_ ("%s looks like %s"),
                        /* TRANSLATORS: a restriction of a report: "Number does not look like 02*" */
                        N_ ("%s does not look like %s") },
  /* TRANSLATORS: a restriction of a report: nothing is known there; %s is what is looked at */
  [TOLL_OP_EMPTY] = { N_ ("%s is empty"),
                      /* TRANSLATORS: a restriction of a report: something is known there */
                      N_ ("%s is not empty") },
  /* TRANSLATORS: a restriction of a report: "Cost is less than 5" */
  [TOLL_OP_LESS] = { N_ ("%s is less than %s"), NULL },
  /* TRANSLATORS: a restriction of a report: "Cost is at most 5" */
  [TOLL_OP_AT_MOST] = { N_ ("%s is at most %s"), NULL },
  /* TRANSLATORS: a restriction of a report: "Cost is more than 5" */
  [TOLL_OP_MORE] = { N_ ("%s is more than %s"), NULL },
  /* TRANSLATORS: a restriction of a report: "Cost is at least 5" */
  [TOLL_OP_AT_LEAST] = { N_ ("%s is at least %s"), NULL },
  /* TRANSLATORS: a restriction of a report; the second place is both ends: "1 and 5" */
  [TOLL_OP_BETWEEN] = { N_ ("%s is between %s"),
                        /* TRANSLATORS: a restriction of a report; the second place is both ends */
                        N_ ("%s is not between %s") },
  [TOLL_OP_KEY] = { N_ ("%s is %s"), N_ ("%s is not %s") },
  [TOLL_OP_DURING] = { N_ ("%s is %s"), NULL },
};

/* Keys that nobody typed: of so many names are told, of the others how many they are. */
#define MOST_KEYS 5

/* The same of times, which are not less or more. */
static const Sentence time_sentences[TOLL_N_OPERATORS] = {
  /* TRANSLATORS: a restriction of a report: "Time is before 8:00" */
  [TOLL_OP_LESS] = { N_ ("%s is before %s"), NULL },
  /* TRANSLATORS: a restriction of a report: "Weekday is Friday or before" */
  [TOLL_OP_AT_MOST] = { N_ ("%s is %s or before"), NULL },
  /* TRANSLATORS: a restriction of a report: "Weekday is after Friday" */
  [TOLL_OP_MORE] = { N_ ("%s is after %s"), NULL },
  /* TRANSLATORS: a restriction of a report: "Time is 18:00 or after" */
  [TOLL_OP_AT_LEAST] = { N_ ("%s is %s or after"), NULL },
};

static gboolean
is_time (const CollectorField *field)
{
  return field != NULL
         && (field->shape == COLLECTOR_FIELD_LOCAL || field->shape == COLLECTOR_FIELD_INSTANT);
}

static const char *
get_sentence (const CollectorField *field, const TollCondition *test)
{
  const Sentence *sentence = &sentences[test->op];

  if (is_time (field) && time_sentences[test->op].plain != NULL)
    sentence = &time_sentences[test->op];
  else if (test->op == TOLL_OP_KEY && test->values->len > 1)
    sentence = &sentences[TOLL_OP_IN];
  return test->is_negated && sentence->negated != NULL ? sentence->negated : sentence->plain;
}

/* ---- What a field is compared with ---- */

#define UNTOLD "…"

/* A key as a row had it. Whoever sees a part only is told what a number stands for when calls of
 * that part have it: @is_sure: the rows that were found do. */
static const char *
say_key (const Speech *speech, const CollectorField *field, const char *text, gboolean is_sure)
{
  CollectorKey key = { .text = text };
  TollCell cell = { 0 };
  gint64 call_id;

  if (field->shape == COLLECTOR_FIELD_NAMED && speech->run->viewer->scope != COLLECTOR_SCOPE_ALL
      && !(is_sure && speech->run->doc->rows->len > 0))
    return UNTOLD;
  if (field->shape != COLLECTOR_FIELD_TEXT)
    key.figure = g_ascii_strtoll (text, NULL, 10);
  if (toll_cell_kind_is_figure (field->kind))
    toll_cell_set_figure (&cell, key.figure);
  else if (collector_key_read_call (field, text, &call_id))
    toll_cell_set_text (&cell, collector_key_name_call (speech->run->db, speech->run->viewer,
                                                        call_id, speech->arena));
  else
    toll_cell_set_text (&cell, collector_query_name_key (speech->run->db, speech->run->viewer, field,
                                                         &key, speech->arena));
  return toll_words_cell (&speech->words, speech->arena, field->kind,
                          field->unit != NULL ? field->unit : "", &cell);
}

static gboolean
is_measure (TollCellKind kind)
{
  return kind == TOLL_CELL_DURATION || kind == TOLL_CELL_DECIMAL || kind == TOLL_CELL_MONEY;
}

/* As the column shows it, but no less exact; money without its sign, for every currency is
 * compared. */
static const char *
say_measure (const Speech *speech, const CollectorField *field, const char *text)
{
  guint decimals = field->kind == TOLL_CELL_MONEY ? 6 : 3; /* of the key */
  const char *number;
  gint64 figure;
  gboolean is_duration = field->kind == TOLL_CELL_DURATION;

  if (!toll_money_parse (text, field->decimals, &figure, NULL) || figure < 0)
    return toll_words_isolate (&speech->words, speech->arena, text);
  if (is_duration && figure % 1000 == 0)
    return toll_words_figure (&speech->words, speech->arena, field->kind, "", figure);
  for (; decimals > (is_duration ? 1 : 2) && figure % 10 == 0; decimals--)
    figure /= 10;
  number = toll_words_number (&speech->words, speech->arena, figure, decimals);
  /* TRANSLATORS: a restriction of a report, of less than a second or between two: "0.5 s" */
  return is_duration ? fill (speech, N_ ("%s\302\240s"), number, "") : number;
}

static const char *
say_value (const Speech *speech, const CollectorField *field, const TollCondition *test,
           const char *text, gboolean is_sure)
{
  gint64 figure;

  if (field == NULL)
    return text;
  if (test->op == TOLL_OP_KEY || test->op == TOLL_OP_DURING)
    return say_key (speech, field, text, is_sure && !test->is_negated);
  if (is_measure (field->kind))
    return say_measure (speech, field, text);
  if (field->kind == TOLL_CELL_WEEKDAY
      && g_ascii_string_to_signed (text, 10, 1, 7, &figure, NULL))
    return toll_words_weekday (&speech->words, (guint) figure);
  if (field->kind == TOLL_CELL_WORD)
    return say (speech, text);
  return toll_words_isolate (&speech->words, speech->arena, text);
}

/* "+25" */
static const char *
say_more (const Speech *speech, guint n)
{
  g_autofree char *text
      = g_strconcat ("+", toll_words_number (&speech->words, speech->arena, n, 0), NULL);

  return toll_arena_strdup (speech->arena, text);
}

static const char *
say_values (const Speech *speech, const CollectorField *field, const TollCondition *test,
            gboolean is_sure)
{
  const char *all = "";

  for (guint i = 0; i < test->values->len; i++)
    {
      const char *value = say_value (speech, field, test, test->values->pdata[i], is_sure);

      if (test->op == TOLL_OP_KEY && i > 0 && (i == MOST_KEYS || strcmp (value, UNTOLD) == 0))
        return toll_words_pair (&speech->words, speech->arena, all,
                                say_more (speech, test->values->len - i));
      if (i == 0)
        all = value;
      else if (test->op == TOLL_OP_BETWEEN)
        /* TRANSLATORS: both ends of a range: "Cost is between 1 and 5" */
        all = fill (speech, N_ ("%s and %s"), all, value);
      else
        all = toll_words_pair (&speech->words, speech->arena, all, value);
    }
  return all;
}

/* ---- Restrictions ---- */

/* An amount is compared with those of every currency that there is. */
static gboolean
is_of_currencies (const Speech *speech, const CollectorField *field, const TollCondition *test)
{
  g_autofree char *second = NULL;

  if (field == NULL || field->kind != TOLL_CELL_MONEY || test->op == TOLL_OP_EMPTY)
    return FALSE;
  second = collector_words_dup_text (speech->run->db, COLLECTOR_WORD_CURRENCY, 2);
  return *second != '\0';
}

static const char *
say_test (const Speech *speech, const TollCondition *test, gboolean is_sure)
{
  const CollectorField *field = collector_field_lookup (test->field);
  const char *sentence
      = fill (speech, get_sentence (field, test), say_field (speech, field, test->field),
              say_values (speech, field, test, is_sure));

  if (!is_of_currencies (speech, field, test))
    return sentence;
  /* TRANSLATORS: a restriction of a report; the place is a sentence: "Cost is more than 5 (of each
   * call in its own currency)" */
  return fill (speech, N_ ("%s (of each call in its own currency)"), sentence, "");
}

/* @is_sure: it holds for every row. */
static const char *
say_condition (const Speech *speech, const TollCondition *condition, gboolean is_sure)
{
  const char *all = "";

  if (condition->kind == TOLL_CONDITION_TEST)
    return say_test (speech, condition, is_sure);
  for (guint i = 0; i < condition->children->len; i++)
    {
      const TollCondition *child = condition->children->pdata[i];
      const char *one = say_condition (speech, child,
                                       is_sure && condition->kind == TOLL_CONDITION_ALL);

      if (child->kind != TOLL_CONDITION_TEST && child->children->len > 1)
        /* TRANSLATORS: restrictions that belong together inside others */
        one = fill (speech, N_ ("(%s)"), one, "");
      if (i == 0)
        all = one;
      else if (condition->kind == TOLL_CONDITION_ALL)
        /* TRANSLATORS: two restrictions of a report that both hold: "Cost is at least 5 and …" */
        all = fill (speech, N_ ("%s, and %s"), all, one);
      else
        /* TRANSLATORS: two restrictions of a report of which one holds */
        all = fill (speech, N_ ("%s, or %s"), all, one);
    }
  return all;
}

static void
add (const Speech *speech, const char *text)
{
  toll_report_doc_add_filter (speech->run->doc, text);
}

static void
add_bits (const Speech *speech, guint32 bits, guint n, const char *(*name_of) (int value))
{
  const char *all = NULL;

  for (guint i = 0; i < n; i++)
    if (bits & 1u << i)
      all = all == NULL ? say (speech, name_of ((int) i))
                        : toll_words_pair (&speech->words, speech->arena, all,
                                           say (speech, name_of ((int) i)));
  if (all != NULL)
    add (speech, all);
}

static void
add_groups (const Speech *speech)
{
  const GArray *groups = speech->run->spec->groups;

  for (guint i = 0; i < groups->len; i++)
    {
      const TollGroupFilter *group = &g_array_index (groups, TollGroupFilter, i);
      const CollectorField *field = collector_field_lookup (group->field);
      const char *all = "";

      for (guint j = 0; j < group->values->len; j++)
        all = j == 0 ? group->values->pdata[j]
                     : toll_words_pair (&speech->words, speech->arena, all, group->values->pdata[j]);
      /* TRANSLATORS: a restriction of a report: "Department: Sales, Marketing" */
      add (speech, fill (speech, N_ ("%s: %s"), say_field (speech, field, group->field), all));
    }
}

static void
add_least_calls (const Speech *speech)
{
  guint least = collector_report_run_get_least_calls (speech->run);
  const char *number = toll_words_number (&speech->words, speech->arena, least, 0);

  if (least > 0)
    /* TRANSLATORS: a restriction of a report that has a row for each number: %s is 2 or more */
    add (speech, fill (speech, N_ ("numbers with at least %s calls"), number, ""));
}

/* What of all the limit shows. A list may be on any of its pages. */
static void
add_limit (const Speech *speech)
{
  const CollectorReportRun *run = speech->run;
  gboolean is_list = collector_report_run_is_list (run);
  gboolean is_some = collector_report_run_get_least_calls (run) > 0 || run->cuts_currencies;
  gint64 n_cut = run->doc->n_cut;
  gint64 n_shown = is_some ? toll_report_doc_count_rows (run->doc) : run->spec->limit;
  const char *shown = toll_words_number (&speech->words, speech->arena, n_shown, 0);
  const char *all = toll_words_number (&speech->words, speech->arena, n_shown + n_cut, 0);

  if (run->cuts_currencies)
    /* TRANSLATORS: a report shows "the first 50 of each currency": rows, such as of extensions, by what
     * they cost */
    add (speech, fill (speech, N_ ("the first %s of each currency"),
                       toll_words_number (&speech->words, speech->arena, run->spec->limit, 0), ""));
  if (n_cut > 0 && is_list)
    /* TRANSLATORS: a report shows "100 of 1,552 calls, totals of those shown" */
    add (speech, fill (speech, N_ ("%s of %s calls, totals of those shown"), shown, all));
  else if (n_cut > 0 && run->doc->totals.cells == NULL)
    /* TRANSLATORS: a report shows "100 of 623 rows" */
    add (speech, fill (speech, N_ ("%s of %s rows"), shown, all));
  else if (n_cut > 0)
    /* TRANSLATORS: a report shows "100 of 623 rows, totals of all" */
    add (speech, fill (speech, N_ ("%s of %s rows, totals of all"), shown, all));
  else if (n_cut < 0 && is_list)
    /* TRANSLATORS: a report lists "the first 100 calls of each currency" at most */
    add (speech, fill (speech, N_ ("the first %s calls of each currency"), shown, ""));
  else if (n_cut < 0)
    add (speech, fill (speech, N_ ("the first %s rows"), shown, ""));
}

void
collector_report_run_add_filters (CollectorReportRun *run)
{
  const TollReportSpec *spec = run->spec;
  Speech speech = { .run = run, .arena = run->doc->arena };

  speech.style = (TollChartStyle){ .is_rtl = toll_language_is_rtl (run->language),
                                   .translate = translate_cb, .data = &speech };
  speech.words = (TollChartWords){ .style = &speech.style, .zone = run->zone };
  if (spec->up)
    /* TRANSLATORS: a restriction of a report: calls that were in progress, whenever they began */
    add (&speech, say (&speech, N_ ("up in the period")));
  if (spec->mine)
    /* TRANSLATORS: a restriction of a report: to the calls of who asks */
    add (&speech, say (&speech, N_ ("own calls")));
  if (spec->traffic == TOLL_TRAFFIC_EXTERNAL)
    /* TRANSLATORS: a restriction of a report: calls with the outside */
    add (&speech, say (&speech, N_ ("external")));
  if (spec->traffic == TOLL_TRAFFIC_INTERNAL)
    add (&speech, say (&speech, toll_direction_to_name (TOLL_DIRECTION_INTERNAL)));
  add_bits (&speech, spec->directions, TOLL_N_DIRECTIONS,
            (const char *(*) (int) ) toll_direction_to_name);
  add_bits (&speech, spec->outcomes, TOLL_N_OUTCOMES,
            (const char *(*) (int) ) toll_outcome_to_name);
  add_bits (&speech, spec->classes, TOLL_N_CLASSES, (const char *(*) (int) ) toll_class_to_name);
  add_bits (&speech, spec->rating_states, TOLL_N_RATING_STATES,
            (const char *(*) (int) ) toll_rating_state_to_name);
  add_groups (&speech);
  if (spec->where != NULL)
    add (&speech, say_condition (&speech, spec->where, TRUE));
  add_least_calls (&speech);
  add_limit (&speech);
}
