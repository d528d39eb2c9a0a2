/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What becomes of the calls of conversations that were read back: those that changed are derived
 * again from all their records, and compared with what is stored. A stored call is left alone when
 * it comes out the same, and replaced under its id when it is of the same records. Writer lane.
 */
#include "config.h"

#include "collector/pipeline/rejoin-private.h"

#include "collector/pipeline/buckets.h"
#include "collector/store/recordings.h"
#include "shared/base/error.h"

/* A stored call some of whose records are at hand. */
typedef struct
{
  gint64 id;
  TollCall call;
  guint n_members; /* its records at hand that are traffic */
  guint n_silenced;
  gint64 file_id; /* of one of them */
  gboolean is_barred; /* it stays, and so do the conversations it is in */
  gboolean is_due;    /* it is derived again */
  gboolean is_kept;   /* and came out as it is stored */
} OldCall;

/* A call as it was derived. */
typedef struct
{
  guint first; /* one of its records */
  guint n_members;
  gboolean is_mixed; /* its records are not all of the call that the first was of */
  gboolean is_kept;
} NewCall;

/* What the counts of a file change by. */
typedef struct
{
  gint64 file_id;
  gint64 n_calls;
  gint64 n_legs;
} Shift;

typedef struct
{
  CollectorRejoining *all;
  CollectorLedger *ledger;
  GPtrArray *olds;     /* of OldCall, in the arena */
  GHashTable *old_ids; /* gint64 * -> OldCall */
  guint n_groups;
  gboolean *is_changed; /* per group */
  guint *starts;        /* per group, in indices */
  guint *indices;       /* of members, by group */
  GArray *calls;        /* of TollCall */
  GArray *news;         /* of NewCall, as many */
  GHashTable *shifts;   /* gint64 * -> Shift, in the arena */
} Regrouping;

static CollectorMember *
member_at (const Regrouping *self, guint index)
{
  return collector_rejoining_member (self->all, index);
}

static NewCall *
new_call_at (const Regrouping *self, guint index)
{
  return &g_array_index (self->news, NewCall, index);
}

/* -- what is stored -- */

static gboolean
load_call (Regrouping *self, OldCall *old, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (collector_ledger_get_db (self->ledger),
                                              "SELECT " COLLECTOR_CALL_COLUMNS
                                              " FROM call c WHERE c.id = ?1",
                                              error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, old->id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    collector_ledger_read_call (stmt, self->all->arena, &old->call);
  collector_stmt_reset (stmt);
  if (!has_row)
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "There is no call %" G_GINT64_FORMAT,
                 old->id);
  return has_row;
}

static OldCall *
find_old (const Regrouping *self, const CollectorMember *member)
{
  return g_hash_table_lookup (self->old_ids, &member->old_call_id);
}

static gboolean
note_old (Regrouping *self, const CollectorMember *member, gboolean is_silenced, GError **error)
{
  OldCall *old = find_old (self, member);

  if (member->old_call_id == 0)
    return TRUE;
  if (old == NULL)
    {
      old = toll_arena_alloc (self->all->arena, sizeof *old);
      *old = (OldCall){ .id = member->old_call_id, .file_id = member->row.file_id };
      if (!load_call (self, old, error))
        return FALSE;
      g_ptr_array_add (self->olds, old);
      g_hash_table_insert (self->old_ids, &old->id, old);
    }
  old->n_members += !is_silenced;
  old->n_silenced += is_silenced;
  return TRUE;
}

/* -- which conversations are derived again -- */

static void
group_members (Regrouping *self)
{
  guint n = self->all->members->len;
  g_autofree const TollLeg **legs = g_new (const TollLeg *, n + 1);
  g_autofree guint *group = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    legs[i] = member_at (self, i)->leg;
  self->n_groups = collector_journey_group (legs, n, group);
  for (guint i = 0; i < n; i++)
    member_at (self, i)->group = group[i];
  self->is_changed
      = toll_arena_alloc (self->all->arena, (self->n_groups + 1) * sizeof (gboolean));
  self->starts = toll_arena_alloc (self->all->arena, (self->n_groups + 1) * sizeof (guint));
  self->indices = toll_arena_alloc (self->all->arena, (n + 1) * sizeof (guint));
  collector_buckets_fill (group, n, self->n_groups, self->starts, self->indices);
}

/* Those that have a newcomer, or a record that is recorded and was not known to be. */
static gboolean
choose_joined (Regrouping *self, GError **error)
{
  guint n = self->all->members->len;

  for (guint i = 0; i < n; i++)
    if (i < self->all->n_newcomers
        || (self->all->is_revisiting && member_at (self, i)->leg->is_recorded))
      self->is_changed[member_at (self, i)->group] = TRUE;
  for (guint i = 0; i < n; i++)
    if (self->is_changed[member_at (self, i)->group]
        && !note_old (self, member_at (self, i), FALSE, error))
      return FALSE;
  for (guint i = 0; i < self->olds->len; i++)
    ((OldCall *) self->olds->pdata[i])->is_due = TRUE;
  return TRUE;
}

static gboolean
is_in_range (const Regrouping *self, gint64 start_ms)
{
  return start_ms >= self->all->from_ms && start_ms < self->all->to_ms;
}

/* Whether one of the group's calls lies in the range; of what was noise until now: a record. */
static gboolean
is_wanted (const Regrouping *self, guint group)
{
  gboolean is_wanted = FALSE;

  for (guint i = self->starts[group]; i < self->starts[group + 1]; i++)
    {
      const CollectorMember *member = member_at (self, self->indices[i]);
      const OldCall *old = find_old (self, member);

      if (old != NULL && old->is_barred)
        return FALSE;
      is_wanted |= is_in_range (self, old != NULL ? old->call.start_ms : member->leg->setup_ms);
    }
  return is_wanted;
}

/* The calls of a group that stays bar others they have records in. Returns: TRUE when one was. */
static gboolean
bar_calls (Regrouping *self)
{
  gboolean is_any = FALSE;

  for (guint i = 0; i < self->all->members->len; i++)
    {
      OldCall *old = find_old (self, member_at (self, i));

      if (old == NULL || old->is_barred || self->is_changed[member_at (self, i)->group])
        continue;
      old->is_barred = is_any = TRUE;
    }
  return is_any;
}

/* All in the range, but for calls whose records are not all at hand. */
static gboolean
choose_anew (Regrouping *self, GError **error)
{
  const GArray *silenced = self->all->silenced;

  for (guint i = 0; i < self->all->members->len; i++)
    if (!note_old (self, member_at (self, i), FALSE, error))
      return FALSE;
  for (guint i = 0; i < silenced->len; i++)
    if (!note_old (self, &g_array_index (silenced, CollectorMember, i), TRUE, error))
      return FALSE;
  for (guint i = 0; i < self->olds->len; i++)
    {
      OldCall *old = self->olds->pdata[i];

      old->is_barred = old->n_members + old->n_silenced != old->call.n_legs;
    }
  do
    for (guint i = 0; i < self->n_groups; i++)
      self->is_changed[i] = is_wanted (self, i);
  while (bar_calls (self));
  for (guint i = 0; i < self->olds->len; i++)
    {
      OldCall *old = self->olds->pdata[i];

      old->is_due = !old->is_barred
                    && (old->n_members > 0 || is_in_range (self, old->call.start_ms));
    }
  return TRUE;
}

/* -- deriving -- */

static void
derive_group (Regrouping *self, const guint *indices, guint n)
{
  CollectorSnapshot *snapshot = self->all->snapshot;
  CollectorContext context = { snapshot->plan, snapshot->people };
  g_autofree const TollLeg **legs = g_new (const TollLeg *, n);
  g_autofree guint *leg_call = g_new (guint, n);
  guint first = self->calls->len;

  for (guint i = 0; i < n; i++)
    legs[i] = member_at (self, indices[i])->leg;
  collector_journey_derive (&context, legs, n, self->all->arena, self->calls, leg_call);
  g_array_set_size (self->news, self->calls->len);
  for (guint i = first; i < self->calls->len; i++)
    collector_snapshot_rate (snapshot, &g_array_index (self->calls, TollCall, i),
                             self->all->arena);
  for (guint i = 0; i < n; i++)
    {
      CollectorMember *member = member_at (self, indices[i]);
      NewCall *new_call = new_call_at (self, leg_call[i]);

      member->call = leg_call[i];
      if (new_call->n_members++ == 0)
        new_call->first = indices[i];
      else if (member->old_call_id != member_at (self, new_call->first)->old_call_id)
        new_call->is_mixed = TRUE;
    }
}

/* The stored call of just the same records. Returns: (nullable). */
static OldCall *
find_same (const Regrouping *self, const NewCall *new_call)
{
  OldCall *old = find_old (self, member_at (self, new_call->first));

  return old != NULL && !new_call->is_mixed && old->n_silenced == 0
                 && old->n_members == new_call->n_members && old->n_members == old->call.n_legs
             ? old
             : NULL;
}

/* A call's id begins with the second of its start: it may stay while that does. */
static gboolean
begins_alike (gint64 id, const TollCall *call)
{
  return id >= collector_call_first_id (call->start_ms)
         && id <= collector_call_last_id (call->start_ms);
}

static void
match_calls (Regrouping *self)
{
  for (guint i = 0; i < self->calls->len; i++)
    {
      TollCall *call = &g_array_index (self->calls, TollCall, i);
      NewCall *new_call = new_call_at (self, i);
      OldCall *old = find_same (self, new_call);

      if (old == NULL || !begins_alike (old->id, call))
        continue;
      call->id = old->id;
      old->is_kept = new_call->is_kept = toll_call_equal (call, &old->call);
    }
}

/* -- writing -- */

static void
shift (Regrouping *self, gint64 file_id, gint64 n_calls, gint64 n_legs)
{
  Shift *known = g_hash_table_lookup (self->shifts, &file_id);

  if (self->all->to->counts != NULL)
    {
      self->all->to->counts->calls += n_calls;
      return;
    }
  if (known == NULL)
    {
      known = toll_arena_alloc (self->all->arena, sizeof *known);
      *known = (Shift){ .file_id = file_id };
      g_hash_table_insert (self->shifts, &known->file_id, known);
    }
  known->n_calls += n_calls;
  known->n_legs += n_legs;
}

static gboolean
write_shifts (Regrouping *self, GError **error)
{
  GHashTableIter iter;
  gpointer data;

  g_hash_table_iter_init (&iter, self->shifts);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      const Shift *known = data;

      if ((known->n_calls != 0 || known->n_legs != 0)
          && !collector_ledger_shift_file (self->ledger, known->file_id, known->n_calls,
                                           known->n_legs, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
delete_old_calls (Regrouping *self, GError **error)
{
  for (guint i = 0; i < self->olds->len; i++)
    {
      const OldCall *old = self->olds->pdata[i];
      gint64 removal = ~old->id;

      if (!old->is_due || old->is_kept)
        continue;
      if (!collector_ledger_delete_call (self->ledger, old->id, error))
        return FALSE;
      shift (self, old->file_id, -1, 0);
      g_array_append_val (self->all->to->changes, removal);
    }
  return TRUE;
}

static gboolean
insert_calls (Regrouping *self, GError **error)
{
  g_autofree CollectorCallPut *rows = g_new (CollectorCallPut, self->calls->len + 1);
  g_autofree CollectorCallWords *words = g_new (CollectorCallWords, self->calls->len + 1);
  g_autoptr (CollectorGlossary) glossary = collector_glossary_new ();
  guint n = 0;

  for (guint i = 0; i < self->calls->len; i++)
    {
      const CollectorMember *member = member_at (self, new_call_at (self, i)->first);
      TollCall *call = &g_array_index (self->calls, TollCall, i);

      if (new_call_at (self, i)->is_kept)
        continue;
      collector_glossary_note (glossary, call, &words[n]);
      rows[n] = (CollectorCallPut){ call, &words[n], member->node_id,
                                    member->leg->global_call_id };
      n++;
      shift (self, member->row.file_id, 1, 0);
    }
  if (!collector_ledger_insert_calls (self->ledger, rows, n, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    g_array_append_val (self->all->to->changes, rows[i].call->id);
  return TRUE;
}

/* A stored record that was noise until now can be found like any other. */
static gboolean
begin_traffic (Regrouping *self, const CollectorMember *member, GError **error)
{
  const guint32 idents[] = { member->leg->orig_leg_id, member->leg->dest_leg_id };
  CollectorLegPlace places[G_N_ELEMENTS (idents)];
  guint n = 0;

  shift (self, member->row.file_id, 0, 1);
  for (guint i = 0; i < G_N_ELEMENTS (idents) && member->leg->connect_ms != 0; i++)
    if (idents[i] != 0)
      places[n++] = (CollectorLegPlace){ member->cluster_id, idents[i], member->node_id,
                                         member->leg->global_call_id };
  return collector_ledger_put_places (self->ledger, places, n, error)
         && (!collector_leg_may_link (member->leg)
             || collector_ledger_link_leg (self->ledger, &member->row, member->leg, error));
}

static gboolean
point_legs (Regrouping *self, CollectorNewcomer *newcomers, GError **error)
{
  for (guint i = 0; i < self->all->members->len; i++)
    {
      const CollectorMember *member = member_at (self, i);
      gint64 id;

      if (!self->is_changed[member->group])
        continue;
      id = g_array_index (self->calls, TollCall, member->call).id;
      if (i < self->all->n_newcomers)
        newcomers[i].call_id = id;
      else if (id != member->old_call_id
               && (!collector_ledger_set_leg_call (self->ledger, &member->row, id, error)
                   || (member->old_call_id == 0 && !begin_traffic (self, member, error))))
        return FALSE;
    }
  return TRUE;
}

/* Calls that are kept, too: another may have joined their conversation. */
static gboolean
put_sides (Regrouping *self, GError **error)
{
  g_autoptr (GArray) sides = g_array_new (FALSE, FALSE, sizeof (CollectorSide));

  for (guint i = 0; i < self->calls->len; i++)
    if (!collector_ledger_forget_sides (self->ledger,
                                        g_array_index (self->calls, TollCall, i).id, error))
      return FALSE;
  for (guint i = 0; i < self->all->members->len; i++)
    {
      const CollectorMember *member = member_at (self, i);
      guint group = member->group;
      CollectorSide side = { 0, member->node_id, member->leg };

      if (!self->is_changed[group] || self->starts[group + 1] - self->starts[group] < 2)
        continue;
      side.call_id = g_array_index (self->calls, TollCall, member->call).id;
      g_array_append_val (sides, side);
    }
  return collector_ledger_put_sides (self->ledger,
                                     (const CollectorSide *) (gpointer) sides->data, sides->len,
                                     error);
}

static gboolean
silence_legs (Regrouping *self, GError **error)
{
  CollectorWords *words = collector_ledger_get_words (self->ledger);

  for (guint i = 0; i < self->all->silenced->len; i++)
    {
      const CollectorMember *member
          = &g_array_index (self->all->silenced, CollectorMember, i);
      const OldCall *old = find_old (self, member);
      gint64 noise_id = 0;

      if (old != NULL ? !old->is_due : !is_in_range (self, member->leg->setup_ms))
        continue;
      if (!collector_words_ensure (words, COLLECTOR_WORD_NOISE, member->noise, &noise_id, error))
        return FALSE;
      if (old == NULL && noise_id == member->row.noise_id)
        continue;
      if (!collector_ledger_set_leg_noise (self->ledger, &member->row, noise_id, error))
        return FALSE;
      if (old != NULL)
        shift (self, member->row.file_id, 0, -1);
    }
  return TRUE;
}

gboolean
collector_rejoining_replace (CollectorRejoining *all, CollectorNewcomer *newcomers, GError **error)
{
  g_autoptr (GPtrArray) olds = g_ptr_array_new ();
  g_autoptr (GHashTable) old_ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) shifts = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) calls = g_array_new (FALSE, FALSE, sizeof (TollCall));
  g_autoptr (GArray) news = g_array_new (FALSE, TRUE, sizeof (NewCall));
  Regrouping self = { .all = all,
                      .ledger = all->to->ledger,
                      .olds = olds,
                      .old_ids = old_ids,
                      .calls = calls,
                      .news = news,
                      .shifts = shifts };

  group_members (&self);
  if (all->is_anew ? !choose_anew (&self, error) : !choose_joined (&self, error))
    return FALSE;
  for (guint i = 0; i < self.n_groups; i++)
    if (self.is_changed[i])
      derive_group (&self, self.indices + self.starts[i], self.starts[i + 1] - self.starts[i]);
  match_calls (&self);
  return delete_old_calls (&self, error) && insert_calls (&self, error)
         && point_legs (&self, newcomers, error) && put_sides (&self, error)
         && silence_legs (&self, error)
         && write_shifts (&self, error);
}
