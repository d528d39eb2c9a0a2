/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/account-store.h"
#include "collector/store/people/grouping-store.h"
#include "collector/store/people/person.h"

G_BEGIN_DECLS

/* The guard of scopes: an administrator whose scope is a part of the house neither sees nor makes
 * seen what lies outside of it. The directory is theirs to keep, but how people sign in and what they
 * see only of who is of that part: now, and as far back as there are calls of theirs, which whoever
 * signs in as them would see. Each function answers FALSE with FORBIDDEN; @giver is whoever changes
 * something, NULL = the house itself, whom nothing binds. */

/* Whether @giver is bound by nothing: sees all, or is the house itself. */
gboolean collector_reach_is_free (const CollectorViewer *giver);

/* @before becomes @person: another role or scope, where one of both reaches beyond that of @giver.
 * Errors name "role" or "scope". */
gboolean collector_reach_check_rights (const CollectorViewer *giver, const CollectorPerson *before,
                                       const CollectorPerson *person, GError **error);
/* @before becomes @person: another user name, role, scope, mask, or time at which they may sign in; of
 * somebody new (id 0) an account of nobody, or more than is usual. Nor does who has a password or PIN
 * leave the scope. Errors name the field. */
gboolean collector_reach_check_sign_in (CollectorDb *db, const CollectorViewer *giver,
                                        const CollectorPerson *before,
                                        const CollectorPerson *person, GError **error);
/* The person is @giver, or of the scope with all their calls. */
gboolean collector_reach_check_person (CollectorDb *db, const CollectorViewer *giver,
                                       gint64 person_id, GError **error);
/* Whoever signs in as @account, or has what is sent to it, sees no more than @giver. */
gboolean collector_reach_check_account (CollectorDb *db, const CollectorViewer *giver,
                                        const CollectorAccount *account, GError **error);
/* Nobody comes to see calls of others, or what is mailed to them, by taking numbers, devices, a CUCM
 * user id or a mail address from people outside of their scope, or by moving these into it. FORBIDDEN
 * with a field. */
gboolean collector_reach_check_taking (const CollectorViewer *giver, const CollectorPerson *before,
                                       const CollectorPerson *person, gint64 now_ms,
                                       GError **error);
/* A mail address that @person gets is nobody's who is outside of the scope: what is sent to these would
 * be read by others. FORBIDDEN naming "mail". */
gboolean collector_reach_check_mail (CollectorDb *db, const CollectorViewer *giver,
                                     const CollectorPerson *before, const CollectorPerson *person,
                                     GError **error);
/* What @person is found by in records from now on, a user id or the user name, stands in no record of
 * the last months that is a call of somebody outside of the scope. FORBIDDEN naming the field. */
gboolean collector_reach_check_login (CollectorDb *db, const CollectorViewer *giver,
                                      const CollectorPerson *before,
                                      const CollectorPerson *person, gint64 now_ms,
                                      GError **error);
/* What was before @giver changes it stays: calls of the past become those of another part only by who
 * sees both. Errors name the field. @moved_from_ms: see CollectorPersonChange. */
gboolean collector_reach_check_past (const CollectorViewer *giver, const CollectorPerson *before,
                                     const CollectorPerson *person, gint64 moved_from_ms,
                                     gint64 now_ms, GError **error);
/* What others belong to is called otherwise: it is in the scope of @giver. */
gboolean collector_reach_check_rename (const CollectorViewer *giver, CollectorGrouping grouping,
                                       gint64 id, GError **error);
/* The calls of one become another's: both are in the scope of @giver. */
gboolean collector_reach_check_merge (const CollectorViewer *giver, CollectorGrouping grouping,
                                      gint64 id, gint64 into_id, GError **error);

G_END_DECLS
