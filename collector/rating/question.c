/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Durations and numbers as they are typed. Refuses what is not a plain number of seconds. Pure.
 */
#include "config.h"

#include "collector/rating/question.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/base/error.h"
#include "shared/base/money.h"

gboolean
collector_question_parse_duration (const char *text, gint64 *duration_ms, GError **error)
{
  if (text[0] != '-' && toll_money_parse (text, 3, duration_ms, NULL))
    return TRUE;
  toll_error_set_field (error, "duration", _ ("must be seconds such as 61 or 60.001"));
  return FALSE;
}

char *
collector_question_normalize_number (const char *number)
{
  GString *digits = g_string_new (NULL);

  for (const char *p = number + (number[0] == '+'); *p != '\0' && (*p != '#' || p == number); p++)
    if (strchr (" .-()/", *p) == NULL)
      g_string_append_c (digits, *p);
  return g_string_free (digits, FALSE);
}

void
collector_question_init_of_call (CollectorQuestion *question, const TollCall *call,
                                 const char *number)
{
  gboolean is_global = number[0] == '+';

  *question = (CollectorQuestion){
    .digits = number + is_global,
    .connect_ms = call->charged_from_ms,
    .duration_ms = MAX (call->charged_ms, 0),
    .answered = call->outcome == TOLL_OUTCOME_ANSWERED || call->charged_ms > 0,
    .is_short = !is_global && call->direction != TOLL_DIRECTION_INTERNAL,
  };
}

void
collector_question_init_again (CollectorQuestion *question, const TollCall *call,
                               const char *number)
{
  collector_question_init_of_call (question, call, number);
  if (call->direction != TOLL_DIRECTION_INCOMING)
    return;
  question->digits = call->rate_prefix;
  question->is_short = FALSE;
}
