/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/formats/format.h"
#include "tests/support/cucm-file.h"

G_BEGIN_DECLS

/* Reads all of @bytes as format @id, presented @piece bytes more at a time (0 = at once).
 * Returns: FALSE with @error when the file is refused. */
static inline gboolean
read_all (const char *id, const char *bytes, gsize n_bytes, gsize piece, CollectorBatch *batch,
          GError **error)
{
  const CollectorFormat *format = collector_format_lookup (id);
  gpointer parser = format->open (format);
  gsize done = 0, shown = piece == 0 ? n_bytes : MIN (piece, n_bytes);
  gboolean is_good = TRUE;

  while (is_good)
    {
      /* A copy of its own, so that reading beyond the end is seen by the sanitizers. */
      g_autofree char *part = g_memdup2 (bytes + done, shown - done);
      gboolean is_last = shown == n_bytes;
      gssize used =
          format->parse (parser, part, shown - done, is_last, G_MAXUINT / 2, batch, error);

      is_good = used >= 0;
      if (!is_good)
        break;
      g_assert_cmpuint (used, <=, shown - done);
      done += used;
      if (is_last)
        break;
      shown = MIN (shown + piece, n_bytes);
    }
  if (is_good)
    g_assert_cmpuint (done, ==, n_bytes);
  format->close (parser);
  return is_good;
}

/* The same for a built file, which must be readable. */
static inline void
read_file (const char *id, const TollTestFile *file, TollTestFileFlags flags, gsize piece,
           CollectorBatch *batch)
{
  g_autoptr (GBytes) bytes = toll_test_file_to_bytes (file, flags);
  g_autoptr (GError) error = NULL;
  gboolean is_good = read_all (id, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                               piece, batch, &error);

  g_assert_no_error (error);
  g_assert_true (is_good);
}

#define LEG(batch, i) (&g_array_index ((batch)->legs, TollLeg, (i)))
#define QUALITY(batch, i) (&g_array_index ((batch)->qualities, TollQuality, (i)))
#define REJECT(batch, i) (&g_array_index ((batch)->rejects, CollectorReject, (i)))

G_END_DECLS
