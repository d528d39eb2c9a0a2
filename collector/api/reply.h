/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "shared/wire/json-write.h"

G_BEGIN_DECLS

/* CollectorReply: what a handler answers; 200 with the JSON it writes unless it says otherwise.
 * Filled on the handler's thread, sent on the main context. */
typedef struct _CollectorReply CollectorReply;

CollectorReply *collector_reply_new (void);
void collector_reply_free (CollectorReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorReply, collector_reply_free)

/* The writer of the answer's JSON. Never asked for: the answer has no body. */
TollJsonWriter *collector_reply_get_json (CollectorReply *reply);
/* A text of another kind instead of JSON. @type is static: "text/csv". */
void collector_reply_take_text (CollectorReply *reply, GString *text, const char *type);
/* The file that @fd (taken) is open on, instead of JSON: its first @n_bytes, at least one. @type is
 * static. */
void collector_reply_take_file (CollectorReply *reply, int fd, gint64 n_bytes, const char *type);
void collector_reply_set_status (CollectorReply *reply, guint status);
/* One field besides the usual ones. @name is static. */
void collector_reply_add_header (CollectorReply *reply, const char *name, const char *value);
/* Retry-After, for an answer with THROTTLED; nothing when @seconds is 0. */
void collector_reply_set_retry (CollectorReply *reply, gint64 seconds);
/* CollectorStream: what a stream of events tells besides the news of sources. */
typedef struct
{
  gboolean own_only;  /* of calls, those of the viewer's own */
  gboolean has_board; /* the widgets of their dashboard, too */
} CollectorStream;

/* The answer is a stream of events: the server subscribes the client. */
void collector_reply_set_stream (CollectorReply *reply, const CollectorStream *stream);

/* What the access log is told of a change beside who made it and where; without it, the names of
 * the body's members. Of a request that reads: what was asked, in place of its parameters. Numbers
 * are masked by who writes it down. No secrets. */
void collector_reply_take_note (CollectorReply *reply, char *note);

/* For the server. */
const char *collector_reply_get_note (const CollectorReply *reply);
guint collector_reply_get_status (const CollectorReply *reply);
gboolean collector_reply_get_stream (const CollectorReply *reply, CollectorStream *stream);
/* Replaces what was written so far. */
void collector_reply_set_error (CollectorReply *reply, const GError *error);
/* Returns: (transfer full) (nullable): the body; @type: (out): its media type. */
GString *collector_reply_take_body (CollectorReply *reply, const char **type);
/* Returns: the file that is the body, now the caller's; -1 when there is none. */
int collector_reply_steal_file (CollectorReply *reply, gint64 *n_bytes, const char **type);
typedef void (*CollectorReplyHeaderVisit) (const char *name, const char *value, gpointer data);
void collector_reply_visit_headers (const CollectorReply *reply, CollectorReplyHeaderVisit visit,
                                    gpointer data);

G_END_DECLS
