/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three boxes of cards, in one to three columns. Main thread. */

#include "config.h"
#include "console/pages/dashboard/widget-zones.h"

#include <glib/gi18n.h>

#include "console/client/json.h"

#define GAP        18
#define DROPPED_MS 50

struct _ConsoleWidgetZones
{
  GtkBox parent_instance;
  GtkBox *columns[CONSOLE_N_ZONES];
  GtkBox *zones[CONSOLE_N_ZONES];
  GtkWidget *mark; /* where a dragged card would be dropped */
};

G_DEFINE_FINAL_TYPE (ConsoleWidgetZones, console_widget_zones, GTK_TYPE_BOX)

static guint moved_signal;

static ConsoleWidgetCard *
next_card (GtkWidget *child)
{
  while (child != NULL && !CONSOLE_IS_WIDGET_CARD (child))
    child = gtk_widget_get_next_sibling (child);
  return child != NULL ? CONSOLE_WIDGET_CARD (child) : NULL;
}

static ConsoleWidgetCard *
first_card (GtkBox *zone)
{
  return next_card (gtk_widget_get_first_child (GTK_WIDGET (zone)));
}

static ConsoleWidgetCard *
card_after (ConsoleWidgetCard *card)
{
  return next_card (gtk_widget_get_next_sibling (GTK_WIDGET (card)));
}

void
console_widget_zones_foreach (ConsoleWidgetZones *self, ConsoleCardFunc func, gpointer user_data)
{
  for (guint i = 0; i < CONSOLE_N_ZONES; i++)
    for (ConsoleWidgetCard *card = first_card (self->zones[i]), *next; card != NULL; card = next)
      {
        next = card_after (card);
        func (card, i, user_data);
      }
}

static void
count_cb (ConsoleWidgetCard *card, guint zone, gpointer user_data)
{
  (*(guint *) user_data)++;
}

guint
console_widget_zones_get_n_cards (ConsoleWidgetZones *self)
{
  guint n = 0;

  console_widget_zones_foreach (self, count_cb, &n);
  return n;
}

static void
remove_cb (ConsoleWidgetCard *card, guint zone, gpointer user_data)
{
  console_widget_zones_remove (user_data, card);
}

void
console_widget_zones_clear (ConsoleWidgetZones *self)
{
  console_widget_zones_foreach (self, remove_cb, self);
}

void
console_widget_zones_remove (ConsoleWidgetZones *self, ConsoleWidgetCard *card)
{
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (card))), GTK_WIDGET (card));
}

static ConsoleWidgetCard *
card_at (GtkBox *zone, guint index)
{
  ConsoleWidgetCard *card = first_card (zone);

  for (; card != NULL && index > 0; index--)
    card = card_after (card);
  return card;
}

/* Before the card that stands at @index now. */
static void
put (GtkBox *zone, GtkWidget *widget, guint index)
{
  ConsoleWidgetCard *before = index > 0 ? card_at (zone, index - 1) : NULL;

  if (index > 0 && before == NULL)
    gtk_box_append (zone, widget);
  else
    gtk_box_insert_child_after (zone, widget, before != NULL ? GTK_WIDGET (before) : NULL);
}

void
console_widget_zones_insert (ConsoleWidgetZones *self, ConsoleWidgetCard *card, guint zone,
                             guint index)
{
  put (self->zones[MIN (zone, CONSOLE_N_ZONES - 1)], GTK_WIDGET (card), index);
}

void
console_widget_zones_find (ConsoleWidgetZones *self, ConsoleWidgetCard *card, guint *zone,
                           guint *index)
{
  *zone = *index = 0;
  for (guint i = 0; i < CONSOLE_N_ZONES; i++)
    {
      guint at = 0;

      for (ConsoleWidgetCard *other = first_card (self->zones[i]); other != NULL;
           other = card_after (other), at++)
        if (other == card)
          {
            *zone = i;
            *index = at;
          }
    }
}

static guint
count_cards (GtkBox *zone)
{
  guint n = 0;

  for (ConsoleWidgetCard *card = first_card (zone); card != NULL; card = card_after (card))
    n++;
  return n;
}

/* The card goes out of its box for a moment, and the focus with it. */
static void
take_to (ConsoleWidgetZones *self, ConsoleWidgetCard *card, guint zone, guint index)
{
  g_object_ref (card);
  console_widget_zones_remove (self, card);
  console_widget_zones_insert (self, card, zone, index);
  gtk_widget_grab_focus (GTK_WIDGET (card));
  g_object_unref (card);
}

gboolean
console_widget_zones_move (ConsoleWidgetZones *self, ConsoleWidgetCard *card, int across, int down)
{
  guint zone, index;
  int to_zone, to_index;

  console_widget_zones_find (self, card, &zone, &index);
  to_zone = (int) zone + across;
  to_index = (int) index + down;
  if (to_zone < 0 || to_zone >= CONSOLE_N_ZONES || to_index < 0
      || (down > 0 && to_index >= (int) count_cards (self->zones[zone])))
    return FALSE;
  take_to (self, card, (guint) to_zone, (guint) to_index);
  return TRUE;
}

ConsoleWidgetCard *
console_widget_zones_lookup (ConsoleWidgetZones *self, const char *id)
{
  for (guint i = 0; i < CONSOLE_N_ZONES; i++)
    for (ConsoleWidgetCard *card = first_card (self->zones[i]); card != NULL;
         card = card_after (card))
      if (g_str_equal (console_widget_card_get_id (card), id))
        return card;
  return NULL;
}

static void
add_placed_cb (ConsoleWidgetCard *card, guint zone, gpointer user_data)
{
  json_array_add_object_element (json_array_get_array_element (user_data, zone),
                                 console_widget_card_dup_placed (card));
}

JsonObject *
console_widget_zones_dup_layout (ConsoleWidgetZones *self)
{
  JsonObject *layout = json_object_new ();
  JsonArray *zones = json_array_new ();

  for (guint i = 0; i < CONSOLE_N_ZONES; i++)
    json_array_add_array_element (zones, json_array_new ());
  console_widget_zones_foreach (self, add_placed_cb, zones);
  json_object_set_array_member (layout, "zones", zones);
  return layout;
}

static void
append_place (ConsoleWidgetCard *card, guint zone, gpointer user_data)
{
  g_string_append_printf (user_data, "%u:%s ", zone, console_widget_card_get_id (card));
}

gboolean
console_widget_zones_stand_so (ConsoleWidgetZones *self, JsonArray *zones)
{
  g_autoptr (GString) here = g_string_new (NULL), there = g_string_new (NULL);

  console_widget_zones_foreach (self, append_place, here);
  for (guint i = 0; i < console_json_length (zones); i++)
    {
      JsonArray *zone = json_array_get_array_element (zones, i);

      for (guint j = 0; j < console_json_length (zone); j++)
        g_string_append_printf (there, "%u:%s ", i,
                                console_json_text (console_json_at (zone, j), "id"));
    }
  return g_string_equal (here, there);
}

static void
largest_id_cb (ConsoleWidgetCard *card, guint zone, gpointer user_data)
{
  gint64 *largest = user_data;

  *largest = MAX (*largest, g_ascii_strtoll (console_widget_card_get_id (card), NULL, 10));
}

char *
console_widget_zones_dup_free_id (ConsoleWidgetZones *self)
{
  gint64 largest = 0;

  console_widget_zones_foreach (self, largest_id_cb, &largest);
  return g_strdup_printf ("%" G_GINT64_FORMAT, largest + 1);
}

static void
add_widget_cb (ConsoleWidgetCard *card, guint zone, gpointer user_data)
{
  g_autoptr (JsonObject) placed = console_widget_card_dup_placed (card);

  g_strv_builder_add (user_data, console_json_text (placed, "widget"));
}

GStrv
console_widget_zones_dup_widgets (ConsoleWidgetZones *self)
{
  g_autoptr (GStrvBuilder) widgets = g_strv_builder_new ();

  console_widget_zones_foreach (self, add_widget_cb, widgets);
  return g_strv_builder_end (widgets);
}

/* ---- Columns ---- */

void
console_widget_zones_set_columns (ConsoleWidgetZones *self, guint n_columns)
{
  for (guint i = 0; i < CONSOLE_N_ZONES; i++)
    {
      GtkBox *column = self->columns[MIN (i, n_columns - 1)];
      GtkWidget *zone = GTK_WIDGET (self->zones[i]);

      if (gtk_widget_get_parent (zone) == GTK_WIDGET (column))
        continue;
      g_object_ref (zone);
      gtk_box_remove (GTK_BOX (gtk_widget_get_parent (zone)), zone);
      gtk_box_append (column, zone);
      g_object_unref (zone);
    }
  for (guint i = 0; i < CONSOLE_N_ZONES; i++)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->columns[i]), i < n_columns);
      /* The last zone takes what is dropped below everything. */
      gtk_widget_set_vexpand (GTK_WIDGET (self->zones[i]),
                              i + 1 == CONSOLE_N_ZONES || i + 1 < n_columns);
    }
}

/* ---- Dragging ---- */

static guint
find_index (GtkBox *zone, double y)
{
  guint index = 0;

  for (ConsoleWidgetCard *card = first_card (zone); card != NULL; card = card_after (card))
    {
      graphene_rect_t bounds;

      if (gtk_widget_compute_bounds (GTK_WIDGET (card), GTK_WIDGET (zone), &bounds)
          && y < bounds.origin.y + bounds.size.height / 2)
        break;
      index++;
    }
  return index;
}

static void
hide_mark (ConsoleWidgetZones *self)
{
  GtkWidget *parent = gtk_widget_get_parent (self->mark);

  if (parent != NULL)
    gtk_box_remove (GTK_BOX (parent), self->mark);
}

static GdkDragAction
motion_cb (GtkDropTarget *target, double x, double y, ConsoleWidgetZones *self)
{
  GtkBox *zone = GTK_BOX (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)));

  hide_mark (self);
  put (zone, self->mark, find_index (zone, y));
  return GDK_ACTION_MOVE;
}

/* A dropped card on its way. */
typedef struct
{
  ConsoleWidgetZones *self;
  ConsoleWidgetCard *card;
  guint zone;
  guint index;
} Drop;

static void
drop_free (gpointer data)
{
  Drop *drop = data;

  g_object_unref (drop->self);
  g_object_unref (drop->card);
  g_free (drop);
}

static gboolean
dropped_cb (gpointer data)
{
  Drop *drop = data;

  take_to (drop->self, drop->card, drop->zone, drop->index);
  g_signal_emit (drop->self, moved_signal, 0);
  return G_SOURCE_REMOVE;
}

/* The card moves when the drag is over: it is the drag's, until then. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, ConsoleWidgetZones *self)
{
  GtkBox *zone = GTK_BOX (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)));
  ConsoleWidgetCard *card = g_value_get_object (value);
  guint from_zone, from_index, index, to_zone = 0;
  Drop *drop;

  hide_mark (self);
  if (card == NULL || !gtk_widget_is_ancestor (GTK_WIDGET (card), GTK_WIDGET (self)))
    return FALSE;
  while (self->zones[to_zone] != zone)
    to_zone++;
  index = find_index (zone, y);
  console_widget_zones_find (self, card, &from_zone, &from_index);
  if (from_zone == to_zone && from_index < index)
    index--; /* it leaves its place above */
  if (from_zone == to_zone && from_index == index)
    return TRUE;
  drop = g_new0 (Drop, 1);
  *drop = (Drop){ g_object_ref (self), g_object_ref (card), to_zone, index };
  g_timeout_add_full (G_PRIORITY_DEFAULT, DROPPED_MS, dropped_cb, drop, drop_free);
  return TRUE;
}

static void
leave_cb (ConsoleWidgetZones *self)
{
  hide_mark (self);
}

static void
add_drop_target (ConsoleWidgetZones *self, GtkBox *zone)
{
  GtkDropTarget *target = gtk_drop_target_new (CONSOLE_TYPE_WIDGET_CARD, GDK_ACTION_MOVE);

  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (zone), GTK_EVENT_CONTROLLER (target));
}

static void
console_widget_zones_dispose (GObject *object)
{
  g_clear_object (&CONSOLE_WIDGET_ZONES (object)->mark);
  G_OBJECT_CLASS (console_widget_zones_parent_class)->dispose (object);
}

static void
console_widget_zones_class_init (ConsoleWidgetZonesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_widget_zones_dispose;
  moved_signal = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_widget_zones_init (ConsoleWidgetZones *self)
{
  static const char *const names[] = { N_ ("Left zone"), N_ ("Centre zone"), N_ ("Right zone") };

  gtk_box_set_spacing (GTK_BOX (self), GAP);
  gtk_box_set_homogeneous (GTK_BOX (self), TRUE);
  self->mark = g_object_ref_sink (gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_widget_add_css_class (self->mark, "drop-mark");
  for (guint i = 0; i < CONSOLE_N_ZONES; i++)
    {
      self->columns[i] = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, GAP));
      self->zones[i] = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL,
                                     "spacing", GAP, "accessible-role",
                                     GTK_ACCESSIBLE_ROLE_GROUP, NULL);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->zones[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, _ (names[i]), -1);
      gtk_box_append (self->columns[i], GTK_WIDGET (self->zones[i]));
      gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->columns[i]));
      add_drop_target (self, self->zones[i]);
    }
  console_widget_zones_set_columns (self, CONSOLE_N_ZONES);
}
