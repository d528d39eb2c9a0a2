/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/rating/grammar.h"

G_BEGIN_DECLS

/* A second rater for tests: one increment after the other, local time from GLib, nothing shared
 * with the product but the reading of amounts.
 * Returns: FALSE when the call is unrated. */
gboolean oracle_price (const GrammarCase *row, gint64 *cost_micro);

G_END_DECLS
