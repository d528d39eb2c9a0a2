/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From now on every message of this process is one line of its log, whatever names it tells: control
 * characters stand as \xNN. Once, before other threads begin. */
void collector_log_lines_install (void);

G_END_DECLS
