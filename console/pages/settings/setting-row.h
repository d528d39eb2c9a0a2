/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* Makes the field of one setting, an item of GET /settings, with what it does, its limits and its
 * default under it.
 * Returns: (transfer full) (nullable): NULL for what is not shown here. Main thread. */
ConsoleField *console_setting_row_new (JsonObject *setting);
/* Returns: (transfer full) (nullable): why it cannot be changed here, and what it does. */
char *console_setting_row_dup_lock (JsonObject *setting);

G_END_DECLS
