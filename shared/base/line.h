/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @c has no place in a name: it ends a line, controls a terminal, or turns the direction of
 * what stands around it, so that a name reads as another. Pure. */
gboolean toll_line_is_control (gunichar c);

/* FALSE with BAD_ARGUMENT naming @field when @text, which somebody typed as a name, is no line: it has
 * a control character as above, or is not UTF-8. Pure. */
gboolean toll_line_check (const char *text, const char *field, GError **error);

G_END_DECLS
