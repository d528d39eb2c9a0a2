/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tollkeeper-collector: the headless service and its care, one subcommand each.
 */
#include "config.h"

#include "collector/app/command.h"
#include "collector/app/log-lines.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

int
main (int argc, char **argv)
{
  const struct rlimit no_core = { 0, 0 };

  /* Calls are personal data: nothing this process makes is readable by others. */
  umask (0077);
  /* Nor is it left lying about in a dump of this process' memory. */
  setrlimit (RLIMIT_CORE, &no_core);
  /* A file that may not grow is an error, as a full disk is. */
  signal (SIGXFSZ, SIG_IGN);
  collector_log_lines_install ();
  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C");
  bindtextdomain (GETTEXT_PACKAGE, TOLL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  return collector_commands_run (argc, argv);
}
