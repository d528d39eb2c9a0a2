/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The steps of a call, masked. One place for all who show them, so that none shows more. Reader
 * lanes.
 */
#include "config.h"

#include "collector/store/call-steps.h"

#include <string.h>

#include "collector/store/mask.h"
#include "collector/store/words.h"

#define MIN_SAME_DIGITS  6 /* of the end of a number, to be taken for the same */
#define MAX_DIALLED_MORE 6 /* access code and prefixes in front */
#define NEAR_S (7 * 86400) /* leg ids wrap: further apart is another call */

const char *
collector_calls_mask_known (const CollectorCallRow *row, const char *text, TollArena *arena)
{
  return collector_mask_known (text, row->stored_number, row->masked_leg_digits, arena);
}

const char *
collector_calls_mask_device (const CollectorCallRow *row, const char *name, TollArena *arena)
{
  const char *masked = collector_mask_device (name, row->masked_leg_digits, arena);

  return collector_calls_mask_known (row, masked, arena);
}

const char *
collector_calls_mask_number (CollectorDb *db, const CollectorCallRow *row, const char *number,
                             TollArena *arena)
{
  guint n = row->masked_leg_digits;

  if (n > 0 && !collector_calls_is_line (db, number))
    return collector_mask_party (number, row->stored_number, n, arena);
  return collector_calls_mask_known (row, number, arena);
}

/* TRUE when @number, as a record has it, is how somebody dialled @global, "+39...". */
static gboolean
is_same_number (const char *number, const char *global)
{
  gsize n = strlen (number), n_global = strlen (global), n_same = 0;

  while (n_same < n && n_same < n_global && g_ascii_isdigit (number[n - n_same - 1])
         && number[n - n_same - 1] == global[n_global - n_same - 1])
    n_same++;
  return *global == '+' && n_same >= MIN_SAME_DIGITS && n - n_same <= MAX_DIALLED_MORE;
}

/* What the steps of a call are shown by. */
typedef struct
{
  CollectorDb *db;
  const CollectorCallRow *row;
  const GArray *legs;
  TollArena *arena;
  GPtrArray *others; /* (nullable): see list_others(); NULL = nobody asked yet */
} Showing;

/* Adds the numbers of other calls that have a record with the leg id. */
static void
add_linked (Showing *self, const TollLeg *leg, guint32 leg_ident)
{
  CollectorStmt *stmt = collector_db_prepare (
      self->db,
      "SELECT c.number FROM leg_link AS k JOIN leg AS l USING (node_id, global_call_id, record_key)"
      " JOIN call AS c ON c.id = l.call_id WHERE k.cluster_id = ?1 AND k.leg_ident = ?2"
      " AND l.call_id NOT IN (0, ?3) AND abs (k.setup_s - ?4) <= ?5",
      NULL);
  gboolean has_row = FALSE;
  gint64 cluster_id;

  if (stmt == NULL || leg_ident == 0
      || !collector_words_lookup (self->db, COLLECTOR_WORD_CLUSTER, leg->cluster, &cluster_id, NULL))
    return;
  collector_stmt_bind_int (stmt, 1, cluster_id);
  collector_stmt_bind_int (stmt, 2, leg_ident);
  collector_stmt_bind_int (stmt, 3, self->row->call.id);
  collector_stmt_bind_int (stmt, 4, leg->setup_ms / 1000);
  collector_stmt_bind_int (stmt, 5, NEAR_S);
  while (collector_stmt_step (stmt, &has_row, NULL) && has_row)
    g_ptr_array_add (self->others, (gpointer) toll_arena_strdup (self->arena,
                                                                 collector_stmt_get_text (stmt, 0)));
  collector_stmt_reset (stmt);
}

/* The whole numbers of further outside parties: of a transit call who called in; else those whose
 * own calls were tied to this one by a transfer. */
static const GPtrArray *
list_others (Showing *self)
{
  if (self->others != NULL)
    return self->others;
  self->others = g_ptr_array_new ();
  if (self->row->call.direction == TOLL_DIRECTION_TRANSIT)
    g_ptr_array_add (self->others, (gpointer) self->row->stored_caller);
  for (guint i = 0; i < self->legs->len; i++)
    {
      const TollLeg *leg = &g_array_index (self->legs, CollectorCallLeg, i).leg;

      add_linked (self, leg, leg->orig_leg_id);
      add_linked (self, leg, leg->dest_leg_id);
    }
  return self->others;
}

/* One number has one form wherever the call is shown, and others outside have that form, too. */
static const char *
show_party (Showing *self, const char *number)
{
  const CollectorCallRow *row = self->row;
  const GPtrArray *others;

  if (strlen (number) < MIN_SAME_DIGITS || collector_calls_is_line (self->db, number))
    return collector_calls_mask_number (self->db, row, number, self->arena);
  if (is_same_number (number, row->stored_number))
    return row->call.number;
  others = *number != '+' ? list_others (self) : NULL;
  for (guint i = 0; others != NULL && i < others->len; i++)
    if (is_same_number (number, others->pdata[i]))
      return collector_mask_party (others->pdata[i], row->stored_number, row->masked_leg_digits,
                                   self->arena);
  return collector_calls_mask_number (self->db, row, number, self->arena);
}

/* Whose line it was: of the lines that the call itself names, whom it names. Somebody else than the
 * holder may have been signed in there. */
static const char *
name_party (Showing *self, const char *number, gint64 at_ms)
{
  const CollectorCallRow *row = self->row;

  if (*number != '\0' && *row->name != '\0' && strcmp (number, row->call.extension) == 0)
    return row->name;
  if (*number != '\0' && *row->number_name != '\0' && strcmp (number, row->call.number) == 0)
    return row->number_name;
  return collector_calls_dup_line_name (self->db, number, at_ms, self->arena);
}

void
collector_calls_tell_steps (CollectorDb *db, const CollectorCallRow *row, const GArray *legs,
                            TollArena *arena, GArray *steps)
{
  g_autofree const TollLeg **records = g_new (const TollLeg *, legs->len + 1);
  g_autoptr (GArray) derived = g_array_new (FALSE, FALSE, sizeof (CollectorStep));
  Showing showing = { db, row, legs, arena, NULL };

  for (guint i = 0; i < legs->len; i++)
    records[i] = &g_array_index (legs, CollectorCallLeg, i).leg;
  collector_steps_derive (&row->call, records, legs->len, derived);
  for (guint i = 0; i < derived->len; i++)
    {
      CollectorCallStep shown = { .step = g_array_index (derived, CollectorStep, i) };
      CollectorStep *step = &shown.step;

      shown.from_name = name_party (&showing, step->from, step->at_ms);
      shown.to_name = name_party (&showing, step->to, step->at_ms);
      step->from = show_party (&showing, step->from);
      step->to = show_party (&showing, step->to);
      step->device = collector_calls_mask_device (row, step->device, arena);
      g_array_append_val (steps, shown);
    }
  g_clear_pointer (&showing.others, g_ptr_array_unref);
}
