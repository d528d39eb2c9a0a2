/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a price list; up to a NUL they are the map: refused as a whole, refused by lines,
 * or a deck.
 */
#include <string.h>

#include "collector/rating/deck-csv.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const guint8 *end = size > 0 ? memchr (data, '\0', size) : NULL;
  g_autofree char *map = end != NULL ? g_strndup ((const char *) data, end - data) : NULL;
  const char *list = end != NULL ? (const char *) end + 1 : (const char *) data;
  gsize length = end != NULL ? size - (end + 1 - data) : size;
  g_autoptr (CollectorDeckImport) import = NULL;
  g_autoptr (GError) error = NULL;
  CollectorDeckOptions options;

  collector_deck_options_init (&options);
  import = collector_deck_import_csv (list, length, map, &options, &error);
  g_assert_true ((import == NULL) == (error != NULL));
  if (import != NULL)
    g_assert_true ((import->deck == NULL) == (import->n_faults > 0));
  return 0;
}
