/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/reports/run-progress.h"

G_BEGIN_DECLS

/* Inside collector/reports only: lists that tell the steps of each call. */

/* Adds the rows of @call, the next of the list: one a step, and behind them one for the call, whose
 * figures are the call's own. On the first page it is also drawn, in the document's overview, when
 * it is one of the first calls and near them. @columns: of CollectorFactColumn. */
gboolean collector_list_steps_add (CollectorReportRun *run, const GArray *columns,
                                   const CollectorCallRow *call, CollectorListProgress *progress,
                                   GError **error);

G_END_DECLS
