/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns have room is worked out anew for each width: one needs what its widest cell cannot
 * do without, and a heading of two lines. What is left then goes to the cells that would rather be
 * wider, and to the columns that grow. Main thread. */

#include "config.h"
#include "console/pages/dashboard/widget-columns.h"

#include <glib/gi18n.h>
#include <string.h>

#define GAP_PX        6
#define WIDE_GAP_PX   12 /* more than that, where there is room */
#define LEAST_COLUMNS 2  /* a name and its figure: less says nothing */

typedef struct
{
  GPtrArray *cells; /* of GtkWidget: the heading, then the rows; children of the table */
  char *title;
  gboolean grows;
} Column;

/* What a width is shared out to. */
typedef struct
{
  guint n; /* columns that show */
  int *widths;
} Shares;

struct _ConsoleWidgetColumns
{
  GtkWidget parent_instance;
  GPtrArray *columns; /* of Column */
  GtkWidget *note;    /* a button: some are left out */
  guint n_shown;      /* at the last allocation */
};

G_DEFINE_FINAL_TYPE (ConsoleWidgetColumns, console_widget_columns, GTK_TYPE_WIDGET)

static guint rest_signal;

static void
free_column (gpointer data)
{
  Column *column = data;

  g_ptr_array_unref (column->cells);
  g_free (column->title);
  g_free (column);
}

static Column *
get_column (ConsoleWidgetColumns *self, guint index)
{
  return self->columns->pdata[index];
}

static int
measure_height (GtkWidget *widget, int width)
{
  int height;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

/* Returns: the least width at which a heading has two lines. */
static int
measure_heading (GtkWidget *heading)
{
  int least, most, line;

  gtk_widget_measure (heading, GTK_ORIENTATION_HORIZONTAL, -1, &least, &most, NULL, NULL);
  line = measure_height (heading, most);
  while (least < most)
    {
      int middle = (least + most) / 2;

      if (measure_height (heading, middle) <= 2 * line)
        most = middle;
      else
        least = middle + 1;
    }
  return most;
}

static void
measure_column (const Column *column, int *least, int *wish)
{
  *least = *wish = measure_heading (column->cells->pdata[0]);
  for (guint i = 1; i < column->cells->len; i++)
    {
      int minimum, natural;

      gtk_widget_measure (column->cells->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, &minimum,
                          &natural, NULL, NULL);
      *least = MAX (*least, minimum);
      *wish = MAX (*wish, natural);
    }
}

/* Gives cells that would rather be wider what they wish, in the order of the columns. */
static int
grant_wishes (Shares *shares, const int *wishes, int left)
{
  for (guint i = 0; i < shares->n; i++)
    {
      int more = CLAMP (wishes[i] - shares->widths[i], 0, left);

      shares->widths[i] += more;
      left -= more;
    }
  return left;
}

/* Gives the rest to all columns until they stand comfortably apart, then to those that grow; to the
 * first where none does. */
static void
spread (ConsoleWidgetColumns *self, Shares *shares, int left)
{
  int apart = MIN (left / (int) MAX (shares->n, 1), WIDE_GAP_PX);
  guint n = 0;

  for (guint i = 0; i < shares->n; i++)
    shares->widths[i] += apart;
  left -= apart * (int) shares->n;
  for (guint i = 0; i < shares->n; i++)
    n += get_column (self, i)->grows;
  for (guint i = 0; i < shares->n; i++)
    if (get_column (self, i)->grows || (n == 0 && i == 0))
      {
        int part = left / (int) MAX (n, 1);

        shares->widths[i] += part;
        left -= part;
        n -= n > 0;
      }
}

/* @width: -1 = as wide as it would rather be. */
static Shares
share_out (ConsoleWidgetColumns *self, int width)
{
  guint n = self->columns->len;
  Shares shares = { .widths = g_new0 (int, n) };
  g_autofree int *wishes = g_new0 (int, n);
  int used = -GAP_PX;

  for (guint i = 0; i < n; i++)
    {
      measure_column (get_column (self, i), &shares.widths[i], &wishes[i]);
      if (width >= 0 && i >= LEAST_COLUMNS && used + GAP_PX + shares.widths[i] > width)
        break;
      used += GAP_PX + (width >= 0 ? shares.widths[i] : wishes[i]);
      shares.n++;
    }
  if (width >= 0)
    spread (self, &shares, grant_wishes (&shares, wishes, MAX (width - used, 0)));
  else
    memcpy (shares.widths, wishes, n * sizeof *wishes);
  return shares;
}

static int
measure_row (ConsoleWidgetColumns *self, const Shares *shares, guint row)
{
  int height = 0;

  for (guint i = 0; i < shares->n; i++)
    if (row < get_column (self, i)->cells->len)
      height = MAX (height,
                    measure_height (get_column (self, i)->cells->pdata[row], shares->widths[i]));
  return height;
}

static guint
count_rows (ConsoleWidgetColumns *self)
{
  return self->columns->len > 0 ? get_column (self, 0)->cells->len : 0;
}

/* The line itself always reads the same: words that change would change the layout while it is being
 * made. */
static void
name_left_out (ConsoleWidgetColumns *self, guint n_shown)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = n_shown; i < self->columns->len; i++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? "\n" : "",
                            get_column (self, i)->title);
  gtk_widget_set_tooltip_text (self->note, names->str);
}

static void
console_widget_columns_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                                int *minimum, int *natural, int *minimum_baseline,
                                int *natural_baseline)
{
  ConsoleWidgetColumns *self = CONSOLE_WIDGET_COLUMNS (widget);
  Shares shares = share_out (self, orientation == GTK_ORIENTATION_HORIZONTAL ? 0 : for_size);
  Shares whole = { 0 };

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? -GAP_PX : 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      for (guint row = 0; row < count_rows (self); row++)
        *natural += measure_row (self, &shares, row);
      if (shares.n < self->columns->len)
        *natural += measure_height (self->note, -1);
      *minimum = *natural;
    }
  else
    {
      whole = share_out (self, -1);
      for (guint i = 0; i < shares.n; i++)
        *minimum += GAP_PX + shares.widths[i];
      for (guint i = 0; i < whole.n; i++)
        *natural += GAP_PX + whole.widths[i];
      *minimum = MAX (*minimum, 0);
      *natural = MAX (*natural, *minimum);
    }
  g_free (shares.widths);
  g_free (whole.widths);
}

static void
place (GtkWidget *cell, int x, int y, int width, int height, int whole)
{
  gboolean is_rtl = gtk_widget_get_direction (cell) == GTK_TEXT_DIR_RTL;
  GtkAllocation at = { is_rtl ? whole - x - width : x, y, width, height };

  gtk_widget_size_allocate (cell, &at, -1);
}

static void
show (GtkWidget *cell, gboolean is_shown)
{
  gtk_widget_set_child_visible (cell, is_shown);
  gtk_accessible_update_state (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_STATE_HIDDEN, !is_shown, -1);
}

static void
show_cells (const Column *column, gboolean is_shown)
{
  for (guint i = 0; i < column->cells->len; i++)
    show (column->cells->pdata[i], is_shown);
}

/* What shows is told only when it changes: there are many cells. */
static void
show_columns (ConsoleWidgetColumns *self, guint n)
{
  if (self->n_shown == n)
    return;
  self->n_shown = n;
  for (guint i = 0; i < self->columns->len; i++)
    show_cells (get_column (self, i), i < n);
  show (self->note, n < self->columns->len);
  name_left_out (self, n);
}

static void
console_widget_columns_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ConsoleWidgetColumns *self = CONSOLE_WIDGET_COLUMNS (widget);
  Shares shares = share_out (self, width);
  int y = 0;

  show_columns (self, shares.n);
  for (guint row = 0; row < count_rows (self); row++)
    {
      int row_height = measure_row (self, &shares, row), x = 0;

      for (guint i = 0; i < shares.n; i++)
        {
          if (row < get_column (self, i)->cells->len)
            place (get_column (self, i)->cells->pdata[row], x, y, shares.widths[i], row_height,
                   width);
          x += shares.widths[i] + GAP_PX;
        }
      y += row_height;
    }
  if (shares.n < self->columns->len)
    place (self->note, 0, y, width, measure_height (self->note, -1), width);
  g_free (shares.widths);
}

static GtkSizeRequestMode
console_widget_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
console_widget_columns_dispose (GObject *object)
{
  GtkWidget *child;

  g_ptr_array_set_size (CONSOLE_WIDGET_COLUMNS (object)->columns, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (console_widget_columns_parent_class)->dispose (object);
}

static void
console_widget_columns_finalize (GObject *object)
{
  g_ptr_array_unref (CONSOLE_WIDGET_COLUMNS (object)->columns);
  G_OBJECT_CLASS (console_widget_columns_parent_class)->finalize (object);
}

static void
console_widget_columns_class_init (ConsoleWidgetColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_widget_columns_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_widget_columns_finalize;
  widget_class->get_request_mode = console_widget_columns_get_request_mode;
  widget_class->measure = console_widget_columns_measure;
  widget_class->size_allocate = console_widget_columns_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "columns");
  rest_signal = g_signal_new ("rest-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                              NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
note_cb (ConsoleWidgetColumns *self)
{
  g_signal_emit (self, rest_signal, 0);
}

static void
console_widget_columns_init (ConsoleWidgetColumns *self)
{
  self->columns = g_ptr_array_new_with_free_func (free_column);
  self->n_shown = G_MAXUINT;
  self->note = gtk_button_new_with_label (_ ("More columns in the report"));
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->note))), 0);
  gtk_button_set_has_frame (GTK_BUTTON (self->note), FALSE);
  gtk_widget_add_css_class (self->note, "widget-left-out");
  gtk_widget_add_css_class (self->note, "figure-link");
  g_signal_connect_swapped (self->note, "clicked", G_CALLBACK (note_cb), self);
  gtk_widget_set_parent (self->note, GTK_WIDGET (self));
}

GtkWidget *
console_widget_columns_new (void)
{
  return g_object_new (CONSOLE_TYPE_WIDGET_COLUMNS, NULL);
}

void
console_widget_columns_add (ConsoleWidgetColumns *self, GtkWidget *heading, const char *title,
                            gboolean grows)
{
  Column *column = g_new0 (Column, 1);

  column->cells = g_ptr_array_new ();
  column->title = g_strdup (title != NULL ? title : "");
  column->grows = grows;
  g_ptr_array_add (self->columns, column);
  console_widget_columns_add_cell (self, heading);
}

void
console_widget_columns_add_cell (ConsoleWidgetColumns *self, GtkWidget *cell)
{
  Column *column = get_column (self, self->columns->len - 1);

  g_ptr_array_add (column->cells, cell);
  gtk_widget_insert_before (cell, GTK_WIDGET (self), self->note);
}
