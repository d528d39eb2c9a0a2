/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CollectorGuard: one process holds one ledger. A lock on the file "LEDGER.lock" beside it, which
 * the kernel lets go when the process ends however it ends; what the file says tells whether the
 * last holder stopped cleanly. */
typedef struct _CollectorGuard CollectorGuard;

/* Takes the ledger @path for this process.
 * @was_unclean: (out): the last holder died while it held the ledger.
 * Returns: (transfer full): NULL with TOLL_ERROR_BUSY when somebody has it, TOLL_ERROR_IO. */
CollectorGuard *collector_guard_take (const char *path, gboolean *was_unclean, GError **error);

/* Lets go, noting a clean stop. */
void collector_guard_release (CollectorGuard *guard);
/* Lets go and leaves the note as it is: the ledger has not been looked at yet. */
void collector_guard_abandon (CollectorGuard *guard);

G_END_DECLS
