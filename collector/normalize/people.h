/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CollectorOwner: who owns a line during a time, and where that person belonged then. Texts belong
 * to the snapshot. */
typedef struct
{
  gint64 person_id;
  const char *name; /* "Alba Conti" */
  gint64 department_id;
  gint64 cost_centre_id;
  gint64 location_id;
  gint64 valid_from_ms; /* half open; G_MININT64 = always */
  gint64 valid_to_ms;   /* G_MAXINT64 = still */
} CollectorOwner;

/* CollectorClaim: what a call tells of whose it is. NULL texts are "". */
typedef struct
{
  const char *number; /* an extension, or a direct number with or without its + */
  const char *partition;
  const char *login_user;
  const char *device;
  gint64 site_id; /* where the line is; 0 = not known */
} CollectorClaim;

/* CollectorPeople: the directory as the pipeline sees it: immutable once built, reference
 * counted, any thread. Keys: number with partition and site, login user, device. */
typedef struct _CollectorPeople CollectorPeople;

CollectorPeople *collector_people_new (void);
/* Texts are copied. @partition "" = any partition, @site_id 0 = any site. Of several who claim a login
 * user at an instant, who is added first has it, and nobody by a user name whom another claims it from
 * as a login. */
void collector_people_add_line (CollectorPeople *people, const char *number,
                                const char *partition, gint64 site_id,
                                const CollectorOwner *owner);
void collector_people_add_login (CollectorPeople *people, const char *login_user,
                                 const CollectorOwner *owner);
void collector_people_add_user_name (CollectorPeople *people, const char *user_name,
                                     const CollectorOwner *owner);
void collector_people_add_device (CollectorPeople *people, const char *device,
                                  const CollectorOwner *owner);
CollectorPeople *collector_people_ref (CollectorPeople *people);
void collector_people_unref (CollectorPeople *people);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorPeople, collector_people_unref)

/* The company's revision that is known to be in it, at least: changes of later revisions may be
 * missing. G_MAXINT64 unless told: of no ledger. Set before anybody else sees it. */
void collector_people_set_revision (CollectorPeople *people, gint64 revision);
gint64 collector_people_get_revision (const CollectorPeople *people);

/* Whose it was at @at_ms: the login user's when it is a known one (extension mobility; upper and
 * lower case alike), else the line's, else the device's.
 *
 * Of the people who hold the number, those of another site are out, unless partitions tell: an
 * equal partition goes before an equal site, both before any. When people remain that the call
 * cannot tell apart, it is nobody's.
 * Returns: (transfer none) (nullable). */
const CollectorOwner *collector_people_lookup (const CollectorPeople *people,
                                               const CollectorClaim *claim, gint64 at_ms);

/* Returns: TRUE when @number is somebody's line, whatever the time. */
gboolean collector_people_has_line (const CollectorPeople *people, const char *number);

G_END_DECLS
