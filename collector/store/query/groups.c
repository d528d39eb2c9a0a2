/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Groups of calls by their keys. Texts among the keys are figures while groups are looked for: each
 * is kept once. Any lane.
 */
#include "config.h"

#include "collector/store/query/private.h"

#include <string.h>

#include "collector/store/words.h"
#include "shared/base/error.h"

/* Of a group: what most reports sum up lies at its begin. */
#define FETCHED_BYTES 128
#define LINE_BYTES 64 /* of a processor's cache */

/* It owns its group where it is the only key. */
#define TEXT_OF(text_)                                                                             \
  ((CollectorText *) (void *) ((char *) (text_) - offsetof (CollectorText, text)))

void
collector_groups_free (CollectorGroups *groups)
{
  if (groups == NULL)
    return;
  g_ptr_array_unref (groups->currencies);
  g_ptr_array_unref (groups->groups);
  g_hash_table_unref (groups->index);
  collector_texts_free (groups->texts);
  toll_arena_free (groups->arena);
  g_free (groups);
}

static gboolean
add_currency (CollectorStmt *stmt, gpointer data, GError **error)
{
  CollectorGroups *groups = data;

  g_ptr_array_add (groups->currencies,
                   (gpointer) toll_arena_strdup (groups->arena,
                                                 collector_stmt_get_text (stmt, 0)));
  return TRUE;
}

static guint
hash_keys (gconstpointer data)
{
  const gint64 *keys = data;
  guint64 hash = 0;

  for (guint i = 0; i < TOLL_SPEC_MAX_KEYS; i++)
    hash = (hash ^ (guint64) keys[i]) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  return (guint) (hash >> 32);
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, TOLL_SPEC_MAX_KEYS * sizeof (gint64)) == 0;
}

/* Currencies are in the order of their ids, which are dense from 1. */
CollectorGroups *
collector_groups_new (CollectorDb *db, GError **error)
{
  g_autoptr (CollectorGroups) groups = g_new0 (CollectorGroups, 1);
  CollectorStmt *stmt;

  groups->arena = toll_arena_new ();
  groups->currencies = g_ptr_array_new ();
  groups->groups = g_ptr_array_new ();
  groups->index = g_hash_table_new (hash_keys, equal_keys);
  groups->texts = collector_texts_new (groups->arena);
  stmt = collector_db_prepare (db, "SELECT text FROM word WHERE kind = 12 ORDER BY id", error);
  if (!collector_stmt_foreach (stmt, add_currency, groups, error))
    return NULL;
  return g_steal_pointer (&groups);
}
G_STATIC_ASSERT (COLLECTOR_WORD_CURRENCY == 12);

gint64
collector_groups_intern (CollectorGroups *self, const char *text, guint hash)
{
  return GPOINTER_TO_SIZE (collector_texts_ensure (self->texts, text, hash)->text);
}

void
collector_groups_fetch (const CollectorGroups *self, guint hash, guint step)
{
  const CollectorText *text = step > 0 ? collector_texts_peek (self->texts, hash) : NULL;
  const CollectorGroup *group;

  if (step == 0)
    collector_texts_fetch (self->texts, hash);
  if (step == 1 && text != NULL)
    __builtin_prefetch (text);
  if (step < 2 || text == NULL || text->owned == NULL)
    return;
  group = text->owned;
  if (step == 2)
    for (guint i = 0; i < FETCHED_BYTES; i += LINE_BYTES)
      __builtin_prefetch ((const char *) group + i, 1);
  else
    __builtin_prefetch (group->costs, 1);
}

static const char *
get_text (gint64 interned)
{
  return GSIZE_TO_POINTER ((gsize) interned);
}

/* By one text alone no second table need be searched for each call. */
static gboolean
is_found_by_text (const CollectorGroups *self)
{
  return self->n_keys == 1 && self->keys[0]->shape == COLLECTOR_FIELD_TEXT;
}

static CollectorGroup *
find_group (const CollectorGroups *self, const gint64 *keys)
{
  return is_found_by_text (self) ? TEXT_OF (get_text (keys[0]))->owned
                                 : g_hash_table_lookup (self->index, keys);
}

static void
note_group (CollectorGroups *self, const gint64 *keys, CollectorGroup *group)
{
  gint64 *kept;

  if (is_found_by_text (self))
    {
      TEXT_OF (get_text (keys[0]))->owned = group;
      return;
    }
  kept = toll_arena_alloc (self->arena, TOLL_SPEC_MAX_KEYS * sizeof *kept);
  memcpy (kept, keys, TOLL_SPEC_MAX_KEYS * sizeof *kept);
  g_hash_table_insert (self->index, kept, group);
}

static CollectorGroup *
add_group (CollectorGroups *self, const gint64 *keys)
{
  gsize n_costs = COLLECTOR_N_MONEYS * self->currencies->len;
  CollectorGroup *group
      = toll_arena_alloc (self->arena, sizeof *group + n_costs * sizeof *group->costs);

  group->costs = (gint64 *) (group + 1);
  for (guint i = 0; i < self->n_keys; i++)
    if (self->tells_apart && (self->keys[i]->flags & COLLECTOR_FIELD_NUMBER) != 0)
      collector_key_set_apart (&group->keys[i], get_text (keys[i]), self->arena);
    else if (self->keys[i]->shape == COLLECTOR_FIELD_TEXT)
      group->keys[i].text = get_text (keys[i]);
    else
      group->keys[i].figure = keys[i];
  g_ptr_array_add (self->groups, group);
  note_group (self, keys, group);
  return group;
}

CollectorGroup *
collector_groups_ensure (CollectorGroups *self, const gint64 keys[TOLL_SPEC_MAX_KEYS],
                         gboolean *is_new, GError **error)
{
  CollectorGroup *group = find_group (self, keys);

  *is_new = group == NULL;
  if (group != NULL)
    return group;
  if (self->groups->len < COLLECTOR_MOST_GROUPS)
    return add_group (self, keys);
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_TOO_LARGE,
               "the answer has more than %d groups; ask for a shorter period, or group by less",
               COLLECTOR_MOST_GROUPS);
  return NULL;
}
