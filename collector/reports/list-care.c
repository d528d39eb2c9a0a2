/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How Tollkeeper itself is doing.
 */
#include "config.h"

#include "collector/reports/builds.h"
#include "collector/reports/catalogue.h"

#include <glib/gi18n.h>

const CollectorReport collector_reports_care[] = {
  { "12.1", N_ ("Acquisition Ledger"), N_ ("Did every node deliver every minute?"),
    COLLECTOR_ROLE_ADMINISTRATOR, "{\"period\": {\"relative\":\"last_7_days\"}}", "",
    TOLL_CHART_HEAT, "files", collector_report_build_acquisition,
    N_ ("A file belongs to the minute that its name says it was begun in; one whose name says none "
        "to when it came. Files are numbered one after the other: those of a node, those of all "
        "nodes of a cluster, or records of calls and of voice quality each by themselves. Missing "
        "are the numbers between two files of a node and kind that no other file has; where the "
        "same numbers stand in files of several nodes or of both kinds, those are counted apart. "
        "Latest delay: between the minute of the hour's last file and its arrival."),
    .is_table = TRUE },
  { "12.2", N_ ("Discards"), N_ ("What was not imported, and why?"),
    COLLECTOR_ROLE_ADMINISTRATOR, "{\"period\": {\"relative\":\"last_30_days\"}}", "",
    TOLL_CHART_BAR_H, "records", collector_report_build_discards,
    N_ ("A record belongs to when it was put aside. Nothing of it is lost: what can be tried again "
        "is kept as it came, and is read once more when the quarantine is replayed."),
    .is_table = TRUE },
  { "12.3", N_ ("Silent Sites"), N_ ("Which site stopped sending?"),
    COLLECTOR_ROLE_ADMINISTRATOR, "{\"period\": {\"relative\":\"today\"}}", "",
    TOLL_CHART_NONE, "", collector_report_build_silent_sites,
    N_ ("Of every site, at the end of the period or now: its last call, and how many calls came on "
        "average in the same hours of the same days of four earlier spans as long as the silence, "
        "of at most four weeks. Silent is a site where five or more were to be expected. Calls per "
        "hour: over the four weeks that end with its last day of calls."),
    .is_table = TRUE },
  { "12.5", N_ ("Schedule Runs"), N_ ("Which mails left, which failed?"), COLLECTOR_ROLE_USER,
    "{\"period\": {\"relative\":\"last_30_days\"}}", "", TOLL_CHART_NONE, "",
    collector_report_build_schedule_runs,
    N_ ("A run is one time that a schedule came due or was asked for. Sent: the mail server has "
        "taken it for all its recipients. Empty: there was nothing to report."),
    .is_table = TRUE, .tells_users = TRUE },
  { "12.7", N_ ("Access Log"), N_ ("Who looked at whose calls, and what for?"),
    COLLECTOR_ROLE_ADMINISTRATOR, "{\"period\": {\"relative\":\"last_30_days\"}}", "",
    TOLL_CHART_NONE, "", collector_report_build_access_log,
    N_ ("An entry is one look, one export or one change, newest first; the numbers that were "
        "asked for are masked. Rows: of others, not one's own. Whether the log is whole is said by "
        "its page and by tollkeeper-collector verify."),
    .is_table = TRUE, .tells_users = TRUE },
  { NULL },
};
