/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* A password or a PIN for somebody else, to be set or taken away; what is refused is said there and
 * stays typed. All texts are translated. Main thread. */
typedef struct
{
  const char *title;
  const char *label; /* of the entry */
  const char *hint;
  const char *remove; /* label of the button that takes it away; NULL = there is none to take */
  const char *path;   /* PUT there, the part behind the API's base */
  const char *member;
} ConsoleSecretQuestion;

/* @done is called with @object, unless that is gone, once it is set (@is_set) or taken away. */
void console_secret_dialog_present (GtkWidget *widget, ConsoleApiClient *client,
                                    const ConsoleSecretQuestion *question,
                                    void (*done) (GObject *object, gboolean is_set),
                                    GObject *object);

G_END_DECLS
