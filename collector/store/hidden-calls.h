/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/finder.h"
#include "collector/store/ledger.h"

G_BEGIN_DECLS

/* The table `hidden_call`: the calls that are private, whoever asks, so that no question need look at
 * each call with every rule. Whatever changes a call changes it in the same transaction. What changes a
 * rule or a word puts in `hidden_work`, by triggers, which calls are to be looked at again; until that is
 * worked off, the table is not asked. Writer lane, inside the caller's transaction, unless said
 * otherwise. */

/* What is kept of a private call, as columns of the call table. */
#define COLLECTOR_HIDDEN_COLUMNS "id, number, " COLLECTOR_COUNTED_COLUMNS

/* Of the calls that came, changed or went in a transaction; nothing where nothing is private. @finder:
 * closed. Once the called sides are written. */
gboolean collector_hidden_flush (const CollectorFinder *finder, CollectorDb *db, GError **error);
/* A stored call is somebody else's, perhaps. */
gboolean collector_hidden_reown (CollectorDb *db, gint64 call_id, GError **error);

/* Works off what is about single calls or numbers. */
gboolean collector_hidden_settle (CollectorDb *db, GError **error);
/* The same and a slice of all calls, when they are to be looked at. @is_done: (out): nothing is left. */
gboolean collector_hidden_step (CollectorDb *db, gboolean *is_done, GError **error);
/* Whether nothing is to be worked off. Any lane. */
gboolean collector_hidden_is_whole (CollectorDb *db, gboolean *is_whole, GError **error);

G_END_DECLS
