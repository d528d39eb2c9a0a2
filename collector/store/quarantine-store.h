/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* CollectorQuarantineRow: a record that is held back, and why. Texts live during the call. */
typedef struct
{
  gint64 id;
  const char *file; /* base name as it was delivered */
  guint line;
  const char *field; /* "" = the whole record */
  const char *reason;
  const char *raw; /* the record as it came */
  gint64 held_ms;  /* since when */
  const char *archive_path; /* of the file, relative to the data directory; "" = not archived */
} CollectorQuarantineRow;

typedef void (*CollectorQuarantineFunc) (const CollectorQuarantineRow *row, gpointer data);

/* Calls @func for the records still held, of @file_id (0 = of all files), in the order in which
 * they came, after the one with id @after (0 = from the first); at most @limit (-1 = all). Any
 * lane. */
gboolean collector_quarantine_list (CollectorDb *db, gint64 file_id, gint64 after, gint64 limit,
                                    CollectorQuarantineFunc func, gpointer data, GError **error);

/* TRUE when a rule of somebody's may make the held record @id a private call: what the rule names
 * stands somewhere in its text. Errors read as TRUE. Any lane. */
gboolean collector_quarantine_may_be_private (CollectorDb *db, gint64 id);

G_END_DECLS
