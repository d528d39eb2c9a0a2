/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*ConsoleCertificateAnswer) (gboolean accepted, gpointer user_data);

/* Shows the fingerprint of an unknown certificate over the window of @parent and asks whether to
 * trust it. @answer is called exactly once; closing the dialog is a no. */
void console_certificate_question_present (GtkWidget *parent, const char *host,
                                           const char *fingerprint,
                                           ConsoleCertificateAnswer answer, gpointer user_data);

G_END_DECLS
