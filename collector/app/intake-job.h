/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/app/ingest.h"
#include "collector/intake/drop-folder.h"

G_BEGIN_DECLS

/* Takes one file of the drop folder: reads it into the ledger, then moves it to the archive, or to
 * DATA/refused when it is no record file. A CollectorTakeFunc; @ingest is a CollectorIngest. */
CollectorTake collector_intake_take (const char *path, const char *name, gpointer ingest);

G_END_DECLS
