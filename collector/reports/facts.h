/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/calls-read.h"
#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* Facts of single calls, as lists show them: a row of the table in facts.c each. */
typedef struct
{
  const char *id;
  const char *title; /* untranslated */
  TollCellKind kind;
  gboolean is_total; /* its sum means something */
  /* Texts live as long as @row's. */
  void (*fill) (const CollectorCallRow *row, TollCell *cell);
} CollectorFact;

/* Returns: (transfer none) (nullable). */
const CollectorFact *collector_fact_lookup (const char *id);
const CollectorFact *collector_fact_list (guint *n_facts);

G_END_DECLS
