/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "collector/store/db.h"

G_BEGIN_DECLS

/* Inside collector/store only. "Toll" in ASCII: PRAGMA application_id of every ledger. */
#define COLLECTOR_APPLICATION_ID 0x546F6C6C

struct _CollectorDb
{
  sqlite3 *handle;
  GHashTable *by_address; /* const char * (identity) -> CollectorStmt * (owned) */
  GHashTable *by_content; /* char * (owned) -> CollectorStmt * (owned) */
};

struct _CollectorStmt
{
  CollectorDb *db;
  sqlite3_stmt *handle;
};

/* Sets @error from the connection's last result: CONFLICT for a broken constraint, BUSY, else
 * DATABASE. Returns: FALSE, always. */
gboolean collector_db_fail (CollectorDb *db, int result, GError **error);

G_END_DECLS
