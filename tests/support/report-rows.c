/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/support/report-rows.h"

void
test_rows_assert_same (const TollReportDoc *a, const TollReportDoc *b)
{
  g_assert_cmpuint (a->rows->len, ==, b->rows->len);
  for (guint i = 0; i < a->rows->len; i++)
    for (guint j = 0; j < a->columns->len; j++)
      {
        const TollCell *x = &toll_report_doc_get_row (a, i)->cells[j];
        const TollCell *y = &toll_report_doc_get_row (b, i)->cells[j];

        g_assert_cmpint (x->is_empty, ==, y->is_empty);
        g_assert_cmpint (x->figure, ==, y->figure);
        g_assert_cmpstr (x->text, ==, y->text);
      }
}
