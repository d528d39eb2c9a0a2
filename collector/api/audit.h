/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/api/router.h"
#include "collector/store/access-log.h"
#include "collector/store/lanes.h"

G_BEGIN_DECLS

/* CollectorAudit entries: what the access log hears of a request, made from what the route
 * declares, what was asked, and what the viewer's counters say was shown. Pure but for the queue. */

/* @header: (nullable): the field Tollkeeper-Purpose, percent-encoded UTF-8.
 * Returns: (transfer full): the purpose, "" when none was said; NULL with BAD_ARGUMENT for one that
 * is longer than TOLL_MAX_PURPOSE, holds control characters or says nothing. */
char *collector_audit_read_purpose (const char *header, GError **error);

/* TRUE when @request, answered by @route, must be noted before the answer leaves. @is_stream: the
 * answer will go on and show others' calls. */
gboolean collector_audit_is_due (const CollectorRoute *route, const CollectorRequest *request,
                                 gboolean is_stream);

/* PURPOSE_REQUIRED when @viewer may see others only for a purpose, and none was said. */
gboolean collector_audit_require_purpose (const CollectorViewer *viewer, GError **error);

/* The same, for an answer of @route that shows them. */
gboolean collector_audit_check_purpose (const CollectorRoute *route,
                                        const CollectorRequest *request, gboolean is_stream,
                                        GError **error);

/* Text with every number (a run of five digits or more, however they are set apart) masked, but
 * for instants and ids of calls. Returns: (transfer full). */
char *collector_audit_mask (const char *text);

/* Returns: (transfer full): the names of the members of an object that changes something, with the
 * values of those that say what somebody may and where they belong. */
char *collector_audit_describe_body (const TollJsonValue *body);

/* CollectorAuditNote: an entry with its texts, on its way to the log. */
typedef struct _CollectorAuditNote CollectorAuditNote;

/* @note: (nullable): what the handler tells of a change, or of what was asked ("filter={…}"); else
 * the parameters and the names of the body's members. */
CollectorAuditNote *collector_audit_note_new (const CollectorRoute *route,
                                              const CollectorRequest *request, const char *note);
/* For streams: what was seen until now; @suffix is put behind the action. */
CollectorAuditNote *collector_audit_note_new_of (const CollectorViewer *viewer, const char *action,
                                                 const char *filter, gint64 now_ms);
void collector_audit_note_free (CollectorAuditNote *note);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorAuditNote, collector_audit_note_free)

/* A CollectorTask of the access log's writer: appends. @data: CollectorAuditNote. */
gboolean collector_audit_task (CollectorDb *log, gpointer data, GError **error);

G_END_DECLS
