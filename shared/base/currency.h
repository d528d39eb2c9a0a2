/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Currencies as people write them. Any thread. */

/* Returns: (transfer none): the sign of ISO 4217 @code where it is not ambiguous ("€"), else
 * @code itself; "" of NULL. */
const char *toll_currency_get_sign (const char *code);

/* Returns: how many decimals amounts of @code have; 2 where nothing else is known. */
guint toll_currency_get_decimals (const char *code);

/* Returns: how many decimals tell @micro, in millionths: those of @code, and two more where something
 * would read as nothing without them. */
guint toll_currency_find_decimals (const char *code, gint64 micro);

/* TRUE for a code of ISO 4217 that is in use, or was until lately. */
gboolean toll_currency_is_known (const char *code);

G_END_DECLS
