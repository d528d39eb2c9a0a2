/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CollectorDemoRandom: a small generator whose numbers are the same on every machine. */
typedef struct
{
  guint64 state;
} CollectorDemoRandom;

void collector_demo_random_seed (CollectorDemoRandom *random, guint64 seed, guint64 salt);
guint64 collector_demo_random_next (CollectorDemoRandom *random);

/* 0 .. @n - 1; @n > 0. */
guint collector_demo_random_below (CollectorDemoRandom *random, guint n);

/* @low .. @high, both included. */
guint collector_demo_random_between (CollectorDemoRandom *random, guint low, guint high);

/* TRUE in @permille of 1000 cases. */
gboolean collector_demo_random_chance (CollectorDemoRandom *random, guint permille);

/* How long people talk: seconds, 1 .. 3600, a median under two minutes and a long tail. */
guint collector_demo_random_talk_s (CollectorDemoRandom *random);

G_END_DECLS
