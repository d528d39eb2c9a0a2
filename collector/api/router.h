/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/api/reply.h"
#include "collector/api/request.h"

G_BEGIN_DECLS

/* CollectorAccess: who may use an endpoint. There is no default: a row without one is refused
 * when the server is built. */
typedef enum
{
  COLLECTOR_ACCESS_UNDECLARED,
  COLLECTOR_ACCESS_ANYONE, /* without signing in */
  COLLECTOR_ACCESS_USER,   /* this role or a higher one */
  COLLECTOR_ACCESS_SUPERVISOR,
  COLLECTOR_ACCESS_ADMINISTRATOR,
  COLLECTOR_ACCESS_HOUSE, /* an administrator whose scope is the whole house */
} CollectorAccess;

/* CollectorPlace: on which thread a handler runs. */
typedef enum
{
  COLLECTOR_PLACE_MAIN,  /* main context: no database, must not wait */
  COLLECTOR_PLACE_READ,  /* a reader lane: straight-line code with a connection to read */
  COLLECTOR_PLACE_WRITE, /* the writer lane; it begins and commits itself */
  COLLECTOR_PLACE_LONG,  /* reads for long, behind everything else: a lane for that; ends when the
                          * client leaves */
  COLLECTOR_PLACE_SLOW,  /* a thread of its own: passwords, servers far away; may use lanes by sync */
} CollectorPlace;

/* CollectorAudit: what the access log hears of a request. Every row declares it. */
typedef enum
{
  COLLECTOR_AUDIT_UNDECLARED,
  COLLECTOR_AUDIT_NONE,   /* shows and changes nothing of anybody else */
  COLLECTOR_AUDIT_READ,   /* may show others' calls or data: noted when it did */
  COLLECTOR_AUDIT_EXPORT, /* the same, carried away as a file */
  COLLECTOR_AUDIT_CHANGE, /* changes what is others' or everybody's: always noted */
} CollectorAudit;

/* CollectorBody: what a request brings. */
typedef enum
{
  COLLECTOR_BODY_JSON,   /* or nothing */
  COLLECTOR_BODY_UPLOAD, /* a file as it is, of more bytes than JSON may have */
} CollectorBody;

/* Straight-line code: reads the request, fills the reply.
 * @db: the lane's connection; NULL at MAIN and SLOW. Returns: FALSE with an error, which becomes
 * the answer. */
typedef gboolean (*CollectorHandler) (CollectorRequest *request, CollectorDb *db,
                                      CollectorReply *reply, GError **error);

/* CollectorRoute: one endpoint. */
typedef struct
{
  const char *method;
  const char *template; /* "/api/v1/calls/{id}": {name} is one segment */
  CollectorAccess access;
  CollectorPlace place;
  CollectorHandler handler;
  CollectorAudit audit;
  CollectorBody body;
} CollectorRoute;

/* CollectorRouter: the endpoints, immutable once built. */
typedef struct _CollectorRouter CollectorRouter;

/* @tables: (array zero-terminated=1): each ends with a row whose method is NULL.
 * Returns: (transfer full): NULL with TOLL_ERROR_FAILED for a row without access, without handler,
 * without audit, or twice the same. */
CollectorRouter *collector_router_new (const CollectorRoute *const *tables, GError **error);
void collector_router_free (CollectorRouter *router);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorRouter, collector_router_free)

/* @path: still escaped. @variables: (out) (transfer full): name, value, name, value ... unescaped.
 * HEAD is answered by GET's row.
 * Returns: NULL with NOT_FOUND or BAD_METHOD (@allow then lists the methods). */
const CollectorRoute *collector_router_match (const CollectorRouter *router, const char *method,
                                              const char *path, char ***variables, char **allow,
                                              GError **error);

/* Whether the request whose head begins with @head ("POST /path?query HTTP/1.1 ...") takes a file.
 * @router: CollectorRouter. */
gboolean collector_router_takes_upload (const char *head, gconstpointer router);

/* All rows, for tests that hold them against the description. */
const CollectorRoute *collector_router_get_route (const CollectorRouter *router, guint index);
guint collector_router_get_n_routes (const CollectorRouter *router);

G_END_DECLS
