/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person waits for in the console, told by the frame clock of its window: from the start of
 * the process to the first frame, from sign-in to the frame in which Home's calls are, each frame of
 * a jump by a dozen rows in the list of all calls, and from the dashboard's opening, its request
 * included, to the frame in which its charts are. Without arguments it is an empty window
 * of libadwaita, to compare with. Run by console-bench.py, which says when the process began.
 */
#include "config.h"

#include <adwaita.h>
#include <stdio.h>
#include <time.h>

#include "console/app/application.h"
#include "console/app/sign-in.h"
#include "console/charts/chart-view.h"

#define N_JUMPS 400
#define JUMP    400 /* pixels: about a dozen rows */

typedef struct
{
  GtkApplication *application;
  GtkWindow *window;
  gboolean is_empty;
  gint64 began_us; /* the process; all monotonic */
  gint64 signed_in_us;
  gboolean framed;
  gboolean home_shown;
  GtkWidget *home_list;
  GtkWidget *list; /* the list of all calls, once its first calls show */
  gint64 board_us; /* when the dashboard was opened */
  gint64 frame_us; /* begin of the frame under way */
  gint64 frame_cpu_us; /* the same by the processor time of this thread */
  gboolean jumped; /* in the frame under way */
  double figures_ms[N_JUMPS];
  double cpu_ms[N_JUMPS];
  guint n_figures;
} Bench;

/* Returns: (nullable): the list on show in @widget whose first row has its place. */
static GtkWidget *
find_list (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_COLUMN_VIEW (widget))
    {
      GtkWidget *row = gtk_widget_get_first_child (gtk_widget_get_last_child (widget));

      return row != NULL && gtk_widget_get_height (row) > 0 ? widget : NULL;
    }
  for (GtkWidget *at = gtk_widget_get_first_child (widget); at != NULL && found == NULL;
       at = gtk_widget_get_next_sibling (at))
    found = find_list (at);
  return found;
}

/* Whether a chart is on show in @widget. */
static gboolean
has_chart (GtkWidget *widget)
{
  gboolean is_there = CONSOLE_IS_CHART_VIEW (widget) && gtk_widget_get_height (widget) > 0;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  for (GtkWidget *at = gtk_widget_get_first_child (widget); at != NULL && !is_there;
       at = gtk_widget_get_next_sibling (at))
    is_there = has_chart (at);
  return is_there;
}

static gboolean
signed_in_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  ((Bench *) data)->signed_in_us = g_get_monotonic_time ();
  return FALSE;
}

/* As the wheel does it, but further. At the end it waits for the calls that are on their way. */
static gboolean
jump_cb (GtkWidget *view, GdkFrameClock *clock, gpointer data)
{
  Bench *self = data;
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  double before = gtk_adjustment_get_value (place);

  gtk_adjustment_set_value (place, before + JUMP);
  self->jumped = gtk_adjustment_get_value (place) > before;
  return G_SOURCE_CONTINUE;
}

static int
compare_figures (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print_jumps (const char *name, double *figures_ms)
{
  qsort (figures_ms, N_JUMPS, sizeof *figures_ms, compare_figures);
  printf ("%s %.1f %.1f %.1f\n", name, figures_ms[N_JUMPS / 2], figures_ms[N_JUMPS * 99 / 100],
          figures_ms[N_JUMPS - 1]);
}

static gint64
cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
open_board (Bench *self)
{
  print_jumps ("jump", self->figures_ms);
  print_jumps ("jump-cpu", self->cpu_ms);
  self->board_us = g_get_monotonic_time ();
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.open-page", "s", "dashboard");
}

static void
look_for_board (Bench *self, gint64 now_us)
{
  if (!has_chart (GTK_WIDGET (self->window)))
    return;
  printf ("dashboard %.1f\n", (now_us - self->board_us) / 1e3);
  g_application_quit (G_APPLICATION (self->application));
}

static void
begin_frame_cb (GdkFrameClock *clock, Bench *self)
{
  self->frame_us = g_get_monotonic_time ();
  self->frame_cpu_us = cpu_us ();
  self->jumped = FALSE;
}

static void
look_for_list (Bench *self)
{
  GtkWidget *list = find_list (GTK_WIDGET (self->window));

  if (list == NULL || list == self->home_list)
    return;
  self->list = list;
  gtk_widget_add_tick_callback (list, jump_cb, self, NULL);
}

static void
look_for_home (Bench *self, gint64 now_us)
{
  self->home_list = find_list (GTK_WIDGET (self->window));
  if (self->home_list == NULL)
    return;
  printf ("home %.1f %.1f\n", (now_us - self->signed_in_us) / 1e3, (now_us - self->began_us) / 1e3);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.open-calls", "(ssb)", "All", "{}",
                              FALSE);
}

static void
end_frame_cb (GdkFrameClock *clock, Bench *self)
{
  gint64 now_us = g_get_monotonic_time ();

  if (!self->framed)
    {
      self->framed = TRUE;
      printf ("frame %.1f\n", (now_us - self->began_us) / 1e3);
      if (self->is_empty)
        g_application_quit (G_APPLICATION (self->application));
    }
  if (self->signed_in_us == 0)
    return;
  if (self->home_list == NULL)
    look_for_home (self, now_us);
  else if (self->list == NULL)
    look_for_list (self);
  else if (self->jumped && self->n_figures < N_JUMPS)
    {
      self->cpu_ms[self->n_figures] = (cpu_us () - self->frame_cpu_us) / 1e3;
      self->figures_ms[self->n_figures++] = (now_us - self->frame_us) / 1e3;
    }
  if (self->board_us != 0)
    look_for_board (self, now_us);
  else if (self->n_figures == N_JUMPS)
    open_board (self);
}

static void
realize_cb (GtkWidget *window, Bench *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  g_signal_connect (clock, "before-paint", G_CALLBACK (begin_frame_cb), self);
  g_signal_connect (clock, "after-paint", G_CALLBACK (end_frame_cb), self);
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window, Bench *self)
{
  if (self->window != NULL)
    return;
  self->window = window;
  g_signal_connect (window, "realize", G_CALLBACK (realize_cb), self);
  if (!self->is_empty) /* the window has made its sign-in, and with it the signal */
    g_signal_add_emission_hook (g_signal_lookup ("signed-in", CONSOLE_TYPE_SIGN_IN), 0,
                                signed_in_cb, self, NULL);
}

static void
present_empty_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 860);
  gtk_window_present (GTK_WINDOW (window));
}

static GtkApplication *
new_empty (void)
{
  AdwApplication *application =
      adw_application_new ("org.tollkeeper.Empty", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (present_empty_cb), NULL);
  return GTK_APPLICATION (application);
}

int
main (int argc, char **argv)
{
  g_autofree Bench *self = g_new0 (Bench, 1);
  const char *began = g_getenv ("TOLL_BENCH_BEGAN_US");

  self->began_us = began != NULL ? g_ascii_strtoll (began, NULL, 10) : g_get_monotonic_time ();
  self->is_empty = argc == 1;
  self->application =
      self->is_empty ? new_empty () : GTK_APPLICATION (console_application_new ());
  g_signal_connect (self->application, "window-added", G_CALLBACK (window_added_cb), self);
  return g_application_run (G_APPLICATION (self->application), argc, argv);
}
