/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trust on first use, asked in words. It decides nothing itself. Main thread. */

#include "config.h"
#include "console/dialogs/certificate-question.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef struct
{
  ConsoleCertificateAnswer answer;
  gpointer user_data;
} Question;

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;

  question->answer (g_str_equal (response, "trust"), question->user_data);
}

/* Two lines of sixteen bytes are easier to compare than one of thirty-two. */
static char *
dup_broken (const char *fingerprint)
{
  gsize half = strlen (fingerprint) / 2;

  return g_strdup_printf ("%.*s\n%s", (int) half, fingerprint, fingerprint + half + 1);
}

void
console_certificate_question_present (GtkWidget *parent, const char *host,
                                      const char *fingerprint, ConsoleCertificateAnswer answer,
                                      gpointer user_data)
{
  Question *question = g_new0 (Question, 1);
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)),
                              _ ("Is this your collector?"), NULL);
  g_autofree char *broken = dup_broken (fingerprint);
  GtkWidget *label = gtk_label_new (broken);

  question->answer = answer;
  question->user_data = user_data;
  adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (dialog),
      /* TRANSLATORS: %s is host:port */
      _ ("%s identifies itself with a certificate that no authority vouches for. Compare its "
         "SHA-256 fingerprint with the one your administrator gave you. It is asked only once."),
      host);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "caption");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), label);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "trust",
                                    _ ("_Trust and Sign In"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question,
                         (GClosureNotify) (void (*) (void)) g_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
