/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One event is one line: names of files and texts of records come from elsewhere, and a line feed in
 * one of them would begin a line that nobody here wrote. Any thread.
 */
#include "config.h"

#include "collector/app/log-lines.h"

#include <string.h>

static char *
dup_line (const GLogField *field)
{
  const char *text = field->value;
  gsize n_bytes = field->length < 0 ? strlen (text) : (gsize) field->length;
  GString *line = g_string_sized_new (n_bytes);

  for (gsize i = 0; i < n_bytes; i++)
    if (g_ascii_iscntrl (text[i]))
      g_string_append_printf (line, "\\x%02x", (guchar) text[i]);
    else
      g_string_append_c (line, text[i]);
  return g_string_free (line, FALSE);
}

static GLogWriterOutput
write_line (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  g_autofree GLogField *copies = g_memdup2 (fields, n_fields * sizeof *fields);
  g_autofree char *line = NULL;

  for (gsize i = 0; i < n_fields && line == NULL; i++)
    if (strcmp (fields[i].key, "MESSAGE") == 0)
      {
        copies[i].value = line = dup_line (&fields[i]);
        copies[i].length = -1;
      }
  return g_log_writer_default (level, copies, n_fields, data);
}

void
collector_log_lines_install (void)
{
  g_log_set_writer_func (write_line, NULL, NULL);
}
