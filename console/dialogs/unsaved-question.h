/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks, over the window of @widget, whether what was typed may be lost. Discarding calls @discard
 * with @object, unless it is gone by then, and @data; keeping calls nothing. @data is freed by
 * @destroy (nullable). Main thread. */
void console_unsaved_question_ask (GtkWidget *widget,
                                   void (*discard) (GObject *object, gpointer data),
                                   GObject *object, gpointer data, GDestroyNotify destroy);

G_END_DECLS
