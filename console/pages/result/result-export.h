/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* ConsoleResultExport: a report as a file: asks where to put it, then gets everything that matches,
 * straight into that file. One at a time; it can be cancelled. Main thread. */
typedef struct _ConsoleResultExport ConsoleResultExport;

/* @text: what goes on, in words; NULL when nothing does. */
typedef void (*ConsoleExportStateFunc) (const char *text, gpointer user_data);

/* @widget: shows the dialogs; it owns the export. */
ConsoleResultExport *console_result_export_new (GtkWidget *widget, ConsoleApiClient *client,
                                                ConsoleExportStateFunc state, gpointer user_data);
/* Cancels what goes on. */
void console_result_export_free (ConsoleResultExport *self);

/* @format: "pdf", "xlsx", "csv". @spec: the question. */
void console_result_export_begin (ConsoleResultExport *self, const char *report_id,
                                  const char *title, const char *format, JsonObject *spec);
void console_result_export_cancel (ConsoleResultExport *self);

G_END_DECLS
