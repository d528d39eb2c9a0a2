/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/people/person.h"
#include "collector/store/viewer.h"
#include "shared/base/arena.h"
#include "shared/model/call.h"
#include "shared/model/leg.h"
#include "shared/model/quality.h"

G_BEGIN_DECLS

/* Calls as somebody may see them: scope is part of every query, masks are applied as rows are
 * read, rows of others are counted in the viewer. Any lane. Texts live in the arena given. */

/* CollectorCallQuery: which calls. Zero means any. An internal call is both sides'. */
typedef struct
{
  gint64 from_ms; /* start of the call: [from_ms, to_ms); to_ms 0 = no end */
  gint64 to_ms;
  guint32 directions; /* bits 1 << TollDirection; 0 = any, as for the three below */
  guint32 outcomes;
  guint32 classes;
  guint32 rating_states;
  GStrv extensions;   /* (nullable): whose calls */
  GStrv gateways;     /* (nullable): titles or device names */
  GStrv departments;  /* (nullable): names */
  const char *number; /* (nullable): the other side, exactly; finds calls that show it whole */
  gint64 same_number_as; /* id of a call the viewer may see; 0 = none: finds calls that show their
                          * number as that one does */
  gboolean counted_only; /* of an internal call only who placed it: to whom figures count it */
  gboolean own_only;  /* the viewer's own calls, whatever the scope */
} CollectorCallQuery;

/* CollectorNumberHidden: why a call is shown without anything that tells its other side. */
typedef enum
{
  COLLECTOR_NUMBER_SHOWN, /* perhaps masked */
  COLLECTOR_NUMBER_PRIVATE,
  COLLECTOR_NUMBER_FREE_INCOMING,
  COLLECTOR_NUMBER_PERSON, /* somebody's of the house, where single people are hidden */
} CollectorNumberHidden;

/* CollectorCallRow: a call with the names people know things by, as its viewer may see it. */
typedef struct
{
  TollCall call;
  const char *name;          /* owner, "" unknown */
  const char *department;
  const char *gateway_title; /* "" = the device's name will do */
  const char *tariff;
  const char *number_name;   /* who has the number of an internal call, "" */
  const char *location;      /* office, "" */
  const char *cost_centre;   /* "" */
  /* Of the owner; "" in lists that were read lean. */
  const char *user_name;
  const char *cucm_user_id;
  const char *custom[COLLECTOR_N_CUSTOM_FIELDS];
  gint64 version_from_ms;    /* start of the tariff version; 0 = none */
  gint64 line_id;
  gint64 node_id;
  guint32 global_call_id;
  gboolean is_private;     /* by a rule or a word: of the viewer's side, or to others of either */
  gboolean hides_privacy;  /* not told: the contacts that match would tell a masked number */
  gboolean is_called_side; /* of an internal call: the viewer may see who was called, but not the
                            * calls of who placed it */
  CollectorNumberHidden hidden;
  gboolean hides_person;   /* whose call it is, is not told */
  guint masked_digits;     /* last digits of the number that are hidden */
  guint masked_leg_digits; /* the same of outside numbers in the call's records */
  const char *stored_number; /* unmasked, "" when hidden: never shown, never logged */
  const char *stored_caller; /* the same of who called in; of a transit call the other outside party */
} CollectorCallRow;

/* Newest first, calls with ids below @before_id (G_MAXINT64 = from the newest).
 * @rows: of CollectorCallRow, at most @limit are appended.
 * @next_id: (out): continue below this id; 0 = that was all. There may be more even when fewer
 * than @limit came: looking stops after a while.
 * Errors: DATABASE; NOT_FOUND when same_number_as is no call the viewer may see, FORBIDDEN when its
 * number is hidden. */
gboolean collector_calls_list (CollectorDb *db, const CollectorViewer *viewer,
                               const CollectorCallQuery *query, gint64 before_id, guint limit,
                               TollArena *arena, GArray *rows, gint64 *next_id, GError **error);

/* One call of the scope or the viewer's own. NOT_FOUND for all others, known or not. */
gboolean collector_calls_find (CollectorDb *db, const CollectorViewer *viewer, gint64 id,
                               TollArena *arena, CollectorCallRow *row, GError **error);
/* The same of a call that a question only names: it is not shown, and so not counted. */
gboolean collector_calls_peek (CollectorDb *db, const CollectorViewer *viewer, gint64 id,
                               TollArena *arena, CollectorCallRow *row, GError **error);

/* Those of @ids that the viewer may see, oldest first; for live events. */
gboolean collector_calls_list_ids (CollectorDb *db, const CollectorViewer *viewer,
                                   gboolean own_only, const gint64 *ids, guint n_ids,
                                   TollArena *arena, GArray *rows, GError **error);

/* Start of the newest stored call of all; 0 = there is none. */
gboolean collector_calls_get_last_ms (CollectorDb *db, gint64 *last_ms, GError **error);

/* CollectorCallSums: what the tiles of one's own calls show. */
typedef struct
{
  gint64 calls;
  gint64 answered;
  gint64 missed;
  gint64 talk_ms;
  gint64 ring_ms; /* of answered calls */
} CollectorCallSums;

/* CollectorCost: rated cost in one currency. */
typedef struct
{
  char currency[4];
  gint64 cost_micro;
} CollectorCost;

/* Sums over the viewer's own calls of the local days [@day_from, @day_to).
 * @costs: of CollectorCost, added to. */
gboolean collector_calls_sum_own (CollectorDb *db, const CollectorViewer *viewer, gint32 day_from,
                                  gint32 day_to, CollectorCallSums *sums, GArray *costs,
                                  GError **error);

G_END_DECLS
