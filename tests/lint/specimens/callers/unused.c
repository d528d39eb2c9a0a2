/* SPDX-License-Identifier: GPL-3.0-or-later
 * expect: nothing but tests calls toll_specimen_unused */
#include "shared/base/clock.h"

int
toll_specimen_unused (void)
{
  return 1;
}
