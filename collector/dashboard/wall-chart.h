/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/export/reader.h"

G_BEGIN_DECLS

/* Appends the chart of @doc to HTML, as a picture whose text says its figures: for a screen that
 * lies and for one that stands, of a page with @n_cards; @is_wide: the card has the room of two.
 * Returns: FALSE when @doc has none, and nothing was appended. */
gboolean collector_wall_chart_append (GString *out, const CollectorReader *reader,
                                      const TollReportDoc *doc, guint n_cards, gboolean is_wide);

G_END_DECLS
