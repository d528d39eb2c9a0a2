/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CollectorOwner: who owns a line during a time. Texts belong to the snapshot. */
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

/* CollectorPeople: the directory as the pipeline sees it: immutable once built, reference
 * counted, any thread. Keys: extension (with or without partition) and login user. */
typedef struct _CollectorPeople CollectorPeople;

CollectorPeople *collector_people_new (void);
/* Texts are copied. @partition "" = any partition. */
void collector_people_add_line (CollectorPeople *people, const char *extension,
                                const char *partition, const CollectorOwner *owner);
void collector_people_add_login (CollectorPeople *people, const char *login_user,
                                 const CollectorOwner *owner);
CollectorPeople *collector_people_ref (CollectorPeople *people);
void collector_people_unref (CollectorPeople *people);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorPeople, collector_people_unref)

/* Who owned the line at @at_ms: by login user when the record has a known one (extension
 * mobility), else number + partition, else number alone.
 * Returns: (transfer none) (nullable). */
const CollectorOwner *collector_people_lookup (const CollectorPeople *people,
                                               const char *extension, const char *partition,
                                               const char *login_user, gint64 at_ms);

/* Returns: TRUE when @extension is somebody's line, whatever the time. */
gboolean collector_people_has_line (const CollectorPeople *people, const char *extension);

G_END_DECLS
