/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/people-save.h"

G_BEGIN_DECLS

/* The parts of collector_person_save(). @before: as stored, with id 0 for a new person.
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
                                        CollectorPerson *person, gint64 now_ms,
                                        gboolean *changed, GError **error);

gboolean collector_person_save_lines (CollectorDb *db, const CollectorPerson *before,
                                      const CollectorPerson *person, gint64 now_ms,
                                      gboolean *changed, GError **error);
gboolean collector_person_save_devices (CollectorDb *db, const CollectorPerson *before,
                                        const CollectorPerson *person, gboolean *changed,
                                        GError **error);

/* Sets CONFLICT for @field. Returns: FALSE. */
gboolean collector_person_refuse (GError **error, const char *field, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

G_END_DECLS
