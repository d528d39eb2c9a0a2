/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/routes/house.h"
#include "collector/store/calls-read.h"

G_BEGIN_DECLS

/* Writes a call as lists, details and events show it: CALL of the interface. */
void collector_call_write (TollJsonWriter *json, const char *name, const CollectorCallRow *row,
                           CollectorNumbering *numbering);

/* The names of the flags, in their order, as an array. */
void collector_call_write_flags (TollJsonWriter *json, const char *name, guint32 flags);

/* An amount of 10^-@decimals as text, "0.070000"; NULL = null. */
void collector_call_write_amount (TollJsonWriter *json, const char *name, gint64 value,
                                  guint decimals, guint min_decimals);

G_END_DECLS
