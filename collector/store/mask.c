/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hiding the tail of numbers from those who may not see it. Pure; any thread.
 */
#include "config.h"

#include "collector/store/mask.h"

#include <string.h>

#define RUN_OF_A_NUMBER 5
/* Digits by which a number is recognised, beside the hidden ones. */
#define VISIBLE_TAIL 3

/* The last @n digits of @length bytes. */
static void
hide_digits (char *text, gsize length, guint n)
{
  for (char *p = text + length; p > text && n > 0; p--)
    if (g_ascii_isdigit (p[-1]))
      {
        p[-1] = '*';
        n--;
      }
}

/* Names before an @ are hidden as digits are: their last @n letters and digits. */
static void
hide_name (char *text, gsize length, guint n)
{
  for (char *p = text + length; p > text && n > 0; p--)
    if (g_ascii_isalnum (p[-1]) || (p[-1] & 0x80) != 0)
      {
        p[-1] = '*';
        n--;
      }
}

const char *
collector_mask_number (const char *number, guint n_digits, TollArena *arena)
{
  char *masked;

  if (n_digits == 0 || *number == '\0')
    return number;
  masked = (char *) toll_arena_strdup (arena, number);
  if (strchr (masked, '@') != NULL)
    hide_name (masked, strchr (masked, '@') - masked, n_digits);
  else
    hide_digits (masked, strlen (masked), n_digits);
  return masked;
}

/* How many digits stand at @text, skipping what is none, until @wanted were met. @wanted: digits
 * only. Returns: the length in bytes, 0 = they do not stand there. */
static gsize
match_digits (const char *text, const char *wanted)
{
  const char *p = text;

  if (*p != *wanted)
    return 0;
  for (; *wanted != '\0'; p++)
    {
      if (*p == '\0')
        return 0;
      if (!g_ascii_isdigit (*p))
        continue;
      if (*p != *wanted++)
        return 0;
    }
  return p - text;
}

static guint
count_digits (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += g_ascii_isdigit (*text);
  return n;
}

/* Returns: (transfer full): the last @n digits of @number, without what is no digit. */
static char *
dup_tail (const char *number, guint n)
{
  guint n_before = count_digits (number);
  GString *tail = g_string_new (NULL);

  for (n_before -= MIN (n_before, n); *number != '\0'; number++)
    if (g_ascii_isdigit (*number))
      {
        if (n_before > 0)
          n_before--;
        else
          g_string_append_c (tail, *number);
      }
  return g_string_free (tail, FALSE);
}

const char *
collector_mask_known (const char *text, const char *number, guint n_digits, TollArena *arena)
{
  g_autofree char *tail = NULL;
  char *masked = NULL;

  if (n_digits > 0 && strchr (number, '@') != NULL && strstr (text, number) != NULL)
    return collector_mask_number (text, n_digits, arena);
  if (n_digits == 0 || *text == '\0' || count_digits (number) < RUN_OF_A_NUMBER)
    return text;
  tail = dup_tail (number, MAX (n_digits + VISIBLE_TAIL, RUN_OF_A_NUMBER));
  for (gsize at = 0; text[at] != '\0'; at++)
    {
      gsize length = match_digits (text + at, tail);

      if (length == 0)
        continue;
      if (masked == NULL)
        masked = (char *) toll_arena_strdup (arena, text);
      hide_digits (masked + at, length, n_digits);
    }
  return masked != NULL ? masked : text;
}

const char *
collector_mask_prefix (const char *prefix, const char *number, guint n_digits, TollArena *arena)
{
  guint n_shown = count_digits (number), n = 0;
  char *masked;

  n_shown -= MIN (n_shown, n_digits);
  if (n_digits == 0 || count_digits (prefix) <= n_shown)
    return prefix;
  masked = (char *) toll_arena_strdup (arena, prefix);
  for (char *p = masked; *p != '\0'; p++)
    if (g_ascii_isdigit (*p) && n++ >= n_shown)
      *p = '*';
  return masked;
}

void
collector_mask_runs (char *text, guint at_least,
                     gboolean (*is_exempt) (const char *text, const char *at))
{
  for (char *p = text; *p != '\0';)
    {
      gsize length = g_ascii_isdigit (*p) ? strspn (p, "0123456789 -./()") : 0;
      guint n_digits = 0;

      for (gsize i = 0; i < length; i++)
        n_digits += g_ascii_isdigit (p[i]);
      if (n_digits >= at_least && (is_exempt == NULL || !is_exempt (text, p)))
        for (gsize i = 0; i < length; i++)
          if (g_ascii_isdigit (p[i]))
            p[i] = '*';
      p += MAX (length, 1);
    }
}

const char *
collector_mask_text (const char *text, guint n_digits, TollArena *arena)
{
  char *masked;

  if (n_digits == 0 || *text == '\0')
    return text;
  masked = (char *) toll_arena_strdup (arena, text);
  collector_mask_runs (masked, RUN_OF_A_NUMBER, NULL);
  return masked;
}
