/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One call with everything that is known about it. Masks fall on every text that may hold an
 * outside number; which texts those are is a table. Reader lane.
 */
#include "config.h"

#include "collector/routes/call-detail.h"

#include <string.h>

#include "collector/routes/call-json.h"
#include "collector/store/call-steps.h"
#include "collector/store/mask.h"
#include "shared/base/money.h"

#define MAX_RAW_BYTES (64 * 1024)

/* What a detail is written from and for. */
typedef struct
{
  TollJsonWriter *json;
  CollectorHouse *house;
  CollectorDb *db;
  const CollectorViewer *viewer;
  const CollectorCallRow *row;
  TollArena *arena;
} Detail;

/* Members of a record that hold a number of either side. */
static const char *const number_fields[] = {
  "calling_number",          "original_called_number", "final_called_number",
  "last_redirect_number",    "outpulsed_calling_number", "outpulsed_called_number",
  "mobile_calling_number",   "mobile_called_number",   "hunt_pilot_number",
  NULL,
};
/* Members that may hold one among other words, and the one that nobody is shown. */
static const char *const free_fields[] = { "comment", "authorization_description", NULL };
static const char *const device_fields[] = { "orig_device", "dest_device", NULL };
static const char *const secret_fields[] = { "authorization_code", NULL };
/* Members that its placer told; who sees a call for its called side alone is shown none of them. */
static const char *const placer_fields[] = { "authorization_description", "authorization_level",
                                             "client_matter_code", NULL };

/* Returns: (transfer none): @text with what the viewer may not see of the call's number masked. */
static const char *
mask_known (const Detail *detail, const char *text)
{
  return collector_calls_mask_known (detail->row, text, detail->arena);
}

/* Returns: (transfer none): @number as the viewer may see it. */
static const char *
mask (const Detail *detail, const char *number)
{
  return collector_calls_mask_number (detail->db, detail->row, number, detail->arena);
}

/* Records as they came are for administrators who see the call unmasked. */
static gboolean
shows_raw (const Detail *detail)
{
  return collector_viewer_sees_raw (detail->viewer) && detail->row->masked_leg_digits == 0
         && !detail->row->is_called_side;
}

static void
write_step (TollJsonWriter *json, const CollectorCallStep *shown, guint number)
{
  const CollectorStep *step = &shown->step;

  toll_json_begin_object (json, NULL);
  toll_json_add_int (json, "step", number);
  toll_json_add_text (json, "kind", collector_step_to_name (step->kind));
  if (step->is_open)
    toll_json_add_null (json, "at_ms");
  else
    toll_json_add_int (json, "at_ms", step->at_ms);
  toll_json_add_text (json, "from", step->from);
  toll_json_add_text (json, "from_name", shown->from_name);
  toll_json_add_text (json, "to", step->to);
  toll_json_add_text (json, "to_name", shown->to_name);
  toll_json_add_text (json, "device", step->device);
  toll_json_add_text (json, "detail", step->detail);
  toll_json_add_int (json, "ring_ms", step->ring_ms);
  toll_json_add_int (json, "talk_ms", step->talk_ms);
  toll_json_add_int (json, "leg", step->leg);
  toll_json_end_object (json);
}

static void
write_journey (const Detail *detail, const GArray *legs)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (CollectorCallStep));

  collector_calls_tell_steps (detail->db, detail->row, legs, detail->arena, steps);
  toll_json_begin_array (detail->json, "journey");
  for (guint i = 0; i < steps->len; i++)
    write_step (detail->json, &g_array_index (steps, CollectorCallStep, i), i + 1);
  toll_json_end_array (detail->json);
}

/* The code that let a call through is nobody's to read. */
static char *
take_code_out (char *raw, const char *code)
{
  g_autofree char *whole = raw;
  GString *text = g_string_new (whole);

  if (*code != '\0')
    g_string_replace (text, code, "*", 0);
  return g_string_free (text, FALSE);
}

/* Returns: (transfer full) (nullable): the record as it came, from the archive. */
static char *
read_raw (const Detail *detail, const CollectorCallLeg *leg)
{
  g_autofree char *path = g_build_filename (
      collector_house_get_options (detail->house)->data_path, leg->archive_path, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) in = NULL;
  g_autofree char *raw = NULL;
  gsize n_read = 0, wanted = MIN (leg->leg.byte_length, MAX_RAW_BYTES);

  if (leg->archive_path[0] == '\0' || wanted == 0)
    return NULL;
  in = g_file_read (file, NULL, NULL);
  raw = g_malloc0 (wanted + 1);
  if (in == NULL ||
      !g_seekable_seek (G_SEEKABLE (in), leg->leg.byte_offset, G_SEEK_SET, NULL, NULL) ||
      !g_input_stream_read_all (G_INPUT_STREAM (in), raw, wanted, &n_read, NULL, NULL) ||
      n_read != wanted)
    return NULL;
  return take_code_out (g_strchomp (g_utf8_make_valid (raw, n_read)),
                        leg->leg.authorization_code);
}

static void
write_field (const Detail *detail, const TollField *field, const TollLeg *leg)
{
  static const TollLeg untold = { .authorization_description = "", .client_matter_code = "" };
  TollJsonWriter *json = detail->json;
  const char *text;

  if (g_strv_contains (secret_fields, field->name))
    return;
  if (detail->row->is_called_side && g_strv_contains (placer_fields, field->name))
    leg = &untold;
  if (field->kind != TOLL_FIELD_TEXT)
    {
      /* 64-bit identities would lose digits on the way. */
      if (strcmp (field->name, "record_key") == 0 || strcmp (field->name, "content_hash") == 0)
        toll_json_add_id (json, field->name, toll_field_get_int (field, leg));
      else
        toll_json_add_int (json, field->name, toll_field_get_int (field, leg));
      return;
    }
  text = toll_field_get_text (field, leg);
  if (g_strv_contains (number_fields, field->name))
    text = mask (detail, text);
  else if (g_strv_contains (free_fields, field->name))
    text = collector_mask_text (text, detail->row->masked_leg_digits, detail->arena);
  else if (g_strv_contains (device_fields, field->name))
    text = collector_calls_mask_device (detail->row, text, detail->arena);
  else
    text = mask_known (detail, text);
  toll_json_add_text (json, field->name, text);
}

static void
write_leg (const Detail *detail, const CollectorCallLeg *leg)
{
  TollJsonWriter *json = detail->json;

  toll_json_begin_object (json, NULL);
  for (guint i = 0; i < toll_leg_n_fields; i++)
    write_field (detail, &toll_leg_fields[i], &leg->leg);
  if (shows_raw (detail))
    {
      g_autofree char *raw = read_raw (detail, leg);

      toll_json_add_text (json, "file", leg->file);
      toll_json_add_int (json, "line", leg->leg.line);
      toll_json_add_text (json, "raw", raw);
    }
  else
    {
      toll_json_add_null (json, "file");
      toll_json_add_null (json, "line");
      toll_json_add_null (json, "raw");
    }
  toll_json_end_object (json);
}

/* What was not measured is null, never 0. */
static void
write_measured (TollJsonWriter *json, const char *name, gint64 value)
{
  if (value < 0)
    toll_json_add_null (json, name);
  else
    toll_json_add_int (json, name, value);
}

static void
write_quality (const Detail *detail, const TollQuality *quality)
{
  TollJsonWriter *json = detail->json;
  g_autofree char *mos = quality->mos_milli < 0 ? NULL
                                                : toll_money_format (quality->mos_milli, 3, 1);

  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "number", mask (detail, quality->number));
  toll_json_add_text (json, "device", collector_calls_mask_device (detail->row, quality->device, detail->arena));
  toll_json_add_text (json, "mos", mos);
  write_measured (json, "jitter_ms", quality->jitter_ms);
  write_measured (json, "latency_ms", quality->latency_ms);
  write_measured (json, "packets_sent", quality->packets_sent);
  write_measured (json, "packets_received", quality->packets_received);
  write_measured (json, "packets_lost", quality->packets_lost);
  write_measured (json, "duration_ms", quality->duration_ms);
  toll_json_end_object (json);
}

gboolean
collector_call_detail_write (TollJsonWriter *json, CollectorHouse *house, CollectorDb *db,
                             const CollectorViewer *viewer, const CollectorCallRow *row,
                             TollArena *arena, GError **error)
{
  Detail detail = { json, house, db, viewer, row, arena };
  g_autoptr (GArray) legs = g_array_new (FALSE, FALSE, sizeof (CollectorCallLeg));
  g_autoptr (GArray) qualities = g_array_new (FALSE, FALSE, sizeof (TollQuality));

  /* A call of which a side is hidden has no records to show. */
  if (row->hidden == COLLECTOR_NUMBER_SHOWN && !row->hides_person &&
      (!collector_calls_load_legs (db, row, arena, legs, error) ||
       !collector_calls_load_quality (db, row, arena, qualities, error)))
    return FALSE;
  toll_json_begin_object (json, NULL);
  collector_call_write (json, "call", row, collector_house_get_options (house)->numbering);
  write_journey (&detail, legs);
  toll_json_begin_array (json, "legs");
  for (guint i = 0; i < legs->len; i++)
    write_leg (&detail, &g_array_index (legs, CollectorCallLeg, i));
  toll_json_end_array (json);
  collector_call_price_write (json, house, row);
  toll_json_begin_array (json, "quality");
  for (guint i = 0; i < qualities->len; i++)
    write_quality (&detail, &g_array_index (qualities, TollQuality, i));
  toll_json_end_array (json);
  return TRUE;
}
