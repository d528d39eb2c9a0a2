/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/directory/ldap-connection.h"
#include "collector/directory/ldap-watch.h"

#include <ldap.h>

G_BEGIN_DECLS

struct _CollectorLdap
{
  LDAP *handle;
  guint limit_ms;
  guint reach_ms; /* to connect; and then for the handshake */
  GCancellable *cancellable; /* (nullable) */
  struct ldap_conncb callbacks; /* as long as the handle lives */
  CollectorLdapWatch *watch; /* (nullable): while the connection is opened */
  gboolean is_reached; /* the socket was connected */
  guint page;          /* index of the page size that the server takes */
  int last_result;     /* of the last error, as the library calls it */
  guint n_passed_over; /* references to other servers in answers */
  char *first_passed_over; /* (nullable): where the first leads to */
};

/* Sets what @result means, with the library's words. Returns: FALSE. */
gboolean collector_ldap_set_error (CollectorLdap *ldap, int result, const char *what,
                                   GError **error);

/* Waits for one message of the answer to @id. @message: (out): to be freed by ldap_msgfree().
 * Returns: its type; -1 with an error. */
int collector_ldap_wait_for (CollectorLdap *ldap, int id, int how, guint limit_ms,
                             LDAPMessage **message, const char *what, GError **error);

G_END_DECLS
