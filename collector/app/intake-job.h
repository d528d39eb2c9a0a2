/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/app/ingest.h"
#include "collector/intake/drop-folder.h"

G_BEGIN_DECLS

/* What the settings say about files at rest. */
CollectorRestRule collector_intake_get_rest_rule (const CollectorSettings *settings);

/* Takes one file of the drop folder: reads it into the ledger, then moves it to the archive, or to
 * DATA/refused when it is no record file. A CollectorTakeFunc; @ingest is a CollectorIngest. */
CollectorTake collector_intake_take (const char *path, const char *name, gpointer ingest,
                                     GError **error);

/* Reads the files again that were taken lately and have grown since: somebody had them open for
 * writing longer than was waited for. A CollectorLookBackFunc; @ingest is a CollectorIngest. */
void collector_intake_look_back (gpointer ingest);

G_END_DECLS
