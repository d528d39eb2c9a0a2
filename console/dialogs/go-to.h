/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ConsoleGoTo: the Ctrl+K dialog, over the window @parent: offers the places that match what is
 * typed, and the calls with a number as soon as one is typed. Choosing activates the place's
 * action or win.open-calls on @parent. */
typedef struct
{
  const char *title; /* translated */
  const char *icon_name;
  const char *action; /* activated on the parent */
  const char *target; /* a text for it; NULL = none */
} ConsoleGoToPlace;

void console_go_to_present (GtkWindow *parent, const ConsoleGoToPlace *places, guint n_places);

G_END_DECLS
