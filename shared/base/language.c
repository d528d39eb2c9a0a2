/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The languages as a table. gettext knows one language a process; here each has a domain of its own
 * ("tollkeeper-it"), read under C.UTF-8, which every system has.
 */
#include "config.h"

#include "shared/base/language.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

const char *const toll_languages[] = { "en", "de", "fr", "es", "it", "ar", NULL };

gboolean
toll_language_is_known (const char *code)
{
  return g_strv_contains (toll_languages, code);
}

gboolean
toll_language_is_rtl (const char *code)
{
  return strcmp (code, "ar") == 0;
}

/* The domains, each bound to the folder of the translations; TOLL_LOCALEDIR overrides it. */
static locale_t
bind_domains (char (*domains)[32])
{
  const char *folder = g_getenv ("TOLL_LOCALEDIR");

  for (guint i = 0; toll_languages[i] != NULL; i++)
    {
      g_snprintf (domains[i], sizeof domains[i], GETTEXT_PACKAGE "-%s", toll_languages[i]);
      bindtextdomain (domains[i], folder != NULL ? folder : TOLL_LOCALEDIR);
      bind_textdomain_codeset (domains[i], "UTF-8");
    }
  return newlocale (LC_ALL_MASK, "C.UTF-8", NULL);
}

const char *
toll_language_translate (const char *code, const char *text)
{
  static char domains[8][32];
  static locale_t utf8;
  static gsize is_bound;
  const char *translated = text;

  G_STATIC_ASSERT (G_N_ELEMENTS (toll_languages) <= G_N_ELEMENTS (domains));
  if (g_once_init_enter (&is_bound))
    {
      utf8 = bind_domains (domains);
      g_once_init_leave (&is_bound, 1);
    }
  if (utf8 == NULL || *text == '\0')
    return text;
  for (guint i = 1; toll_languages[i] != NULL; i++)
    if (strcmp (toll_languages[i], code) == 0)
      {
        locale_t own = uselocale (utf8);

        translated = dgettext (domains[i], text);
        uselocale (own);
      }
  return translated;
}

const char *
toll_language_get_own (void)
{
  const char *const *names = g_get_language_names_with_category ("LC_MESSAGES");

  for (guint i = 0; toll_languages[i] != NULL; i++)
    if (g_str_has_prefix (names[0], toll_languages[i]))
      return toll_languages[i];
  return "";
}
