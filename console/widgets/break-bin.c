/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Width classes for adaptive pages. The class changes after the frame in which the width did: a
 * layout may not be changed while it is being made. Main thread. */

#include "config.h"
#include "console/widgets/break-bin.h"

#include "console/widgets/text-scale.h"

#define MIN_WIDTH     300
#define NATURAL_WIDTH 520
#define MAX_BREAKS    4

struct _ConsoleBreakBin
{
  GtkWidget parent_instance;
  GtkWidget *child;
  int breaks[MAX_BREAKS];
  guint n_breaks;
  guint width_class;
  guint seen_class;
  guint notify_id;
};

enum
{
  PROP_CHILD = 1,
  PROP_BREAKS,
  PROP_WIDTH_CLASS,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleBreakBin, console_break_bin, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static GtkBuildableIface *parent_buildable;

static void
set_child (ConsoleBreakBin *self, GtkWidget *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    set_child (CONSOLE_BREAK_BIN (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static gboolean
notify_cb (gpointer user_data)
{
  ConsoleBreakBin *self = user_data;

  self->notify_id = 0;
  if (self->width_class != self->seen_class)
    {
      self->width_class = self->seen_class;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WIDTH_CLASS]);
    }
  return G_SOURCE_REMOVE;
}

static void
console_break_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ConsoleBreakBin *self = CONSOLE_BREAK_BIN (widget);
  double scale = console_text_scale (widget);
  int min_width = 0;

  self->seen_class = 0;
  while (self->seen_class < self->n_breaks && width >= scale * self->breaks[self->seen_class])
    self->seen_class++;
  if (self->seen_class != self->width_class && self->notify_id == 0)
    self->notify_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, notify_cb, self, NULL);
  if (self->child == NULL)
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
  gtk_widget_allocate (self->child, MAX (width, min_width), height, baseline, NULL);
}

static void
console_break_bin_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline,
                           int *natural_baseline)
{
  ConsoleBreakBin *self = CONSOLE_BREAK_BIN (widget);
  int min_width = 0;

  *minimum_baseline = *natural_baseline = -1;
  *minimum = MIN_WIDTH;
  *natural = NATURAL_WIDTH;
  if (orientation == GTK_ORIENTATION_HORIZONTAL || self->child == NULL)
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
  gtk_widget_measure (self->child, orientation, for_size < 0 ? -1 : MAX (for_size, min_width),
                      minimum, natural, NULL, NULL);
}

static void
set_breaks (ConsoleBreakBin *self, const char *text)
{
  g_auto (GStrv) widths = g_strsplit (text != NULL ? text : "", ",", MAX_BREAKS);

  self->n_breaks = g_strv_length (widths);
  for (guint i = 0; i < self->n_breaks; i++)
    self->breaks[i] = (int) g_ascii_strtoll (widths[i], NULL, 10);
}

static void
console_break_bin_set_property (GObject *object, guint id, const GValue *value,
                                GParamSpec *pspec)
{
  ConsoleBreakBin *self = CONSOLE_BREAK_BIN (object);

  if (id == PROP_CHILD)
    set_child (self, g_value_get_object (value));
  else if (id == PROP_BREAKS)
    set_breaks (self, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
console_break_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_WIDTH_CLASS)
    g_value_set_uint (value, CONSOLE_BREAK_BIN (object)->width_class);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
console_break_bin_dispose (GObject *object)
{
  ConsoleBreakBin *self = CONSOLE_BREAK_BIN (object);

  g_clear_handle_id (&self->notify_id, g_source_remove);
  set_child (self, NULL);
  G_OBJECT_CLASS (console_break_bin_parent_class)->dispose (object);
}

static void
console_break_bin_class_init (ConsoleBreakBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = console_break_bin_dispose;
  object_class->set_property = console_break_bin_set_property;
  object_class->get_property = console_break_bin_get_property;
  widget_class->measure = console_break_bin_measure;
  widget_class->size_allocate = console_break_bin_size_allocate;

  props[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                           G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_BREAKS] = g_param_spec_string ("breaks", NULL, NULL, NULL,
                                            G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_WIDTH_CLASS] = g_param_spec_uint ("width-class", NULL, NULL, 0, MAX_BREAKS,
                                               0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (widget_class, "breakbin");
}

static void
console_break_bin_init (ConsoleBreakBin *self)
{
  /* No width class before the first allocation: every class is news. */
  self->width_class = MAX_BREAKS;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

guint
console_break_bin_get_width_class (ConsoleBreakBin *self)
{
  g_return_val_if_fail (CONSOLE_IS_BREAK_BIN (self), 0);
  return self->width_class;
}
