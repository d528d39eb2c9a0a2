/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A fresh installation: nobody can sign in but by the code that the host prints, once; what is
 * secret stands in no log and no table and is left in no dump; nothing is readable by others; and
 * the service's unit gives it little.
 */
#include "tests/support/collector-run.h"
#include "tests/support/cucm-file.h"
#include "tests/support/http-client.h"
#include "tests/support/score.h"
#include "tests/support/service-run.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#define PASSWORD "Marker-Quail-1 horse"
#define NEW_PASSWORD "Marker-Quail-2 horse"
#define WRONG_PASSWORD "Marker-Quail-3 horse"
#define MAIL_PASSWORD "Marker-Quail-4 horse"
#define LDAP_PASSWORD "Marker-Quail-5 horse"
#define PIN "907153862"

static guint
ask (TestService *service, const char *method, const char *path, const char *token,
     const char *body)
{
  g_autoptr (TestAnswer) answer
      = test_http_ask_once (service->url, method, path, token, body);

  g_test_message ("%s %s: %u %.200s", method, path, answer->status, answer->body);
  return answer->status;
}

static guint
sign_in (TestService *service, const char *user_name, const char *password)
{
  g_autofree char *body
      = g_strdup_printf ("{\"username\":\"%s\",\"password\":\"%s\"}", user_name, password);

  return ask (service, "POST", "/api/v1/session", NULL, body);
}

static guint
use_code (TestService *service, const char *code, const char *user_name)
{
  g_autofree char *body
      = g_strdup_printf ("{\"code\":\"%s\",\"username\":\"%s\",\"password\":\"%s\"}", code,
                         user_name, PASSWORD);

  return ask (service, "POST", "/api/v1/session/first", NULL, body);
}

/* Returns: (transfer full): the code that the service prints after its ready line. */
static char *
read_code (TestService *service)
{
  g_autofree char *line = g_data_input_stream_read_line (service->output, NULL, NULL, NULL);

  g_assert_nonnull (line);
  return g_strdup (strrchr (line, ' ') + 1);
}

static void
test_nobody_is_there (void)
{
  static const char *const names[]
      = { "admin", "administrator", "root", "tollkeeper", "cisco", "user", "guest", "test" };
  static const char *const passwords[] = { "", "admin", "password", "tollkeeper", "cisco", "changeme" };
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data"), *code = NULL;
  TestService *service = test_service_start (data, NULL);
  guint n_in = 0, n_again;

  code = read_code (service);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint j = 0; j < G_N_ELEMENTS (passwords); j++)
      n_in += sign_in (service, names[i], passwords[j]) == 201;
  n_in += use_code (service, "AAAAA-AAAAA-AAAAA", "eve") == 201;
  g_assert_cmpuint (use_code (service, code, "anna"), ==, 201);
  n_again = use_code (service, code, "eve") == 201;
  test_service_end (service, SIGTERM);
  toll_score ("S23", "sign-ins to a fresh installation", n_in, 0);
  toll_score ("S23", "second uses of the first code", n_again, 0);
}

/* ---- Every file of a folder ---- */

typedef guint (*Look) (const char *path, const struct stat *info);

static guint
walk (const char *path, Look look)
{
  g_autoptr (GDir) dir = NULL;
  struct stat info;
  const char *name;
  guint n;

  g_assert_cmpint (g_lstat (path, &info), ==, 0);
  n = look (path, &info);
  if (!S_ISDIR (info.st_mode))
    return n;
  dir = g_dir_open (path, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      n += walk (below, look);
    }
  return n;
}

static guint
count_hits (const char *path, const char *const *markers)
{
  g_autofree char *bytes = NULL;
  gsize n_bytes = 0;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &n_bytes, NULL));
  for (guint i = 0; markers[i] != NULL; i++)
    if (memmem (bytes, n_bytes, markers[i], strlen (markers[i])) != NULL)
      {
        g_test_message ("%s holds %s", path, markers[i]);
        n++;
      }
  return n;
}

static guint
is_secret_shipped (const char *path, const struct stat *info)
{
  static const char *const markers[] = { "PRIVATE KEY-----", "$argon2id$", "password=", NULL };

  return S_ISREG (info->st_mode) && strstr (path, "openapi") == NULL ? count_hits (path, markers)
                                                                      : 0;
}

static void
test_no_secret_is_shipped (void)
{
  toll_score ("S23", "secrets among what is installed",
              walk (g_getenv ("TOLL_DATADIR"), is_secret_shipped), 0);
}

/* ---- A service that was used ---- */

static char *token, *log_path;

/* Secrets that the service must keep for others are files of their own. */
static guint
holds_secret (const char *path, const struct stat *info)
{
  const char *const markers[] = { PASSWORD, NEW_PASSWORD, WRONG_PASSWORD, MAIL_PASSWORD,
                                  LDAP_PASSWORD, PIN, token, NULL };

  return S_ISREG (info->st_mode) && strstr (path, "/secrets/") == NULL ? count_hits (path, markers)
                                                                        : 0;
}

static guint
is_open_to_others (const char *path, const struct stat *info)
{
  if ((info->st_mode & 0077) == 0 || S_ISLNK (info->st_mode))
    return 0;
  g_test_message ("%s: %o", path, info->st_mode & 07777);
  return 1;
}

static guint
is_record (const char *path, const struct stat *info)
{
  return S_ISREG (info->st_mode) ? 1 : 0;
}

/* A call for the archive, with a bad record for the quarantine. */
static void
put_file (const char *drop, TestTempDir *dir)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new (), bad = toll_test_cdr_new ();
  g_autofree char *path = NULL;

  toll_test_row_set (bad, "duration", "soon");
  toll_test_file_add (file, row);
  toll_test_file_add (file, bad);
  g_mkdir_with_parents (drop, 0700);
  path = toll_test_file_write (file, TOLL_TEST_FILE_PLAIN, drop, "C", "01", "202603020900", 1);
}

/* Whatever takes a secret. */
static void
use (TestService *service)
{
  g_autofree char *other = NULL;

  sign_in (service, "anna", WRONG_PASSWORD);
  sign_in (service, "eve", WRONG_PASSWORD);
  g_assert_cmpuint (ask (service, "POST", "/api/v1/people", token,
                         "{\"user_name\":\"rosa\",\"last_name\":\"Neri\"}"), ==, 201);
  g_assert_cmpuint (ask (service, "PUT", "/api/v1/people/1/pin", token, "{\"pin\":\"" PIN "\"}"), ==,
                    204);
  ask (service, "PUT", "/api/v1/people/1/pin", token, "{\"pin\":\"" PIN "x\"}");
  ask (service, "PUT", "/api/v1/me/password", token,
       "{\"current\":\"" WRONG_PASSWORD "\",\"new\":\"" NEW_PASSWORD "\"}");
  g_assert_cmpuint (ask (service, "PUT", "/api/v1/settings", token,
                         "{\"mail_server\":\"127.0.0.1\",\"mail_port\":\"1\",\"mail_user\":\"m\",\"mail_sender\":\"t@prova.example\"}"),
                    ==, 200);
  ask (service, "POST", "/api/v1/mail/test", token, "{\"to\":\"anna@prova.example\"}");
  g_assert_cmpuint (ask (service, "PUT", "/api/v1/ldap", token,
                         "{\"url\":\"ldap://127.0.0.1:1\",\"base\":\"dc=x\",\"enabled\":true,"
                         "\"bind_dn\":\"cn=x\",\"bind_password\":\"" LDAP_PASSWORD "\"}"), ==, 200);
  ask (service, "POST", "/api/v1/ldap/test", token,
       "{\"settings\":{\"url\":\"ldap://127.0.0.1:1\",\"base\":\"dc=x\"},\"username\":\"a\","
       "\"password\":\"" LDAP_PASSWORD "\"}");
  ask (service, "POST", "/api/v1/ldap/sync", token, NULL);
  ask (service, "GET", "/api/v1/ldap", token, NULL);
  ask (service, "GET", "/api/v1/settings", token, NULL);
  ask (service, "GET", "/api/v1/calls?purpose=%22", token, NULL);
  ask (service, "GET", "/api/v1/calls", token, "{\"password\":\"" WRONG_PASSWORD "\"}");
  g_assert_cmpuint (ask (service, "PUT", "/api/v1/me/password", token,
                         "{\"current\":\"" PASSWORD "\",\"new\":\"" NEW_PASSWORD "\"}"),
                    ==, 204);
}

static guint64
read_core_limit (TestService *service)
{
  g_autofree char *path
      = g_strdup_printf ("/proc/%s/limits", g_subprocess_get_identifier (service->process));
  g_autofree char *text = NULL;
  const char *figure;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  figure = strstr (text, "Max core file size") + strlen ("Max core file size");
  figure += strspn (figure, " ");
  return g_str_has_prefix (figure, "unlimited") ? G_MAXINT : g_ascii_strtoull (figure, NULL, 10);
}

static void
test_used (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *data = test_temp_dir_path (dir, "data");
  g_autofree char *drop = g_build_filename (data, "drop", NULL);
  g_autofree char *backup = g_build_filename (data, "backup.db", NULL);
  g_autofree char *mail_secret = g_build_filename (data, "secrets", "mail-password", NULL);
  g_autofree char *secrets = g_path_get_dirname (mail_secret);
  g_autofree char *password_file = test_temp_dir_path (dir, "password");
  g_autofree char *script = NULL;
  TestService *service;
  guint64 core;

  log_path = test_temp_dir_path (dir, "log");
  script = g_strdup_printf ("umask 000; ulimit -S -c unlimited; G_MESSAGES_DEBUG=all exec \"$@\" 2>%s",
                            log_path);
  test_run_add_user (data, dir, "anna", "administrator", PASSWORD);
  g_unlink (password_file);
  g_mkdir_with_parents (secrets, 0700);
  g_file_set_contents_full (mail_secret, MAIL_PASSWORD "\n", -1, 0, 0600, NULL);
  put_file (drop, dir);
  service = test_service_start_under (script, data, drop);
  token = test_service_sign_in (service, "anna", PASSWORD);
  use (service);
  for (guint i = 0; i < 500 && walk (drop, is_record) > 0; i++)
    g_usleep (20000);
  core = read_core_limit (service);
  test_run_well (data, (const char *const[]){ "backup", backup, NULL });
  toll_score ("S25", "files and folders open to others", walk (data, is_open_to_others), 0);
  toll_score ("S24", "bytes of memory left in a dump", core, 0);
  test_service_end (service, SIGKILL); /* so that nothing is tidied up before the search */
  {
    struct stat info;
    const char *const seen[] = { "sign-in", NULL };

    g_assert_cmpuint (count_hits (log_path, seen), ==, 1);
    g_assert_cmpint (g_stat (log_path, &info), ==, 0);
    toll_score ("S24", "secrets in logs and tables",
                holds_secret (log_path, &info) + walk (data, holds_secret), 0);
  }
  g_clear_pointer (&token, g_free);
  g_clear_pointer (&log_path, g_free);
}

/* ---- The unit ---- */

static char *
read_unit (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("TOLL_DATADIR"), "systemd",
                                            "tollkeeper-collector.service.in", NULL);
  GString *text = g_string_new (NULL);
  g_autofree char *bytes = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_string_append (text, bytes);
  g_string_replace (text, "@bindir@", "/usr/bin", 0);
  return g_string_free (text, FALSE);
}

static void
test_settings_of_the_unit (void)
{
  static const char *const wanted[]
      = { "\nUser=tollkeeper\n", "\nNoNewPrivileges=yes\n", "\nCapabilityBoundingSet=\n",
          "\nSystemCallFilter=@system-service\n", "\nSystemCallFilter=~@privileged @resources\n",
          "\nProtectSystem=strict\n", "\nProtectHome=yes\n", "\nPrivateTmp=yes\n",
          "\nMemoryDenyWriteExecute=yes\n", "\nRestrictSUIDSGID=yes\n", "\nLimitCORE=0\n" };
  g_autofree char *unit = read_unit ();
  guint n_missing = 0;

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    n_missing += strstr (unit, wanted[i]) == NULL;
  toll_score ("S26", "settings of its sandbox that the unit lacks", n_missing, 0);
}

/* As systemd itself judges it: 0 to 10. */
static void
test_exposure (void)
{
  g_autoptr (TestTempDir) dir = test_temp_dir_new ();
  g_autofree char *path = test_temp_dir_path (dir, "tollkeeper-collector.service");
  g_autofree char *unit = read_unit (), *output = NULL, *tool = NULL;
  const char *argv[] = { "systemd-analyze", "security", "--offline=true", "--no-pager", path, NULL };
  g_autoptr (GSubprocess) process = NULL;
  const char *figure;

  tool = g_find_program_in_path (argv[0]);
  if (tool == NULL)
    {
      /* The settings alone are looked at, above. */
      g_test_skip ("systemd-analyze is missing");
      return;
    }
  g_assert_true (g_file_set_contents (path, unit, -1, NULL));
  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE,
                               NULL);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, NULL));
  figure = strstr (output, "exposure level for tollkeeper-collector.service: ");
  if (figure == NULL)
    {
      g_test_skip ("this systemd-analyze judges no unit that is not loaded");
      return;
    }
  toll_score ("S26", "exposure, in tenths", 10 * g_ascii_strtod (strstr (figure, ": ") + 2, NULL),
              20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/install/nobody-is-there", test_nobody_is_there);
  g_test_add_func ("/faults/install/no-secret-is-shipped", test_no_secret_is_shipped);
  g_test_add_func ("/faults/install/used", test_used);
  g_test_add_func ("/faults/install/settings-of-the-unit", test_settings_of_the_unit);
  g_test_add_func ("/faults/install/exposure", test_exposure);
  return g_test_run ();
}
