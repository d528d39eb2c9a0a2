/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/people/person.h"
#include "collector/store/viewer.h"

G_BEGIN_DECLS

/* CollectorPutResult: what a put did. */
typedef enum
{
  COLLECTOR_PUT_NEW,
  COLLECTOR_PUT_CHANGED,
  COLLECTOR_PUT_SAME,
} CollectorPutResult;

/* When a change counts. Instants: UTC epoch. */
typedef struct
{
  gint64 now_ms;
  gint64 moved_from_ms; /* since when the groupings are what they are; not in the future */
  const CollectorViewer *giver; /* (nullable): whoever changes: see reach.h, sight.h */
  GPtrArray *taken_over; /* (nullable) (owned) of char *: numbers that automatic people gave up */
} CollectorPersonChange;

/* Writes @person (id 0: a new one; its id is set), its lines, devices and the account of its user
 * name, as far as they differ from what is stored, inside the caller's transaction. The revision
 * grows with a change, and stored calls that may be somebody else's now are queued.
 *
 * - A new department, cost centre or location counts from moved_from_ms on; what was before stays
 *   in person_past.
 * - lines is all that are the person's from now on: one that is missing ends now; those that have
 *   ended stay, unless they are given with an end before their beginning. A line of always whose
 *   number was others' before begins when the last of them gave it up.
 * - Who leaves (valid_to_ms) takes the ends of the lines along.
 * - The user id by which records find somebody (cucm_user_id, else user_name; upper and lower case
 *   alike) is one person's at a time, and begins when others who had it before have left.
 * - Of who sees only a part of the house, numbers, devices and user ids count from now on, and the
 *   calls until now stay where they were.
 * - A number is one person's at a time within its partition and site, where none told is any. An
 *   automatic person without a name gives it up to others, with the calls of that time, and leaves
 *   when no number is left.
 * - A new person's account may have been there before: it becomes the person's, with the rights of
 *   @person, which collector_people_begin() takes from it.
 *
 * Errors: BAD_ARGUMENT with the field's wire name; CONFLICT for a user name, a user id, a number or
 * a device that is somebody else's, naming whose; for the last administrator, and the last who sees
 * numbers; FORBIDDEN for a mask that is weaker than that of whoever gives it, and for what reaches
 * beyond their scope. */
gboolean collector_person_save (CollectorDb *db, CollectorPerson *person,
                                const CollectorPersonChange *change, CollectorPutResult *result,
                                GError **error);

/* Takes from the stored person what @person has not: numbers and devices end now, or when they end
 * there, and begin no sooner; another manager goes, and another user id of records. With this done
 * for all of them first, people can exchange these with each other, now or from a day on, whoever is
 * saved first. Nothing for who is not stored. @giver: (nullable): see CollectorPersonChange. @changed: (inout): set when something
 * was taken. Errors: those of collector_person_save(). In the caller's transaction. */
gboolean collector_person_release (CollectorDb *db, const CollectorPerson *person,
                                   const CollectorViewer *giver, gint64 now_ms, gboolean *changed,
                                   GError **error);

/* The titles of the custom fields, in order; "" = none. Texts live in @arena. */
gboolean collector_custom_fields_load (CollectorDb *db, TollArena *arena,
                                       const char *titles[COLLECTOR_N_CUSTOM_FIELDS],
                                       GError **error);
/* CONFLICT when two are the same. In the caller's transaction. */
gboolean collector_custom_fields_store (CollectorDb *db,
                                        const char *const titles[COLLECTOR_N_CUSTOM_FIELDS],
                                        GError **error);

G_END_DECLS
