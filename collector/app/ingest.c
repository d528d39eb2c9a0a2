/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rooms that take files, in the order they depend on each other.
 */
#include "config.h"

#include "collector/app/ingest.h"

#include "collector/store/setting-store.h"

typedef struct
{
  CollectorIngest *ingest;
  CollectorCompany *fresh; /* (nullable): set when the revision has grown */
} Refresh;

static gboolean
load_if_newer (CollectorDb *db, gpointer data, GError **error)
{
  Refresh *refresh = data;
  const CollectorCompany *known = refresh->ingest->company;
  gint64 revision;

  if (!collector_revision_get (db, &revision, error))
    return FALSE;
  if (known != NULL && known->revision == revision)
    return TRUE;
  refresh->fresh = collector_company_load (db, refresh->ingest->settings, known, error);
  return refresh->fresh != NULL;
}

typedef struct
{
  gint64 file_id;
  const char *path;
} ArchiveNote;

static gboolean
note_archive_path (CollectorDb *db, gpointer data, GError **error)
{
  const ArchiveNote *note = data;

  return collector_ledger_set_archive_path (db, note->file_id, note->path, error);
}

gboolean
collector_ingest_note_archived (
    CollectorIngest *ingest, gint64 file_id, const char *path, GError **error)
{
  ArchiveNote note = { file_id, path };

  return collector_lanes_write_sync (ingest->lanes, note_archive_path, &note, error);
}

gboolean
collector_ingest_refresh (CollectorIngest *ingest, gboolean *changed, GError **error)
{
  Refresh refresh = { .ingest = ingest };

  if (!collector_lanes_read_sync (ingest->lanes, load_if_newer, &refresh, error))
    return FALSE;
  if (changed != NULL)
    *changed = refresh.fresh != NULL;
  if (refresh.fresh == NULL)
    return TRUE;
  g_clear_pointer (&ingest->company, collector_company_free);
  ingest->company = refresh.fresh;
  if (ingest->pipeline != NULL)
    collector_pipeline_set_snapshots (ingest->pipeline, ingest->company->plan,
                                      ingest->company->people, ingest->company->book);
  return TRUE;
}

CollectorIngest *
collector_ingest_new (CollectorCli *cli, guint n_readers, GError **error)
{
  g_autoptr (CollectorIngest) ingest = g_new0 (CollectorIngest, 1);
  CollectorDb *db = collector_cli_open (cli, error);

  if (db == NULL)
    return NULL;
  collector_db_close (db);
  ingest->data_dir = g_strdup (cli->data_dir);
  ingest->settings = cli->settings;
  ingest->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ingest->lanes = collector_lanes_new (cli->ledger_path, n_readers, error);
  if (ingest->lanes == NULL)
    return NULL;
  if (!collector_ingest_refresh (ingest, NULL, error))
    return NULL;
  ingest->pipeline = collector_pipeline_new (ingest->lanes, ingest->company->plan,
                                             ingest->company->people, ingest->company->book);
  return g_steal_pointer (&ingest);
}

void
collector_ingest_free (CollectorIngest *ingest)
{
  g_clear_pointer (&ingest->pipeline, collector_pipeline_free);
  g_clear_pointer (&ingest->lanes, collector_lanes_free);
  g_clear_pointer (&ingest->company, collector_company_free);
  g_clear_pointer (&ingest->told, g_hash_table_unref);
  g_free (ingest->data_dir);
  g_free (ingest);
}
