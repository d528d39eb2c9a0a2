/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/settings.h"

G_BEGIN_DECLS

/* CollectorMailSecurity: what is said to the mail server in clear. The order is that of the
 * setting's choices. */
typedef enum
{
  COLLECTOR_MAIL_STARTTLS,      /* nothing of the mail: STARTTLS, or nothing is sent */
  COLLECTOR_MAIL_OPPORTUNISTIC, /* everything, where the server offers no STARTTLS */
  COLLECTOR_MAIL_TLS,           /* nothing: TLS from the first byte */
  COLLECTOR_MAIL_NONE,          /* everything */
} CollectorMailSecurity;

/* CollectorMailSettings: how mail is sent, as the settings have it. Texts are never NULL. One
 * thread at a time. */
typedef struct
{
  char *server; /* "" = nowhere: mail waits */
  guint port;
  CollectorMailSecurity security;
  char *ca_file; /* "" = what the machine trusts */
  char *user;    /* "" = nobody signs in */
  char *password_file; /* "" = the credential or secret "mail-password" */
  char *password; /* "" until the settings are opened */
  char *sender;   /* "" = none is told yet */
  char *sender_name; /* the company's */
  char *reply_to;
  gint64 give_up_ms;
  guint timeout_s;
  gsize max_bytes;
} CollectorMailSettings;

/* Returns: (transfer full): enough to write mail. */
CollectorMailSettings *collector_mail_settings_new (const CollectorSettings *settings);
/* FALSE with BAD_ARGUMENT naming the setting when they would give a password away: it would travel in
 * clear, or others may read its file. */
gboolean collector_mail_settings_check (const CollectorMailSettings *settings, GError **error);
/* Makes them fit to send by: they hold together, and the password is read (@data_path: DATA).
 * FALSE with BAD_ARGUMENT naming the setting, as above, or a server, sender or password that is
 * wanting. */
gboolean collector_mail_settings_open (CollectorMailSettings *settings, const char *data_path,
                                       GError **error);
/* Wipes the password. */
void collector_mail_settings_free (CollectorMailSettings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorMailSettings, collector_mail_settings_free)

G_END_DECLS
