/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tollkeeper-collector: the headless service and its care, one subcommand each.
 */
#include "config.h"

#include <glib.h>

int
main (int argc, char **argv)
{
  g_printerr ("usage: tollkeeper-collector COMMAND\n");
  return 2;
}
