/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* What is to be kept. Borrowed. */
typedef struct
{
  const char *report_id; /* of the catalogue */
  const char *name;      /* to begin with; the name of a report one keeps already replaces it */
  JsonObject *spec;
} ConsoleSaveReport;

/* Over @widget: asks for name, description, category and who sees it, and keeps the report among
 * the personal ones. @done: with @object (kept alive weakly) and what is kept now. Main thread. */
void console_save_report_present (GtkWidget *widget, ConsoleApiClient *client,
                                  const ConsoleSaveReport *report,
                                  void (*done) (GObject *object, JsonObject *kept),
                                  GObject *object);

G_END_DECLS
