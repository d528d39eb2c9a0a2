/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The languages people read Tollkeeper in: ISO 639-1 codes, NULL-terminated, English first. */
extern const char *const toll_languages[];

gboolean toll_language_is_known (const char *code);

/* TRUE when it is written from right to left. */
gboolean toll_language_is_rtl (const char *code);

/* Returns: (transfer none): @text as it is said in language @code, whatever the process's own; as
 * it is for "", English and where no translation is known. What a service writes for people of
 * several languages; @text is marked N_() somewhere. Any thread. */
const char *toll_language_translate (const char *code, const char *text) G_GNUC_FORMAT (2);

/* Returns: (transfer none): the language of the process's user as the locale names it; "" when it
 * is none of ours. */
const char *toll_language_get_own (void);

G_END_DECLS
