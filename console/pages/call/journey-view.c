/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call's way through the company, from top to bottom: a line with a mark per step, what
 * happened, who with whom, and when. Main thread. */

#include "config.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/words.h"
#include "console/pages/call/views.h"
#include "console/widgets/format.h"

static char *
dup_party (JsonObject *step, const char *number_key, const char *name_key)
{
  g_autofree char *number = console_format_number (console_json_text (step, number_key));
  const char *name = console_json_text (step, name_key);

  if (*number == '\0')
    return g_strdup (name);
  if (*name == '\0')
    return g_steal_pointer (&number);
  /* TRANSLATORS: a person's name and extension in a call's journey */
  return g_strdup_printf (C_ ("journey", "%s (%s)"), name, number);
}

/* Steps of which it does not matter who called whom. */
static const char *const mutual_steps[] = { "connect", "voicemail", NULL };

static char *
dup_parties (JsonObject *step)
{
  g_autofree char *from = dup_party (step, "from", "from_name");
  g_autofree char *to = dup_party (step, "to", "to_name");

  if (*from == '\0')
    return g_steal_pointer (&to);
  if (*to == '\0')
    return g_steal_pointer (&from);
  if (g_strv_contains (mutual_steps, console_json_text (step, "kind")))
    /* TRANSLATORS: two parties in a call's journey who are connected with one another */
    return g_strdup_printf (C_ ("journey", "%s with %s"), from, to);
  /* TRANSLATORS: two parties of a step in a call's journey; the arrow points to the second */
  return console_format_left_to_right (
      g_strdup_printf (C_ ("journey", "%s → %s"), from, to));
}

/* How long a step lasted, in words that fit what lasted. */
static char *
dup_length (JsonObject *step)
{
  gint64 ring_ms = console_json_int (step, "ring_ms", 0);
  gint64 talk_ms = console_json_int (step, "talk_ms", 0);
  const char *kind = console_json_text (step, "kind");
  g_autofree char *time = talk_ms > 0 ? console_format_duration (talk_ms)
                                      : console_format_short_duration (ring_ms);

  if (talk_ms <= 0 && ring_ms <= 0)
    return NULL;
  if (g_str_equal (kind, "join"))
    /* TRANSLATORS: in a conference; %s is a duration */
    return g_strdup_printf (_ ("stayed %s"), time);
  if (g_str_equal (kind, "voicemail"))
    /* TRANSLATORS: connected with the voicemail; %s is a duration */
    return g_strdup_printf (_ ("lasted %s"), time);
  if (g_str_equal (kind, "queue"))
    /* TRANSLATORS: in a queue; %s is a duration */
    return g_strdup_printf (_ ("waited %s"), time);
  if (talk_ms > 0)
    /* TRANSLATORS: %s is a duration */
    return g_strdup_printf (_ ("talked %s"), time);
  /* TRANSLATORS: %s is a duration */
  return g_strdup_printf (_ ("rang %s"), time);
}

/* What else is known of a step: its reason, how long it rang and was talked, the device when it is
 * another than in the step @before. */
static char *
dup_details (JsonObject *step, JsonObject *before)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;
  const char *detail = console_json_text (step, "detail");
  const char *device = console_json_text (step, "device");
  g_autofree char *length = dup_length (step);

  if (*detail != '\0')
    g_strv_builder_add (parts, _ (detail));
  if (length != NULL)
    g_strv_builder_add (parts, length);
  if (*device != '\0' &&
      (before == NULL || !g_str_equal (device, console_json_text (before, "device"))))
    g_strv_builder_add (parts, device);
  texts = g_strv_builder_end (parts);
  return g_strjoinv (CONSOLE_FORMAT_DOT, texts);
}

static GtkWidget *
make_line (gboolean shown)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (line, "journey-line");
  gtk_widget_set_halign (line, GTK_ALIGN_CENTER);
  gtk_widget_set_opacity (line, shown ? 1 : 0);
  return line;
}

static GtkWidget *
make_mark (const ConsoleCallLook *look, gboolean first, gboolean last)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *mark = gtk_image_new_from_icon_name (look->icon_name);
  GtkWidget *below = make_line (!last);
  GtkWidget *above = make_line (!first);

  gtk_widget_add_css_class (above, "above");
  gtk_widget_add_css_class (mark, "journey-mark");
  gtk_widget_add_css_class (mark, look->css_class);
  gtk_widget_set_vexpand (below, TRUE);
  gtk_box_append (GTK_BOX (box), above);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), below);
  return box;
}

static void
append_text (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label;

  if (*text == '\0')
    return;
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
}

/* Who with whom, unless it is as it was; of a transfer always: who gave the call to whom. */
static char *
dup_new_parties (JsonObject *step, JsonObject *before)
{
  g_autofree char *parties = dup_parties (step);
  g_autofree char *known = before != NULL ? dup_parties (before) : NULL;

  if (g_strcmp0 (parties, known) == 0 &&
      !g_str_equal (console_json_text (step, "kind"), "transfer"))
    return g_strdup ("");
  return g_steal_pointer (&parties);
}

static GtkWidget *
make_step (JsonObject *step, JsonObject *before, gboolean last, GTimeZone *zone)
{
  ConsoleCallLook look = console_words_step (console_json_text (step, "kind"));
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *parties = dup_new_parties (step, before);
  g_autofree char *details = dup_details (step, before);
  gint64 at_ms = console_json_int (step, "at_ms", -1);
  g_autofree char *time = at_ms >= 0 ? console_format_time (at_ms, zone) : NULL;
  GtkWidget *time_label = gtk_label_new (time);

  gtk_widget_add_css_class (row, "journey-step");
  gtk_widget_set_hexpand (texts, TRUE);
  append_text (texts, look.text, "heading");
  append_text (texts, parties, NULL);
  append_text (texts, details, "dim-label");
  gtk_widget_add_css_class (texts, "journey-text");
  gtk_widget_add_css_class (time_label, "dim-label");
  gtk_widget_add_css_class (time_label, "numeric");
  gtk_widget_add_css_class (time_label, "journey-time");
  gtk_widget_set_valign (time_label, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row), make_mark (&look, before == NULL, last));
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (row), time_label);
  return row;
}

GtkWidget *
console_journey_view_new (JsonArray *journey, GTimeZone *zone)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  guint n_steps = console_json_length (journey);

  for (guint i = 0; i < n_steps; i++)
    gtk_box_append (GTK_BOX (box),
                    make_step (console_json_at (journey, i),
                               i > 0 ? console_json_at (journey, i - 1) : NULL, i + 1 == n_steps,
                               zone));
  if (n_steps == 0)
    append_text (box, _ ("The records say nothing about the way of this call."), "dim-label");
  return box;
}
