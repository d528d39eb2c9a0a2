/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 9457 problem documents of the collector become errors of our one domain. Pure. */

#include "config.h"
#include "console/client/problem.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "shared/base/error.h"

static TollError
code_of_status (guint status)
{
  for (guint code = 0; code < TOLL_N_ERRORS; code++)
    if (toll_error_get_http_status (code) == status)
      return code;
  return TOLL_ERROR_FAILED;
}

static const char *
words_of (JsonObject *problem, TollError code)
{
  const char *detail = console_json_text (problem, "detail");
  const char *title = console_json_text (problem, "title");

  if (*detail != '\0')
    return detail;
  return *title != '\0' ? title : _ (toll_error_get_text (code));
}

/* The sentence, without the name of the field that the collector puts before it. */
static const char *
without_field (const char *words, const char *field)
{
  gsize length = strlen (field);

  return strncmp (words, field, length) == 0 && g_str_has_prefix (words + length, ": ")
             ? words + length + 2
             : words;
}

const char *
console_problem_get_reason (const GError *error)
{
  g_autofree char *field = toll_error_dup_field (error);

  return field != NULL ? without_field (error->message, field) : error->message;
}

/* Returns: (transfer full): the problem's day as people write it. */
static char *
dup_day (JsonObject *problem)
{
  const char *text = console_json_text (problem, "day");
  g_autofree char *midnight = g_strconcat (text, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (midnight, NULL);

  return day != NULL ? g_date_time_format (day, C_ ("date", "%-d %b %Y")) : g_strdup (text);
}

/* Whose password is right but whose days are others. */
static void
set_days (GError **error, TollError code, JsonObject *problem)
{
  g_autofree char *day = dup_day (problem);

  /* TRANSLATORS: shown to who signs in; %s is a day */
  g_set_error (error, TOLL_ERROR, code,
               code == TOLL_ERROR_ENDED
                   ? _ ("This account ended on %s. An administrator can change its dates.")
                   : _ ("This account begins on %s. An administrator can change its dates."),
               day);
}

void
console_problem_set_error (GError **error, guint status, const char *body, gsize length,
                           guint retry_after_s)
{
  g_autoptr (JsonObject) problem = body != NULL ? console_json_parse (body, length, NULL) : NULL;
  const char *wire = console_json_text (problem, "code");
  const char *field = console_json_text (problem, "field");
  TollError code = *wire != '\0' ? toll_error_from_wire_name (wire) : code_of_status (status);

  if (code == TOLL_ERROR_THROTTLED && retry_after_s > 0)
    /* TRANSLATORS: shown after too many wrong passwords; %u is a number of seconds */
    g_set_error (error, TOLL_ERROR, code,
                 ngettext ("Too many tries. Try again in %u second.",
                           "Too many tries. Try again in %u seconds.", retry_after_s),
                 retry_after_s);
  else if ((code == TOLL_ERROR_ENDED || code == TOLL_ERROR_NOT_BEGUN)
           && *console_json_text (problem, "day") != '\0')
    set_days (error, code, problem);
  else if (*field != '\0')
    toll_error_set_field_code (error, code, field, "%s",
                               without_field (words_of (problem, code), field));
  else
    g_set_error_literal (error, TOLL_ERROR, code, words_of (problem, code));
}
