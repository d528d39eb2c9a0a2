/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How mail is sent: the settings of the group mail, read together and held against each other.
 */
#include "config.h"

#include "collector/notify/mail-settings.h"

#include "collector/directory/secrets.h"
#include "shared/base/error.h"
#include "shared/base/host.h"

#define HOUR_MS (3600 * G_GINT64_CONSTANT (1000))
#define MIB     (1024 * 1024)

static const char *const security_names[]
    = { [COLLECTOR_MAIL_STARTTLS] = "starttls",
        [COLLECTOR_MAIL_OPPORTUNISTIC] = "opportunistic",
        [COLLECTOR_MAIL_TLS] = "tls",
        [COLLECTOR_MAIL_NONE] = "none" };

static CollectorMailSecurity
security_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (security_names); i++)
    if (g_str_equal (security_names[i], name))
      return i;
  return COLLECTOR_MAIL_STARTTLS;
}

/* Returns: (transfer full) (nullable): the password that is kept, if one is. */
static char *
read_secret (const CollectorMailSettings *settings, const char *data_path, GError **error)
{
  if (*settings->password_file != '\0')
    return collector_secret_read_file (settings->password_file, error);
  return collector_secret_read (data_path, COLLECTOR_SECRET_MAIL_PASSWORD, error);
}

static gboolean
refuse_password (const GError *fault, GError **error)
{
  toll_error_set_field (error, "mail_password_file", "%s",
                        fault != NULL ? fault->message
                                      : "there is a user, but no password is kept");
  return FALSE;
}

gboolean
collector_mail_settings_check (const CollectorMailSettings *settings, GError **error)
{
  gboolean is_sure = settings->security == COLLECTOR_MAIL_STARTTLS
                     || settings->security == COLLECTOR_MAIL_TLS;
  g_autoptr (GError) fault = NULL;
  char *password;

  if (*settings->user != '\0' && *settings->server != '\0' && !is_sure
      && !toll_host_is_loopback (settings->server))
    {
      toll_error_set_field (error, "mail_security",
                            "the password would travel in clear; use starttls or tls");
      return FALSE;
    }
  if (*settings->password_file == '\0')
    return TRUE;
  password = collector_secret_read_file (settings->password_file, &fault);
  collector_secret_free (password);
  return fault == NULL || refuse_password (fault, error);
}

static gboolean
read_password (CollectorMailSettings *settings, const char *data_path, GError **error)
{
  g_autoptr (GError) fault = NULL;
  char *password;

  if (*settings->user == '\0')
    return TRUE;
  password = read_secret (settings, data_path, &fault);
  if (password == NULL || *password == '\0')
    {
      collector_secret_free (password);
      return refuse_password (fault, error);
    }
  collector_secret_free (settings->password);
  settings->password = password;
  return TRUE;
}

CollectorMailSettings *
collector_mail_settings_new (const CollectorSettings *settings)
{
  CollectorMailSettings *mail = g_new0 (CollectorMailSettings, 1);

  mail->server = g_strdup (collector_settings_get_text (settings, "mail_server"));
  mail->port = (guint) collector_settings_get_int (settings, "mail_port");
  mail->security = security_from_name (collector_settings_get_text (settings, "mail_security"));
  mail->ca_file = g_strdup (collector_settings_get_text (settings, "mail_ca_file"));
  mail->user = g_strdup (collector_settings_get_text (settings, "mail_user"));
  mail->password_file = g_strdup (collector_settings_get_text (settings, "mail_password_file"));
  mail->password = g_strdup ("");
  mail->sender = g_strdup (collector_settings_get_text (settings, "mail_sender"));
  mail->sender_name = g_strdup (collector_settings_get_text (settings, "company"));
  mail->reply_to = g_strdup (collector_settings_get_text (settings, "mail_reply_to"));
  mail->give_up_ms = collector_settings_get_int (settings, "mail_give_up_hours") * HOUR_MS;
  mail->timeout_s = (guint) collector_settings_get_int (settings, "mail_timeout_s");
  mail->max_bytes = (gsize) collector_settings_get_int (settings, "mail_max_mib") * MIB;
  return mail;
}

gboolean
collector_mail_settings_open (CollectorMailSettings *settings, const char *data_path,
                              GError **error)
{
  if (*settings->server == '\0')
    toll_error_set_field (error, "mail_server", "no mail server is told");
  else if (*settings->sender == '\0')
    toll_error_set_field (error, "mail_sender", "the address that mail comes from is wanting");
  else
    return collector_mail_settings_check (settings, error)
           && read_password (settings, data_path, error);
  return FALSE;
}

void
collector_mail_settings_free (CollectorMailSettings *settings)
{
  if (settings == NULL)
    return;
  g_free (settings->server);
  g_free (settings->ca_file);
  g_free (settings->user);
  g_free (settings->password_file);
  collector_secret_free (settings->password);
  g_free (settings->sender);
  g_free (settings->sender_name);
  g_free (settings->reply_to);
  g_free (settings);
}
