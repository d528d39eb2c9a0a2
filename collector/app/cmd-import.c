/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * import: reads files once, works beside a stopped service. The files stay where they are; the
 * archive gets a copy, so that the raw record of every call can be shown for ever.
 */
#include "config.h"

#include "collector/app/command.h"

#include "collector/app/ingest.h"
#include "collector/app/owner-job.h"
#include "collector/intake/archive.h"
#include "collector/store/conflict-store.h"
#include "collector/store/quarantine-store.h"
#include "shared/base/clock.h"
#include "shared/base/error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define MAX_SHOWN 20 /* records of a file */

typedef struct
{
  CollectorIngest *ingest;
  const CollectorFormat *format; /* (nullable) */
  CollectorFileCounts sum;
  guint n_files;
  guint n_failed;
} Import;

/* A copy for the archive, made while the file is read: the bytes are in memory anyway. */
typedef struct
{
  const char *data_dir;
  const char *path;
  char *where; /* (nullable): relative to the data directory */
  GError *error;
} Copy;

static gpointer
copy_thread (gpointer data)
{
  Copy *copy = data;
  GStatBuf info;

  /* What is refused for its size must not fill the disk first. */
  if (g_lstat (copy->path, &info) == 0 && info.st_size > COLLECTOR_IMPORT_MAX_BYTES)
    return NULL;
  copy->where = collector_archive_copy (copy->data_dir, "archive", copy->path,
                                        toll_clock_now_ms (NULL), &copy->error);
  return NULL;
}

/* Keeps the copy of a file that is new to the ledger, and only that. */
static gboolean
settle_copy (Import *import, Copy *copy, const CollectorFileResult *result, gboolean was_read,
             GError **error)
{
  if (was_read && !result->was_known && copy->where != NULL)
    return collector_ingest_note_archived (import->ingest, result->file_id, copy->where, error);
  if (copy->where != NULL)
    {
      g_autofree char *path = g_build_filename (copy->data_dir, copy->where, NULL);

      g_unlink (path);
    }
  if (!was_read || result->was_known || copy->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&copy->error));
  return FALSE;
}

static gboolean
read_file (Import *import, const char *path, CollectorFileResult *result, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  Copy copy = { .data_dir = import->ingest->data_dir, .path = path };
  GThread *thread = g_thread_new ("archive", copy_thread, &copy);
  gboolean was_read
      = collector_pipeline_read_file (import->ingest->pipeline, path, name, import->format,
                                      COLLECTOR_IMPORT_MAX_BYTES, result, error);
  gboolean ok;

  g_thread_join (thread);
  ok = settle_copy (import, &copy, result, was_read, was_read ? error : NULL) && was_read;
  g_clear_error (&copy.error);
  g_free (copy.where);
  return ok;
}

static void
print_held (const CollectorQuarantineRow *row, gpointer path)
{
  if (*row->field != '\0')
    /* TRANSLATORS: file name, line number, field of a record, what is wrong there */
    g_printerr (_("%s: line %u: %s: %s\n"), (const char *) path, row->line, row->field,
                row->reason);
  else
    /* TRANSLATORS: file name, line number, what is wrong there */
    g_printerr (_("%s: line %u: %s\n"), (const char *) path, row->line, row->reason);
}

static void
print_conflict (const CollectorConflictRow *row, gpointer path)
{
  if (*row->fields != '\0')
    /* TRANSLATORS: file name, line number, line number and file name of another record, names of
     * fields */
    g_printerr (_("%s: line %u: contradicts line %u of %s, which stays: %s\n"),
                (const char *) path, row->line, row->stored_line, row->stored_file, row->fields);
  else
    /* TRANSLATORS: file name, line number, line number and file name of another record */
    g_printerr (_("%s: line %u: contradicts line %u of %s, which stays\n"), (const char *) path,
                row->line, row->stored_line, row->stored_file);
}

/* Which file's records are told of. */
typedef struct
{
  gint64 file_id;
  const char *path;
} Held;

static gboolean
print_held_task (CollectorDb *db, gpointer data, GError **error)
{
  const Held *held = data;

  return collector_quarantine_list (db, held->file_id, 0, MAX_SHOWN, print_held,
                                    (gpointer) held->path, error);
}

/* A record that cannot be read is no failure, but somebody should know why. */
static void
tell_held (Import *import, const char *path, const CollectorFileResult *result)
{
  Held held = { result->file_id, path };
  gint64 n = result->counts.quarantined;
  g_autoptr (GError) error = NULL;

  if (n == 0)
    return;
  if (!collector_lanes_read_sync (import->ingest->lanes, print_held_task, &held, &error))
    g_printerr ("%s: %s\n", path, error->message);
  else if (n > MAX_SHOWN)
    /* TRANSLATORS: file name, and how many records of it are held back; the words in quotation
     * marks are a command */
    g_printerr (_("%s: %u records are held back; \"quarantine list\" tells why\n"), path, (guint) n);
}

static gboolean
print_conflicts_task (CollectorDb *db, gpointer data, GError **error)
{
  const Held *held = data;

  return collector_conflict_list (db, held->file_id, MAX_SHOWN, print_conflict,
                                  (gpointer) held->path, error);
}

static void
tell_conflicts (Import *import, const char *path, const CollectorFileResult *result)
{
  Held held = { result->file_id, path };
  gint64 n = result->counts.conflicts;
  g_autoptr (GError) error = NULL;

  if (n == 0)
    return;
  if (!collector_lanes_read_sync (import->ingest->lanes, print_conflicts_task, &held, &error))
    g_printerr ("%s: %s\n", path, error->message);
  else if (n > MAX_SHOWN)
    /* TRANSLATORS: file name, and how many records of it contradict others; the words in quotation
     * marks are a command */
    g_printerr (_("%s: %u records contradict stored ones; \"quarantine list --conflicts\" lists "
                  "them\n"),
                path, (guint) n);
}

static void
import_file (Import *import, const char *path)
{
  g_autoptr (GError) error = NULL;
  CollectorFileResult result = { 0 };

  if (read_file (import, path, &result, &error))
    {
      import->n_files++;
      tell_held (import, path, &result);
      tell_conflicts (import, path, &result);
    }
  else
    {
      import->n_failed++;
      if (g_str_has_prefix (error->message, path))
        g_printerr ("%s\n", error->message);
      else
        g_printerr ("%s: %s\n", path, error->message);
    }
  import->sum.records += result.counts.records;
  import->sum.legs += result.counts.legs;
  import->sum.quality += result.counts.quality;
  import->sum.duplicates += result.counts.duplicates;
  import->sum.noise += result.counts.noise;
  import->sum.quarantined += result.counts.quarantined;
  import->sum.calls += result.counts.calls;
  import->sum.conflicts += result.counts.conflicts;
}

static void
print_result (const Import *import, double seconds)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

#define D "%" G_GINT64_FORMAT
  g_print ("{\"files\":%u,\"records\":" D ",\"legs\":" D ",\"quality\":" D ",\"duplicates\":" D
           ",\"noise\":" D ",\"quarantined\":" D ",\"calls\":" D ",\"conflicts\":" D
           ",\"seconds\":%s}\n",
           import->n_files, import->sum.records, import->sum.legs, import->sum.quality,
           import->sum.duplicates, import->sum.noise, import->sum.quarantined, import->sum.calls,
           import->sum.conflicts, g_ascii_formatd (text, sizeof text, "%.3f", seconds));
#undef D
}

static gboolean
find_format (const char *id, const CollectorFormat **format)
{
  g_autoptr (GString) known = g_string_new (NULL);

  *format = id != NULL ? collector_format_lookup (id) : NULL;
  if (id == NULL || *format != NULL)
    return TRUE;
  for (const CollectorFormat *const *at = collector_format_list (); *at != NULL; at++)
    g_string_append_printf (known, " %s", (*at)->id);
  /* TRANSLATORS: what the user gave as a format, then the formats that exist */
  g_printerr (_("--format: there is no format '%s'; known are:%s\n"), id, known->str);
  return FALSE;
}

static int
run (int argc, char **argv)
{
  g_autofree char *format_id = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_id,
      N_("Take the files for this format instead of looking"), N_("ID") },
    { NULL }
  };
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorIngest) ingest = NULL;
  g_autoptr (GError) error = NULL;
  Import import = { 0 };
  gint64 begin_us = g_get_monotonic_time (), n_derived = 0;
  int code;

  if (!collector_cli_init (&cli, &collector_command_import, entries, &argc, &argv, 1, -1, &code))
    return code;
  if (!find_format (format_id, &import.format))
    return 2;
  ingest = import.ingest = collector_ingest_new (&cli, 1, &error);
  if (ingest == NULL)
    return collector_cli_fail (NULL, error);
  for (int i = 1; i < argc; i++)
    import_file (&import, argv[i]);
  if (!collector_owner_job_run (ingest, &n_derived, &error))
    return collector_cli_fail (NULL, error);
  print_result (&import, (g_get_monotonic_time () - begin_us) / (double) G_USEC_PER_SEC);
  return import.n_failed == 0 ? 0 : 1;
}

const CollectorCommand collector_command_import = {
  .name = "import",
  .usage = "FILE…",
  .summary = N_("Reads record files once"),
  .run = run,
};
