/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/app/ingest.h"

G_BEGIN_DECLS

/* CollectorOwnerJob: keeps stored calls in step with the company, behind everything else, on a
 * thread of its own while there is something to do: makes people for unknown extensions where the
 * settings say so, and works off what a change of devices, sites or the directory queued. Main
 * thread. */
typedef struct _CollectorOwnerJob CollectorOwnerJob;

/* @ingest outlives the job. */
CollectorOwnerJob *collector_owner_job_new (CollectorIngest *ingest);
/* Waits for the step under way; what is left stays queued in the ledger. */
void collector_owner_job_free (CollectorOwnerJob *self);

/* The company changed. */
void collector_owner_job_wake (CollectorOwnerJob *self);
/* Calls came that may be of unknown extensions: looked at in a while. */
void collector_owner_job_note_calls (CollectorOwnerJob *self);

/* All of it at once, for commands. @n_derived: (out): stored calls that came out differently.
 * Blocking. */
gboolean collector_owner_job_run (CollectorIngest *ingest, gint64 *n_derived, GError **error);

G_END_DECLS
