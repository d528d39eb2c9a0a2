/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/account-store.h"
#include "collector/store/people/person.h"

G_BEGIN_DECLS

/* The guard of masks: an administrator from whom numbers are hidden gets no eyes that see more of
 * them, neither by what people may see nor by the password of somebody. Each function answers FALSE
 * with FORBIDDEN; @giver is whoever changes something, NULL = the house itself, whom nothing binds. */

/* @before becomes @person: nobody is given a weaker mask than @giver's own digits, and who has one
 * keeps the name they sign in with. What is so already stays so. Errors name "masked_digits" or
 * "user_name". */
gboolean collector_sight_check_rights (const CollectorViewer *giver, const CollectorPerson *before,
                                       const CollectorPerson *person, GError **error);
/* @person has no line that @before has not and that may be an outside number, for an administrator
 * of a part, too: what is somebody's line is shown whole, with its name. Errors name
 * "lines[N].number". */
gboolean collector_sight_check_lines (CollectorDb *db, const CollectorViewer *giver,
                                      const CollectorPerson *before, const CollectorPerson *person,
                                      GError **error);
/* Returns: (transfer none): @name as @viewer may see it, who has its numbers hidden or whose scope is a
 * part: of calls outside of it the name may be the number. Of @arena, or @name. */
const char *collector_sight_show_device (const CollectorViewer *viewer, const char *name,
                                         TollArena *arena);
/* Adds @device, as @giver named it: of the @stored ones it may be shown in part. A name whose number is
 * hidden from @giver is refused, whether it is stored or not: whose calls became of whom would tell, and
 * so would the answer; a * that stands for nothing, too. Errors name "devices[N]". */
gboolean collector_sight_put_device (const CollectorViewer *giver, CollectorPerson *person,
                                     const char *device, const char *const *stored, guint n_stored,
                                     TollArena *arena, GError **error);
/* The devices of @person, which is to be shown only, become what @viewer may see. */
void collector_sight_hide_devices (const CollectorViewer *viewer, CollectorPerson *person,
                                   TollArena *arena);
/* Whoever signs in as @account sees no more of numbers than @giver, by digits and by rules. */
gboolean collector_sight_check_account (CollectorDb *db, const CollectorViewer *giver,
                                        const CollectorAccount *account, GError **error);
/* After @before became @person: somebody who sees numbers can still sign in as an administrator, if
 * it was one who does not any more; CONFLICT. */
gboolean collector_sight_keep_somebody (CollectorDb *db, const CollectorPerson *before,
                                        const CollectorPerson *person, gint64 now_ms,
                                        GError **error);

G_END_DECLS
