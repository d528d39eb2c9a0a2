/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/call.h"

G_BEGIN_DECLS

/* Why a call ended that was never connected: what its cause says, whichever way the call went. Pure;
 * any thread. Returns: "line busy", untranslated; "" when the end needs no reason. */
const char *collector_step_find_end_reason (const TollCall *call);

G_END_DECLS
