/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/report-doc.h"
#include "shared/model/report-spec.h"

G_BEGIN_DECLS

/* Turns @spec, the question that @doc answered, into the question for the calls behind one of its
 * figures: the list of those calls, whose sum is the figure. @row: (nullable): one of the
 * document's; NULL = its totals. @column: one that has a drill; G_MAXUINT = all calls of the row.
 * The period becomes the document's own, so that "today" stays the day it was asked.
 * Returns: FALSE with BAD_FORMAT when the column's drill cannot be read, TOO_LARGE for a figure of
 * more rows than one question may name. */
gboolean toll_report_drill (TollReportSpec *spec, const TollReportDoc *doc,
                            const TollReportRow *row, guint column, GError **error);

G_END_DECLS
