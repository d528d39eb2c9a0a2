/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one settings table. A new setting is a row; the command line, the configuration file, the
 * interface and the console's page follow. Any thread.
 */
#include "config.h"

#include "collector/store/setting-table.h"

#include "collector/store/guard.h"
#include "shared/base/currency.h"
#include "shared/base/error.h"
#include "shared/base/line.h"
#include "shared/base/mail-address.h"
#include "shared/base/zone.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_TEXT 4096 /* bytes */
#define LONGEST_HOST 253

/* Sorted by group, in a group as the page shows them. */
static const CollectorSettingRow rows[] = {
  { "company", COLLECTOR_SETTING_COMPANY, COLLECTOR_SETTING_TEXT, COLLECTOR_SETTING_AT_ONCE, "",
    .title = N_("Company name"), .help = N_("Shown in the console and on reports") },
  { "logo", COLLECTOR_SETTING_COMPANY, COLLECTOR_SETTING_FILE, COLLECTOR_SETTING_AT_ONCE, "",
    .title = N_("Logo"), .help = N_("PNG picture that reports are printed with; empty means none") },
  { "nation", COLLECTOR_SETTING_COMPANY, COLLECTOR_SETTING_NATION, COLLECTOR_SETTING_AT_ONCE, "IT",
    .title = N_("Nation"),
    .help = N_("Nation whose numbering holds while no site is defined (two capital letters)"),
    .uncovers = TRUE },
  { "currency", COLLECTOR_SETTING_COMPANY, COLLECTOR_SETTING_CURRENCY, COLLECTOR_SETTING_AT_ONCE,
    "EUR", .title = N_("Currency"), .help = N_("Currency the company counts in (ISO 4217)") },
  { "zone", COLLECTOR_SETTING_COMPANY, COLLECTOR_SETTING_ZONE, COLLECTOR_SETTING_AT_BIRTH, "",
    .title = N_("Time zone"),
    .help = N_("Time zone in which a day begins for the totals; empty means the machine's own; "
               "fixed when the ledger is made") },
  { "billing_day", COLLECTOR_SETTING_COMPANY, COLLECTOR_SETTING_INT, COLLECTOR_SETTING_AT_ONCE, "1",
    1, 28, .title = N_("Billing day"),
    .help = N_("Day of the month on which the carriers' bills begin: what reports call a billing "
               "period") },
  { "watch_list", COLLECTOR_SETTING_COMPANY, COLLECTOR_SETTING_NUMBERS,
    COLLECTOR_SETTING_AT_ONCE, "", .title = N_("Watched numbers"),
    .help = N_("Numbers that should not be called, between blanks, as calls show them; * stands for "
               "any digits, ? for one: +39899* +1809*"),
    .uncovers = TRUE },

  { "unknown_extensions", COLLECTOR_SETTING_PEOPLE, COLLECTOR_SETTING_CHOICE,
    COLLECTOR_SETTING_AT_ONCE, "list", .choices = "list create",
    .title = N_("Unknown extensions"),
    .help = N_("Extensions that make calls and are nobody's: listed for the administrator, or made "
               "people without a name at once. Long ones are made people only when they are in the "
               "range of a site: others may be numbers outside") },

  { "session_idle_minutes", COLLECTOR_SETTING_SIGN_IN, COLLECTOR_SETTING_INT,
    COLLECTOR_SETTING_AT_RESTART, "30", 1, 43200, .title = N_("Idle sessions end after (minutes)"),
    .help = N_("Minutes without a request after which a session ends") },
  { "session_hours", COLLECTOR_SETTING_SIGN_IN, COLLECTOR_SETTING_INT,
    COLLECTOR_SETTING_AT_RESTART, "12", 1, 720, .title = N_("Every session ends after (hours)"),
    .help = N_("Hours after which every session ends") },

  { "drop", COLLECTOR_SETTING_FILES, COLLECTOR_SETTING_FOLDER, COLLECTOR_SETTING_AT_RESTART, "",
    .title = N_("Drop folder"),
    .help = N_("Folder that Unified CM writes its record files into; empty means DATA/drop") },
  { "settle_s", COLLECTOR_SETTING_FILES, COLLECTOR_SETTING_INT, COLLECTOR_SETTING_AT_RESTART, "3",
    0, 3600, .title = N_("A file rests (seconds)"),
    .help = N_("Seconds a file in the drop folder must rest before a rescan takes it") },
  { "open_s", COLLECTOR_SETTING_FILES, COLLECTOR_SETTING_INT, COLLECTOR_SETTING_AT_RESTART, "600",
    0, 86400, .title = N_("An open file rests (seconds)"),
    .help = N_("Seconds a file in the drop folder must rest before it is taken although somebody "
               "still has it open for writing") },
  { "rescan_s", COLLECTOR_SETTING_FILES, COLLECTOR_SETTING_INT, COLLECTOR_SETTING_AT_RESTART, "10",
    1, 3600, .title = N_("Rescan every (seconds)"),
    .help = N_("Seconds between two rescans of the drop folder") },
  { "max_file_mib", COLLECTOR_SETTING_FILES, COLLECTOR_SETTING_INT, COLLECTOR_SETTING_AT_RESTART,
    "256", 1, 4096, .title = N_("Largest file (MiB)"),
    .help = N_("Largest file taken from the drop folder, MiB") },

  { "mail_server", COLLECTOR_SETTING_MAIL, COLLECTOR_SETTING_HOST, COLLECTOR_SETTING_AT_ONCE, "",
    .title = N_("Mail server"),
    .help = N_("Server that takes mail for sending; empty means that mail waits"),
    .uncovers = TRUE },
  { "mail_port", COLLECTOR_SETTING_MAIL, COLLECTOR_SETTING_INT, COLLECTOR_SETTING_AT_ONCE, "587", 1,
    65535, .title = N_("Port of the mail server"),
    .help = N_("587 for submission with STARTTLS, 465 for TLS from the first, 25 for a relay"),
    .uncovers = TRUE },
  { "mail_security", COLLECTOR_SETTING_MAIL, COLLECTOR_SETTING_CHOICE, COLLECTOR_SETTING_AT_ONCE,
    "starttls", .choices = "starttls opportunistic tls none",
    .title = N_("Encryption towards the mail server"),
    .help = N_("STARTTLS as a must, STARTTLS where the server offers it, TLS from the first, or "
               "none"),
    .uncovers = TRUE },
  { "mail_ca_file", COLLECTOR_SETTING_MAIL, COLLECTOR_SETTING_FILE, COLLECTOR_SETTING_AT_ONCE, "",
    .title = N_("Authorities of the mail server"),
    .help = N_("PEM certificates that may vouch for the mail server; empty means those this "
               "machine trusts"),
    .uncovers = TRUE },
  { "mail_user", COLLECTOR_SETTING_MAIL, COLLECTOR_SETTING_TEXT, COLLECTOR_SETTING_AT_ONCE, "",
    .title = N_("User at the mail server"),
    .help = N_("Name the service signs in with; empty means that it does not sign in"),
    .uncovers = TRUE },
  { "mail_password_file", COLLECTOR_SETTING_MAIL, COLLECTOR_SETTING_FILE,
    COLLECTOR_SETTING_AT_ONCE, "", .title = N_("File with the password"),
    .help = N_("File of one line that the service alone may read; empty means the credential "
               "mail-password, else DATA/secrets/mail-password"),
    .uncovers = TRUE },
  { "mail_sender", COLLECTOR_SETTING_MAIL, COLLECTOR_SETTING_MAILBOX, COLLECTOR_SETTING_AT_ONCE,
    "", .title = N_("Sender"), .help = N_("Mail address that mail comes from"),
    .uncovers = TRUE },
  { "mail_reply_to", COLLECTOR_SETTING_MAIL, COLLECTOR_SETTING_MAILBOX,
    COLLECTOR_SETTING_AT_ONCE, "", .title = N_("Answers go to"),
    .help = N_("Mail address for answers; empty means the sender"),
    .uncovers = TRUE },
  { "mail_give_up_hours", COLLECTOR_SETTING_MAIL, COLLECTOR_SETTING_INT,
    COLLECTOR_SETTING_AT_ONCE, "72", 1, 720, .title = N_("Give up after (hours)"),
    .help = N_("Hours after which mail that could not be sent is given up") },
  { "mail_timeout_s", COLLECTOR_SETTING_MAIL, COLLECTOR_SETTING_INT, COLLECTOR_SETTING_AT_ONCE,
    "60", 1, 600, .title = N_("Wait for the mail server (seconds)"),
    .help = N_("Seconds the mail server may leave a question unanswered") },
  { "mail_max_mib", COLLECTOR_SETTING_MAIL, COLLECTOR_SETTING_INT, COLLECTOR_SETTING_AT_ONCE, "20",
    1, 100, .title = N_("Largest mail (MiB)"),
    .help = N_("Largest mail that is sent; mail servers often take no more than 10 to 25 MiB") },
  { "mail_domains", COLLECTOR_SETTING_MAIL, COLLECTOR_SETTING_TEXT, COLLECTOR_SETTING_AT_ONCE, "",
    .title = N_("Domains reports may be sent to"),
    .help = N_("Mail domains, between blanks, to which everybody may have reports sent; without "
               "them only administrators write to addresses that are nobody's in the directory") },

  { "listen", COLLECTOR_SETTING_SERVICE, COLLECTOR_SETTING_ADDRESS, COLLECTOR_SETTING_AT_RESTART,
    "127.0.0.1:8380", .title = N_("Address and port"),
    .help = N_("Address and port the service listens on") },
  { "tls_certificate", COLLECTOR_SETTING_SERVICE, COLLECTOR_SETTING_FILE,
    COLLECTOR_SETTING_AT_RESTART, "", .title = N_("Certificate"),
    .help = N_("PEM certificate chain; empty means plain HTTP"),
    .uncovers = TRUE },
  { "tls_key", COLLECTOR_SETTING_SERVICE, COLLECTOR_SETTING_FILE, COLLECTOR_SETTING_AT_RESTART, "",
    .title = N_("Key of the certificate"), .help = N_("PEM key that belongs to tls_certificate"),
    .uncovers = TRUE },
  { "readers", COLLECTOR_SETTING_SERVICE, COLLECTOR_SETTING_INT, COLLECTOR_SETTING_AT_RESTART, "4",
    1, 64, .title = N_("Reader threads"),
    .help = N_("Threads that answer questions to the database") },
  { "report_s", COLLECTOR_SETTING_SERVICE, COLLECTOR_SETTING_INT, COLLECTOR_SETTING_AT_ONCE, "30",
    1, 3600, .title = N_("A report takes at most (seconds)"),
    .help = N_("Seconds after which a report that is shown is broken off") },
  { "export_s", COLLECTOR_SETTING_SERVICE, COLLECTOR_SETTING_INT, COLLECTOR_SETTING_AT_ONCE, "900",
    1, 86400, .title = N_("An export takes at most (seconds)"),
    .help = N_("Seconds after which a report that is written into a file is broken off") },
};

static const char *const kind_names[COLLECTOR_N_SETTING_KINDS]
    = { "text", "secret", "address", "file",   "folder",  "int",
        "bool", "choice", "zone",    "nation", "currency", "host",
        "mailbox", "numbers" };
static const char *const group_names[COLLECTOR_N_SETTING_GROUPS]
    = { "company", "people", "directory", "sign_in", "privacy", "files", "mail",
        "service" };

const CollectorSettingRow *
collector_setting_table_get (guint index)
{
  return index < G_N_ELEMENTS (rows) ? &rows[index] : NULL;
}

const CollectorSettingRow *
collector_setting_table_lookup (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].key, key))
      return &rows[i];
  return NULL;
}

const char *
collector_setting_kind_to_name (CollectorSettingKind kind)
{
  return kind_names[kind];
}

const char *
collector_setting_group_to_name (CollectorSettingGroup group)
{
  return group_names[group];
}

static gboolean
check_capitals (const CollectorSettingRow *row, const char *value, guint n, GError **error)
{
  gboolean fits = strlen (value) == n;

  for (guint i = 0; fits && i < n; i++)
    fits = g_ascii_isupper (value[i]);
  if (!fits)
    toll_error_set_field (error, row->key, "must be %u capital letters", n);
  return fits;
}

static gboolean
check_currency (const CollectorSettingRow *row, const char *value, GError **error)
{
  if (toll_currency_is_known (value))
    return TRUE;
  toll_error_set_field (error, row->key, "must be a currency's code in ISO 4217, such as EUR");
  return FALSE;
}

static gboolean
check_int (const CollectorSettingRow *row, const char *value, GError **error)
{
  gint64 figure;

  if (g_ascii_string_to_signed (value, 10, row->min, row->max, &figure, NULL))
    return TRUE;
  toll_error_set_field (error, row->key,
                        "must be a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                        row->min, row->max);
  return FALSE;
}

static gboolean
check_choice (const CollectorSettingRow *row, const char *choices, const char *value,
              GError **error)
{
  g_auto (GStrv) all = g_strsplit (choices, " ", -1);

  if (g_strv_contains ((const char *const *) all, value))
    return TRUE;
  toll_error_set_field (error, row->key, "must be one of: %s", choices);
  return FALSE;
}

static gboolean
check_zone (const CollectorSettingRow *row, const char *value, GError **error)
{
  if ((*value == '\0' && *row->standard == '\0') || toll_zone_get (value, NULL) != NULL)
    return TRUE;
  toll_error_set_field (error, row->key, "must be a time zone, such as Europe/Rome");
  return FALSE;
}

static gboolean
has_ledger (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, COLLECTOR_LEDGER_NAME, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

gboolean
collector_setting_check_drop (const char *path, GError **error)
{
  static const char *const ours[] = { "archive", "refused", "secrets", NULL };
  g_autofree char *real = realpath (path, NULL);
  g_autofree char *above = real != NULL ? g_path_get_dirname (real) : NULL;
  g_autofree char *name = real != NULL ? g_path_get_basename (real) : NULL;

  if (real == NULL || !(has_ledger (real) || (has_ledger (above) && g_strv_contains (ours, name))))
    return TRUE;
  toll_error_set_field (error, "drop",
                        "%s is kept for the collector's own files; files must arrive elsewhere", path);
  return FALSE;
}

/* Whoever reads a pipe or a device may wait for ever. */
static gboolean
is_other_than_file (const char *path)
{
  GStatBuf info;

  return *path != '\0' && g_stat (path, &info) == 0 && !S_ISREG (info.st_mode);
}

static gboolean
check_path (const CollectorSettingRow *row, const char *value, GError **error)
{
  if (*value == '\0' || g_path_is_absolute (value))
    return TRUE;
  toll_error_set_field (error, row->key, "must be a path that begins with /");
  return FALSE;
}

gboolean
collector_setting_table_check_place (const char *key, const char *value, GError **error)
{
  const CollectorSettingRow *row = collector_setting_table_lookup (key);

  if (row == NULL || row->kind != COLLECTOR_SETTING_FILE || !is_other_than_file (value))
    return !g_str_equal (key, "drop") || collector_setting_check_drop (value, error);
  toll_error_set_field (error, key, "must be a regular file");
  return FALSE;
}

static gboolean
check_address (const CollectorSettingRow *row, const char *value, GError **error)
{
  g_autoptr (GSocketConnectable) connectable = g_network_address_parse (value, 0, NULL);

  /* Port 0, any that is free, is for those who read it from the log. */
  if (connectable != NULL && strchr (value, ':') != NULL)
    return TRUE;
  toll_error_set_field (error, row->key, "must be an address and a port, such as 0.0.0.0:8380");
  return FALSE;
}

/* Part of a URL later: a name or an address, nothing that would end it there. */
static gboolean
check_host (const CollectorSettingRow *row, const char *value, GError **error)
{
  gboolean is_good = *value != '-' && *value != '.' && strlen (value) <= LONGEST_HOST;

  for (const char *p = value; is_good && *p != '\0'; p++)
    is_good = g_ascii_isalnum (*p) || strchr (".-", *p) != NULL;
  if (is_good || g_hostname_is_ip_address (value))
    return TRUE;
  toll_error_set_field (error, row->key, "must be a name or an address, such as mail.example.com");
  return FALSE;
}

static gboolean
check_numbers (const CollectorSettingRow *row, const char *value, GError **error)
{
  if (value[strspn (value, "0123456789+*#? ")] == '\0')
    return TRUE;
  toll_error_set_field (error, row->key,
                        "must be numbers between blanks, such as +39899* +1809*");
  return FALSE;
}

gboolean
collector_setting_table_check (const char *key, const char *value, GError **error)
{
  const CollectorSettingRow *row = collector_setting_table_lookup (key);

  if (row == NULL)
    toll_error_set_field (error, key, "there is no such setting");
  else if (!toll_line_check (value, key, error))
    return FALSE;
  else if (strlen (value) > LONGEST_TEXT)
    toll_error_set_field (error, key, "must not be longer than %d bytes", LONGEST_TEXT);
  else
    switch (row->kind)
      {
      case COLLECTOR_SETTING_INT:
        return check_int (row, value, error);
      case COLLECTOR_SETTING_BOOL:
        return check_choice (row, "true false", value, error);
      case COLLECTOR_SETTING_CHOICE:
        return check_choice (row, row->choices, value, error);
      case COLLECTOR_SETTING_ZONE:
        return check_zone (row, value, error);
      case COLLECTOR_SETTING_ADDRESS:
        return check_address (row, value, error);
      case COLLECTOR_SETTING_FILE:
      case COLLECTOR_SETTING_FOLDER:
        return check_path (row, value, error);
      case COLLECTOR_SETTING_NATION:
        return check_capitals (row, value, 2, error);
      case COLLECTOR_SETTING_CURRENCY:
        return check_currency (row, value, error);
      case COLLECTOR_SETTING_HOST:
        return check_host (row, value, error);
      case COLLECTOR_SETTING_MAILBOX:
        return *value == '\0' || toll_mail_address_check (value, row->key, error);
      case COLLECTOR_SETTING_NUMBERS:
        return check_numbers (row, value, error);
      default:
        return TRUE;
      }
  return FALSE;
}
