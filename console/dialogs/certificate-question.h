/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/client/certificate-guard.h"

G_BEGIN_DECLS

/* @fingerprint: (nullable): of the certificate that is to be trusted; NULL = it is not. */
typedef void (*ConsoleCertificateAnswer) (const char *fingerprint, gpointer user_data);

/* Shows over the window of @parent the certificate that @guard did not let pass, beside the one
 * that was accepted before if there is one, and asks whether to trust it. @answer is called
 * exactly once; closing the dialog is a no. */
void console_certificate_question_present (GtkWidget *parent, ConsoleCertificateGuard *guard,
                                           ConsoleCertificateAnswer answer, gpointer user_data);

G_END_DECLS
