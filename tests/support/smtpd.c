/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mail server of tests, and what it took.
 */
#include "config.h"

#include "tests/support/smtpd.h"

#include "tests/support/certificate.h"

#define PYTHON "/usr/bin/python3"

/* Returns: (transfer full): path of a file of tests/support. */
static char *
dup_script (const char *name)
{
  return g_build_filename (g_getenv ("G_TEST_SRCDIR"), "support", name, NULL);
}

static gboolean
has_aiosmtpd (void)
{
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, PYTHON, "-c", "import aiosmtpd",
                          NULL);

  return process != NULL && g_subprocess_wait_check (process, NULL, NULL);
}

TestSmtpd *
test_smtpd_new (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autofree char *key = NULL, *other_key = NULL;
  TestSmtpd *smtpd;

  if (!has_aiosmtpd ())
    {
      g_test_skip ("aiosmtpd is not there");
      return NULL;
    }
  smtpd = g_new0 (TestSmtpd, 1);
  smtpd->dir = test_temp_dir_new ();
  smtpd->port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  smtpd->ca_file = test_temp_dir_path (smtpd->dir, "server.pem");
  smtpd->other_ca_file = test_temp_dir_path (smtpd->dir, "other.pem");
  key = test_temp_dir_path (smtpd->dir, "server.key");
  other_key = test_temp_dir_path (smtpd->dir, "other.key");
  test_certificate_make (smtpd->ca_file, key);
  test_certificate_make (smtpd->other_ca_file, other_key);
  return smtpd;
}

void
test_smtpd_free (TestSmtpd *smtpd)
{
  if (smtpd == NULL)
    return;
  test_smtpd_stop (smtpd);
  test_temp_dir_free (smtpd->dir);
  g_free (smtpd->ca_file);
  g_free (smtpd->other_ca_file);
  g_free (smtpd);
}

static gboolean
is_listening (const TestSmtpd *smtpd)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection
      = g_socket_client_connect_to_host (client, "127.0.0.1", smtpd->port, NULL, NULL);

  return connection != NULL;
}

void
test_smtpd_start (TestSmtpd *smtpd, const char *mode, const char *auth)
{
  g_autofree char *script = dup_script ("smtpd.py");
  g_autofree char *port = g_strdup_printf ("%u", smtpd->port);
  const char *command[8] = { PYTHON, script, port, smtpd->dir->path };
  g_autoptr (GError) error = NULL;
  guint n = 4;

  if (mode != NULL)
    command[n++] = mode;
  if (auth != NULL)
    {
      command[n++] = "--auth";
      command[n++] = auth;
    }
  smtpd->process = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 400; i++)
    {
      if (is_listening (smtpd))
        return;
      g_usleep (25000);
    }
  g_error ("the mail server does not start");
}

void
test_smtpd_stop (TestSmtpd *smtpd)
{
  if (smtpd->process == NULL)
    return;
  g_subprocess_force_exit (smtpd->process);
  g_subprocess_wait (smtpd->process, NULL, NULL);
  g_clear_object (&smtpd->process);
}

guint
test_smtpd_count (TestSmtpd *smtpd)
{
  g_autoptr (GDir) folder = g_dir_open (smtpd->dir->path, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (folder)) != NULL)
    n += g_str_has_suffix (name, ".eml");
  return n;
}

void
test_smtpd_wait_for (TestSmtpd *smtpd, guint n)
{
  for (guint i = 0; i < 500 && test_smtpd_count (smtpd) < n; i++)
    g_usleep (20000);
  g_assert_cmpuint (test_smtpd_count (smtpd), ==, n);
}

TollJson *
test_smtpd_open (TestSmtpd *smtpd, guint number)
{
  g_autofree char *script = dup_script ("open-mail.py");
  g_autofree char *name = g_strdup_printf ("%04u.eml", number);
  g_autofree char *path = test_temp_dir_path (smtpd->dir, name);
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, PYTHON, script, path,
                          smtpd->dir->path, NULL);
  TollJson *json;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  json = toll_json_read (out, -1, 64 << 20, &error);
  g_assert_no_error (error);
  return json;
}
