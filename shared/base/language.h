/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The languages people read Tollkeeper in: ISO 639-1 codes, NULL-terminated, English first. */
extern const char *const toll_languages[];

gboolean toll_language_is_known (const char *code);

G_END_DECLS
