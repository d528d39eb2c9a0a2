/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A place where the process may be made to die, for tests of recovery: when the environment says
 * TOLL_CRASH_AT=NAME, reaching NAME raises SIGKILL ("NAME:3" the third time). Else it costs one
 * comparison. Any thread. */
void toll_crash_point (const char *name);

G_END_DECLS
