/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/finder.h"

G_BEGIN_DECLS

/* What became of missed calls from outside whose caller is known, as the field "follow_up" defines it:
 * the table `follow_up` has a row for each of them. At the end of a transaction what it changed is
 * compared, number by number, with what is kept. Writer lane. */

/* Settles what @finder gathered and wrote, inside the caller's transaction. @last_id: no call that was
 * stored before the transaction has a greater id. */
gboolean collector_follow_up_flush (const CollectorFinder *finder, CollectorDb *db, gint64 last_id,
                                    GError **error);

/* Takes over whose the stored call @call_id is, if it is a missed one. Inside the caller's transaction. */
gboolean collector_follow_up_reown (CollectorDb *db, gint64 call_id, GError **error);

G_END_DECLS
