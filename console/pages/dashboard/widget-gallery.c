/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window of rows, one a widget. Pictures are drawn from invented figures: nobody's calls are asked
 * for to choose. Main thread. */

#include "config.h"
#include "console/pages/dashboard/widget-gallery.h"

#include <glib/gi18n.h>

#include "console/charts/chart-sample.h"
#include "console/charts/chart-view.h"
#include "console/charts/chart-words.h"
#include "console/client/json.h"
#include "console/dialogs/small-window.h"
#include "console/widgets/decoration.h"
#include "console/widgets/state-stack.h"

#define PICTURE_WIDTH  150
#define PICTURE_ZOOM   0.5
#define PICTURE_COLUMNS 3
#define PICTURE_ROWS   3
#define NARROW_PICTURE 96
#define WINDOW_WIDTH   640
#define NARROW_WINDOW  520
#define LIST_HEIGHT    520

/* A row of the list. */
typedef struct
{
  char *widget;
  GtkCheckButton *check;
  GtkDropDown *zone;
  TollReportDoc *sample;
  ConsoleChartView *picture;
} Choice;

typedef struct
{
  GtkWindow *window;
  GtkWidget *accept;
  ConsoleStateStack *states;
  GtkListBox *list;
  GPtrArray *choices;
  GStrv present;
  gboolean is_narrow;
  ConsoleApiClient *client;
  GCancellable *cancellable;
  ConsoleGalleryFunc add;
  GWeakRef object;
} Gallery;

static void load (Gallery *self);

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->picture);
  toll_report_doc_free (choice->sample);
  g_free (choice->widget);
  g_free (choice);
}

static void
free_gallery (gpointer data)
{
  Gallery *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->client);
  for (guint i = 0; i < self->choices->len; i++)
    console_chart_view_set_document (((Choice *) self->choices->pdata[i])->picture, NULL, NULL);
  g_ptr_array_unref (self->choices);
  g_strfreev (self->present);
  g_weak_ref_clear (&self->object);
  g_free (self);
}

static void
update_button (Gallery *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->choices->len; i++)
    any |= gtk_check_button_get_active (((Choice *) self->choices->pdata[i])->check);
  gtk_widget_set_sensitive (self->accept, any);
}

static void
accept_cb (Gallery *self)
{
  g_autoptr (GObject) object = g_weak_ref_get (&self->object);

  for (guint i = 0; i < self->choices->len && object != NULL; i++)
    {
      const Choice *choice = self->choices->pdata[i];

      if (gtk_check_button_get_active (choice->check))
        self->add (object, choice->widget, gtk_drop_down_get_selected (choice->zone));
    }
  if (object != NULL)
    self->add (object, NULL, 0);
  gtk_window_destroy (self->window);
}

/* The sample draws what the widget draws, by its name. */
static void
name_series (TollReportDoc *sample, JsonArray *columns)
{
  guint n = MIN (console_json_length (columns), G_N_ELEMENTS (sample->chart.series));
  TollReportColumn series[G_N_ELEMENTS (sample->chart.series)] = { 0 };

  for (guint i = 0; i < n; i++)
    {
      JsonObject *column = console_json_at (columns, i);

      series[i].id = console_json_text (column, "id");
      series[i].title = console_json_text (column, "title");
      toll_cell_kind_from_name (console_json_text (column, "kind"), &series[i].kind);
    }
  console_chart_sample_name_series (sample, series, n);
}

/* Of a table its first headings stand over lines. */
static GtkWidget *
make_table_picture (JsonArray *columns)
{
  GtkWidget *grid = gtk_grid_new ();
  guint n = MIN (console_json_length (columns), PICTURE_COLUMNS);

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 12);
  gtk_widget_set_vexpand (grid, TRUE);
  gtk_widget_set_valign (grid, GTK_ALIGN_CENTER);
  for (guint i = 0; i < n; i++)
    {
      const char *title = console_json_text (console_json_at (columns, i), "title");
      GtkWidget *heading = gtk_label_new (console_chart_words_translate (title));

      gtk_label_set_xalign (GTK_LABEL (heading), 0);
      gtk_label_set_ellipsize (GTK_LABEL (heading), PANGO_ELLIPSIZE_END);
      gtk_widget_set_hexpand (heading, TRUE);
      gtk_widget_add_css_class (heading, "widget-period");
      gtk_grid_attach (GTK_GRID (grid), heading, (int) i, 0, 1, 1);
      for (int row = 1; row <= PICTURE_ROWS; row++)
        gtk_grid_attach (GTK_GRID (grid), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), (int) i,
                         row, 1, 1);
    }
  return grid;
}

static GtkWidget *
make_icon_picture (void)
{
  GtkWidget *icon = console_decoration_new ("view-list-symbolic");

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 32);
  gtk_widget_set_vexpand (icon, TRUE);
  gtk_widget_set_hexpand (icon, TRUE);
  gtk_widget_add_css_class (icon, "dim-label");
  return icon;
}

static GtkWidget *
make_picture (Choice *choice, JsonObject *item, int width)
{
  GtkWidget *frame = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  JsonArray *columns = console_json_array (item, "columns");
  TollChartKind kind = TOLL_CHART_NONE;

  toll_chart_kind_from_name (console_json_text (item, "chart"), &kind);
  choice->sample = console_chart_sample_new (kind);
  name_series (choice->sample, columns);
  choice->picture = CONSOLE_CHART_VIEW (g_object_ref_sink (console_chart_view_new ()));
  console_chart_view_set_still (choice->picture, TRUE);
  console_chart_view_set_zoom (choice->picture, PICTURE_ZOOM);
  gtk_widget_set_size_request (frame, width, width * 3 / 5);
  gtk_widget_set_overflow (frame, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_valign (frame, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (frame, "gallery-picture");
  if (kind != TOLL_CHART_NONE && choice->sample != NULL)
    {
      console_chart_view_set_document (choice->picture, choice->sample, NULL);
      gtk_widget_set_vexpand (GTK_WIDGET (choice->picture), TRUE);
      gtk_box_append (GTK_BOX (frame), GTK_WIDGET (choice->picture));
      return frame;
    }
  gtk_box_append (GTK_BOX (frame), console_json_length (columns) > 0 ? make_table_picture (columns)
                                                                     : make_icon_picture ());
  return frame;
}

static GtkWidget *
make_words (const char *name, const char *question, gboolean stands)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  const char *const texts[] = { name, question, stands ? _ ("On your dashboard already") : "" };
  static const char *const classes[] = { "heading", "dim-label", "widget-period" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *label = gtk_label_new (texts[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, classes[i]);
      gtk_widget_set_visible (label, *texts[i] != '\0');
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static void
name_widget (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static GtkDropDown *
make_zones (const char *name, guint chosen)
{
  GtkWidget *zones = gtk_drop_down_new_from_strings (
      (const char *[]) { _ ("Left"), _ ("Centre"), _ ("Right"), NULL });
  /* TRANSLATORS: where a widget will stand; %s is its name */
  g_autofree char *label = g_strdup_printf (_ ("Zone of %s"), name);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (zones), chosen);
  gtk_widget_set_valign (zones, GTK_ALIGN_CENTER);
  name_widget (zones, label);
  name_widget (gtk_widget_get_first_child (zones), label);
  return GTK_DROP_DOWN (zones);
}

static void
add_row (Gallery *self, JsonObject *item)
{
  Choice *choice = g_new0 (Choice, 1);
  gboolean is_personal = console_json_flag (item, "is_personal");
  const char *name = console_json_text (item, "name");
  const char *question = console_json_text (item, "question");
  const char *const *present = (const char *const *) self->present;
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words;

  if (!is_personal)
    {
      name = console_chart_words_translate (name);
      question = console_chart_words_translate (question);
    }
  choice->widget = g_strdup (console_json_text (item, "widget"));
  choice->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  choice->zone = make_zones (name, self->choices->len % 3);
  name_widget (GTK_WIDGET (choice->check), name);
  gtk_widget_set_valign (GTK_WIDGET (choice->check), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (choice->check, "toggled", G_CALLBACK (update_button), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (choice->check));
  gtk_box_append (GTK_BOX (box), make_picture (choice, item,
                                               self->is_narrow ? NARROW_PICTURE : PICTURE_WIDTH));
  words = make_words (name, question, g_strv_contains (present, choice->widget));
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_set_halign (GTK_WIDGET (choice->zone), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->is_narrow ? words : box), GTK_WIDGET (choice->zone));
  gtk_widget_add_css_class (box, "gallery-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  name_widget (row, name);
  g_object_set_data (G_OBJECT (row), "check", choice->check);
  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->choices, choice);
}

static void
activated_cb (Gallery *self, GtkListBoxRow *row)
{
  GtkCheckButton *check = g_object_get_data (G_OBJECT (row), "check");

  gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
}

static void
gallery_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer
      = console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  Gallery *self = user_data;
  JsonArray *items;

  if (console_api_client_is_cancelled (error))
    return;
  if (answer == NULL)
    {
      console_state_stack_set_failed (self->states, _ ("The Gallery Could Not Be Loaded"), error);
      return;
    }
  items = console_json_array (answer, "items");
  for (guint i = 0; i < console_json_length (items); i++)
    add_row (self, console_json_at (items, i));
  console_state_stack_set_ready (self->states);
}

static void
load (Gallery *self)
{
  console_state_stack_set_loading (self->states);
  console_api_client_send_async (self->client, "GET", "/dashboard/widgets", NULL,
                                 self->cancellable, gallery_cb, self);
}

static GtkWidget *
make_list (Gallery *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "gallery");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  return scroller;
}

void
console_widget_gallery_present (GtkWidget *widget, ConsoleApiClient *client,
                                const char *const *present, ConsoleGalleryFunc add,
                                GObject *object)
{
  Gallery *self = g_new0 (Gallery, 1);
  int room = gtk_widget_get_width (GTK_WIDGET (gtk_widget_get_root (widget)));

  self->window = console_small_window_new (widget, _ ("Add Widgets"), _ ("OK"), &self->accept);
  gtk_window_set_default_size (self->window, MIN (WINDOW_WIDTH, room), -1);
  self->is_narrow = room < NARROW_WINDOW;
  self->states = g_object_new (CONSOLE_TYPE_STATE_STACK, "content", make_list (self), NULL);
  self->choices = g_ptr_array_new_with_free_func (choice_free);
  self->present = g_strdupv ((GStrv) present);
  self->client = g_object_ref (client);
  self->cancellable = g_cancellable_new ();
  self->add = add;
  g_weak_ref_init (&self->object, object);
  g_object_set_data_full (G_OBJECT (self->window), "gallery", self, free_gallery);
  console_small_window_set_content (self->window, GTK_WIDGET (self->states));
  g_signal_connect_swapped (self->states, "retry", G_CALLBACK (load), self);
  g_signal_connect_swapped (self->accept, "clicked", G_CALLBACK (accept_cb), self);
  load (self);
  gtk_window_present (self->window);
}
