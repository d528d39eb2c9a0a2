/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of tiles that turn by themselves. Main thread. */

#include "config.h"
#include "console/pages/dashboard/full-screen.h"

#include <glib/gi18n.h>

#include "console/pages/dashboard/full-tile.h"
#include "console/widgets/format.h"
#include "shared/base/clock.h"

#define MOST_TILES 4 /* of a page */
#define TURN_S     20
#define TILE_PX    330.0 /* the height for which a card's sizes are right */
#define HEAD_PX    72
#define FONT_PT    11.0
#define MOST_ZOOM  4.0

struct _ConsoleFullScreen
{
  AdwWindow parent_instance;
  GtkLabel *company;
  GtkLabel *place; /* which page of how many */
  GtkLabel *state; /* what keeps it from being live */
  GtkLabel *clock;
  GtkStack *pages;

  ConsoleSession *session;
  int width, height; /* of the screen */
  double zoom;
  guint n_pages;
  guint shown;
  GtkCssProvider *fonts;
  guint turn_id, tick_id;
  guint inhibit_id;
};

G_DEFINE_FINAL_TYPE (ConsoleFullScreen, console_full_screen, ADW_TYPE_WINDOW)

/* ---- The heading ---- */

static void
show_place (ConsoleFullScreen *self)
{
  /* TRANSLATORS: which page of how many: "2 of 3" */
  g_autofree char *text = g_strdup_printf (_ ("%u of %u"), self->shown + 1, self->n_pages);

  gtk_label_set_text (self->place, text);
  gtk_widget_set_visible (GTK_WIDGET (self->place), self->n_pages > 1);
}

static void
show_state (ConsoleFullScreen *self)
{
  ConsoleConnection *connection = console_session_get_connection (self->session);
  gboolean is_live = console_connection_get_state (connection) == CONSOLE_CONNECTION_ONLINE;

  gtk_label_set_text (self->state, is_live ? "" : _ ("Not live: the collector does not answer"));
  gtk_widget_set_visible (GTK_WIDGET (self->state), !is_live);
}

static gboolean
tick_cb (gpointer user_data)
{
  ConsoleFullScreen *self = user_data;
  g_autofree char *text = console_format_clock (toll_clock_now_ms (NULL),
                                                console_session_get_zone (self->session));

  gtk_label_set_text (self->clock, text);
  return G_SOURCE_CONTINUE;
}

/* ---- Pages ---- */

static void
show_page (ConsoleFullScreen *self, guint page)
{
  g_autofree char *name = g_strdup_printf ("%u", page);

  self->shown = page;
  gtk_stack_set_visible_child_name (self->pages, name);
  show_place (self);
}

static gboolean
turn_cb (gpointer user_data)
{
  ConsoleFullScreen *self = user_data;

  if (self->n_pages > 1)
    show_page (self, (self->shown + 1) % self->n_pages);
  return G_SOURCE_CONTINUE;
}

static gboolean
is_upright (const ConsoleFullScreen *self)
{
  return self->height > self->width;
}

static void
count_cb (ConsoleWidgetCard *card, guint zone, gpointer user_data)
{
  *(guint *) user_data += !console_widget_card_is_folded (card);
}

/* The page behind the last one. */
static GtkGrid *
add_page (ConsoleFullScreen *self)
{
  GtkWidget *grid = gtk_grid_new ();
  g_autofree char *name = g_strdup_printf ("%u", self->n_pages++);

  gtk_grid_set_row_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_stack_add_named (self->pages, grid, name);
  return GTK_GRID (grid);
}

/* In a row of two, upright below each other; the last one takes the place that is left. */
static void
place (ConsoleFullScreen *self, GtkGrid *grid, GtkWidget *tile, guint nth, gboolean is_last)
{
  if (is_upright (self))
    gtk_grid_attach (grid, tile, 0, (int) nth, 1, 1);
  else
    gtk_grid_attach (grid, tile, (int) (nth % 2), (int) (nth / 2),
                     is_last && nth % 2 == 0 ? 2 : 1, 1);
}

typedef struct
{
  ConsoleFullScreen *self;
  GtkGrid *grid;
  guint n_cards, at;
} Filling;

static void
add_tile_cb (ConsoleWidgetCard *card, guint zone, gpointer user_data)
{
  Filling *filling = user_data;
  guint nth = filling->at % MOST_TILES;

  if (console_widget_card_is_folded (card))
    return;
  if (nth == 0)
    filling->grid = add_page (filling->self);
  filling->at++;
  place (filling->self, filling->grid, console_full_tile_new (card, filling->self->zoom), nth,
         filling->at == filling->n_cards);
}

static void
clear (ConsoleFullScreen *self)
{
  GtkWidget *page;

  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, page);
  self->n_pages = 0;
}

/* Sizes grow with the room that a tile has. */
static void
set_sizes (ConsoleFullScreen *self, guint n_cards)
{
  guint n = MIN (n_cards, MOST_TILES), n_rows = is_upright (self) ? n : (n + 1) / 2;
  g_autofree char *css = NULL;

  self->zoom = CLAMP ((self->height - HEAD_PX) / (double) MAX (n_rows, 1) / TILE_PX, 1, MOST_ZOOM);
  css = g_strdup_printf ("window { font-size: %dpt; }", (int) (FONT_PT * self->zoom));
  gtk_css_provider_load_from_data (self->fonts, css, -1);
}

void
console_full_screen_fill (ConsoleFullScreen *self, ConsoleWidgetZones *zones)
{
  Filling filling = { .self = self };
  guint shown = self->shown;

  clear (self);
  console_widget_zones_foreach (zones, count_cb, &filling.n_cards);
  set_sizes (self, filling.n_cards);
  console_widget_zones_foreach (zones, add_tile_cb, &filling);
  if (self->n_pages > 0)
    show_page (self, shown < self->n_pages ? shown : 0);
}

/* ---- The window ---- */

static void
console_full_screen_dispose (GObject *object)
{
  ConsoleFullScreen *self = CONSOLE_FULL_SCREEN (object);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  g_clear_handle_id (&self->turn_id, g_source_remove);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->inhibit_id != 0 && application != NULL)
    gtk_application_uninhibit (application, self->inhibit_id);
  self->inhibit_id = 0;
  g_clear_object (&self->fonts);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (console_full_screen_parent_class)->dispose (object);
}

static void
console_full_screen_class_init (ConsoleFullScreenClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_full_screen_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_F11, 0, "window.close",
                                       NULL);
}

static GtkLabel *
add_label (GtkWidget *head, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (head), label);
  return GTK_LABEL (label);
}

static void
console_full_screen_init (ConsoleFullScreen *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);

  self->company = add_label (head, NULL, "heading");
  gtk_widget_set_hexpand (GTK_WIDGET (self->company), TRUE);
  gtk_label_set_xalign (self->company, 0);
  self->state = add_label (head, NULL, "missed");
  self->place = add_label (head, NULL, "dim-label");
  self->clock = add_label (head, NULL, "heading");
  self->pages = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_transition_type (self->pages, GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->pages), TRUE);
  gtk_widget_set_can_target (GTK_WIDGET (self->pages), FALSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->pages), FALSE);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pages));
  gtk_widget_add_css_class (box, "full-screen");
  adw_window_set_content (ADW_WINDOW (self), box);
  self->fonts = gtk_css_provider_new ();
  gtk_style_context_add_provider (gtk_widget_get_style_context (GTK_WIDGET (self)),
                                  GTK_STYLE_PROVIDER (self->fonts),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  self->turn_id = g_timeout_add_seconds (TURN_S, turn_cb, self);
  self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
}

static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer action)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_activate_action (widget, action, NULL);
}

void
console_full_screen_add_key (GtkWidget *page, const char *action)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F11, 0),
                        gtk_callback_action_new (key_cb, g_strdup (action), g_free)));
  gtk_widget_add_controller (page, keys);
}

/* The screen that @page is on: where no window manager makes it large, it is as large by itself. */
static void
set_screen (ConsoleFullScreen *self, GtkWidget *page)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (page));
  GdkMonitor *monitor
      = gdk_display_get_monitor_at_surface (gdk_surface_get_display (surface), surface);
  GdkRectangle place = { .width = 1280, .height = 720 };

  if (monitor != NULL)
    gdk_monitor_get_geometry (monitor, &place);
  self->width = place.width;
  self->height = place.height;
  gtk_window_set_default_size (GTK_WINDOW (self), place.width, place.height);
}

ConsoleFullScreen *
console_full_screen_present (GtkWidget *page, ConsoleSession *session, ConsoleWidgetZones *zones)
{
  GtkWindow *over = GTK_WINDOW (gtk_widget_get_root (page));
  GtkApplication *application = gtk_window_get_application (over);
  ConsoleFullScreen *self
      = g_object_new (CONSOLE_TYPE_FULL_SCREEN, "application", application, "transient-for", over,
                      "destroy-with-parent", TRUE, "title", _ ("Dashboard"), NULL);
  const ConsoleMe *me = console_session_get_me (session);

  self->session = g_object_ref (session);
  gtk_label_set_text (self->company, *me->company != '\0' ? me->company : _ ("Dashboard"));
  set_screen (self, page);
  console_full_screen_fill (self, zones);
  tick_cb (self);
  show_state (self);
  g_signal_connect_object (console_session_get_connection (session), "notify::state",
                           G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "unmap", G_CALLBACK (gtk_window_destroy), self,
                           G_CONNECT_SWAPPED);
  self->inhibit_id = gtk_application_inhibit (application, GTK_WINDOW (self),
                                              GTK_APPLICATION_INHIBIT_IDLE, _ ("Dashboard"));
  gtk_window_fullscreen (GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "none");
  return self;
}
