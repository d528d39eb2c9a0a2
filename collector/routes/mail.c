/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /mail: what is in the outbox and what the mail server said to it, trying a mail again, and trying
 * the settings. For administrators.
 */
#include "config.h"

#include "collector/routes/list-page.h"
#include "collector/routes/house.h"

#include "collector/notify/template.h"
#include "collector/store/mail-store.h"
#include "collector/store/mask.h"
#include "shared/base/error.h"
#include "shared/base/mail-address.h"
#include "shared/wire/paths.h"

/* Whoever had it sent may have typed whole numbers into the subject, also of calls outside of the
 * viewer's scope. */
static void
write_mail (TollJsonWriter *json, const CollectorMail *mail, const CollectorViewer *viewer)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  gboolean is_masked = collector_viewer_is_masked (viewer) || !collector_viewer_sees_all (viewer);

  toll_json_begin_object (json, NULL);
  toll_json_add_id (json, "id", mail->id);
  toll_json_add_text (json, "message_id", mail->message_id);
  toll_json_add_text (json, "to", mail->recipient);
  toll_json_add_text (json, "subject",
                      collector_mask_text (mail->subject, is_masked, arena));
  toll_json_add_int (json, "n_bytes", mail->n_bytes);
  toll_json_add_text (json, "state", collector_mail_state_to_name (mail->state));
  toll_json_add_int (json, "tries", mail->tries);
  toll_json_add_int (json, "made_ms", mail->made_ms);
  if (mail->last_try_ms != 0)
    toll_json_add_int (json, "last_try_ms", mail->last_try_ms);
  else
    toll_json_add_null (json, "last_try_ms");
  if (mail->state == COLLECTOR_MAIL_WAITING)
    toll_json_add_int (json, "next_try_ms", mail->next_try_ms);
  else
    toll_json_add_null (json, "next_try_ms");
  toll_json_add_text (json, "last_answer", mail->last_answer);
  toll_json_end_object (json);
}

/* Mail on its way into an answer. */
typedef struct
{
  CollectorListPage *page; /* (nullable): of a list */
  TollJsonWriter *json;
  const CollectorViewer *viewer;
} Writing;

static gboolean
list_mail_cb (const CollectorMail *mail, gpointer data)
{
  const Writing *writing = data;
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, mail->id);

  if (!collector_list_page_admit (writing->page, key))
    return FALSE;
  write_mail (writing->json, mail, writing->viewer);
  return TRUE;
}

static gboolean
list_mail (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_auto (CollectorListPage) page = { 0 };
  Writing writing = { &page, collector_reply_get_json (reply),
                      collector_request_get_viewer (request) };
  gint64 before_id = 0;

  if (!collector_list_page_begin (&page, request, reply, NULL, error)
      || !collector_list_page_get_id (&page, &before_id, error))
    return FALSE;
  if (!collector_mail_store_foreach (db, before_id, page.limit + 1, list_mail_cb, &writing,
                                     error))
    return FALSE;
  collector_list_page_end (&page);
  return TRUE;
}

static gboolean
answer_mail_cb (const CollectorMail *mail, gpointer data)
{
  const Writing *writing = data;

  write_mail (writing->json, mail, writing->viewer);
  return TRUE;
}

static gboolean
retry_mail (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  Writing writing = { NULL, collector_reply_get_json (reply),
                      collector_request_get_viewer (request) };
  gint64 id = 0;

  if (!g_ascii_string_to_signed (collector_request_get_variable (request, "id"), 10, 1, G_MAXINT64,
                                 &id, NULL))
    id = 0;
  if (!collector_mail_store_retry (db, id, collector_request_get_now_ms (request), error)
      || !collector_mail_store_get (db, id, answer_mail_cb, &writing, error))
    return FALSE;
  collector_mailer_wake (collector_house_get_options (COLLECTOR_HOUSE_OF (request))->mailer);
  return TRUE;
}

/* Returns: (transfer full): a mail to @to that says it is a test, in the reader's language. */
static CollectorLetter *
write_test (CollectorRequest *request, const CollectorMailSettings *settings, const char *to,
            GError **error)
{
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  gint64 now_ms = collector_request_get_now_ms (request);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_ms / 1000);
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d %H:%M UTC");
  const CollectorFilling places[] = {
    { "COMPANY", *settings->sender_name != '\0' ? settings->sender_name : "Tollkeeper" },
    { "NAME", viewer->name },
    { "DATE", date },
    { NULL },
  };
  const char *const recipients[] = { to, NULL };
  g_autofree char *subject = NULL, *body = NULL, *line = NULL, *text = NULL;
  CollectorMessage message = { .recipients = recipients, .language = viewer->language,
                               .made_ms = now_ms };

  if (!collector_template_load ("test", viewer->language, &subject, &body, error))
    return NULL;
  message.subject = line = collector_template_fill (subject, places, COLLECTOR_FILL_LINE);
  message.text = text = collector_template_fill (body, places, COLLECTOR_FILL_TEXT);
  return collector_letter_new (settings, &message, error);
}

static void
answer_test (CollectorReply *reply, CollectorSmtpResult result, const char *answer, gint64 took_ms)
{
  TollJsonWriter *json = collector_reply_get_json (reply);
  gboolean is_later = result == COLLECTOR_SMTP_LATER;

  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "state",
                      result == COLLECTOR_SMTP_SENT ? "sent" : is_later ? "waiting" : "failed");
  toll_json_add_text (json, "last_answer", answer);
  toll_json_add_int (json, "took_ms", took_ms);
  toll_json_end_object (json);
}

/* One at a time: each holds a thread for as long as the server makes it wait. */
static gboolean
try_letter (CollectorMailer *mailer, const CollectorMailSettings *settings,
            const CollectorLetter *letter, CollectorReply *reply, GError **error)
{
  static GMutex under_way;
  g_autofree char *answer = NULL;
  gint64 begin_us = g_get_monotonic_time ();
  CollectorSmtpResult result;

  if (!g_mutex_trylock (&under_way))
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BUSY,
                           "somebody else is trying the mail server");
      return FALSE;
    }
  result = collector_mailer_try (mailer, settings, letter, &answer);
  g_mutex_unlock (&under_way);
  answer_test (reply, result, answer, (g_get_monotonic_time () - begin_us) / 1000);
  return TRUE;
}

static gboolean
send_test (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const known[] = { "to", NULL };
  const CollectorHouseOptions *options
      = collector_house_get_options (COLLECTOR_HOUSE_OF (request));
  const TollJsonValue *body = collector_request_get_body (request, error);
  g_autoptr (CollectorMailSettings) settings = NULL;
  g_autoptr (CollectorLetter) letter = NULL;
  const char *to;

  if (body == NULL || !toll_json_check_members (body, "", known, error)
      || !toll_json_require_text (body, "", "to", &to, error)
      || !toll_mail_address_check (to, "to", error))
    return FALSE;
  if (options->mailer == NULL)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_UNSUPPORTED, "no mail is sent here");
      return FALSE;
    }
  settings = collector_mailer_load_settings (options->mailer, error);
  if (settings == NULL || !collector_mail_settings_open (settings, options->data_path, error))
    return FALSE;
  letter = write_test (request, settings, to, error);
  return letter != NULL && try_letter (options->mailer, settings, letter, reply, error);
}

const CollectorRoute collector_routes_mail[] = {
  { "GET", TOLL_PATH_MAIL, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_READ, list_mail,
    COLLECTOR_AUDIT_NONE },
  { "POST", TOLL_PATH_MAIL_TEST, COLLECTOR_ACCESS_HOUSE, COLLECTOR_PLACE_SLOW, send_test,
    COLLECTOR_AUDIT_CHANGE },
  { "POST", TOLL_PATH_MAIL_RETRY, COLLECTOR_ACCESS_HOUSE, COLLECTOR_PLACE_WRITE,
    retry_mail, COLLECTOR_AUDIT_CHANGE },
  { NULL },
};
