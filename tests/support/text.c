/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/text.h"

#include <string.h>

guint
test_text_count (const char *text, const char *piece)
{
  guint n = 0;

  for (const char *at = strstr (text, piece); at != NULL; at = strstr (at + 1, piece))
    n++;
  return n;
}
