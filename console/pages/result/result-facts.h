/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/client/api-client.h"
#include "console/models/report-result.h"

G_BEGIN_DECLS

/* ConsoleResultFacts: the line below a result: how many calls it is about, and how long it took. A
 * list's first page does not know how many: they are counted once it is there. Main thread. */
typedef struct _ConsoleResultFacts ConsoleResultFacts;

/* @label: must outlive it. */
ConsoleResultFacts *console_result_facts_new (GtkLabel *label, ConsoleApiClient *client);
/* A count on its way is not waited for. */
void console_result_facts_free (ConsoleResultFacts *self);

/* @result: the first page of the report @report_id. */
void console_result_facts_show (ConsoleResultFacts *self, const char *report_id,
                                ConsoleReportResult *result);
/* What is on its way is of an answer that is not shown any more. */
void console_result_facts_stop (ConsoleResultFacts *self);

G_END_DECLS
