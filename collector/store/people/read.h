/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/people/person.h"

G_BEGIN_DECLS

/* People as somebody may see them: administrators all of them, supervisors those of their scope
 * and themselves, others themselves. Any lane. Texts live in the arena given. */

typedef enum
{
  COLLECTOR_PEOPLE_BY_NAME,
  COLLECTOR_PEOPLE_BY_USER_NAME,
  COLLECTOR_PEOPLE_BY_EXTENSION,
  COLLECTOR_PEOPLE_BY_DEPARTMENT,
  COLLECTOR_N_PEOPLE_SORTS
} CollectorPeopleSort;

/* CollectorPeopleQuery: which people. Zero and NULL mean any; -1 for role and source. */
typedef struct
{
  const char *text; /* words, each the beginning of a number or somewhere in the names;
                     * four digits or more somewhere in a number */
  gint64 department_id;
  gint64 cost_centre_id;
  gint64 location_id;
  int role;
  int source;
  gboolean skip_active; /* who works here now */
  gboolean skip_left;
  CollectorPeopleSort sort;
  gboolean is_falling; /* the last first */
  gint64 after_id; /* behind this person; 0 = from the first */
  gint64 now_ms;
} CollectorPeopleQuery;

/* @viewer: (nullable): sees all. @people: of CollectorPerson *; at most @limit are appended. @next_id: (out): after_id of the next
 * page; 0 = that was all. */
gboolean collector_people_list (CollectorDb *db, const CollectorViewer *viewer,
                                const CollectorPeopleQuery *query, guint limit, TollArena *arena,
                                GPtrArray *people, gint64 *next_id, GError **error);

/* NOT_FOUND also for those the viewer may not see. @viewer: (nullable): sees all. */
gboolean collector_people_get (CollectorDb *db, const CollectorViewer *viewer, gint64 id,
                               TollArena *arena, CollectorPerson *person, GError **error);

/* Makes @person a new one, without its name: what somebody of that name without a person may do and
 * see already, where there is such an account; else what nobody has told anything of. */
gboolean collector_people_begin (CollectorDb *db, const char *user_name, TollArena *arena,
                                 CollectorPerson *person, GError **error);

/* @id: (out): of the person called @user_name, upper and lower case alike; 0 = nobody is. */
gboolean collector_people_lookup_id (CollectorDb *db, const char *user_name, gint64 *id,
                                     GError **error);

G_END_DECLS
