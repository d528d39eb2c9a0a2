/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The text of a record without the code that let its call through, which is nobody's to read.
 * @names: the row of column names of its file. Where a record has more or fewer cells than there
 * are names, the code may stand elsewhere: everything from somewhat before its column on is left
 * out. Returns: (transfer full). */
char *collector_raw_text_hide_code (const char *names, const char *raw);

G_END_DECLS
