/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What recordings were made of, and where connected records lie by leg id. A row for each leg id
 * would cost a tenth of ingest: they are kept 256 leg ids a row, since leg ids grow with time.
 */
#include "config.h"

#include "collector/store/recordings.h"

#include "collector/store/ledger-private.h"

#include <stdlib.h>
#include <string.h>

#define PAGE_SHIFT 8
/* A place: the lowest byte of the leg id, the node (3 bytes), the call id (4), low bytes first. */
#define PLACE_BYTES 8
#define NODE_BYTES 3
/* Of a page: leg ids come again after years, and the oldest places give way. */
#define MAX_PLACES 4096

gboolean
collector_ledger_add_mark (CollectorLedger *ledger, gint64 cluster_id, const CollectorMark *mark,
                           GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      ledger->db,
      "INSERT OR IGNORE INTO recording_mark (cluster_id, setup_s, manager_id, ident)"
      " VALUES (?1, ?2, ?3, ?4)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, cluster_id);
  collector_stmt_bind_int (stmt, 2, mark->setup_s);
  collector_stmt_bind_int (stmt, 3, mark->manager_id);
  collector_stmt_bind_int (stmt, 4, mark->ident);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_ledger_list_marks (CollectorDb *db, gint64 cluster_id, const char *cluster,
                             gint64 first_s, gint64 last_s, GArray *marks, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT setup_s, manager_id, ident FROM recording_mark"
      " WHERE cluster_id = ?1 AND setup_s BETWEEN ?2 AND ?3",
      error);
  gboolean has_row = FALSE, is_ok;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, cluster_id);
  collector_stmt_bind_int (stmt, 2, first_s);
  collector_stmt_bind_int (stmt, 3, last_s);
  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    {
      CollectorMark mark = { .setup_s = collector_stmt_get_int (stmt, 0),
                             .manager_id = collector_stmt_get_int (stmt, 1),
                             .ident = collector_stmt_get_int (stmt, 2),
                             .cluster = cluster };

      g_array_append_val (marks, mark);
    }
  collector_stmt_reset (stmt);
  return is_ok;
}

static int
compare_places (const void *a, const void *b)
{
  const CollectorLegPlace *left = a, *right = b;

  if (left->cluster_id != right->cluster_id)
    return left->cluster_id < right->cluster_id ? -1 : 1;
  return (left->leg_ident > right->leg_ident) - (left->leg_ident < right->leg_ident);
}

static void
write_place (guint8 *at, const CollectorLegPlace *place)
{
  guint64 packed = (place->leg_ident & 0xff) | (guint64) (place->node_id & 0xffffff) << 8
                   | (guint64) place->global_call_id << (8 + 8 * NODE_BYTES);

  packed = GUINT64_TO_LE (packed);
  memcpy (at, &packed, PLACE_BYTES);
}

static void
read_place (const guint8 *at, CollectorLegPlace *place)
{
  guint64 packed;

  memcpy (&packed, at, PLACE_BYTES);
  packed = GUINT64_FROM_LE (packed);
  place->leg_ident = (place->leg_ident & ~0xffu) | (packed & 0xff);
  place->node_id = (gint64) (packed >> 8 & 0xffffff);
  place->global_call_id = (guint32) (packed >> (8 + 8 * NODE_BYTES));
}

/* The stored places of a page are put into @bytes. */
static gboolean
load_page (CollectorDb *db, gint64 cluster_id, gint64 page, GByteArray *bytes, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "SELECT places FROM leg_place WHERE cluster_id = ?1 AND page = ?2", error);
  gboolean has_row = FALSE;
  gconstpointer stored;
  gsize n = 0;

  g_byte_array_set_size (bytes, 0);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, cluster_id);
  collector_stmt_bind_int (stmt, 2, page);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  stored = has_row ? collector_stmt_get_blob (stmt, 0, &n) : NULL;
  if (stored != NULL)
    g_byte_array_append (bytes, stored, n - n % PLACE_BYTES);
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
store_page (CollectorDb *db, gint64 cluster_id, gint64 page, const GByteArray *bytes,
            GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db, "INSERT OR REPLACE INTO leg_place (cluster_id, page, places) VALUES (?1, ?2, ?3)",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, cluster_id);
  collector_stmt_bind_int (stmt, 2, page);
  collector_stmt_bind_blob (stmt, 3, bytes->data, bytes->len);
  return collector_stmt_run (stmt, error);
}

gboolean
collector_ledger_put_places (CollectorLedger *ledger, CollectorLegPlace *places, guint n_places,
                             GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean is_ok = TRUE;

  if (n_places > 0)
    qsort (places, n_places, sizeof *places, compare_places);
  for (guint i = 0; i < n_places && is_ok;)
    {
      gint64 cluster_id = places[i].cluster_id, page = places[i].leg_ident >> PAGE_SHIFT;

      if (!load_page (ledger->db, cluster_id, page, bytes, error))
        return FALSE;
      for (; i < n_places && places[i].cluster_id == cluster_id
             && places[i].leg_ident >> PAGE_SHIFT == page;
           i++)
        {
          guint8 place[PLACE_BYTES];

          write_place (place, &places[i]);
          g_byte_array_append (bytes, place, PLACE_BYTES);
        }
      if (bytes->len > MAX_PLACES * PLACE_BYTES)
        g_byte_array_remove_range (bytes, 0, bytes->len - MAX_PLACES * PLACE_BYTES);
      is_ok = store_page (ledger->db, cluster_id, page, bytes, error);
    }
  return is_ok;
}

gboolean
collector_ledger_list_places (CollectorDb *db, gint64 cluster_id, guint32 leg_ident,
                              GArray *places, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  if (!load_page (db, cluster_id, leg_ident >> PAGE_SHIFT, bytes, error))
    return FALSE;
  for (guint at = 0; at < bytes->len; at += PLACE_BYTES)
    {
      CollectorLegPlace place = { .cluster_id = cluster_id, .leg_ident = leg_ident };

      read_place (bytes->data + at, &place);
      if (place.leg_ident == leg_ident)
        g_array_append_val (places, place);
    }
  return TRUE;
}
