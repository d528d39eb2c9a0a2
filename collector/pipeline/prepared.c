/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first stages of a batch: noise, repeats, journeys, prices, packing. They need no ledger, so
 * they run beside the writer. Pure.
 */
#include "config.h"

#include "collector/pipeline/prepared.h"

#include "collector/normalize/device-shape.h"
#include "collector/normalize/direction.h"
#include "collector/pipeline/buckets.h"
#include "collector/pipeline/recorded.h"

#include <string.h>

typedef struct
{
  guint32 cluster;
  guint32 manager;
  guint32 call_id;
  guint index;
  gint64 record_key;
} SortKey;

CollectorPrepared *
collector_prepared_new (void)
{
  CollectorPrepared *prepared = g_new0 (CollectorPrepared, 1);

  prepared->batch = collector_batch_new ();
  prepared->arena = toll_arena_new ();
  prepared->order = g_array_new (FALSE, FALSE, sizeof (guint));
  prepared->calls = g_array_new (FALSE, FALSE, sizeof (TollCall));
  prepared->glossary = collector_glossary_new ();
  prepared->call_words = g_array_new (FALSE, FALSE, sizeof (CollectorCallWords));
  prepared->call_group = g_array_new (FALSE, FALSE, sizeof (guint));
  prepared->call_order = g_array_new (FALSE, FALSE, sizeof (guint));
  prepared->bodies = g_byte_array_new ();
  prepared->marks = g_array_new (FALSE, FALSE, sizeof (CollectorMark));
  return prepared;
}

void
collector_prepared_free (CollectorPrepared *prepared)
{
  if (prepared == NULL)
    return;
  collector_batch_free (prepared->batch);
  toll_arena_free (prepared->arena);
  g_array_unref (prepared->order);
  g_array_unref (prepared->calls);
  collector_glossary_free (prepared->glossary);
  g_array_unref (prepared->call_words);
  g_array_unref (prepared->call_group);
  g_array_unref (prepared->call_order);
  g_byte_array_unref (prepared->bodies);
  g_array_unref (prepared->marks);
  g_clear_pointer (&prepared->snapshot, collector_snapshot_unref);
  g_free (prepared->legs);
  g_free (prepared);
}

/* What was found out about the records. */
static void
forget_work (CollectorPrepared *prepared)
{
  toll_arena_reset (prepared->arena);
  collector_glossary_reset (prepared->glossary);
  g_array_set_size (prepared->order, 0);
  g_array_set_size (prepared->calls, 0);
  g_array_set_size (prepared->call_words, 0);
  g_array_set_size (prepared->call_group, 0);
  g_array_set_size (prepared->call_order, 0);
  g_byte_array_set_size (prepared->bodies, 0);
  g_array_set_size (prepared->marks, 0);
  g_clear_pointer (&prepared->snapshot, collector_snapshot_unref);
  prepared->n_groups = 0;
}

void
collector_prepared_reset (CollectorPrepared *prepared)
{
  collector_batch_reset (prepared->batch);
  forget_work (prepared);
}

static int
compare_sort_keys (gconstpointer a, gconstpointer b)
{
  const SortKey *x = a, *y = b;

  if (x->cluster != y->cluster)
    return x->cluster < y->cluster ? -1 : 1;
  if (x->manager != y->manager)
    return x->manager < y->manager ? -1 : 1;
  if (x->call_id != y->call_id)
    return x->call_id < y->call_id ? -1 : 1;
  if (x->record_key != y->record_key)
    return x->record_key < y->record_key ? -1 : 1;
  return x->index < y->index ? -1 : 1;
}

/* A figure for each cluster's name, in the order of appearance. */
static guint32
number_cluster (GHashTable *seen, const char *cluster)
{
  gpointer number = g_hash_table_lookup (seen, cluster);

  if (number == NULL)
    {
      number = GUINT_TO_POINTER (g_hash_table_size (seen) + 1);
      g_hash_table_insert (seen, (gpointer) cluster, number);
    }
  return GPOINTER_TO_UINT (number);
}

static gboolean
is_same_key (const SortKey *a, const SortKey *b)
{
  return a->cluster == b->cluster && a->manager == b->manager && a->call_id == b->call_id
         && a->record_key == b->record_key;
}

/* Sorts by key; records that repeat a key point to the first of them in the file. */
static void
sort_legs (CollectorPrepared *prepared)
{
  GArray *legs = prepared->batch->legs;
  g_autofree SortKey *keys = g_new (SortKey, legs->len);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < legs->len; i++)
    {
      const TollLeg *leg = &g_array_index (legs, TollLeg, i);
      guint32 cluster = i > 0 && strcmp (leg[-1].cluster, leg->cluster) == 0
                            ? keys[i - 1].cluster
                            : number_cluster (seen, leg->cluster);

      keys[i] = (SortKey){ cluster, leg->manager_id, leg->global_call_id, i, leg->record_key };
    }
  if (legs->len > 0)
    qsort (keys, legs->len, sizeof *keys, compare_sort_keys);
  g_array_set_size (prepared->order, legs->len);
  for (guint i = 0, first = 0; i < legs->len; i++)
    {
      if (i > 0 && !is_same_key (&keys[first], &keys[i]))
        first = i;
      g_array_index (prepared->order, guint, i) = keys[i].index;
      prepared->legs[keys[i].index].same_as = first == i ? -1 : (gint32) keys[first].index;
    }
}

/* What is known of a device by its name. */
typedef enum
{
  NAME_NEW, /* not looked at yet */
  NAME_TELLS,
  NAME_HINTS, /* at what it is; the number of a record may speak against it */
  NAME_SILENT,
} NameKind;

static NameKind
look_at_name (const CollectorSnapshot *snapshot, const char *device)
{
  if (collector_plan_get_device_kind (snapshot->plan, device) != COLLECTOR_DEVICE_UNKNOWN)
    return NAME_TELLS;
  return collector_device_shape_get_likely (device) != COLLECTOR_DEVICE_UNKNOWN ? NAME_HINTS
                                                                                : NAME_SILENT;
}

static gboolean
may_be_gateway (CollectorPrepared *prepared, GHashTable *known, const TollLeg *leg,
                gboolean is_called)
{
  const CollectorSnapshot *snapshot = prepared->snapshot;
  const CollectorContext context = { snapshot->plan, snapshot->people };
  const char *device = is_called ? leg->dest_device : leg->orig_device;
  NameKind kind;

  if (*device == '\0')
    return FALSE;
  kind = GPOINTER_TO_INT (g_hash_table_lookup (known, device));
  if (kind == NAME_NEW)
    {
      kind = look_at_name (snapshot, device);
      g_hash_table_insert (known, (gpointer) device, GINT_TO_POINTER (kind));
    }
  if (kind == NAME_HINTS)
    return collector_direction_hides_trunk (&context, leg, is_called, prepared->arena);
  return kind == NAME_SILENT;
}

static void
look_at_legs (CollectorPrepared *prepared)
{
  GArray *legs = prepared->batch->legs;
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < legs->len; i++)
    {
      const TollLeg *leg = &g_array_index (legs, TollLeg, i);
      CollectorPreparedLeg *mine = &prepared->legs[i];

      mine->noise = collector_noise_rule (leg, prepared->snapshot->plan);
      mine->link = mine->noise == NULL && collector_leg_may_link (leg);
      mine->group = COLLECTOR_NO_GROUP;
      if (mine->noise != NULL && collector_noise_is_copy (mine->noise))
        collector_recorded_add_marks (prepared->marks, leg, i);
      mine->learn_orig = may_be_gateway (prepared, known, leg, FALSE);
      mine->learn_dest = may_be_gateway (prepared, known, leg, TRUE);
      mine->body_at = prepared->bodies->len;
      toll_leg_pack (leg, prepared->bodies);
      mine->n_body = prepared->bodies->len - mine->body_at;
    }
}

/* Derives and prices the calls of one conversation: @members, of @n legs, are leg indices. */
static void
derive_group (CollectorPrepared *prepared, guint group, const guint *members, guint n)
{
  CollectorContext context = { prepared->snapshot->plan, prepared->snapshot->people };
  const TollLeg *few[16];
  guint few_calls[16];
  g_autofree const TollLeg **many = n > G_N_ELEMENTS (few) ? g_new (const TollLeg *, n) : NULL;
  g_autofree guint *many_calls = n > G_N_ELEMENTS (few) ? g_new (guint, n) : NULL;
  const TollLeg **legs = many != NULL ? many : few;
  guint *leg_call = many_calls != NULL ? many_calls : few_calls;
  guint first = prepared->calls->len;

  for (guint i = 0; i < n; i++)
    legs[i] = &g_array_index (prepared->batch->legs, TollLeg, members[i]);
  collector_journey_derive (&context, legs, n, prepared->arena, prepared->calls, leg_call);
  for (guint i = 0; i < n; i++)
    prepared->legs[members[i]].call = leg_call[i];
  for (guint i = first; i < prepared->calls->len; i++)
    {
      collector_snapshot_rate (prepared->snapshot,
                               &g_array_index (prepared->calls, TollCall, i), prepared->arena);
      g_array_append_val (prepared->call_group, group);
    }
}

/* @traffic: leg index of each of the @n records in a conversation; @group: the conversation. */
static void
derive_groups (CollectorPrepared *prepared, const guint *traffic, const guint *group, guint n)
{
  g_autofree guint *starts = g_new (guint, prepared->n_groups + 1);
  g_autofree guint *members = g_new (guint, n + 1);

  collector_buckets_fill (group, n, prepared->n_groups, starts, members);
  for (guint i = 0; i < n; i++)
    members[i] = traffic[members[i]];
  for (guint i = 0; i < prepared->n_groups; i++)
    derive_group (prepared, i, members + starts[i], starts[i + 1] - starts[i]);
}

typedef struct
{
  gint64 id;
  guint index;
} CallKey;

static int
compare_call_keys (gconstpointer a, gconstpointer b)
{
  const CallKey *x = a, *y = b;

  return (x->id > y->id) - (x->id < y->id);
}

static void
sort_calls (CollectorPrepared *prepared)
{
  guint n = prepared->calls->len;
  g_autofree CallKey *keys = g_new (CallKey, n + 1);

  for (guint i = 0; i < n; i++)
    keys[i] = (CallKey){ g_array_index (prepared->calls, TollCall, i).id, i };
  qsort (keys, n, sizeof *keys, compare_call_keys);
  g_array_set_size (prepared->call_order, n);
  for (guint i = 0; i < n; i++)
    g_array_index (prepared->call_order, guint, i) = keys[i].index;
}

static void
note_words (CollectorPrepared *prepared)
{
  g_array_set_size (prepared->call_words, prepared->calls->len);
  for (guint i = 0; i < prepared->calls->len; i++)
    collector_glossary_note (prepared->glossary, &g_array_index (prepared->calls, TollCall, i),
                             &g_array_index (prepared->call_words, CollectorCallWords, i));
}

static void
mark_recorded (CollectorPrepared *prepared)
{
  GArray *legs = prepared->batch->legs;

  if (prepared->marks->len == 0)
    return;
  collector_recorded_sort_marks (prepared->marks);
  for (guint i = 0; i < legs->len; i++)
    if (prepared->legs[i].noise == NULL)
      collector_recorded_match (prepared->marks, &g_array_index (legs, TollLeg, i));
}

static void
join_legs (CollectorPrepared *prepared)
{
  GArray *legs = prepared->batch->legs;
  g_autofree const TollLeg **traffic = g_new (const TollLeg *, legs->len + 1);
  g_autofree guint *index = g_new (guint, legs->len + 1);
  g_autofree guint *group = g_new (guint, legs->len + 1);
  guint n = 0;

  for (guint i = 0; i < legs->len; i++)
    if (prepared->legs[i].noise == NULL && prepared->legs[i].same_as < 0)
      {
        traffic[n] = &g_array_index (legs, TollLeg, i);
        index[n++] = i;
      }
  if (n == 0)
    return;
  prepared->n_groups = collector_journey_group (traffic, n, group);
  for (guint i = 0; i < n; i++)
    prepared->legs[index[i]].group = group[i];
  derive_groups (prepared, index, group, n);
}

void
collector_prepared_work (CollectorPrepared *prepared, CollectorSnapshot *snapshot)
{
  guint n = prepared->batch->legs->len;

  forget_work (prepared);
  prepared->snapshot = collector_snapshot_ref (snapshot);
  if (n > prepared->n_allocated)
    {
      prepared->legs = g_renew (CollectorPreparedLeg, prepared->legs, n);
      prepared->n_allocated = n;
    }
  sort_legs (prepared);
  look_at_legs (prepared);
  mark_recorded (prepared);
  join_legs (prepared);
  note_words (prepared);
  sort_calls (prepared);
}
