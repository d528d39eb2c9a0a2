/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The members of a schedule, out and in.
 */
#include "config.h"

#include "collector/routes/schedule-json.h"

#include <string.h>

#include "collector/export/exporter.h"
#include "collector/notify/message.h"
#include "collector/notify/template.h"
#include "collector/routes/report-find.h"
#include "collector/schedule/mailing.h"
#include "collector/schedule/recipients.h"
#include "collector/store/mask-spec.h"
#include "collector/store/mask.h"
#include "shared/base/error.h"

#define MOST_NAME 100 /* characters */
#define MOST_BODY 10000
#define N_NEXT_RUNS 3

/* ---- Out ---- */

static void
add_time (TollJsonWriter *json, const char *name, gint64 ms)
{
  if (ms != 0)
    toll_json_add_int (json, name, ms);
  else
    toll_json_add_null (json, name);
}

void
collector_schedule_json_write_run (TollJsonWriter *json, const char *name,
                                   const CollectorScheduleRun *run)
{
  if (run->id == 0)
    {
      toll_json_add_null (json, name);
      return;
    }
  toll_json_begin_object (json, name);
  toll_json_add_id (json, "id", run->id);
  toll_json_add_int (json, "run_ms", run->run_ms);
  toll_json_add_text (json, "state", collector_schedule_state_to_name (run->state));
  toll_json_add_int (json, "rows", run->n_rows);
  toll_json_add_int (json, "n_bytes", run->n_bytes);
  toll_json_add_int (json, "n_recipients", run->n_recipients);
  toll_json_add_text (json, "detail", run->detail);
  toll_json_end_object (json);
}

static void
write_recipients (TollJsonWriter *json, const char *text)
{
  g_autoptr (TollJson) list = toll_json_read (text, -1, 0, NULL);
  const TollJsonValue *root = list != NULL ? toll_json_get_root (list) : NULL;

  toll_json_begin_array (json, "recipients");
  for (guint i = 0; root != NULL && i < toll_json_value_get_length (root); i++)
    toll_json_add_text (json, NULL,
                        toll_json_value_get_text (toll_json_value_get_element (root, i)));
  toll_json_end_array (json);
}

/* The one that is due, and those after it. */
static void
write_next (TollJsonWriter *json, const CollectorSchedule *schedule, gint64 now_ms)
{
  const TollZone *zone = toll_zone_get (schedule->zone, NULL);
  gint64 ms = schedule->enabled ? schedule->next_ms : 0;

  add_time (json, "next_ms", ms);
  toll_json_begin_array (json, "next_runs_ms");
  for (guint i = 0; i < N_NEXT_RUNS && ms != 0 && ms != G_MAXINT64 && zone != NULL; i++)
    {
      toll_json_add_int (json, NULL, ms);
      ms = toll_schedule_get_next_ms (&schedule->when, zone, MAX (ms, now_ms));
    }
  toll_json_end_array (json);
}

/* Its owner may have typed whole numbers into it. */
static void
mask (CollectorSchedule *shown, TollArena *arena)
{
  shown->name = collector_mask_text (shown->name, 1, arena);
  shown->subject = collector_mask_text (shown->subject, 1, arena);
  shown->body = collector_mask_text (shown->body, 1, arena);
  shown->spec = collector_mask_spec (shown->spec, arena);
}

static gboolean
is_masked (const CollectorSchedule *schedule, const CollectorViewer *viewer)
{
  return schedule->account_id != viewer->account_id
         && (collector_viewer_is_masked (viewer) || !collector_viewer_sees_all (viewer));
}

void
collector_schedule_json_write (TollJsonWriter *json, const CollectorSchedule *schedule,
                               const CollectorViewer *viewer, gint64 now_ms)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorSchedule shown = *schedule;
  g_autofree char *start = toll_schedule_dup_start (&schedule->when);
  const CollectorReport *report = collector_report_lookup (schedule->report_id);

  if (is_masked (schedule, viewer))
    mask (&shown, arena);
  toll_json_begin_object (json, NULL);
  toll_json_add_id (json, "id", schedule->id);
  toll_json_add_text (json, "name", shown.name);
  toll_json_add_text (json, "report_id", schedule->report_id);
  toll_json_add_text (json, "report_title", report != NULL ? report->title : schedule->report_id);
  collector_report_write_spec (json, shown.spec);
  toll_json_add_int (json, "every_n", schedule->when.every_n);
  toll_json_add_text (json, "every_unit", toll_schedule_unit_to_name (schedule->when.unit));
  toll_json_add_text (json, "start", start);
  toll_json_add_text (json, "zone", schedule->zone);
  toll_json_add_text (json, "subject", shown.subject);
  toll_json_add_text (json, "body", shown.body);
  write_recipients (json, schedule->recipients);
  toll_json_add_text (json, "format", schedule->format);
  toll_json_add_bool (json, "skip_empty", schedule->skip_empty);
  toll_json_add_bool (json, "enabled", schedule->enabled);
  toll_json_add_text (json, "owner", schedule->owner);
  toll_json_add_bool (json, "is_own", schedule->account_id == viewer->account_id);
  write_next (json, schedule, now_ms);
  toll_json_add_bool (json, "is_asked", schedule->asked_ms != 0);
  collector_schedule_json_write_run (json, "last_run", &schedule->last);
  toll_json_end_object (json);
}

/* ---- In ---- */

static gboolean
read_bool (const TollJsonValue *body, const char *name, gboolean *value, GError **error)
{
  const TollJsonValue *member = toll_json_value_get_member (body, name);

  if (member == NULL)
    return TRUE;
  if (toll_json_value_get_kind (member) != TOLL_JSON_BOOL)
    {
      toll_error_set_field (error, name, "must be true or false");
      return FALSE;
    }
  *value = toll_json_value_get_bool (member);
  return TRUE;
}

static gboolean
read_when (const TollJsonValue *body, TollSchedule *when, GError **error)
{
  const char *unit = NULL, *start = NULL;
  gint64 n = when->every_n;
  gboolean has_n = toll_json_value_get_member (body, "every_n") != NULL;

  if (!toll_json_allow_text (body, "", "every_unit", &unit, error)
      || !toll_json_allow_text (body, "", "start", &start, error)
      || (has_n && !toll_json_require_int (body, "", "every_n", &n, error)))
    return FALSE;
  if (unit != NULL && !toll_schedule_unit_from_name (unit, &when->unit))
    {
      toll_error_set_field (error, "every_unit",
                            "must be once, minutes, days, working_days, weeks or months");
      return FALSE;
    }
  if (n < 1 || n > TOLL_SCHEDULE_MOST_N
      || (when->unit == TOLL_SCHEDULE_MINUTES && n < TOLL_SCHEDULE_LEAST_MINUTES))
    {
      toll_error_set_field (error, "every_n", "%d to %d are expected; minutes from %d on", 1,
                            TOLL_SCHEDULE_MOST_N, TOLL_SCHEDULE_LEAST_MINUTES);
      return FALSE;
    }
  when->every_n = (guint) n;
  return start == NULL || toll_schedule_read_start (when, start, error);
}

static gboolean
read_texts (const TollJsonValue *body, CollectorSchedule *schedule, GError **error)
{
  const char *const *places = collector_mailing_places;

  if (!toll_json_allow_text (body, "", "name", &schedule->name, error)
      || !toll_json_allow_text (body, "", "zone", &schedule->zone, error)
      || !toll_json_allow_text (body, "", "subject", &schedule->subject, error)
      || !toll_json_allow_text (body, "", "body", &schedule->body, error)
      || !toll_json_allow_text (body, "", "format", &schedule->format, error)
      || !toll_json_allow_text (body, "", "report_id", &schedule->report_id, error))
    return FALSE;
  if (*schedule->name == '\0' || g_utf8_strlen (schedule->name, -1) > MOST_NAME)
    toll_error_set_field (error, "name", "1 to %d characters are expected", MOST_NAME);
  else if (g_utf8_strlen (schedule->body, -1) > MOST_BODY)
    toll_error_set_field (error, "body", "at most %d characters are expected", MOST_BODY);
  else if (toll_zone_get (schedule->zone, NULL) == NULL)
    toll_error_set_field (error, "zone", "there is no time zone \"%s\"", schedule->zone);
  else
    return collector_message_check_line (schedule->name, "name", error)
           && collector_message_check_line (schedule->subject, "subject", error)
           && collector_template_check (schedule->subject, places, "subject", error)
           && collector_template_check (schedule->body, places, "body", error);
  return FALSE;
}

static gboolean
check_format (const CollectorSchedule *schedule, GError **error)
{
  static const char *const formats[] = { "pdf", "xlsx", "csv", COLLECTOR_SCHEDULE_NO_FILE, NULL };

  if (g_strv_contains (formats, schedule->format))
    return TRUE;
  toll_error_set_field (error, "format", "must be pdf, xlsx, csv or none");
  return FALSE;
}

static gboolean
read_recipients (CollectorDb *db, const CollectorViewer *viewer, const CollectorSettings *settings,
                 const TollJsonValue *body, TollArena *arena, CollectorSchedule *schedule,
                 GError **error)
{
  const TollJsonValue *array = toll_json_value_get_member (body, "recipients");
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();
  g_autofree char *text = NULL;
  g_auto (GStrv) addresses = NULL;

  if (array == NULL && *schedule->recipients != '\0')
    return TRUE;
  addresses = collector_recipients_read (array, error);
  if (addresses == NULL
      || !collector_recipients_check ((const char *const *) addresses, viewer, settings, db,
                                      error))
    return FALSE;
  toll_json_begin_array (json, NULL);
  for (guint i = 0; addresses[i] != NULL; i++)
    toll_json_add_text (json, NULL, addresses[i]);
  text = g_string_free (toll_json_writer_finish (json), FALSE);
  schedule->recipients = toll_arena_strdup (arena, text);
  return TRUE;
}

gboolean
collector_schedule_json_read (CollectorRequest *request, CollectorDb *db,
                              const CollectorSettings *settings, const TollJsonValue *body,
                              TollArena *arena, CollectorSchedule *schedule, GError **error)
{
  static const char *const known[]
      = { "name", "report_id", "spec",       "every_n", "every_unit", "start",   "zone",
          "subject", "body",   "recipients", "format",  "skip_empty", "enabled", NULL };
  const CollectorViewer *viewer = collector_request_get_viewer (request);

  return toll_json_check_members (body, "", known, error)
         && read_texts (body, schedule, error) && check_format (schedule, error)
         && read_when (body, &schedule->when, error)
         && read_bool (body, "skip_empty", &schedule->skip_empty, error)
         && read_bool (body, "enabled", &schedule->enabled, error)
         && read_recipients (db, viewer, settings, body, arena, schedule, error)
         && collector_report_read_spec (request, db, schedule->report_id,
                                        toll_json_value_get_member (body, "spec"), arena,
                                        &schedule->spec, error);
}
