/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of Home's three cards of reports. Main thread. */

#include "config.h"
#include "console/pages/home/report-card.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/widgets/decoration.h"
#include "console/widgets/format.h"
#include "shared/base/clock.h"

#define MAX_ROWS 4

struct _ConsoleReportCard
{
  GtkBox parent_instance;
  GtkLabel *title;
  GtkLabel *empty;
  GtkListBox *list;
};

enum
{
  PROP_TITLE = 1,
  PROP_EMPTY_TEXT,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (ConsoleReportCard, console_report_card, GTK_TYPE_BOX)

static void
console_report_card_set_property (GObject *object, guint id, const GValue *value,
                                  GParamSpec *pspec)
{
  ConsoleReportCard *self = CONSOLE_REPORT_CARD (object);

  if (id == PROP_TITLE)
    {
      gtk_label_set_text (self->title, g_value_get_string (value));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value), -1);
    }
  else if (id == PROP_EMPTY_TEXT)
    gtk_label_set_text (self->empty, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
console_report_card_class_init (ConsoleReportCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = console_report_card_set_property;
  g_object_class_install_property (object_class, PROP_TITLE,
                                   g_param_spec_string ("title", NULL, NULL, "", flags));
  g_object_class_install_property (object_class, PROP_EMPTY_TEXT,
                                   g_param_spec_string ("empty-text", NULL, NULL, "", flags));
}

static void
console_report_card_init (ConsoleReportCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "report-card");

  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "card-title");
  self->empty = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->empty, 0);
  gtk_label_set_wrap (self->empty, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "card-note");
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->empty));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->list));
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
}

static void
add_suffix (AdwActionRow *row, JsonObject *report, GTimeZone *zone)
{
  gint64 ran_ms = console_json_int (report, "ran_ms", 0);

  if (ran_ms != 0)
    {
      g_autofree char *text = console_format_moment (ran_ms, toll_clock_now_ms (NULL), zone);
      GtkWidget *label = gtk_label_new (text);

      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "numeric");
      adw_action_row_add_suffix (row, label);
    }
  if (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)))
    {
      GtkWidget *arrow = console_decoration_new ("go-next-symbolic");

      gtk_widget_add_css_class (arrow, "dim-label");
      adw_action_row_add_suffix (row, arrow);
    }
}

/* A list of calls, or a report that somebody kept or ran, with what was asked of it. */
static void
aim (GtkActionable *row, JsonObject *report, gboolean mine)
{
  JsonObject *filter = console_json_object (report, "filter");
  JsonObject *spec = console_json_object (report, "spec");
  g_autofree char *text =
      filter != NULL || spec != NULL ? console_json_to_text (filter != NULL ? filter : spec) : NULL;

  if (text == NULL)
    return;
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (filter != NULL)
    gtk_actionable_set_action_target (row, "(ssb)", console_json_text (report, "title"), text,
                                      mine);
  else
    gtk_actionable_set_action_target (row, "(sss)", console_json_text (report, "report_id"),
                                      console_json_text (report, "title"), text);
  gtk_actionable_set_action_name (row, filter != NULL ? "win.open-calls" : "win.open-report");
}

static GtkWidget *
make_row (JsonObject *report, GTimeZone *zone, gboolean mine)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  const char *question = console_json_text (report, "question");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), console_json_text (report, "title"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), *question != '\0' ? question : NULL);
  aim (GTK_ACTIONABLE (row), report, mine);
  add_suffix (row, report, zone);
  return GTK_WIDGET (row);
}

void
console_report_card_set (ConsoleReportCard *self, JsonArray *reports, GTimeZone *zone,
                         gboolean mine)
{
  guint n_rows = MIN (console_json_length (reports), MAX_ROWS);
  GtkListBoxRow *old;

  g_return_if_fail (CONSOLE_IS_REPORT_CARD (self));

  while ((old = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (old));
  for (guint i = 0; i < n_rows; i++)
    gtk_list_box_append (self->list, make_row (console_json_at (reports, i), zone, mine));
  gtk_widget_set_visible (GTK_WIDGET (self->list), n_rows > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), n_rows == 0);
}
