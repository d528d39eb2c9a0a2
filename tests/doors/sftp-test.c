/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A record file on the way Unified CM sends it: OpenSSH's own server with the lines README.md
 * tells to write, a file put by SFTP, and the service, which is neither of the two users, takes
 * it. The server speaks on its standard input, so no port is needed; a key stands for the
 * password. Only root can run such a server.
 */
#include "tests/support/cucm-file.h"
#include "tests/support/demo-files.h"
#include "tests/support/temp-dir.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SSHD         "/usr/sbin/sshd"
#define SENDER       "nobody" /* stands for cucm: it may write into the folder, and nothing else */
#define OWNER        "daemon" /* stands for tollkeeper */
#define NUMBER       "00266123456"
#define LONGEST_S    20
#define SEPARATION   "/run/sshd" /* where the server's unprivileged half lives */

typedef struct
{
  TestTempDir dir;
  char *home; /* what the README calls /srv/tollkeeper */
  char *drop;
  char *data_dir;
  char *programs; /* copies of what the service needs: root's folders are closed to its user */
  char *config; /* of the server */
  char *key;    /* of the client */
} Door;

static char *
run (const char *const *argv, gboolean *is_successful)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  g_autofree char *output = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  *is_successful = g_subprocess_get_successful (process);
  return g_steal_pointer (&output);
}

static void
make_key (const char *path)
{
  const char *argv[] = { "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path, NULL };
  gboolean is_successful;
  g_autofree char *output = run (argv, &is_successful);

  if (!is_successful)
    g_error ("ssh-keygen: %s", output);
}

static char *
replace (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  return g_strjoinv (to, parts);
}

/* The lines for sshd_config, word for word but for the user and the folder. */
static char *
read_advice (const Door *door)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "README.md", NULL);
  g_autofree char *readme = NULL, *block = NULL, *with_user = NULL;
  const char *begin, *end;

  g_assert_true (g_file_get_contents (path, &readme, NULL, NULL));
  begin = strstr (readme, "    Match User cucm\n");
  g_assert_nonnull (begin);
  end = strstr (begin, "\n\n");
  g_assert_nonnull (end);
  block = g_strndup (begin, end - begin);
  g_assert_nonnull (strstr (block, "ChrootDirectory /srv/tollkeeper\n"));
  with_user = replace (block, "Match User cucm", "Match User " SENDER);
  return replace (with_user, "/srv/tollkeeper", door->home);
}

static void
write_config (Door *door)
{
  g_autofree char *host_key = test_temp_dir_path (&door->dir, "host-key");
  g_autofree char *advice = read_advice (door);
  g_autofree char *text = NULL;

  make_key (host_key);
  make_key (door->key);
  text = g_strdup_printf ("HostKey %s\nAuthorizedKeysFile %s.pub\nStrictModes no\nPidFile none\n"
                          "UsePAM no\nSubsystem sftp internal-sftp\n%s\n",
                          host_key, door->key, advice);
  g_assert_true (g_file_set_contents (door->config, text, -1, NULL));
}

static void
give (const char *path, const char *user, const char *group, mode_t mode)
{
  const struct passwd *owner = getpwnam (user);
  const struct group *owners = getgrnam (group);

  g_assert_nonnull (owner);
  g_assert_nonnull (owners);
  g_assert_cmpint (chown (path, owner->pw_uid, owners->gr_gid), ==, 0);
  g_assert_cmpint (chmod (path, mode), ==, 0);
}

/* Folders and rights as data/systemd makes them. */
static void
make_folders (Door *door)
{
  g_assert_cmpint (chmod (door->dir.path, 0755), ==, 0);
  g_assert_cmpint (g_mkdir (door->home, 0755), ==, 0);
  g_assert_cmpint (g_mkdir (door->drop, 0770), ==, 0);
  g_assert_cmpint (g_mkdir (door->data_dir, 0700), ==, 0);
  g_mkdir (SEPARATION, 0755);
  give (door->drop, SENDER, OWNER, 02770);
  give (door->data_dir, OWNER, OWNER, 0700);
}

static void
copy_programs (Door *door)
{
  const char *argv[] = { "cp", "-r", g_getenv ("TOLL_COLLECTOR"), g_getenv ("TOLL_DATADIR"),
                         door->programs, NULL };
  gboolean is_successful;
  g_autofree char *output = NULL;

  g_assert_cmpint (g_mkdir (door->programs, 0755), ==, 0);
  output = run (argv, &is_successful);
  g_assert_cmpstr (output, ==, "");
  g_assert_true (is_successful);
}

static Door *
door_new (void)
{
  Door *door = g_new0 (Door, 1);

  /* No folder above a chroot may be writable by others, as the one for temporary files is. */
  door->dir.path = g_strdup ("/run/tollkeeper-XXXXXX");
  g_assert_nonnull (g_mkdtemp (door->dir.path));
  door->home = test_temp_dir_path (&door->dir, "srv");
  door->drop = g_build_filename (door->home, "drop", NULL);
  door->data_dir = test_temp_dir_path (&door->dir, "data");
  door->programs = test_temp_dir_path (&door->dir, "programs");
  door->config = test_temp_dir_path (&door->dir, "sshd_config");
  door->key = test_temp_dir_path (&door->dir, "key");
  make_folders (door);
  write_config (door);
  copy_programs (door);
  return door;
}

static void
door_free (Door *door)
{
  test_temp_dir_remove (door->dir.path);
  g_free (door->dir.path);
  g_free (door->home);
  g_free (door->drop);
  g_free (door->data_dir);
  g_free (door->programs);
  g_free (door->config);
  g_free (door->key);
  g_free (door);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Door, door_free)

/* Signs in with @program, sftp or ssh. @command: (nullable): what ssh is to run there.
 * Returns: (transfer full): everything it said. */
static char *
sign_in (const Door *door, const char *program, const char *option, const char *argument,
         const char *command, gboolean *is_successful)
{
  g_autofree char *proxy
      = g_strdup_printf ("-oProxyCommand=" SSHD " -i -e -f %s", door->config);
  g_autofree char *identity = g_strdup_printf ("-oIdentityFile=%s", door->key);
  const char *argv[] = { program, "-F/dev/null", proxy, identity, "-oIdentitiesOnly=yes",
                         "-oIdentityAgent=none", "-oBatchMode=yes",
                         "-oUserKnownHostsFile=/dev/null", "-oStrictHostKeyChecking=no", option,
                         argument, SENDER "@collector", command, NULL };

  return run (argv, is_successful);
}

static char *
run_sftp (const Door *door, const char *commands, gboolean *is_successful)
{
  g_autofree char *batch = g_build_filename (door->dir.path, "batch", NULL);

  g_assert_true (g_file_set_contents (batch, commands, -1, NULL));
  return sign_in (door, "sftp", "-b", batch, NULL, is_successful);
}

/* Returns: (transfer full): a record file of one call, outside of the folder. */
static char *
make_file (const Door *door)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();

  toll_test_row_set_all (row, "originalCalledPartyNumber", NUMBER, "finalCalledPartyNumber", NUMBER,
                         NULL);
  toll_test_file_add (file, row);
  return toll_test_file_write (file, TOLL_TEST_FILE_PLAIN, door->dir.path, "StandAloneCluster",
                               "02", "202603020900", 1);
}

/* The service as a user of its own, which does not outlive a test that fails. */
static GSubprocess *
start_service (const Door *door)
{
  g_autofree char *data_option = g_strdup_printf ("--data-dir=%s", door->data_dir);
  g_autofree char *drop_option = g_strdup_printf ("--drop=%s", door->drop);
  g_autofree char *program
      = g_build_filename (door->programs, "tollkeeper-collector", NULL);
  g_autofree char *programs_data = g_strdup_printf ("TOLL_DATADIR=%s/data", door->programs);
  const char *argv[] = { "setpriv", "--reuid=" OWNER, "--regid=" OWNER, "--clear-groups",
                         "--pdeathsig=KILL", "env", programs_data, program, "serve",
                         "--listen=127.0.0.1:0", data_option, drop_option, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  GSubprocess *service = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);

  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (service));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "listening on "));
  return service;
}

static gboolean
wait_until_taken (const Door *door)
{
  gint64 until_us = g_get_monotonic_time () + LONGEST_S * G_USEC_PER_SEC;
  guint n_files;

  do
    {
      g_autoptr (GPtrArray) files = test_demo_list (door->drop);

      n_files = files->len;
      g_usleep (5000);
    }
  while (n_files > 0 && g_get_monotonic_time () < until_us);
  return n_files == 0;
}

/* The call is in the ledger, and the file in the archive: the service may write into the folder
 * of another user. */
static void
test_file_is_taken (void)
{
  g_autoptr (Door) door = door_new ();
  g_autoptr (GSubprocess) service = start_service (door);
  g_autofree char *file = make_file (door);
  g_autofree char *commands = g_strdup_printf ("put %s /drop/\n", file);
  gboolean is_successful;
  g_autofree char *output = run_sftp (door, commands, &is_successful);
  g_autofree char *dump = NULL;

  if (!is_successful)
    g_error ("sftp: %s", output);
  g_assert_true (wait_until_taken (door));
  g_subprocess_send_signal (service, SIGTERM);
  g_assert_true (g_subprocess_wait_check (service, NULL, NULL));
  dump = test_demo_dump (door->data_dir);
  g_assert_nonnull (strstr (dump, "dialled=" NUMBER));
}

/* Whoever has the password sees the folder, and gets neither files of the host nor a shell. */
static void
test_nothing_else_is_open (void)
{
  g_autoptr (Door) door = door_new ();
  g_autofree char *listed = NULL, *fetched = NULL, *said = NULL;
  gboolean is_successful;

  listed = run_sftp (door, "ls -1 /\n", &is_successful);
  g_assert_true (is_successful);
  g_assert_nonnull (strstr (listed, "drop"));
  g_assert_null (strstr (listed, "etc"));
  fetched = run_sftp (door, "get /etc/passwd /dev/null\n", &is_successful);
  g_assert_false (is_successful);
  said = sign_in (door, "ssh", "-T", "-n", "echo got in", &is_successful);
  g_assert_null (strstr (said, "got in"));
}

int
main (int argc, char **argv)
{
  g_autofree char *client = g_find_program_in_path ("sftp");

  g_test_init (&argc, &argv, NULL);
  if (geteuid () != 0 || client == NULL || !g_file_test (SSHD, G_FILE_TEST_IS_EXECUTABLE))
    {
      g_print ("1..0 # SKIP needs root and OpenSSH's server\n");
      return 0;
    }
  g_test_add_func ("/doors/sftp/file-is-taken", test_file_is_taken);
  g_test_add_func ("/doors/sftp/nothing-else-is-open", test_nothing_else_is_open);
  return g_test_run ();
}
