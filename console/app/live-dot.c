/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header bar's sign of life. It only shows what the connection says. Main thread. */

#include "config.h"
#include "console/app/live-dot.h"

#include <glib/gi18n.h>

#include "console/widgets/format.h"
#include "shared/base/clock.h"

struct _ConsoleLiveDot
{
  AdwBin parent_instance;
  GtkLabel *label;
  ConsoleConnection *connection;
  gboolean compact;
  guint tick_id;
};

enum
{
  PROP_COMPACT = 1,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (ConsoleLiveDot, console_live_dot, ADW_TYPE_BIN)

static const struct
{
  const char *css_class;
  const char *text;
} looks[] = {
  [CONSOLE_CONNECTION_OFFLINE] = { "offline", N_ ("offline") },
  [CONSOLE_CONNECTION_CONNECTING] = { "connecting", N_ ("connecting…") },
  [CONSOLE_CONNECTION_ONLINE] = { "online", NULL },
  [CONSOLE_CONNECTION_WAITING] = { "connecting", N_ ("no purpose stated") },
  [CONSOLE_CONNECTION_DISTRUSTED] = { "offline", N_ ("other certificate") },
  [CONSOLE_CONNECTION_REFUSED] = { "offline", N_ ("signed out") },
};

static void
update (ConsoleLiveDot *self)
{
  ConsoleConnectionState state;
  g_autofree char *text = NULL;

  if (self->connection == NULL)
    return;
  state = console_connection_get_state (self->connection);
  text = looks[state].text != NULL
             ? g_strdup (_ (looks[state].text))
             : console_format_last_call (console_connection_get_last_call_ms (self->connection),
                                         toll_clock_now_ms (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), looks[i].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self), looks[state].css_class);
  gtk_label_set_text (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->label), !self->compact);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->compact ? text : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static gboolean
tick_cb (gpointer user_data)
{
  update (user_data);
  return G_SOURCE_CONTINUE;
}

static void
console_live_dot_map (GtkWidget *widget)
{
  ConsoleLiveDot *self = CONSOLE_LIVE_DOT (widget);

  GTK_WIDGET_CLASS (console_live_dot_parent_class)->map (widget);
  self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
  update (self);
}

static void
console_live_dot_unmap (GtkWidget *widget)
{
  ConsoleLiveDot *self = CONSOLE_LIVE_DOT (widget);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  GTK_WIDGET_CLASS (console_live_dot_parent_class)->unmap (widget);
}

static void
console_live_dot_dispose (GObject *object)
{
  ConsoleLiveDot *self = CONSOLE_LIVE_DOT (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (console_live_dot_parent_class)->dispose (object);
}

static void
console_live_dot_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ConsoleLiveDot *self = CONSOLE_LIVE_DOT (object);

  if (id == PROP_COMPACT)
    {
      self->compact = g_value_get_boolean (value);
      if (self->compact)
        gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
      update (self);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
console_live_dot_class_init (ConsoleLiveDotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = console_live_dot_dispose;
  object_class->set_property = console_live_dot_set_property;
  widget_class->map = console_live_dot_map;
  widget_class->unmap = console_live_dot_unmap;
  g_object_class_install_property (
      object_class, PROP_COMPACT,
      g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                            G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_css_name (widget_class, "livedot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
console_live_dot_init (ConsoleLiveDot *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (dot, "dot");
  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  adw_bin_set_child (ADW_BIN (self), box);
}

void
console_live_dot_set_connection (ConsoleLiveDot *self, ConsoleConnection *connection)
{
  g_return_if_fail (CONSOLE_IS_LIVE_DOT (self));

  if (!g_set_object (&self->connection, connection))
    return;
  g_signal_connect_object (connection, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
