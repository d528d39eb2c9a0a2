/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which missed calls are still open where calls are private: who may not know of a private call back
 * finds the missed one open, whose call back it is does not.
 */
#include "config.h"

#include "collector/store/hidden-calls.h"
#include "tests/support/call-book.h"

#define OWNER 7
#define OTHER 8

static void
add_missed (TestCallBook *book, const char *start, const char *number)
{
  test_call_book_add (book, &(TestCall){ .start = start, .direction = TOLL_DIRECTION_INCOMING,
                                         .outcome = TOLL_OUTCOME_MISSED, .ring_s = 20,
                                         .number = number, .dialled = "800" });
}

static void
add_talk (TestCallBook *book, const char *start, TollDirection direction, const char *number,
          const char *dialled)
{
  test_call_book_add (book, &(TestCall){ .start = start, .direction = direction, .ring_s = 5,
                                         .talk_s = 60, .number = number, .dialled = dialled });
}

/* 1: never returned; 2: called back with 9 in front; 3: called back with 9, then by somebody plainly;
 * 4: called again and was answered; 5: called back plainly. The later calls are the owner's. */
static TestCallBook *
make_book (void)
{
  static const char *const numbers[] = { "+39021111", "+39022222", "+39023333", "+39024444", "+39025555" };
  TestCallBook *book = test_call_book_new ("2026-03-18T12:00:00");

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    add_missed (book, "2026-03-16T09:00:00", numbers[i]);
  add_talk (book, "2026-03-16T09:30:00", TOLL_DIRECTION_OUTGOING, numbers[1], "9022222");
  add_talk (book, "2026-03-16T09:30:00", TOLL_DIRECTION_OUTGOING, numbers[2], "9023333");
  add_talk (book, "2026-03-16T10:30:00", TOLL_DIRECTION_OUTGOING, numbers[2], "0023333");
  add_talk (book, "2026-03-16T09:30:00", TOLL_DIRECTION_INCOMING, numbers[3], "800");
  add_talk (book, "2026-03-16T09:30:00", TOLL_DIRECTION_OUTGOING, numbers[4], "0025555");
  test_call_book_run (book, "UPDATE call SET person_id = 7 WHERE outcome = 0");
  return book;
}

/* @numbers: last digits of those that are open, in order. */
static void
expect_open (TestCallBook *book, gint64 person_id, const char *period, const char *numbers)
{
  static const char *const fields[] = { "", ",\"fields\":[\"calls\",\"max_ring_ms\"]" };
  g_autoptr (CollectorViewer) viewer = collector_viewer_new ();

  viewer->role = COLLECTOR_ROLE_ADMINISTRATOR;
  viewer->scope = COLLECTOR_SCOPE_ALL;
  viewer->person_id = person_id;
  viewer->now_ms = book->now_ms;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *json = g_strdup_printf (
          "{\"period\":{\"relative\":\"%s\"},\"sort\":[\"number\"]%s}", period, fields[i]);
      g_autoptr (CollectorReportRun) run = test_call_book_report (book, "2.8", viewer, json);
      g_autoptr (GString) open = g_string_new (NULL);

      for (guint j = 0; j < run->doc->rows->len; j++)
        {
          const char *number = test_report_text (run, j, "number");

          g_string_append_c (open, *number != '\0' ? number[strlen (number) - 1] : '-');
        }
      g_assert_cmpstr (open->str, ==, numbers);
    }
}

/* Which calls are private is known again. */
static void
settle (TestCallBook *book)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done;

  collector_hidden_step (book->db, &is_done, &error);
  g_assert_no_error (error);
  g_assert_true (is_done);
}

static void
test_open_beside_private (void)
{
  static const struct
  {
    const char *make, *owner, *other;
  } rows[] = {
    { "SELECT 1", "1", "1" },
    { "INSERT INTO private_rule (kind, value) VALUES (0, '9')", "1", "12" },
    { "INSERT INTO private_rule (kind, value) VALUES (0, '9'), (0, '00')", "1", "1235" },
    { "INSERT INTO private_call SELECT id, 7, 1, 0 FROM call WHERE outcome = 0 AND direction = 1",
      "1", "14" },
    { "INSERT INTO private_call SELECT id, 7, 1, 0 FROM call WHERE outcome = 0", "1", "12345" },
    { "INSERT INTO private_rule (kind, value, person_id) VALUES (2, '+39025555', 7)", "1", "15" },
    /* Their own contacts hide the missed calls, too: for all but nobody's. */
    { "INSERT INTO private_rule (kind, value) VALUES (2, '+39021111'), (2, '+39025555')", "", "" },
    { "INSERT INTO private_rule (kind, value) VALUES (0, '9'); INSERT INTO private_call SELECT id, 7,"
      " 0, 0 FROM call WHERE dialled = '9022222'", "1", "1" },
  };
  g_autoptr (TestCallBook) book = make_book ();

  test_call_book_run (book, "INSERT INTO person (id, user_name, first_name, last_name) VALUES"
                            " (7, 'own', 'Olga', 'Own'), (8, 'other', 'Otto', 'Other')");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].make);
      test_call_book_run (book, rows[i].make);
      for (guint is_known = 0; is_known < 2; is_known++)
        {
          expect_open (book, OWNER, "last_7_days", rows[i].owner);
          expect_open (book, OTHER, "last_7_days", rows[i].other);
          expect_open (book, OTHER, "everything", rows[i].other);
          expect_open (book, OTHER, "today", "");
          settle (book);
        }
      test_call_book_run (book, "DELETE FROM private_rule; DELETE FROM private_call");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/open-calls/beside-private", test_open_beside_private);
  return g_test_run ();
}
