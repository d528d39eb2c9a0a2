/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CollectorPrefixMap: longest prefix of a number among many. Immutable, any thread. */
typedef struct _CollectorPrefixMap CollectorPrefixMap;

#define COLLECTOR_PREFIX_NONE G_MAXUINT32

/* @prefixes: digits only, sorted by strcmp(), none twice; they need not outlive the call. The value
 * of a prefix is its index. */
CollectorPrefixMap *collector_prefix_map_new (const char *const *prefixes, guint n_prefixes);
void collector_prefix_map_free (CollectorPrefixMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorPrefixMap, collector_prefix_map_free)

/* Returns: the index of the longest prefix of @digits, or COLLECTOR_PREFIX_NONE. Reading stops at
 * the first byte that is not a digit. */
guint32 collector_prefix_map_lookup (const CollectorPrefixMap *map, const char *digits);

G_END_DECLS
