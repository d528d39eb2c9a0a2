/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A price, explained as the collector explained it: every step with its amount, and the total.
 * Nothing is recalculated here. Main thread. */

#include "config.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/words.h"
#include "console/pages/call/views.h"
#include "console/widgets/fact-grid.h"
#include "console/widgets/format.h"
#include "console/widgets/reading.h"

static GtkWidget *
new_text (const char *text, const char *css_class, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
attach_step (GtkGrid *grid, int row, const char *title, const char *detail, const char *amount,
             gboolean total)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), new_text (title, total ? "heading" : NULL, 0));
  if (*detail != '\0')
    {
      GtkWidget *label = new_text (detail, "dim-label", 0);

      gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (texts), label);
    }
  gtk_grid_attach (grid, texts, 0, row, 1, 1);
  gtk_grid_attach (grid, new_text (amount, total ? "heading" : NULL,
                                   console_reading_get_figure_xalign ()), 1, row, 1, 1);
}

/* The collector's last step is the total. */
static GtkWidget *
make_steps (const ConsoleCall *call, JsonObject *price)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  JsonArray *steps = console_json_array (price, "steps");
  guint n_steps = console_json_length (steps);

  gtk_grid_set_column_spacing (grid, 18);
  gtk_grid_set_row_spacing (grid, 12);
  for (guint i = 0; i < n_steps; i++)
    {
      JsonObject *step = console_json_at (steps, i);
      gboolean total = i + 1 == n_steps;
      g_autofree char *amount =
          console_format_amount (console_json_text (step, "amount"), call->currency);

      if (total)
        gtk_grid_attach (grid, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, (int) i, 2, 1);
      attach_step (grid, (int) (i + total), console_json_text (step, "title"),
                   console_json_text (step, "detail"), amount, total);
    }
  return GTK_WIDGET (grid);
}

static GtkWidget *
make_source (const ConsoleCall *call, JsonObject *price)
{
  ConsoleFactGrid *facts = CONSOLE_FACT_GRID (console_fact_grid_new ());
  const char *tariff = console_json_text (price, "tariff");
  g_autofree char *valid_from = console_format_date (console_json_text (price, "valid_from"));
  gint64 billed_ms = console_json_int (price, "billed_ms", 0);
  g_autofree char *billed = billed_ms > 0 ? console_format_duration (billed_ms) : NULL;

  console_fact_grid_add (facts, _ ("Tariff"), *tariff != '\0' ? tariff : call->tariff);
  console_fact_grid_add (facts, _ ("Valid from"), valid_from);
  console_fact_grid_add (facts, _ ("Destination"), console_json_text (price, "destination"));
  console_fact_grid_add (facts, _ ("Prefix"), console_json_text (price, "prefix"));
  console_fact_grid_add (facts, _ ("Time band"), console_json_text (price, "band"));
  console_fact_grid_add (facts, _ ("Billed time"), billed);
  return GTK_WIDGET (facts);
}

/* No price: never shown as nothing to pay. */
static GtkWidget *
make_unrated (const ConsoleCall *call, JsonObject *price)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  const char *reason = console_json_text (price, "reason");

  if (*reason == '\0')
    reason = call->reason;
  gtk_widget_add_css_class (icon, "missed");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (texts), new_text (console_words_reason (reason), "heading", 0));
  gtk_box_append (GTK_BOX (texts), new_text (console_words_reason_help (reason), NULL, 0));
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), texts);
  return row;
}

static const char *
free_reason (const ConsoleCall *call)
{
  if (call->connect_ms == 0)
    return _ ("Nothing to pay: nobody answered.");
  if (call->direction == TOLL_DIRECTION_INTERNAL)
    return _ ("Nothing to pay: the call stayed inside the company.");
  if (call->direction == TOLL_DIRECTION_INCOMING)
    return _ ("Nothing to pay: the caller pays.");
  return _ ("Nothing to pay for this call.");
}

GtkWidget *
console_price_view_new (const ConsoleCall *call, JsonObject *price)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  switch (call->rating)
    {
    case TOLL_RATING_UNRATED:
      gtk_box_append (GTK_BOX (box), make_unrated (call, price));
      break;
    case TOLL_RATING_NOT_CHARGEABLE:
      gtk_box_append (GTK_BOX (box), new_text (free_reason (call), "dim-label", 0));
      return box;
    default:
      gtk_box_append (GTK_BOX (box), make_steps (call, price));
    }
  gtk_box_append (GTK_BOX (box), make_source (call, price));
  return box;
}
