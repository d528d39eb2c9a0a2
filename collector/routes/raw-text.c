/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is shown of records that could not be read. Their cells are told apart no further than is
 * needed to leave out what nobody may see.
 */
#include "config.h"

#include "collector/routes/raw-text.h"

#include <string.h>

#define CODE_COLUMN "authorizationCodeValue"
#define MOST_SHIFTED 8 /* cells that a bad record may be off by */
#define HIDDEN "*"

/* Returns: where the cell that begins at @cell ends: at a comma outside of quotes, or at the end. */
static const char *
end_of_cell (const char *cell)
{
  gboolean is_quoted = FALSE;

  for (; *cell != '\0' && (is_quoted || *cell != ','); cell++)
    if (*cell == '"')
      is_quoted = !is_quoted;
  return cell;
}

/* Returns: the beginning of cell @index, NULL when there are fewer. */
static const char *
find_cell (const char *text, guint index)
{
  for (; index > 0; index--)
    {
      text = end_of_cell (text);
      if (*text == '\0')
        return NULL;
      text++;
    }
  return text;
}

/* The same where quotes cannot be trusted: never behind where the cell really begins. */
static const char *
find_early (const char *text, guint index)
{
  for (; index > 0 && text != NULL; index--)
    {
      text = strchr (text, ',');
      text += text != NULL;
    }
  return text;
}

static guint
count_cells (const char *text)
{
  guint n = 1;

  for (text = end_of_cell (text); *text != '\0'; text = end_of_cell (text + 1))
    n++;
  return n;
}

static gboolean
is_code_column (const char *name)
{
  name += *name == '"';
  return g_ascii_strncasecmp (name, CODE_COLUMN, strlen (CODE_COLUMN)) == 0;
}

char *
collector_raw_text_hide_code (const char *names, const char *raw)
{
  guint n_names = count_cells (names);
  gboolean is_in_place = count_cells (raw) == n_names;
  GString *text = g_string_new (NULL);
  const char *from = NULL;
  guint place = 0;

  while (place < n_names && !is_code_column (find_cell (names, place)))
    place++;
  if (place < n_names)
    from = is_in_place ? find_cell (raw, place)
                       : find_early (raw, place - MIN (place, MOST_SHIFTED));
  if (from == NULL)
    return g_string_free (g_string_append (text, raw), FALSE);
  g_string_append_len (text, raw, from - raw);
  if (!is_in_place)
    g_string_append (text, HIDDEN);
  else if (end_of_cell (from) == from || g_str_has_prefix (from, "\"\","))
    g_string_append (text, from);
  else
    g_string_append_printf (text, HIDDEN "%s", end_of_cell (from));
  return g_string_free (text, FALSE);
}
