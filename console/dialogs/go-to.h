/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/client/api-client.h"

G_BEGIN_DECLS

/* ConsoleGoTo: the Ctrl+K dialog, over the window @parent: offers the places that match what is
 * typed, reports and people that the collector knows, and the calls with a number as soon as one is
 * typed. Choosing activates an action of @parent. @has_people, @has_numbers: people, and calls by their
 * number, may be asked for. */
typedef struct
{
  const char *title; /* translated */
  const char *icon_name;
  const char *action; /* activated on the parent */
  const char *target; /* a text for it; NULL = none */
} ConsoleGoToPlace;

void console_go_to_present (GtkWindow *parent, ConsoleApiClient *client, gboolean has_people,
                            gboolean has_numbers, const ConsoleGoToPlace *places, guint n_places);

G_END_DECLS
