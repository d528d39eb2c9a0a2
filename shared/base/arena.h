/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TollArena:
 * A bump allocator for the strings and arrays of one batch: everything taken from it lives until
 * the arena is reset or freed. One thread at a time.
 */
typedef struct _TollArena TollArena;

/* Returns: (transfer full): an empty arena. */
TollArena *toll_arena_new (void);
void toll_arena_free (TollArena *arena);

/* Forgets everything taken; keeps one block for the next batch. */
void toll_arena_reset (TollArena *arena);

/* Returns: (transfer none): @size zeroed bytes, aligned for any type. Never NULL. */
gpointer toll_arena_alloc (TollArena *arena, gsize size);

/* Returns: (transfer none): a NUL-terminated copy of @length bytes. An empty text is the static
 * "" and costs nothing. */
const char *toll_arena_strndup (TollArena *arena, const char *text, gsize length);

/* Returns: (transfer none): a copy of @text; NULL reads as "". */
const char *toll_arena_strdup (TollArena *arena, const char *text);
/* Returns: (transfer none): a copy of @text, UTF-8, without spaces of any script around it. */
const char *toll_arena_strip (TollArena *arena, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TollArena, toll_arena_free)

G_END_DECLS
