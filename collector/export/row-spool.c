/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row is its length in bytes, its level, and its cells with a NUL behind each.
 */
#include "config.h"

#include "collector/export/row-spool.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "shared/base/error.h"

struct _CollectorRowSpool
{
  FILE *file;
  guint n_columns;
  GString *row;
  const char **cells;
};

static gboolean
fail (const char *what, GError **error)
{
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_IO, "a temporary file could not be %s: %s", what,
               g_strerror (errno));
  return FALSE;
}

CollectorRowSpool *
collector_row_spool_new (guint n_columns, GError **error)
{
  CollectorRowSpool *spool;
  FILE *file = tmpfile ();

  if (file == NULL)
    {
      fail ("made", error);
      return NULL;
    }
  spool = g_new0 (CollectorRowSpool, 1);
  spool->file = file;
  spool->n_columns = n_columns;
  spool->row = g_string_sized_new (512);
  spool->cells = g_new0 (const char *, n_columns + 1);
  return spool;
}

void
collector_row_spool_free (CollectorRowSpool *spool)
{
  if (spool == NULL)
    return;
  fclose (spool->file);
  g_string_free (spool->row, TRUE);
  g_free (spool->cells);
  g_free (spool);
}

gboolean
collector_row_spool_add (CollectorRowSpool *spool, guint level, const char *const *cells,
                         GError **error)
{
  guint32 length;

  g_string_truncate (spool->row, 0);
  g_string_append_c (spool->row, (char) level);
  for (guint i = 0; i < spool->n_columns; i++)
    g_string_append_len (spool->row, cells[i], strlen (cells[i]) + 1);
  length = spool->row->len;
  if (fwrite (&length, sizeof length, 1, spool->file) != 1
      || fwrite (spool->row->str, 1, length, spool->file) != length)
    return fail ("written", error);
  return TRUE;
}

gboolean
collector_row_spool_rewind (CollectorRowSpool *spool, GError **error)
{
  if (fflush (spool->file) != 0)
    return fail ("written", error);
  rewind (spool->file);
  return TRUE;
}

gint64
collector_row_spool_get_place (const CollectorRowSpool *spool)
{
  return ftello (spool->file);
}

gboolean
collector_row_spool_go_to (CollectorRowSpool *spool, gint64 place, GError **error)
{
  return (place >= 0 && fseeko (spool->file, place, SEEK_SET) == 0) || fail ("read", error);
}

const char *const *
collector_row_spool_next (CollectorRowSpool *spool, guint *level, GError **error)
{
  const char *at;
  guint32 length;

  if (fread (&length, sizeof length, 1, spool->file) != 1)
    {
      if (ferror (spool->file))
        fail ("read", error);
      return NULL;
    }
  g_string_set_size (spool->row, length);
  if (fread (spool->row->str, 1, length, spool->file) != length)
    {
      fail ("read", error);
      return NULL;
    }
  *level = (guchar) spool->row->str[0];
  at = spool->row->str + 1;
  for (guint i = 0; i < spool->n_columns; i++, at += strlen (at) + 1)
    spool->cells[i] = at;
  return spool->cells;
}
