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
collector_report_build_new_nations (CollectorReportRun *run, GError **error)
{
  g_autoptr (CollectorGroups) known = NULL;

  if (run->from_ms > 0)
    {
      known = load_known (run, error);
      if (known == NULL)
        return FALSE;
    }
  for (guint i = 0; known != NULL && i < known->groups->len; i++)
    {
      const CollectorGroup *group = &g_array_index (known->groups, CollectorGroup, i);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, group->keys[0].figure);

      if (group->keys[0].figure != 0)
        toll_report_spec_exclude_key (run->spec, "nation", key);
    }
  return collector_report_run_groups (run, error);
}
