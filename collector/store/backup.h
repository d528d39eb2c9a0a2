/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* Copies the whole database behind @db to the new file @path (mode 0600) by SQLite's backup
 * interface: a consistent state, also while others write. Replaces a file of that name only when
 * the copy is complete. Returns: FALSE with TOLL_ERROR_DATABASE or IO. */
gboolean collector_backup_copy (CollectorDb *db, const char *path, GError **error);

/* Puts a copy of the database @from in the place of @path, which no process may hold. What was
 * there is kept as "PATH.before-restore", "PATH.before-restore-2" … */
gboolean collector_backup_replace (const char *from, const char *path, GError **error);

/* Puts the backup @from in the place of the ledger @path, which no process may hold. @from is
 * checked first: application id, schema not newer, every page. The ledger that was there is kept
 * as "PATH.before-restore", or with a number behind it. Errors: CONFLICT, DATABASE, BUSY, IO; then nothing was replaced. */
gboolean collector_backup_restore (const char *from, const char *path, GError **error);

G_END_DECLS
