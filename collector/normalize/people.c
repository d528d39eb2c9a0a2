/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The directory as the pipeline sees it: whose line an extension was, and whose login a user name
 * was, at an instant. Built once and then only read, by any thread. It guesses nothing: a line in
 * several partitions or sites with several owners stays without owner when the record does not tell
 * which.
 */
#include "config.h"

#include "collector/normalize/people.h"

#include <string.h>

typedef struct
{
  const char *partition; /* "" = any */
  gint64 site_id;        /* 0 = any */
  CollectorOwner owner;
} Holding;

struct _CollectorPeople
{
  GStringChunk *texts;
  GHashTable *lines;   /* number without + -> GArray of Holding */
  GHashTable *logins;  /* login user, case folded -> GArray of Holding */
  GHashTable *user_names; /* the same, for who has no login user of their own */
  GHashTable *devices; /* device -> GArray of Holding */
  gint64 revision;
};

/* Unified CM takes upper and lower case of its user ids for the same; these are ASCII. */
static guint
hash_folded (gconstpointer key)
{
  guint hash = 5381;

  for (const char *p = key; *p != '\0'; p++)
    hash = hash * 33 + (guchar) g_ascii_tolower (*p);
  return hash;
}

static gboolean
is_folded_equal (gconstpointer a, gconstpointer b)
{
  return g_ascii_strcasecmp (a, b) == 0;
}

CollectorPeople *
collector_people_new (void)
{
  CollectorPeople *people = g_atomic_rc_box_new0 (CollectorPeople);
  GDestroyNotify free_array = (GDestroyNotify)g_array_unref;

  people->revision = G_MAXINT64;
  people->texts = g_string_chunk_new (4096);
  people->lines = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_array);
  people->logins = g_hash_table_new_full (hash_folded, is_folded_equal, NULL, free_array);
  people->user_names = g_hash_table_new_full (hash_folded, is_folded_equal, NULL, free_array);
  people->devices = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_array);
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
     gint64 site_id,
     const CollectorOwner *owner)
{
  Holding holding = { keep (people, partition), site_id, *owner };
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

/* A direct number is the same with and without its +. */
static const char *
skip_plus (const char *number)
{
  return number != NULL && *number == '+' ? number + 1 : number;
}

void
collector_people_add_line (CollectorPeople *people,
                           const char *number,
                           const char *partition,
                           gint64 site_id,
                           const CollectorOwner *owner)
{
  add (people, people->lines, skip_plus (number), partition, site_id, owner);
}

void
collector_people_add_login (CollectorPeople *people,
                            const char *login_user,
                            const CollectorOwner *owner)
{
  add (people, people->logins, login_user, "", 0, owner);
}

void
collector_people_add_user_name (CollectorPeople *people,
                                const char *user_name,
                                const CollectorOwner *owner)
{
  add (people, people->user_names, user_name, "", 0, owner);
}

void
collector_people_add_device (CollectorPeople *people,
                             const char *device,
                             const CollectorOwner *owner)
{
  add (people, people->devices, device, "", 0, owner);
}

void
collector_people_set_revision (CollectorPeople *people, gint64 revision)
{
  people->revision = revision;
}

gint64
collector_people_get_revision (const CollectorPeople *people)
{
  return people->revision;
}

static void
clear_people (gpointer data)
{
  CollectorPeople *people = data;

  g_hash_table_unref (people->lines);
  g_hash_table_unref (people->logins);
  g_hash_table_unref (people->user_names);
  g_hash_table_unref (people->devices);
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

/* How well a holding answers the claim; -1: not at all. */
static int
rank_holding (const Holding *holding, const char *partition, gint64 site_id)
{
  gboolean is_partition = strcmp (holding->partition, partition) == 0;
  gboolean is_site = holding->site_id == site_id;

  /* A partition that differs is another line; one that either does not tell may be this one. */
  if (!is_partition && *holding->partition != '\0' && *partition != '\0')
    return -1;
  /* So with sites; but where an equal partition tells, the site may be a guess from the trunk. */
  if (!is_site && holding->site_id != 0 && site_id != 0 && (!is_partition || *partition == '\0'))
    return -1;
  return 2 * is_partition + is_site;
}

/* Of the holdings that answer best at @at_ms the one that began last; NULL when several lines are
 * meant and they are not one person's. */
static const CollectorOwner *
find_best (const GArray *held, const char *partition, gint64 site_id, gint64 at_ms)
{
  const Holding *best = NULL;
  gboolean is_ambiguous = FALSE;
  int best_rank = -1;

  for (guint i = 0; i < held->len; i++)
    {
      const Holding *holding = &g_array_index (held, Holding, i);
      int rank = holds_at (holding, at_ms) ? rank_holding (holding, partition, site_id) : -1;

      if (rank < 0 || rank < best_rank)
        continue;
      if (rank > best_rank)
        {
          best = holding;
          best_rank = rank;
          is_ambiguous = FALSE;
          continue;
        }
      is_ambiguous |= holding->owner.person_id != best->owner.person_id
                      && (holding->site_id != best->site_id
                          || strcmp (holding->partition, best->partition) != 0);
      if (holding->owner.valid_from_ms > best->owner.valid_from_ms)
        best = holding;
    }
  return best != NULL && !is_ambiguous ? &best->owner : NULL;
}

static const CollectorOwner *
find_in (GHashTable *table, const char *key, const CollectorClaim *claim, gint64 at_ms)
{
  const GArray *held
      = key != NULL && *key != '\0' ? g_hash_table_lookup (table, key) : NULL;

  if (held == NULL)
    return NULL;
  if (claim == NULL)
    return find_best (held, "", 0, at_ms);
  return find_best (held, claim->partition != NULL ? claim->partition : "", claim->site_id, at_ms);
}

/* Who is added first: a move or a return is no new claim. */
static const CollectorOwner *
find_first (GHashTable *table, const char *login_user, gint64 at_ms)
{
  const GArray *held = login_user != NULL && *login_user != '\0'
                           ? g_hash_table_lookup (table, login_user)
                           : NULL;

  for (guint i = 0; held != NULL && i < held->len; i++)
    if (holds_at (&g_array_index (held, Holding, i), at_ms))
      return &g_array_index (held, Holding, i).owner;
  return NULL;
}

const CollectorOwner *
collector_people_lookup (const CollectorPeople *people, const CollectorClaim *claim, gint64 at_ms)
{
  const CollectorOwner *owner = find_first (people->logins, claim->login_user, at_ms);

  if (owner == NULL)
    owner = find_first (people->user_names, claim->login_user, at_ms);
  if (owner == NULL)
    owner = find_in (people->lines, skip_plus (claim->number), claim, at_ms);
  if (owner == NULL)
    owner = find_in (people->devices, claim->device, NULL, at_ms);
  return owner;
}

gboolean
collector_people_has_line (const CollectorPeople *people, const char *number)
{
  return number != NULL && g_hash_table_contains (people->lines, skip_plus (number));
}
