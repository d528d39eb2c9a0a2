/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What no sum over a group tells: percentiles of its calls, exactly, and facts of its latest call.
 * One walk over the calls. Any lane.
 */
#include "config.h"

#include "collector/reports/groups-private.h"

#include <string.h>

#define MAX_FIELDS 16

/* What the calls of one group and column say. */
typedef struct
{
  GArray *values;   /* of gint64; sorted once they are all there */
  gboolean is_sorted;
  CollectorKey latest; /* text: in the document's arena */
} Sample;

struct _CollectorSamples
{
  GHashTable *samples; /* "column<TAB>key<TAB>key" -> Sample */
  CollectorGrouping *grouping;
  const CollectorField *fields[MAX_FIELDS]; /* the keys, then those of the columns */
  guint columns[MAX_FIELDS];                /* of each field behind the keys */
  guint n_fields;
};

static void
free_sample (gpointer data)
{
  Sample *sample = data;

  g_clear_pointer (&sample->values, g_array_unref);
  g_free (sample);
}

void
collector_samples_free (CollectorSamples *samples)
{
  if (samples == NULL)
    return;
  g_hash_table_unref (samples->samples);
  g_free (samples);
}

static void
append_key (GString *id, const CollectorKey *key)
{
  g_string_append_c (id, '\t');
  collector_key_append (id, key);
}

static Sample *
ensure_sample (CollectorSamples *self, const char *id)
{
  Sample *sample = g_hash_table_lookup (self->samples, id);

  if (sample != NULL)
    return sample;
  sample = g_new0 (Sample, 1);
  sample->values = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_insert (self->samples, g_strdup (id), sample);
  return sample;
}

/* Figures below 0 say that there is none. */
static void
add_percentile (CollectorSamples *self, const char *id, gint64 value)
{
  if (value >= 0)
    g_array_append_val (ensure_sample (self, id)->values, value);
}

static void
note_latest (CollectorSamples *self, const char *id, const CollectorField *field,
             const CollectorKey *key)
{
  Sample *sample = ensure_sample (self, id);

  sample->latest.figure = key->figure;
  if (field->shape == COLLECTOR_FIELD_TEXT && g_strcmp0 (sample->latest.text, key->text) != 0)
    sample->latest.text = toll_arena_strdup (self->grouping->run->doc->arena, key->text);
}

/* A call counts for its row, for each sum that its row is part of, and for all. */
static gboolean
take_call (const CollectorKey *keys, gpointer data, GError **error)
{
  CollectorSamples *self = data;
  guint n_keys = self->grouping->groups->n_keys;
  g_autoptr (GString) id = g_string_new (NULL);

  for (guint i = n_keys; i < self->n_fields; i++)
    {
      const CollectorFigure *figure
          = g_array_index (self->grouping->columns, CollectorFigureColumn, self->columns[i]).figure;

      g_string_printf (id, "%u", self->columns[i]);
      if (figure->shape == COLLECTOR_FIGURE_PERCENTILE)
        add_percentile (self, id->str, keys[i].figure);
      for (guint j = 0; j < n_keys; j++)
        {
          append_key (id, &keys[j]);
          if (figure->shape == COLLECTOR_FIGURE_PERCENTILE)
            add_percentile (self, id->str, keys[i].figure);
        }
      if (figure->shape == COLLECTOR_FIGURE_LATEST)
        note_latest (self, id->str, self->fields[i], &keys[i]);
    }
  return TRUE;
}

gboolean
collector_grouping_load_samples (CollectorGrouping *self, GError **error)
{
  CollectorQuery query = collector_report_run_get_query (self->run);
  CollectorSamples *samples = g_new0 (CollectorSamples, 1);

  self->samples = samples;
  samples->grouping = self;
  samples->samples = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_sample);
  for (guint i = 0; i < self->groups->n_keys; i++)
    samples->fields[samples->n_fields++] = self->groups->keys[i];
  for (guint i = 0; i < self->columns->len && samples->n_fields < MAX_FIELDS; i++)
    {
      const CollectorFigureColumn *column = &g_array_index (self->columns, CollectorFigureColumn, i);

      if (!collector_figure_is_sampled (column->figure))
        continue;
      samples->columns[samples->n_fields] = i;
      samples->fields[samples->n_fields++] = collector_field_lookup (column->figure->field);
    }
  return samples->n_fields == self->groups->n_keys
         || collector_query_scan (self->run->db, &query, samples->fields, samples->n_fields,
                                  take_call, samples, error);
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  const gint64 *left = a, *right = b;

  return (*left > *right) - (*left < *right);
}

/* The least value that so many of all lie at or below. */
static gint64
find_percentile (Sample *sample, guint per_mille)
{
  guint n = sample->values->len;
  guint at = (guint) (((guint64) n * per_mille + 999) / 1000);

  if (!sample->is_sorted)
    g_array_sort (sample->values, compare_values);
  sample->is_sorted = TRUE;
  return g_array_index (sample->values, gint64, at > 0 ? at - 1 : 0);
}

static void
fill_latest (CollectorGrouping *self, const CollectorFigure *figure, const Sample *sample,
             TollCell *cell)
{
  const CollectorField *field = collector_field_lookup (figure->field);
  const char *name;

  if (toll_cell_kind_is_figure (figure->kind))
    {
      toll_cell_set_figure (cell, sample->latest.figure);
      return;
    }
  name = field->shape == COLLECTOR_FIELD_TEXT
             ? sample->latest.text
             : collector_query_name_key (self->run->db, self->run->viewer, field,
                                         &sample->latest, self->run->doc->arena);
  toll_cell_set_text (cell, name != NULL && *name != '\0' ? name : NULL);
}

void
collector_samples_fill (CollectorGrouping *self, guint column, const CollectorGroupEntry *entry,
                        guint n_keys, TollCell *cell)
{
  const CollectorFigure *figure
      = g_array_index (self->columns, CollectorFigureColumn, column).figure;
  g_autoptr (GString) id = g_string_new (NULL);
  Sample *sample;

  g_string_printf (id, "%u", column);
  for (guint i = 0; i < n_keys; i++)
    append_key (id, &entry->group->keys[i]);
  sample = g_hash_table_lookup (self->samples->samples, id->str);
  if (sample == NULL)
    return;
  if (figure->shape == COLLECTOR_FIGURE_LATEST)
    fill_latest (self, figure, sample, cell);
  else if (sample->values->len > 0)
    toll_cell_set_figure (cell, find_percentile (sample, figure->per_mille));
}
