/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "shared/model/call.h"

G_BEGIN_DECLS

/* CollectorQuestion: one call to be priced. */
typedef struct
{
  const char *digits;  /* E.164 without +, or a short code as dialled */
  gint64 connect_ms;   /* UTC epoch of the first priced instant */
  gint64 duration_ms;  /* >= 0 */
  gboolean answered;   /* FALSE: not chargeable */
  gboolean continued;  /* a later leg of the same call: no connect fee */
  gboolean is_short;   /* digits are a short code: no country's prefix is meant */
} CollectorQuestion;

/* CollectorSegment: increments charged at one step of one band. Amounts are exact until the end:
 * given here rounded half up to 10^-8 for people, summed exactly inside. */
typedef struct
{
  gint64 from_ms; /* offset from the start of the call */
  gint64 to_ms;
  const char *band; /* id, "" when the rate has no bands; owned by the deck */
  gint64 step_start_s;
  gint64 price_e8; /* per_s seconds cost this, 10^-8 */
  gint64 per_s;
  gint64 increment_s;
  gint64 increments;
  gint64 amount_e8;
} CollectorSegment;

/* CollectorCharge: the price of one call and how it came about. */
typedef struct
{
  TollRatingState state;
  TollReason reason;
  gint64 cost_micro;
  const char *currency;    /* owned by the deck */
  const char *prefix;      /* the rate that matched; owned by the deck */
  const char *destination; /* its name; owned by the deck */
  const char *band;        /* of second 0, "" */
  /* For the explanation; all 10^-8 and exact where an input, half up where derived. */
  gint64 billed_ms;        /* after duration rounding */
  gint64 connect_fee_e8;
  gint64 usage_e8;
  gint64 markup_e8;
  gint64 vat_e8;
  gboolean graced;         /* under the grace: cost 0 */
  gboolean minimum_held;   /* the minimum was charged */
  gboolean maximum_held;
  gint64 bound_e8;         /* what the minimum added (> 0) or the maximum took away (< 0) */
  GArray *segments;        /* (nullable): of CollectorSegment; filled only when the caller set it */
} CollectorCharge;

G_END_DECLS
