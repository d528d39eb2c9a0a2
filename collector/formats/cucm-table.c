/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Columns by name: finds the columns of a table in the first row of a file, whatever their order
 * and letter case, and decodes rows through the places found. Refuses files without a required
 * column, and figures that are none. Pure.
 */
#include "config.h"

#include "collector/formats/cucm-table.h"

#include "shared/base/error.h"

#include <glib/gi18n.h>

/* A duration that is absurd is still a record; it only must not overflow. */
#define MAX_SECONDS G_GINT64_CONSTANT (1000000000000)

gboolean
collector_cell_is_named (const CollectorCell *cell, const char *name)
{
  return strlen (name) == cell->length &&
         g_ascii_strncasecmp (name, cell->text, cell->length) == 0;
}

/* Returns: the place of @column, -1 when it is not there; *is_double: there more than once. */
static gint
find_place (
    const CollectorColumn *column, const CollectorCell *names, guint n_names, gboolean *is_double)
{
  gint place = -1;

  *is_double = FALSE;
  for (guint i = 0; i < n_names; i++)
    if (collector_cell_is_named (&names[i], column->name) ||
        (column->other_name != NULL && collector_cell_is_named (&names[i], column->other_name)))
      {
        *is_double = place >= 0;
        place = place >= 0 ? place : (gint) i;
        if (*is_double)
          break;
      }
  return place;
}

gboolean
collector_table_map (const CollectorTable *table, const CollectorCell *names, guint n_names,
                     gint16 *places, GError **error)
{
  for (guint i = 0; i < table->n_columns; i++)
    {
      const CollectorColumn *column = &table->columns[i];
      gboolean is_double;

      places[i] = find_place (column, names, n_names, &is_double);
      if (is_double)
        {
          g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
                       /* TRANSLATORS: %s is the name of a column, such as "duration" */
                       _("the column \"%s\" is there twice"), column->name);
          return FALSE;
        }
      if (places[i] < 0 && column->is_required)
        {
          g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
                       /* TRANSLATORS: %s is the name of a column, such as "duration" */
                       _("the required column \"%s\" is missing"), column->name);
          return FALSE;
        }
    }
  return TRUE;
}

guint
collector_table_count_required (
    const CollectorTable *table, const CollectorCell *names, guint n_names, guint *n_required)
{
  guint n_found = 0;

  *n_required = 0;
  for (guint i = 0; i < table->n_columns; i++)
    if (table->columns[i].is_required)
      {
        gboolean is_double;

        (*n_required)++;
        n_found += find_place (&table->columns[i], names, n_names, &is_double) >= 0;
      }
  return n_found;
}

/* Puts a figure into its member. Returns: FALSE when it is out of the member's range. */
static inline gboolean
put_figure (gpointer member, CollectorColumnKind kind, gint64 figure)
{
  switch (kind)
    {
    case COLLECTOR_COLUMN_U32:
      *(guint32 *) member = (guint32) figure;
      return figure >= G_MININT32 && figure <= G_MAXUINT32;
    case COLLECTOR_COLUMN_INSTANT:
      if (figure < 0 || figure > G_MAXUINT32)
        return FALSE;
      *(gint64 *) member = figure * 1000;
      return TRUE;
    case COLLECTOR_COLUMN_SECONDS:
      *(gint64 *) member = CLAMP (figure, -MAX_SECONDS, MAX_SECONDS) * 1000;
      return TRUE;
    default:
      *(gint64 *) member = figure;
      return TRUE;
    }
}

static void
add_steps (CollectorRecipe *recipe, const gint16 *places, gboolean is_text)
{
  const CollectorTable *table = recipe->table;

  for (guint i = 0; i < table->n_columns; i++)
    {
      const CollectorColumn *column = &table->columns[i];

      if (places[i] >= 0 && (column->kind == COLLECTOR_COLUMN_TEXT) == is_text)
        recipe->steps[recipe->n_steps++] =
            (CollectorStep) { places[i], column->offset, column->kind, i };
    }
}

CollectorRecipe *
collector_recipe_new (const CollectorTable *table, const gint16 *places)
{
  CollectorRecipe *recipe = g_new0 (CollectorRecipe, 1);

  recipe->table = table;
  recipe->steps = g_new (CollectorStep, table->n_columns);
  add_steps (recipe, places, TRUE);
  recipe->n_texts = recipe->n_steps;
  add_steps (recipe, places, FALSE);
  return recipe;
}

void
collector_recipe_free (CollectorRecipe *recipe)
{
  g_free (recipe->steps);
  g_free (recipe);
}

static const char *
refuse (const CollectorRecipe *recipe, const CollectorStep *step, const char *reason,
        const char **field)
{
  *field = recipe->table->columns[step->column].name;
  return reason;
}

const char *
collector_recipe_decode (const CollectorRecipe *recipe, const CollectorRecord *record, gpointer row,
                       TollArena *arena, const char **field)
{
  const CollectorStep *step = recipe->steps;
  const CollectorStep *first_figure = step + recipe->n_texts, *end = step + recipe->n_steps;

  for (; step < first_figure; step++)
    {
      const CollectorCell *cell = &record->cells[step->place];

      if (cell->length > 0)
        *(const char **) ((char *) row + step->offset) =
            collector_cell_get_text (cell, record->has_high, arena);
    }
  for (; step < end; step++)
    {
      const CollectorCell *cell = &record->cells[step->place];
      gint64 figure;

      if (cell->length == 0)
        continue;
      if (!collector_cell_get_int (cell, &figure))
        return refuse (recipe, step, _("a whole number is needed here"), field);
      if (!put_figure ((char *) row + step->offset, step->kind, figure))
        return refuse (recipe, step, _("the number is out of range"), field);
    }
  return NULL;
}

static gboolean
is_type (const CollectorCell *cell, gboolean may_be_cut)
{
  static const char *const words[] = {
    "INTEGER", "VARCHAR", "UNIQUEIDENTIFIER", "STRING", "CHAR", "NVARCHAR", "BIGINT", "SMALLINT",
    "INT",     "DATETIME", "TEXT",            "FLOAT",  "DECIMAL",
  };
  const char *bracket = memchr (cell->text, '(', cell->length);
  gsize length = bracket != NULL ? (gsize) (bracket - cell->text) : cell->length;

  if (bracket != NULL && !may_be_cut && cell->text[cell->length - 1] != ')')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (length <= strlen (words[i]) && g_ascii_strncasecmp (words[i], cell->text, length) == 0 &&
        (words[i][length] == '\0' || (may_be_cut && bracket == NULL)))
      return TRUE;
  return FALSE;
}

gboolean
collector_is_types_row (const CollectorCell *cells, guint n_cells, gboolean is_unended)
{
  for (guint i = 0; i < n_cells; i++)
    if (!is_type (&cells[i], is_unended && i + 1 == n_cells))
      return FALSE;
  return TRUE;
}
