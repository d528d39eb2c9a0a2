/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words by which people are sought; words of digits that stand together are one number. Any thread.
 */
#include "config.h"

#include "collector/store/people/words.h"

#include "collector/store/people/person.h"
#include "shared/wire/json-write.h"

#include <string.h>

#define MIN_DIGITS 4

/* Digits of any script become those of numbers. Returns: (transfer full). */
static char *
fold (const char *text)
{
  g_autofree char *folded = collector_person_fold (text);
  GString *plain = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (plain, g_unichar_isdigit (c) ? (gunichar) ('0' + g_unichar_digit_value (c))
                                                            : c);
    }
  return g_string_free (plain, FALSE);
}

static gboolean
may_be_of_number (const char *word)
{
  return strspn (word, "0123456789+-./()") == strlen (word);
}

/* What leads abroad or out of the house is not kept with numbers. @keeps_zero: that of "+44 (0)20"
 * too. Returns: (transfer full) (nullable): NULL when too few are left. */
static char *
dup_digits (const char *text, gboolean keeps_zero)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (!keeps_zero && digits->len > 0 && g_str_has_prefix (p, "(0)"))
      p += 2;
    else if (g_ascii_isdigit (*p) && (*p != '0' || digits->len > 0))
      g_string_append_c (digits, *p);
  return digits->len >= MIN_DIGITS ? g_strdup (digits->str) : NULL;
}

static void
add_text (TollJsonWriter *json, const char *text)
{
  if (text != NULL)
    toll_json_add_text (json, NULL, text);
  else
    toll_json_add_null (json, NULL);
}

static void
add_word (TollJsonWriter *json, const char *word, const char *digits)
{
  g_autofree char *with_zero
      = digits != NULL && strstr (word, "(0)") != NULL ? dup_digits (word, TRUE) : NULL;

  toll_json_begin_array (json, NULL);
  toll_json_add_text (json, NULL, word);
  add_text (json, digits);
  add_text (json, with_zero);
  toll_json_end_array (json);
}

/* Adds the @n words at @words, which may be of a number. */
static void
add_number (TollJsonWriter *json, char **words, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *digits = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", words[i]);
  digits = dup_digits (text->str, FALSE);
  if (digits != NULL)
    {
      add_word (json, text->str, digits);
      return;
    }
  for (guint i = 0; i < n; i++)
    add_word (json, words[i], NULL);
}

/* Returns: (transfer full): the words of @text, none of them empty. */
static char **
split (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " \t,", -1);
  GPtrArray *words = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_ptr_array_add (words, g_strdup (parts[i]));
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (words, FALSE);
}

char *
collector_people_words_to_json (const char *text)
{
  g_autofree char *folded = text != NULL ? fold (text) : NULL;
  g_auto (GStrv) words = folded != NULL ? split (folded) : NULL;
  g_autoptr (TollJsonWriter) json = NULL;
  guint n = 0;

  if (words == NULL)
    return NULL;
  json = toll_json_writer_new ();
  toll_json_begin_array (json, NULL);
  for (guint i = 0; words[i] != NULL; i += n)
    {
      for (n = 0; words[i + n] != NULL && may_be_of_number (words[i + n]);)
        n++;
      if (n > 0)
        add_number (json, words + i, n);
      else
        {
          add_word (json, words[i], NULL);
          n = 1;
        }
    }
  toll_json_end_array (json);
  return g_string_free (toll_json_writer_finish (json), FALSE);
}
