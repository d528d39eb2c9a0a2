/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/arena.h"

G_BEGIN_DECLS

/* Who may see less never sees more: each of these hides, of the same text, all that it hides for a
 * smaller @n_digits. */

/* Of a text, more digits than any number has. */
#define COLLECTOR_MASK_ALL 100

/* @number with its last @n_digits digits as asterisks; what is not a digit stays. Of an address it
 * is the end of the name before the @, of a host that is a number, and of parameters (";ext=12") each one's. 0 changes nothing.
 * Returns: (transfer none): in @arena, or @number itself. Pure. */
const char *collector_mask_number (const char *number, guint n_digits, TollArena *arena);

/* @text with the last @n_digits digits of @number hidden wherever its tail of five or more stands in
 * it, however the number is written before them and whatever follows; for texts that may hold a
 * known number, such as names of devices. 0 changes nothing. */
const char *collector_mask_known (const char *text, const char *number, guint n_digits,
                                  TollArena *arena);

/* @text that is a number itself and may be @number as somebody dialled it, with more digits behind
 * it: hides what both of the above hide. */
const char *collector_mask_party (const char *text, const char *number, guint n_digits,
                                  TollArena *arena);

/* A rate's @prefix as far as it tells nothing of @number's hidden tail: what reaches into the
 * last @n_digits is hidden. */
const char *collector_mask_prefix (const char *prefix, const char *number, guint n_digits,
                                   TollArena *arena);

/* Hides the digits of every run of @at_least or more in @text, whatever separates them (spaces,
 * dots, dashes, underlines, slashes, brackets), but for runs that @is_exempt (nullable) spares.
 * @at: where in @text the run begins. */
void collector_mask_runs (char *text, guint at_least,
                          gboolean (*is_exempt) (const char *text, const char *at));

/* The name of a device, which may be a number to dial ("RDP3331117003"): hidden as a free text is
 * when @n_digits > 0, unless it is an IP address or made of a hardware address; that of a host
 * behind an @ stays. */
const char *collector_mask_device (const char *name, guint n_digits, TollArena *arena);

/* A free text: every run of five or more digits in it is masked whole when @n_digits > 0. */
const char *collector_mask_text (const char *text, guint n_digits, TollArena *arena);

G_END_DECLS
