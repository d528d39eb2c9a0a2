/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nations called for the first time: those of the period without those of all the time before it,
 * which the running totals tell. Any lane.
 */
#include "config.h"

#include "collector/reports/builds.h"
#include "collector/reports/run-private.h"

/* The keys of the nations that were called before the period. */
static CollectorGroups *
load_known (CollectorReportRun *run, GError **error)
{
  CollectorQuery query = collector_report_run_get_query (run);
  TollReportSpec spec = *run->spec;

  spec.where = NULL;
  spec.group_by[0] = "nation";
  spec.n_keys = 1;
  query.spec = &spec;
  query.from_ms = 0;
  query.to_ms = run->from_ms;
  return collector_query_group (run->db, &query, 0, error);
}

gboolean
collector_report_narrow_new_nations (CollectorReportRun *run, GError **error)
{
  g_autoptr (CollectorGroups) known = NULL;
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  if (run->from_ms <= 0)
    return TRUE;
  known = load_known (run, error);
  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < known->groups->len; i++)
    {
      gint64 key = collector_groups_get (known, i)->keys[0].figure;

      if (key != 0)
        g_ptr_array_add (keys, g_strdup_printf ("%" G_GINT64_FORMAT, key));
    }
  if (keys->len > 0)
    run->only = toll_report_spec_make_exclusion (run->spec, "nation", keys);
  return TRUE;
}
