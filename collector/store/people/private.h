/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/people/save.h"

G_BEGIN_DECLS

/* The parts of collector_person_save(). @before: as stored, with id 0 for a new person and
 * the account that waits for it.
 * @changed: set to TRUE when something differed. */

/* Everything that can be told without the others. */
gboolean collector_person_check (CollectorDb *db, const CollectorPerson *before,
                                 const CollectorPerson *person,
                                 const CollectorPersonChange *change, GError **error);

/* Keeps where the person was, when that differs. Before the columns are written. */
gboolean collector_person_save_past (CollectorDb *db, const CollectorPerson *before,
                                     const CollectorPerson *person,
                                     const CollectorPersonChange *change, GError **error);

/* The account: made, or changed where it differs. */
gboolean collector_person_save_account (CollectorDb *db, const CollectorPerson *before,
                                        CollectorPerson *person,
                                        const CollectorPersonChange *change, gboolean *changed,
                                        GError **error);

gboolean collector_person_save_lines (CollectorDb *db, const CollectorPerson *before,
                                      const CollectorPerson *person,
                                      const CollectorPersonChange *change, gboolean *changed,
                                      GError **error);
gboolean collector_person_save_devices (CollectorDb *db, const CollectorPerson *before,
                                        const CollectorPerson *person,
                                        const CollectorPersonChange *change, gboolean *changed,
                                        GError **error);

/* -- people/login.c -- */

/* TRUE when records find both by the same user id. */
gboolean collector_person_has_same_login (const CollectorPerson *a, const CollectorPerson *b);

/* Nobody else is found by the user id of @person during their time: by a cucm_user_id or, without one,
 * by the user name. CONFLICT naming the other. */
gboolean collector_person_check_login (CollectorDb *db, const CollectorPerson *before,
                                       const CollectorPerson *person,
                                       const CollectorPersonChange *change, GError **error);

/* Keeps by which user id records found the person until now, where whoever changes it sees only a part
 * of the house; and begins after others who had it before. After the row is written. */
gboolean collector_person_save_login (CollectorDb *db, const CollectorPerson *before,
                                      const CollectorPerson *person,
                                      const CollectorPersonChange *change, GError **error);

/* -- people/owners.c -- */

/* Of the line ?1 (number), ?2 (partition), ?3 (site) of the person ?4: whether row n of person_line
 * can be the same line of somebody else. A direct number is the same with and without its +; a
 * partition or site that is not told may be any. */
#define COLLECTOR_OTHERS_NUMBER_SQL                                                                \
  "n.extension IN (ltrim (?1, '+'), '+' || ltrim (?1, '+'))"                                       \
  " AND (n.partition = ?2 OR n.partition = '' OR ?2 = '')"                                         \
  " AND (ifnull (n.site_id, 0) IN (0, ?3) OR ?3 = 0) AND n.person_id <> ?4"

void collector_person_bind_number (CollectorStmt *stmt, const CollectorPersonLine *line,
                                   gint64 person_id);

/* Makes sure that nobody else has @line during its time. An automatic person without a name gives
 * it up, with the calls of that time. CONFLICT naming the other owner and lines[@index]. */
gboolean collector_person_claim_line (CollectorDb *db, const CollectorPerson *person,
                                      const CollectorPersonLine *line, guint index,
                                      const CollectorPersonChange *change, GError **error);

/* Sets CONFLICT for @field. Returns: FALSE. */
gboolean collector_person_refuse (GError **error, const char *field, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

G_END_DECLS
