/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* The queue of stored calls whose owner may be another one by now. A change of the directory puts
 * in what it touches, in its own transaction and before it counts the revision up; calls that are
 * stored later know the change, or are put in with their transaction. Who holds the ledger works it
 * off (collector/pipeline/reattribute). */

/* CollectorReattribution: a piece of work. */
typedef struct
{
  gint64 id;
  char extension[64]; /* "" = whatever the line */
  gint64 from_ms;     /* start of the calls: half open */
  gint64 to_ms;
  gint64 next_call_id; /* what is below is done */
} CollectorReattribution;

/* Calls of @extension ("" = of all lines). Nothing is put in when the ledger knows no call of it.
 * Very many become one piece of work. */
gboolean collector_reattribution_add (CollectorDb *db, const char *extension, gint64 from_ms,
                                      gint64 to_ms, GError **error);
/* All calls of that time, when the company is newer than @known_revision, by which their owners
 * were found: an administrator saved something while a file was on its way. In the transaction that
 * stores the calls; who knows the company as it is now may work it off. */
gboolean collector_reattribution_add_stale (CollectorDb *db, gint64 known_revision, gint64 from_ms,
                                            gint64 to_ms, GError **error);
/* Calls that name this login user or this device (kinds of words), whatever their line. */
gboolean collector_reattribution_add_login (CollectorDb *db, const char *user_name, gint64 from_ms,
                                            gint64 to_ms, GError **error);
gboolean collector_reattribution_add_device (CollectorDb *db, const char *device, gint64 from_ms,
                                             gint64 to_ms, GError **error);

/* The oldest piece that who knows the company up to @revision may do. @work: (out): id 0 = there is
 * none. */
gboolean collector_reattribution_get_next (CollectorDb *db, gint64 revision,
                                           CollectorReattribution *work, GError **error);
/* What is below @next_call_id is done. */
gboolean collector_reattribution_advance (CollectorDb *db, gint64 id, gint64 next_call_id,
                                          GError **error);
/* All of it is done; groupings that were merged go with the last work that concerns them. */
gboolean collector_reattribution_finish (CollectorDb *db, const CollectorReattribution *work,
                                         GError **error);

G_END_DECLS
