/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/reports/report.h"

G_BEGIN_DECLS

/* Inside collector/reports only: the reports of each category; each ends with id NULL. */
extern const CollectorReport collector_reports_monitor[];
extern const CollectorReport collector_reports_incoming[];
extern const CollectorReport collector_reports_cost[];
extern const CollectorReport collector_reports_destinations[];
extern const CollectorReport collector_reports_trunks[];
extern const CollectorReport collector_reports_hunt[];
extern const CollectorReport collector_reports_quality[];
extern const CollectorReport collector_reports_security[];
extern const CollectorReport collector_reports_billing[];
extern const CollectorReport collector_reports_usage[];
extern const CollectorReport collector_reports_care[];

G_END_DECLS
