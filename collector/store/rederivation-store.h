/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/ledger.h"

G_BEGIN_DECLS

/* The queue of stored calls that may come out differently by now: what is inside and outside, where
 * a line is, what a number means. Whoever changes what is told of devices and sites puts in what it
 * touches, in its own transaction and before it counts the revision up; who holds the ledger works it
 * off (collector/pipeline/rederive). */

/* CollectorRederivation: a piece of work. */
typedef struct
{
  gint64 id;
  gint64 revision;
  char device[256]; /* "" = all records */
  CollectorLegKey done; /* up to there */
} CollectorRederivation;

/* Records that name @device at one of their ends; "" = all. Nothing is put in while the ledger has
 * no records; the same again is put in once; very many become all. */
gboolean collector_rederivation_add (CollectorDb *db, const char *device, GError **error);

/* The oldest piece that who knows the company up to @revision may do. @work: (out): id 0 = there is
 * none. */
gboolean collector_rederivation_get_next (CollectorDb *db, gint64 revision,
                                          CollectorRederivation *work, GError **error);
/* What is up to work->done is done. @is_valid: (out): FALSE: the piece was put in again meanwhile,
 * and whoever does it must begin it again. */
gboolean collector_rederivation_advance (CollectorDb *db, const CollectorRederivation *work,
                                         gboolean *is_valid, GError **error);
/* All of it is done, unless it was put in again meanwhile. */
gboolean collector_rederivation_finish (CollectorDb *db, const CollectorRederivation *work,
                                        GError **error);
/* All pieces up to @revision are done. */
gboolean collector_rederivation_finish_all (CollectorDb *db, gint64 revision, GError **error);

G_END_DECLS
