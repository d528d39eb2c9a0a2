/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/people/save.h"
#include "shared/wire/json-read.h"
#include "shared/wire/json-write.h"

G_BEGIN_DECLS

/* A person on the wire. */

/* Writes @person as an object. @version: (nullable); @taken_over: (nullable): numbers that automatic
 * people gave up. */
gboolean collector_person_write (TollJsonWriter *json, const char *name, CollectorDb *db,
                                 const CollectorPerson *person, const char *version,
                                 const GPtrArray *taken_over, gint64 now_ms, GError **error);

/* Returns: (transfer full): a text that is another when what may be changed of @person, as stored, is. */
char *collector_person_dup_version (const CollectorPerson *person);

/* Writes the member scope: the kind, and the set by ids and names. */
gboolean collector_person_write_scope (TollJsonWriter *json, CollectorDb *db, CollectorScope scope,
                                       const gint64 *ids, guint n_ids, GError **error);

/* Takes what @body says into @person; what it does not say stays. Texts are borrowed from @body or
 * live in @arena. Groupings that are new by name are made: inside a transaction.
 * Errors: BAD_ARGUMENT naming the field; CONFLICT for a field that only the person's source
 * changes. */
gboolean collector_person_apply (CollectorPerson *person, CollectorPersonChange *change,
                                 const TollJsonValue *body, CollectorDb *db, TollArena *arena,
                                 GError **error);

/* The member scope of such a body, for a person whose role is set. */
gboolean collector_person_apply_scope (CollectorPerson *person, const TollJsonValue *value,
                                       CollectorDb *db, TollArena *arena, GError **error);

G_END_DECLS
