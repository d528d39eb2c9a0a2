/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/support/report-house.h"

void
test_report_house_set_up (TestReportHouse *f, gconstpointer data)
{
  f->house = test_house_new (NULL, NULL);
  f->anna = test_house_sign_in (f->house, "anna");
}

void
test_report_house_tear_down (TestReportHouse *f, gconstpointer data)
{
  g_free (f->anna);
  test_house_free (f->house);
}
