/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Memory of one batch: blocks from which small pieces are cut, freed together. Records hold dozens
 * of short strings; freeing them one by one costs more than parsing them. Each block is twice as large
 * as the one before, since most arenas hold a few texts and some a whole batch. A thread keeps some of
 * the largest for its next arena: to have their pages from the system anew takes longer than many an
 * answer that is written into them.
 */
#include "config.h"

#include "shared/base/arena.h"

#include <string.h>

#define FIRST_BLOCK_BYTES ((gsize) 4 * 1024)
#define LARGEST_BLOCK_BYTES ((gsize) 64 * 1024)
/* Blocks of that size, by each thread; none where what is used after its arena is to be found. */
#ifdef __SANITIZE_ADDRESS__
#define MOST_KEPT 0
#else
#define MOST_KEPT 32
#endif
#define ALIGN 16

typedef struct _Block Block;
struct _Block
{
  Block *next;
  gsize size;
  gsize used;
};

struct _TollArena
{
  Block *head;
};

#define HEADER_BYTES ((sizeof (Block) + ALIGN - 1) & ~(gsize) (ALIGN - 1))

typedef struct
{
  Block *blocks;
  guint n_blocks;
} Kept;

static void
free_kept (gpointer data)
{
  Kept *kept = data;

  while (kept->blocks != NULL)
    {
      Block *block = kept->blocks;

      kept->blocks = block->next;
      g_free (block);
    }
  g_free (kept);
}

static Kept *
get_kept (void)
{
  static GPrivate mine = G_PRIVATE_INIT (free_kept);
  Kept *kept = g_private_get (&mine);

  if (kept == NULL)
    g_private_set (&mine, kept = g_new0 (Kept, 1));
  return kept;
}

static Block *
make_block (gsize size)
{
  Kept *kept = size == LARGEST_BLOCK_BYTES ? get_kept () : NULL;
  Block *block;

  if (kept == NULL || kept->n_blocks == 0)
    {
      block = g_malloc (HEADER_BYTES + size);
      block->size = size;
      return block;
    }
  block = kept->blocks;
  kept->blocks = block->next;
  kept->n_blocks--;
  return block;
}

static void
free_block (Block *block)
{
  Kept *kept = block->size == LARGEST_BLOCK_BYTES ? get_kept () : NULL;

  if (kept == NULL || kept->n_blocks == MOST_KEPT)
    {
      g_free (block);
      return;
    }
  block->next = kept->blocks;
  kept->blocks = block;
  kept->n_blocks++;
}

TollArena *
toll_arena_new (void)
{
  return g_new0 (TollArena, 1);
}

static void
free_blocks (Block *block)
{
  while (block != NULL)
    {
      Block *next = block->next;

      free_block (block);
      block = next;
    }
}

void
toll_arena_free (TollArena *arena)
{
  free_blocks (arena->head);
  g_free (arena);
}

void
toll_arena_reset (TollArena *arena)
{
  if (arena->head == NULL)
    return;
  free_blocks (arena->head->next);
  arena->head->next = NULL;
  arena->head->used = 0;
}

static char *
take (TollArena *arena, gsize size, gsize align)
{
  Block *block = arena->head;
  gsize at = block != NULL ? (block->used + align - 1) & ~(align - 1) : 0;

  if (block == NULL || at + size > block->size)
    {
      gsize next = block != NULL ? MIN (block->size * 2, LARGEST_BLOCK_BYTES) : FIRST_BLOCK_BYTES;

      block = make_block (MAX (size, next));
      block->next = arena->head;
      arena->head = block;
      at = 0;
    }
  block->used = at + size;
  return (char *) block + HEADER_BYTES + at;
}

gpointer
toll_arena_alloc (TollArena *arena, gsize size)
{
  return memset (take (arena, size, ALIGN), 0, size);
}

const char *
toll_arena_strndup (TollArena *arena, const char *text, gsize length)
{
  char *copy;

  if (length == 0)
    return "";
  copy = take (arena, length + 1, 1);
  memcpy (copy, text, length);
  copy[length] = '\0';
  return copy;
}

const char *
toll_arena_strdup (TollArena *arena, const char *text)
{
  return text != NULL ? toll_arena_strndup (arena, text, strlen (text)) : "";
}

const char *
toll_arena_strip (TollArena *arena, const char *text)
{
  const char *end = text + strlen (text);

  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  while (end > text && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  return toll_arena_strndup (arena, text, end - text);
}
