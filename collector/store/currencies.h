/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "shared/base/arena.h"

G_BEGIN_DECLS

/* The currencies of the ledger, in the order that answers show them: the company's own first, when
 * something was ever priced in it, then by their codes. Any lane. */
typedef struct
{
  gint64 id; /* word 'currency' */
  const char *code;
} CollectorCurrency;

/* @arena: of the codes. Returns: (transfer full): of CollectorCurrency; NULL with DATABASE. */
GArray *collector_currencies_list (CollectorDb *db, TollArena *arena, GError **error);

/* Leaves those that calls which began in [@from_ms, @to_ms) (0 = no end) were priced in; more, where
 * the period ends within a day of the company. The running totals tell it. */
gboolean collector_currencies_keep_used (CollectorDb *db, GArray *currencies, gint64 from_ms,
                                         gint64 to_ms, GError **error);

G_END_DECLS
