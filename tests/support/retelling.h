/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/demo/company.h"
#include "tests/support/demo-files.h"

G_BEGIN_DECLS

/* What the demo company tells of itself, as parts that can be taken back and told again. */
typedef enum
{
  TEST_TOLD_GATEWAYS = 1 << 0,
  TEST_TOLD_DEVICES = 1 << 1, /* bridges and voicemail ports */
  TEST_TOLD_PLANS = 1 << 2,   /* how the sites dial, and their extensions */
  TEST_TOLD_ALL = (1 << 3) - 1,
} TestTold;

/* Returns: (transfer full): the company that test_demo_make() makes. */
CollectorDemoCompany *test_demo_company_new (void);

/* By the commands, each of which must succeed. The service may run. */
void test_demo_untell (const char *data_dir, const CollectorDemoCompany *company, TestTold parts);
void test_demo_tell (const char *data_dir, const CollectorDemoCompany *company, TestTold parts);

/* How many pieces of stored calls wait to be derived anew. */
gint64 test_count_waiting (const char *data_dir);

G_END_DECLS
