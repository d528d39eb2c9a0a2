/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The catalogue: categories in the order people read them. A new report is a row in the file of
 * its category. Pure; any thread.
 */
#include "config.h"

#include "collector/reports/catalogue.h"

#include <glib/gi18n.h>
#include <string.h>

const CollectorReportCategory collector_report_categories[] = {
  { "1", N_ ("Call Monitor"), collector_reports_monitor },
  { "2", N_ ("Incoming Call Analysis"), collector_reports_incoming },
  { "3", N_ ("Cost Analysis"), collector_reports_cost },
  { "4", N_ ("Outgoing and Destinations"), collector_reports_destinations },
  { "5", N_ ("Trunks and Capacity"), collector_reports_trunks },
  { "6", N_ ("Hunt Pilots and Queues"), collector_reports_hunt },
  { "7", N_ ("Voice Quality"), collector_reports_quality },
  { "8", N_ ("Security and Fraud"), collector_reports_security },
  { "9", N_ ("Billing and Chargeback"), collector_reports_billing },
  { "10", N_ ("Inventory and Adoption"), collector_reports_usage },
  { "12", N_ ("Data Health"), collector_reports_care },
  { NULL },
};

const CollectorReport *
collector_report_lookup (const char *id)
{
  for (const CollectorReportCategory *category = collector_report_categories;
       category->id != NULL; category++)
    for (const CollectorReport *report = category->reports; report->id != NULL; report++)
      if (strcmp (report->id, id) == 0)
        return report;
  return NULL;
}
