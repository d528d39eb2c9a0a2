/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The GTK face of a chart. The engine knows where its figures are; here are size, light and dark,
 * pointer, keys and words for screen readers. Main thread. */

#include "config.h"
#include "console/charts/chart-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "console/charts/chart-words.h"
#include "console/widgets/text-scale.h"

#define LEAST_WIDTH_PX 120
/* Charts are higher where they are wider: who asks for the height at any width hears of the highest, or a
 * box would be told of less than it needs at the width that it comes to. */
#define MOST_WIDTH_PX  4000

struct _ConsoleChartView
{
  GtkWidget parent_instance;
  const TollReportDoc *doc; /* (nullable), not owned */
  TollChart *chart;         /* (nullable) */
  GTimeZone *zone;          /* (nullable) */
  gboolean is_dark, is_rtl; /* as the chart was made */
  gboolean is_still;
  gboolean opens_rest;
  double zoom; /* 1 = as it is laid out */
  int hover, focus;         /* items; -1 = none */
};

G_DEFINE_FINAL_TYPE (ConsoleChartView, console_chart_view, GTK_TYPE_WIDGET)

enum
{
  ACTIVATED,
  REST_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
is_dark (void)
{
  return adw_style_manager_get_dark (adw_style_manager_get_default ());
}

static gboolean
is_rtl (ConsoleChartView *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* The window's own font, so that the picture belongs to the page. */
static void
make_chart (ConsoleChartView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  TollChartStyle style = {
    .is_dark = is_dark (),
    .is_rtl = is_rtl (self),
    .font_family = pango_font_description_get_family (
        pango_context_get_font_description (context)),
  };

  g_clear_pointer (&self->chart, toll_chart_free);
  self->is_dark = style.is_dark;
  self->is_rtl = style.is_rtl;
  self->hover = -1;
  console_chart_words_set_style (&style, self->zone);
  if (self->doc != NULL)
    self->chart = toll_chart_new (self->doc, &style);
}

/* How much larger than laid out it is drawn: it grows whole with the texts around it. */
static double
get_scale (ConsoleChartView *self)
{
  return self->zoom * console_text_scale (GTK_WIDGET (self));
}

static int
hit (ConsoleChartView *self, double x, double y)
{
  double scale = get_scale (self);

  return toll_chart_hit (self->chart, x / scale, y / scale);
}

static const TollChartItem *
get_item (ConsoleChartView *self, int index)
{
  guint n_items = 0;
  const TollChartItem *items = self->chart != NULL ? toll_chart_list_items (self->chart, &n_items)
                                                   : NULL;

  return index >= 0 && index < (int) n_items ? &items[index] : NULL;
}

static gboolean
opens_rest (ConsoleChartView *self, const TollChartItem *item)
{
  return item->is_other && self->opens_rest;
}

/* What is at @item, and what a click does where that is not its calls. */
static char *
dup_words (ConsoleChartView *self, const TollChartItem *item)
{
  if (!opens_rest (self, item))
    return g_strdup (item->text);
  /* TRANSLATORS: a figure of a chart for all that found no room in it ("Other (12), Cost: 4.50"),
   * and what a click on it does */
  return g_strdup_printf (_ ("%s\nOpens the report with all its rows"), item->text);
}

/* What a screen reader says: the figure that has the focus, else what the picture is. */
static void
tell (ConsoleChartView *self)
{
  const TollChartItem *item = get_item (self, self->focus);
  g_autofree char *words = item != NULL ? dup_words (self, item) : NULL;

  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
      words != NULL ? words : _ ("Chart; the arrow keys walk through its figures"), -1);
}

static void
set_hover (ConsoleChartView *self, int index)
{
  const TollChartItem *item = get_item (self, index);
  g_autofree char *words = item != NULL ? dup_words (self, item) : NULL;
  gboolean can_open = item != NULL && (item->n_rows == 1 || opens_rest (self, item));

  if (self->hover == index)
    return;
  self->hover = index;
  toll_chart_set_hover (self->chart, index);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), can_open ? "pointer" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_focus (ConsoleChartView *self, int index)
{
  self->focus = index;
  if (self->chart != NULL)
    toll_chart_set_focus (self->chart, index);
  tell (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
activate (ConsoleChartView *self, int index)
{
  const TollChartItem *item = get_item (self, index);

  if (item != NULL && opens_rest (self, item))
    g_signal_emit (self, signals[REST_ACTIVATED], 0);
  else if (item != NULL && item->n_rows == 1)
    g_signal_emit (self, signals[ACTIVATED], 0, item->column, item->rows[0]);
}

static void
motion_cb (ConsoleChartView *self, double x, double y)
{
  if (self->chart != NULL && !self->is_still)
    set_hover (self, hit (self, x, y));
}

static void
leave_cb (ConsoleChartView *self)
{
  if (self->chart != NULL)
    set_hover (self, -1);
}

static void
released_cb (ConsoleChartView *self, int n_press, double x, double y)
{
  if (self->chart != NULL && !self->is_still)
    activate (self, hit (self, x, y));
}

/* The figure after @index in the direction of @key; the first one to begin with. */
static gboolean
key_cb (ConsoleChartView *self, guint key)
{
  guint n_items = 0;
  int last;

  if (self->chart == NULL)
    return GDK_EVENT_PROPAGATE;
  toll_chart_list_items (self->chart, &n_items);
  last = (int) n_items - 1;
  if (last < 0)
    return GDK_EVENT_PROPAGATE;
  if (key == (self->is_rtl ? GDK_KEY_Left : GDK_KEY_Right) || key == GDK_KEY_Down)
    set_focus (self, MIN (self->focus + 1, last));
  else if (key == (self->is_rtl ? GDK_KEY_Right : GDK_KEY_Left) || key == GDK_KEY_Up)
    set_focus (self, MAX (self->focus - 1, 0));
  else if (key == GDK_KEY_Home)
    set_focus (self, 0);
  else if (key == GDK_KEY_End)
    set_focus (self, last);
  else if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_space)
    activate (self, self->focus);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
focus_leave_cb (ConsoleChartView *self)
{
  set_focus (self, -1);
}

static GtkSizeRequestMode
console_chart_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
console_chart_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                            int *minimum, int *natural, int *minimum_baseline,
                            int *natural_baseline)
{
  ConsoleChartView *self = CONSOLE_CHART_VIEW (widget);
  double scale = get_scale (self), width = for_size < 0 ? MOST_WIDTH_PX : for_size;

  if (self->zoom != 1 || self->chart == NULL)
    *minimum = *natural = 0;
  else if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = LEAST_WIDTH_PX;
  else
    *minimum = *natural = (int) ceil (scale * toll_chart_get_natural_height (
                                                  self->chart, MAX (width, LEAST_WIDTH_PX) / scale));
}

static void
console_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ConsoleChartView *self = CONSOLE_CHART_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double scale = get_scale (self);
  cairo_t *cr;

  if (self->chart == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-3, -3, width + 6, height + 6));
  cairo_scale (cr, scale, scale);
  toll_chart_draw (self->chart, cr, width / scale, height / scale);
  cairo_destroy (cr);
}

/* Another look or direction: the same figures anew. */
static void
look_changed_cb (ConsoleChartView *self)
{
  if (self->chart == NULL || (self->is_dark == is_dark () && self->is_rtl == is_rtl (self)))
    return;
  make_chart (self);
  toll_chart_set_focus (self->chart, self->focus);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
console_chart_view_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  look_changed_cb (CONSOLE_CHART_VIEW (widget));
}

static void
console_chart_view_finalize (GObject *object)
{
  ConsoleChartView *self = CONSOLE_CHART_VIEW (object);

  g_clear_pointer (&self->chart, toll_chart_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (console_chart_view_parent_class)->finalize (object);
}

static void
console_chart_view_class_init (ConsoleChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_chart_view_finalize;
  widget_class->get_request_mode = console_chart_view_get_request_mode;
  widget_class->measure = console_chart_view_measure;
  widget_class->snapshot = console_chart_view_snapshot;
  widget_class->direction_changed = console_chart_view_direction_changed;
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  signals[ACTIVATED] = g_signal_new ("activated", CONSOLE_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[REST_ACTIVATED] = g_signal_new ("rest-activated", CONSOLE_TYPE_CHART_VIEW,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_chart_view_init (ConsoleChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->hover = self->focus = -1;
  self->zoom = 1;
  gtk_widget_set_focusable (widget, TRUE);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (look_changed_cb), self, G_CONNECT_SWAPPED);
  tell (self);
}

GtkWidget *
console_chart_view_new (void)
{
  return g_object_new (CONSOLE_TYPE_CHART_VIEW, NULL);
}

void
console_chart_view_set_document (ConsoleChartView *self, const TollReportDoc *doc,
                                 GTimeZone *zone)
{
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
  self->doc = doc;
  make_chart (self);
  set_focus (self, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), self->chart != NULL);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

gboolean
console_chart_view_has_chart (ConsoleChartView *self)
{
  return self->chart != NULL;
}

void
console_chart_view_set_zoom (ConsoleChartView *self, double zoom)
{
  g_return_if_fail (CONSOLE_IS_CHART_VIEW (self) && zoom > 0);
  self->zoom = zoom;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
console_chart_view_set_still (ConsoleChartView *self, gboolean is_still)
{
  self->is_still = is_still;
  gtk_widget_set_focusable (GTK_WIDGET (self), !is_still);
}

void
console_chart_view_set_opens_rest (ConsoleChartView *self, gboolean opens_rest)
{
  g_return_if_fail (CONSOLE_IS_CHART_VIEW (self));
  self->opens_rest = opens_rest;
}
