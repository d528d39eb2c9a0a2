/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CollectorLdapWatch: ends a handshake that takes too long, by closing the conversation under it:
 * libraries for encryption wait for as long as the other side is silent. A thread of its own. */
typedef struct _CollectorLdapWatch CollectorLdapWatch;

CollectorLdapWatch *collector_ldap_watch_new (void);
/* The socket @fd is connected: from now on @limit_ms hold. Any thread. */
void collector_ldap_watch_begin (CollectorLdapWatch *watch, int fd, guint limit_ms);
/* Frees. Returns: TRUE when it had to end the conversation. */
gboolean collector_ldap_watch_end (CollectorLdapWatch *watch);

G_END_DECLS
