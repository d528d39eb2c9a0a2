/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/support/collector-run.h"

G_BEGIN_DECLS

/* Makes the demo company in @data_dir and @calls calls of @days days, that end on 2026-03-31, as
 * files in @drop. The same every time. */
void test_demo_make (const char *data_dir, const char *drop, guint calls, guint days);

/* Returns: (transfer full): paths of the record files in @drop, by name. */
GPtrArray *test_demo_list (const char *drop);

/* Imports @paths in their order, in several runs of the collector where there are many.
 * Returns: (transfer full): the counts of all runs added up. */
GHashTable *test_demo_import (const char *data_dir, const GPtrArray *paths);
gint64 test_count (GHashTable *counts, const char *name);

/* Returns: (transfer full): all calls and totals of the ledger in words, in an order that does not
 * depend on when what was stored. */
char *test_demo_dump (const char *data_dir);

/* Expects `verify` to find nothing. */
void test_assert_verified (const char *data_dir);

G_END_DECLS
