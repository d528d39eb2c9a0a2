/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "shared/base/arena.h"
#include "shared/model/leg.h"
#include "shared/model/quality.h"

G_BEGIN_DECLS

/* What stands for a NUL byte in the text of a record that was refused. */
#define COLLECTOR_NUL_SIGN "\342\220\200"

/* CollectorReject: a record that could not be read; nothing of it is lost. */
typedef struct
{
  guint32 line; /* 1 = first line of the file */
  gint64 byte_offset;
  guint32 byte_length;
  const char *field;  /* column at fault, "" when it is the whole record */
  const char *reason; /* one sentence for a person, without full telephone numbers */
  const char *raw;    /* the record as it came, made valid UTF-8, at most 64 KiB */
} CollectorReject;

/* CollectorBatch: what a parser yields; its texts live in @arena until collector_batch_reset(). */
typedef struct
{
  TollArena *arena;
  GArray *legs;      /* of TollLeg */
  GArray *qualities; /* of TollQuality */
  GArray *rejects;   /* of CollectorReject */
  gint64 columns_hash; /* of the file's row of names: files with the same columns have the same */
} CollectorBatch;

CollectorBatch *collector_batch_new (void);
void collector_batch_reset (CollectorBatch *batch);
void collector_batch_free (CollectorBatch *batch);
/* Number of records in the batch, of all three kinds. */
guint collector_batch_count (const CollectorBatch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorBatch, collector_batch_free)

/* CollectorFormat: one way of writing call records down. One file and one row each.
 * A parser is a pull machine over bytes: pure, no files, one thread at a time.
 */
typedef struct _CollectorFormat CollectorFormat;
struct _CollectorFormat
{
  const char *id;    /* "cucm-cdr": stable, used by --format and stored with the file */
  const char *title; /* N_() for people */
  gconstpointer layout; /* what its functions work by, where several formats share them */

  /* How sure this format is, 0-100, from the first bytes (up to 64 KiB) and the base name. */
  guint (*sniff) (const CollectorFormat *format, const char *bytes, gsize n_bytes,
                  const char *file_name);

  /* Returns: (transfer full): the state of one file. */
  gpointer (*open) (const CollectorFormat *format);
  void (*close) (gpointer parser);

  /* Reads whole records from @bytes, which continue the file where the last call stopped, into
   * @batch, up to @max_records. @is_last says that the file ends with these bytes.
   * Returns: the bytes consumed (the caller presents the rest again, with more behind it), or -1
   * with TOLL_ERROR_BAD_FORMAT when the file as a whole must be refused ("line N: ..."). A bad
   * row is a reject in the batch, not an error. A record longer than 64 KiB is a reject. */
  gssize (*parse) (gpointer parser, const char *bytes, gsize n_bytes, gboolean is_last,
                   guint max_records, CollectorBatch *batch, GError **error);
};

/* Returns: (transfer none) (array zero-terminated=1): all formats, in the order of asking. */
const CollectorFormat *const *collector_format_list (void);

/* Returns: (transfer none) (nullable): the format with @id. */
const CollectorFormat *collector_format_lookup (const char *id);

/* Returns: (transfer none) (nullable): the format that is surest of these bytes; NULL with
 * TOLL_ERROR_BAD_FORMAT and a reason that helps (what is missing) when none is. */
const CollectorFormat *collector_format_detect (
    const char *bytes, gsize n_bytes, const char *file_name, GError **error);

G_END_DECLS
