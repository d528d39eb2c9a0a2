/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose the calls are of a number that gets its owner while the file is on its way; and who makes
 * way for whom when a number that was unknown is told.
 */
#include "collector/store/account-store.h"
#include "collector/store/people/store.h"
#include "collector/store/unknown-store.h"
#include "shared/base/error.h"
#include "tests/support/cucm-file.h"
#include "tests/support/ledger-fixture.h"

#include <string.h>

#define NOW_MS (TOLL_TEST_CDR_SETUP_S * 1000 + G_GINT64_CONSTANT (86400000))

#define N_CALLS_OF(name)                                                                           \
  "SELECT count (*) FROM call c JOIN person p ON p.id = c.person_id WHERE p.user_name = '" name "'"
#define N_NOBODYS "SELECT count (*) FROM call WHERE person_id = 0"
#define N_QUEUED "SELECT count (*) FROM reattribution"

static gboolean
load_task (CollectorDb *db, gpointer people, GError **error)
{
  *(CollectorPeople **) people = collector_people_load (db, error);
  return *(CollectorPeople **) people != NULL;
}

/* What the service does when the revision has grown. Returns: the revision that is known now. */
static gint64
take_over (TestLedger *ledger)
{
  CollectorPeople *people = NULL;
  g_autoptr (GError) error = NULL;

  collector_lanes_read_sync (ledger->lanes, load_task, &people, &error);
  g_assert_no_error (error);
  collector_people_unref (ledger->people);
  ledger->people = people;
  collector_pipeline_set_snapshots (ledger->pipeline, ledger->plan, people, ledger->book);
  return collector_people_get_revision (people);
}

static gint64
reattribute (TestLedger *ledger, gint64 revision)
{
  g_autoptr (GError) error = NULL;
  gint64 n_changed = -1;

  collector_pipeline_reattribute (ledger->pipeline, revision, NULL, &n_changed, &error);
  g_assert_no_error (error);
  return n_changed;
}

typedef struct
{
  const char *user_name;
  const char *number;
  const char *partition;
  gint64 valid_from_ms;
  GPtrArray *taken_over;
} Put;

static gboolean
put_task (CollectorDb *db, gpointer data, GError **error)
{
  const Put *put = data;
  const CollectorPersonChange change
      = { .now_ms = NOW_MS, .moved_from_ms = NOW_MS, .taken_over = put->taken_over };
  const CollectorPersonLine line = { .number = put->number,
                                     .partition = put->partition,
                                     .valid_from_ms = put->valid_from_ms,
                                     .valid_to_ms = G_MAXINT64 };
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPutResult result;
  CollectorPerson person;

  collector_person_init (&person);
  person.user_name = put->user_name;
  collector_person_add_line (&person, &line, arena);
  if (!collector_db_begin (db, error))
    return FALSE;
  if (collector_person_save (db, &person, &change, &result, error))
    return collector_db_commit (db, error);
  collector_db_rollback (db);
  return FALSE;
}

static gboolean
try_person (TestLedger *ledger, const Put *put, GError **error)
{
  return collector_lanes_write_sync (ledger->lanes, put_task, (gpointer) put, error);
}

static void
put_person (TestLedger *ledger, const Put *put)
{
  g_autoptr (GError) error = NULL;

  try_person (ledger, put, &error);
  g_assert_no_error (error);
}

/* One outgoing call of @caller in a file of its own. */
static void
read_call (TestLedger *ledger, const char *caller, const char *partition, const char *minute)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autofree char *path = NULL;
  CollectorFileResult result;

  toll_test_row_set_all (row, "callingPartyNumber", caller, "callingPartyNumberPartition",
                         partition, NULL);
  toll_test_file_add (file, row);
  path = toll_test_file_write (file, TOLL_TEST_FILE_PLAIN, ledger->dir->path, "C", "01", minute, 1);
  test_ledger_read (ledger, path, &result);
  g_assert_cmpint (result.counts.calls, ==, 1);
}

static void
test_a_file_on_its_way (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  gint64 before = take_over (ledger), after;

  put_person (ledger, &(Put){ "alba", "2005", "", G_MININT64 });
  read_call (ledger, "2005", "", "202603020900"); /* by the directory before alba */
  g_assert_cmpint (test_ledger_ask (ledger, N_NOBODYS), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, N_QUEUED), ==, 1);
  g_assert_cmpint (reattribute (ledger, before), ==, 0); /* not by who does not know her yet */
  g_assert_cmpint (test_ledger_ask (ledger, N_QUEUED), ==, 1);
  after = take_over (ledger);
  g_assert_cmpint (after, >, before);
  g_assert_cmpint (reattribute (ledger, after), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, N_CALLS_OF ("alba")), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, N_QUEUED), ==, 0);
  read_call (ledger, "2005", "", "202603020901"); /* nothing is queued for who knows her */
  g_assert_cmpint (test_ledger_ask (ledger, N_CALLS_OF ("alba")), ==, 2);
  g_assert_cmpint (test_ledger_ask (ledger, N_QUEUED), ==, 0);
  test_ledger_assert_sound (ledger);
}

/* Many files while the directory changes again and again: the pieces become one that is done. */
static void
test_many_files_on_their_way (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();

  take_over (ledger);
  for (guint i = 0; i < 70; i++)
    {
      g_autofree char *name = g_strdup_printf ("p%u", i);
      g_autofree char *number = g_strdup_printf ("21%02u", i);
      g_autofree char *minute = g_strdup_printf ("20260302%02u%02u", 10 + i / 60, i % 60);

      put_person (ledger, &(Put){ name, number, "", G_MININT64 });
      read_call (ledger, number, "", minute);
    }
  g_assert_cmpint (test_ledger_ask (ledger, N_NOBODYS), ==, 70);
  g_assert_cmpint (test_ledger_ask (ledger, N_QUEUED), <=, 64);
  g_assert_cmpint (reattribute (ledger, take_over (ledger)), ==, 70);
  g_assert_cmpint (test_ledger_ask (ledger, N_QUEUED), ==, 0);
}

static gboolean
make_task (CollectorDb *db, gpointer n_made, GError **error)
{
  return collector_unknown_make_people (db, NOW_MS, n_made, error);
}

static guint
make_people (TestLedger *ledger)
{
  g_autoptr (GError) error = NULL;
  guint n_made = 99;

  collector_lanes_write_sync (ledger->lanes, make_task, &n_made, &error);
  g_assert_no_error (error);
  return n_made;
}

static void
test_nobody_is_made_for_an_owned_number (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();

  take_over (ledger);
  put_person (ledger, &(Put){ "alba", "2005", "", G_MININT64 });
  read_call (ledger, "2005", "PT_Internal", "202603020900");
  read_call (ledger, "2006", "PT_Internal", "202603020901");
  g_assert_cmpint (make_people (ledger), ==, 1);
  g_assert_cmpint (reattribute (ledger, take_over (ledger)), ==, 2);
  g_assert_cmpint (test_ledger_ask (ledger, N_CALLS_OF ("alba")), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, N_CALLS_OF ("2006")), ==, 1);
}

static void
test_automatic_people_give_way (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (g_free);

  take_over (ledger);
  read_call (ledger, "2005", "PT_Internal", "202603020900");
  read_call (ledger, "2006", "PT_Internal", "202603020901");
  g_assert_cmpint (make_people (ledger), ==, 2);
  g_assert_cmpint (reattribute (ledger, take_over (ledger)), ==, 2);
  g_assert_cmpint (test_ledger_ask (ledger, N_CALLS_OF ("2005")), ==, 1);
  put_person (ledger, &(Put){ "alba", "2005", "", G_MININT64, taken });
  put_person (ledger, &(Put){ "bruno", "2006", "", NOW_MS, taken }); /* only from now on */
  g_assert_cmpuint (taken->len, ==, 2);
  g_assert_cmpstr (taken->pdata[0], ==, "2005");
  g_assert_cmpint (reattribute (ledger, take_over (ledger)), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, N_CALLS_OF ("alba")), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, N_CALLS_OF ("2006")), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count (*) FROM person WHERE source = 3"
                                            " AND valid_to_ms < 9223372036854775807"),
                   ==, 2);
  test_ledger_assert_sound (ledger);
}

static gboolean
add_account_task (CollectorDb *db, gpointer user_name, GError **error)
{
  g_autoptr (CollectorAccount) account = collector_account_new ();

  g_free (account->user_name);
  account->user_name = g_strdup (user_name);
  account->role = COLLECTOR_ROLE_ADMINISTRATOR;
  account->scope = COLLECTOR_SCOPE_ALL;
  return collector_account_store_insert (db, account, NOW_MS, error);
}

/* Whoever is made for a number does not get what an account of that name may do. */
static void
test_an_account_is_nobodys_by_itself (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GError) error = NULL;

  take_over (ledger);
  read_call (ledger, "2005", "PT_Internal", "202603020900");
  collector_lanes_write_sync (ledger->lanes, add_account_task, (gpointer) "2005", &error);
  g_assert_no_error (error);
  g_assert_cmpint (make_people (ledger), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count (*) FROM account WHERE user_name = '2005'"
                                            " AND person_id IS NULL AND role = 2"),
                   ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT role FROM account WHERE user_name ="
                                            " '2005@PT_Internal' AND person_id IS NOT NULL"),
                   ==, COLLECTOR_ROLE_USER);
}

/* Records write a direct number as the nation does; the directory has its one form. */
static void
test_a_direct_number_in_a_record (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();

  put_person (ledger, &(Put){ "alba", "+390266662007", "", G_MININT64 });
  take_over (ledger);
  read_call (ledger, "0266662007", "", "202603020900");
  read_call (ledger, "0266662008", "", "202603020901");
  g_assert_cmpint (test_ledger_ask (ledger, N_CALLS_OF ("alba")), ==, 1);
  g_assert_cmpint (test_ledger_ask (ledger, N_NOBODYS), ==, 1);
}

static void
test_any_partition_is_each (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GError) without = NULL, within = NULL;

  put_person (ledger, &(Put){ "alba", "2005", "PT_Internal", G_MININT64 });
  put_person (ledger, &(Put){ "bruno", "2005", "PT_Guests", G_MININT64 });
  g_assert_false (try_person (ledger, &(Put){ "carla", "2005", "", G_MININT64 }, &without));
  g_assert_error (without, TOLL_ERROR, TOLL_ERROR_CONFLICT);
  g_assert_nonnull (strstr (without->message, "'alba'"));
  put_person (ledger, &(Put){ "dario", "+390266662007", "", G_MININT64 });
  g_assert_false (try_person (ledger, &(Put){ "elsa", "390266662007", "PT_Internal", G_MININT64 },
                              &within));
  g_assert_error (within, TOLL_ERROR, TOLL_ERROR_CONFLICT);
  g_assert_nonnull (strstr (within->message, "'dario'"));
  g_assert_nonnull (strstr (within->message, "any partition"));
  g_assert_cmpint (test_ledger_ask (ledger, "SELECT count (*) FROM person"), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/owner/a-file-on-its-way", test_a_file_on_its_way);
  g_test_add_func ("/owner/many-files-on-their-way", test_many_files_on_their_way);
  g_test_add_func ("/owner/nobody-is-made-for-an-owned-number",
                   test_nobody_is_made_for_an_owned_number);
  g_test_add_func ("/owner/automatic-people-give-way", test_automatic_people_give_way);
  g_test_add_func ("/owner/an-account-is-nobodys-by-itself",
                   test_an_account_is_nobodys_by_itself);
  g_test_add_func ("/owner/a-direct-number-in-a-record", test_a_direct_number_in_a_record);
  g_test_add_func ("/owner/any-partition-is-each", test_any_partition_is_each);
  return g_test_run ();
}
