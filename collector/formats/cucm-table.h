/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/formats/cell.h"
#include "collector/formats/format.h"

G_BEGIN_DECLS

/* How the cell of a column becomes a member. An empty cell leaves the member as it was. */
typedef enum
{
  COLLECTOR_COLUMN_TEXT,    /* const char * */
  COLLECTOR_COLUMN_U32,     /* guint32; a negative figure is its 32-bit pattern */
  COLLECTOR_COLUMN_I64,     /* gint64 */
  COLLECTOR_COLUMN_INSTANT, /* gint64 ms, from unsigned 32-bit epoch seconds */
  COLLECTOR_COLUMN_SECONDS, /* gint64 ms, from seconds, may be negative */
} CollectorColumnKind;

/* CollectorColumn: one row per column a format reads. */
typedef struct
{
  const char *name;       /* as CUCM 15 writes it */
  const char *other_name; /* (nullable): another spelling that was seen; letter case is ignored */
  gsize offset;           /* of the member in the format's row struct */
  CollectorColumnKind kind;
  gboolean is_required; /* a file without it is refused */
} CollectorColumn;

/* CollectorTable: a flat file kind of Unified CM: its columns and what makes a row a record. */
typedef struct
{
  const char *name_tag; /* files of this kind are named so at the beginning */
  const CollectorColumn *columns;
  guint n_columns;
  gsize row_size;
  guint id_column; /* the row of columns[] of a record's GUID, which is required */

  /* Every member as a record without cells has it. */
  void (*init_row) (gpointer row);

  /* (nullable): checks the names as a whole, beyond the required ones.
   * Returns: FALSE with TOLL_ERROR_BAD_FORMAT. @names: @n_names cells of the first row. */
  gboolean (*check_names) (const CollectorCell *names, guint n_names, GError **error);

  /* Completes @row and adds it to the batch. @places[i]: place of column i in the record, or -1.
   * Returns: (nullable): why not, the column at fault in @field; NULL when all is well. */
  const char *(*finish) (gpointer row, const CollectorRecord *record, const gint16 *places,
                         CollectorBatch *batch, const char **field);
} CollectorTable;

/* The place of each column of @table among the names of a file's first row.
 * @places: room for table->n_columns; -1 = not there.
 * Returns: FALSE with TOLL_ERROR_BAD_FORMAT: a required column is missing, or one is there twice. */
gboolean collector_table_map (const CollectorTable *table, const CollectorCell *names,
                              guint n_names, gint16 *places, GError **error);

/* How many required columns of @table are among the names; all of them in @n_required. */
guint collector_table_count_required (const CollectorTable *table, const CollectorCell *names,
                                      guint n_names, guint *n_required);

/* CollectorRecipe: what is to be done to each row of one file: the columns that are there, texts
 * first, so that nothing is looked up row by row. */
typedef struct
{
  guint16 place;
  guint16 offset;
  guint16 kind; /* CollectorColumnKind */
  guint16 column;
} CollectorStep;

typedef struct
{
  const CollectorTable *table;
  CollectorStep *steps;
  guint n_texts;
  guint n_steps;
} CollectorRecipe;

/* Returns: (transfer full): the recipe for @places. */
CollectorRecipe *collector_recipe_new (const CollectorTable *table, const gint16 *places);
void collector_recipe_free (CollectorRecipe *recipe);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorRecipe, collector_recipe_free)

/* Decodes the cells of @record into @row, texts into @arena.
 * Returns: (nullable): why not, the column at fault in @field; NULL when all is well. */
const char *collector_recipe_decode (const CollectorRecipe *recipe, const CollectorRecord *record,
                                   gpointer row, TollArena *arena, const char **field);

/* Whether the cells are the row of types (INTEGER, VARCHAR(50), ...). The last one may be cut short
 * when @is_unended. */
gboolean collector_is_types_row (const CollectorCell *cells, guint n_cells, gboolean is_unended);

gboolean collector_cell_is_named (const CollectorCell *cell, const char *name);

G_END_DECLS
