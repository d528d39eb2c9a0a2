/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/parties.h"

G_BEGIN_DECLS

/* CollectorTimes: the instants of one record, made sane: never negative, in order. */
typedef struct
{
  gint64 start_ms;
  gint64 connect_ms; /* 0 = never */
  gint64 end_ms;     /* >= start_ms and connect_ms */
  gint64 reach_ms;   /* until when other records of the same ids are neighbours in time */
  gint64 length_ms;  /* of the talk, as the source measured it; 0 when never connected */
  gboolean is_bad;   /* something had to be mended, or cannot be (7 days and more) */
} CollectorTimes;

void collector_timing_read (const TollLeg *leg, CollectorTimes *times);

/* Fills the instants and intervals of @call, its cause, and the flags BAD_TIMES and SHORT, from
 * the records in which @party takes part. */
void collector_timing_fill (const CollectorTree *tree, guint party, TollCall *call);

G_END_DECLS
