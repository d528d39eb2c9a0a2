/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By line and by number: where calls are found. Gathered in memory, written sorted at commit; a
 * call that came and went within the transaction leaves nothing.
 */
#include "config.h"

#include "collector/store/finder.h"

#include "collector/store/bulk.h"
#include "shared/base/arena.h"

#include <stdlib.h>
#include <string.h>

#define HEAD_SIGNS "#*+" /* before the digits, in their order */
#define BUCKET_SHIFT 52 /* of a call's id: 2^21 seconds */
#define ASIDE_ENTRIES 8192 /* below, a thread costs more than it saves */

typedef CollectorFinderEntry Entry;

struct _CollectorFinder
{
  TollArena *arena;
  GArray *lines;   /* of Entry */
  GArray *numbers; /* of Entry */
  GThread *aside;  /* NULL; or it sorts both */
};

CollectorFinder *
collector_finder_new (void)
{
  CollectorFinder *finder = g_new0 (CollectorFinder, 1);

  finder->arena = toll_arena_new ();
  finder->lines = g_array_new (FALSE, FALSE, sizeof (Entry));
  finder->numbers = g_array_new (FALSE, FALSE, sizeof (Entry));
  return finder;
}

static void
wait_for_aside (CollectorFinder *finder)
{
  if (finder->aside != NULL)
    g_thread_join (g_steal_pointer (&finder->aside));
}

void
collector_finder_free (CollectorFinder *finder)
{
  wait_for_aside (finder);
  g_array_unref (finder->lines);
  g_array_unref (finder->numbers);
  toll_arena_free (finder->arena);
  g_free (finder);
}

/* The first 16 characters, four bits each, in the order of the texts as long as they are digits and
 * signs: most comparisons then need not look at the text. */
static guint64
pack_head (const char *number)
{
  guint64 head = 0;
  guint shift = 64;

  for (const char *at = number; *at != '\0' && shift > 0; at++)
    {
      const char *sign = g_ascii_isdigit (*at) ? NULL : strchr (HEAD_SIGNS, *at);
      guint64 nibble = g_ascii_isdigit (*at) ? (guint64) (*at - '0') + 1 + strlen (HEAD_SIGNS)
                       : sign != NULL        ? (guint64) (sign - HEAD_SIGNS) + 1
                                             : 0xf;

      head |= nibble << (shift -= 4);
    }
  return head;
}

CollectorFollow
collector_follow_get (TollDirection direction, TollOutcome outcome, const char *number)
{
  if (*number == '\0' || (direction != TOLL_DIRECTION_INCOMING && direction != TOLL_DIRECTION_OUTGOING))
    return COLLECTOR_FOLLOW_NONE;
  if (outcome == TOLL_OUTCOME_ANSWERED)
    return direction == TOLL_DIRECTION_OUTGOING ? COLLECTOR_FOLLOW_BY_US : COLLECTOR_FOLLOW_BY_THEM;
  return outcome == TOLL_OUTCOME_MISSED && direction == TOLL_DIRECTION_INCOMING
             ? COLLECTOR_FOLLOW_MISSED
             : COLLECTOR_FOLLOW_NONE;
}

void
collector_finder_note (CollectorFinder *finder, const CollectorFinderCall *call, int sign)
{
  Entry by_line = { call->line_id, "", 0, call->call_id, call->person_id, sign,
                    COLLECTOR_FOLLOW_NONE };
  Entry by_number = { call->call_id >> BUCKET_SHIFT,
                      toll_arena_strdup (finder->arena, call->number),
                      pack_head (call->number), call->call_id, 0, sign, call->follow };

  g_array_append_val (finder->lines, by_line);
  g_array_append_val (finder->numbers, by_number);
}

void
collector_finder_forget (CollectorFinder *finder)
{
  wait_for_aside (finder);
  g_array_set_size (finder->lines, 0);
  g_array_set_size (finder->numbers, 0);
  toll_arena_reset (finder->arena);
}

int
collector_finder_compare_numbers (const Entry *left, const Entry *right)
{
  if (left->head != right->head)
    return left->head < right->head ? -1 : 1;
  return left->number == right->number ? 0 : strcmp (left->number, right->number);
}

static int
compare_entries (const void *a, const void *b)
{
  const Entry *left = a, *right = b;
  int order;

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;
  order = collector_finder_compare_numbers (left, right);
  if (order != 0)
    return order;
  if (left->call_id != right->call_id)
    return left->call_id < right->call_id ? -1 : 1;
  if (left->person_id != right->person_id)
    return left->person_id < right->person_id ? -1 : 1;
  return left->follow < right->follow ? -1 : left->follow > right->follow;
}

/* What a table of the two is written with. */
typedef struct
{
  const char *insert_sql;
  const char *delete_sql;
  gboolean has_number;
} Table;

static const Table line_table
    = { "INSERT OR FAIL INTO call_line (line_id, call_id, person_id)"
        " SELECT c0, c1, c2 FROM bulk_rows (?1)",
        "DELETE FROM call_line WHERE line_id = ?1 AND call_id = ?2", FALSE };
static const Table number_table
    = { "INSERT OR FAIL INTO call_number (bucket, number, call_id)"
        " SELECT c0, c1, c2 FROM bulk_rows (?1)",
        "DELETE FROM call_number WHERE bucket = ?1 AND call_id = ?2 AND number = ?3", TRUE };

static gboolean
delete_entry (CollectorDb *db, const Table *table, const Entry *entry, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, table->delete_sql, error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, entry->key);
  collector_stmt_bind_int (stmt, 2, entry->call_id);
  if (table->has_number)
    collector_stmt_bind_text (stmt, 3, entry->number);
  return collector_stmt_run (stmt, error);
}

static void
add_entry (CollectorBulk *bulk, const Table *table, const Entry *entry)
{
  CollectorValue *values = collector_bulk_add (bulk);

  collector_value_set_int (values++, entry->key);
  if (table->has_number)
    collector_value_set_text (values++, entry->number);
  collector_value_set_int (values++, entry->call_id);
  if (!table->has_number)
    collector_value_set_int (values, entry->person_id);
}

static gboolean
store_block (CollectorDb *db, const Table *table, CollectorBulk *bulk, GError **error)
{
  gboolean is_ok
      = bulk->n_rows == 0 || collector_bulk_run (db, table->insert_sql, bulk, 0, error);

  bulk->n_rows = 0;
  return is_ok;
}

/* Entries that are the same but for the sign are together after sorting; what is left of them is
 * one row more, one less, or none. */
static void
sum_up (GArray *entries)
{
  guint n = 0;

  if (entries->len == 0) /* and no data */
    return;
  qsort (entries->data, entries->len, sizeof (Entry), compare_entries);
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      Entry *last = n > 0 ? &g_array_index (entries, Entry, n - 1) : NULL;

      if (last != NULL && compare_entries (last, entry) == 0)
        last->sign += entry->sign;
      else
        g_array_index (entries, Entry, n++) = *entry;
    }
  g_array_set_size (entries, n);
}

static gpointer
sum_up_all (gpointer data)
{
  CollectorFinder *finder = data;

  sum_up (finder->lines);
  sum_up (finder->numbers);
  return NULL;
}

void
collector_finder_close (CollectorFinder *finder)
{
  if (finder->numbers->len >= ASIDE_ENTRIES)
    finder->aside = g_thread_try_new ("sort", sum_up_all, finder, NULL);
  if (finder->aside == NULL)
    sum_up_all (finder);
}

/* Of entries that are summed up. What goes first: a call that changed its person comes again by the
 * same line. */
static gboolean
write_table (CollectorDb *db, const Table *table, GArray *entries, GError **error)
{
  CollectorBulk bulk;
  gboolean is_ok = TRUE;

  if (entries->len == 0)
    return TRUE;
  for (guint i = 0; i < entries->len && is_ok; i++)
    if (g_array_index (entries, Entry, i).sign < 0)
      is_ok = delete_entry (db, table, &g_array_index (entries, Entry, i), error);
  collector_bulk_init (&bulk, 3);
  for (guint i = 0; i < entries->len && is_ok; i++)
    {
      if (g_array_index (entries, Entry, i).sign > 0)
        add_entry (&bulk, table, &g_array_index (entries, Entry, i));
      if (bulk.n_rows == COLLECTOR_BULK_ROWS)
        is_ok = store_block (db, table, &bulk, error);
    }
  is_ok = is_ok && store_block (db, table, &bulk, error);
  collector_bulk_clear (&bulk);
  return is_ok;
}

gboolean
collector_finder_flush (CollectorFinder *finder, CollectorDb *db, GError **error)
{
  wait_for_aside (finder);
  return write_table (db, &line_table, finder->lines, error)
         && write_table (db, &number_table, finder->numbers, error);
}

const GArray *
collector_finder_get_numbers (const CollectorFinder *finder)
{
  return finder->numbers;
}
