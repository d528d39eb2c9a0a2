/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "shared/model/call.h"

G_BEGIN_DECLS

/* CollectorFinder: the tables `call_line` and `call_number`, by which calls are found. They are
 * kept by hand instead of as indexes: what a transaction adds is gathered and goes in sorted, so
 * each leaf is touched once; an index would be descended at random for every call, which was a
 * third of the time of a large import. Writer lane. */
typedef struct _CollectorFinder CollectorFinder;

/* What a call is to another with its number: see follow-up.h. Stored as figures. */
typedef enum
{
  COLLECTOR_FOLLOW_NONE,
  COLLECTOR_FOLLOW_MISSED,  /* they called, and nobody answered */
  COLLECTOR_FOLLOW_BY_US,   /* answered, called by us */
  COLLECTOR_FOLLOW_BY_THEM, /* answered, called by them */
} CollectorFollow;

CollectorFollow collector_follow_get (TollDirection direction, TollOutcome outcome,
                                      const char *number);

/* CollectorFinderCall: what is told of a call. */
typedef struct
{
  gint64 call_id;
  gint64 line_id;
  gint64 person_id;   /* whose, 0 = nobody's */
  const char *number; /* copied */
  CollectorFollow follow;
} CollectorFinderCall;

/* CollectorFinderEntry: a row that came or went. */
typedef struct
{
  gint64 key;         /* line, or bucket of time */
  const char *number; /* "" in the table of lines */
  guint64 head;       /* its first characters in figures, in which it is compared */
  gint64 call_id;
  gint64 person_id; /* 0 in the table of numbers */
  int sign;
  CollectorFollow follow; /* NONE in the table of lines */
} CollectorFinderEntry;

CollectorFinder *collector_finder_new (void);
void collector_finder_free (CollectorFinder *finder);

/* A call that came (@sign 1) or went (-1). */
void collector_finder_note (CollectorFinder *finder, const CollectorFinderCall *call, int sign);

/* Nothing is noted from now on: of a large file, it is sorted in another thread until it is
 * written. */
void collector_finder_close (CollectorFinder *finder);

/* Writes what was gathered, inside the caller's transaction. It must be closed. */
gboolean collector_finder_flush (CollectorFinder *finder, CollectorDb *db, GError **error);
void collector_finder_forget (CollectorFinder *finder);

/* Returns: (transfer none): of CollectorFinderEntry: what was written of numbers, by bucket, number and
 * call. A call that stayed what it was has the sign 0, one that became another is there twice. Until it
 * is forgotten. */
const GArray *collector_finder_get_numbers (const CollectorFinder *finder);
/* < 0, 0 or > 0, in their order, whatever their buckets. */
int collector_finder_compare_numbers (const CollectorFinderEntry *left,
                                      const CollectorFinderEntry *right);

G_END_DECLS
