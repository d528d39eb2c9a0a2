/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/viewer.h"
#include "shared/wire/json-read.h"
#include "shared/wire/query.h"

G_BEGIN_DECLS

/* CollectorRequest: what a client asked, understood: made by the server on the main context, then
 * handed from thread to thread, one at a time. Handlers borrow all that it returns. */
typedef struct _CollectorRequest CollectorRequest;

CollectorRequest *collector_request_new (const char *address, const char *method);
void collector_request_free (CollectorRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorRequest, collector_request_free)

/* For the server, in the order in which a request is understood. */
void collector_request_take_variables (CollectorRequest *request, char **variables);
gboolean collector_request_read_query (CollectorRequest *request, const char *text,
                                       GError **error);
/* The body is JSON whatever it calls itself: tokens travel in a header of their own, so a type
 * would protect nothing. No body is no error until a handler asks for it. TOO_LARGE also for one of
 * very many values. */
gboolean collector_request_read_body (CollectorRequest *request, const char *bytes, gsize n_bytes,
                                      GError **error);
/* The body as it is. Copied. */
void collector_request_set_upload (CollectorRequest *request, const char *bytes, gsize n_bytes);
/* @authorization: (nullable): the field's value. */
void collector_request_set_token (CollectorRequest *request, const char *authorization);
/* @agent: (nullable): what the client calls itself: cut, without control characters. */
void collector_request_set_client (CollectorRequest *request, const char *agent);
/* @chain: (nullable): the value of X-Forwarded-For. A request over the loopback came from its last
 * address, the one that a proxy on this machine saw; from elsewhere anybody could write anything. */
void collector_request_set_forwarded (CollectorRequest *request, const char *chain);
/* Why the viewer looks; goes into the viewer that is taken later. */
void collector_request_take_purpose (CollectorRequest *request, char *purpose);
void collector_request_take_viewer (CollectorRequest *request, CollectorViewer *viewer);
void collector_request_set_context (CollectorRequest *request, gpointer context, gint64 now_ms);

/* The client's address as text: behind a proxy on this machine, the one that the proxy saw. */
const char *collector_request_get_address (const CollectorRequest *request);
/* What the client calls itself, "" when it does not: for people, proves nothing. */
const char *collector_request_get_client (const CollectorRequest *request);
/* A variable of the template; never NULL for a name that stands in it. */
const char *collector_request_get_variable (const CollectorRequest *request, const char *name);
/* Returns: (transfer full): the values of all variables, "" when the address has none. */
char *collector_request_dup_object (const CollectorRequest *request);
const TollQuery *collector_request_get_query (const CollectorRequest *request);
/* The JSON body, or NULL with BAD_ARGUMENT when there is none. */
const TollJsonValue *collector_request_get_body (const CollectorRequest *request, GError **error);
/* The uploaded file; @n_bytes 0 when none came. Only where the route takes one. */
const char *collector_request_get_upload (const CollectorRequest *request, gsize *n_bytes);
/* The bearer token; "" when none came. Never logged. */
const char *collector_request_get_token (const CollectorRequest *request);
/* Who asks; NULL only where ANYONE may. */
const CollectorViewer *collector_request_get_viewer (const CollectorRequest *request);
/* What the house gave the server for its handlers. */
gpointer collector_request_get_context (const CollectorRequest *request);
/* The instant the request is answered for. */
gint64 collector_request_get_now_ms (const CollectorRequest *request);

G_END_DECLS
