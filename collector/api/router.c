/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the row of a request. The tables are data; what is wrong with them is found when the
 * server is built, not when a stranger calls. Any thread once built.
 */
#include "config.h"

#include "collector/api/router.h"

#include <string.h>

#include "shared/base/error.h"

struct _CollectorRouter
{
  GPtrArray *routes; /* of const CollectorRoute */
};

static gboolean
check_route (const CollectorRouter *router, const CollectorRoute *route, GError **error)
{
  const char *fault = NULL;

  if (route->access == COLLECTOR_ACCESS_UNDECLARED)
    fault = "declares nobody who may use it";
  else if (route->audit == COLLECTOR_AUDIT_UNDECLARED)
    fault = "does not declare what the access log hears of it";
  else if (route->handler == NULL || route->template == NULL || route->template[0] != '/')
    fault = "is incomplete";
  for (guint i = 0; fault == NULL && i < router->routes->len; i++)
    {
      const CollectorRoute *other = router->routes->pdata[i];

      if (strcmp (other->method, route->method) == 0 &&
          strcmp (other->template, route->template) == 0)
        fault = "stands there twice";
    }
  if (fault != NULL)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_FAILED, "route %s %s %s", route->method,
                 route->template != NULL ? route->template : "", fault);
  return fault == NULL;
}

CollectorRouter *
collector_router_new (const CollectorRoute *const *tables, GError **error)
{
  g_autoptr (CollectorRouter) router = g_new0 (CollectorRouter, 1);

  router->routes = g_ptr_array_new ();
  for (; *tables != NULL; tables++)
    for (const CollectorRoute *route = *tables; route->method != NULL; route++)
      {
        if (!check_route (router, route, error))
          return NULL;
        g_ptr_array_add (router->routes, (gpointer) route);
      }
  return g_steal_pointer (&router);
}

void
collector_router_free (CollectorRouter *router)
{
  if (router == NULL)
    return;
  g_ptr_array_unref (router->routes);
  g_free (router);
}

/* Escapes are undone here, segment by segment (the server leaves them): a device may be called
 * S0/SU1@GW. Returns: (transfer full) (nullable): the variables when @path fits @template. */
static char **
fit (const char *template, const char *path)
{
  g_auto (GStrv) wanted = g_strsplit (template, "/", -1);
  g_auto (GStrv) given = g_strsplit (path, "/", g_strv_length (wanted) + 1);
  g_autoptr (GStrvBuilder) variables = g_strv_builder_new ();

  if (g_strv_length (wanted) != g_strv_length (given))
    return NULL;
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      gsize length = strlen (wanted[i]);
      g_autofree char *value = g_uri_unescape_string (given[i], NULL);
      g_autofree char *name = NULL;

      if (value == NULL || !g_utf8_validate (value, -1, NULL))
        return NULL;
      if (wanted[i][0] != '{')
        {
          if (strcmp (wanted[i], value) != 0)
            return NULL;
          continue;
        }
      name = g_strndup (wanted[i] + 1, length - 2);
      g_strv_builder_add (variables, name);
      g_strv_builder_add (variables, value);
    }
  return g_strv_builder_end (variables);
}

const CollectorRoute *
collector_router_match (const CollectorRouter *router, const char *method, const char *path,
                        char ***variables, char **allow, GError **error)
{
  const char *wanted = strcmp (method, "HEAD") == 0 ? "GET" : method;
  g_autoptr (GString) methods = g_string_new (NULL);

  for (guint i = 0; i < router->routes->len; i++)
    {
      const CollectorRoute *route = router->routes->pdata[i];
      g_auto (GStrv) values = fit (route->template, path);

      if (values == NULL)
        continue;
      if (strcmp (route->method, wanted) == 0)
        {
          *variables = g_steal_pointer (&values);
          return route;
        }
      g_string_append_printf (methods, "%s%s", methods->len > 0 ? ", " : "", route->method);
    }
  if (methods->len == 0)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "there is no such address");
      return NULL;
    }
  *allow = g_strdup (methods->str);
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BAD_METHOD,
                       "this address does not know that method");
  return NULL;
}

const CollectorRoute *
collector_router_get_route (const CollectorRouter *router, guint index)
{
  return router->routes->pdata[index];
}

guint
collector_router_get_n_routes (const CollectorRouter *router)
{
  return router->routes->len;
}

gboolean
collector_router_takes_upload (const char *head, gconstpointer router)
{
  const char *space = strchr (head, ' ');
  g_autofree char *method = space != NULL ? g_strndup (head, space - head) : NULL;
  g_autofree char *path = space != NULL ? g_strndup (space + 1, strcspn (space + 1, " ?\r\n"))
                                        : NULL;
  g_autofree char *allow = NULL;
  g_auto (GStrv) variables = NULL;
  const CollectorRoute *route
      = path != NULL ? collector_router_match (router, method, path, &variables, &allow, NULL)
                     : NULL;

  return route != NULL && route->body == COLLECTOR_BODY_UPLOAD;
}
