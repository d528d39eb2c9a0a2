/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/api/acceptor.h"
#include "collector/api/reply.h"
#include "collector/api/request.h"
#include "collector/store/lanes.h"
#include "collector/store/session-store.h"
#include "shared/base/clock.h"

G_BEGIN_DECLS

/* CollectorFeed: what the streams of events carry, told by routes. On a reader lane; a function
 * appends whole events ("event: call\ndata: {...}\n\n") for what @viewer may see. */
typedef struct
{
  gboolean (*write_hello) (CollectorDb *db, const CollectorViewer *viewer, gint64 now_ms,
                           gpointer context, GString *out, GError **error);
  gboolean (*write_calls) (CollectorDb *db, const CollectorViewer *viewer, gboolean own_only,
                           const gint64 *ids, guint n_ids, gpointer context, GString *out,
                           GError **error);
  gboolean (*write_tiles) (CollectorDb *db, const CollectorViewer *viewer, gboolean own_only,
                           gint64 now_ms, gpointer context, GString *out, GError **error);
  /* Of the viewer's dashboard, the widgets that count one of @calls (nullable), and, when @timed,
   * those that change with time; all of them for neither. */
  gboolean (*write_board) (CollectorDb *db, const CollectorViewer *viewer, const GArray *calls,
                           gboolean timed, gint64 now_ms, gpointer context, GString *out,
                           GError **error);
} CollectorFeed;

/* CollectorLive: the clients that follow events: each with a bounded queue, so that one who does
 * not read is cut and no other notices. Main thread. */
typedef struct _CollectorLive CollectorLive;

/* @access_log: (nullable): told at the end of a stream what of others it showed. */
CollectorLive *collector_live_new (CollectorLanes *lanes, CollectorLanes *access_log,
                                   const TollClock *clock, const CollectorFeed *feed,
                                   gpointer context,
                                   const CollectorSessionLimits *session_limits,
                                   const CollectorHttpLimits *limits);
CollectorLive *collector_live_ref (CollectorLive *live);
void collector_live_unref (CollectorLive *live);
/* Ends every stream; nothing is published any more. */
void collector_live_stop (CollectorLive *live);

/* Answers @message, which is paused and has no status yet, with a stream. */
void collector_live_add (CollectorLive *live, SoupServerMessage *message,
                         const CollectorRequest *request, const CollectorStream *stream);

/* More calls than this between two turns become one "refresh" event. */
#define COLLECTOR_LIVE_MAX_CALLS 500

/* Calls were committed: they are told within 200 ms, tiles and widgets at most every two seconds. */
void collector_live_publish_calls (CollectorLive *live, const gint64 *ids, guint n_ids);
/* Calls were committed that were there before: where they counted then is not known, so every widget is
 * told, as it is each quarter of an hour. */
void collector_live_publish_past (CollectorLive *live);
/* One event for everybody, already without anything that must be masked: a source's state. */
void collector_live_publish_event (CollectorLive *live, const char *event, const char *json);

guint collector_live_get_n_subscribers (CollectorLive *live);

G_END_DECLS
