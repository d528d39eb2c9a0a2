/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full): @address with its domain as DNS has it ("münchen.example" is
 * "xn--mnchen-3ya.example"): what mail is sent to; a copy of it where that is none. Pure. */
char *toll_mail_address_to_ascii (const char *address);
/* Whether one of @others is the same mailbox, however its domain is written. Pure. */
gboolean toll_mail_address_is_among (const char *address, const char *const *others, guint n_others);

/* Looks whether @address can be written to: NAME@DOMAIN, at most 254 bytes of ASCII, the name of
 * letters, digits and what RFC 5321 lets stand without quotes, the domain of two labels at least, which
 * may be of any script: toll_mail_address_to_ascii(). No display name, no angle brackets, no blanks or control characters. Pure.
 * Returns: FALSE with BAD_ARGUMENT naming @field. */
gboolean toll_mail_address_check (const char *address, const char *field, GError **error);

G_END_DECLS
