/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends @text so that HTML shows it as it is, inside an element or a quoted attribute. */
void collector_html_append_text (GString *out, const char *text);

G_END_DECLS
