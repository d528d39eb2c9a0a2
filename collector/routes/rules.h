/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/routes/house.h"

G_BEGIN_DECLS

/* The body {"items": [...]} that replaces a whole list, of at most @max. Returns: (transfer none):
 * the array; NULL with BAD_ARGUMENT, also for any other member or any parameter. */
const TollJsonValue *collector_rules_read_items (CollectorRequest *request, guint max,
                                                 GError **error);

G_END_DECLS
