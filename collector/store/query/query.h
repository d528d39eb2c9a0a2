/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/calls-read.h"
#include "collector/store/names.h"
#include "collector/store/query/fields.h"
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
  COLLECTOR_MEASURE_PRICED, /* rated calls, per currency too */
  COLLECTOR_N_TOTALS_MEASURES, /* those above are in the running totals */
  COLLECTOR_MEASURE_UNANSWERED = COLLECTOR_N_TOTALS_MEASURES,
  COLLECTOR_MEASURE_BUSY,
  COLLECTOR_MEASURE_FAILED,
  COLLECTOR_MEASURE_MAX_TALK_MS,
  COLLECTOR_MEASURE_MAX_RING_MS,
  COLLECTOR_MEASURE_QUEUE_MS,
  COLLECTOR_MEASURE_MAX_QUEUE_MS,
  COLLECTOR_MEASURE_QUEUED,
  COLLECTOR_MEASURE_MAX_COST_MICRO, /* per currency too: amounts of two are not compared */
  COLLECTOR_MEASURE_FIRST_MS,
  COLLECTOR_MEASURE_LAST_MS,
  COLLECTOR_MEASURE_LINES,   /* different ones */
  COLLECTOR_MEASURE_NUMBERS, /* different ones, as rows of them are told apart */
  COLLECTOR_MEASURE_FORWARDED,
  COLLECTOR_MEASURE_TRANSFERRED,
  COLLECTOR_MEASURE_VOICEMAIL,
  COLLECTOR_MEASURE_VOICEMAIL_MS,
  COLLECTOR_MEASURE_WAIT_MS, /* ring and queue, also of calls that nobody answered */
  COLLECTOR_MEASURE_MAX_WAIT_MS,
  COLLECTOR_MEASURE_ANSWERED_5,  /* within so many seconds, and not within those before */
  COLLECTOR_MEASURE_ANSWERED_10,
  COLLECTOR_MEASURE_ANSWERED_20,
  COLLECTOR_MEASURE_ANSWERED_30,
  COLLECTOR_MEASURE_ANSWERED_60,
  COLLECTOR_MEASURE_ANSWERED_LATE,
  COLLECTOR_MEASURE_IN_TARGET, /* answered within 20 s */
  COLLECTOR_MEASURE_ANSWERED_FIRST, /* by the line that was offered the call first */
  COLLECTOR_MEASURE_SHORT,     /* answered, under 5 s */
  COLLECTOR_MEASURE_ABANDONED, /* neither answered nor sent to voicemail */
  COLLECTOR_MEASURE_OVERFLOW,  /* not answered, sent to voicemail */
  COLLECTOR_MEASURE_RETURNED,  /* missed, then called back */
  COLLECTOR_MEASURE_REACHED_US, /* missed, then the caller tried again and was answered */
  COLLECTOR_MEASURE_STILL_OPEN, /* missed, neither of both */
  COLLECTOR_MEASURE_CAUSE,     /* the greatest: of groups by cause, the cause */
  COLLECTOR_MEASURE_BY_CALLING, /* ended by who called, and by who was called */
  COLLECTOR_MEASURE_BY_CALLED,
  COLLECTOR_MEASURE_LEVEL,     /* the greatest authorisation level; -1 = none */
  COLLECTOR_MEASURE_MEASURED,  /* calls with a voice score */
  COLLECTOR_MEASURE_MOS_MILLI, /* sum of those; each call's worst */
  COLLECTOR_MEASURE_MIN_MOS_MILLI,
  COLLECTOR_MEASURE_POOR,
  COLLECTOR_MEASURE_JITTER_MS, /* sums over the streams of the calls, as those that follow */
  COLLECTOR_MEASURE_LATENCY_MS,
  COLLECTOR_MEASURE_STREAMS,
  COLLECTOR_MEASURE_PACKETS_LOST,
  COLLECTOR_MEASURE_PACKETS,   /* that should have come */
  /* Of rated calls, per currency, as COST_MICRO: what it is made of, by the options of the tariff
   * version that priced it, and what the time would have cost by the list: the first step of the rate
   * that matched. */
  COLLECTOR_MEASURE_BASE_MICRO,
  COLLECTOR_MEASURE_MARKUP_MICRO,
  COLLECTOR_MEASURE_TAX_MICRO,
  COLLECTOR_MEASURE_LIST_MICRO,
  COLLECTOR_MEASURE_PAID_MS, /* talk time of rated calls, per currency too */
  COLLECTOR_N_MEASURES
} CollectorMeasure;

/* Measures per currency, by their places in CollectorGroup.costs. */
enum
{
  COLLECTOR_MONEY_COST,
  COLLECTOR_MONEY_PRICED,
  COLLECTOR_MONEY_MAX_COST,
  COLLECTOR_MONEY_BASE,
  COLLECTOR_N_MONEYS
  = COLLECTOR_MONEY_BASE + COLLECTOR_N_MEASURES - COLLECTOR_MEASURE_BASE_MICRO
};

/* The how manieth of those per currency it is; -1 = it is none. */
static inline int
collector_measure_get_money (CollectorMeasure measure)
{
  if (measure >= COLLECTOR_MEASURE_BASE_MICRO)
    return (int) measure - COLLECTOR_MEASURE_BASE_MICRO + COLLECTOR_MONEY_BASE;
  return measure == COLLECTOR_MEASURE_COST_MICRO       ? COLLECTOR_MONEY_COST
         : measure == COLLECTOR_MEASURE_PRICED         ? COLLECTOR_MONEY_PRICED
         : measure == COLLECTOR_MEASURE_MAX_COST_MICRO ? COLLECTOR_MONEY_MAX_COST
                                                       : -1;
}

G_STATIC_ASSERT (COLLECTOR_N_MEASURES <= 64);
#define COLLECTOR_MEASURE_BIT(measure) (G_GUINT64_CONSTANT (1) << (measure))

/* CollectorKey: one key of a group: a figure (also an id) or a text. Numbers that are shown in part
 * are told apart by more than their text. */
typedef struct
{
  gint64 figure;
  const char *text;  /* of a TEXT field, as it is shown; NULL else */
  const char *apart; /* (nullable): private: of a number, for who sees some in part; never shown */
  gint64 call_id;    /* of a number that is shown in part: the latest call of the group */
} CollectorKey;

/* TRUE when it is a number of which digits are hidden. query/number.c, as the next */
gboolean collector_key_is_masked (const CollectorKey *key);
/* TRUE when both stand for the same, of one field. */
gboolean collector_key_equal (const CollectorKey *a, const CollectorKey *b);
/* Appends what no other key of its field has: for tables in memory, never to be shown. */
void collector_key_append (GString *id, const CollectorKey *key);
/* A TEXT field's key as a row of an answer has it, for TOLL_OP_KEY: of a number that is shown in part
 * it names a call that has it. Returns: in @arena. */
const char *collector_key_write (const CollectorKey *key, TollArena *arena);
/* TRUE when @text, a row's key, names a call. */
gboolean collector_key_read_call (const CollectorField *field, const char *text, gint64 *call_id);

/* CollectorQuery: whose question in which frame. Borrowed members. */
typedef struct
{
  const CollectorViewer *viewer;
  const TollReportSpec *spec;
  const TollZone *zone; /* days and hours are this zone's */
  gint64 from_ms;       /* start of calls: half open; to_ms 0 = no end */
  gint64 to_ms;
  CollectorNames *names; /* (nullable): kept over the pages of a list */
  gboolean is_lean;      /* of a list: COLLECTOR_CALL_LEAN_COLUMNS will do */
  GArray *section_keys;  /* (nullable): of a list whose spec has a section: CollectorKey of each row
                          * is appended; texts in the arena of the rows */
  gboolean both_sides;   /* of a list and its count: an internal call is also who was called's */
} CollectorQuery;

/* CollectorGroup: figures of one combination of keys. */
typedef struct
{
  gint64 *costs; /* COLLECTOR_N_MONEYS for each currency of the answer */
  gint64 measures[COLLECTOR_N_MEASURES];
  CollectorKey keys[TOLL_SPEC_MAX_KEYS];
} CollectorGroup;

/* CollectorGroups: an answer. */
typedef struct
{
  TollArena *arena;
  const CollectorField *keys[TOLL_SPEC_MAX_KEYS];
  guint n_keys;
  GPtrArray *currencies; /* of const char *: every one the ledger has */
  GPtrArray *groups;     /* of CollectorGroup, in the arena, in no order */
  gboolean from_totals;
  gboolean tells_apart;  /* private: keys of numbers tell more than they show */
  GHashTable *index;     /* private: keys -> CollectorGroup */
  struct _CollectorTexts *texts; /* private: each once */
} CollectorGroups;

void collector_groups_free (CollectorGroups *groups);

/* Returns: (transfer none). */
static inline CollectorGroup *
collector_groups_get (const CollectorGroups *groups, guint index)
{
  return groups->groups->pdata[index];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorGroups, collector_groups_free)

/* FORBIDDEN for a question of single people, where the house hides them from the viewer. Every question
 * is looked at so by itself; this is for one that is kept, to be asked later. query/people.c */
gboolean collector_query_check_individuals (const CollectorQuery *query, GError **error);

/* The same for what is shown of calls: FORBIDDEN for a field that stands for one person. */
gboolean collector_query_check_field (const CollectorQuery *query, const CollectorField *field,
                                      GError **error);

/* Sums over the calls of @query, grouped by the spec's keys. @measures: bits of what is wanted;
 * others may be left 0. Returns: (transfer full): NULL with BAD_ARGUMENT naming the member,
 * FORBIDDEN for a field the viewer may not ask by, TOO_LARGE for
 * more than COLLECTOR_MOST_GROUPS, DATABASE. */
#define COLLECTOR_MOST_GROUPS 1000000
CollectorGroups *collector_query_group (CollectorDb *db, const CollectorQuery *query,
                                        guint64 measures, GError **error);

/* How many calls match. */
gboolean collector_query_count (CollectorDb *db, const CollectorQuery *query, gint64 *n_calls,
                                GError **error);

/* @matches: (out): TRUE when at least one of @ids (gint64) is among them. Tells nobody anything: of
 * others' calls it counts none as seen. */
gboolean collector_query_matches (CollectorDb *db, const CollectorQuery *query, const GArray *ids,
                                  gboolean *matches, GError **error);

/* @follows: (out): TRUE when one of @ids (gint64) may tell what became of a missed call that is among
 * them, restrictions aside. Tells nobody anything, as the one above. */
gboolean collector_query_follows (CollectorDb *db, const CollectorQuery *query, const GArray *ids,
                                  gboolean *follows, GError **error);

/* The calls themselves, sorted by the spec's section, then by its sort fields (newest first without),
 * a page at a time. @after: (nullable): where the page before ended. @rows: of
 * CollectorCallRow, appended to; @next: (out) (transfer full): "" = that was all. */
gboolean collector_query_list (CollectorDb *db, const CollectorQuery *query, const char *after,
                               guint limit, TollArena *arena, GArray *rows, char **next,
                               GError **error);
/* Amounts are sorted by currency first, the company's in front, where the ledger has several: they
 * cannot be compared. @next: where such a page ended. Returns: (transfer full): where the next
 * currency begins. */
char *collector_query_list_skip_currency (const char *next, const TollReportSpec *spec);

/* The field's names that the viewer may choose from: those that contain @search, in alphabetical
 * order behind @after (both nullable), each once, at most @limit. Somebody who sees a part only is
 * told the names that occur in calls of that part within the query's period. @visit: the text lives
 * during the call. Errors: BAD_ARGUMENT for a field without such names (numbers), FORBIDDEN. */
typedef void (*CollectorValueVisit) (const char *value, gpointer data);
gboolean collector_query_list_values (CollectorDb *db, const CollectorQuery *query,
                                      const char *field_id, const char *search, const char *after,
                                      guint limit, CollectorValueVisit visit, gpointer data,
                                      GError **error);

/* Called for each call: one key per field that was asked for; texts live until it returns.
 * Returns: FALSE with @error to stop. */
typedef gboolean (*CollectorScanFunc) (const CollectorKey *keys, gpointer data, GError **error);

/* Walks the calls of @query in the order of their starts with a few @fields of each, as the viewer
 * may see them; what the spec says of groups, sorting and limits does not count. For what no sum
 * tells: percentiles, what was last. */
gboolean collector_query_scan (CollectorDb *db, const CollectorQuery *query,
                               const CollectorField *const *fields, guint n_fields,
                               CollectorScanFunc func, gpointer data, GError **error);

/* The number of such a call as @viewer may see it, "" when they may not. In @arena. */
const char *collector_key_name_call (CollectorDb *db, const CollectorViewer *viewer,
                                     gint64 call_id, TollArena *arena);

/* What a key is called, as @viewer may see it: a name, a number, "" for none. In @arena. */
const char *collector_query_name_key (CollectorDb *db, const CollectorViewer *viewer,
                                      const CollectorField *field, const CollectorKey *key,
                                      TollArena *arena);
/* The same of many: where their ids lie close together, all are read in one go.
 * @keys: (array length=n); @names: (array length=n): filled. */
void collector_query_name_keys (CollectorDb *db, const CollectorViewer *viewer,
                                const CollectorField *field, const CollectorKey *const *keys,
                                guint n, TollArena *arena, const char **names);

G_END_DECLS
