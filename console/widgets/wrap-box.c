/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays out what it is given and knows nothing of it. GtkFlowBox would make columns of equal width.
 * Main thread. */

#include "config.h"
#include "console/widgets/wrap-box.h"

#define SPACING 6

struct _ConsoleWrapBox
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (ConsoleWrapBox, console_wrap_box, GTK_TYPE_WIDGET)

/* Where the next child goes, and how high its line is so far. */
typedef struct
{
  int width;
  int x;
  int y;
  int line_height;
} Pen;

/* Returns: where @child stands when lines are as wide as the pen's. */
static GtkAllocation
place (Pen *pen, GtkWidget *child)
{
  GtkAllocation at = { 0 };
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  at.width = MAX (minimum, MIN (natural, pen->width));
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, at.width, NULL, &at.height, NULL, NULL);
  if (pen->x > 0 && pen->x + at.width > pen->width)
    {
      pen->x = 0;
      pen->y += pen->line_height + SPACING;
      pen->line_height = 0;
    }
  at.x = pen->x;
  at.y = pen->y;
  pen->x += at.width + SPACING;
  pen->line_height = MAX (pen->line_height, at.height);
  return at;
}

static int
measure_height (GtkWidget *widget, int width)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  Pen pen = { .width = width >= 0 ? width : G_MAXINT / 2 };

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      place (&pen, child);
  return pen.y + pen.line_height;
}

static GtkSizeRequestMode
console_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* At least the widest child, at best all in one line. */
static void
console_wrap_box_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = measure_height (widget, for_size);
      return;
    }
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int least, best;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, -1, &least, &best, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += best + (*natural > 0 ? SPACING : 0);
    }
}

static void
console_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  Pen pen = { .width = width };

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation at;

      if (!gtk_widget_should_layout (child))
        continue;
      at = place (&pen, child);
      if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
        at.x = width - at.x - at.width;
      gtk_widget_size_allocate (child, &at, -1);
    }
}

static void
console_wrap_box_dispose (GObject *object)
{
  console_wrap_box_clear (CONSOLE_WRAP_BOX (object));
  G_OBJECT_CLASS (console_wrap_box_parent_class)->dispose (object);
}

static void
console_wrap_box_class_init (ConsoleWrapBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_wrap_box_dispose;
  widget_class->get_request_mode = console_wrap_box_get_request_mode;
  widget_class->measure = console_wrap_box_measure;
  widget_class->size_allocate = console_wrap_box_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "wrapbox");
}

static void
console_wrap_box_init (ConsoleWrapBox *self)
{
}

void
console_wrap_box_append (ConsoleWrapBox *self, GtkWidget *child)
{
  g_return_if_fail (CONSOLE_IS_WRAP_BOX (self));
  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}

void
console_wrap_box_clear (ConsoleWrapBox *self)
{
  GtkWidget *child;

  g_return_if_fail (CONSOLE_IS_WRAP_BOX (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}
