/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CollectorThrottle: how often somebody may try to sign in. A try counts when it begins, so that
 * tries at once cannot slip through together. In memory; any thread. */
typedef struct _CollectorThrottle CollectorThrottle;

#define COLLECTOR_THROTTLE_WINDOW_MS (15 * 60 * G_GINT64_CONSTANT (1000))
#define COLLECTOR_THROTTLE_PER_ACCOUNT 10
#define COLLECTOR_THROTTLE_PER_ADDRESS 100

CollectorThrottle *collector_throttle_new (void);
void collector_throttle_free (CollectorThrottle *throttle);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorThrottle, collector_throttle_free)

/* Counts a try for @account (known or not; case, width and blanks do not matter) from @address (of
 * IPv6 the /64) at @now_ms (any clock that only grows).
 * Returns: 0 when it may go on; else the seconds to wait, and the try does not count. */
gint64 collector_throttle_admit (CollectorThrottle *throttle, const char *account,
                                 const char *address, gint64 now_ms);

/* The try was the right one: it does not count. The wrong ones do, so that nobody guesses on in the
 * shade of the owner's own signing in. */
void collector_throttle_forgive (CollectorThrottle *throttle, const char *account,
                                 const char *address);

/* Nobody could say whether the try was right: it does not count for those who share the address. It
 * does for the account, so that nobody guesses a local password on while the directory is away. */
void collector_throttle_forgive_address (CollectorThrottle *throttle, const char *address);

G_END_DECLS
