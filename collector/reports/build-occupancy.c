/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Calls at once: the calls that were up in the period pass through a sweep, grouped by times and by
 * one thing besides, as the gateway; its findings become rows. Any lane.
 */
#include "config.h"

#include "collector/reports/builds.h"
#include "collector/reports/occupancy-private.h"
#include "shared/base/error.h"

#define WHO_COLUMN 4 /* behind the four below, if there is one */

/* In the order in which the walk reads them. */
static const char *const read_fields[WHO_COLUMN] = { "direction", "start", "connect", "end" };

static gboolean
add_key (CollectorOccupancy *self, const char *id, GError **error)
{
  const CollectorField *field = collector_field_lookup (id);
  gboolean is_time = field != NULL && collector_sweep_has_field (field);

  if (field == NULL || (!is_time && (field->flags & COLLECTOR_FIELD_KEY) == 0)
      || (!is_time && (field->shape == COLLECTOR_FIELD_TEXT || self->who >= 0)))
    {
      toll_error_set_field (error, "spec.group_by",
                            "calls at once are grouped by times and one name, not by \"%.40s\"", id);
      return FALSE;
    }
  if (!is_time)
    self->who = (int) self->n_keys;
  self->keys[self->n_keys++] = field;
  return TRUE;
}

static gboolean
find_keys (CollectorOccupancy *self, GError **error)
{
  const TollReportSpec *spec = self->run->spec;

  self->who = -1;
  if (spec->compare != TOLL_COMPARE_NONE)
    {
      toll_error_set_field (error, "spec.compare", "this report is not compared");
      return FALSE;
    }
  for (guint i = 0; i < spec->n_keys; i++)
    if (!add_key (self, spec->group_by[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
find_figures (CollectorOccupancy *self, GError **error)
{
  g_auto (GStrv) ids = collector_report_run_dup_columns (self->run);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const CollectorOccupancyFigure *figure = collector_occupancy_figure_lookup (ids[i]);

      if (figure == NULL)
        {
          toll_error_set_field (error, "spec.fields", "\"%.40s\" is no figure of calls at once",
                                ids[i]);
          return FALSE;
        }
      g_ptr_array_add (self->figures, (gpointer) figure);
    }
  return TRUE;
}

/* ---- The walk ---- */

static gboolean
take_call (const CollectorKey *keys, gpointer data, GError **error)
{
  CollectorOccupancy *self = data;
  CollectorSweepCall call = { .direction = (TollDirection) keys[0].figure,
                              .start_ms = keys[1].figure,
                              .connect_ms = keys[2].figure,
                              .end_ms = keys[3].figure };

  if (self->who >= 0)
    call.group = keys[WHO_COLUMN].figure;
  collector_sweep_add (self->sweep, &call);
  self->n_calls++;
  return TRUE;
}

static gboolean
walk (CollectorOccupancy *self, GError **error)
{
  CollectorReportRun *run = self->run;
  CollectorQuery query = collector_report_run_get_query (run);
  const CollectorField *fields[WHO_COLUMN + 1], *times[TOLL_SPEC_MAX_KEYS];
  gint64 to_ms = collector_report_get_end_ms (run);
  guint n_times = 0;

  for (guint i = 0; i < WHO_COLUMN; i++)
    fields[i] = collector_field_lookup (read_fields[i]);
  for (guint i = 0; i < self->n_keys; i++)
    if ((int) i == self->who)
      fields[WHO_COLUMN] = self->keys[i];
    else
      times[n_times++] = self->keys[i];
  self->sweep = collector_sweep_new (run->zone, run->from_ms, to_ms, times, n_times);
  if (!collector_query_scan (run->db, &query, fields, WHO_COLUMN + (self->who >= 0), take_call,
                             self, error))
    return FALSE;
  collector_sweep_finish (self->sweep);
  return TRUE;
}

/* ---- The document ---- */

static gboolean
has_figure (const CollectorOccupancy *self, const char *id)
{
  return id != NULL
         && g_ptr_array_find (self->figures, collector_occupancy_figure_lookup (id), NULL);
}

/* A figure of an instant opens its calls only when that is shown beside it; one of the last of the
 * period, those of it. */
static void
set_drill (const CollectorOccupancy *self, const CollectorOccupancyFigure *figure,
           TollReportColumn *column)
{
  gint64 end_ms = collector_report_get_end_ms (self->run);
  g_autofree char *text = NULL;

  if (figure->drill_at != NULL && !has_figure (self, figure->drill_at))
    return;
  column->drill = figure->drill;
  column->drill_at = figure->drill_at;
  column->drill_ms = figure->drill_ms;
  column->drill_up = figure->drill_up;
  if (figure->last_ms == 0)
    return;
  text = g_strdup_printf ("{\"period\":{\"from_ms\":%" G_GINT64_FORMAT
                          ",\"to_ms\":%" G_GINT64_FORMAT "}}",
                          MAX (self->run->from_ms, end_ms - figure->last_ms), end_ms);
  column->drill = toll_arena_strdup (self->run->doc->arena, text);
}

static void
add_columns (CollectorOccupancy *self)
{
  TollReportDoc *doc = self->run->doc;

  for (guint i = 0; i < self->n_keys; i++)
    collector_report_run_add_key_column (self->run, self->keys[i]);
  for (guint i = 0; i < self->figures->len; i++)
    {
      const CollectorOccupancyFigure *figure = self->figures->pdata[i];
      TollReportColumn column = { .id = figure->id, .title = figure->title, .kind = figure->kind,
                                  .role = figure->role, .unit = "" };

      set_drill (self, figure, &column);
      toll_report_doc_add_column (doc, &column);
    }
}

static void
fill_row (const CollectorOccupancy *self, const CollectorOccupancyRow *from, guint n_keys,
          TollReportRow *row)
{
  for (guint i = 0; i < n_keys; i++)
    {
      toll_cell_set_figure (&row->keys[i], from->keys[i]);
      if ((int) i != self->who || toll_cell_kind_is_figure (self->keys[i]->kind))
        toll_cell_set_figure (&row->cells[i], from->keys[i]);
      else
        toll_cell_set_text (&row->cells[i], *from->name != '\0' ? from->name : NULL);
    }
  for (guint i = 0; i < self->figures->len; i++)
    ((const CollectorOccupancyFigure *) self->figures->pdata[i])
        ->fill (&from->input, &row->cells[self->n_keys + i]);
}

static void
add_sum (CollectorOccupancy *self, gint64 key)
{
  const CollectorOccupancyRow *sum = collector_occupancy_lookup_sum (self, key);
  TollReportRow *row;

  if (sum == NULL)
    return;
  row = toll_report_doc_add_row (self->run->doc);
  row->level = 1;
  fill_row (self, sum, 1, row);
}

static void
add_rows (CollectorOccupancy *self)
{
  TollReportDoc *doc = self->run->doc;
  const CollectorOccupancyRow *rows = (const CollectorOccupancyRow *) (void *) self->rows->data;
  guint n = self->rows->len;

  if (self->run->spec->limit > 0)
    n = (guint) MIN (n, self->run->spec->limit);
  for (guint i = 0; i < n; i++)
    {
      fill_row (self, &rows[i], self->n_keys, toll_report_doc_add_row (doc));
      if (i + 1 == n || rows[i + 1].keys[0] != rows[i].keys[0])
        add_sum (self, rows[i].keys[0]);
    }
  doc->n_cut = self->rows->len - n;
  toll_report_doc_init_row (doc, &doc->totals);
  fill_row (self, &self->whole, 0, &doc->totals);
  doc->n_calls = self->n_calls;
}

static gboolean
answer (CollectorOccupancy *self, GError **error)
{
  if (!find_keys (self, error) || !find_figures (self, error)
      || !collector_occupancy_find_order (self, error) || !walk (self, error)
      || !collector_occupancy_make_rows (self, error))
    return FALSE;
  collector_occupancy_sort (self);
  add_columns (self);
  add_rows (self);
  return TRUE;
}

gboolean
collector_report_build_occupancy (CollectorReportRun *run, GError **error)
{
  CollectorOccupancy self = { .run = run };
  gboolean is_ok;

  self.figures = g_ptr_array_new ();
  self.rows = g_array_new (FALSE, TRUE, sizeof (CollectorOccupancyRow));
  self.sums = g_array_new (FALSE, TRUE, sizeof (CollectorOccupancyRow));
  self.sums_index = g_hash_table_new (g_int64_hash, g_int64_equal);
  self.slots = g_ptr_array_new_with_free_func ((GDestroyNotify) collector_slot_free);
  is_ok = answer (&self, error);
  g_ptr_array_unref (self.figures);
  g_array_unref (self.rows);
  g_array_unref (self.sums);
  g_hash_table_unref (self.sums_index);
  g_ptr_array_unref (self.slots);
  g_clear_pointer (&self.channels, g_hash_table_unref);
  collector_sweep_free (self.sweep);
  return is_ok;
}

gboolean
collector_report_counts_at_once (const CollectorReport *report)
{
  return report->build == collector_report_build_occupancy;
}
