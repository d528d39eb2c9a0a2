/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/demo/company.h"
#include "collector/demo/random.h"

G_BEGIN_DECLS

/* CollectorDemoKind: what an outside number is, seen from a site. */
typedef enum
{
  COLLECTOR_DEMO_LOCAL,
  COLLECTOR_DEMO_NATIONAL,
  COLLECTOR_DEMO_MOBILE,
  COLLECTOR_DEMO_INTERNATIONAL,
  COLLECTOR_DEMO_TOLLFREE,
  COLLECTOR_DEMO_PREMIUM,
  COLLECTOR_DEMO_SHORT,
  COLLECTOR_DEMO_EMERGENCY,
  COLLECTOR_DEMO_SATELLITE,
  COLLECTOR_DEMO_FRAUD,
} CollectorDemoKind;

#define COLLECTOR_DEMO_NUMBER_BYTES 32

/* CollectorDemoNumber: an outside number in the forms records show it in. */
typedef struct
{
  char e164[COLLECTOR_DEMO_NUMBER_BYTES];    /* with +; a short code as it is */
  char dialled[COLLECTOR_DEMO_NUMBER_BYTES]; /* with the site's access code */
  char arriving[COLLECTOR_DEMO_NUMBER_BYTES]; /* as an ISDN line presents a caller */
} CollectorDemoNumber;

/* Draws a number of @kind; in nations that set ranges aside for fiction, from those. */
void collector_demo_outside_draw (CollectorDemoRandom *random, const CollectorDemoSite *site,
                                  CollectorDemoKind kind, CollectorDemoNumber *number);

G_END_DECLS
