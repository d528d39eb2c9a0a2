/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/support/api-house.h"

G_BEGIN_DECLS

/* TestReportHouse: the company of api-house.h, asked for reports by anna. Set up and torn down as a
 * fixture of GTest. */
typedef struct
{
  TestHouse *house;
  char *anna;
} TestReportHouse;

void test_report_house_set_up (TestReportHouse *f, gconstpointer data);
void test_report_house_tear_down (TestReportHouse *f, gconstpointer data);

/* Adds a test; @set_up: that above, or one that calls it and stores calls. */
#define test_report_house_add(path, set_up, func)                                                 \
  g_test_add (path, TestReportHouse, NULL, set_up, func, test_report_house_tear_down)

G_END_DECLS
