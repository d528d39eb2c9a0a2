/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* ConsoleNumberTry:
 * A card with a number to try: answers, a moment after the last key, how a site would understand
 * it, also while that is being edited. Signal "ask": an answer is wanted; its owner calls
 * console_number_try_ask(). Main thread.
 */
#define CONSOLE_TYPE_NUMBER_TRY (console_number_try_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleNumberTry, console_number_try, CONSOLE, NUMBER_TRY, GtkBox)

/* The site changed: what was tried is asked again after a moment. */
void console_number_try_renew (ConsoleNumberTry *self);
/* @id: "" for a site that is not stored yet. @changes: (transfer none): what is edited of it. */
void console_number_try_ask (ConsoleNumberTry *self, ConsoleApiClient *client, const char *id,
                             JsonObject *changes);

G_END_DECLS
