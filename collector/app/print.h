/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CollectorTable: rows of text on stdout, as aligned columns or as one JSON array. */
typedef struct _CollectorTable CollectorTable;

typedef struct
{
  const char *id;    /* member name in JSON */
  const char *title; /* N_() for people */
  gboolean is_number; /* whole numbers: a number in JSON too */
} CollectorTableColumn;

/* @columns must outlive the table. */
CollectorTable *collector_table_new (const CollectorTableColumn *columns, guint n_columns);
void collector_table_free (CollectorTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorTable, collector_table_free)

/* @cells: (array length=n_columns); copied. */
void collector_table_add (CollectorTable *table, const char *const *cells);

/* Printed for people, the last column is cut so that a row takes @width characters; 0 = whole. */
void collector_table_set_width (CollectorTable *table, guint width);

/* Returns: (transfer full): the text for people. */
char *collector_table_dup_text (const CollectorTable *table);
/* JSON: {"items":[{"id":"text",…}…]}. */
void collector_table_print (const CollectorTable *table, gboolean as_json);

G_END_DECLS
