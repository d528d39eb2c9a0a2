/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A grouped report beside the same of another period: figures of now, of before, their difference
 * and that in per cent. Groups meet by their keys; days, weeks and months by their place in the
 * period. Any lane.
 */
#include "config.h"

#include "collector/reports/groups-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "collector/store/period-now.h"
#include "shared/base/error.h"
#include "shared/model/period-shift.h"

gboolean
collector_grouping_load_before (CollectorGrouping *self, GError **error)
{
  CollectorReportRun *run = self->run;
  CollectorQuery query = collector_report_run_get_query (run);
  TollPeriodNow now;

  if (run->spec->compare == TOLL_COMPARE_NONE)
    return TRUE;
  if (run->to_ms == 0)
    {
      toll_error_set_field (error, "spec.compare", "everything has no period before it");
      return FALSE;
    }
  if (!collector_period_now (run->db, run->zone, run->now_ms, &now, error))
    return FALSE;
  toll_period_resolve_other (&run->spec->period, run->spec->compare == TOLL_COMPARE_YEAR_BEFORE,
                             &now, &self->before_from_ms, &self->before_to_ms);
  /* A query up to 1970 is one of everything. */
  if (self->before_to_ms <= 0)
    {
      toll_error_set_field (error, "spec.compare", "no period lies before one that begins in 1970");
      return FALSE;
    }
  run->doc->other_from_ms = self->before_from_ms;
  run->doc->other_to_ms = self->before_to_ms;
  query.from_ms = self->before_from_ms;
  query.to_ms = self->before_to_ms;
  self->before = collector_query_group (run->db, &query, self->measures, error);
  if (self->before == NULL)
    return FALSE;
  for (guint i = 0; i < self->before->groups->len; i++)
    collector_group_merge (&self->whole_before, collector_groups_get (self->before, i), self->measures,
                           MIN (self->groups->currencies->len, self->before->currencies->len));
  return TRUE;
}

static char *
make_id (const CollectorGrouping *self, const CollectorGroup *group)
{
  GString *id = g_string_new (NULL);

  for (guint i = 0; i < self->groups->n_keys; i++)
    {
      collector_key_append (id, &group->keys[i]);
      g_string_append_c (id, '\t');
    }
  return g_string_free (id, FALSE);
}

/* A group of nothing with the keys of @like. */
static CollectorGroup *
make_empty (CollectorGrouping *self, const CollectorGroup *like)
{
  CollectorGroup *group = toll_arena_alloc (self->groups->arena, sizeof *group);

  collector_grouping_init_group (self, group);
  memcpy (group->keys, like->keys, sizeof group->keys);
  return group;
}

static void
pair_before (CollectorGrouping *self, GHashTable *places)
{
  TollPeriodShift shift;

  toll_period_shift_find (&shift, self->run->zone, self->run->from_ms, self->before_from_ms);
  for (guint i = 0; i < self->before->groups->len; i++)
    {
      CollectorGroup *group = collector_groups_get (self->before, i);
      g_autofree char *id = NULL;
      gpointer place;

      for (guint j = 0; j < self->groups->n_keys; j++)
        if (self->groups->keys[j]->kind == TOLL_CELL_DAY)
          group->keys[j].figure = toll_period_shift_day (&shift, self->groups->keys[j]->unit,
                                                         group->keys[j].figure, FALSE);
      id = make_id (self, group);
      place = g_hash_table_lookup (places, id);
      if (place == NULL)
        {
          CollectorGroupEntry entry = { .group = make_empty (self, group), .before = group };

          g_array_append_val (self->entries, entry);
        }
      else
        g_array_index (self->entries, CollectorGroupEntry, GPOINTER_TO_UINT (place) - 1).before
            = group;
    }
}

void
collector_grouping_pair (CollectorGrouping *self)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_array_set_size (self->entries, self->groups->groups->len);
  for (guint i = 0; i < self->entries->len; i++)
    {
      CollectorGroupEntry *entry = &g_array_index (self->entries, CollectorGroupEntry, i);

      entry->group = collector_groups_get (self->groups, i);
      if (self->before == NULL)
        continue;
      entry->before = make_empty (self, entry->group);
      g_hash_table_insert (places, make_id (self, entry->group), GUINT_TO_POINTER (i + 1));
    }
  if (self->before != NULL)
    pair_before (self, places);
}

/* Only sums and what is derived from them are compared; a share changes by points, not per cent. */
static gboolean
has_side (const CollectorFigure *figure, CollectorSide side)
{
  if (side == COLLECTOR_SIDE_NOW)
    return TRUE;
  if (collector_figure_is_sampled (figure) || figure->kind == TOLL_CELL_INSTANT
      || figure->shape > COLLECTOR_FIGURE_PER_MINUTE
      || figure->shape == COLLECTOR_FIGURE_CUMULATIVE)
    return FALSE;
  return side != COLLECTOR_SIDE_CHANGE || figure->kind != TOLL_CELL_SHARE;
}

void
collector_grouping_split_sides (CollectorGrouping *self)
{
  GArray *split;

  if (self->before == NULL)
    return;
  split = g_array_new (FALSE, FALSE, sizeof (CollectorFigureColumn));
  for (guint i = 0; i < self->columns->len; i++)
    for (guint side = 0; side < COLLECTOR_N_SIDES; side++)
      {
        CollectorFigureColumn column = g_array_index (self->columns, CollectorFigureColumn, i);

        column.side = side;
        if (has_side (column.figure, side))
          g_array_append_val (split, column);
      }
  g_array_unref (self->columns);
  self->columns = split;
}

/* A drill that says also what the report narrows itself to, and of an amount, that it is of the calls
 * that were priced in its currency. @currency: (nullable): one of several. */
static const char *
narrow_drill (const CollectorReportRun *run, const char *drill, const char *currency)
{
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();
  g_autofree char *text = NULL;

  if ((run->only == NULL && currency == NULL) || drill == NULL)
    return drill;
  toll_report_spec_read_text (spec, *drill != '\0' ? drill : "{}", "drill", NULL);
  if (currency != NULL)
    toll_report_spec_add_test (spec, "currency", TOLL_OP_IS, currency);
  if (run->only != NULL)
    toll_report_spec_add_where (spec, run->only);
  toll_report_spec_write (spec, json, NULL);
  text = g_string_free (toll_json_writer_finish (json), FALSE);
  return toll_arena_strdup (run->doc->arena, text);
}

/* Whom single people are hidden from, the list behind their number tells no more than that of calls. */
static const char *
find_drill (const CollectorReportRun *run, const CollectorFigure *figure)
{
  return collector_figure_names_people (figure)
                 && !collector_viewer_check_individuals (run->viewer, run->spec->mine, NULL)
             ? ""
             : collector_figure_get_drill (figure);
}

/* Returns: (nullable): what a column before @column opens, which is of the same calls. */
static const char *
find_same_drill (const CollectorGrouping *self, const CollectorFigureColumn *column)
{
  const CollectorFigureColumn *columns = (const CollectorFigureColumn *) self->columns->data;
  const char *drill = find_drill (self->run, column->figure);

  for (guint i = 0; &columns[i] != column; i++)
    if (columns[i].currency == column->currency && columns[i].side == column->side
        && g_strcmp0 (find_drill (self->run, columns[i].figure), drill) == 0)
      return toll_report_doc_get_column (self->run->doc, self->groups->n_keys + i)->drill;
  return NULL;
}

const char *
collector_grouping_make_drill (const CollectorGrouping *self, const CollectorFigureColumn *column)
{
  const GPtrArray *currencies = self->groups->currencies;
  const char *currency = column->currency >= 0 && currencies->len > 1
                             ? currencies->pdata[column->currency] : NULL;
  const char *drill = find_same_drill (self, column);
  g_autofree char *text = NULL;

  if (drill != NULL)
    return drill;
  drill = narrow_drill (self->run, find_drill (self->run, column->figure), currency);
  if (column->side != COLLECTOR_SIDE_BEFORE || drill == NULL)
    return drill;
  text = g_strdup_printf ("{\"period\":{\"from_ms\":%" G_GINT64_FORMAT ",\"to_ms\":%" G_GINT64_FORMAT
                          "}%s%s",
                          self->before_from_ms, self->before_to_ms, *drill != '\0' ? "," : "}",
                          *drill != '\0' ? drill + 1 : "");
  return toll_arena_strdup (self->run->doc->arena, text);
}
