/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tollkeeper-console: starts the application in the user's locale. */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "console/app/application.h"

int
main (int argc, char **argv)
{
  g_autoptr (ConsoleApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, TOLL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_set_application_name ("Tollkeeper");
  application = console_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
