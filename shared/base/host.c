/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names and addresses of machines. Pure; any thread.
 */
#include "config.h"

#include "shared/base/host.h"

#include <gio/gio.h>

gboolean
toll_host_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0
         || (address != NULL && g_inet_address_get_is_loopback (address));
}
