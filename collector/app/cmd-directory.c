/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * directory import: people and their lines from a CSV file with a row of column names, all or
 * nothing; every refusal names its line and column.
 */
#include "config.h"

#include "collector/app/command.h"

#include "collector/store/people-store.h"
#include "shared/base/csv.h"
#include "shared/base/error.h"
#include "shared/base/zone.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_FILE_BYTES (64 * 1024 * 1024)
#define MAX_SHOWN_ERRORS 100

/* Columns of the file; the first is the only one that must be there. */
enum
{
  COLUMN_USER_NAME,
  COLUMN_FIRST_NAME,
  COLUMN_LAST_NAME,
  COLUMN_MAIL,
  COLUMN_LANGUAGE,
  COLUMN_ZONE,
  COLUMN_EXTENSION,
  COLUMN_PARTITION,
  COLUMN_DEPARTMENT,
  COLUMN_COST_CENTRE,
  COLUMN_LOCATION,
  COLUMN_VALID_FROM,
  COLUMN_VALID_TO,
  N_COLUMNS
};
static const char *const column_names[N_COLUMNS + 1]
    = { "user_name", "first_name", "last_name",  "mail",        "language", "zone",      "extension",
        "partition", "department", "cost_centre", "location",   "valid_from", "valid_to", NULL };

typedef struct
{
  const char *file_name;
  const TollZone *zone; /* of dates without an offset */
  const char *bytes;
  gsize n_bytes;
  int at[N_COLUMNS]; /* index of each column in the file, -1 = absent */
  guint n_new, n_changed, n_same, n_refused;
} Import;

static gboolean
map_header (Import *import, const TollCsvCell *cells, guint n_cells, GError **error)
{
  for (int c = 0; c < N_COLUMNS; c++)
    import->at[c] = -1;
  for (guint i = 0; i < n_cells; i++)
    {
      gboolean known = FALSE;

      for (int c = 0; c < N_COLUMNS; c++)
        if (g_ascii_strcasecmp (cells[i].text, column_names[c]) == 0)
          {
            import->at[c] = (int) i;
            known = TRUE;
          }
      if (!known)
        {
          g_autofree char *all = g_strjoinv (", ", (char **) column_names);

          g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
                       "line 1: unknown column '%s'; known are: %s", cells[i].text, all);
          return FALSE;
        }
    }
  if (import->at[COLUMN_USER_NAME] >= 0)
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT, "line 1: the column 'user_name' is missing");
  return FALSE;
}

static const char *
cell (const Import *import, const TollCsvCell *cells, guint n_cells, int column)
{
  int at = import->at[column];

  return at >= 0 && (guint) at < n_cells ? cells[at].text : "";
}

/* A date or instant of the file; an empty cell stays 0. */
static gboolean
read_instant (const Import *import, const char *text, int column, gint64 *at_ms, GError **error)
{
  *at_ms = 0;
  if (*text == '\0' || toll_zone_parse_iso8601 (import->zone, text, at_ms, error))
    return TRUE;
  g_prefix_error (error, "%s: ", column_names[column]);
  return FALSE;
}

static gboolean
put_row (Import *import, CollectorDb *db, const TollCsvCell *cells, guint n_cells, GError **error)
{
#define CELL(column) cell (import, cells, n_cells, column)
  CollectorPersonRow row = {
    .user_name = CELL (COLUMN_USER_NAME),
    .first_name = CELL (COLUMN_FIRST_NAME),
    .last_name = CELL (COLUMN_LAST_NAME),
    .mail = CELL (COLUMN_MAIL),
    .language = CELL (COLUMN_LANGUAGE),
    .zone = CELL (COLUMN_ZONE),
    .extension = CELL (COLUMN_EXTENSION),
    .partition = CELL (COLUMN_PARTITION),
    .department = CELL (COLUMN_DEPARTMENT),
    .cost_centre = CELL (COLUMN_COST_CENTRE),
    .location = CELL (COLUMN_LOCATION),
  };
  CollectorPutResult result;

  if (!read_instant (import, CELL (COLUMN_VALID_FROM), COLUMN_VALID_FROM, &row.valid_from_ms, error)
      || !read_instant (import, CELL (COLUMN_VALID_TO), COLUMN_VALID_TO, &row.valid_to_ms, error)
      || !collector_person_put (db, &row, &result, error))
    return FALSE;
#undef CELL
  import->n_new += result == COLLECTOR_PUT_NEW;
  import->n_changed += result == COLLECTOR_PUT_CHANGED;
  import->n_same += result == COLLECTOR_PUT_SAME;
  return TRUE;
}

static void
refuse (Import *import, guint line, const GError *error)
{
  if (import->n_refused++ < MAX_SHOWN_ERRORS)
    /* TRANSLATORS: file name, line number, what is wrong there */
    g_printerr (_("%s: line %u: %s\n"), import->file_name, line, error->message);
}

static gboolean
import_rows (CollectorDb *db, gpointer data, GError **error)
{
  Import *import = data;
  g_autoptr (TollCsv) csv = toll_csv_new (import->bytes, import->n_bytes, 0);
  g_autoptr (GError) failure = NULL;
  const TollCsvCell *cells;
  guint n_cells;

  if (!toll_csv_next (csv, &cells, &n_cells, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT, "the file is empty");
      return FALSE;
    }
  if (!map_header (import, cells, n_cells, error))
    return FALSE;
  while (toll_csv_next (csv, &cells, &n_cells, &failure))
    {
      g_autoptr (GError) bad = NULL;

      if (!put_row (import, db, cells, n_cells, &bad))
        refuse (import, toll_csv_get_line (csv), bad);
    }
  if (failure != NULL)
    refuse (import, toll_csv_get_line (csv), failure);
  if (import->n_refused == 0)
    return TRUE;
  g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
               "%u lines refused; nothing was changed", import->n_refused);
  return FALSE;
}

static void
print_counts (const Import *import, gboolean as_json)
{
  if (as_json)
    g_print ("{\"new\":%u,\"changed\":%u,\"same\":%u,\"refused\":%u}\n", import->n_new,
             import->n_changed, import->n_same, import->n_refused);
  else
    /* TRANSLATORS: three counts of people in an imported directory */
    g_print (_("%u new, %u changed, %u as they were\n"), import->n_new, import->n_changed,
             import->n_same);
}

static int
run (int argc, char **argv)
{
  g_auto (CollectorCli) cli = { 0 };
  g_autoptr (CollectorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  Import import = { 0 };
  int code;

  if (!collector_cli_init (&cli, &collector_command_directory_import, NULL, &argc, &argv, 1, 1,
                           &code))
    return code;
  import.file_name = argv[1];
  if (!g_file_get_contents (argv[1], &bytes, &import.n_bytes, &error))
    return collector_cli_fail (NULL, error);
  if (import.n_bytes > MAX_FILE_BYTES)
    {
      /* TRANSLATORS: %s is a file name */
      g_printerr (_("%s: larger than 64 MiB\n"), argv[1]);
      return 1;
    }
  import.bytes = bytes;
  db = collector_cli_open (&cli, &error);
  if (db == NULL)
    return collector_cli_fail (NULL, error);
  import.zone = toll_zone_get (collector_settings_get_zone (cli.settings), &error);
  if (import.zone == NULL || !collector_cli_transaction (db, import_rows, &import, &error))
    return collector_cli_fail (argv[1], error);
  print_counts (&import, cli.json);
  return 0;
}

const CollectorCommand collector_command_directory_import = {
  .name = "directory import",
  .usage = "FILE.csv",
  .summary = N_("Reads people and their lines from a CSV file"),
  .run = run,
};
