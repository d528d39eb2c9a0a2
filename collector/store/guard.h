/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The ledger's file in the data folder. */
#define COLLECTOR_LEDGER_NAME "ledger.db"

/* CollectorGuard: one process holds one ledger. A lock on the file "LEDGER.lock" beside it, which
 * the kernel lets go when the process ends however it ends; what the file says tells whether the
 * last holder stopped cleanly. */
typedef struct _CollectorGuard CollectorGuard;

/* How the last holder left the ledger. */
typedef enum
{
  COLLECTOR_STOP_CLEAN,
  COLLECTOR_STOP_UNCLEAN, /* it died, or nobody has looked at the pages since one did */
  COLLECTOR_STOP_DAMAGED, /* it found that the pages are not whole */
} CollectorLastStop;

/* Takes the ledger @path for this process.
 * @last: (out).
 * Returns: (transfer full): NULL with TOLL_ERROR_BUSY when somebody has it, TOLL_ERROR_IO. */
CollectorGuard *collector_guard_take (const char *path, CollectorLastStop *last, GError **error);

/* Notes, for whoever takes the ledger next, that its pages are not whole. Any thread. */
void collector_guard_note_damage (CollectorGuard *guard);

/* Lets go, noting a clean stop. */
void collector_guard_release (CollectorGuard *guard);
/* Lets go without saying that all is well: the ledger has still to be looked at. */
void collector_guard_abandon (CollectorGuard *guard);

G_END_DECLS
