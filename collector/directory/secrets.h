/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Secrets that the service needs in clear, each a file of its own: $CREDENTIALS_DIRECTORY/NAME (as
 * systemd hands them over), else DATA/secrets/NAME, readable by the service alone. Never in the
 * database, so never in a backup. Any thread. */

#define COLLECTOR_SECRET_LDAP_PASSWORD "ldap-password"
#define COLLECTOR_SECRET_PIN_KEY "pin-key"
#define COLLECTOR_SECRET_MAIL_PASSWORD "mail-password"

/* Returns: (transfer full) (nullable): the first line of the file; NULL without @error when there
 * is no such secret, with IO when it cannot be read or others may read it. */
char *collector_secret_read (const char *data_path, const char *name, GError **error);

/* Returns: (transfer full) (nullable): the first line of the file @path, as above; NULL with IO
 * also when there is no such file. */
char *collector_secret_read_file (const char *path, GError **error);

/* Keeps @text (0600, in a folder 0700); "" forgets the secret. UNSUPPORTED when the host hands it
 * over as a credential: it is not ours to change. */
gboolean collector_secret_write (const char *data_path, const char *name, const char *text,
                                 GError **error);

/* Returns: (transfer full): the secret, made of 256 random bits when there was none. */
char *collector_secret_ensure (const char *data_path, const char *name, GError **error);

/* Wipes and frees. */
void collector_secret_free (char *secret);

G_END_DECLS
