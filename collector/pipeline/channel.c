/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the thread that reads a file and the writer lane: a short queue of batches, used again
 * and again. The reader parses and prices ahead while the writer stores.
 */
#include "config.h"

#include "collector/pipeline/channel.h"

#include "shared/base/crash.h"

#define N_BATCHES 4 /* one being filled, two waiting while the writer commits, one being stored */

typedef struct
{
  CollectorPrepared *prepared; /* NULL: the reader gave up */
  char *sha256;                /* (nullable): ends the transaction */
  gboolean is_last;
} Delivery;

struct _CollectorChannel
{
  CollectorPipeline *pipeline;
  CollectorFileRow *row;
  GMutex mutex;
  GCond changed;
  GQueue *waiting; /* of Delivery * */
  GQueue *empty;   /* of CollectorPrepared * */
  gboolean is_open; /* reader's: a transaction was begun and not ended */
  guint n_tasks;    /* tasks of the lane that have not ended */
  gboolean has_failed;
  GError *error;
};

static void
free_delivery (Delivery *delivery)
{
  collector_prepared_free (delivery->prepared);
  g_free (delivery->sha256);
  g_free (delivery);
}

CollectorChannel *
collector_channel_new (CollectorPipeline *pipeline, CollectorFileRow *row)
{
  CollectorChannel *channel = g_new0 (CollectorChannel, 1);

  channel->pipeline = pipeline;
  channel->row = row;
  g_mutex_init (&channel->mutex);
  g_cond_init (&channel->changed);
  channel->waiting = g_queue_new ();
  channel->empty = g_queue_new ();
  for (guint i = 0; i < N_BATCHES; i++)
    g_queue_push_tail (channel->empty, collector_prepared_new ());
  return channel;
}

CollectorPrepared *
collector_channel_take_empty (CollectorChannel *channel)
{
  CollectorPrepared *prepared = NULL;

  g_mutex_lock (&channel->mutex);
  while (!channel->has_failed && g_queue_is_empty (channel->empty))
    g_cond_wait (&channel->changed, &channel->mutex);
  if (!channel->has_failed)
    prepared = g_queue_pop_head (channel->empty);
  g_mutex_unlock (&channel->mutex);
  if (prepared != NULL)
    collector_prepared_reset (prepared);
  return prepared;
}

static Delivery *
wait_for_delivery (CollectorChannel *channel)
{
  Delivery *delivery;

  g_mutex_lock (&channel->mutex);
  while (g_queue_is_empty (channel->waiting))
    g_cond_wait (&channel->changed, &channel->mutex);
  delivery = g_queue_pop_head (channel->waiting);
  g_mutex_unlock (&channel->mutex);
  return delivery;
}

static void
give_back (CollectorChannel *channel, Delivery *delivery)
{
  g_mutex_lock (&channel->mutex);
  g_queue_push_tail (channel->empty, g_steal_pointer (&delivery->prepared));
  g_cond_broadcast (&channel->changed);
  g_mutex_unlock (&channel->mutex);
  free_delivery (delivery);
}

/* A batch that was understood as of before the company changed is understood again: once the lane
 * has come to a task that was queued after the change, nothing of before is on its way. */
static void
refresh (CollectorChannel *channel, CollectorPrepared *prepared)
{
  g_autoptr (CollectorSnapshot) now = collector_pipeline_dup_snapshot (channel->pipeline);

  if (prepared->snapshot != now)
    collector_prepared_work (prepared, now);
}

/* Stores the batches up to the end of the transaction. @is_ended: (out): FALSE when the reader gave
 * up before. */
static gboolean
store_batches (CollectorChannel *channel, CollectorSettlement *to, CollectorFileRow *row,
               gboolean *is_ended, GError **error)
{
  for (*is_ended = FALSE; !*is_ended;)
    {
      Delivery *delivery = wait_for_delivery (channel);
      gboolean is_stored;

      if (delivery->prepared == NULL)
        {
          free_delivery (delivery);
          return TRUE;
        }
      refresh (channel, delivery->prepared);
      is_stored = collector_settle_batch (to, delivery->prepared, error);
      row->offset_committed = delivery->prepared->offset_end;
      row->columns_hash = delivery->prepared->batch->columns_hash;
      if (delivery->sha256 != NULL)
        {
          g_free (row->sha256);
          row->sha256 = g_steal_pointer (&delivery->sha256);
          *is_ended = TRUE;
        }
      if (delivery->is_last)
        {
          g_free (row->state);
          row->state = g_strdup ("done");
        }
      give_back (channel, delivery);
      toll_crash_point ("mid-file");
      if (!is_stored)
        return FALSE;
    }
  return TRUE;
}

/* The file's row must be there before records point to it. */
static gboolean
begin (CollectorLedger *ledger, CollectorFileRow *row, GError **error)
{
  return collector_ledger_begin (ledger, error)
         && (row->id != 0 ? collector_ledger_refresh_counts (ledger, row, error)
                          : collector_ledger_put_file (ledger, row, error));
}

static gboolean
commit (CollectorLedger *ledger, CollectorFileRow *row, GError **error)
{
  gboolean is_committed;

  if (!collector_ledger_put_file (ledger, row, error))
    return FALSE;
  toll_crash_point ("before-commit");
  is_committed = collector_ledger_commit (ledger, error);
  toll_crash_point ("after-commit");
  return is_committed;
}

/* @row changes with the transaction. @is_ended: (out): FALSE: the reader gave up. */
static gboolean
fill_transaction (CollectorChannel *channel, CollectorLedger *ledger, CollectorFileRow *row,
                  gboolean *is_ended, GError **error)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (gint64));
  CollectorSettlement to = { ledger, 0, &row->counts, changes };

  *is_ended = FALSE;
  if (!begin (ledger, row, error))
    return FALSE;
  to.file_id = row->id;
  if (!store_batches (channel, &to, row, is_ended, error))
    return FALSE;
  if (!*is_ended)
    return TRUE;
  if (!commit (ledger, row, error))
    return FALSE;
  collector_pipeline_notify (channel->pipeline, row->name, changes);
  return TRUE;
}

/* The caller's row is what is committed, whatever happens. */
static gboolean
run_transaction (CollectorChannel *channel, CollectorLedger *ledger, GError **error)
{
  CollectorFileRow row = *channel->row;
  gboolean is_ended = FALSE, is_ok;

  row.sha256 = g_strdup (row.sha256);
  row.state = g_strdup (row.state);
  is_ok = fill_transaction (channel, ledger, &row, &is_ended, error);
  if (is_ok && is_ended)
    {
      g_free (channel->row->sha256);
      g_free (channel->row->state);
      *channel->row = row;
      return TRUE;
    }
  g_free (row.sha256);
  g_free (row.state);
  collector_ledger_rollback (ledger);
  return is_ok;
}

static gboolean
has_failed (CollectorChannel *channel)
{
  gboolean failed;

  g_mutex_lock (&channel->mutex);
  failed = channel->has_failed;
  g_mutex_unlock (&channel->mutex);
  return failed;
}

/* The task of the lane: one transaction. After a failure the tasks behind it do nothing. */
static gboolean
transaction_task (CollectorDb *db, gpointer data, GError **error)
{
  CollectorChannel *channel = data;
  g_autoptr (GError) reason = NULL;
  CollectorLedger *ledger = collector_pipeline_ensure_ledger (channel->pipeline, db, &reason);
  gboolean is_done
      = ledger != NULL && (has_failed (channel) || run_transaction (channel, ledger, &reason));

  g_mutex_lock (&channel->mutex);
  if (!is_done)
    {
      channel->has_failed = TRUE;
      channel->error = g_steal_pointer (&reason);
    }
  channel->n_tasks--;
  g_cond_broadcast (&channel->changed);
  g_mutex_unlock (&channel->mutex);
  return TRUE;
}

static void
deliver (CollectorChannel *channel, Delivery *delivery)
{
  gboolean needs_task = FALSE;

  g_mutex_lock (&channel->mutex);
  if (!channel->is_open && delivery->prepared != NULL)
    {
      channel->is_open = needs_task = TRUE;
      channel->n_tasks++;
    }
  if (delivery->sha256 != NULL)
    channel->is_open = FALSE;
  g_queue_push_tail (channel->waiting, delivery);
  g_cond_broadcast (&channel->changed);
  g_mutex_unlock (&channel->mutex);
  if (needs_task)
    collector_lanes_write (channel->pipeline->lanes, transaction_task, channel, NULL);
}

void
collector_channel_push (CollectorChannel *channel, CollectorPrepared *prepared, char *sha256,
                        gboolean is_last)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->prepared = prepared;
  delivery->sha256 = sha256;
  delivery->is_last = is_last;
  deliver (channel, delivery);
}

gboolean
collector_channel_finish (CollectorChannel *channel, gboolean is_aborted, GError **error)
{
  gboolean is_ok;

  if (is_aborted && channel->is_open)
    deliver (channel, g_new0 (Delivery, 1));
  g_mutex_lock (&channel->mutex);
  while (channel->n_tasks > 0)
    g_cond_wait (&channel->changed, &channel->mutex);
  g_mutex_unlock (&channel->mutex);
  is_ok = !channel->has_failed;
  if (channel->error != NULL)
    g_propagate_error (error, channel->error);
  g_queue_free_full (channel->waiting, (GDestroyNotify) free_delivery);
  g_queue_free_full (channel->empty, (GDestroyNotify) collector_prepared_free);
  g_mutex_clear (&channel->mutex);
  g_cond_clear (&channel->changed);
  g_free (channel);
  return is_ok;
}
