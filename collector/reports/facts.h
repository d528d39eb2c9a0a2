/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/call-steps.h"
#include "collector/store/names.h"
#include "shared/base/zone.h"
#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* What a fact is read off. */
typedef struct
{
  const CollectorCallRow *row;
  gint64 rank;             /* of the row in its list, from 1 */
  const GArray *legs;      /* of CollectorCallLeg, by set-up; empty unless the fact needs them */
  const GArray *qualities; /* of TollQuality; likewise */
  const char *band;        /* whose price it has; "" unless the fact needs it */
  const CollectorCallStep *step; /* (nullable): of a list of steps: which; NULL = the whole call */
  TollArena *arena;        /* for texts that are made */
  CollectorNames *names;
  const TollZone *zone;    /* days are this zone's */
} CollectorFactInput;

/* Facts of single calls, as lists show them: a row of the table in facts.c each. */
typedef struct
{
  const char *id;
  const char *title; /* untranslated */
  TollCellKind kind;
  gboolean is_total; /* its sum means something */
  /* Texts live as long as the row's. */
  void (*fill) (const CollectorFactInput *input, TollCell *cell);
  gboolean needs_legs;     /* and what was heard in them */
  gboolean needs_band;
  gboolean is_lean;        /* COLLECTOR_CALL_LEAN_COLUMNS tell it */
} CollectorFact;

/* Returns: (transfer none) (nullable). */
const CollectorFact *collector_fact_lookup (const char *id);
const CollectorFact *collector_fact_list (guint *n_facts);

/* The same for lists that tell the steps of each call, a row each, and the call in the row behind
 * them. Inputs have legs and qualities; texts are in their arena. step-facts.c */
const CollectorFact *collector_step_fact_lookup (const char *id);
const CollectorFact *collector_step_fact_list (guint *n_facts);

G_END_DECLS
