/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* Writes calls, legs, quality records and totals as lines of words, sorted: two ledgers that hold
 * the same dump alike, in whatever order their files came. Appended to @out. Any lane. */
gboolean collector_check_dump (CollectorDb *db, GString *out, GError **error);

/* Recounts everything from the rows: the totals from the calls, each call's records, the counts of
 * each file, and the database's own integrity. Reads only; any lane.
 * @differences: (out): of char *: a sentence for each difference found, at most 100; empty: all
 * is well. Returns: FALSE with DATABASE when the check itself failed. */
gboolean collector_check_verify (CollectorDb *db, GPtrArray *differences, GError **error);

G_END_DECLS
