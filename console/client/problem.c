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
  else if (*field != '\0')
    {
      toll_error_set_field (error, field, "%s", without_field (words_of (problem, code), field));
      if (error != NULL)
        (*error)->code = code;
    }
  else
    g_set_error_literal (error, TOLL_ERROR, code, words_of (problem, code));
}
