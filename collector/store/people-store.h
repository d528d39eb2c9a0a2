/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/people.h"
#include "collector/store/db.h"

G_BEGIN_DECLS

/* CollectorPersonRow: one person and one line, as a directory file has it. NULL texts are "". A
 * person with several lines is several rows with the same user name. */
typedef struct
{
  const char *user_name; /* required, unique */
  const char *first_name;
  const char *last_name;
  const char *mail;
  const char *language;
  const char *zone;
  const char *extension; /* "" = no line */
  const char *partition;
  const char *department; /* names; made when they are new */
  const char *cost_centre;
  const char *location;
  gint64 valid_from_ms; /* 0 = always */
  gint64 valid_to_ms;   /* 0 = still */
} CollectorPersonRow;

/* CollectorPutResult: what a put did. */
typedef enum
{
  COLLECTOR_PUT_NEW,
  COLLECTOR_PUT_CHANGED,
  COLLECTOR_PUT_SAME,
} CollectorPutResult;

/* Adds or changes the person and its line. A number that is somebody else's during an overlapping
 * time is refused with CONFLICT naming the other owner. Runs inside the caller's transaction. */
gboolean collector_person_put (CollectorDb *db, const CollectorPersonRow *row,
                               CollectorPutResult *result, GError **error);

/* Returns: the person's id; 0 with NOT_FOUND. */
gint64 collector_person_find (CollectorDb *db, const char *user_name, GError **error);

/* Reads the directory into a snapshot for the pipeline. Returns: (transfer full). */
CollectorPeople *collector_people_load (CollectorDb *db, GError **error);

G_END_DECLS
