/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "collector/store/db.h"

G_BEGIN_DECLS

/* Inside collector/store only: many rows with one statement. "INSERT OR FAIL INTO t (...) SELECT
 * c0, c1, ... FROM bulk_rows (?1)" reads the rows from memory; it saves binding, starting and
 * ending a statement for each, which costs more than storing a narrow row. */
#define COLLECTOR_BULK_MAX_COLUMNS 48
#define COLLECTOR_BULK_ROWS 256 /* a block that stays in the processor's cache */

typedef struct
{
  enum
  {
    COLLECTOR_VALUE_NULL,
    COLLECTOR_VALUE_INT,
    COLLECTOR_VALUE_TEXT,
    COLLECTOR_VALUE_BLOB
  } kind;
  guint32 n_bytes; /* of a text or blob */
  union
  {
    gint64 figure;
    const void *bytes; /* borrowed */
  };
} CollectorValue;

/* CollectorBulk: rows of values, in the order of the columns. */
typedef struct
{
  guint n_columns;
  guint n_rows;
  guint at; /* the row the statement is at */
  CollectorValue *values;
} CollectorBulk;

void collector_bulk_init (CollectorBulk *bulk, guint n_columns);
void collector_bulk_clear (CollectorBulk *bulk);

/* Returns: (transfer none): the values of one more row; there must be room for it. */
CollectorValue *collector_bulk_add (CollectorBulk *bulk);

/* Runs @sql over the rows from @first on. When a row breaks a constraint, the rows before it are
 * stored, bulk->at is that row, and the error is CONFLICT. */
gboolean collector_bulk_run (CollectorDb *db, const char *sql, CollectorBulk *bulk, guint first,
                             GError **error);

/* Makes bulk_rows() known to a connection. Returns: an SQLite result. */
int collector_bulk_register (sqlite3 *handle);

static inline void
collector_value_set_int (CollectorValue *value, gint64 figure)
{
  value->kind = COLLECTOR_VALUE_INT;
  value->figure = figure;
}

void collector_value_set_text (CollectorValue *value, const char *text);

static inline void
collector_value_set_blob (CollectorValue *value, const void *bytes, gsize n_bytes)
{
  value->kind = COLLECTOR_VALUE_BLOB;
  value->n_bytes = n_bytes;
  value->bytes = bytes;
}

static inline void
collector_value_set_null (CollectorValue *value)
{
  value->kind = COLLECTOR_VALUE_NULL;
}

G_END_DECLS
