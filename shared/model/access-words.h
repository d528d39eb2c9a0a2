/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer none): what was done, in words that are not translated yet ("Looked at a call");
 * @action itself, "GET /api/v1/calls/{id}", when there are none for it. Any thread. */
const char *toll_access_action_to_words (const char *action);

G_END_DECLS
