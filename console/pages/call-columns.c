/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of the lists of calls, by table: one row per column with its way to fill a cell and to
 * compare two calls. Cells are made once and filled again as the list scrolls. Main thread. */

#include "config.h"
#include "console/pages/call-columns.h"

#include <glib/gi18n.h>

#include "console/models/call-item.h"
#include "console/models/words.h"
#include "console/widgets/format.h"
#include "shared/base/clock.h"

#define NONE "–"

typedef void (*FillFunc) (GtkWidget *cell, const ConsoleCall *call, GTimeZone *zone);
typedef int (*CompareFunc) (const ConsoleCall *a, const ConsoleCall *b);

typedef struct
{
  const char *id;
  const char *title; /* untranslated */
  GtkWidget *(*make) (void);
  FillFunc fill;
  CompareFunc compare;
  float xalign;
  gboolean expand;
  guint classes; /* bit per width class in which it shows */
} Column;

static GtkWidget *
make_image (void)
{
  return gtk_image_new ();
}

/* Text that gives way when there is little room. */
static GtkWidget *
make_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (label), 3);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

static GtkWidget *
make_figure (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static GtkWidget *
make_number (void)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 15);
  gtk_widget_add_css_class (label, "numeric");
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "number-link");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  return button;
}

static void
fill_type (GtkWidget *cell, const ConsoleCall *call, GTimeZone *zone)
{
  static const char *const colours[] = { "incoming", "outgoing", "internal", "missed", NULL };
  ConsoleCallLook look = console_words_call_look (call);

  for (guint i = 0; colours[i] != NULL; i++)
    gtk_widget_remove_css_class (cell, colours[i]);
  gtk_widget_add_css_class (cell, look.css_class);
  gtk_image_set_from_icon_name (GTK_IMAGE (cell), look.icon_name);
  gtk_widget_set_tooltip_text (cell, look.text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, look.text,
                                  -1);
}

static void
fill_extension (GtkWidget *cell, const ConsoleCall *call, GTimeZone *zone)
{
  gtk_label_set_text (GTK_LABEL (cell), call->extension);
}

static void
fill_name (GtkWidget *cell, const ConsoleCall *call, GTimeZone *zone)
{
  gtk_label_set_text (GTK_LABEL (cell), *call->name != '\0' ? call->name : NONE);
  gtk_widget_set_tooltip_text (cell, *call->department != '\0' ? call->department : NULL);
}

static char *
dup_number_text (const ConsoleCall *call)
{
  g_autofree char *number = console_format_number (call->number);

  if (*call->number == '\0')
    return g_strdup (_ ("Withheld"));
  if (*call->number_name == '\0')
    return g_steal_pointer (&number);
  /* TRANSLATORS: an extension, then the name of its owner */
  return g_strdup_printf (C_ ("extension", "%s %s"), number, call->number_name);
}

static void
fill_number (GtkWidget *cell, const ConsoleCall *call, GTimeZone *zone)
{
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (cell));
  g_autofree char *text = dup_number_text (call);
  g_autofree char *place = NULL;
  gboolean known = *call->number != '\0';

  gtk_label_set_text (GTK_LABEL (label), text);
  if (known)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (cell), "(ss)", call->id, text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cell), known ? "win.open-number" : NULL);
  if (!known)
    gtk_widget_set_sensitive (cell, FALSE);
  if (*call->nation_name != '\0' && *call->area != '\0')
    /* TRANSLATORS: where a number belongs: nation, then area */
    place = g_strdup_printf (C_ ("place", "%s · %s"), call->nation_name, call->area);
  gtk_widget_set_tooltip_text (cell, place != NULL ? place : call->nation_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
fill_date (GtkWidget *cell, const ConsoleCall *call, GTimeZone *zone)
{
  g_autofree char *text = console_format_day (call->start_ms, toll_clock_now_ms (NULL), zone);

  gtk_label_set_text (GTK_LABEL (cell), text);
}

static void
fill_time (GtkWidget *cell, const ConsoleCall *call, GTimeZone *zone)
{
  g_autofree char *text = console_format_time (call->start_ms, zone);

  gtk_label_set_text (GTK_LABEL (cell), text);
}

static void
fill_moment (GtkWidget *cell, const ConsoleCall *call, GTimeZone *zone)
{
  g_autofree char *text = console_format_moment (call->start_ms, toll_clock_now_ms (NULL), zone);

  gtk_label_set_text (GTK_LABEL (cell), text);
}

/* The time of today's calls, the day of older ones. */
static void
fill_short_moment (GtkWidget *cell, const ConsoleCall *call, GTimeZone *zone)
{
  g_autofree char *text =
      console_format_short_moment (call->start_ms, toll_clock_now_ms (NULL), zone);

  gtk_label_set_text (GTK_LABEL (cell), text);
}

static void
fill_duration (GtkWidget *cell, const ConsoleCall *call, GTimeZone *zone)
{
  gboolean answered = call->connect_ms != 0;
  g_autofree char *time = answered ? console_format_duration (call->talk_ms)
                                   : console_format_short_duration (call->ring_ms);
  /* TRANSLATORS: how long a call rang that nobody answered; %s is a duration */
  g_autofree char *text = answered ? g_strdup (time) : g_strdup_printf (_ ("ring %s"), time);

  gtk_label_set_text (GTK_LABEL (cell), text);
}

static void
fill_cost (GtkWidget *cell, const ConsoleCall *call, GTimeZone *zone)
{
  g_autofree char *text = NULL;
  gboolean unrated = call->rating == TOLL_RATING_UNRATED;

  if (unrated)
    text = g_strdup (_ ("no price"));
  else if (call->rating == TOLL_RATING_RATED)
    text = console_format_money (call->cost_micro, call->currency, 2);
  gtk_label_set_text (GTK_LABEL (cell), text != NULL ? text : NONE);
  gtk_widget_set_tooltip_text (cell, unrated ? console_words_reason (call->reason) : NULL);
  if (unrated)
    gtk_widget_add_css_class (cell, "missed");
  else
    gtk_widget_remove_css_class (cell, "missed");
}

static void
fill_gateway (GtkWidget *cell, const ConsoleCall *call, GTimeZone *zone)
{
  gtk_label_set_text (GTK_LABEL (cell), *call->gateway != '\0' ? call->gateway : _ ("internal"));
  gtk_widget_set_tooltip_text (cell, *call->site != '\0' ? call->site : NULL);
}

static int
compare_figures (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_type (const ConsoleCall *a, const ConsoleCall *b)
{
  int order = compare_figures (a->direction, b->direction);

  return order != 0 ? order : compare_figures (a->outcome, b->outcome);
}

static int
compare_extension (const ConsoleCall *a, const ConsoleCall *b)
{
  return compare_figures (g_ascii_strtoll (a->extension, NULL, 10),
                          g_ascii_strtoll (b->extension, NULL, 10));
}

static int
compare_name (const ConsoleCall *a, const ConsoleCall *b)
{
  return g_utf8_collate (a->name, b->name);
}

static int
compare_number (const ConsoleCall *a, const ConsoleCall *b)
{
  return g_strcmp0 (a->number, b->number);
}

static int
compare_start (const ConsoleCall *a, const ConsoleCall *b)
{
  return compare_figures (a->start_ms, b->start_ms);
}

static int
compare_duration (const ConsoleCall *a, const ConsoleCall *b)
{
  return compare_figures (a->talk_ms, b->talk_ms);
}

static int
compare_cost (const ConsoleCall *a, const ConsoleCall *b)
{
  return compare_figures (a->cost_micro, b->cost_micro);
}

static int
compare_gateway (const ConsoleCall *a, const ConsoleCall *b)
{
  return g_utf8_collate (a->gateway, b->gateway);
}

#define NARROW 0x1
#define MEDIUM 0x2
#define WIDE   0x4

static const Column columns[] = {
  { "type", "", make_image, fill_type, compare_type, 0.5, FALSE, NARROW | MEDIUM | WIDE },
  { "extension", N_ ("Ext."), make_figure, fill_extension, compare_extension, 0, FALSE, WIDE },
  { "name", N_ ("Name"), make_label, fill_name, compare_name, 0, TRUE, MEDIUM | WIDE },
  { "number", N_ ("Number"), make_number, fill_number, compare_number, 0, FALSE,
    NARROW | MEDIUM | WIDE },
  { "date", N_ ("Date"), make_figure, fill_date, compare_start, 0, FALSE, WIDE },
  { "time", N_ ("Time"), make_figure, fill_time, compare_start, 0, FALSE, WIDE },
  { "moment", N_ ("When"), make_figure, fill_moment, compare_start, 0, FALSE, MEDIUM },
  { "short-moment", N_ ("When"), make_figure, fill_short_moment, compare_start, 0, FALSE, NARROW },
  { "duration", N_ ("Duration"), make_figure, fill_duration, compare_duration, 1, FALSE,
    NARROW | MEDIUM | WIDE },
  { "cost", N_ ("Cost"), make_figure, fill_cost, compare_cost, 1, FALSE, MEDIUM | WIDE },
  { "gateway", N_ ("Gateway"), make_label, fill_gateway, compare_gateway, 0, TRUE, WIDE },
};

static const char *const dim_columns[] = { "date", "moment", "short-moment", "gateway", NULL };

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  const Column *column = user_data;
  GtkWidget *cell = column->make ();

  if (GTK_IS_LABEL (cell))
    gtk_label_set_xalign (GTK_LABEL (cell), column->xalign);
  if (g_strv_contains (dim_columns, column->id))
    gtk_widget_add_css_class (cell, "dim-label");
  gtk_list_item_set_child (list_item, cell);
}

/* The row is the grandparent of the cell's child; it glows once for a call that just came in. */
static void
mark_fresh (GtkWidget *cell, ConsoleCallItem *item)
{
  GtkWidget *parent = gtk_widget_get_parent (cell);
  GtkWidget *row = parent != NULL ? gtk_widget_get_parent (parent) : NULL;

  if (row == NULL)
    return;
  if (console_call_item_take_fresh (item))
    gtk_widget_add_css_class (row, "fresh");
  else
    gtk_widget_remove_css_class (row, "fresh");
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  const Column *column = user_data;
  ConsoleCallItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *cell = gtk_list_item_get_child (list_item);

  gtk_widget_set_sensitive (cell, TRUE);
  column->fill (cell, console_call_item_get (item),
                g_object_get_data (G_OBJECT (factory), "zone"));
  if (column->fill == fill_type)
    mark_fresh (cell, item);
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Column *column = user_data;

  return column->compare (console_call_item_get (CONSOLE_CALL_ITEM ((gpointer) a)),
                          console_call_item_get (CONSOLE_CALL_ITEM ((gpointer) b)));
}

static GtkColumnViewColumn *
make_column (const Column *row, GTimeZone *zone, gboolean sortable)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_object_set_data_full (G_OBJECT (factory), "zone", g_time_zone_ref (zone),
                          (GDestroyNotify) g_time_zone_unref);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) row);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) row);
  column = gtk_column_view_column_new (*row->title != '\0' ? _ (row->title) : "", factory);
  gtk_column_view_column_set_expand (column, row->expand);
  if (sortable)
    {
      g_autoptr (GtkSorter) sorter =
          GTK_SORTER (gtk_custom_sorter_new (compare_cb, (gpointer) row, NULL));

      gtk_column_view_column_set_sorter (column, sorter);
    }
  return column;
}

/* Titles stand over their figures: the header's own labels are all at the start. */
static void
align_titles (GtkColumnView *view)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (columns) && title != NULL; i++)
    {
      GtkWidget *box = gtk_widget_get_first_child (title);

      if (columns[i].xalign == 1 && GTK_IS_BOX (box))
        {
          /* The sort arrow keeps its room: before the words instead of after them. */
          gtk_box_reorder_child_after (GTK_BOX (box), gtk_widget_get_first_child (box),
                                       gtk_widget_get_last_child (box));
          gtk_widget_set_halign (box, GTK_ALIGN_END);
        }
      title = gtk_widget_get_next_sibling (title);
    }
}

void
console_call_columns_add (GtkColumnView *view, GTimeZone *zone, gboolean sortable)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = make_column (&columns[i], zone, sortable);

      gtk_column_view_append_column (view, column);
    }
  align_titles (view);
}

void
console_call_columns_set_width_class (GtkColumnView *view, guint width_class)
{
  GListModel *shown = gtk_column_view_get_columns (view);
  guint bit = 1 << MIN (width_class, 2);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (shown, i);

      gtk_column_view_column_set_visible (column, (columns[i].classes & bit) != 0);
      if (columns[i].make == make_number) /* somebody has to take the room that is left */
        gtk_column_view_column_set_expand (column, width_class == 0);
    }
}
