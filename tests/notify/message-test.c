/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message's bytes: nothing that people type becomes a header of its own, lines are short and end
 * as mail wants them. That readers of mail understand it is smtp-test's.
 */
#include "config.h"

#include <string.h>

#include "collector/notify/letter.h"
#include "shared/base/error.h"
#include "shared/base/mail-address.h"
#include "tests/support/score.h"

static const char *const to_anna[] = { "anna@prova.example", NULL };

static CollectorMessage
make_message (void)
{
  return (CollectorMessage){ .id = "1@prova.example",
                             .sender = "tolls@prova.example",
                             .sender_name = "Prova S.p.A.",
                             .reply_to = "",
                             .recipients = to_anna,
                             .subject = "Calls",
                             .text = "Hello.\n",
                             .language = "en",
                             .made_ms = G_GINT64_CONSTANT (1773835200000) };
}

static char *
build (const CollectorMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = collector_message_build (message, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Returns: TRUE when @message is made, or refused for anything but @field. */
static gboolean
is_taken (const CollectorMessage *message, const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = collector_message_build (message, &error);
  g_autofree char *named = error != NULL ? toll_error_dup_field (error) : NULL;

  return bytes != NULL || !g_error_matches (error, TOLL_ERROR, TOLL_ERROR_BAD_ARGUMENT)
         || g_strcmp0 (named, field) != 0;
}

static void
test_headers_cannot_be_added (void)
{
  static const char *const payloads[]
      = { "a\r\nBcc: x@evil.example", "a\nBcc: x@evil.example", "a\rBcc: x@evil.example", "a\x0b",
          "a\x1b[2J", "a\xc2\x85" "Bcc: x", "a\xe2\x80\xa8" "Bcc: x", "a\xff", "\r\n\r\n<script>" };
  guint n_taken = 0;

  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      const char *const evil[] = { payloads[i], NULL };
      CollectorMessage message = make_message ();

      message.subject = payloads[i];
      n_taken += is_taken (&message, "subject");
      message = make_message ();
      message.sender_name = payloads[i];
      n_taken += is_taken (&message, "sender_name");
      message = make_message ();
      message.recipients = evil;
      n_taken += is_taken (&message, "recipients");
      message = make_message ();
      message.reply_to = payloads[i];
      n_taken += is_taken (&message, "reply_to");
      message = make_message ();
      message.attachment_name = payloads[i];
      n_taken += is_taken (&message, "attachment_name");
    }
  toll_score ("S17", "texts that would add a header and are taken", n_taken, 0);
}

/* A name that looks like an address, or like several, stays a name. */
static void
test_names_stay_names (void)
{
  CollectorMessage message = make_message ();
  g_autofree char *text = NULL;

  message.sender_name = "Boss <boss@evil.example>, \"Anna\" (x)";
  text = build (&message);
  g_assert_nonnull (strstr (text, "From: \"Boss <boss@evil.example>, \\\"Anna\\\" (x)\" "
                                  "<tolls@prova.example>\r\n"));
}

static void
test_lines_are_short_and_ended (void)
{
  CollectorMessage message = make_message ();
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autofree char *text = NULL;

  message.text = long_text;
  message.subject = "تقرير المكالمات الشهري لقسم المبيعات والدعم الفني في المكتب الرئيسي";
  text = build (&message);
  for (const char *p = text, *end; (end = strchr (p, '\n')) != NULL; p = end + 1)
    {
      g_assert_cmpint (end[-1], ==, '\r');
      g_assert_cmpint (end - p, <, 200);
    }
  g_assert_true (g_str_is_ascii (text));
  g_assert_nonnull (strstr (text, "Message-Id: <1@prova.example>\r\n"));
  g_assert_nonnull (strstr (text, "Auto-Submitted: auto-generated\r\n"));
}

static void
test_ids_are_never_twice (void)
{
  g_autofree char *one = collector_message_new_id ("a@prova.example");
  g_autofree char *two = collector_message_new_id ("a@prova.example");

  g_assert_true (g_str_has_suffix (one, "@prova.example"));
  g_assert_cmpuint (strlen (one), ==, 32 + strlen ("@prova.example"));
  g_assert_cmpstr (one, !=, two);
}

static void
test_addresses (void)
{
  static const char *const good[]
      = { "a@b.it", "anna.rossi+calls@mail.example.com", "o'hara@x-y.example", "1@1.2.example",
          "a@münchen.example", "a@例え.テスト" };
  static const char *const bad[]
      = { "", "a", "@b.it", "a@", "a@b", "a@@b.it", "a b@c.it", "<a@b.it>", "Anna <a@b.it>",
          "a@b.it,c@d.it", "a@b.it\r\nBcc: c@d.it", "a@b..it", ".a@b.it", "a.@b.it", "a..b@c.it",
          "a@-b.it", "a@b_c.it", "a@[127.0.0.1]", "\"a b\"@c.it", "a@b.it\n", "a@b.it ", "ä@b.it",
          "a@b.it>SIZE=1", "a;b@c.it", "ä@münchen.example", "a@münchen", "a@münchen .example",
          "a@mü\xff.example", "a@mü\r\nBcc: x.example", "a@mü\xe2\x80\xa8.example", "a@mü>.example" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (toll_mail_address_check (good[i], "to", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (toll_mail_address_check (bad[i], "to", NULL));
    }
}

/* Domains of any script go to servers as DNS has them; the rest of a mail says the same. */
static void
test_domains_of_other_scripts (void)
{
  static const char *const recipients[]
      = { "anna@münchen.example", "BRUNO@prova.example", "c@πρόβα.example", NULL };
  CollectorMailSettings settings = { .sender = (char *) "tolls@società.example",
                                     .sender_name = (char *) "Società",
                                     .reply_to = (char *) "help@società.example",
                                     .max_bytes = 100000 };
  CollectorMessage message = make_message ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorLetter) letter = NULL;
  g_autofree char *text = NULL;

  message.recipients = recipients;
  letter = collector_letter_new (&settings, &message, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (letter->sender, ==, "tolls@xn--societ-nta.example");
  g_assert_true (g_str_has_suffix (letter->id, "@xn--societ-nta.example"));
  g_assert_cmpstr (letter->recipients[0], ==, "anna@xn--mnchen-3ya.example");
  g_assert_cmpstr (letter->recipients[1], ==, "BRUNO@prova.example");
  g_assert_cmpstr (letter->recipients[2], ==, "c@xn--mxab5be9c.example");
  g_assert_null (letter->recipients[3]);
  text = g_strndup (g_bytes_get_data (letter->content, NULL), g_bytes_get_size (letter->content));
  g_assert_nonnull (strstr (text, "<tolls@xn--societ-nta.example>"));
  g_assert_nonnull (strstr (text, "Reply-To: help@xn--societ-nta.example"));
  g_assert_nonnull (strstr (text, "anna@xn--mnchen-3ya.example"));
  g_assert_true (g_str_is_ascii (text));
}

static void
test_large_mail_is_refused (void)
{
  CollectorMailSettings settings = { .sender = (char *) "tolls@prova.example",
                                     .sender_name = (char *) "",
                                     .reply_to = (char *) "",
                                     .max_bytes = 1 << 20 };
  CollectorMessage message = make_message ();
  g_autoptr (GBytes) file = g_bytes_new_take (g_malloc0 (1 << 20), 1 << 20);
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorLetter) letter = collector_letter_new (&settings, &message, &error);
  CollectorLetter *refused;

  g_assert_no_error (error);
  message.attachment_name = "calls.csv";
  message.attachment_type = "text/csv";
  message.attachment = file;
  refused = collector_letter_new (&settings, &message, &error);
  g_assert_null (refused);
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notify/message/injection", test_headers_cannot_be_added);
  g_test_add_func ("/notify/message/names", test_names_stay_names);
  g_test_add_func ("/notify/message/lines", test_lines_are_short_and_ended);
  g_test_add_func ("/notify/message/ids", test_ids_are_never_twice);
  g_test_add_func ("/notify/message/addresses", test_addresses);
  g_test_add_func ("/notify/message/scripts", test_domains_of_other_scripts);
  g_test_add_func ("/notify/message/large", test_large_mail_is_refused);
  return g_test_run ();
}
