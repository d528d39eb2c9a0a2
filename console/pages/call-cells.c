/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of the lists of calls, by table: one row per column with its way to fill a cell and to
 * compare two calls. Cells are made once and filled again as the list scrolls. Main thread. */

#include "config.h"
#include "console/pages/call-cells.h"

#include <glib/gi18n.h>

#include "console/models/words.h"
#include "console/widgets/decoration.h"
#include "console/widgets/format.h"
#include "shared/base/clock.h"

#define NONE "–"

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
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 10);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), console_decoration_new ("view-conceal-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "number-link");
  /* By keyboard the list is one stop, and the row has a key for its number. */
  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  return button;
}

static void
fill_type (GtkWidget *cell, const ConsoleCall *call, GTimeZone *zone)
{
  static const char *const colours[] = { "incoming", "outgoing", "internal", "missed", NULL };
  ConsoleCallLook look = console_words_call_look (call);

  /* Looking the style up again costs more than all the rest of a cell. */
  if (!gtk_widget_has_css_class (cell, look.css_class))
    {
      for (guint i = 0; colours[i] != NULL; i++)
        gtk_widget_remove_css_class (cell, colours[i]);
      gtk_widget_add_css_class (cell, look.css_class);
    }
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
  const char *owner = console_words_owner (call);

  gtk_label_set_text (GTK_LABEL (cell), *owner != '\0' ? owner : NONE);
  gtk_widget_set_tooltip_text (cell, *call->department != '\0' ? call->department : NULL);
}

static char *
dup_number_text (const ConsoleCall *call)
{
  g_autofree char *number = console_format_number (call->number);

  if (*call->number == '\0')
    return g_strdup (console_words_no_number (call));
  if (*call->number_name == '\0')
    return g_steal_pointer (&number);
  /* TRANSLATORS: an extension, then the name of its owner */
  return g_strdup_printf (C_ ("extension", "%s %s"), number, call->number_name);
}

/* With why it is hidden, for who does not see the mark. */
static char *
dup_spoken_number (const ConsoleCall *call)
{
  g_autofree char *text = dup_number_text (call);

  return g_strjoin (", ", text, console_words_privacy (call), NULL);
}

static void
fill_number (GtkWidget *cell, const ConsoleCall *call, GTimeZone *zone)
{
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (cell));
  GtkWidget *label = gtk_widget_get_first_child (box);
  g_autofree char *text = dup_number_text (call);
  g_autofree char *spoken = dup_spoken_number (call);
  g_autofree char *place = NULL;
  const char *privacy = console_words_privacy (call);
  gboolean known = *call->number != '\0';

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_visible (gtk_widget_get_last_child (box), privacy != NULL);
  if (known)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (cell), "(ss)", call->id, text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cell), known ? "win.open-number" : NULL);
  if (!known)
    gtk_widget_set_sensitive (cell, FALSE);
  if (*call->nation_name != '\0' && *call->area != '\0')
    /* TRANSLATORS: where a number belongs: nation, then area */
    place = g_strdup_printf (C_ ("place", "%s · %s"), call->nation_name, call->area);
  if (privacy == NULL)
    privacy = place != NULL ? place : call->nation_name;
  gtk_widget_set_tooltip_text (cell, privacy);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
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

static char *
dup_duration_text (const ConsoleCall *call)
{
  g_autofree char *rung = NULL;

  /* What a mailbox recorded is no talk. */
  if (call->connect_ms != 0 && call->outcome != TOLL_OUTCOME_MISSED)
    return console_format_duration (call->talk_ms);
  if (call->ring_ms == 0 && call->connect_ms == 0)
    return g_strdup (console_words_outcome (call->outcome));
  rung = console_format_short_duration (call->ring_ms);
  /* TRANSLATORS: how long a call rang that nobody answered; %s is a duration */
  return g_strdup_printf (_ ("ring %s"), rung);
}

static void
fill_duration (GtkWidget *cell, const ConsoleCall *call, GTimeZone *zone)
{
  g_autofree char *text = dup_duration_text (call);

  gtk_label_set_text (GTK_LABEL (cell), text);
}

/* Returns: (nullable): NULL for calls that have no price by their nature. */
static char *
dup_cost_text (const ConsoleCall *call)
{
  if (call->rating == TOLL_RATING_UNRATED)
    return g_strdup (_ ("no price"));
  if (call->rating == TOLL_RATING_RATED)
    return console_format_money (call->cost_micro, call->currency, 2);
  return NULL;
}

static void
fill_cost (GtkWidget *cell, const ConsoleCall *call, GTimeZone *zone)
{
  g_autofree char *text = dup_cost_text (call);
  gboolean unrated = call->rating == TOLL_RATING_UNRATED;

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

static gint64
find_talk_ms (const ConsoleCall *call)
{
  return call->outcome == TOLL_OUTCOME_MISSED ? 0 : call->talk_ms;
}

static int
compare_duration (const ConsoleCall *a, const ConsoleCall *b)
{
  return compare_figures (find_talk_ms (a), find_talk_ms (b));
}

static int
compare_cost (const ConsoleCall *a, const ConsoleCall *b)
{
  int order = strcmp (a->currency, b->currency); /* amounts of two are not less or more */

  return order != 0 ? order : compare_figures (a->cost_micro, b->cost_micro);
}

static int
compare_gateway (const ConsoleCall *a, const ConsoleCall *b)
{
  return g_utf8_collate (a->gateway, b->gateway);
}

#define NARROW 0x1
#define MEDIUM 0x2
#define WIDE   0x4

const ConsoleCallColumn console_call_cells[] = {
  { "type", N_ ("Type"), make_image, fill_type, compare_type, 0.5, NARROW | MEDIUM | WIDE,
    CONSOLE_CALL_COLUMN_NO_TITLE },
  { "extension", N_ ("Ext."), make_figure, fill_extension, compare_extension, 0, WIDE, 0 },
  { "name", N_ ("Name"), make_label, fill_name, compare_name, 0, MEDIUM | WIDE,
    CONSOLE_CALL_COLUMN_EXPAND },
  { "number", N_ ("Number"), make_number, fill_number, compare_number, 0, NARROW | MEDIUM | WIDE,
    CONSOLE_CALL_COLUMN_EXPAND_NARROW },
  { "date", N_ ("Date"), make_figure, fill_date, compare_start, 0, WIDE, CONSOLE_CALL_COLUMN_DIM },
  { "time", N_ ("Time"), make_figure, fill_time, compare_start, 0, WIDE, 0 },
  { "moment", N_ ("When"), make_figure, fill_moment, compare_start, 0, MEDIUM,
    CONSOLE_CALL_COLUMN_DIM },
  { "short-moment", N_ ("When"), make_figure, fill_short_moment, compare_start, 0, NARROW,
    CONSOLE_CALL_COLUMN_DIM },
  { "duration", N_ ("Duration"), make_figure, fill_duration, compare_duration, 1,
    NARROW | MEDIUM | WIDE, 0 },
  { "cost", N_ ("Cost"), make_figure, fill_cost, compare_cost, 1, MEDIUM | WIDE, 0 },
  { "gateway", N_ ("Gateway"), make_label, fill_gateway, compare_gateway, 0, WIDE,
    CONSOLE_CALL_COLUMN_EXPAND | CONSOLE_CALL_COLUMN_DIM },
};

const guint console_call_cells_length = G_N_ELEMENTS (console_call_cells);

char *
console_call_cells_dup_summary (const ConsoleCall *call, GTimeZone *zone)
{
  g_autofree char *number = dup_spoken_number (call);
  g_autofree char *moment = console_format_moment (call->start_ms, toll_clock_now_ms (NULL), zone);
  g_autofree char *duration = dup_duration_text (call);
  g_autofree char *cost = dup_cost_text (call);
  const char *owner = console_words_owner (call);

  return g_strjoin (", ", console_words_call_look (call).text,
                    *owner != '\0' ? owner : call->extension, number, moment, duration,
                    cost, NULL);
}
