/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which node delivered what in which hour: the files are told apart by their names, which say the
 * node, the minute and a number that grows by one from file to file of the node, call records and
 * quality records alike, so that one that never came leaves a gap. Any lane.
 */
#include "config.h"

#include "collector/reports/builds.h"

#include <glib/gi18n.h>
#include <string.h>

#include "collector/formats/cucm-name.h"
#include "collector/store/deliveries.h"

#define DAY_MS (86400 * G_GINT64_CONSTANT (1000))
/* Files of so long before the period tell where its numbers go on. */
#define BEFORE_MS (7 * DAY_MS)

enum
{
  NODE,
  DAY,
  HOUR,
  FILES,
  REFUSED,
  AGAIN,
  RECORDS,
  CALLS,
  DUPLICATES,
  DISCARDED,
  MISSING,
  LAG,
};

#define FIGURE(id, title)                                                                          \
  {                                                                                                \
    id, title, TOLL_CELL_COUNT, TOLL_COLUMN_FIGURE, "", .is_total = TRUE                           \
  }

static const TollReportColumn columns[] = {
  /* TRANSLATORS: heading of a column: a server of the telephone system */
  [NODE] = { "node", N_ ("Node"), TOLL_CELL_TEXT, TOLL_COLUMN_KEY, "" },
  [DAY] = { "day", N_ ("Day"), TOLL_CELL_DAY, TOLL_COLUMN_FACT, "day" },
  [HOUR] = { "hour", N_ ("Hour"), TOLL_CELL_MINUTE, TOLL_COLUMN_KEY, "" },
  [FILES] = FIGURE ("files", N_ ("Files")),
  /* TRANSLATORS: heading of a column: files that could not be read at all */
  [REFUSED] = FIGURE ("refused", N_ ("Refused")),
  /* TRANSLATORS: heading of a column: how often a file came once more */
  [AGAIN] = FIGURE ("again", N_ ("Came again")),
  [RECORDS] = FIGURE ("records", N_ ("Records")),
  [CALLS] = FIGURE ("calls", N_ ("Calls")),
  [DUPLICATES] = FIGURE ("duplicates", N_ ("Duplicates")),
  /* TRANSLATORS: heading of a column: records that were put aside */
  [DISCARDED] = FIGURE ("discarded", N_ ("Put aside")),
  /* TRANSLATORS: heading of a column: files that never came, as the numbers of the others tell */
  [MISSING] = FIGURE ("missing", N_ ("Files missing")),
  /* TRANSLATORS: heading of a column: how long the latest file took until it was here */
  [LAG] = { "lag_ms", N_ ("Latest delay"), TOLL_CELL_DURATION, TOLL_COLUMN_FACT, "" },
};

/* A file with what its name says. */
typedef struct
{
  const char *node; /* "cluster/02"; "" = the name is not one of Unified CM */
  gint64 minute_ms; /* of the name; when it came where there is none */
  guint64 sequence;
  guint64 n_missing; /* files between the one before and it */
  CollectorDelivery delivery;
} File;

typedef struct
{
  CollectorReportRun *run;
  TollArena *arena;
  GArray *files; /* of File */
} Build;

static void
add_file (const CollectorDelivery *delivery, gpointer data)
{
  Build *self = data;
  File file = { .node = "", .minute_ms = delivery->first_seen_ms, .delivery = *delivery };
  g_auto (CollectorCucmName) name = { 0 };

  file.delivery.name = "";
  if (collector_cucm_name_parse (delivery->name, &name))
    {
      g_autofree char *node = g_strdup_printf ("%s/%02u", name.cluster, name.node);

      file.node = toll_arena_strdup (self->arena, node);
      file.minute_ms = name.minute_ms;
      file.sequence = name.sequence;
    }
  if (file.minute_ms >= self->run->from_ms - BEFORE_MS
      && file.minute_ms < collector_report_get_end_ms (self->run))
    g_array_append_val (self->files, file);
}

static int
compare_by_number (gconstpointer a, gconstpointer b)
{
  const File *one = a, *other = b;
  int order = strcmp (one->node, other->node);

  if (order == 0)
    order = (one->minute_ms > other->minute_ms) - (one->minute_ms < other->minute_ms);
  if (order == 0)
    order = (one->sequence > other->sequence) - (one->sequence < other->sequence);
  return order;
}

static int
compare_by_time (gconstpointer a, gconstpointer b)
{
  const File *one = a, *other = b;
  int order = strcmp (one->node, other->node);

  if (order == 0)
    order = (one->minute_ms > other->minute_ms) - (one->minute_ms < other->minute_ms);
  if (order == 0)
    order = (one->delivery.first_seen_ms > other->delivery.first_seen_ms)
            - (one->delivery.first_seen_ms < other->delivery.first_seen_ms);
  return order;
}

/* Numbers that begin anew leave no gap. */
static void
count_missing (GArray *files)
{
  g_array_sort (files, compare_by_number);
  for (guint i = 1; i < files->len; i++)
    {
      const File *before = &g_array_index (files, File, i - 1);
      File *file = &g_array_index (files, File, i);

      if (*file->node != '\0' && strcmp (file->node, before->node) == 0
          && file->sequence > before->sequence)
        file->n_missing = file->sequence - before->sequence - 1;
    }
}

/* Day and hour of a file, in the zone of the report. */
static void
find_hour (const Build *self, const File *file, gint32 *day, gint32 *minute)
{
  gint32 second;

  toll_zone_to_local (self->run->zone, file->minute_ms, day, &second);
  *minute = second / 3600 * 60;
}

static gboolean
is_of_row (const TollReportRow *row, const File *file, gint32 day, gint32 minute)
{
  const char *node = row->cells[NODE].text != NULL ? row->cells[NODE].text : "";

  return row->cells[DAY].figure == day && row->cells[HOUR].figure == minute
         && strcmp (node, file->node) == 0;
}

/* @row: (nullable): the last one so far. Returns: (transfer none): the row of the file's hour. */
static TollReportRow *
ensure_row (Build *self, TollReportRow *row, const File *file)
{
  gint32 day, minute;

  find_hour (self, file, &day, &minute);
  if (row != NULL && is_of_row (row, file, day, minute))
    return row;
  row = toll_report_doc_add_row (self->run->doc);
  for (guint i = FILES; i <= MISSING; i++)
    toll_cell_set_figure (&row->cells[i], 0);
  collector_report_set_text (self->run, &row->cells[NODE], file->node);
  toll_cell_set_figure (&row->cells[DAY], day);
  toll_cell_set_figure (&row->cells[HOUR], minute);
  return row;
}

static void
add_to_row (TollReportRow *row, const File *file)
{
  const CollectorDelivery *delivery = &file->delivery;

  row->cells[FILES].figure++;
  row->cells[REFUSED].figure += delivery->is_refused;
  row->cells[AGAIN].figure += delivery->n_again;
  row->cells[RECORDS].figure += delivery->n_records;
  row->cells[CALLS].figure += delivery->n_calls;
  row->cells[DUPLICATES].figure += delivery->n_duplicates;
  row->cells[DISCARDED].figure += delivery->n_quarantined;
  row->cells[MISSING].figure += (gint64) file->n_missing;
  if (*file->node != '\0')
    toll_cell_set_figure (&row->cells[LAG], MAX (delivery->first_seen_ms - file->minute_ms, 0));
}

static void
add_rows (Build *self)
{
  TollReportRow *row = NULL;

  count_missing (self->files);
  g_array_sort (self->files, compare_by_time);
  for (guint i = 0; i < self->files->len; i++)
    {
      const File *file = &g_array_index (self->files, File, i);

      if (file->minute_ms < self->run->from_ms)
        continue;
      row = ensure_row (self, row, file);
      add_to_row (row, file);
    }
}

gboolean
collector_report_build_acquisition (CollectorReportRun *run, GError **error)
{
  Build self = { run, run->doc->arena, NULL };
  gboolean is_ok;

  if (!collector_report_begin_table (run, columns, G_N_ELEMENTS (columns), error))
    return FALSE;
  self.files = g_array_new (FALSE, FALSE, sizeof (File));
  is_ok = collector_deliveries_visit (run->db, run->from_ms - BEFORE_MS, add_file, &self, error);
  if (is_ok)
    {
      add_rows (&self);
      toll_report_doc_init_row (run->doc, &run->doc->totals);
      collector_report_add_totals (run, 0, &run->doc->totals);
    }
  g_array_unref (self.files);
  return is_ok;
}
