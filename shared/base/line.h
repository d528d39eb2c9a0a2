/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* FALSE with BAD_ARGUMENT naming @field when @text, which somebody typed as a name, is no line:
 * control characters, among them CR and LF, or not UTF-8. Pure. */
gboolean toll_line_check (const char *text, const char *field, GError **error);

G_END_DECLS
