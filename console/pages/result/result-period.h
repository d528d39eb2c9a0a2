/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* "1 October 2026 – 31 October 2026", of a comparison both periods. In the document's zone, else in
 * @fallback. Returns: (transfer full). */
char *console_result_dup_period (const TollReportDoc *doc, GTimeZone *fallback);
/* In which zone the document's instants are told. Returns: (transfer full). */
GTimeZone *console_result_dup_zone (const TollReportDoc *doc, GTimeZone *fallback);

G_END_DECLS
