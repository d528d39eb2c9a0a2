/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "shared/base/zone.h"
#include "shared/model/call.h"

G_BEGIN_DECLS

/* Running totals: what dashboards and whole-day reports are answered from. A cube is one way of
 * sorting calls; its keys are dense small ids. Every call adds to one cell of every cube, on the
 * local day (company zone) of its start, and of its month. The sources of the totals alone know how
 * cells are laid out in the table; this number changes with the layout. */
#define COLLECTOR_TOTALS_LAYOUT 7

/* Stored as figures: another order is another layout. */
typedef enum
{
  COLLECTOR_CUBE_HOUR, /* key = local hour x TOLL_N_OUTCOMES + outcome */
  COLLECTOR_CUBE_LINE, /* line.id; stored by seat.id, as the sources of the totals alone know */
  COLLECTOR_CUBE_DEPARTMENT,
  COLLECTOR_CUBE_COST_CENTRE,
  COLLECTOR_CUBE_LOCATION,
  COLLECTOR_CUBE_NATION, /* word ids, as in the columns of `call` */
  COLLECTOR_CUBE_AREA,
  COLLECTOR_CUBE_GATEWAY,
  COLLECTOR_CUBE_OPERATOR,
  COLLECTOR_CUBE_CLASS, /* TollClass */
  COLLECTOR_CUBE_SITE,
  COLLECTOR_CUBE_DEPARTMENT_HOUR, /* key = department x 24 + local hour */
  COLLECTOR_CUBE_COST_CENTRE_HOUR,
  COLLECTOR_CUBE_LOCATION_HOUR,
  COLLECTOR_CUBE_COST_CENTRE_DEPARTMENT, /* key: collector_totals_pair() */
  COLLECTOR_CUBE_LOCATION_DEPARTMENT,
  /* key = department x COLLECTOR_N_GRADES + grade: answered calls with a voice score, without currency;
   * nothing but how many */
  COLLECTOR_CUBE_DEPARTMENT_GRADE,
  COLLECTOR_CUBE_COST_CENTRE_GRADE,
  COLLECTOR_CUBE_LOCATION_GRADE,
  COLLECTOR_N_CUBES
} CollectorCube;

#define COLLECTOR_DAY_HOURS 24
/* Ids from these on are counted as one: what is asked of them is not answered from pairs. */
#define COLLECTOR_PAIR_MOST_GROUPS 2047
#define COLLECTOR_PAIR_MOST_DEPARTMENTS 4095
#define COLLECTOR_N_GRADES 4 /* good, acceptable, fair, poor: those of the field "quality" with a score */

/* The key of a department's calls of another group. */
static inline gint64
collector_totals_pair (gint64 group_id, gint64 department_id)
{
  return MIN (group_id, COLLECTOR_PAIR_MOST_GROUPS) * (COLLECTOR_PAIR_MOST_DEPARTMENTS + 1)
         + MIN (department_id, COLLECTOR_PAIR_MOST_DEPARTMENTS);
}

/* What is summed. talk_ms, ring_ms: of answered calls only, so that talk_ms / answered is their
 * length and ring_ms / answered the time to answer: what a mailbox recorded is no talk. cost_micro:
 * of rated calls, in the currency of the row. */
typedef struct
{
  gint64 calls;
  gint64 answered;
  gint64 missed;
  gint64 unrated;
  gint64 talk_ms;
  gint64 ring_ms;
  gint64 cost_micro;
} CollectorCell;

/* One line of an answer. Calls that were not priced count under currency_id 0: add the counts of
 * all currencies, never their costs. */
typedef struct
{
  gint64 key;        /* 0 when not grouped by key */
  gint32 day;        /* days since 1970-01-01 in the company's zone, of a month its first; 0 when
                      * not grouped by either */
  gint64 currency_id; /* word 'currency' */
  CollectorCell cells[TOLL_N_DIRECTIONS];
} CollectorTotalsRow;

typedef enum
{
  COLLECTOR_TOTALS_SUM = 0,
  COLLECTOR_TOTALS_BY_KEY = 1 << 0,
  COLLECTOR_TOTALS_BY_DAY = 1 << 1,
  COLLECTOR_TOTALS_BY_MONTH = 1 << 2, /* not beside BY_DAY */
} CollectorTotalsGrouping;

/* Answers from the totals: whole months from those of months, unless they are asked for by day. Any
 * lane.
 * @keys: (array length=n_keys) (nullable): only these, each once; NULL = all.
 * @day_from, @day_to: half open, local days.
 * Returns: (transfer full): of CollectorTotalsRow, in the order key, day, currency; NULL with DATABASE. */
GArray *collector_totals_list (CollectorDb *db, CollectorCube cube, const gint64 *keys,
                               guint n_keys, gint32 day_from, gint32 day_to,
                               CollectorTotalsGrouping grouping, GError **error);

/* Every cell that is not empty as lines of words and figures, sorted, independent of the order in
 * which files came. Appended to @out. */
gboolean collector_totals_dump (CollectorDb *db, GString *out, GError **error);

/* What an answer is narrowed to. */
typedef struct
{
  CollectorCube cube;
  const gint64 *keys; /* (array length=n_keys): each once */
  guint n_keys;
} CollectorTotalsPart;

/* A piece of one cell of a row of an answer: all pieces with the same key, day, currency and direction
 * add up to it. One that takes away from others has negative figures. */
typedef struct
{
  gint64 key;
  gint32 day;
  gint64 currency_id;
  TollDirection direction;
  CollectorCell cell;
} CollectorTotalsPiece;

/* Returns: FALSE with @error to stop. */
typedef gboolean (*CollectorTotalsVisit) (const CollectorTotalsPiece *piece, gpointer data,
                                          GError **error);

/* The same without rows in between, of what is in all @parts: days ascend, keys come in no order. By who
 * calls are of, of parts by another of the four cubes or of several parts, it reads what there is by line.
 * @parts: (array length=n_parts): of @cube's own keys or, of the four cubes, of theirs. */
gboolean collector_totals_visit (CollectorDb *db, CollectorCube cube,
                                 const CollectorTotalsPart *parts, guint n_parts, gint32 day_from,
                                 gint32 day_to, CollectorTotalsGrouping grouping,
                                 CollectorTotalsVisit visit, gpointer data, GError **error);
/* Whether it is one of the four. */
gboolean collector_cube_is_of_seats (CollectorCube cube);

const char *collector_cube_to_name (CollectorCube cube);

/* The zone the days are counted in. Returns: (transfer none): NULL with DATABASE. */
const TollZone *collector_totals_get_zone (CollectorDb *db, GError **error);

/* CollectorTotals: changes gathered in memory until the batch is committed. Writer lane. */
typedef struct _CollectorTotals CollectorTotals;

/* The ids a call is counted under. */
typedef struct
{
  gint64 line_id;
  gint64 nation_id;
  gint64 area_id;
  gint64 gateway_id;
  gint64 operator_id;
  gint64 site_id;
  gint64 currency_id;
} CollectorTotalsKeys;

/* How an answered call sounded, and where that is counted. */
typedef struct
{
  gint64 grade; /* below COLLECTOR_N_GRADES */
  gint64 day;
  gint64 direction; /* TollDirection */
  gint64 department_id;
  gint64 cost_centre_id;
  gint64 location_id;
} CollectorGraded;

/* Returns: (transfer full): NULL with DATABASE. */
CollectorTotals *collector_totals_new (CollectorDb *db, GError **error);
void collector_totals_free (CollectorTotals *totals);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorTotals, collector_totals_free)

/* Adds (@sign 1) or takes out (@sign -1) one call. */
void collector_totals_add (CollectorTotals *totals, const CollectorTotalsKeys *keys,
                           const TollCall *call, int sign);
/* Adds or takes out one answered call by how it sounded. */
void collector_totals_add_graded (CollectorTotals *totals, const CollectorGraded *graded, int sign);
/* Writes what was gathered into the table, inside the caller's transaction.
 * Returns: FALSE with DATABASE, also when a count would fall below 0: then totals and calls do
 * not match; OVERFLOW for a key beyond 2^23 or a currency beyond 255. */
gboolean collector_totals_flush (CollectorTotals *totals, CollectorDb *db, GError **error);
/* After COMMIT: what was written stays. After ROLLBACK: it is forgotten, with what was gathered. */
void collector_totals_keep (CollectorTotals *totals);
void collector_totals_forget (CollectorTotals *totals);

/* Adds every call of the ledger once. Any lane. */
gboolean collector_totals_add_all (CollectorTotals *totals, CollectorDb *db, GError **error);
/* Writes the table anew from the calls when it is of another layout, in a transaction of its own:
 * a ledger that is brought to this version. Writer lane. */
gboolean collector_totals_bring_up (CollectorDb *db, GError **error);

/* Compares what was gathered (all calls, added once) with the table, for verify.
 * @differences: of char *; sentences are appended, at most @max. */
gboolean collector_totals_compare (CollectorTotals *totals, CollectorDb *db,
                                   GPtrArray *differences, guint max, GError **error);

G_END_DECLS
