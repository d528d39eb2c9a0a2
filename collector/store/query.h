/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/calls-read.h"
#include "collector/store/query-fields.h"
#include "shared/model/report-spec.h"

G_BEGIN_DECLS

/* The one door from a spec to an answer about calls: reports, counts, drill-downs, exports, mails,
 * widgets and alarms go through it. Scope, masks, private calls and the zone are applied inside,
 * nothing outside can leave them out. Any lane. The neutral part is the spec and the tables of
 * fields and measures; query-*.c write SQLite's SQL. */

/* What is summed over calls. */
typedef enum
{
  COLLECTOR_MEASURE_CALLS,
  COLLECTOR_MEASURE_ANSWERED,
  COLLECTOR_MEASURE_MISSED,
  COLLECTOR_MEASURE_UNRATED,
  COLLECTOR_MEASURE_TALK_MS, /* of answered calls, as the next */
  COLLECTOR_MEASURE_RING_MS,
  COLLECTOR_MEASURE_COST_MICRO, /* per currency: see CollectorGroup */
  COLLECTOR_MEASURE_INCOMING,
  COLLECTOR_MEASURE_OUTGOING,
  COLLECTOR_MEASURE_INTERNAL,
  COLLECTOR_MEASURE_TRANSIT,
  COLLECTOR_N_TOTALS_MEASURES, /* those above are in the running totals */
  COLLECTOR_MEASURE_UNANSWERED = COLLECTOR_N_TOTALS_MEASURES,
  COLLECTOR_MEASURE_BUSY,
  COLLECTOR_MEASURE_FAILED,
  COLLECTOR_MEASURE_MAX_TALK_MS,
  COLLECTOR_MEASURE_MAX_RING_MS,
  COLLECTOR_MEASURE_QUEUE_MS,
  COLLECTOR_MEASURE_MAX_QUEUE_MS,
  COLLECTOR_MEASURE_QUEUED,
  COLLECTOR_MEASURE_MAX_COST_MICRO,
  COLLECTOR_MEASURE_FIRST_MS,
  COLLECTOR_MEASURE_LAST_MS,
  COLLECTOR_MEASURE_LINES,   /* different ones */
  COLLECTOR_MEASURE_NUMBERS, /* different ones, as they are shown */
  COLLECTOR_MEASURE_FORWARDED,
  COLLECTOR_MEASURE_TRANSFERRED,
  COLLECTOR_MEASURE_VOICEMAIL,
  COLLECTOR_MEASURE_VOICEMAIL_MS,
  COLLECTOR_N_MEASURES
} CollectorMeasure;

#define COLLECTOR_MEASURE_BIT(measure) (G_GUINT64_CONSTANT (1) << (measure))

/* CollectorQuery: whose question in which frame. Borrowed members. */
typedef struct
{
  const CollectorViewer *viewer;
  const TollReportSpec *spec;
  const TollZone *zone; /* days and hours are this zone's */
  gint64 from_ms;       /* start of calls: half open; to_ms 0 = no end */
  gint64 to_ms;
} CollectorQuery;

/* CollectorKey: one key of a group: a figure (also an id) or a text. */
typedef struct
{
  gint64 figure;
  const char *text; /* of a TEXT field; NULL else */
} CollectorKey;

/* CollectorGroup: figures of one combination of keys. */
typedef struct
{
  CollectorKey keys[TOLL_SPEC_MAX_KEYS];
  gint64 measures[COLLECTOR_N_MEASURES];
  gint64 *costs; /* micro, per currency of the answer */
} CollectorGroup;

/* CollectorGroups: an answer. */
typedef struct
{
  TollArena *arena;
  const CollectorField *keys[TOLL_SPEC_MAX_KEYS];
  guint n_keys;
  GPtrArray *currencies; /* of const char *: every one the ledger has */
  GArray *groups;        /* of CollectorGroup, in no order */
  gboolean from_totals;
} CollectorGroups;

void collector_groups_free (CollectorGroups *groups);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorGroups, collector_groups_free)

/* Sums over the calls of @query, grouped by the spec's keys. @measures: bits of what is wanted;
 * others may be left 0. Returns: (transfer full): NULL with BAD_ARGUMENT naming the member,
 * FORBIDDEN for a field the viewer may not ask by, DATABASE. */
CollectorGroups *collector_query_group (CollectorDb *db, const CollectorQuery *query,
                                        guint64 measures, GError **error);

/* How many calls match. */
gboolean collector_query_count (CollectorDb *db, const CollectorQuery *query, gint64 *n_calls,
                                GError **error);

/* The calls themselves, sorted by the spec's first sort field (newest first without), a page at a
 * time. @after: (nullable): where the page before ended. @rows: of CollectorCallRow, appended to;
 * @next: (out) (transfer full): "" = that was all. */
gboolean collector_query_list (CollectorDb *db, const CollectorQuery *query, const char *after,
                               guint limit, TollArena *arena, GArray *rows, char **next,
                               GError **error);

/* The field's names that the viewer may choose from: those that contain @search, in alphabetical
 * order behind @after (both nullable), each once, at most @limit. Somebody who sees a part only is
 * told the names that occur in calls of that part within the query's period. @visit: the text lives
 * during the call. Errors: BAD_ARGUMENT for a field without such names (numbers), FORBIDDEN. */
typedef void (*CollectorValueVisit) (const char *value, gpointer data);
gboolean collector_query_list_values (CollectorDb *db, const CollectorQuery *query,
                                      const char *field_id, const char *search, const char *after,
                                      guint limit, CollectorValueVisit visit, gpointer data,
                                      GError **error);

/* What a key is called: a name, a number, "" for none. In @arena. */
const char *collector_query_name_key (CollectorDb *db, const CollectorField *field,
                                      const CollectorKey *key, TollArena *arena);

G_END_DECLS
