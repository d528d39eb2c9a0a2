/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/intake/rest.h"

G_BEGIN_DECLS

/* Files that were copied to the archive on another file system and that somebody may still write
 * to: they stay in the drop folder for an hour as ".taken.SIZE.N.NAME", SIZE being what was copied.
 * One that grows gets its name back and is taken again. */

/* Renames @path, of which @size bytes were copied. Returns: 0 or errno. Any thread. */
int collector_kept_put (const char *path, gint64 size);

/* Gives those that grew and are at rest their names back, removes those that nobody wants to write
 * to. One thread at a time. */
void collector_kept_look_back (const char *folder, const CollectorRestRule *rule);

G_END_DECLS
