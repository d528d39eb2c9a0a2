/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Server addresses as typed and as used. Refuses everything but http and https. Pure. */

#include "config.h"
#include "console/client/server-address.h"

#include <glib/gi18n.h>

#include "shared/base/error.h"

#define DEFAULT_PORT 8380

static gboolean
is_this_machine (const char *host)
{
  return g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_prefix (host, "127.") ||
         g_strcmp0 (host, "::1") == 0;
}

static GUri *
parse (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_userinfo (uri) != NULL || strchr (g_uri_get_host (uri), ' ') != NULL)
    return NULL;
  if (g_strcmp0 (g_uri_get_scheme (uri), "http") != 0 &&
      g_strcmp0 (g_uri_get_scheme (uri), "https") != 0)
    return NULL;
  return g_steal_pointer (&uri);
}

static char *
with_scheme (const char *text, gboolean *guessed)
{
  g_autofree char *probe = NULL;
  g_autoptr (GUri) uri = NULL;

  *guessed = strstr (text, "://") == NULL;
  if (!*guessed)
    return g_strdup (text);
  probe = g_strconcat ("http://", text, NULL);
  uri = parse (probe);
  return uri == NULL || is_this_machine (g_uri_get_host (uri))
             ? g_steal_pointer (&probe)
             : g_strconcat ("https://", text, NULL);
}

char *
console_server_address_normalize (const char *typed, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (typed != NULL ? typed : ""));
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GUri) uri = NULL;
  gboolean guessed;
  int port;

  text = with_scheme (trimmed, &guessed);
  uri = *trimmed != '\0' ? parse (text) : NULL;
  if (uri == NULL)
    {
      toll_error_set_field (error, "server", "%s",
                            _ ("Type the collector's address, such as pbx.example:8380"));
      return NULL;
    }
  port = g_uri_get_port (uri);
  if (port == -1 && guessed)
    port = DEFAULT_PORT;
  path = g_strdup (g_uri_get_path (uri));
  while (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';
  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri), port,
                     path, NULL, NULL);
}

char *
console_server_address_dup_host (const char *address)
{
  g_autoptr (GUri) uri = parse (address);
  int port;

  if (uri == NULL)
    return g_strdup (address);
  port = g_uri_get_port (uri);
  if (port == -1)
    port = g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80;
  return strchr (g_uri_get_host (uri), ':') != NULL
             ? g_strdup_printf ("[%s]:%d", g_uri_get_host (uri), port)
             : g_strdup_printf ("%s:%d", g_uri_get_host (uri), port);
}

gboolean
console_server_address_is_exposed (const char *address)
{
  g_autoptr (GUri) uri = parse (address);

  return uri != NULL && g_strcmp0 (g_uri_get_scheme (uri), "http") == 0 &&
         !is_this_machine (g_uri_get_host (uri));
}
