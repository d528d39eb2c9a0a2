/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Call management records of Cisco Unified CM: one row per side of a call, what that side heard.
 * Refuses the one-row-per-call exports that other tools make of them, because a row there does not
 * say which side a figure belongs to in a way that can be trusted. Pure; one thread at a time.
 */
#include "config.h"

#include "collector/formats/cucm-file.h"
#include "shared/base/error.h"

#include <glib/gi18n.h>

#define ROW(name, other, member, kind, required) \
  { name, other, G_STRUCT_OFFSET (TollQuality, member), COLLECTOR_COLUMN_##kind, required }
#define MUST(name, member, kind) ROW (name, NULL, member, kind, TRUE)
#define MAY(name, other, member, kind) ROW (name, other, member, kind, FALSE)

static const CollectorColumn columns[] = {
  MUST ("pkid", pkid, TEXT),
  MUST ("globalCallID_callManagerId", manager_id, U32),
  MUST ("globalCallID_callId", global_call_id, U32),
  MUST ("directoryNum", number, TEXT),
  MUST ("callIdentifier", leg_id, U32),
  MUST ("dateTimeStamp", stamp_ms, INSTANT),
  MUST ("numberPacketsSent", packets_sent, I64),
  MUST ("numberPacketsReceived", packets_received, I64),
  MUST ("numberPacketsLost", packets_lost, I64),
  MUST ("jitter", jitter_ms, I64),
  MUST ("latency", latency_ms, I64),
  MAY ("directoryNumPartition", "directoryNumberPartition", partition, TEXT),
  MAY ("globalCallId_ClusterID", NULL, cluster, TEXT),
  MUST ("deviceName", device, TEXT),
  MAY ("varVQMetrics", NULL, metrics, TEXT),
  MAY ("duration", NULL, duration_ms, SECONDS),
};

#define PLACE_PKID 0 /* the row of columns[] */

/* The figures of varVQMetrics, "NAME=figure;NAME=figure": MLQK is the listening quality score of
 * the whole call, CCR the ratio of concealed to all frames, SCS the severely concealed seconds. */
static const struct
{
  const char *name;
  gsize offset;
  gint64 scale;
  gint64 min;
  gint64 max;
} metrics[] = {
  /* A score begins at 1: the 0 of short calls means that none was made. */
  { "MLQK", G_STRUCT_OFFSET (TollQuality, mos_milli), 1000, 1000, 5000 },
  { "CCR", G_STRUCT_OFFSET (TollQuality, concealed_ppm), 1000000, 0, 1000000 },
  { "SCS", G_STRUCT_OFFSET (TollQuality, severely_concealed_s), 1, 0, G_MAXINT32 },
};

static void
init_row (gpointer row)
{
  toll_quality_init (row);
}

/* Whether @name is a figure of one side in a row that describes both. */
static gboolean
is_two_sided (const CollectorCell *name)
{
  static const char *const sides[] = { "orig", "dest" };
  static const char *const figures[] = {
    "numberPackets", "packetsSent", "packetsReceived", "packetsLost",
    "jitter",        "latency",     "varVQMetrics",    "MLQK",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      gsize width = strlen (sides[i]);

      if (name->length <= width || g_ascii_strncasecmp (name->text, sides[i], width) != 0)
        continue;
      if (name->text[width] == '_')
        width++;
      for (guint j = 0; j < G_N_ELEMENTS (figures); j++)
        if (name->length >= width + strlen (figures[j]) &&
            g_ascii_strncasecmp (name->text + width, figures[j], strlen (figures[j])) == 0)
          return TRUE;
    }
  return FALSE;
}

static gboolean
check_names (const CollectorCell *names, guint n_names, GError **error)
{
  for (guint i = 0; i < n_names; i++)
    if (is_two_sided (&names[i]))
      {
        g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
                     /* TRANSLATORS: %.*s is the name of a column, "origNumberPacketsSent" */
                     _("the column \"%.*s\" shows an export with one row per call; export the CMR "
                       "as Unified CM writes it, with one row per side of a call"),
                     (int) MIN (names[i].length, 64), names[i].text);
        return FALSE;
      }
  return TRUE;
}

static void
read_metric (TollQuality *row, const char *name, gsize name_length, const char *figure,
             gsize figure_length)
{
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    if (strlen (metrics[i].name) == name_length &&
        g_ascii_strncasecmp (metrics[i].name, name, name_length) == 0)
      {
        CollectorCell cell = { figure, figure_length };
        gint64 value;

        if (collector_cell_get_fixed (&cell, metrics[i].scale, &value) &&
            value >= metrics[i].min && value <= metrics[i].max)
          *(gint64 *) ((char *) row + metrics[i].offset) = value;
      }
}

/* Figures that cannot be read stay "not measured": the text itself is kept. */
static void
read_metrics (TollQuality *row)
{
  const char *at = row->metrics;

  while (*at != '\0')
    {
      const char *end = strchrnul (at, ';');
      const char *equals;

      while (*at == ' ')
        at++;
      equals = memchr (at, '=', end - at);
      if (equals != NULL)
        read_metric (row, at, equals - at, equals + 1, end - equals - 1);
      at = *end == ';' ? end + 1 : end;
    }
}

static gint64
hash_identity (const TollQuality *row)
{
  g_autofree char *identity = g_strdup_printf (
      "%" G_GSIZE_FORMAT ":%s/%u/%u/%u/%" G_GINT64_FORMAT "/%" G_GSIZE_FORMAT ":%s/%s",
      strlen (row->cluster), row->cluster, row->manager_id, row->global_call_id, row->leg_id,
      row->stamp_ms, strlen (row->number), row->number, row->device);

  return collector_text_hash (identity, strlen (identity));
}

static const char *
finish_row (gpointer data, const CollectorRecord *record, const gint16 *places,
            CollectorBatch *batch, const char **field)
{
  TollQuality *row = data;

  read_metrics (row);
  if (!collector_cell_get_key (&record->cells[places[PLACE_PKID]], &row->record_key))
    row->record_key = hash_identity (row);
  row->content_hash = record->content_hash;
  row->line = record->line;
  row->byte_offset = record->byte_offset;
  row->byte_length = record->byte_length;
  g_array_append_val (batch->qualities, *row);
  return NULL;
}

static const CollectorTable table = {
  .name_tag = "cmr_",
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row_size = sizeof (TollQuality),
  .id_column = PLACE_PKID,
  .init_row = init_row,
  .check_names = check_names,
  .finish = finish_row,
};

const CollectorFormat collector_format_cucm_cmr = {
  .id = "cucm-cmr",
  .title = N_("Cisco Unified CM call management records"),
  .layout = &table,
  .sniff = collector_cucm_file_sniff,
  .open = collector_cucm_file_open,
  .close = collector_cucm_file_close,
  .parse = collector_cucm_file_parse,
};
