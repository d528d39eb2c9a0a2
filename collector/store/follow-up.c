/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What became of each missed call. What a transaction changed is sorted by bucket of time and number,
 * as the table is: both are walked side by side, and only where a later call may lie among those stored
 * before is it looked for.
 */
#include "config.h"

#include "collector/store/follow-up.h"

#include <string.h>

#include "collector/store/bulk.h"
#include "collector/store/query/pieces.h"

#define ID_SECOND_SHIFT 31
#define BUCKET_SHIFT 52
#define LATEST_S 1209600 /* two weeks: the later call starts before */
/* So many rows are passed by before a number is looked for anew. */
#define STEPS_BEFORE_SEEK 8

/* What is kept of the call beside. */
#define OWN_COLUMNS "start_ms, person_id, department_id, cost_centre_id, location_id"

/* They are values of the field, and of its SQL. */
G_STATIC_ASSERT (COLLECTOR_FOLLOW_BY_US == 2 && COLLECTOR_FOLLOW_BY_THEM == 3
                 && COLLECTOR_STILL_OPEN == 1 && TOLL_DIRECTION_INCOMING == 1
                 && TOLL_DIRECTION_OUTGOING == 2 && TOLL_OUTCOME_ANSWERED == 0
                 && TOLL_OUTCOME_MISSED == 1);

/* A row that is to be written. */
typedef struct
{
  gint64 bucket;
  const char *number;
  gint64 call_id;
  gint64 later_id; /* 0 = none */
  gint64 became;
} Row;

/* Those of one number in one bucket. */
typedef struct
{
  const CollectorFinderEntry *entries;
  guint n;
} Span;

typedef struct
{
  CollectorDb *db;
  gint64 last_id;
  GArray *came;    /* of Row, as the next two */
  GArray *changed;
  GArray *gone;
  GArray *stayed; /* of gint64: whose they are may be another */
  /* Where the table is being read. */
  CollectorStmt *stmt;
  gint64 bucket;
  const char *asked; /* no number before it is read any more; NULL = nothing is read yet */
  gboolean has_row;
} Flush;

/* ---- What was changed ---- */

static gboolean
is_answered (const CollectorFinderEntry *entry)
{
  return entry->follow == COLLECTOR_FOLLOW_BY_US || entry->follow == COLLECTOR_FOLLOW_BY_THEM;
}

/* Returns: the first entry of a call behind @call_id. */
static guint
find_behind (const Span *span, gint64 call_id)
{
  guint first = 0, end = span->n;

  while (first < end)
    {
      guint middle = (first + end) / 2;

      if (span->entries[middle].call_id <= call_id)
        first = middle + 1;
      else
        end = middle;
    }
  return first;
}

/* Whether answered calls came or went, @until_id at the latest. */
static gboolean
has_answered (const Span *span, gint64 until_id)
{
  for (guint i = 0; i < span->n && span->entries[i].call_id <= until_id; i++)
    if (span->entries[i].sign != 0 && is_answered (&span->entries[i]))
      return TRUE;
  return FALSE;
}

/* Whether @call_id went, or is no longer what it was. */
static gboolean
is_gone (const Span *span, gint64 call_id)
{
  for (guint i = find_behind (span, call_id - 1);
       i < span->n && span->entries[i].call_id == call_id; i++)
    if (span->entries[i].sign < 0)
      return TRUE;
  return FALSE;
}

/* Returns: (nullable): the first answered call behind @call_id that came. */
static const CollectorFinderEntry *
find_later (const Span spans[2], gint64 call_id)
{
  for (guint i = 0; i < 2; i++)
    for (guint j = find_behind (&spans[i], call_id); j < spans[i].n; j++)
      if (spans[i].entries[j].sign > 0 && is_answered (&spans[i].entries[j]))
        return &spans[i].entries[j];
  return NULL;
}

/* ---- What is kept ---- */

/* Looks for what became of a call among all that are stored. */
static gboolean
search (Flush *self, Row *row, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      self->db,
      "SELECT found.later_id, o.direction FROM (SELECT coalesce (" COLLECTOR_LATER_ID_SQL
      ") AS later_id FROM call AS c WHERE c.id = ?1) AS found JOIN call AS o ON o.id = found.later_id",
      error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, row->call_id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  row->later_id = has_row ? collector_stmt_get_int (stmt, 0) : 0;
  row->became = COLLECTOR_STILL_OPEN;
  if (has_row)
    row->became = collector_stmt_get_int (stmt, 1) == TOLL_DIRECTION_OUTGOING ? COLLECTOR_FOLLOW_BY_US
                                                                             : COLLECTOR_FOLLOW_BY_THEM;
  collector_stmt_reset (stmt);
  return TRUE;
}

/* Takes the first of the calls that came and are behind the missed one. Whether one that comes two weeks
 * later to the second is in time, only its start tells. */
static gboolean
take_later (Flush *self, const Span spans[2], Row *row, GError **error)
{
  const CollectorFinderEntry *later = find_later (spans, row->call_id);
  gint64 seconds;

  if (later == NULL || (row->later_id != 0 && row->later_id < later->call_id))
    return TRUE;
  seconds = (later->call_id >> ID_SECOND_SHIFT) - (row->call_id >> ID_SECOND_SHIFT);
  if (seconds == LATEST_S)
    return search (self, row, error);
  if (seconds > LATEST_S)
    return TRUE;
  row->later_id = later->call_id;
  row->became = later->follow;
  return TRUE;
}

static gboolean
seek (Flush *self, const char *number, GError **error)
{
  self->stmt = collector_db_prepare (
      self->db,
      "SELECT number, call_id, later_id FROM follow_up WHERE bucket = ?1 AND number >= ?2"
      " ORDER BY number, call_id",
      error);
  if (self->stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (self->stmt, 1, self->bucket);
  collector_stmt_bind_text (self->stmt, 2, number);
  return collector_stmt_step (self->stmt, &self->has_row, error);
}

/* Numbers come in their order, but for strange ones, which are looked for each. */
static gboolean
read_up_to (Flush *self, const char *number, GError **error)
{
  gboolean is_behind = self->asked != NULL && strcmp (self->asked, number) <= 0;

  for (guint i = 0; is_behind && i < STEPS_BEFORE_SEEK && self->has_row; i++)
    {
      if (strcmp (collector_stmt_get_text (self->stmt, 0), number) >= 0)
        break;
      if (!collector_stmt_step (self->stmt, &self->has_row, error))
        return FALSE;
    }
  if ((!is_behind || (self->has_row && strcmp (collector_stmt_get_text (self->stmt, 0), number) < 0))
      && !seek (self, number, error))
    return FALSE;
  self->asked = number;
  return TRUE;
}

/* A missed call that is kept: did its later one go, or come an earlier one? */
static gboolean
settle_kept (Flush *self, const Span spans[2], const char *number, GError **error)
{
  Row row = { self->bucket, number, collector_stmt_get_int (self->stmt, 1),
              collector_stmt_get_int (self->stmt, 2), 0 };
  gint64 kept_id = row.later_id;
  gboolean is_ok;

  if (is_gone (&spans[0], row.call_id))
    return TRUE;
  if (kept_id != 0 && (is_gone (&spans[0], kept_id) || is_gone (&spans[1], kept_id)))
    {
      is_ok = search (self, &row, error);
      kept_id = -1; /* its direction may be another */
    }
  else
    is_ok = take_later (self, spans, &row, error);
  if (is_ok && row.later_id != kept_id)
    g_array_append_val (self->changed, row);
  return is_ok;
}

static gboolean
settle_all_kept (Flush *self, const Span spans[2], const char *number, GError **error)
{
  if (!read_up_to (self, number, error))
    return FALSE;
  while (self->has_row && strcmp (collector_stmt_get_text (self->stmt, 0), number) == 0)
    if (!settle_kept (self, spans, number, error)
        || !collector_stmt_step (self->stmt, &self->has_row, error))
      return FALSE;
  return TRUE;
}

/* A missed call that came or went, or that was written anew. */
static gboolean
settle_missed (Flush *self, const Span spans[2], const CollectorFinderEntry *entry, GError **error)
{
  Row row = { entry->key, entry->number, entry->call_id, 0, COLLECTOR_STILL_OPEN };
  gboolean is_ok = TRUE;

  if (entry->sign == 0)
    {
      g_array_append_val (self->stayed, entry->call_id);
      return TRUE;
    }
  if (entry->sign > 0)
    is_ok = entry->call_id < self->last_id ? search (self, &row, error)
                                           : take_later (self, spans, &row, error);
  g_array_append_val (entry->sign > 0 ? self->came : self->gone, row);
  return is_ok;
}

/* @spans: the number's in the bucket of missed calls, and in the one behind it. */
static gboolean
settle_number (Flush *self, const Span spans[2], const char *number, GError **error)
{
  /* What comes later is too late for every call of the bucket. */
  gint64 until_id = ((self->bucket + 1) << BUCKET_SHIFT) + ((gint64) (LATEST_S + 1) << ID_SECOND_SHIFT);

  if ((has_answered (&spans[0], until_id) || has_answered (&spans[1], until_id))
      && !settle_all_kept (self, spans, number, error))
    return FALSE;
  for (guint i = 0; i < spans[0].n; i++)
    {
      const CollectorFinderEntry *entry = &spans[0].entries[i];

      if (entry->follow == COLLECTOR_FOLLOW_MISSED
          && !settle_missed (self, spans, entry, error))
        return FALSE;
    }
  return TRUE;
}

/* Takes the first number's away from @left. */
static Span
take_number (Span *left, const CollectorFinderEntry *number)
{
  Span span = { left->entries, 0 };

  while (span.n < left->n && collector_finder_compare_numbers (&left->entries[span.n], number) == 0)
    span.n++;
  left->entries += span.n;
  left->n -= span.n;
  return span;
}

/* The missed calls of @bucket. @own: what was changed in it; @next: and in the one behind it. */
static gboolean
settle_bucket (Flush *self, gint64 bucket, Span own, Span next, GError **error)
{
  self->bucket = bucket;
  self->asked = NULL;
  while (own.n > 0 || next.n > 0)
    {
      const CollectorFinderEntry *first = own.n > 0 ? own.entries : next.entries;
      Span spans[2];

      if (next.n > 0 && collector_finder_compare_numbers (next.entries, first) < 0)
        first = next.entries;
      spans[0] = take_number (&own, first);
      spans[1] = take_number (&next, first);
      if (!settle_number (self, spans, first->number, error))
        return FALSE;
    }
  if (self->stmt != NULL)
    collector_stmt_reset (self->stmt);
  return TRUE;
}

/* ---- All of a transaction ---- */

#define ROW_SQL " WHERE bucket = ?1 AND number = ?2 AND call_id = ?3"

static gboolean
delete_gone (Flush *self, GError **error)
{
  for (guint i = 0; i < self->gone->len; i++)
    {
      const Row *row = &g_array_index (self->gone, Row, i);
      CollectorStmt *stmt = collector_db_prepare (self->db, "DELETE FROM follow_up" ROW_SQL, error);

      if (stmt == NULL)
        return FALSE;
      collector_stmt_bind_int (stmt, 1, row->bucket);
      collector_stmt_bind_text (stmt, 2, row->number);
      collector_stmt_bind_int (stmt, 3, row->call_id);
      if (!collector_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
update_changed (Flush *self, GError **error)
{
  for (guint i = 0; i < self->changed->len; i++)
    {
      const Row *row = &g_array_index (self->changed, Row, i);
      CollectorStmt *stmt = collector_db_prepare (
          self->db, "UPDATE follow_up SET later_id = ?4, became = ?5" ROW_SQL, error);

      if (stmt == NULL)
        return FALSE;
      collector_stmt_bind_int (stmt, 1, row->bucket);
      collector_stmt_bind_text (stmt, 2, row->number);
      collector_stmt_bind_int (stmt, 3, row->call_id);
      collector_stmt_bind_int (stmt, 4, row->later_id);
      collector_stmt_bind_int (stmt, 5, row->became);
      if (!collector_stmt_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
store_block (Flush *self, CollectorBulk *bulk, GError **error)
{
  gboolean is_ok
      = bulk->n_rows == 0
        || collector_bulk_run (self->db,
                               "INSERT OR REPLACE INTO follow_up (bucket, number, call_id, later_id,"
                               " became, " OWN_COLUMNS ") SELECT b.c0, b.c1, b.c2, b.c3, b.c4, "
                               OWN_COLUMNS " FROM bulk_rows (?1) AS b CROSS JOIN call ON id = b.c2",
                               bulk, 0, error);

  bulk->n_rows = 0;
  return is_ok;
}

static gboolean
store_new (Flush *self, GError **error)
{
  CollectorBulk bulk;
  gboolean is_ok = TRUE;

  if (self->came->len == 0)
    return TRUE;
  collector_bulk_init (&bulk, 5);
  for (guint i = 0; i < self->came->len && is_ok; i++)
    {
      const Row *row = &g_array_index (self->came, Row, i);
      CollectorValue *values = collector_bulk_add (&bulk);

      collector_value_set_int (values++, row->bucket);
      collector_value_set_text (values++, row->number);
      collector_value_set_int (values++, row->call_id);
      collector_value_set_int (values++, row->later_id);
      collector_value_set_int (values, row->became);
      if (bulk.n_rows == COLLECTOR_BULK_ROWS)
        is_ok = store_block (self, &bulk, error);
    }
  is_ok = is_ok && store_block (self, &bulk, error);
  collector_bulk_clear (&bulk);
  return is_ok;
}

gboolean
collector_follow_up_reown (CollectorDb *db, gint64 call_id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "UPDATE follow_up SET (" OWN_COLUMNS ") = (SELECT " OWN_COLUMNS " FROM call WHERE id = ?1)"
      " WHERE bucket = ?1 >> 52 AND number = (SELECT number FROM call WHERE id = ?1) AND call_id = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, call_id);
  return collector_stmt_run (stmt, error);
}

static gboolean
reown_stayed (Flush *self, GError **error)
{
  for (guint i = 0; i < self->stayed->len; i++)
    if (!collector_follow_up_reown (self->db, g_array_index (self->stayed, gint64, i), error))
      return FALSE;
  return TRUE;
}

/* Takes those of @bucket away from @left, which begins with them when it has any. */
static Span
take_bucket (Span *left, gint64 bucket)
{
  Span span = { left->entries, 0 };

  while (span.n < left->n && left->entries[span.n].key == bucket)
    span.n++;
  left->entries += span.n;
  left->n -= span.n;
  return span;
}

/* Each bucket with what was changed in it and in the next; also the one before a bucket, whose own calls
 * are as they were. */
static gboolean
settle_all (Flush *self, Span left, GError **error)
{
  Span own = { NULL, 0 };
  gint64 bucket = left.entries[0].key - 1;

  while (own.n > 0 || left.n > 0)
    {
      Span next;

      if (own.n == 0)
        bucket = left.entries[0].key - 1;
      next = take_bucket (&left, bucket + 1);
      if (!settle_bucket (self, bucket++, own, next, error))
        return FALSE;
      own = next;
    }
  return TRUE;
}

gboolean
collector_follow_up_flush (const CollectorFinder *finder, CollectorDb *db, gint64 last_id,
                           GError **error)
{
  const GArray *numbers = collector_finder_get_numbers (finder);
  g_autoptr (GArray) came = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (GArray) stayed = g_array_new (FALSE, FALSE, sizeof (gint64));
  Flush self = { .db = db, .last_id = last_id, .came = came, .changed = changed, .gone = gone,
                 .stayed = stayed };
  const Span all = { (const CollectorFinderEntry *) (const void *) numbers->data, numbers->len };

  return all.n == 0
         || (settle_all (&self, all, error) && delete_gone (&self, error)
             && update_changed (&self, error) && store_new (&self, error) && reown_stayed (&self, error));
}
