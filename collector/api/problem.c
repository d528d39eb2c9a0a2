/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Errors as answers. The table of errors gives status and code; the detail is the error's own
 * sentence, except for failures inside, of which a stranger learns nothing.
 */
#define G_LOG_DOMAIN "toll-api"
#include "config.h"

#include "collector/api/problem.h"

#include <libsoup/soup.h>

#include "shared/wire/json-write.h"

const CollectorHeader collector_common_headers[] = {
  { "Cache-Control", "no-store", FALSE },
  { "X-Content-Type-Options", "nosniff", FALSE },
  { "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'", FALSE },
  { "Referrer-Policy", "no-referrer", FALSE },
  { "X-Frame-Options", "DENY", FALSE },
  { "Strict-Transport-Security", "max-age=31536000", TRUE },
};
const guint collector_n_common_headers = G_N_ELEMENTS (collector_common_headers);

GString *
collector_problem_new (guint status, TollError code, const char *detail, const char *field,
                       const char *day)
{
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();

  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "type", "about:blank");
  toll_json_add_text (json, "title", toll_error_get_text (code));
  toll_json_add_int (json, "status", status != 0 ? status : toll_error_get_http_status (code));
  toll_json_add_text (json, "detail", detail);
  toll_json_add_text (json, "code", toll_error_get_wire_name (code));
  if (field != NULL)
    toll_json_add_text (json, "field", field);
  if (day != NULL)
    toll_json_add_text (json, "day", day);
  toll_json_end_object (json);
  return toll_json_writer_finish (json);
}

GString *
collector_problem_from_error (const GError *error, guint *status)
{
  TollError code = error->domain == TOLL_ERROR ? (TollError) error->code : TOLL_ERROR_FAILED;
  g_autofree char *field = toll_error_dup_field (error), *day = toll_error_dup_day (error);

  *status = toll_error_get_http_status (code);
  if (*status == 499) /* cancelled from inside: the client has not gone */
    *status = 503;
  if (*status == 500)
    {
      g_autofree char *safe = g_strescape (error->message, NULL);

      g_warning ("a request failed: %s", safe);
      return collector_problem_new (*status, code, "", NULL, NULL);
    }
  return collector_problem_new (*status, code, error->message, field, day);
}

const char *
collector_problem_get_phrase (guint status)
{
  switch (status)
    {
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    default:
      return soup_status_get_phrase (status);
    }
}

GString *
collector_problem_new_answer (guint status, TollError code, const char *detail, gboolean is_tls)
{
  GString *body = collector_problem_new (status, code, detail, NULL, NULL);
  GString *answer = g_string_new (NULL);

  g_string_printf (answer,
                   "HTTP/1.1 %u %s\r\nConnection: close\r\n"
                   "Content-Type: application/problem+json\r\nContent-Length: %" G_GSIZE_FORMAT
                   "\r\n",
                   status, collector_problem_get_phrase (status), body->len);
  for (guint i = 0; i < collector_n_common_headers; i++)
    if (is_tls || !collector_common_headers[i].only_tls)
      g_string_append_printf (answer, "%s: %s\r\n", collector_common_headers[i].name,
                              collector_common_headers[i].value);
  g_string_append (answer, "\r\n");
  g_string_append_len (answer, body->str, body->len);
  g_string_free (body, TRUE);
  return answer;
}
