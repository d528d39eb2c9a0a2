/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* When the demo company's calls end: Thursday 2026-04-09T10:50Z, eleven days after the beginning of
 * summer time. */
#define TEST_DEMO_UNTIL_MS G_GINT64_CONSTANT (1775731800000)

/* Returns: (transfer none): the ledger of a demo company, made at the first asking, to read. */
CollectorDb *test_demo_ledger_get (void);

/* Changes it: by whoever gives back what was there. */
void test_demo_ledger_run (const char *sql);
/* Which calls are private is known again, after rules or words were changed. */
void test_demo_ledger_settle (void);

G_END_DECLS
