/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * serve: runs the service until it is told to stop; tells systemd when it is ready.
 */
#include "config.h"

#define G_LOG_DOMAIN "collector"

#include "collector/app/command.h"

#include "collector/app/service.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <systemd/sd-daemon.h>

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
override (CollectorCli *cli, const char *key, const char *value, GError **error)
{
  return value == NULL || collector_settings_set (cli->settings, key, value, error);
}

/* Whoever is on the host, or reads its journal, may make the first administrator. */
static void
print_first_code (CollectorService *service)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = collector_service_make_first_code (service, &error);

  if (code != NULL)
    /* TRANSLATORS: %s is a code to be typed in the console, "7K3QX-..." */
    g_print (_("There is no administrator yet. Open the console and enter this code within a day "
               "to make one: %s\n"),
             code);
  else if (error != NULL)
    g_warning ("No code for the first administrator: %s", error->message);
}

static int
run (int argc, char **argv)
{
  g_autofree char *listen = NULL, *drop = NULL;
  const GOptionEntry entries[] = {
    { "listen", 0, 0, G_OPTION_ARG_STRING, &listen, N_("Where to listen; port 0 takes a free one"),
      N_("ADDR:PORT") },
    { "drop", 0, 0, G_OPTION_ARG_FILENAME, &drop, N_("Folder record files arrive in"),
      N_("DIR") },
    { NULL }
  };
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (CollectorService) service = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (!collector_cli_init (&cli, &collector_command_serve, entries, &argc, &argv, 0, 0, &code))
    return code;
  if (!override (&cli, "listen", listen, &error) || !override (&cli, "drop", drop, &error))
    return collector_cli_fail (NULL, error);
  service = collector_service_new (&cli, &error);
  if (service == NULL)
    return collector_cli_fail (NULL, error);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  /* Not translated: programs wait for this line. */
  g_print ("listening on %s\n", collector_service_get_url (service));
  print_first_code (service);
  fflush (stdout);
  sd_notify (0, "READY=1");
  collector_service_check_ledger (service, loop);
  g_main_loop_run (loop);
  sd_notify (0, "STOPPING=1");
  return collector_service_get_damage (service) == NULL
             ? 0
             : collector_cli_fail (NULL, collector_service_get_damage (service));
}

const CollectorCommand collector_command_serve = {
  .name = "serve",
  .usage = "",
  .summary = N_("Runs the service"),
  .run = run,
};
