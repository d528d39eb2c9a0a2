/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Feeds bytes to the CMR parser, at once and in pieces.
 */
#include "tests/fuzz/fuzz-format.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  fuzz_format ("cucm-cmr", data, size);
  return 0;
}
