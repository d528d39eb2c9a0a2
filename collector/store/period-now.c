/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The billing day as the company set it. */

#include "config.h"

#include "collector/store/period-now.h"

#include "collector/store/setting-store.h"
#include "collector/store/setting-table.h"

#define BILLING_DAY "billing_day"

gboolean
collector_period_now (CollectorDb *db, const TollZone *zone, gint64 now_ms, TollPeriodNow *now,
                      GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autofree char *set = collector_setting_dup (db, BILLING_DAY, &failed);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  *now = (TollPeriodNow){ .zone = zone, .now_ms = now_ms };
  now->billing_day = (guint) g_ascii_strtoull (
      set != NULL ? set : collector_setting_table_lookup (BILLING_DAY)->standard, NULL, 10);
  return TRUE;
}
