/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A record that its file's end cut in two, looked for in a longer version of the file.
 */
#include "config.h"

#include "collector/pipeline/cut-record.h"

#include "collector/pipeline/source-file.h"
#include "collector/pipeline/pipeline.h"

#include <string.h>

#define MAX_RECORD_BYTES (64 * 1024)
#define REPLACEMENT "\357\277\275" /* U+FFFD stands for bytes that are no UTF-8 */

/* Length of @raw without a character that the cut went through. */
static gsize
length_before_cut (const char *raw)
{
  gsize length = strlen (raw);

  while (length >= strlen (REPLACEMENT)
         && memcmp (raw + length - strlen (REPLACEMENT), REPLACEMENT, strlen (REPLACEMENT)) == 0)
    length -= strlen (REPLACEMENT);
  return length;
}

static gboolean
goes_on_from (const char *bytes, const char *raw)
{
  g_autofree char *text = g_utf8_make_valid (bytes, -1);
  gsize length = length_before_cut (raw);

  return length > 0 && strncmp (text, raw, length) == 0 && strlen (text) > strlen (raw);
}

char *
collector_cut_record_find (const char *path, gint64 byte_offset, const char *raw)
{
  g_autoptr (CollectorSourceFile) file
      = collector_source_file_open (path, COLLECTOR_IMPORT_MAX_BYTES, NULL);
  g_autofree char *bytes = NULL;

  if (file == NULL)
    return NULL;
  bytes = collector_source_file_dup_bytes (file, byte_offset, MAX_RECORD_BYTES, NULL);
  if (bytes == NULL)
    return NULL;
  bytes[strcspn (bytes, "\r\n")] = '\0';
  return goes_on_from (bytes, raw) ? g_steal_pointer (&bytes) : NULL;
}
