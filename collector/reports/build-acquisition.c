/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which node delivered what in which hour: the files are told apart by their names, which say the
 * node, the minute and a number that grows by one from file to file, so that one that never came
 * leaves a gap. Nobody says whose files are counted together: those of a node, those of all nodes, or
 * call records and quality records each by themselves. What has a number twice is counted apart; a
 * number that no file has is missing in any case. Any lane.
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
/* Clocks of nodes, and files that are begun in the same minute. */
#define SLACK_MS (10 * 60000)

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

/* What of a cluster's files is counted apart. */
typedef struct
{
  gboolean nodes;
  gboolean kinds;
} Apart;

/* A file with what its name says. */
typedef struct
{
  const char *cluster;
  const char *node; /* "cluster/02"; "" = the name is not one of Unified CM */
  gboolean is_quality;
  gint64 minute_ms; /* of the name; when it came where there is none */
  guint64 sequence;
  guint64 n_missing; /* files between the one before and it */
  guint place;       /* by number, of all files */
  Apart apart;       /* of its cluster */
  CollectorDelivery delivery;
} File;

typedef struct
{
  CollectorReportRun *run;
  TollArena *arena;
  GArray *files;     /* of File */
  GPtrArray *sorted; /* the same by cluster and number */
} Build;

static void
add_file (const CollectorDelivery *delivery, gpointer data)
{
  Build *self = data;
  File file = { .cluster = "", .node = "", .minute_ms = delivery->first_seen_ms, .delivery = *delivery };
  g_auto (CollectorCucmName) name = { 0 };

  file.delivery.name = "";
  if (collector_cucm_name_parse (delivery->name, &name))
    {
      g_autofree char *node = g_strdup_printf ("%s/%02u", name.cluster, name.node);

      file.cluster = toll_arena_strdup (self->arena, name.cluster);
      file.node = toll_arena_strdup (self->arena, node);
      file.is_quality = name.is_cmr;
      file.minute_ms = name.minute_ms;
      file.sequence = name.sequence;
    }
  if (file.minute_ms >= self->run->from_ms - BEFORE_MS
      && file.minute_ms < collector_report_get_end_ms (self->run))
    g_array_append_val (self->files, file);
}

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

/* Those of a node and kind as they follow each other. */
static int
compare_by_stream (gconstpointer a, gconstpointer b)
{
  const File *one = a, *other = b;
  int order = strcmp (one->node, other->node);

  if (order == 0)
    order = one->is_quality - other->is_quality;
  if (order == 0)
    order = ORDER (one->minute_ms, other->minute_ms);
  return order != 0 ? order : ORDER (one->sequence, other->sequence);
}

static int
compare_by_number (gconstpointer a, gconstpointer b)
{
  const File *one = *(const File *const *) a, *other = *(const File *const *) b;
  int order = strcmp (one->cluster, other->cluster);

  if (order == 0)
    order = ORDER (one->sequence, other->sequence);
  return order != 0 ? order : ORDER (one->minute_ms, other->minute_ms);
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

static gboolean
is_of_stream (const File *file, const File *other)
{
  return file->is_quality == other->is_quality && strcmp (file->node, other->node) == 0;
}

static File *
get_sorted (const Build *self, guint place)
{
  return g_ptr_array_index (self->sorted, place);
}

/* Whatever has the number of the file at @place within a day is counted apart from it. Files that are not
 * of Unified CM have none. */
static void
find_apart (const Build *self, guint first, guint place, Apart *apart)
{
  const File *file = get_sorted (self, place);

  for (guint i = place; *file->node != '\0' && i-- > first;)
    {
      const File *before = get_sorted (self, i);

      if (before->sequence != file->sequence || file->minute_ms - before->minute_ms >= DAY_MS)
        break;
      if (strcmp (file->node, before->node) != 0)
        apart->nodes = TRUE;
      else if (file->is_quality != before->is_quality)
        apart->kinds = TRUE;
    }
}

/* Tells the files of a cluster, from @first on, what of them is counted apart. Returns: where another
 * cluster begins. */
static guint
mark_apart (const Build *self, guint first)
{
  const char *cluster = get_sorted (self, first)->cluster;
  Apart apart = { FALSE, FALSE };
  guint end = first + 1;

  for (; end < self->sorted->len && strcmp (get_sorted (self, end)->cluster, cluster) == 0; end++)
    find_apart (self, first, end, &apart);
  for (guint i = first; i < end; i++)
    get_sorted (self, i)->apart = apart;
  return end;
}

static gboolean
is_counted_with (const File *file, const File *other)
{
  return (!file->apart.nodes || strcmp (file->node, other->node) == 0)
         && (!file->apart.kinds || file->is_quality == other->is_quality);
}

/* The numbers right before @file that no file has, behind that of @before, the last one of its node and
 * kind. Numbers that begin anew leave no gap. */
static guint64
count_gap (const Build *self, const File *before, const File *file)
{
  if (file->sequence <= before->sequence)
    return 0;
  for (guint i = file->place; i-- > 0 && get_sorted (self, i)->sequence > before->sequence;)
    {
      const File *other = get_sorted (self, i);

      if (strcmp (other->cluster, file->cluster) != 0)
        break;
      if (other->sequence < file->sequence && is_counted_with (file, other)
          && other->minute_ms >= before->minute_ms - SLACK_MS
          && other->minute_ms <= file->minute_ms + SLACK_MS)
        return file->sequence - other->sequence - 1;
    }
  return file->sequence - before->sequence - 1;
}

static void
count_missing (Build *self)
{
  g_array_sort (self->files, compare_by_stream);
  for (guint i = 0; i < self->files->len; i++)
    g_ptr_array_add (self->sorted, &g_array_index (self->files, File, i));
  g_ptr_array_sort (self->sorted, compare_by_number);
  for (guint i = 0; i < self->sorted->len; i++)
    get_sorted (self, i)->place = i;
  for (guint first = 0; first < self->sorted->len;)
    first = mark_apart (self, first);
  for (guint i = 1; i < self->files->len; i++)
    {
      const File *before = &g_array_index (self->files, File, i - 1);
      File *file = &g_array_index (self->files, File, i);

      if (*file->node != '\0' && is_of_stream (file, before))
        file->n_missing = count_gap (self, before, file);
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

  count_missing (self);
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
  Build self = { run, run->doc->arena, NULL, NULL };
  gboolean is_ok;

  if (!collector_report_begin_table (run, columns, G_N_ELEMENTS (columns), error))
    return FALSE;
  self.files = g_array_new (FALSE, FALSE, sizeof (File));
  self.sorted = g_ptr_array_new ();
  is_ok = collector_deliveries_visit (run->db, run->from_ms - BEFORE_MS, add_file, &self, error);
  if (is_ok)
    {
      add_rows (&self);
      toll_report_doc_init_row (run->doc, &run->doc->totals);
      collector_report_add_totals (run, 0, &run->doc->totals);
    }
  g_ptr_array_unref (self.sorted);
  g_array_unref (self.files);
  return is_ok;
}
