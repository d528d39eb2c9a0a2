/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/arena.h"

G_BEGIN_DECLS

/* The JSON of a report's spec for somebody who may not see numbers whole: the digits of every
 * number that is asked by are hidden. What it does not know of an older version's, it leaves out.
 * Returns: (transfer none): in @arena. Pure. */
const char *collector_mask_spec (const char *json, TollArena *arena);

G_END_DECLS
