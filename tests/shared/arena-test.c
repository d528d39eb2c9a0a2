/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Arenas: memory that one of them had before is zeroed for the next, and no two have the same.
 */
#include "config.h"

#include <string.h>

#include "shared/base/arena.h"

#define PIECE_BYTES 1000
#define N_PIECES 500 /* half a megabyte: most of it in blocks that a thread keeps */

static TollArena *
make_full (guint8 filling)
{
  TollArena *arena = toll_arena_new ();

  for (guint i = 0; i < N_PIECES; i++)
    {
      guint8 *piece = toll_arena_alloc (arena, PIECE_BYTES);

      for (guint j = 0; j < PIECE_BYTES; j++)
        g_assert_cmpuint (piece[j], ==, 0);
      memset (piece, filling, PIECE_BYTES);
    }
  return arena;
}

static void
test_again (void)
{
  for (guint i = 1; i < 10; i++)
    toll_arena_free (make_full ((guint8) i));
}

static gpointer
fill_and_free (gpointer arena)
{
  toll_arena_free (arena);
  for (guint i = 1; i < 10; i++)
    toll_arena_free (make_full ((guint8) i));
  return NULL;
}

/* Made by one thread and freed by another, while texts of a third stay what they are. */
static void
test_threads (void)
{
  TollArena *kept = toll_arena_new ();
  const char *texts[N_PIECES];

  for (guint round = 0; round < 3; round++)
    {
      GThread *thread = g_thread_new ("arena", fill_and_free, make_full (1));

      for (guint i = 0; i < N_PIECES; i++)
        {
          g_autofree char *text = g_strdup_printf ("%u of %u", i, round);

          texts[i] = toll_arena_strdup (kept, text);
        }
      g_thread_join (thread);
      for (guint i = 0; i < N_PIECES; i++)
        {
          g_autofree char *text = g_strdup_printf ("%u of %u", i, round);

          g_assert_cmpstr (texts[i], ==, text);
        }
      toll_arena_reset (kept);
    }
  toll_arena_free (kept);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arena/again", test_again);
  g_test_add_func ("/arena/threads", test_threads);
  return g_test_run ();
}
