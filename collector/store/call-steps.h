/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/steps.h"
#include "collector/store/call-legs.h"

G_BEGIN_DECLS

/* The steps of one call as its viewer may see them, for who was handed a row of calls-read: what
 * hides its number hides it in every step, and so the numbers of all others outside. Reader
 * lanes. */

/* CollectorCallStep: numbers and device of @step are as they may be shown. */
typedef struct
{
  CollectorStep step;
  const char *from_name; /* of whose line it was then, "" = nobody's */
  const char *to_name;
} CollectorCallStep;

/* Appends (CollectorCallStep) what @legs (CollectorCallLeg) tell of the call of @row, in the order
 * in which it happened. Texts are in @arena or belong to @legs. */
void collector_calls_tell_steps (CollectorDb *db, const CollectorCallRow *row, const GArray *legs,
                                 TollArena *arena, GArray *steps);

/* Returns: (transfer none): @text of a record with what may not be seen of the call's number
 * masked. */
const char *collector_calls_mask_known (const CollectorCallRow *row, const char *text,
                                        TollArena *arena);
/* Returns: (transfer none): @name of a device with what it may tell of any number masked. */
const char *collector_calls_mask_device (const CollectorCallRow *row, const char *name,
                                         TollArena *arena);
/* Returns: (transfer none): @number of a record, of either side, as it may be seen. */
const char *collector_calls_mask_number (CollectorDb *db, const CollectorCallRow *row,
                                         const char *number, TollArena *arena);

G_END_DECLS
