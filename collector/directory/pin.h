/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* PINs: short, so a stolen ledger alone must not tell them: they are mixed with a key that is kept
 * apart before they are hashed like passwords (50 ms of work). */

#define COLLECTOR_PIN_MIN_DIGITS 4
#define COLLECTOR_PIN_MAX_DIGITS 50

/* @data_path: where the key is kept, or made. Returns: (transfer full): what is stored; NULL with
 * BAD_ARGUMENT for a PIN that is not 4 to 50 digits, IO or FAILED. */
char *collector_pin_hash (const char *data_path, const char *pin, GError **error);

/* @hash "" does the same work and answers FALSE; so does a key that is gone. */
gboolean collector_pin_verify (const char *data_path, const char *hash, const char *pin);

G_END_DECLS
