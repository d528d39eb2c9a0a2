/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What people are sought by, in words: a JSON array with an array for each: the word, folded as
 * people are; its digits when it may be a number as people write it ("0039 (0)2 555 01", without what
 * leads abroad or out of the house), else null; these with a zero in parentheses, or null. Numbers of
 * fewer than four digits are words only.
 * @text: (nullable). Returns: (transfer full) (nullable): NULL for NULL. Any thread. */
char *collector_people_words_to_json (const char *text);

G_END_DECLS
