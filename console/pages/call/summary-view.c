/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a call's page. Main thread. */

#include "config.h"

#include <glib/gi18n.h>

#include "console/models/words.h"
#include "console/pages/call/views.h"
#include "console/widgets/fact-grid.h"
#include "console/widgets/format.h"
#include "shared/base/clock.h"

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static char *
dup_owner (const ConsoleCall *call)
{
  if (call->person_hidden)
    return g_strdup (console_words_owner (call));
  if (*call->name == '\0')
    return g_strdup (call->extension);
  /* TRANSLATORS: a person's name, then the extension */
  return g_strdup_printf (C_ ("owner", "%s · %s"), call->name, call->extension);
}

static char *
dup_number (const ConsoleCall *call)
{
  g_autofree char *number = console_format_number (call->number);

  if (*call->number == '\0')
    return g_strdup (console_words_no_number (call));
  if (*call->number_name == '\0')
    return g_steal_pointer (&number);
  return g_strdup_printf (C_ ("owner", "%s · %s"), call->number_name, number);
}

static char *
dup_place (const ConsoleCall *call)
{
  const char *parts[5] = { NULL };
  guint n = 0;

  if (*call->nation_name != '\0')
    parts[n++] = call->nation_name;
  if (*call->area != '\0')
    parts[n++] = call->area;
  if (*call->operator_name != '\0')
    parts[n++] = call->operator_name;
  if (call->dest_class != TOLL_CLASS_UNKNOWN &&
      g_strcmp0 (console_words_class (call->dest_class), call->area) != 0)
    parts[n++] = console_words_class (call->dest_class);
  return g_strjoinv (" · ", (char **) parts);
}

static char *
dup_flags (const ConsoleCall *call)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  for (guint i = 0; call->flags != NULL && call->flags[i] != NULL; i++)
    g_strv_builder_add (words, console_words_flag (call->flags[i]));
  parts = g_strv_builder_end (words);
  return g_strjoinv (", ", parts);
}

static void
add_duration (ConsoleFactGrid *facts, const char *name, gint64 ms)
{
  g_autofree char *text = ms > 0 ? console_format_duration (ms) : NULL;

  console_fact_grid_add (facts, name, text);
}

static GtkWidget *
make_parties (const ConsoleCall *call)
{
  ConsoleFactGrid *facts = CONSOLE_FACT_GRID (console_fact_grid_new ());
  g_autofree char *owner = dup_owner (call);
  g_autofree char *place = dup_place (call);
  g_autofree char *flags = dup_flags (call);
  g_autofree char *dialled = console_format_number (call->dialled);

  console_fact_grid_add (facts, _ ("Extension"), owner);
  console_fact_grid_add (facts, _ ("Department"), call->department);
  console_fact_grid_add (facts, _ ("Number belongs to"), place);
  if (g_strcmp0 (call->dialled, call->number) != 0)
    console_fact_grid_add (facts, _ ("Dialled"), dialled);
  console_fact_grid_add (facts, _ ("On the way"), flags);
  console_fact_grid_add (facts, _ ("Authorisation code"), call->authorization);
  console_fact_grid_add (facts, _ ("Client matter code"), call->client_matter_code);
  return GTK_WIDGET (facts);
}

static GtkWidget *
make_circumstances (const ConsoleCall *call, GTimeZone *zone)
{
  ConsoleFactGrid *facts = CONSOLE_FACT_GRID (console_fact_grid_new ());
  g_autofree char *day = console_format_day (call->start_ms, toll_clock_now_ms (NULL), zone);
  g_autofree char *time = console_format_time (call->start_ms, zone);
  /* TRANSLATORS: a day ("Today", "21 Nov"), then a time of day */
  g_autofree char *start = g_strdup_printf (C_ ("moment", "%s %s"), day, time);

  console_fact_grid_add (facts, _ ("Began"), start);
  add_duration (facts, _ ("Rang"), call->ring_ms);
  add_duration (facts, _ ("Waited in queue"), call->queue_ms);
  add_duration (facts, call->outcome == TOLL_OUTCOME_MISSED ? _ ("Voicemail") : _ ("Talked"),
                call->talk_ms);
  console_fact_grid_add (facts, _ ("Gateway"), call->gateway);
  console_fact_grid_add (facts, _ ("Site"), call->site);
  return GTK_WIDGET (facts);
}

static GtkWidget *
make_facts (const ConsoleCall *call, GTimeZone *zone)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  GtkWidget *parties = make_parties (call);
  GtkWidget *circumstances = make_circumstances (call, zone);

  console_fact_grid_align (CONSOLE_FACT_GRID (parties), CONSOLE_FACT_GRID (circumstances));
  gtk_box_append (GTK_BOX (box), parties);
  gtk_box_append (GTK_BOX (box), circumstances);
  return box;
}

/* What a call has to show for itself, and what that was. */
static char *
dup_time (const ConsoleCall *call, const char **meaning)
{
  *meaning = call->outcome == TOLL_OUTCOME_MISSED ? _ ("voicemail") : _ ("talk");
  if (call->connect_ms != 0)
    return console_format_duration (call->talk_ms);
  *meaning = call->ring_ms > 0 ? _ ("ringing") : "";
  return call->ring_ms > 0 ? console_format_short_duration (call->ring_ms)
                           : g_strdup (console_words_outcome (call->outcome));
}

static GtkWidget *
make_figures (const ConsoleCall *call)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *meaning;
  g_autofree char *time = dup_time (call, &meaning);
  g_autofree char *cost = call->rating == TOLL_RATING_RATED
                              ? console_format_money (call->cost_micro, call->currency, 2)
                              : NULL;
  GtkWidget *big = new_label (cost != NULL ? cost : time, "title-1");
  GtkWidget *small = new_label (cost != NULL ? time : meaning, "dim-label");

  if (call->rating == TOLL_RATING_UNRATED)
    {
      gtk_label_set_text (GTK_LABEL (big), _ ("no price"));
      gtk_label_set_text (GTK_LABEL (small), time);
      gtk_widget_add_css_class (big, "missed");
    }
  gtk_label_set_wrap (GTK_LABEL (big), FALSE);
  gtk_box_append (GTK_BOX (box), big);
  gtk_box_append (GTK_BOX (box), small);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static GtkWidget *
make_name (const ConsoleCall *call)
{
  ConsoleCallLook look = console_words_call_look (call);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name (look.icon_name);
  g_autofree char *number = dup_number (call);
  GtkWidget *title = new_label (number, "title-2");

  gtk_widget_add_css_class (icon, "big-mark");
  gtk_widget_add_css_class (icon, look.css_class);
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, look.text,
                                  -1);
  gtk_label_set_selectable (GTK_LABEL (title), TRUE);
  gtk_widget_set_can_focus (title, FALSE); /* GTK 4.8 gets stuck in it */
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), new_label (look.text, "dim-label"));
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), texts);
  return box;
}

static GtkWidget *
make_head (const ConsoleCall *call)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_append (GTK_BOX (box), make_name (call));
  gtk_box_append (GTK_BOX (box), make_figures (call));
  return box;
}

GtkWidget *
console_call_summary_new (const ConsoleCall *call, GTimeZone *zone)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_box_append (GTK_BOX (box), make_head (call));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), make_facts (call, zone));
  return box;
}

void
console_call_summary_set_narrow (GtkWidget *summary, gboolean narrow)
{
  GtkWidget *head = gtk_widget_get_first_child (summary);
  GtkWidget *facts = gtk_widget_get_last_child (summary);
  GtkWidget *figures = gtk_widget_get_last_child (head);
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (head), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (facts), orientation);
  gtk_box_set_spacing (GTK_BOX (facts), narrow ? 6 : 24);
  gtk_box_set_homogeneous (GTK_BOX (facts), !narrow);
  for (GtkWidget *at = gtk_widget_get_first_child (figures); at != NULL;
       at = gtk_widget_get_next_sibling (at))
    gtk_label_set_xalign (GTK_LABEL (at), narrow ? 0 : 1);
}
