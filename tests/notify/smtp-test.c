/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Mail over a real server: encryption, signing in, what the server says, and what a reader of mail
 * finds in it.
 */
#include "config.h"

#include <string.h>

#include "collector/notify/letter.h"
#include "collector/notify/smtp.h"
#include "tests/support/smtpd.h"

#define PASSWORD "pässwörd €"

/* The answer to one mail. */
typedef struct
{
  CollectorSmtpResult result;
  char *answer;
} Told;

static CollectorMailSettings
make_settings (TestSmtpd *smtpd, CollectorMailSecurity security)
{
  return (CollectorMailSettings){ .server = (char *) "127.0.0.1",
                                  .port = smtpd->port,
                                  .security = security,
                                  .ca_file = (char *) "",
                                  .user = (char *) "",
                                  .password = (char *) "",
                                  .sender = (char *) "tolls@prova.example",
                                  .sender_name = (char *) "Società Prova, S.p.A.",
                                  .reply_to = (char *) "help@prova.example",
                                  .timeout_s = 3,
                                  .max_bytes = 64 << 20 };
}

static CollectorLetter *
write_letter (const CollectorMailSettings *settings, const char *recipient, GBytes *file)
{
  const char *const recipients[] = { recipient, NULL };
  const CollectorMessage message = {
    .recipients = recipients,
    .subject = "تقرير يومي — مكالمات القسم الثاني والثلاثون لشهر مارس",
    .text = "Été\n.\nalone\n",
    .html = "<p dir=\"rtl\">تقرير</p>",
    .language = "ar",
    .attachment_name = file != NULL ? "rapport-été.pdf" : NULL,
    .attachment_type = "application/pdf",
    .attachment = file,
    .made_ms = G_GINT64_CONSTANT (1773835200000),
  };
  g_autoptr (GError) error = NULL;
  CollectorLetter *letter = collector_letter_new (settings, &message, &error);

  g_assert_no_error (error);
  return letter;
}

static Told
send_one (const CollectorMailSettings *settings, const char *recipient, GBytes *file)
{
  g_autoptr (CollectorLetter) letter = write_letter (settings, recipient, file);
  g_autoptr (CollectorSmtp) smtp = collector_smtp_new (settings, NULL);
  Told told = { 0 };

  told.result = collector_smtp_send (smtp, letter->sender, recipient, letter->content, &told.answer);
  g_test_message ("%s: %u, %s", recipient, told.result, told.answer);
  return told;
}

static void
assert_told (Told told, CollectorSmtpResult result, const char *answer)
{
  g_assert_cmpint (told.result, ==, result);
  g_assert_nonnull (strstr (told.answer, answer));
  g_free (told.answer);
}

static char *
header (TollJson *mail, const char *name)
{
  const TollJsonValue *headers = toll_json_value_get_member (toll_json_get_root (mail), "headers");

  return g_strdup (toll_json_value_get_text (toll_json_value_get_member (headers, name)));
}

static void
assert_header (TollJson *mail, const char *name, const char *value)
{
  g_autofree char *found = header (mail, name);

  g_assert_cmpstr (found, ==, value);
}

static const TollJsonValue *
part (TollJson *mail, guint index, const char *member)
{
  const TollJsonValue *parts = toll_json_value_get_member (toll_json_get_root (mail), "parts");

  return toll_json_value_get_member (toll_json_value_get_element (parts, index), member);
}

static gint64
figure (TollJson *mail, const char *name)
{
  return toll_json_value_get_int (toll_json_value_get_member (toll_json_get_root (mail), name));
}

static void
test_readers_understand (void)
{
  g_autoptr (TestSmtpd) smtpd = test_smtpd_new ();
  CollectorMailSettings settings;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (TollJson) mail = NULL;
  g_autofree char *sum = NULL, *bytes = NULL;

  if (smtpd == NULL)
    return;
  settings = make_settings (smtpd, COLLECTOR_MAIL_NONE);
  bytes = g_malloc (300000);
  for (guint i = 0; i < 300000; i++)
    bytes[i] = (char) (i * 7 + i / 256);
  file = g_bytes_new (bytes, 300000);
  sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file);
  test_smtpd_start (smtpd, NULL, NULL);
  assert_told (send_one (&settings, "anna@prova.example", file), COLLECTOR_SMTP_SENT,
               "250 2.0.0 Taken as 1");
  mail = test_smtpd_open (smtpd, 1);
  assert_header (mail, "Subject", "تقرير يومي — مكالمات القسم الثاني والثلاثون لشهر مارس");
  assert_header (mail, "From", "\"Società Prova, S.p.A.\" <tolls@prova.example>");
  assert_header (mail, "Reply-To", "help@prova.example");
  assert_header (mail, "To", "anna@prova.example");
  assert_header (mail, "Date", "Wed, 18 Mar 2026 12:00:00 +0000");
  g_assert_cmpstr (toll_json_value_get_text (part (mail, 0, "type")), ==, "text/plain");
  g_assert_cmpstr (toll_json_value_get_text (part (mail, 0, "text")), ==, "Été\r\n.\r\nalone\r\n");
  g_assert_cmpstr (toll_json_value_get_text (part (mail, 1, "type")), ==, "text/html");
  g_assert_cmpstr (toll_json_value_get_text (part (mail, 1, "text")), ==, "<p dir=\"rtl\">تقرير</p>");
  g_assert_cmpstr (toll_json_value_get_text (part (mail, 2, "type")), ==, "application/pdf");
  g_assert_cmpstr (toll_json_value_get_text (part (mail, 2, "name")), ==, "rapport-été.pdf");
  g_assert_cmpstr (toll_json_value_get_text (part (mail, 2, "sha256")), ==, sum);
  g_assert_cmpint (figure (mail, "bare_lf"), ==, 0);
  g_assert_cmpint (figure (mail, "longest_line"), <=, 200);
}

static void
test_starttls_is_a_must (void)
{
  g_autoptr (TestSmtpd) smtpd = test_smtpd_new ();
  CollectorMailSettings settings;

  if (smtpd == NULL)
    return;
  settings = make_settings (smtpd, COLLECTOR_MAIL_STARTTLS);
  test_smtpd_start (smtpd, NULL, NULL);
  assert_told (send_one (&settings, "anna@prova.example", NULL), COLLECTOR_SMTP_NO_SERVER,
               "STARTTLS");
  settings.security = COLLECTOR_MAIL_OPPORTUNISTIC;
  assert_told (send_one (&settings, "anna@prova.example", NULL), COLLECTOR_SMTP_SENT, "250");
  test_smtpd_stop (smtpd);

  test_smtpd_start (smtpd, "--starttls", NULL);
  assert_told (send_one (&settings, "anna@prova.example", NULL), COLLECTOR_SMTP_SENT, "250");
  settings.ca_file = smtpd->other_ca_file;
  assert_told (send_one (&settings, "anna@prova.example", NULL), COLLECTOR_SMTP_NO_SERVER,
               "certificate");
  settings.security = COLLECTOR_MAIL_STARTTLS;
  assert_told (send_one (&settings, "anna@prova.example", NULL), COLLECTOR_SMTP_NO_SERVER,
               "certificate");
  settings.ca_file = smtpd->ca_file;
  assert_told (send_one (&settings, "anna@prova.example", NULL), COLLECTOR_SMTP_SENT, "250");
  /* The certificate is of the address: another name is not it. */
  settings.server = (char *) "localhost";
  assert_told (send_one (&settings, "anna@prova.example", NULL), COLLECTOR_SMTP_NO_SERVER,
               "certificate");
  g_assert_cmpuint (test_smtpd_count (smtpd), ==, 3);
}

static void
test_smtps_and_password (void)
{
  g_autoptr (TestSmtpd) smtpd = test_smtpd_new ();
  CollectorMailSettings settings;

  if (smtpd == NULL)
    return;
  settings = make_settings (smtpd, COLLECTOR_MAIL_TLS);
  settings.ca_file = smtpd->ca_file;
  test_smtpd_start (smtpd, "--tls", "tolls:" PASSWORD);
  assert_told (send_one (&settings, "anna@prova.example", NULL), COLLECTOR_SMTP_NO_SERVER, "530");
  settings.user = (char *) "tolls";
  settings.password = (char *) "wrong";
  assert_told (send_one (&settings, "anna@prova.example", NULL), COLLECTOR_SMTP_NO_SERVER, "535");
  settings.password = (char *) PASSWORD;
  assert_told (send_one (&settings, "anna@prova.example", NULL), COLLECTOR_SMTP_SENT, "250");
}

/* What the server says about one mail is no word about the next. */
static void
test_answers_are_told_apart (void)
{
  g_autoptr (TestSmtpd) smtpd = test_smtpd_new ();
  static const struct
  {
    const char *recipient;
    CollectorSmtpResult result;
    const char *answer;
  } rows[] = {
    { "anna@prova.example", COLLECTOR_SMTP_SENT, "250 2.0.0 Taken as 1" },
    { "refused@prova.example", COLLECTOR_SMTP_REFUSED, "550 5.1.1 There is no such person" },
    { "later@prova.example", COLLECTOR_SMTP_LATER, "451 4.7.1 Come back later" },
    { "spam@prova.example", COLLECTOR_SMTP_REFUSED, "554 5.7.1 This looks like spam" },
    { "bruno@prova.example", COLLECTOR_SMTP_SENT, "250 2.0.0 Taken as 2" },
  };
  CollectorMailSettings settings;
  g_autoptr (CollectorSmtp) smtp = NULL;

  if (smtpd == NULL)
    return;
  settings = make_settings (smtpd, COLLECTOR_MAIL_NONE);
  test_smtpd_start (smtpd, NULL, NULL);
  smtp = collector_smtp_new (&settings, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CollectorLetter) letter = write_letter (&settings, rows[i].recipient, NULL);
      g_autofree char *answer = NULL;

      g_assert_cmpint (collector_smtp_send (smtp, letter->sender, rows[i].recipient,
                                            letter->content, &answer),
                       ==, rows[i].result);
      g_assert_cmpstr (answer, ==, rows[i].answer);
    }
}

static gpointer
accept_and_be_silent (gpointer data)
{
  g_autoptr (GSocketConnection) connection
      = g_socket_listener_accept (data, NULL, NULL, NULL);
  char byte;

  /* Until the other side goes away. */
  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), &byte, 1, NULL,
                       NULL);
  return NULL;
}

static void
test_silence_ends (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  TestSmtpd nobody = { .port = g_socket_listener_add_any_inet_port (listener, NULL, NULL) };
  CollectorMailSettings settings = make_settings (&nobody, COLLECTOR_MAIL_NONE);
  GThread *thread = g_thread_new ("silent", accept_and_be_silent, listener);
  gint64 begin_us = g_get_monotonic_time ();

  settings.timeout_s = 1;
  assert_told (send_one (&settings, "anna@prova.example", NULL), COLLECTOR_SMTP_NO_SERVER, "imed");
  g_assert_cmpint (g_get_monotonic_time () - begin_us, <, 5 * G_USEC_PER_SEC);
  g_thread_join (thread);
}

static void
test_stopping_ends_at_once (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  TestSmtpd nobody = { .port = g_socket_listener_add_any_inet_port (listener, NULL, NULL) };
  CollectorMailSettings settings = make_settings (&nobody, COLLECTOR_MAIL_NONE);
  g_autoptr (GCancellable) stopping = g_cancellable_new ();
  g_autoptr (CollectorSmtp) smtp = collector_smtp_new (&settings, stopping);
  g_autoptr (CollectorLetter) letter = write_letter (&settings, "anna@prova.example", NULL);
  g_autofree char *answer = NULL;

  settings.timeout_s = 60;
  g_cancellable_cancel (stopping);
  g_assert_cmpint (collector_smtp_send (smtp, letter->sender, "anna@prova.example",
                                        letter->content, &answer),
                   ==, COLLECTOR_SMTP_STOPPED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notify/smtp/readers", test_readers_understand);
  g_test_add_func ("/notify/smtp/starttls", test_starttls_is_a_must);
  g_test_add_func ("/notify/smtp/smtps", test_smtps_and_password);
  g_test_add_func ("/notify/smtp/answers", test_answers_are_told_apart);
  g_test_add_func ("/notify/smtp/silence", test_silence_ends);
  g_test_add_func ("/notify/smtp/stopping", test_stopping_ends_at_once);
  return g_test_run ();
}
