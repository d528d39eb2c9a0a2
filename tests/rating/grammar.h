/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/rating/deck.h"

G_BEGIN_DECLS

/* GrammarCase: one row of the case tables, whose columns are: connect_fee, steps
 * ("start:price:per:increment;…"), time_bands ("split@Zone|id,days,windows,weight,fee,steps|…"),
 * start_time, duration_s, rounding ("half_up@4 min=0.1 vat=0.22 …"). */
typedef struct
{
  const char *connect_fee;
  const char *steps;
  const char *time_bands;
  const char *start_time;
  const char *duration_s;
  const char *rounding;
} GrammarCase;

/* Returns: FALSE for a row that asks for what a tariff document does not have: bundles (free=)
 * and rounding inside (inc…). */
gboolean grammar_is_priceable (const GrammarCase *row);

/* Returns: (transfer full): the tariff document of the row, with one rate for every number. */
char *grammar_to_document (const GrammarCase *row);

/* Prices the row by its document. */
void grammar_price (const GrammarCase *row, CollectorCharge *charge, CollectorDeck **deck);

G_END_DECLS
