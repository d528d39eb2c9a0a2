/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/calls-read.h"
#include "shared/wire/json-read.h"

G_BEGIN_DECLS

/* CollectorCallFilter: the filter of a list as it came, and the query it means. */
typedef struct
{
  CollectorCallQuery query;
  TollJson *json; /* owns the texts */
} CollectorCallFilter;

void collector_call_filter_clear (CollectorCallFilter *filter);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CollectorCallFilter, collector_call_filter_clear)

/* Reads @text (nullable = everything): a JSON object with period, directions, outcomes, classes,
 * rating_states, groups, number, same_number_as. Relative periods are counted in the company's
 * zone from @now_ms.
 * Errors: BAD_ARGUMENT naming the field, also for unknown ones; BAD_FORMAT; FORBIDDEN for a number
 * asked by somebody who sees numbers masked: trying numbers would tell what the mask hides. */
gboolean collector_call_filter_read (CollectorCallFilter *filter, const char *text,
                                     const CollectorViewer *viewer, CollectorDb *db,
                                     gint64 now_ms, GError **error);

G_END_DECLS
