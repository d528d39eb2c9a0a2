/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs a fuzz target without a fuzzer: on every file of the folder given, and on truncations and
 * changes of it that are the same in every run. A fault is a crash.
 */
#include <glib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define TRUNCATIONS 60
#define CHANGES 240

static void
run_one (const guint8 *data, gsize size)
{
  /* A copy of its own: reading beyond its end is seen. */
  g_autofree guint8 *copy = g_memdup2 (data, size);

  LLVMFuzzerTestOneInput (copy, size);
}

static void
change (guint8 *data, gsize size, GRand *rand)
{
  static const guint8 favourites[] = { '"', ',', '\n', '\r', '\0', '{', '}', '[', '-', '9', 0xff };
  guint n = g_rand_int_range (rand, 1, 5);

  for (guint i = 0; i < n; i++)
    {
      guint8 *at = &data[g_rand_int_range (rand, 0, MIN (size, G_MAXINT32))];

      if (g_rand_boolean (rand))
        *at ^= 1 << g_rand_int_range (rand, 0, 8);
      else
        *at = favourites[g_rand_int_range (rand, 0, G_N_ELEMENTS (favourites))];
    }
}

static void
run_file (const char *path)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  run_one ((const guint8 *) text, size);
  for (guint i = 0; i < TRUNCATIONS; i++)
    run_one ((const guint8 *) text, size * i / TRUNCATIONS);
  for (guint i = 0; i < CHANGES && size > 0; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (text, size);

      change (copy, size, rand);
      run_one (copy, size);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) folder = argc > 1 ? g_dir_open (argv[1], 0, NULL) : NULL;
  const char *name;
  guint n_files = 0;

  run_one ((const guint8 *) "", 0);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);

      run_file (path);
      n_files++;
    }
  g_print ("%u files of corpus, %u runs each\n", n_files, 1 + TRUNCATIONS + CHANGES);
  return 0;
}
