/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reports that the clock sends, through a real mail server: when they are due, what is in the mail,
 * by whose rights, to whom, and what is told of it afterwards.
 */
#include "config.h"

#include <string.h>

#include "collector/store/setting-store.h"
#include "tests/support/schedule-house.h"
#include "tests/support/score.h"

static guint
count_runs (TestScheduleHouse *f)
{
  g_autoptr (TollJson) runs = test_house_get (f->house, FIRST "/runs", f->anna);

  return toll_json_value_get_length (test_json_find (runs, "items"));
}

/* Returns: (transfer full): what @program prints of the attachment @name. */
static char *
look_into (TestScheduleHouse *f, const char *program, const char *name)
{
  g_autofree char *path = test_temp_dir_path (f->smtpd->dir, name);
  g_autofree char *script
      = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "export", "read-xlsx.py", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = strcmp (program, "pdftotext") == 0
            ? g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "pdftotext", "-layout",
                                path, "-", NULL)
            : g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/usr/bin/python3", script,
                                path, NULL);
  char *out = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  return out;
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("\"%s\" is missing in: %s", part, text);
}

/* The report of runs has the one there was, for those who see its schedule. */
static void
assert_report_tells (TestScheduleHouse *f)
{
  static const char run[] = "/api/v1/reports/12.5/run";
  g_autoptr (TollJson) all = test_schedule_house_ask (f, "POST", run, f->anna, "{}", 200);
  g_autoptr (TollJson) own = test_schedule_house_ask (f, "POST", run, f->super, "{}", 200);

  g_assert_cmpuint (toll_json_value_get_length (test_json_find (all, "rows")), ==, 1);
  g_assert_cmpstr (test_json_text (all, "rows.0.0"), ==, "Weekly");
  g_assert_cmpint (test_json_int (all, "rows.0.1"), ==, DUE_MS);
  g_assert_cmpint (test_json_int (all, "rows.0.2"), ==, 2);
  g_assert_cmpint (test_json_int (all, "rows.0.4"), ==, 2);
  g_assert_cmpstr (test_json_text (all, "rows.0.5"), ==, "sent");
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (own, "rows")), ==, 0);
}

/* Each reader gets it in the language they read, as text, as HTML and as a file. */
static void
test_sent (void)
{
  TestScheduleHouse f = { 0 };
  g_autoptr (TollJson) added = NULL, runs = NULL, history = NULL, log = NULL, list = NULL;
  g_autoptr (TollJson) one = NULL, other = NULL;
  g_autofree char *pdf = NULL;
  const TollJson *english, *italian;

  if (!test_schedule_house_set_up (&f))
    return;
  test_smtpd_start (f.smtpd, NULL, NULL);
  added = test_schedule_house_ask (&f, "POST", SCHEDULES, f.anna,
               BY_DEPARTMENT ("\"recipients\":[\"bruno@house.example\",\"boss@else.example\"]"),
               201);
  g_assert_cmpint (test_json_int (added, "next_ms"), ==, DUE_MS);
  g_assert_cmpint (test_json_int (added, "next_runs_ms.1"), ==, DUE_MS + 7 * DAY_MS);
  /* The clock goes forward on the 29th of March: an hour earlier. */
  g_assert_cmpint (test_json_int (added, "next_runs_ms.2"), ==, DUE_MS + 14 * DAY_MS - 3600000);
  test_pump (60);
  g_assert_cmpuint (count_runs (&f), ==, 0);
  test_schedule_house_go_to (&f, DUE_MS);
  runs = test_schedule_house_wait (&f, 1, "sent");
  g_assert_cmpint (test_json_int (runs, "items.0.rows"), ==, 2);
  g_assert_cmpint (test_json_int (runs, "items.0.n_recipients"), ==, 2);
  test_smtpd_wait_for (f.smtpd, 2);
  one = test_smtpd_open (f.smtpd, 1);
  other = test_smtpd_open (f.smtpd, 2);
  english
      = g_str_equal (test_json_text (one, "envelope_to"), "boss@else.example") ? one : other;
  italian = english == one ? other : one;
  g_assert_cmpstr (test_json_text (english, "headers.Subject"), ==,
                   "Weekly: 13 Mar 2026 – 19 Mar 2026");
  assert_has (test_json_text (english, "parts.0.text"), "Group By Department");
  assert_has (test_json_text (english, "parts.1.text"), ">Support</td>");
  assert_has (test_json_text (english, "parts.1.text"), "bgcolor=\"#");
  assert_has (test_json_text (italian, "parts.0.text"), "In allegato");
  assert_has (test_json_text (italian, "parts.1.text"), "lang=\"it\"");
  g_assert_cmpstr (test_json_text (english, "parts.2.type"), ==, "application/pdf");
  pdf = look_into (&f, "pdftotext", test_json_text (english, "parts.2.name"));
  assert_has (pdf, "Sales");
  assert_has (pdf, "Support");
  history = test_house_get (f.house, "/api/v1/history", f.anna);
  g_assert_cmpstr (test_json_text (history, "items.0.origin"), ==, "schedule");
  g_assert_cmpstr (test_json_text (history, "items.0.format"), ==, "pdf");
  log = test_house_get (f.house, "/api/v1/access-log?limit=1", f.anna);
  g_assert_cmpstr (test_json_text (log, "items.0.action"), ==, TOLL_ACTION_SEND_REPORT);
  g_assert_cmpint (test_json_int (log, "items.0.n_rows"), ==, 2);
  list = test_house_get (f.house, SCHEDULES, f.anna);
  g_assert_cmpint (test_json_int (list, "items.0.next_ms"), ==, DUE_MS + 7 * DAY_MS);
  g_assert_cmpstr (test_json_text (list, "items.0.last_run.state"), ==, "sent");
  assert_report_tells (&f);
  test_schedule_house_tear_down (&f);
}

/* However long nobody ran it: once, and then when it is due. */
static void
test_missed_runs_once (void)
{
  TestScheduleHouse f = { 0 };
  g_autoptr (TollJson) list = NULL, mail = NULL;

  if (!test_schedule_house_set_up (&f))
    return;
  test_smtpd_start (f.smtpd, NULL, NULL);
  test_schedule_house_tell (&f, "POST", SCHEDULES, f.anna,
                            BY_DEPARTMENT ("\"recipients\":[\"boss@else.example\"]"), 201);
  g_clear_pointer (&f.scheduler, collector_scheduler_free);
  test_schedule_house_go_to (&f, DUE_MS + 30 * DAY_MS);
  test_schedule_house_open (&f);
  toll_json_free (test_schedule_house_wait (&f, 1, "sent"));
  test_pump (200);
  g_assert_cmpuint (count_runs (&f), ==, 1);
  g_assert_cmpuint (test_smtpd_count (f.smtpd), ==, 1);
  list = test_house_get (f.house, SCHEDULES, f.anna);
  /* The fifth Thursday after it, in summer time. */
  g_assert_cmpint (test_json_int (list, "items.0.next_ms"), ==, DUE_MS + 35 * DAY_MS - 3600000);
  /* Where it is sent from now it is still the day before. */
  test_schedule_house_tell (&f, "PUT", FIRST, f.anna,
        "{\"zone\":\"Pacific/Pago_Pago\",\"spec\":{\"period\":{\"relative\":\"today\"}}}", 200);
  test_schedule_house_tell (&f, "POST", FIRST "/run", f.anna, NULL, 202);
  toll_json_free (test_schedule_house_wait (&f, 2, "sent"));
  mail = test_smtpd_open (f.smtpd, 2);
  g_assert_cmpstr (test_json_text (mail, "headers.Subject"), ==, "Weekly: 17 Apr 2026");
  test_schedule_house_tear_down (&f);
}

/* A clock that was ahead for a while leaves nothing behind: neither while the service runs nor after. */
static void
test_clock_goes_back (void)
{
  for (guint is_restarted = 0; is_restarted < 2; is_restarted++)
    {
      TestScheduleHouse f = { 0 };
      g_autoptr (TollJson) list = NULL;

      if (!test_schedule_house_set_up (&f))
        return;
      test_smtpd_start (f.smtpd, NULL, NULL);
      test_schedule_house_tell (&f, "POST", SCHEDULES, f.anna,
                                BY_DEPARTMENT ("\"recipients\":[\"boss@else.example\"]"), 201);
      test_schedule_house_go_to (&f, DUE_MS + 30 * DAY_MS);
      toll_json_free (test_schedule_house_wait (&f, 1, "sent"));
      if (is_restarted)
        g_clear_pointer (&f.scheduler, collector_scheduler_free);
      test_schedule_house_go_to (&f, DUE_MS + 60000);
      if (is_restarted)
        test_schedule_house_open (&f);
      test_pump (300);
      list = test_house_get (f.house, SCHEDULES, f.anna);
      g_assert_cmpint (test_json_int (list, "items.0.next_ms"), ==, DUE_MS + 7 * DAY_MS);
      g_assert_cmpuint (count_runs (&f), ==, 1);
      test_schedule_house_tear_down (&f);
    }
}

static gboolean
restrict_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_run (
      db, "UPDATE account SET role = 0, scope = 0, masked_digits = 5 WHERE user_name = 'super'",
      error);
}

static gboolean
disable_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_run (db, "UPDATE account SET disabled = 1 WHERE user_name = 'super'", error);
}

#define MY_CALLS                                                                                  \
  "{\"name\":\"Calls\",\"report_id\":\"1.1\",\"spec\":{\"period\":{\"relative\":\"everything\"},"      \
  "\"fields\":[\"extension\",\"number\"]},\"every_unit\":\"days\",\"start\":\"2026-03-19T08:00\","    \
  "\"format\":\"xlsx\",\"recipients\":[\"super@house.example\"]}"

/* What its owner may see at the time of sending is what is sent, masks and all. */
static void
test_rights_of_today (void)
{
  TestScheduleHouse f = { 0 };
  g_autoptr (TollJson) runs = NULL, first = NULL, failed = NULL;
  g_autofree char *sheet = NULL;

  if (!test_schedule_house_set_up (&f))
    return;
  test_smtpd_start (f.smtpd, NULL, NULL);
  test_house_store_calls (f.house, "702", 2, 90);
  test_schedule_house_tell (&f, "POST", SCHEDULES, f.super, MY_CALLS, 201);
  test_schedule_house_go_to (&f, DUE_MS);
  runs = test_schedule_house_wait (&f, 1, "sent");
  /* Sales alone, with the last three digits hidden. */
  g_assert_cmpint (test_json_int (runs, "items.0.rows"), ==, 14);
  first = test_smtpd_open (f.smtpd, 1);
  sheet = look_into (&f, "xlsx", test_json_text (first, "parts.2.name"));
  assert_has (sheet, "+39026677***");
  toll_score ("S02", "mails that tell more than their owner may see",
              strstr (sheet, "6677889") != NULL || strstr (sheet, "704") != NULL
                  || strstr (test_json_text (first, "parts.1.text"), "6677889") != NULL,
              0);
  test_house_write (f.house, restrict_task, NULL);
  test_schedule_house_go_to (&f, DUE_MS + DAY_MS);
  g_clear_pointer (&runs, toll_json_free);
  runs = test_schedule_house_wait (&f, 2, "sent");
  g_assert_cmpint (test_json_int (runs, "items.0.rows"), ==, 2);
  test_house_write (f.house, disable_task, NULL);
  test_schedule_house_tell (&f, "POST", FIRST "/run", f.anna, NULL, 202);
  failed = test_schedule_house_wait (&f, 3, "failed");
  g_assert_cmpstr (test_json_text (failed, "items.0.detail"), ==,
                   "its owner may not sign in any more");
  g_assert_cmpuint (test_smtpd_count (f.smtpd), ==, 2);
  test_schedule_house_tear_down (&f);
}

/* A table in the mail is all there is: what is beyond it is counted. */
static void
test_no_file (void)
{
  TestScheduleHouse f = { 0 };
  g_autoptr (TollJson) runs = NULL, mail = NULL;

  if (!test_schedule_house_set_up (&f))
    return;
  test_smtpd_start (f.smtpd, NULL, NULL);
  test_house_store_calls (f.house, "702", 2, 90);
  test_schedule_house_tell (&f, "POST", SCHEDULES, f.anna,
        "{\"name\":\"Calls\",\"report_id\":\"1.1\",\"spec\":{\"period\":{\"relative\":"
        "\"everything\"},\"fields\":[\"extension\",\"number\"]},\"every_unit\":\"days\","
        "\"start\":\"2026-03-19T08:00\",\"format\":\"none\","
        "\"recipients\":[\"anna@house.example\"]}",
        201);
  test_schedule_house_go_to (&f, DUE_MS);
  runs = test_schedule_house_wait (&f, 1, "sent");
  mail = test_smtpd_open (f.smtpd, 1);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (mail, "parts")), ==, 2);
  assert_has (test_json_text (mail, "parts.0.text"), "This is the report “Call List”");
  assert_has (test_json_text (mail, "parts.1.text"), "+390266");
  g_assert_null (strstr (test_json_text (mail, "parts.1.text"), "attached"));
  test_schedule_house_tear_down (&f);
}

static gboolean
close_domain_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_setting_set (db, "mail_domains", "", error);
}

static void
test_recipients (void)
{
  TestScheduleHouse f = { 0 };
  g_autoptr (TollJson) refused = NULL, failed = NULL;

  if (!test_schedule_house_set_up (&f))
    return;
  test_smtpd_start (f.smtpd, NULL, NULL);
  refused = test_schedule_house_ask (&f, "POST", SCHEDULES, f.rosa,
                 "{\"name\":\"A\",\"report_id\":\"1.1\",\"start\":\"2026-03-19T08:00\","
                 "\"recipients\":[\"bruno@house.example\",\"boss@else.example\"]}",
                 400);
  g_assert_cmpstr (test_json_text (refused, "field"), ==, "recipients");
  assert_has (test_json_text (refused, "detail"), "boss@else.example");
  test_schedule_house_tell (&f, "POST", SCHEDULES, f.rosa,
        "{\"name\":\"A\",\"report_id\":\"1.1\",\"start\":\"2026-03-19T08:00\","
        "\"recipients\":[\"bruno@house.example\",\"other@PROVA.example\"]}",
        201);
  /* Asked again when it is sent. */
  test_house_write (f.house, close_domain_task, NULL);
  test_schedule_house_go_to (&f, DUE_MS);
  failed = test_schedule_house_wait (&f, 1, "failed");
  assert_has (test_json_text (failed, "items.0.detail"), "other@PROVA.example");
  g_assert_cmpuint (test_smtpd_count (f.smtpd), ==, 0);
  test_schedule_house_tear_down (&f);
}

/* One mailbox is one recipient, however it is written; a run that the outbox does not take has failed, and
 * stands before no other. */
static void
test_one_mailbox (void)
{
  static const char *const body
      = "{\"name\":\"A\",\"report_id\":\"1.1\",\"start\":\"2026-03-19T08:00\",\"recipients\":["
        "\"a@m\303\274nchen.example\",\"a@xn--mnchen-3ya.example\",\"a@M\303\234NCHEN.example\","
        "\"a@mu\314\210nchen.example\"]}";
  TestScheduleHouse f = { 0 };
  g_autoptr (TollJson) made = NULL, failed = NULL, sent = NULL;

  if (!test_schedule_house_set_up (&f))
    return;
  test_smtpd_start (f.smtpd, NULL, NULL);
  made = test_schedule_house_ask (&f, "POST", SCHEDULES, f.anna, body, 201);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (made, "recipients")), ==, 1);
  test_house_run (f.house, "CREATE TRIGGER stuck BEFORE INSERT ON mail BEGIN SELECT"
                           " RAISE (ABORT, 'stuck'); END");
  test_schedule_house_tell (&f, "POST", FIRST "/run", f.anna, NULL, 202);
  failed = test_schedule_house_wait (&f, 1, "failed");
  assert_has (test_json_text (failed, "items.0.detail"), "stuck");
  test_house_run (f.house, "DROP TRIGGER stuck; UPDATE schedule SET recipients ="
                           " replace (recipients, ']', ',\"a@xn--mnchen-3ya.example\"]')");
  test_schedule_house_tell (&f, "POST", FIRST "/run", f.anna, NULL, 202);
  sent = test_schedule_house_wait (&f, 2, "sent");
  /* Nor does it matter how the setting is written that lets rosa write there. */
  test_schedule_house_tell (&f, "POST", SCHEDULES, f.rosa, body, 400);
  test_house_run (f.house, "INSERT OR REPLACE INTO setting (key, value) VALUES ('mail_domains',"
                           " 'x.example m\303\274nchen.example')");
  test_schedule_house_tell (&f, "POST", SCHEDULES, f.rosa, body, 201);
  test_house_run (f.house, "UPDATE setting SET value = 'XN--MNCHEN-3YA.example' WHERE key = 'mail_domains'");
  test_schedule_house_tell (&f, "POST", SCHEDULES, f.rosa, body, 201);
  test_schedule_house_tear_down (&f);
}

/* Nothing to tell, nobody to be told, nothing due: nothing leaves. */
static void
test_nothing_is_sent (void)
{
  static const char *const body
      = "{\"name\":\"A\",\"report_id\":\"1.1\",\"spec\":{\"outcomes\":[\"busy\"]},\"skip_empty\":"
        "true,\"enabled\":false,\"every_unit\":\"days\",\"start\":\"2026-03-19T08:00\","
        "\"recipients\":[\"bruno@house.example\"]}";
  TestScheduleHouse f = { 0 };
  g_autoptr (TollJson) runs = NULL, list = NULL, one = NULL;

  if (!test_schedule_house_set_up (&f))
    return;
  test_smtpd_start (f.smtpd, NULL, NULL);
  test_schedule_house_tell (&f, "POST", SCHEDULES, f.rosa, body, 201);
  test_schedule_house_go_to (&f, DUE_MS);
  test_pump (100);
  g_assert_cmpuint (count_runs (&f), ==, 0);
  test_schedule_house_tell (&f, "POST", FIRST "/run", f.rosa, NULL, 202);
  runs = test_schedule_house_wait (&f, 1, "empty");
  list = test_house_get (f.house, SCHEDULES, f.rosa);
  g_assert_cmpint (toll_json_value_get_kind (test_json_find (list, "items.0.next_ms")), ==,
                   TOLL_JSON_NULL);
  g_assert_false (toll_json_value_get_bool (test_json_find (list, "items.0.is_asked")));
  test_schedule_house_tell (&f, "PUT", FIRST, f.rosa, "{\"enabled\":true}", 200);
  toll_json_free (test_schedule_house_wait (&f, 2, "empty"));
  test_pump (100);
  g_assert_cmpuint (count_runs (&f), ==, 2);
  g_assert_cmpuint (test_smtpd_count (f.smtpd), ==, 0);
  one = test_house_get (f.house, FIRST, f.rosa);
  g_assert_cmpstr (test_json_text (one, "id"), ==, "1");
  g_assert_true (toll_json_value_get_bool (test_json_find (one, "is_own")));
  test_schedule_house_tell (&f, "GET", FIRST, f.super, NULL, 404);
  test_schedule_house_tell (&f, "GET", FIRST, f.anna, NULL, 200);
  test_schedule_house_tell (&f, "DELETE", FIRST, f.rosa, NULL, 204);
  test_schedule_house_tell (&f, "GET", FIRST, f.rosa, NULL, 404);
  test_schedule_house_tell (&f, "GET", FIRST "/runs", f.rosa, NULL, 404);
  /* Another schedule does not come by the id of the one that is gone. */
  test_schedule_house_tell (&f, "POST", SCHEDULES, f.rosa, body, 201);
  test_schedule_house_tell (&f, "GET", FIRST, f.rosa, NULL, 404);
  test_schedule_house_tear_down (&f);
}

/* What the mail server says is what the run tells: after a while, or for good. */
static void
test_fate_of_mails (void)
{
  TestScheduleHouse f = { 0 };
  g_autoptr (TollJson) waiting = NULL, failed = NULL;
  g_autofree char *open = NULL;

  if (!test_schedule_house_set_up (&f))
    return;
  test_smtpd_start (f.smtpd, NULL, NULL);
  test_schedule_house_tell (&f, "POST", SCHEDULES, f.anna,
        BY_DEPARTMENT ("\"recipients\":[\"later@else.example\",\"boss@else.example\"]"), 201);
  test_schedule_house_go_to (&f, DUE_MS);
  for (waiting = test_schedule_house_wait (&f, 1, "waiting");
       *test_json_text (waiting, "items.0.detail") == '\0';
       waiting = test_schedule_house_wait (&f, 1, "waiting"))
    g_clear_pointer (&waiting, toll_json_free);
  assert_has (test_json_text (waiting, "items.0.detail"), "451 4.7.1 Come back later");
  open = test_temp_dir_path (f.smtpd->dir, "open");
  g_assert_true (g_file_set_contents (open, "", 0, NULL));
  test_schedule_house_go_to (&f, DUE_MS + 60000);
  collector_mailer_wake (f.house->mailer);
  toll_json_free (test_schedule_house_wait (&f, 1, "sent"));
  test_schedule_house_tell (&f, "PUT", FIRST, f.anna,
                            "{\"recipients\":[\"refused@else.example\"]}", 200);
  test_schedule_house_tell (&f, "POST", FIRST "/run", f.anna, NULL, 202);
  failed = test_schedule_house_wait (&f, 2, "failed");
  assert_has (test_json_text (failed, "items.0.detail"), "refused@else.example: 550 5.1.1");
  test_schedule_house_tear_down (&f);
}

static void
test_refused_by_name (void)
{
  static const struct
  {
    const char *members, *field;
  } rows[] = {
    { "\"name\":\"\"", "name" },
    { "\"report_id\":\"0.0\"", "report_id" },
    { "\"spec\":{\"colour\":1}", "spec.colour" },
    { "\"start\":\"tomorrow\"", "start" },
    { "\"every_unit\":\"once\",\"start\":\"2026-03-18T08:00\"", "start" },
    { "\"every_unit\":\"years\"", "every_unit" },
    { "\"every_unit\":\"minutes\",\"every_n\":1", "every_n" },
    { "\"every_n\":0", "every_n" },
    { "\"zone\":\"Europe/Atlantis\"", "zone" },
    { "\"subject\":\"a\\r\\nBcc: x@else.example\"", "subject" },
    { "\"subject\":\"[[SECRET]]\"", "subject" },
    { "\"body\":\"[[FILTER\"", "body" },
    { "\"recipients\":[]", "recipients" },
    { "\"recipients\":[\"Boss <boss@else.example>\"]", "recipients" },
    { "\"format\":\"doc\"", "format" },
    { "\"skip_empty\":1", "skip_empty" },
    { "\"owner\":\"rosa\"", "owner" },
  };
  TestScheduleHouse f = { 0 };

  if (!test_schedule_house_set_up (&f))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      /* Of a member that stands there twice, the last one counts. */
      g_autofree char *body = g_strdup_printf (
          "{\"name\":\"A\",\"report_id\":\"1.1\",\"start\":\"2026-03-19T08:00\",\"recipients\":"
          "[\"boss@else.example\"],%s}",
          rows[i].members);
      g_autoptr (TollJson) json = test_schedule_house_ask (&f, "POST", SCHEDULES, f.anna, body, 400);

      g_test_message ("%s", rows[i].members);
      g_assert_cmpstr (test_json_text (json, "field"), ==, rows[i].field);
    }
  test_schedule_house_tell (&f, "POST", SCHEDULES, f.rosa,
                            BY_DEPARTMENT ("\"recipients\":[\"a@prova.example\"]"), 403);
  test_schedule_house_tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* What the mail server does not take is warned of. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_test_add_func ("/api/schedules/sent", test_sent);
  g_test_add_func ("/api/schedules/missed", test_missed_runs_once);
  g_test_add_func ("/api/schedules/clock-goes-back", test_clock_goes_back);
  g_test_add_func ("/api/schedules/rights", test_rights_of_today);
  g_test_add_func ("/api/schedules/recipients", test_recipients);
  g_test_add_func ("/api/schedules/one-mailbox", test_one_mailbox);
  g_test_add_func ("/api/schedules/no-file", test_no_file);
  g_test_add_func ("/api/schedules/nothing", test_nothing_is_sent);
  g_test_add_func ("/api/schedules/fate", test_fate_of_mails);
  g_test_add_func ("/api/schedules/refused", test_refused_by_name);
  return g_test_run ();
}
