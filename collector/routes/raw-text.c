/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is shown of records that could not be read. Their cells are told apart no further than is
 * needed to leave out what nobody may see.
 */
#include "config.h"

#include "collector/routes/raw-text.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_NAMES_BYTES (64 * 1024)
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

/* Returns: (transfer full) (nullable): the first line of the file. */
static char *
read_names (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) in = g_file_read (file, NULL, NULL);
  g_autofree char *text = g_malloc0 (MAX_NAMES_BYTES + 1);
  gsize n_read = 0;

  if (in == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (in), text, MAX_NAMES_BYTES, &n_read, NULL, NULL)
      || n_read == 0)
    return NULL;
  text[strcspn (text, "\r\n")] = '\0';
  return g_steal_pointer (&text);
}

char *
collector_raw_texts_show (CollectorRawTexts *texts, const CollectorQuarantineRow *row)
{
  if (*row->archive_path == '\0')
    return NULL;
  if (g_strcmp0 (texts->names_path, row->archive_path) != 0)
    {
      g_autofree char *path = g_build_filename (texts->data_path, row->archive_path, NULL);

      g_free (texts->names_path);
      g_free (texts->names);
      texts->names_path = g_strdup (row->archive_path);
      texts->names = read_names (path);
    }
  return texts->names != NULL ? collector_raw_text_hide_code (texts->names, row->raw) : NULL;
}

void
collector_raw_texts_clear (CollectorRawTexts *texts)
{
  g_clear_pointer (&texts->names_path, g_free);
  g_clear_pointer (&texts->names, g_free);
}
