/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What should not be there.
 */
#include "config.h"

#include "collector/reports/builds.h"
#include "collector/reports/catalogue.h"

#include <glib/gi18n.h>

static const char closed[]
    = N_ ("Closed: before 8 o'clock, from 18 o'clock on, on Saturdays and Sundays, by the clock of the "
          "report's time zone. An office in another zone is open at other hours: ask for it alone, "
          "in its own zone.");

const CollectorReport collector_reports_security[] = {
  { "8.2", N_ ("Out-Of-Hours Outgoing"),
    N_ ("Who calls when the office is closed?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_week\"}, \"directions\": [\"outgoing\"], \"where\": "
    "{\"any\": [{\"field\": \"weekday\", \"op\": \">\", \"value\": 5}, {\"field\": \"minute\", "
    "\"op\": \"<\", \"value\": \"08:00\"}, {\"field\": \"minute\", \"op\": \">=\", \"value\": "
    "\"18:00\"}]}, \"section\": \"extension\"}",
    "direction extension name number number_name start talk_ms cost gateway",
    TOLL_CHART_HEAT, "calls", .over = "weekday hour", .basis = closed },
  { "8.3", N_ ("Watch-List Calls"),
    N_ ("Who calls numbers that should not be called?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_week\"}, \"directions\": [\"outgoing\"], \"where\": "
    "{\"field\": \"watched\", \"op\": \"not_empty\"}, \"section\": \"watched\"}",
    "outcome extension name number number_name start talk_ms cost",
    TOLL_CHART_BAR_H, "calls", .over = "extension",
    .basis = N_ ("Outgoing calls, answered or not, to numbers of the list that administrators keep "
                 "in the settings. A call belongs to the first entry that its number matches; who "
                 "sees numbers masked sees * for an entry that tells more than they may see.") },
  { "8.5", N_ ("New Destinations"),
    N_ ("Which countries were called that were never called before?"), COLLECTOR_ROLE_SUPERVISOR,
    "{\"period\": {\"relative\":\"last_30_days\"}, \"directions\": [\"outgoing\"], \"where\": "
    "{\"field\": \"nation\", \"op\": \"not_empty\"}, \"group_by\": [\"nation\"], \"sort\": "
    "[\"-first_ms\"]}",
    "first_ms latest_extension latest_name calls lines talk_ms cost",
    TOLL_CHART_NONE, "", .narrow = collector_report_narrow_new_nations },
  { "8.9", N_ ("Undefined Extensions"),
    N_ ("Which extensions are nobody's?"), COLLECTOR_ROLE_ADMINISTRATOR,
    "{\"period\": {\"relative\":\"last_30_days\"}, \"where\": {\"field\": \"name\", \"op\": "
    "\"empty\"}, \"group_by\": [\"extension\", \"device\"], \"sort\": [\"-calls\"]}",
    "calls incoming outgoing internal cost first_ms last_ms",
    TOLL_CHART_BAR_H, "calls" },
  { NULL },
};
