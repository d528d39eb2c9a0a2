/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The directory as the pipeline sees it: whose line an extension was, and whose login a user name
 * was, at an instant. Built once and then only read, by any thread. It guesses nothing: a line in
 * several partitions with several owners stays without owner when the record names no partition.
 */
#include "config.h"

#include "collector/normalize/people.h"

#include <string.h>

typedef struct
{
  const char *partition; /* "" = any */
  CollectorOwner owner;
} Holding;

struct _CollectorPeople
{
  GStringChunk *texts;
  GHashTable *lines;  /* extension -> GArray of Holding */
  GHashTable *logins; /* login user -> GArray of Holding */
};

CollectorPeople *
collector_people_new (void)
{
  CollectorPeople *people = g_atomic_rc_box_new0 (CollectorPeople);
  GDestroyNotify free_array = (GDestroyNotify)g_array_unref;

  people->texts = g_string_chunk_new (4096);
  people->lines = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_array);
  people->logins = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_array);
  return people;
}

static const char *
keep (CollectorPeople *people, const char *text)
{
  return text != NULL && *text != '\0' ? g_string_chunk_insert_const (people->texts, text) : "";
}

static void
add (CollectorPeople *people,
     GHashTable *table,
     const char *key,
     const char *partition,
     const CollectorOwner *owner)
{
  Holding holding = { keep (people, partition), *owner };
  GArray *held;

  if (key == NULL || *key == '\0')
    return;
  holding.owner.name = keep (people, owner->name);
  held = g_hash_table_lookup (table, key);
  if (held == NULL)
    {
      held = g_array_new (FALSE, FALSE, sizeof (Holding));
      g_hash_table_insert (table, (gpointer)keep (people, key), held);
    }
  g_array_append_val (held, holding);
}

void
collector_people_add_line (CollectorPeople *people,
                           const char *extension,
                           const char *partition,
                           const CollectorOwner *owner)
{
  add (people, people->lines, extension, partition, owner);
}

void
collector_people_add_login (CollectorPeople *people,
                            const char *login_user,
                            const CollectorOwner *owner)
{
  add (people, people->logins, login_user, "", owner);
}

static void
clear_people (gpointer data)
{
  CollectorPeople *people = data;

  g_hash_table_unref (people->lines);
  g_hash_table_unref (people->logins);
  g_string_chunk_free (people->texts);
}

CollectorPeople *
collector_people_ref (CollectorPeople *people)
{
  return g_atomic_rc_box_acquire (people);
}

void
collector_people_unref (CollectorPeople *people)
{
  g_atomic_rc_box_release_full (people, clear_people);
}

static gboolean
holds_at (const Holding *holding, gint64 at_ms)
{
  return holding->owner.valid_from_ms <= at_ms && at_ms < holding->owner.valid_to_ms;
}

/* The holding of exactly @partition at @at_ms; of several the one that began last. */
static const CollectorOwner *
find_in_partition (const GArray *held, const char *partition, gint64 at_ms)
{
  const CollectorOwner *best = NULL;

  for (guint i = 0; i < held->len; i++)
    {
      const Holding *holding = &g_array_index (held, Holding, i);

      if (holds_at (holding, at_ms) && strcmp (holding->partition, partition) == 0 &&
          (best == NULL || holding->owner.valid_from_ms > best->valid_from_ms))
        best = &holding->owner;
    }
  return best;
}

/* The owner whatever the partition, when all who hold the number at @at_ms are one person. */
static const CollectorOwner *
find_only (const GArray *held, gint64 at_ms)
{
  const CollectorOwner *only = NULL;

  for (guint i = 0; i < held->len; i++)
    {
      const Holding *holding = &g_array_index (held, Holding, i);

      if (!holds_at (holding, at_ms))
        continue;
      if (only != NULL && only->person_id != holding->owner.person_id)
        return NULL;
      if (only == NULL || holding->owner.valid_from_ms > only->valid_from_ms)
        only = &holding->owner;
    }
  return only;
}

static const CollectorOwner *
find_line_owner (const GArray *held, const char *partition, gint64 at_ms)
{
  const CollectorOwner *owner = find_in_partition (held, partition, at_ms);

  if (owner == NULL && *partition != '\0')
    return find_in_partition (held, "", at_ms);
  return owner != NULL ? owner : find_only (held, at_ms);
}

const CollectorOwner *
collector_people_lookup (const CollectorPeople *people,
                         const char *extension,
                         const char *partition,
                         const char *login_user,
                         gint64 at_ms)
{
  const CollectorOwner *owner = NULL;
  const GArray *held = NULL;

  if (login_user != NULL && *login_user != '\0')
    held = g_hash_table_lookup (people->logins, login_user);
  if (held != NULL)
    owner = find_in_partition (held, "", at_ms);
  if (owner != NULL || extension == NULL)
    return owner;
  held = g_hash_table_lookup (people->lines, extension);
  return held != NULL ? find_line_owner (held, partition != NULL ? partition : "", at_ms) : NULL;
}

gboolean
collector_people_has_line (const CollectorPeople *people, const char *extension)
{
  return extension != NULL && g_hash_table_contains (people->lines, extension);
}
