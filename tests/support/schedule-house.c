/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/support/schedule-house.h"

#include <string.h>

#include "collector/store/people/store.h"
#include "collector/store/setting-store.h"

static gboolean
fill_task (CollectorDb *db, gpointer smtpd, GError **error)
{
  static const CollectorPersonRow rows[] = {
    { .user_name = "anna", .mail = "anna@prova.example" },
    { .user_name = "super", .mail = "super@house.example" },
    { .user_name = "bruno", .mail = "bruno@house.example", .language = "it" },
  };
  g_autofree char *port = g_strdup_printf ("%u", ((TestSmtpd *) smtpd)->port);
  CollectorPutResult result;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (!collector_person_put (db, &rows[i], &result, error))
      return FALSE;
  return collector_db_run (db, "UPDATE account SET language = 'it' WHERE user_name = 'bruno'", error)
         && collector_setting_set (db, "mail_server", "127.0.0.1", error)
         && collector_setting_set (db, "mail_port", port, error)
         && collector_setting_set (db, "mail_security", "none", error)
         && collector_setting_set (db, "mail_sender", "tolls@prova.example", error);
}

static gboolean
fill_in_transaction (CollectorDb *db, gpointer smtpd, GError **error)
{
  return collector_db_transact (db, fill_task, smtpd, error);
}

void
test_schedule_house_open (TestScheduleHouse *f)
{
  const CollectorSchedulerOptions options = { .lanes = f->house->lanes,
                                              .access_log = f->house->access_log,
                                              .clock = &f->house->clock,
                                              .mailer = f->house->mailer,
                                              .look_every_ms = 5 };

  f->scheduler = collector_scheduler_new (&options);
}

static void
sign_in (TestScheduleHouse *f)
{
  g_free (f->anna);
  g_free (f->super);
  g_free (f->rosa);
  f->anna = test_house_sign_in (f->house, "anna");
  f->super = test_house_sign_in (f->house, "super");
  f->rosa = test_house_sign_in (f->house, "rosa");
}

gboolean
test_schedule_house_set_up (TestScheduleHouse *f)
{
  f->smtpd = test_smtpd_new ();
  if (f->smtpd == NULL)
    return FALSE;
  f->house = test_house_new (NULL, NULL);
  test_house_write (f->house, fill_in_transaction, f->smtpd);
  test_house_store_calls (f->house, "703", 12, 1);
  test_house_store_calls (f->house, "704", 7, 50);
  sign_in (f);
  test_schedule_house_open (f);
  return TRUE;
}

void
test_schedule_house_go_to (TestScheduleHouse *f, gint64 ms)
{
  f->house->clock.fixed_ms = ms;
  sign_in (f);
}

void
test_schedule_house_tear_down (TestScheduleHouse *f)
{
  g_clear_pointer (&f->scheduler, collector_scheduler_free);
  g_clear_pointer (&f->house, test_house_free);
  g_clear_pointer (&f->smtpd, test_smtpd_free);
  g_free (f->anna);
  g_free (f->super);
  g_free (f->rosa);
}

TollJson *
test_schedule_house_ask (TestScheduleHouse *f, const char *method, const char *path,
                         const char *token, const char *body, guint status)
{
  g_autoptr (TestAnswer) answer = test_house_ask (f->house, method, path, token, body);

  if (answer->status != status)
    g_test_message ("%s %s %s: %u %s", method, path, body, answer->status, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  return answer->body_bytes > 0 ? toll_json_read (answer->body, -1, 64 << 20, NULL) : NULL;
}

void
test_schedule_house_tell (TestScheduleHouse *f, const char *method, const char *path,
                          const char *token, const char *body, guint status)
{
  toll_json_free (test_schedule_house_ask (f, method, path, token, body, status));
}

TollJson *
test_schedule_house_wait (TestScheduleHouse *f, guint n, const char *state)
{
  g_autoptr (TollJson) runs = NULL;

  for (guint i = 0; i < 600; i++)
    {
      test_pump (20);
      g_clear_pointer (&runs, toll_json_free);
      runs = test_house_get (f->house, FIRST "/runs", f->anna);
      if (toll_json_value_get_length (test_json_find (runs, "items")) >= n
          && g_strcmp0 (test_json_text (runs, "items.0.state"), state) == 0)
        return g_steal_pointer (&runs);
    }
  g_test_message ("%s: %s", test_json_text (runs, "items.0.state"),
                  test_json_text (runs, "items.0.detail"));
  g_assert_not_reached ();
}
