/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/api/reply.h"
#include "collector/api/request.h"

G_BEGIN_DECLS

/* CollectorListPage: one page of a list that pages by key: {"items":[…],"next":cursor|null}. The
 * cursor is the key of the last item; opaque to clients. */
typedef struct
{
  guint limit;       /* items asked for; ask the store for one more to know whether there are */
  const char *after; /* (nullable): of the request */
  TollJsonWriter *json;
  guint n;           /* items seen so far */
  char *last;        /* key of the last item written */
} CollectorListPage;

/* Reads `limit` (1-1000, default 100) and `after`; other parameters must be one of @known
 * (nullable). Begins the answer's items. */
gboolean collector_list_page_begin (CollectorListPage *page, CollectorRequest *request,
                                    CollectorReply *reply, const char *const *known,
                                    GError **error);
/* Of a list whose keys are ids: where the page goes on. @id: (inout): stays as it is for the first
 * page. BAD_ARGUMENT naming "after". */
gboolean collector_list_page_get_id (const CollectorListPage *page, gint64 *id, GError **error);
/* Of a list whose keys would tell what its reader may not know: how many items were written before.
 * @n_before: (out). BAD_ARGUMENT naming "after". */
gboolean collector_list_page_get_place (const CollectorListPage *page, gint64 *n_before,
                                        GError **error);
/* To be called for each item of the store. Returns: FALSE for the one beyond the page, which is
 * not to be written. */
gboolean collector_list_page_admit (CollectorListPage *page, const char *key);
/* The same, of a list that goes on behind @n_before. */
gboolean collector_list_page_admit_next (CollectorListPage *page, gint64 n_before);
/* Ends the answer. */
void collector_list_page_end (CollectorListPage *page);
void collector_list_page_clear (CollectorListPage *page);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CollectorListPage, collector_list_page_clear)

G_END_DECLS
