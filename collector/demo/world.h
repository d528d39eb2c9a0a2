/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define COLLECTOR_DEMO_N_ZONES 7

/* CollectorDemoDestination: a prefix and how far it is: 0 = free, 1 = near ... 6 = dearest. */
typedef struct
{
  const char *prefix;
  const char *name;
  guint zone;
} CollectorDemoDestination;

/* All country codes but satellite networks; ends with a NULL prefix. */
extern const CollectorDemoDestination collector_demo_world[];

G_END_DECLS
