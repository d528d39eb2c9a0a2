/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text as texts are compared where case does not count, in any script: "MÜLLER" and "müller" are one,
 * however an accent is put on its letter; with and without it they are two.
 * Returns: (transfer full). Pure. */
char *toll_fold (const char *text);

G_END_DECLS
