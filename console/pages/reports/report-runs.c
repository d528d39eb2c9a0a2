/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was asked of a report lately. Main thread. */

#include "config.h"
#include "console/pages/reports/report-runs.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/widgets/format.h"
#include "shared/base/clock.h"

#define MAX_RUNS 5

/* What a list found it says by its rows: its calls are not counted. */
static char *
tell_size (JsonObject *run)
{
  gint64 n_calls = console_json_int (run, "calls", -1);

  if (console_json_flag (run, "is_outdated"))
    return g_strdup (_ ("What you may see has changed since"));
  return n_calls >= 0 ? console_format_calls (n_calls)
                      : console_format_rows (console_json_int (run, "rows", 0));
}

static void
add_run (GtkListBox *list, JsonObject *run, GTimeZone *zone)
{
  JsonObject *spec = console_json_object (run, "spec");
  g_autofree char *when = console_format_moment (console_json_int (run, "made_ms", 0),
                                                 toll_clock_now_ms (NULL), zone);
  g_autofree char *calls = tell_size (run);
  g_autofree char *asked = spec != NULL ? console_json_to_text (spec) : g_strdup ("");
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", when,
                                 "subtitle", calls, "activatable", TRUE, "tooltip-text",
                                 _ ("Run it again"), NULL);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(sss)",
                                    console_json_text (run, "report_id"), "", asked);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-report");
  gtk_list_box_append (list, row);
}

guint
console_report_runs_fill (GtkListBox *list, JsonArray *history, const char *id, GTimeZone *zone)
{
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
  for (guint i = 0; i < console_json_length (history) && n < MAX_RUNS; i++)
    {
      JsonObject *run = console_json_at (history, i);

      if (!g_str_equal (console_json_text (run, "report_id"), id))
        continue;
      add_run (list, run, zone);
      n++;
    }
  return n;
}
