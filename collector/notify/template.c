/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Filling places in texts. One pass: what is filled in cannot bring places of its own.
 */
#include "config.h"

#include "collector/notify/template.h"

#include <gio/gio.h>
#include <string.h>

#include "collector/notify/notify-resources.h"
#include "shared/base/error.h"
#include "shared/base/language.h"

#define OPENS  "[["
#define CLOSES "]]"
#define LONGEST_NAME 40
#define SUBJECT "Subject: "

/* @at: behind the "[[". Returns: (transfer full) (nullable): the name of the place. */
static char *
dup_place (const char *at)
{
  const char *end = strstr (at, CLOSES);

  return end != NULL && end > at && end - at <= LONGEST_NAME ? g_strndup (at, end - at) : NULL;
}

gboolean
collector_template_check (const char *text, const char *const *names, const char *field,
                          GError **error)
{
  for (const char *p = strstr (text, OPENS); p != NULL; p = strstr (p, OPENS))
    {
      g_autofree char *name = dup_place (p + strlen (OPENS));

      if (name == NULL)
        {
          toll_error_set_field (error, field, "\"[[\" begins a place that does not end with \"]]\"");
          return FALSE;
        }
      if (!g_strv_contains (names, name))
        {
          g_autofree char *known = g_strjoinv (", ", (char **) names);

          toll_error_set_field (error, field, "there is no [[%s]]; there are: %s", name, known);
          return FALSE;
        }
      p += strlen (OPENS) + strlen (name) + strlen (CLOSES);
    }
  return TRUE;
}

static void
append_html (GString *out, const char *text, gsize length)
{
  g_autofree char *part = g_strndup (text, length);
  g_autofree char *escaped = g_markup_escape_text (part, -1);
  g_auto (GStrv) paragraphs = g_strsplit (escaped, "\n\n", -1);

  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      g_auto (GStrv) lines = g_strsplit (paragraphs[i], "\n", -1);
      g_autofree char *joined = g_strjoinv ("<br>\n", lines);

      g_string_append (out, i > 0 ? "</p>\n<p>" : "");
      g_string_append (out, joined);
    }
}

static void
append (GString *out, const char *text, gsize length, CollectorFill how)
{
  if (how == COLLECTOR_FILL_HTML)
    append_html (out, text, length);
  else if (how == COLLECTOR_FILL_TEXT)
    g_string_append_len (out, text, length);
  else
    for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
      {
        gunichar c = g_utf8_get_char (p);

        g_string_append_unichar (out, g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 ? ' ' : c);
      }
}

static const char *
find_place (const CollectorFilling *places, const char *name)
{
  for (guint i = 0; places[i].name != NULL; i++)
    if (g_str_equal (places[i].name, name))
      return places[i].text;
  return NULL;
}

char *
collector_template_fill (const char *text, const CollectorFilling *places, CollectorFill how)
{
  GString *out = g_string_new (how == COLLECTOR_FILL_HTML ? "<p>" : NULL);
  const char *begin = text;

  for (const char *p = strstr (text, OPENS); p != NULL; p = strstr (p, OPENS))
    {
      g_autofree char *name = dup_place (p + strlen (OPENS));
      const char *filling = name != NULL ? find_place (places, name) : NULL;

      if (filling == NULL)
        {
          p += strlen (OPENS);
          continue;
        }
      append (out, begin, p - begin, how);
      append (out, filling, strlen (filling), how);
      p += strlen (OPENS) + strlen (name) + strlen (CLOSES);
      begin = p;
    }
  append (out, begin, strlen (begin), how);
  if (how == COLLECTOR_FILL_HTML)
    g_string_append (out, "</p>\n");
  return g_string_free (out, FALSE);
}

static GBytes *
find_text (const char *name, const char *language)
{
  g_autofree char *path = g_strdup_printf ("/notify/%s/%s.txt", language, name);

  return g_resource_lookup_data (collector_notify_get_resource (), path, 0, NULL);
}

gboolean
collector_template_load (const char *name, const char *language, char **subject, char **body,
                         GError **error)
{
  g_autoptr (GBytes) bytes
      = toll_language_is_known (language) ? find_text (name, language) : NULL;
  const char *text, *end;

  if (bytes == NULL)
    bytes = find_text (name, toll_languages[0]);
  text = bytes != NULL ? g_bytes_get_data (bytes, NULL) : "";
  end = strstr (text, "\n\n");
  if (!g_str_has_prefix (text, SUBJECT) || end == NULL)
    {
      g_set_error (error, TOLL_ERROR, TOLL_ERROR_FAILED, "the mail text \"%s\" cannot be read",
                   name);
      return FALSE;
    }
  *subject = g_strndup (text + strlen (SUBJECT), end - text - strlen (SUBJECT));
  *body = g_strdup (end + 2);
  return TRUE;
}
