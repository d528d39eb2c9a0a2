/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the call sounded, as each phone measured it. Main thread. */

#include "config.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/pages/call/views.h"
#include "console/widgets/fact-grid.h"
#include "console/widgets/format.h"

/* Mean opinion score in words; the limits are the usual reading of ITU-T P.800.1. */
static const struct
{
  double from;
  const char *text;
  const char *css_class;
} verdicts[] = {
  { 4.0, N_ ("good"), "answered" },
  { 3.6, N_ ("fair"), "orange-text" },
  { 0.0, N_ ("poor"), "missed" },
};

static void
add_score (ConsoleFactGrid *facts, const char *mos)
{
  double score = g_ascii_strtod (mos, NULL);
  guint verdict = 0;
  char figure[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *text = NULL;

  if (*mos == '\0')
    return;
  while (verdict + 1 < G_N_ELEMENTS (verdicts) && score < verdicts[verdict].from)
    verdict++;
  g_ascii_formatd (figure, sizeof figure, "%.1f", score);
  /* TRANSLATORS: a voice quality score from 1 to 5, then what it means */
  text = g_strdup_printf (C_ ("quality", "%s, %s"), figure, _ (verdicts[verdict].text));
  gtk_widget_add_css_class (console_fact_grid_add (facts, _ ("Voice score (MOS)"), text),
                            verdicts[verdict].css_class);
}

static void
add_ms (ConsoleFactGrid *facts, const char *name, JsonObject *record, const char *key)
{
  g_autofree char *text = NULL;

  if (console_json_has (record, key))
    /* TRANSLATORS: %d is a number of milliseconds */
    text = g_strdup_printf (_ ("%d ms"), (int) console_json_int (record, key, 0));
  console_fact_grid_add (facts, name, text);
}

static GtkWidget *
make_record (JsonObject *record)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  ConsoleFactGrid *facts = CONSOLE_FACT_GRID (console_fact_grid_new ());
  gint64 lost = console_json_int (record, "packets_lost", 0);
  gint64 received = console_json_int (record, "packets_received", 0);
  g_autofree char *number = console_format_number (console_json_text (record, "number"));
  g_autofree char *who = g_strjoin (" · ", number, console_json_text (record, "device"), NULL);
  g_autofree char *lost_count = console_format_count (lost);
  g_autofree char *all_count = console_format_count (lost + received);
  g_autofree char *lost_text = NULL;
  GtkWidget *title = gtk_label_new (who);

  if (lost + received > 0)
    /* TRANSLATORS: voice packets: lost, then all */
    lost_text = g_strdup_printf (_ ("%s of %s"), lost_count, all_count);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "numeric");
  add_score (facts, console_json_text (record, "mos"));
  add_ms (facts, _ ("Jitter"), record, "jitter_ms");
  add_ms (facts, _ ("Latency"), record, "latency_ms");
  console_fact_grid_add (facts, _ ("Packets lost"), lost_text);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (facts));
  return box;
}

GtkWidget *
console_quality_view_new (JsonArray *quality)
{
  GtkWidget *box;

  if (console_json_length (quality) == 0)
    return NULL;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  for (guint i = 0; i < console_json_length (quality); i++)
    gtk_box_append (GTK_BOX (box), make_record (console_json_at (quality, i)));
  return box;
}
