/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/pipeline/pipeline-private.h"

G_BEGIN_DECLS

/* CollectorChannel: hands the prepared batches of one file from the thread that reads it to the
 * writer lane, at most two ahead. The reader says where transactions end; each is one task of
 * the lane, so that other writers get their turn in between. */
typedef struct _CollectorChannel CollectorChannel;

/* @row: what is known of the file; updated with every commit, owned by the caller, not to be
 * touched until finish(). */
CollectorChannel *collector_channel_new (CollectorPipeline *pipeline, CollectorFileRow *row);

/* An empty batch to fill; waits for one. Returns: (transfer full): NULL when the writer has
 * failed: finish() tells why. */
CollectorPrepared *collector_channel_take_empty (CollectorChannel *channel);

/* Hands a batch over. @sha256: (transfer full) (nullable): ends a transaction with this batch: the
 * hash of the file up to and with it. @is_last: the file is done with it. */
void collector_channel_push (CollectorChannel *channel, CollectorPrepared *prepared, char *sha256,
                             gboolean is_last);

/* Waits until all is committed (@is_aborted: what is not committed is rolled back), frees.
 * Returns: FALSE with the writer's error. */
gboolean collector_channel_finish (CollectorChannel *channel, gboolean is_aborted,
                                   GError **error);

G_END_DECLS
