/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* Two answers have the same rows, cell by cell. */
void test_rows_assert_same (const TollReportDoc *a, const TollReportDoc *b);

G_END_DECLS
