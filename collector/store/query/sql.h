/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* CollectorSql: a statement that is put together from constant pieces; values only ever enter it
 * as parameters. */
typedef struct
{
  GString *text;
  GArray *params;   /* of a private row: a figure or a text */
  GPtrArray *texts; /* owned */
} CollectorSql;

void collector_sql_init (CollectorSql *sql);
void collector_sql_clear (CollectorSql *sql);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CollectorSql, collector_sql_clear)

/* @piece: a constant of the program. */
void collector_sql_add (CollectorSql *sql, const char *piece);
/* A parameter. @text: copied. */
void collector_sql_add_int (CollectorSql *sql, gint64 value);
void collector_sql_add_text (CollectorSql *sql, const char *text);
/* "(?, ?, …)"; never empty: of nothing it is "(NULL)", which holds nothing. */
void collector_sql_add_int_list (CollectorSql *sql, const gint64 *values, guint n_values);

/* Returns: (transfer none): the statement, bound; NULL with DATABASE. It is @db's; @sql must
 * outlive its use. */
CollectorStmt *collector_sql_prepare (const CollectorSql *sql, CollectorDb *db, GError **error);

G_END_DECLS
