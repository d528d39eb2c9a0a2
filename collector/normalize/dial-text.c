/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the text of a record to the digits in it: addresses, service prefixes, terminators and
 * words that mean "withheld". It knows no nation and no site; understand.c does. Pure, any thread.
 */
#include "config.h"

#include "collector/normalize/dial-text.h"

#include <string.h>

static const char *const schemes[] = { "sip:", "sips:", "tel:" };

/* What gateways and carriers write in place of a number that is not shown. */
static const char *const withheld_words[] = { "anonymous", "restricted", "unavailable", "unknown",
                                              "private",   "withheld",   "blocked" };

/* Cuts scheme, host and parameters off: [*start, return value) is the user part. */
static const char *
find_user_part (const char **start)
{
  const char *text = *start;
  const char *end;

  while (*text == ' ')
    text++;
  for (guint i = 0; g_ascii_isalpha (*text) && i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (text, schemes[i], strlen (schemes[i])) == 0)
      {
        text += strlen (schemes[i]);
        break;
      }
  end = text + strcspn (text, "@;");
  while (end > text && end[-1] == ' ')
    end--;
  *start = text;
  return end;
}

static gboolean
is_withheld (const char *text, gsize n)
{
  for (guint i = 0; g_ascii_isalpha (*text) && i < G_N_ELEMENTS (withheld_words); i++)
    if (strlen (withheld_words[i]) == n && g_ascii_strncasecmp (text, withheld_words[i], n) == 0)
      return TRUE;
  return n == 0;
}

/* Bytes at @text that are no part of a number: blanks and punctuation people write, and the marks
 * that come along when a number is copied from a page (direction marks, no-break space). */
static gsize
filler_length (const char *text)
{
  if (*text != '\0' && strchr (" -.()/\\", *text) != NULL)
    return 1;
  if (text[0] == '\xc2' && text[1] == '\xa0')
    return 2;
  return text[0] == '\xe2' && (text[1] == '\x80' || text[1] == '\x81') && text[2] != '\0' ? 3 : 0;
}

/* Length of a service prefix at @text: a mark, two or three digits and a mark ("*31#"), or a star
 * and two digits with a number behind them ("*67"). */
static gsize
service_prefix_length (const char *text)
{
  gsize n;

  if (*text != '*' && *text != '#')
    return 0;
  n = strspn (text + 1, "0123456789");
  if ((n == 2 || n == 3) && (text[n + 1] == '#' || text[n + 1] == '*'))
    return g_ascii_isdigit (text[n + 2]) || text[n + 2] == '+' ? n + 2 : 0;
  return *text == '*' && n >= 5 ? 3 : 0;
}

/* Skips a service prefix, and an access code in front of it or of a +. */
static const char *
skip_prefixes (const char *text, const char *access_code)
{
  gsize n = strlen (access_code);

  if (n > 0 && strncmp (text, access_code, n) == 0 &&
      (text[n] == '+' || service_prefix_length (text + n) > 0))
    text += n;
  return text + service_prefix_length (text);
}

void
collector_dial_text_read (const char *text, const char *access_code, CollectorDialText *dialled)
{
  const char *p = text;
  const char *end = find_user_part (&p);
  guint n = 0;

  dialled->n_digits = 0;
  dialled->digits[0] = '\0';
  dialled->kind = is_withheld (p, end - p) ? COLLECTOR_DIAL_WITHHELD : COLLECTOR_DIAL_WORDS;
  if (dialled->kind == COLLECTOR_DIAL_WITHHELD)
    return;
  while (p < end && filler_length (p) > 0)
    p += filler_length (p);
  p = skip_prefixes (p, access_code);
  dialled->kind = *p == '+' ? COLLECTOR_DIAL_GLOBAL : COLLECTOR_DIAL_DIGITS;
  p += *p == '+';
  while (p < end && *p != '#' && *p != ',' && dialled->kind != COLLECTOR_DIAL_WORDS)
    if (g_ascii_isdigit (*p) && n < COLLECTOR_DIAL_MAX_DIGITS)
      dialled->digits[n++] = *p++;
    else if (filler_length (p) > 0)
      p += filler_length (p);
    else
      dialled->kind = COLLECTOR_DIAL_WORDS;
  if (n == 0)
    dialled->kind = COLLECTOR_DIAL_WORDS;
  dialled->n_digits = dialled->kind == COLLECTOR_DIAL_WORDS ? 0 : n;
  dialled->digits[dialled->n_digits] = '\0';
}
