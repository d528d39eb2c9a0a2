/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: how often @piece, which is not empty, begins in @text. */
guint test_text_count (const char *text, const char *piece);

G_END_DECLS
