/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/people.h"
#include "collector/normalize/plan.h"
#include "collector/store/people/save.h"

G_BEGIN_DECLS

/* CollectorPersonRow: one person and one line, in names, as tests and the demo say it. NULL texts
 * leave what is stored, and are "" for a new person. */
typedef struct
{
  const char *user_name; /* required, unique */
  const char *first_name;
  const char *last_name;
  const char *mail;
  const char *language;
  const char *zone;
  const char *extension; /* "" = no line; one that is the person's already stays */
  const char *partition;
  const char *department; /* names; made when they are new */
  const char *cost_centre;
  const char *location;
  gint64 valid_from_ms; /* of the line; 0 = always */
  gint64 valid_to_ms;   /* 0 = still */
} CollectorPersonRow;

/* Adds or changes the person and adds the line: see collector_person_save(). */
gboolean collector_person_put (CollectorDb *db, const CollectorPersonRow *row,
                               CollectorPutResult *result, GError **error);

/* Who reads mail at @address now. @language: (out) (transfer full): theirs, "" when it is not known;
 * NULL when nobody of the directory does. */
gboolean collector_person_find_mailbox (CollectorDb *db, const char *address, gint64 now_ms,
                                        char **language, GError **error);

/* A second, voicemail or fax number of the public network gets the one form that it has however it
 * is typed: E.164, by the plan of its site, else of the default one. Before the person is saved or
 * released. @plan: (nullable): NULL = as it is typed. */
void collector_person_settle_number (CollectorPersonLine *line, const CollectorPlan *plan,
                                     TollArena *arena);

/* Reads the directory into a snapshot for the pipeline. Returns: (transfer full). */
CollectorPeople *collector_people_load (CollectorDb *db, GError **error);

G_END_DECLS
