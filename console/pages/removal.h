/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* Removes @object (with "id" and "name") of the list at @path for @page, says so and has it asked
 * anew. @members: (nullable): ends with NULL: what makes it again, for Undo; NULL = none is offered.
 * They outlive the notice. Main thread. */
void console_removal_send (ConsolePage *page, const char *path, JsonObject *object,
                           const char *const *members);

G_END_DECLS
