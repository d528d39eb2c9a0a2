/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which calls are kept as private: whatever comes first, the call or the rule, and whatever becomes of
 * either, they are those that the rules say.
 */
#include "config.h"

#include "collector/store/check.h"
#include "collector/store/hidden-calls.h"
#include "collector/store/privacy-store.h"
#include "tests/support/call-book.h"

#include <string.h>

#define NOW     "2026-03-18T12:00:00"
#define NUMBER  "+39026677"
#define FRIEND  "+39025555"
#define OLGA    7
#define OTTO    8
#define N_MANY  "20001" /* more than are looked at in one step */

/* What matters of a call. */
typedef struct
{
  TollDirection direction;
  const char *dialled;
  const char *number; /* NULL = NUMBER */
  const char *code;
  gint64 person_id;
  const char *called; /* (nullable): of an internal call: the extension */
  gint64 called_person_id;
} Call;

static TestCallBook *
make_book (void)
{
  TestCallBook *book = test_call_book_new (NOW);

  test_call_book_run (book, "INSERT INTO person (id, user_name, first_name, last_name) VALUES"
                            " (7, 'olga', 'Olga', 'Own'), (8, 'otto', 'Otto', 'Other')");
  return book;
}

static TollCall
make_call (TestCallBook *book, const Call *from)
{
  TollCall call;

  toll_call_init (&call);
  call.start_ms = test_instant_ms ("2026-03-16T09:00:00") + ++book->n_calls * 60000;
  call.connect_ms = call.start_ms + 5000;
  call.end_ms = call.start_ms + 65000;
  call.talk_ms = 60000;
  call.n_legs = 1;
  call.direction = from->direction;
  call.extension = "2001";
  call.number = from->number != NULL ? from->number : NUMBER;
  call.dialled = from->dialled != NULL ? from->dialled : "";
  call.client_matter_code = from->code != NULL ? from->code : "";
  call.called_extension = from->called != NULL ? from->called : "";
  call.person_id = from->person_id;
  call.called_person_id = from->called_person_id;
  call.id = call.start_ms / 1000 << 31 | book->n_calls;
  return call;
}

static gint64
add (TestCallBook *book, const Call *from)
{
  g_autoptr (GError) error = NULL;
  TollCall call = make_call (book, from);

  g_assert_true (collector_ledger_begin (book->ledger, &error));
  g_assert_true (collector_ledger_insert_call (book->ledger, &call, 1, book->n_calls, &error));
  g_assert_true (collector_ledger_commit (book->ledger, &error));
  g_assert_no_error (error);
  return call.id;
}

static gint64
ask (TestCallBook *book, const char *sql)
{
  g_autoptr (GError) error = NULL;
  CollectorStmt *stmt = collector_db_prepare_built (book->db, sql, &error);
  gboolean has_row = FALSE;
  gint64 figure;

  g_assert_no_error (error);
  g_assert_true (collector_stmt_step (stmt, &has_row, &error));
  figure = has_row ? collector_stmt_get_int (stmt, 0) : -1;
  collector_stmt_reset (stmt);
  return figure;
}

static gint64
count_kept (TestCallBook *book)
{
  return ask (book, "SELECT count (*) FROM hidden_call");
}

static gint64
count_work (TestCallBook *book)
{
  return ask (book, "SELECT count (*) FROM hidden_work");
}

/* Returns: what verify tells of private calls; NULL = nothing. */
static char *
verify (TestCallBook *book)
{
  g_autoptr (GPtrArray) differences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_true (collector_check_verify (book->db, differences, &error));
  for (guint i = 0; i < differences->len; i++)
    if (strstr (differences->pdata[i], "private") != NULL)
      return g_strdup (differences->pdata[i]);
  return NULL;
}

static gboolean
step (TestCallBook *book)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done = FALSE;

  g_assert_true (collector_db_begin (book->db, &error));
  g_assert_true (collector_hidden_step (book->db, &is_done, &error));
  g_assert_true (collector_db_commit (book->db, &error));
  return is_done;
}

/* Once what is to be looked at again is. */
static void
expect_kept (TestCallBook *book, gint64 n)
{
  g_autofree char *difference = NULL;

  while (!step (book))
    ;
  g_assert_cmpint (count_work (book), ==, 0);
  g_assert_cmpint (count_kept (book), ==, n);
  difference = verify (book);
  g_assert_cmpstr (difference, ==, NULL);
}

static void
set_rules (TestCallBook *book, gint64 person_id, const CollectorPrivateRow *rows, guint n_rows)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (collector_db_begin (book->db, &error));
  g_assert_true (
      collector_privacy_store_set_private (book->db, person_id, rows, n_rows, &error));
  g_assert_true (collector_db_commit (book->db, &error));
  g_assert_no_error (error);
}

static void
set_rule (TestCallBook *book, gint64 person_id, CollectorPrivateKind kind, const char *value)
{
  set_rules (book, person_id, &(CollectorPrivateRow){ kind, (char *) value }, 1);
}

static void
tag (TestCallBook *book, gint64 call_id, gint64 person_id, int is_private)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      collector_privacy_store_tag_call (book->db, call_id, person_id, is_private, 5, &error));
  g_assert_cmpint (count_work (book), ==, 0); /* at once */
}

/* ---- Tests ---- */

/* One that each rule is about, before it and behind it. */
static void
test_before_and_behind (void)
{
  static const struct
  {
    CollectorPrivateRow rule;
    Call call;
  } rows[] = {
    { { COLLECTOR_PRIVATE_PREFIX, (char *) "**9" },
      { .direction = TOLL_DIRECTION_OUTGOING, .dialled = "**9025555" } },
    { { COLLECTOR_PRIVATE_CODE, (char *) "P" },
      { .direction = TOLL_DIRECTION_OUTGOING, .dialled = "0025555", .code = "P" } },
    { { COLLECTOR_PRIVATE_CONTACT, (char *) FRIEND },
      { .direction = TOLL_DIRECTION_INCOMING, .number = FRIEND } },
    { { COLLECTOR_PRIVATE_CONTACT, (char *) "2001" },
      { .direction = TOLL_DIRECTION_INTERNAL, .number = "2002", .dialled = "2002", .called = "2002",
        .person_id = OLGA, .called_person_id = OTTO } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestCallBook) book = make_book ();

      add (book, &rows[i].call);
      add (book, &(Call){ .direction = TOLL_DIRECTION_OUTGOING, .dialled = "0026677" });
      expect_kept (book, 0);
      set_rules (book, 0, &rows[i].rule, 1);
      g_assert_cmpint (count_work (book), ==, rows[i].rule.kind == COLLECTOR_PRIVATE_CONTACT ? 0 : 1);
      expect_kept (book, 1);
      add (book, &rows[i].call);
      g_assert_cmpint (count_kept (book), ==, 2); /* in the same transaction */
      expect_kept (book, 2);
      set_rules (book, 0, NULL, 0);
      expect_kept (book, 0);
    }
}

/* A change of one rule leaves the others in peace. */
static void
test_rules_that_stay (void)
{
  const CollectorPrivateRow rules[] = { { COLLECTOR_PRIVATE_PREFIX, (char *) "**9" },
                                        { COLLECTOR_PRIVATE_CONTACT, (char *) FRIEND } };
  g_autoptr (TestCallBook) book = make_book ();
  gint64 revision;

  add (book, &(Call){ .direction = TOLL_DIRECTION_OUTGOING, .dialled = "**9026677" });
  add (book, &(Call){ .direction = TOLL_DIRECTION_INCOMING, .number = FRIEND });
  revision = ask (book, "SELECT n FROM revision");
  set_rules (book, 0, rules, 1);
  g_assert_cmpint (ask (book, "SELECT n FROM revision"), ==, revision + 1); /* wakes who looks again */
  expect_kept (book, 1);
  set_rules (book, 0, rules, 2);
  g_assert_cmpint (count_work (book), ==, 0);
  g_assert_cmpint (ask (book, "SELECT n FROM revision"), ==, revision + 1);
  expect_kept (book, 2);
  set_rules (book, 0, rules + 1, 1);
  expect_kept (book, 1);
}

/* Either side of an internal call has a word; that of the owner is above the rules. */
static void
test_words (void)
{
  g_autoptr (TestCallBook) book = make_book ();
  gint64 inside = add (book, &(Call){ .direction = TOLL_DIRECTION_INTERNAL, .number = "2002",
                                      .called = "2002", .person_id = OLGA, .called_person_id = OTTO });
  gint64 outside = add (book, &(Call){ .direction = TOLL_DIRECTION_OUTGOING, .dialled = "**9026677",
                                       .person_id = OLGA });

  tag (book, inside, OLGA, 1);
  expect_kept (book, 1);
  tag (book, inside, OTTO, 1);
  tag (book, inside, OLGA, 0);
  expect_kept (book, 1);
  tag (book, inside, OTTO, -1);
  expect_kept (book, 0);
  set_rule (book, 0, COLLECTOR_PRIVATE_PREFIX, "**9");
  expect_kept (book, 1);
  tag (book, outside, OLGA, 0);
  expect_kept (book, 0);
  tag (book, outside, OTTO, 1); /* not theirs */
  tag (book, outside, OLGA, -1);
  expect_kept (book, 1);
}

/* Contacts of one person are about that person's calls, whoever's they were. */
static void
test_people (void)
{
  g_autoptr (TestCallBook) book = make_book ();
  g_autoptr (GError) error = NULL;
  TollCall call = make_call (book, &(Call){ .direction = TOLL_DIRECTION_INCOMING, .number = FRIEND,
                                            .person_id = OTTO });

  add (book, &(Call){ .direction = TOLL_DIRECTION_OUTGOING, .number = FRIEND, .person_id = OLGA });
  g_assert_true (collector_ledger_begin (book->ledger, &error));
  g_assert_true (collector_ledger_insert_call (book->ledger, &call, 1, 9, &error));
  g_assert_true (collector_ledger_commit (book->ledger, &error));
  set_rule (book, OLGA, COLLECTOR_PRIVATE_CONTACT, FRIEND);
  g_assert_cmpint (count_work (book), ==, 0);
  expect_kept (book, 1);
  call.person_id = OLGA;
  call.department_id = 3;
  g_assert_true (collector_ledger_begin (book->ledger, &error));
  g_assert_true (collector_ledger_reown_call (book->ledger, &call, &error));
  g_assert_true (collector_ledger_commit (book->ledger, &error));
  expect_kept (book, 2);
  call.person_id = OTTO;
  g_assert_true (collector_ledger_begin (book->ledger, &error));
  g_assert_true (collector_ledger_reown_call (book->ledger, &call, &error));
  g_assert_true (collector_ledger_commit (book->ledger, &error));
  expect_kept (book, 1);
  test_call_book_run (book, "DELETE FROM person WHERE id = 7"); /* and the contacts with them */
  g_assert_cmpint (count_work (book), ==, 1);
  expect_kept (book, 0);
}

/* A call that costs something else, that is another, that goes. */
static void
test_calls_that_change (void)
{
  g_autoptr (TestCallBook) book = make_book ();
  g_autoptr (GError) error = NULL;
  TollCall call = make_call (book, &(Call){ .direction = TOLL_DIRECTION_OUTGOING,
                                            .dialled = "**9026677" });

  set_rule (book, 0, COLLECTOR_PRIVATE_PREFIX, "**9");
  g_assert_true (collector_ledger_begin (book->ledger, &error));
  g_assert_true (collector_ledger_insert_call (book->ledger, &call, 1, 9, &error));
  g_assert_true (collector_ledger_commit (book->ledger, &error));
  expect_kept (book, 1);
  call.rating_state = TOLL_RATING_RATED;
  call.cost_micro = 120000;
  call.currency = "EUR";
  g_assert_true (collector_ledger_begin (book->ledger, &error));
  g_assert_true (collector_ledger_delete_call (book->ledger, call.id, &error));
  g_assert_true (collector_ledger_insert_call (book->ledger, &call, 1, 9, &error));
  g_assert_true (collector_ledger_commit (book->ledger, &error));
  g_assert_cmpint (ask (book, "SELECT cost_micro FROM hidden_call"), ==, 120000);
  expect_kept (book, 1);
  for (guint i = 0; i < 2; i++)
    {
      /* Under another number, with which it is found before it was; then as it was. */
      call.number = i == 0 ? "+3901" : NUMBER;
      call.dialled = i == 0 ? "**901" : "01";
      g_assert_true (collector_ledger_begin (book->ledger, &error));
      g_assert_true (collector_ledger_delete_call (book->ledger, call.id, &error));
      g_assert_true (collector_ledger_insert_call (book->ledger, &call, 1, 9, &error));
      g_assert_true (collector_ledger_commit (book->ledger, &error));
      expect_kept (book, 1 - i);
    }
  call.dialled = "**91";
  g_assert_true (collector_ledger_begin (book->ledger, &error));
  g_assert_true (collector_ledger_delete_call (book->ledger, call.id, &error));
  g_assert_true (collector_ledger_insert_call (book->ledger, &call, 1, 9, &error));
  g_assert_true (collector_ledger_commit (book->ledger, &error));
  expect_kept (book, 1);
  g_assert_true (collector_ledger_begin (book->ledger, &error));
  g_assert_true (collector_ledger_delete_call (book->ledger, call.id, &error));
  g_assert_true (collector_ledger_commit (book->ledger, &error));
  expect_kept (book, 0);
}

/* Of many calls a part is looked at; what is left is there still when the ledger is opened again, and
 * what was done is not done again, unless another rule comes. */
static void
test_in_steps (void)
{
  g_autoptr (TestCallBook) book = make_book ();
  g_autoptr (GError) error = NULL;

  add (book, &(Call){ .direction = TOLL_DIRECTION_OUTGOING, .dialled = "**9026677" });
  test_call_book_run (
      book, "CREATE TEMP TABLE one AS SELECT * FROM call;"
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " N_MANY ")"
            " INSERT INTO one SELECT one.* FROM n, one;"
            "UPDATE one SET id = id + (rowid << 31), dialled = iif (rowid % 2, dialled, '1')"
            " WHERE rowid > 1;"
            "INSERT INTO call SELECT * FROM one WHERE rowid > 1; DROP TABLE one");
  set_rule (book, 0, COLLECTOR_PRIVATE_PREFIX, "**9");
  g_assert_false (step (book));
  g_assert_cmpint (count_kept (book), ==, 10000);
  collector_ledger_free (book->ledger);
  collector_db_close (book->db);
  {
    g_autofree char *path = test_temp_dir_path (book->dir, "ledger.db");

    book->db = collector_db_open (path, COLLECTOR_DB_WRITE, &error);
    g_assert_no_error (error);
    book->ledger = collector_ledger_new (book->db, &error);
  }
  g_assert_cmpint (count_work (book), ==, 1);
  test_call_book_run (book, "DELETE FROM hidden_call WHERE id = (SELECT min (id) FROM hidden_call)");
  g_assert_true (step (book));
  g_assert_cmpint (count_kept (book), ==, 10000);
  set_rule (book, 0, COLLECTOR_PRIVATE_PREFIX, "**");
  g_assert_false (step (book));
  set_rule (book, 0, COLLECTOR_PRIVATE_PREFIX, "1");
  g_assert_false (step (book)); /* from the first on */
  g_assert_true (step (book));
  g_assert_cmpint (count_kept (book), ==, 10001);
  set_rules (book, 0, NULL, 0);
  g_assert_true (step (book)); /* without a look at any */
  g_assert_cmpint (count_kept (book), ==, 0);
  g_assert_cmpint (count_work (book), ==, 0);
}

/* What should be kept, and is not; what is, and should not be; what is kept otherwise. */
static void
test_verify (void)
{
  static const struct
  {
    const char *break_sql, *text;
  } rows[] = {
    { "DELETE FROM hidden_call", "is private, but not kept so" },
    { "UPDATE hidden_call SET cost_micro = 5", "is kept as private otherwise than it is" },
    { "UPDATE call SET dialled = '0'", "is kept as private, but is none" },
    { "DELETE FROM call", "is kept as private, but is none" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestCallBook) book = make_book ();
      g_autofree char *difference = NULL;

      set_rule (book, 0, COLLECTOR_PRIVATE_PREFIX, "**9");
      add (book, &(Call){ .direction = TOLL_DIRECTION_OUTGOING, .dialled = "**9026677" });
      expect_kept (book, 1);
      test_call_book_run (book, rows[i].break_sql);
      difference = verify (book);
      g_assert_nonnull (difference);
      g_assert_nonnull (strstr (difference, rows[i].text));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hidden-calls/before-and-behind", test_before_and_behind);
  g_test_add_func ("/hidden-calls/rules-that-stay", test_rules_that_stay);
  g_test_add_func ("/hidden-calls/words", test_words);
  g_test_add_func ("/hidden-calls/people", test_people);
  g_test_add_func ("/hidden-calls/calls-that-change", test_calls_that_change);
  g_test_add_func ("/hidden-calls/in-steps", test_in_steps);
  g_test_add_func ("/hidden-calls/verify", test_verify);
  return g_test_run ();
}
