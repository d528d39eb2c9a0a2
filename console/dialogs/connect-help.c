/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How to connect Unified CM, step by step. The names of pages and parameters are those of its own
 * administration, which are not translated there either. Main thread. */

#include "config.h"
#include "console/dialogs/connect-help.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static const struct
{
  const char *title;
  const char *text;
} steps[] = {
  { N_ ("Give the collector a drop folder that Unified CM can reach"),
    N_ ("On the collector's machine create an SFTP account whose folder is the collector's drop "
        "folder.") },
  { N_ ("Switch call records on"),
    N_ ("In Cisco Unified CM Administration, System › Service Parameters › Cisco CallManager, set "
        "CDR Enabled Flag to True and, for missed calls, CDR Log Calls with Zero Duration Flag to "
        "True, on every node. Call Diagnostics Enabled adds voice quality.") },
  { N_ ("Add the billing server"),
    N_ ("In Cisco Unified Serviceability, Tools › CDR Management, add a Billing Application "
        "Server: the collector's address, the SFTP account, its folder with a final slash, and "
        "tick Resend on Failure.") },
  { N_ ("Make a call"), N_ ("Its record arrives within about a minute; it then shows on Home.") },
};

static GtkWidget *
make_step (guint number, const char *title, const char *text)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *digits = g_strdup_printf ("%u", number);
  GtkWidget *mark = gtk_label_new (digits);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, text);
  adw_action_row_set_title_lines (row, 0);
  adw_action_row_set_subtitle_lines (row, 0);
  gtk_widget_add_css_class (mark, "step-number");
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (row, mark);
  return GTK_WIDGET (row);
}

void
console_connect_help_present (GtkWidget *parent)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  GtkWidget *window = adw_preferences_window_new ();

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    adw_preferences_group_add (group, make_step (i + 1, _ (steps[i].title), _ (steps[i].text)));
  adw_preferences_page_add (page, group);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  gtk_window_set_title (GTK_WINDOW (window), _ ("How to connect Unified CM"));
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 560);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_present (GTK_WINDOW (window));
}
