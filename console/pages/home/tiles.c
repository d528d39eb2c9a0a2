/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Home's figures. It formats what the collector computed, and adds nothing up. Main thread. */

#include "config.h"
#include "console/pages/home/tiles.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/widgets/format.h"
#include "console/widgets/stat-tile.h"

static const struct
{
  const char *id;
  const char *icon_name;
  const char *css_class;
  const char *caption;
  const char *list_title;
} rows[] = {
  { "month_cost", "toll-coins-symbolic", "blue", N_ ("cost this month"),
    N_ ("Calls with a cost this month") },
  { "month_calls", "toll-bars-symbolic", "sky", N_ ("calls this month"), N_ ("Calls this month") },
  { "month_talk_avg", "toll-clock-symbolic", "green", N_ ("average talk this month"),
    N_ ("Answered calls this month") },
  { "month_answer_avg", "toll-step-ring-symbolic", "orange", N_ ("average time to answer"),
    N_ ("Answered calls this month") },
  { "missed_today", "toll-call-missed-symbolic", "vermilion", N_ ("missed today"),
    N_ ("Calls missed today") },
};

struct _ConsoleTiles
{
  GtkBox parent_instance;
  ConsoleStatTile *tiles[G_N_ELEMENTS (rows)];
};

G_DEFINE_FINAL_TYPE (ConsoleTiles, console_tiles, GTK_TYPE_BOX)

static void
console_tiles_class_init (ConsoleTilesClass *klass)
{
}

static void
console_tiles_init (ConsoleTiles *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "tiles");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *tile =
          console_stat_tile_new (rows[i].icon_name, rows[i].css_class, _ (rows[i].caption));

      self->tiles[i] = CONSOLE_STAT_TILE (tile);
      gtk_box_append (GTK_BOX (self), tile);
    }
}

static char *
format_value (JsonObject *tile)
{
  const char *unit = console_json_text (tile, "unit");
  gint64 value = console_json_int (tile, "value", 0);

  if (!console_json_has (tile, "value"))
    return g_strdup ("–");
  if (g_str_equal (unit, "micro"))
    return console_format_money (value, console_json_text (tile, "currency"), 0);
  if (g_str_equal (unit, "ms"))
    return console_format_duration (value);
  return console_format_count (value);
}

/* The same figure in other currencies, one after the other. */
static char *
format_others (JsonObject *tile)
{
  JsonArray *others = console_json_array (tile, "others");
  g_autoptr (GStrvBuilder) amounts = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  for (guint i = 0; i < console_json_length (others); i++)
    {
      JsonObject *other = console_json_at (others, i);
      g_autofree char *amount = console_format_money (console_json_int (other, "value", 0),
                                                      console_json_text (other, "currency"), 0);

      g_strv_builder_add (amounts, amount);
    }
  parts = g_strv_builder_end (amounts);
  return parts[0] != NULL ? g_strjoinv (" · ", parts) : NULL;
}

static void
set_tile (ConsoleTiles *self, guint row, JsonObject *object, gboolean mine)
{
  g_autofree char *value = format_value (object);
  g_autofree char *others = format_others (object);
  JsonObject *filter = console_json_object (object, "filter");

  console_stat_tile_set_value (self->tiles[row], value, others);
  /* Live events carry figures without filters: the button keeps the one it has. */
  if (filter != NULL)
    {
      g_autofree char *text = console_json_to_text (filter);

      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->tiles[row]), "(ssb)",
                                        _ (rows[row].list_title), text, mine);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->tiles[row]), "win.open-calls");
    }
}

void
console_tiles_set (ConsoleTiles *self, JsonArray *tiles, gboolean mine)
{
  g_return_if_fail (CONSOLE_IS_TILES (self));

  for (guint row = 0; tiles == NULL && row < G_N_ELEMENTS (rows); row++)
    set_tile (self, row, NULL, mine);
  for (guint i = 0; i < console_json_length (tiles); i++)
    {
      JsonObject *object = console_json_at (tiles, i);

      for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
        if (g_str_equal (rows[row].id, console_json_text (object, "id")))
          set_tile (self, row, object, mine);
    }
}
