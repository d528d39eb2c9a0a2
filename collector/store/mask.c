/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hiding the tail of numbers from those who may not see it. Pure; any thread.
 */
#include "config.h"

#include "collector/store/mask.h"

#include <gio/gio.h>
#include <string.h>

#include "collector/normalize/device-shape.h"

/* Digits that make a run a number, and by which the end of a known one is recognised. The same
 * whatever is hidden: a larger mask must find all that a smaller one finds. */
#define RUN_OF_A_NUMBER 5
/* What may follow a number, each part with a number of its own: parameters, digits sent later. */
#define PART_ENDS ";,"

static guint
count_digits (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += g_ascii_isdigit (*text);
  return n;
}

/* Hides the last @n digits of @text[@begin, @end) in its copy @masked. */
static void
hide_digits (const char *text, gsize begin, gsize end, guint n, char *masked)
{
  for (gsize at = end; at > begin && n > 0; at--)
    if (g_ascii_isdigit (text[at - 1]))
      {
        masked[at - 1] = '*';
        n--;
      }
}

/* The same of a number as a record has it, in which digits of any script may stand. */
static void
hide_figures (const char *text, gsize begin, gsize end, guint n, char *masked)
{
  for (gsize at = end; at > begin && n > 0; at--)
    if (g_ascii_isdigit (text[at - 1]) || (text[at - 1] & 0x80) != 0)
      {
        masked[at - 1] = '*';
        n -= (text[at - 1] & 0xc0) != 0x80;
      }
}

/* Names before an @ are hidden as digits are: their last @n letters and digits, each whole. */
static void
hide_name (const char *text, gsize begin, gsize end, guint n, char *masked)
{
  for (gsize at = end; at > begin && n > 0; at--)
    if (g_ascii_isalnum (text[at - 1]) || (text[at - 1] & 0x80) != 0)
      {
        masked[at - 1] = '*';
        /* Only the first byte of a letter ends it. */
        n -= (text[at - 1] & 0xc0) != 0x80;
      }
}

/* A host without a letter that is no address is a number. */
static void
hide_host (const char *text, gsize begin, gsize end, guint n_digits, char *masked)
{
  g_autofree char *host = end > begin ? g_strndup (text + begin, end - begin) : g_strdup ("");

  if (strpbrk (host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:") == NULL
      && !g_hostname_is_ip_address (host))
    hide_figures (text, begin, end, n_digits, masked);
}

static void
hide_parts (const char *text, guint n_digits, char *masked)
{
  const char *host = strchr (text, '@');
  gsize n_name = host != NULL ? host - text : 0;
  gsize length;

  for (gsize begin = 0; text[begin] != '\0'; begin += length + (text[begin + length] != '\0'))
    {
      length = strcspn (text + begin, PART_ENDS);
      if (begin < n_name)
        {
          hide_name (text, begin, MIN (begin + length, n_name), n_digits, masked);
          hide_host (text, n_name + 1, begin + length, n_digits, masked);
        }
      else
        hide_figures (text, begin, begin + length, n_digits, masked);
    }
}

/* How many digits @text[0, @end) and @number have in common at their ends, whatever marks and
 * blanks are between them. */
static guint
count_same (const char *text, gsize end, const char *number)
{
  gsize left = strlen (number);
  guint n = 0;

  for (;; end--, left--, n++)
    {
      while (left > 0 && !g_ascii_isdigit (number[left - 1]))
        left--;
      while (n > 0 && end > 0 && !g_ascii_isalnum (text[end - 1]))
        end--;
      if (end == 0 || left == 0 || text[end - 1] != number[left - 1])
        return n;
    }
}

/* @at_least: digits of @number's end that must stand somewhere for it to be there. More digits are
 * hidden than stand there, if so many are: what is before them may be written in another way. */
static void
hide_known (const char *text, const char *number, guint n_digits, guint at_least, char *masked)
{
  gsize length = strlen (text);

  if (strchr (number, '@') != NULL)
    {
      if (strstr (text, number) != NULL)
        hide_parts (text, n_digits, masked);
      return;
    }
  for (gsize end = 1; at_least > 0 && end <= length; end++)
    if (count_same (text, end, number) >= at_least)
      hide_digits (text, 0, end, n_digits, masked);
}

const char *
collector_mask_number (const char *number, guint n_digits, TollArena *arena)
{
  char *masked;

  if (n_digits == 0 || *number == '\0')
    return number;
  masked = (char *) toll_arena_strdup (arena, number);
  hide_parts (number, n_digits, masked);
  return masked;
}

const char *
collector_mask_known (const char *text, const char *number, guint n_digits, TollArena *arena)
{
  char *masked;

  if (n_digits == 0 || *text == '\0')
    return text;
  masked = (char *) toll_arena_strdup (arena, text);
  hide_known (text, number, n_digits, RUN_OF_A_NUMBER, masked);
  return masked;
}

const char *
collector_mask_party (const char *text, const char *number, guint n_digits, TollArena *arena)
{
  char *masked;

  if (n_digits == 0 || *text == '\0')
    return text;
  masked = (char *) toll_arena_strdup (arena, text);
  hide_parts (text, n_digits, masked);
  hide_known (text, number, n_digits, MIN (count_digits (number), RUN_OF_A_NUMBER), masked);
  return masked;
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

/* Returns: bytes of the digit, of any script, that @text begins with; 0 = it is none. */
static gsize
measure_digit (const char *text)
{
  gunichar c;

  if ((*text & 0x80) == 0)
    return g_ascii_isdigit (*text);
  c = g_utf8_get_char_validated (text, -1);
  return c < 0x110000 && g_unichar_isdigit (c) ? (gsize) g_unichar_to_utf8 (c, NULL) : 0;
}

/* Returns: bytes of the digits, and of what stands between them, that @text begins with. */
static gsize
measure_run (const char *text, guint *n_digits)
{
  gsize at = 0, bytes = measure_digit (text);

  *n_digits = 0;
  for (; bytes > 0 || (at > 0 && text[at] != '\0' && strchr (" -_./()", text[at]) != NULL);
       bytes = measure_digit (text + at))
    {
      *n_digits += bytes > 0;
      at += MAX (bytes, 1);
    }
  return at;
}

void
collector_mask_runs (char *text, guint at_least,
                     gboolean (*is_exempt) (const char *text, const char *at))
{
  for (char *p = text; *p != '\0';)
    {
      guint n_digits;
      gsize length = measure_run (p, &n_digits);

      if (n_digits >= at_least && (is_exempt == NULL || !is_exempt (text, p)))
        for (gsize i = 0; i < length; i++)
          if (g_ascii_isdigit (p[i]) || (p[i] & 0x80) != 0)
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

const char *
collector_mask_device (const char *name, guint n_digits, TollArena *arena)
{
  const char *host = strrchr (name, '@');
  g_autofree char *port = NULL, *masked = NULL;

  if (collector_device_shape_get_kind (name) != COLLECTOR_DEVICE_UNKNOWN
      || g_hostname_is_ip_address (name))
    return name;
  if (host == NULL || !g_hostname_is_ip_address (host + 1))
    return collector_mask_text (name, n_digits, arena);
  /* An analog or digital port of a gateway, "S0/SU1/DS1-0@10.20.30.41". */
  port = g_strndup (name, host - name);
  masked = g_strconcat (collector_mask_text (port, n_digits, arena), host, NULL);
  return toll_arena_strdup (arena, masked);
}
