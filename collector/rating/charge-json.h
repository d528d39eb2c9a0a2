/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/rating/charge.h"

G_BEGIN_DECLS

/* A charge as the JSON of the price command and of a call's explanation: state, then for a rated
 * or not chargeable call cost (six decimals) and cost_micro, for an unrated one the reason, never
 * a cost; currency, tariff, prefix, destination, band; how the cost came about; segments.
 * Amounts are texts. @tariff_name may be NULL. Returns: (transfer full). */
char *collector_charge_to_json (const CollectorCharge *charge, const char *tariff_name);

G_END_DECLS
