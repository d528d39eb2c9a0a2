/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trust on first use, and what to do when another certificate comes, asked in words. It decides
 * nothing itself. Main thread. */

#include "config.h"
#include "console/dialogs/certificate-question.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/widgets/format.h"

typedef struct
{
  char *fingerprint; /* as shown: another may be seen while the question stands */
  ConsoleCertificateAnswer answer;
  gpointer user_data;
} Question;

static void
free_question (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_free (question->fingerprint);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;

  question->answer (g_str_equal (response, "trust") ? question->fingerprint : NULL,
                    question->user_data);
}

#define LINE_BYTES 8

/* Four short lines are easier to compare than one, and have room in a narrow window. */
static char *
dup_broken (const char *fingerprint)
{
  char *text = g_strdup (fingerprint);

  for (gsize end = 3 * LINE_BYTES; end < strlen (text); end += 3 * LINE_BYTES)
    text[end - 1] = '\n';
  return text;
}

static GtkWidget *
make_label (const char *text, PangoWrapMode wrap_mode)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), wrap_mode);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "caption");
  return label;
}

static void
append_certificate (GtkBox *box, const char *title, const char *details, const char *fingerprint)
{
  g_autofree char *broken = dup_broken (fingerprint);
  GtkWidget *heading = make_label (title, PANGO_WRAP_WORD_CHAR);
  GtkWidget *label = make_label (broken, PANGO_WRAP_CHAR);

  gtk_widget_remove_css_class (heading, "caption");
  gtk_widget_add_css_class (heading, "caption-heading");
  gtk_widget_set_margin_top (heading, 6);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "monospace");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  heading, NULL, -1);
  gtk_box_append (box, heading);
  if (details != NULL)
    gtk_box_append (box, make_label (details, PANGO_WRAP_WORD_CHAR));
  gtk_box_append (box, label);
}

static char *
dup_day (GDateTime *instant)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return console_format_long_day (g_date_time_to_unix (instant) * 1000, zone);
}

/* Returns: (transfer full): whose it says it is, and its days. */
static char *
dup_details (GTlsCertificate *certificate)
{
  g_autoptr (GDateTime) from = g_tls_certificate_get_not_valid_before (certificate);
  g_autoptr (GDateTime) to = g_tls_certificate_get_not_valid_after (certificate);
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);
  g_autofree char *from_day = from != NULL ? dup_day (from) : g_strdup ("?");
  g_autofree char *to_day = to != NULL ? dup_day (to) : g_strdup ("?");

  /* TRANSLATORS: the name in a certificate ("CN=pbx.example"), then its first and last day */
  return g_strdup_printf (_ ("%s, valid from %s to %s"), subject != NULL ? subject : "?",
                          from_day, to_day);
}

/* Returns: (transfer full) */
static char *
dup_accepted_title (gint64 accepted_ms)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *day = console_format_long_day (accepted_ms, zone);

  /* TRANSLATORS: of a certificate; %s is a date */
  return accepted_ms > 0 ? g_strdup_printf (_ ("Accepted on %s"), day)
                         : g_strdup (_ ("Accepted before"));
}

static GtkWidget *
make_content (ConsoleCertificateGuard *guard)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gint64 accepted_ms = 0;
  g_autofree char *accepted = console_certificate_guard_dup_accepted (guard, &accepted_ms);
  g_autofree char *title = dup_accepted_title (accepted_ms);
  g_autofree char *details = dup_details (console_certificate_guard_get_certificate (guard));

  if (accepted != NULL)
    append_certificate (GTK_BOX (box), title, NULL, accepted);
  append_certificate (GTK_BOX (box), accepted != NULL ? _ ("Shown now") : _ ("Its certificate"),
                      details, console_certificate_guard_get_fingerprint (guard));
  return box;
}

static AdwMessageDialog *
new_dialog (GtkWindow *window, const char *host, gboolean is_changed)
{
  GtkWidget *dialog = adw_message_dialog_new (
      window, is_changed ? _ ("Is this still your collector?") : _ ("Is this your collector?"),
      NULL);

  if (is_changed)
    adw_message_dialog_format_body (
        ADW_MESSAGE_DIALOG (dialog),
        /* TRANSLATORS: %s is host:port */
        _ ("%s shows another certificate than the one accepted before. If it was not renewed, "
           "somebody may be listening in. Compare the SHA-256 fingerprint of the new one with "
           "that of the certificate on the collector's host, and trust it only if it is the "
           "same."),
        host);
  else
    adw_message_dialog_format_body (
        ADW_MESSAGE_DIALOG (dialog),
        /* TRANSLATORS: %s is host:port */
        _ ("%s identifies itself with a certificate that no authority vouches for. Compare its "
           "SHA-256 fingerprint with the one your administrator gave you. It is asked only "
           "once."),
        host);
  return ADW_MESSAGE_DIALOG (dialog);
}

void
console_certificate_question_present (GtkWidget *parent, ConsoleCertificateGuard *guard,
                                      ConsoleCertificateAnswer answer, gpointer user_data)
{
  gboolean is_changed =
      console_certificate_guard_get_verdict (guard) == CONSOLE_CERTIFICATE_CHANGED;
  AdwMessageDialog *dialog = new_dialog (GTK_WINDOW (gtk_widget_get_root (parent)),
                                         console_certificate_guard_get_host (guard), is_changed);
  Question *question = g_new0 (Question, 1);

  question->fingerprint = g_strdup (console_certificate_guard_get_fingerprint (guard));
  question->answer = answer;
  question->user_data = user_data;
  adw_message_dialog_set_extra_child (dialog, make_content (guard));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "trust",
                                    is_changed ? _ ("_Trust the New One") : _ ("_Trust It"), NULL);
  if (is_changed)
    adw_message_dialog_set_response_appearance (dialog, "trust", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, free_question, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
