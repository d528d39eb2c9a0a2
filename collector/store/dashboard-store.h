/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/viewer.h"

#include "collector/store/db.h"

G_BEGIN_DECLS

/* Layouts of dashboards as texts; what is in them is the dashboard's affair. Any lane reads, the
 * writer writes, in the caller's transaction. */

/* @layout: (out) (transfer full) (nullable): the account's own; NULL when it never made one. */
gboolean collector_dashboard_load (CollectorDb *db, gint64 account_id, char **layout,
                                   GError **error);
/* @layout: (nullable): NULL forgets it. */
gboolean collector_dashboard_save (CollectorDb *db, gint64 account_id, const char *layout,
                                   gint64 now_ms, GError **error);

/* CollectorDashboardHolder: an account on whose own dashboard a widget stands. */
typedef struct
{
  gint64 account_id;
  int role; /* CollectorRole */
} CollectorDashboardHolder;

/* Returns: (transfer full): of CollectorDashboardHolder; NULL with DATABASE. */
GArray *collector_dashboard_list_holders (CollectorDb *db, const char *widget, GError **error);

/* The same of what an administrator laid out for all of @role. */
gboolean collector_dashboard_load_default (CollectorDb *db, CollectorRole role, char **layout,
                                           GError **error);
gboolean collector_dashboard_save_default (CollectorDb *db, CollectorRole role, const char *layout,
                                           gint64 now_ms, GError **error);

G_END_DECLS
