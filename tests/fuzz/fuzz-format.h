/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/formats/format.h"

#include <string.h>

G_BEGIN_DECLS

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Reads @bytes, presented @piece more at a time (0 = at once). Returns: FALSE when refused. */
static inline gboolean
fuzz_read (const CollectorFormat *format, const char *bytes, gsize n_bytes, gsize piece,
           CollectorBatch *batch)
{
  gpointer parser = format->open (format);
  gsize done = 0, shown = 0;
  gssize used = 0;

  while (used >= 0 && (shown < n_bytes || shown == 0))
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *part = NULL;

      shown = piece == 0 ? n_bytes : MIN (shown + piece, n_bytes);
      /* A copy of its own: reading beyond its end is seen. */
      part = g_memdup2 (bytes + done, shown - done);
      used = format->parse (parser, part, shown - done, shown == n_bytes, G_MAXINT, batch, &error);
      g_assert_true ((used < 0) == (error != NULL));
      g_assert_cmpint (used, <=, shown - done);
      done += MAX (used, 0);
      if (n_bytes == 0)
        break;
    }
  g_assert_true (used < 0 || done == n_bytes);
  format->close (parser);
  return used >= 0;
}

static inline void
fuzz_check_fields (const TollField *fields, guint n_fields, gconstpointer record)
{
  for (guint i = 0; i < n_fields; i++)
    if (fields[i].kind == TOLL_FIELD_TEXT)
      g_assert_true (g_utf8_validate (toll_field_get_text (&fields[i], record), -1, NULL));
}

static inline void
fuzz_check_batch (const CollectorBatch *batch, gsize n_bytes)
{
  for (guint i = 0; i < batch->rejects->len; i++)
    {
      const CollectorReject *reject = &g_array_index (batch->rejects, CollectorReject, i);

      g_assert_true (g_utf8_validate (reject->raw, -1, NULL));
      g_assert_cmpuint (strlen (reject->raw), <=, 64 * 1024);
      g_assert_cmpstr (reject->reason, !=, "");
      g_assert_cmpuint (reject->byte_offset + reject->byte_length, <=, n_bytes);
      g_assert_cmpuint (reject->line, >, 0);
    }
  for (guint i = 0; i < batch->legs->len; i++)
    {
      const TollLeg *leg = &g_array_index (batch->legs, TollLeg, i);

      fuzz_check_fields (toll_leg_fields, toll_leg_n_fields, leg);
      g_assert_cmpuint (leg->byte_offset + leg->byte_length, <=, n_bytes);
      g_assert_cmpint (leg->setup_ms, >, 0);
    }
  for (guint i = 0; i < batch->qualities->len; i++)
    fuzz_check_fields (toll_quality_fields, toll_quality_n_fields,
                       &g_array_index (batch->qualities, TollQuality, i));
}

/* The first byte says how the rest is presented; in pieces it must read as at once. */
static inline void
fuzz_format (const char *id, const guint8 *data, gsize size)
{
  const CollectorFormat *format = collector_format_lookup (id);
  g_autoptr (CollectorBatch) whole = collector_batch_new ();
  g_autoptr (CollectorBatch) pieces = collector_batch_new ();
  g_autoptr (GError) error = NULL;
  const char *bytes;
  gsize n_bytes;
  gboolean is_good;

  if (size == 0)
    return;
  bytes = (const char *) data + 1;
  n_bytes = size - 1;
  collector_format_detect (bytes, n_bytes, "x", &error);
  is_good = fuzz_read (format, bytes, n_bytes, 0, whole);
  g_assert_true (fuzz_read (format, bytes, n_bytes, 37 + 16 * data[0], pieces) == is_good);
  g_assert_cmpuint (pieces->legs->len, ==, whole->legs->len);
  g_assert_cmpuint (pieces->qualities->len, ==, whole->qualities->len);
  g_assert_cmpuint (pieces->rejects->len, ==, whole->rejects->len);
  fuzz_check_batch (whole, n_bytes);
  fuzz_check_batch (pieces, n_bytes);
}

G_END_DECLS
