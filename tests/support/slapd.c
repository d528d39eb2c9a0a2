/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A directory server of one's own for tests.
 */
#include "config.h"

#include "tests/support/slapd.h"

#include "tests/support/certificate.h"

#include <signal.h>
#include <string.h>

#define SLAPD "/usr/sbin/slapd"
#define SLAPADD "/usr/sbin/slapadd"
#define LDAPMODIFY "/usr/bin/ldapmodify"

#define ROOT_PASSWORD "roots"

static const char configuration[]
    = "include /etc/ldap/schema/core.schema\n"
      "include /etc/ldap/schema/cosine.schema\n"
      "include /etc/ldap/schema/inetorgperson.schema\n"
      "attributetype ( 1.3.6.1.4.1.55555.1.1 NAME 'userAccountControl'\n"
      "  EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )\n"
      "objectclass ( 1.3.6.1.4.1.55555.2.1 NAME 'controlled' SUP top AUXILIARY\n"
      "  MAY userAccountControl )\n"
      "modulepath /usr/lib/ldap\n"
      "moduleload back_mdb\n"
      "pidfile @DIR@/slapd.pid\n"
      "TLSCertificateFile @DIR@/server.pem\n"
      "TLSCertificateKeyFile @DIR@/server.key\n"
      "access to attrs=userPassword by anonymous auth by * none\n"
      "access to * by users read by * auth\n"
      "database mdb\n"
      "suffix dc=prova\n"
      "rootdn cn=root,dc=prova\n"
      "rootpw " ROOT_PASSWORD "\n"
      "directory @DIR@/data\n"
      "maxsize 268435456\n"
      "dbnosync\n"
      "index uid eq\n"
      "limits dn.exact=\"cn=narrow,dc=prova\" size.soft=100 size.hard=100 size.pr=100 "
      "size.prtotal=unlimited\n"
      "limits dn.exact=\"cn=barred,dc=prova\" size.unchecked=disabled\n"
      "limits dn.exact=\"cn=reader,dc=prova\" size.soft=500 size.hard=500 size.pr=500 "
      "size.prtotal=unlimited\n";

static void
run (const char *const *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                           &error);
  g_autofree char *errors = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &errors, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (process))
    g_test_message ("%s: %s", command[0], errors);
  g_assert_true (g_subprocess_get_successful (process));
}

static void
add_group (GString *ldif, const char *name, const char *const *members)
{
  g_string_append_printf (ldif,
                          "dn: cn=%s,ou=groups,dc=prova\nobjectClass: groupOfNames\ncn: %s\n", name,
                          name);
  for (guint i = 0; members[i] != NULL; i++)
    g_string_append_printf (ldif, "member: %s,dc=prova\n", members[i]);
  g_string_append_c (ldif, '\n');
}

static void
add_person (GString *ldif, guint i)
{
  guint line = i == 6 ? 7 : i;

  g_string_append_printf (
      ldif,
      "dn: uid=p%04u,ou=people,dc=prova\nobjectClass: inetOrgPerson\nobjectClass: controlled\n"
      "uid: p%04u\ncn: Person %u\ngivenName: Given %u\nsn: Family %u\nmail: %s%u@prova.example\n"
      "telephoneNumber: +39 02 5550 %04u\ndepartmentNumber: Dept %u\nl: Milano\n"
      "manager: uid=p0001,ou=people,dc=prova\nuserAccountControl: %d\nuserPassword: pw-p%04u\n\n",
      i, i, i, i, i, i == 5 ? "@@" : "p", i, line, i % 10, i == 4 ? 514 : 512, i);
}

/* Returns: (transfer full). */
static char *
make_ldif (void)
{
  static const char *const admins[] = { "uid=p0001,ou=people", "cn=deep1,ou=groups", NULL };
  static const char *const readers[] = { "reader", "narrow", "barred" };
  static const char *const leaders[] = { "CN=Heads, OU=Groups", NULL };
  const char *heads[11] = { NULL };
  GString *ldif = g_string_new (
      "dn: dc=prova\nobjectClass: dcObject\nobjectClass: organization\no: Prova\ndc: prova\n\n"
      "dn: ou=people,dc=prova\nobjectClass: organizationalUnit\nou: people\n\n"
      "dn: ou=groups,dc=prova\nobjectClass: organizationalUnit\nou: groups\n\n"
      "dn: cn=nameless,ou=people,dc=prova\nobjectClass: inetOrgPerson\ncn: nameless\nsn: None\n\n");

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    g_string_append_printf (ldif,
                            "dn: cn=%s,dc=prova\nobjectClass: applicationProcess\n"
                            "objectClass: simpleSecurityObject\ncn: %s\nuserPassword: reads\n\n",
                            readers[i], readers[i]);
  for (guint i = 1; i <= TEST_SLAPD_PEOPLE; i++)
    add_person (ldif, i);
  for (guint i = 1; i <= 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("deep%u", i);
      g_autofree char *inner = g_strdup_printf ("cn=deep%u,ou=groups", i % 5 + 1);
      const char *members[] = { inner, i == 5 ? "uid=p0002,ou=people" : NULL, NULL };

      add_group (ldif, name, members);
    }
  add_group (ldif, "admins", admins);
  for (guint i = 0; i < 10; i++)
    heads[i] = g_strdup_printf ("uid=p%04u,ou=people", 10 + i);
  add_group (ldif, "heads", heads);
  for (guint i = 0; i < 10; i++)
    g_free ((char *) heads[i]);
  add_group (ldif, "leaders", leaders);
  return g_string_free (ldif, FALSE);
}

static guint
find_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  return g_socket_listener_add_any_inet_port (listener, NULL, NULL);
}

static void
write_text (TestSlapd *slapd, const char *name, const char *text)
{
  g_autofree char *path = test_temp_dir_path (slapd->dir, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
make_data (TestSlapd *slapd)
{
  g_autofree char *conf = test_temp_dir_path (slapd->dir, "slapd.conf");
  g_autofree char *ldif = test_temp_dir_path (slapd->dir, "people.ldif");
  g_autofree char *data = test_temp_dir_path (slapd->dir, "data");
  g_autofree char *text = make_ldif ();
  GString *filled = g_string_new (configuration);
  const char *const command[] = { SLAPADD, "-q", "-f", conf, "-l", ldif, NULL };

  g_string_replace (filled, "@DIR@", slapd->dir->path, 0);
  write_text (slapd, "slapd.conf", filled->str);
  g_string_free (filled, TRUE);
  write_text (slapd, "people.ldif", text);
  g_assert_cmpint (g_mkdir (data, 0700), ==, 0);
  run (command);
}

TestSlapd *
test_slapd_new (void)
{
  TestSlapd *slapd;
  g_autofree char *key = NULL, *other_key = NULL;

  if (!g_file_test (SLAPD, G_FILE_TEST_IS_EXECUTABLE)
      || !g_file_test (LDAPMODIFY, G_FILE_TEST_IS_EXECUTABLE))
    {
      g_test_skip ("slapd or ldapmodify is not there");
      return NULL;
    }
  slapd = g_new0 (TestSlapd, 1);
  slapd->dir = test_temp_dir_new ();
  slapd->url = g_strdup_printf ("ldap://127.0.0.1:%u", find_port ());
  slapd->tls_url = g_strdup_printf ("ldaps://127.0.0.1:%u", find_port ());
  slapd->ca_file = test_temp_dir_path (slapd->dir, "server.pem");
  slapd->other_ca_file = test_temp_dir_path (slapd->dir, "other.pem");
  key = test_temp_dir_path (slapd->dir, "server.key");
  other_key = test_temp_dir_path (slapd->dir, "other.key");
  test_certificate_make (slapd->ca_file, key);
  test_certificate_make (slapd->other_ca_file, other_key);
  make_data (slapd);
  test_slapd_start (slapd);
  return slapd;
}

TestSlapd *
test_slapd_new_bare (const char *name)
{
  TestSlapd *slapd = g_new0 (TestSlapd, 1);
  g_autoptr (GString) conf = g_string_new ("include /etc/ldap/schema/core.schema\n");

  slapd->dir = test_temp_dir_new ();
  slapd->url = g_strdup_printf ("ldap://127.0.0.1:%u", find_port ());
  if (name != NULL)
    {
      g_autofree char *key = test_temp_dir_path (slapd->dir, "server.key");

      slapd->tls_url = g_strdup_printf ("ldaps://127.0.0.1:%u", find_port ());
      slapd->ca_file = test_temp_dir_path (slapd->dir, "server.pem");
      test_certificate_make_for (name, slapd->ca_file, key);
      g_string_append_printf (conf, "TLSCertificateFile %s\nTLSCertificateKeyFile %s\n",
                              slapd->ca_file, key);
    }
  write_text (slapd, "slapd.conf", conf->str);
  test_slapd_start (slapd);
  return slapd;
}

/* Until it takes a connection. */
static void
wait_until_up (const char *url)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (GSocketConnection) connection
          = g_socket_client_connect_to_uri (client, url, 389, NULL, NULL);

      if (connection != NULL)
        return;
      g_usleep (50000);
    }
  g_error ("slapd does not start");
}

void
test_slapd_start (TestSlapd *slapd)
{
  g_autofree char *conf = test_temp_dir_path (slapd->dir, "slapd.conf");
  g_autofree char *urls = g_strjoin (" ", slapd->url, slapd->tls_url, NULL);
  g_autoptr (GError) error = NULL;

  /* A test that is killed takes its server along. */
  slapd->process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "setpriv",
      "--pdeathsig", "KILL", SLAPD, "-d", "0", "-f", conf, "-h", urls, NULL);
  g_assert_no_error (error);
  wait_until_up (slapd->url);
}

void
test_slapd_kill (TestSlapd *slapd)
{
  g_subprocess_force_exit (slapd->process);
  g_subprocess_wait (slapd->process, NULL, NULL);
  g_clear_object (&slapd->process);
}

void
test_slapd_freeze (TestSlapd *slapd)
{
  g_subprocess_send_signal (slapd->process, SIGSTOP);
}

void
test_slapd_thaw (TestSlapd *slapd)
{
  g_subprocess_send_signal (slapd->process, SIGCONT);
}

void
test_slapd_change (TestSlapd *slapd, const char *ldif)
{
  g_autofree char *password = test_temp_dir_path (slapd->dir, "root-password");
  g_autofree char *path = test_temp_dir_path (slapd->dir, "changes.ldif");
  const char *const command[] = { LDAPMODIFY, "-x", "-H", slapd->url, "-D", "cn=root,dc=prova",
                                  "-y", password, "-f", path, NULL };

  write_text (slapd, "root-password", ROOT_PASSWORD);
  write_text (slapd, "changes.ldif", ldif);
  run (command);
}

void
test_slapd_free (TestSlapd *slapd)
{
  if (slapd == NULL)
    return;
  if (slapd->process != NULL)
    test_slapd_kill (slapd);
  test_temp_dir_free (slapd->dir);
  g_free (slapd->url);
  g_free (slapd->tls_url);
  g_free (slapd->ca_file);
  g_free (slapd->other_ca_file);
  g_free (slapd);
}
