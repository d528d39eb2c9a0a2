/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/people-import/import-map.h"

G_BEGIN_DECLS

/* ConsoleImportPreview: the first people of a file, as the collector reads them, with what would
 * become of each. A table that scrolls sideways. Main thread. */
#define CONSOLE_TYPE_IMPORT_PREVIEW (console_import_preview_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleImportPreview, console_import_preview, CONSOLE, IMPORT_PREVIEW,
                      AdwBin)

/* @answer: what an import answers. Without people in it the table does not show. @map: has the
 * words for the columns. */
void console_import_preview_show (ConsoleImportPreview *self, ConsoleImportMap *map,
                                  JsonObject *answer);

G_END_DECLS
