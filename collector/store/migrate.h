/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/guard.h"

G_BEGIN_DECLS

/* Makes the ledger at @path, or brings it to this version's schema: numbered forward-only steps,
 * each in a transaction, after a copy "PATH.before-vN" when there is data. What an unclean stop
 * left is checked first when the file is small or a step is to be taken.
 * @company_zone: IANA zone whose days the totals are kept in; used only when the ledger is made.
 * Errors: CONFLICT for a foreign file or a newer schema (nothing is written), BUSY when another
 * process has the ledger, DATABASE for a damaged one. Never deletes or rebuilds a ledger. */
gboolean collector_migrate (const char *path, const char *company_zone, GError **error);

/* The schema version this program writes: the number of the last migration. */
guint collector_migrate_get_target (void);

/* Looks at the header of @path without opening it as a database.
 * Returns: FALSE with CONFLICT when it is something else than a ledger. A missing or empty file
 * passes. */
gboolean collector_migrate_check_header (const char *path, GError **error);

/* Whether the pages of @path must be looked at before it is used. A process that dies breaks no
 * pages, a machine or a disk may; to look takes five seconds a gigabyte, so a large ledger is used
 * meanwhile. One that was found damaged is not. */
gboolean collector_migrate_must_check (const char *path, CollectorLastStop last);

/* Runs SQLite's quick_check. Returns: FALSE with DATABASE and what was found. */
gboolean collector_migrate_check_pages (CollectorDb *db, GError **error);

G_END_DECLS
