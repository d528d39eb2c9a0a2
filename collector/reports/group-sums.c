/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the groups with the same first keys come to, in either period: for their subtotals, for their
 * order among others, and for shares of them; which groups have too few calls to be shown. Any lane.
 */
#include "config.h"

#include "collector/reports/groups-private.h"

#include <string.h>

static CollectorGroupSum *
ensure_sum (CollectorGrouping *self, GHashTable *sums, const char *id)
{
  CollectorGroupSum *sum = g_hash_table_lookup (sums, id);

  if (sum != NULL)
    return sum;
  sum = toll_arena_alloc (self->groups->arena, sizeof *sum);
  collector_grouping_init_group (self, &sum->now);
  collector_grouping_init_group (self, &sum->before);
  g_hash_table_insert (sums, g_strdup (id), sum);
  return sum;
}

static void
sum_entry (CollectorGrouping *self, GHashTable *sums, CollectorGroupEntry *entry)
{
  guint n_currencies = self->groups->currencies->len;
  g_autoptr (GString) id = g_string_new (NULL);

  for (guint i = 0; i + 1 < self->groups->n_keys; i++)
    {
      CollectorGroupSum *sum;

      g_string_append_printf (id, "\t%u:", i);
      collector_key_append (id, &entry->group->keys[i]);
      sum = ensure_sum (self, sums, id->str);
      collector_group_merge (&sum->now, entry->group, self->measures, n_currencies);
      if (entry->before != NULL)
        collector_group_merge (&sum->before, entry->before, self->measures, n_currencies);
      entry->sums[i] = sum;
    }
}

void
collector_grouping_sum (CollectorGrouping *self)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; self->groups->n_keys > 1 && i < self->entries->len; i++)
    sum_entry (self, sums, &g_array_index (self->entries, CollectorGroupEntry, i));
}

guint
collector_report_run_get_least_calls (const CollectorReportRun *run)
{
  return run->spec->n_keys > 0 && strcmp (run->spec->group_by[0], "number") == 0
             ? run->report->least_calls
             : 0;
}

/* In either period, with its first key alone. */
static gint64
count_calls (const CollectorGroupEntry *entry)
{
  const CollectorGroupSum *sum = entry->sums[0];
  const CollectorGroup *now = sum != NULL ? &sum->now : entry->group;
  const CollectorGroup *before = sum != NULL ? &sum->before : entry->before;

  return MAX (now->measures[COLLECTOR_MEASURE_CALLS],
              before != NULL ? before->measures[COLLECTOR_MEASURE_CALLS] : 0);
}

void
collector_grouping_leave_out (CollectorGrouping *self)
{
  guint least = collector_report_run_get_least_calls (self->run), n = 0;

  if (least == 0)
    return;
  for (guint i = 0; i < self->entries->len; i++)
    {
      CollectorGroupEntry *entry = &g_array_index (self->entries, CollectorGroupEntry, i);

      if (count_calls (entry) >= least)
        g_array_index (self->entries, CollectorGroupEntry, n++) = *entry;
    }
  self->n_left_out = self->entries->len - n;
  g_array_set_size (self->entries, n);
}

const CollectorGroup *
collector_grouping_get_whole (const CollectorGrouping *self, const CollectorFigure *figure,
                              const CollectorGroupEntry *entry, gboolean is_before)
{
  if (figure->shape == COLLECTOR_FIGURE_OF_FIRST && entry != NULL && entry->sums[0] != NULL)
    return is_before ? &entry->sums[0]->before : &entry->sums[0]->now;
  return is_before ? &self->whole_before : &self->whole;
}
