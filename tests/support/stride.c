/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much of a long walk is walked.
 */
#include "config.h"

#include "tests/support/stride.h"

guint
test_stride (void)
{
  const char *text = g_getenv ("TOLL_TEST_STRIDE");

  return text != NULL ? MAX (g_ascii_strtoull (text, NULL, 10), 1) : 1;
}
