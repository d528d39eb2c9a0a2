/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A person's numbers and devices. What ends is kept, because the calls of that time are the
 * person's. Writer lane.
 */
#include "config.h"

#include "collector/store/people/private.h"
#include "collector/store/reach.h"
#include "collector/store/reattribution-store.h"
#include "shared/base/error.h"

#include <string.h>

#define MAX_NUMBER 50 /* as in Unified CM */
#define MAX_LINES 200

typedef struct
{
  CollectorDb *db;
  const CollectorPerson *before;
  const CollectorPerson *person;
  const CollectorPersonChange *change;
  gint64 now_ms;
  gboolean *taken; /* per line of before: it is one of the given */
  gboolean *changed;
} Saving;

static gboolean
overlap (const CollectorPersonLine *a, const CollectorPersonLine *b)
{
  return a->valid_from_ms < b->valid_to_ms && b->valid_from_ms < a->valid_to_ms;
}

static gboolean
check_number (const CollectorPersonLine *line, guint index, GError **error)
{
  gsize length = strlen (line->number);
  g_autofree char *field = NULL;

  if (length > 0 && length <= MAX_NUMBER && strlen (line->partition) <= MAX_NUMBER
      && strspn (line->number, "0123456789+*#") == length
      && strspn (line->number + 1, "0123456789*#") == length - 1
      && g_utf8_validate (line->partition, -1, NULL))
    return TRUE;
  field = g_strdup_printf ("lines[%u].number", index);
  toll_error_set_field (error, field,
                        "'%s' is not made of up to 50 digits, *, # and a leading +", line->number);
  return FALSE;
}

/* A number given twice for overlapping times is a slip of whoever wrote it. */
static gboolean
check_lines (const CollectorPerson *person, GError **error)
{
  if (person->n_lines > MAX_LINES)
    {
      toll_error_set_field (error, "lines", "more than 200");
      return FALSE;
    }
  for (guint i = 0; i < person->n_lines; i++)
    {
      if (!check_number (&person->lines[i], i, error))
        return FALSE;
      for (guint j = 0; j < i; j++)
        if (collector_person_line_is_same_number (&person->lines[i], &person->lines[j])
            && overlap (&person->lines[i], &person->lines[j]))
          {
            g_autofree char *field = g_strdup_printf ("lines[%u].number", i);

            toll_error_set_field (error, field, "%s stands there twice", person->lines[i].number);
            return FALSE;
          }
    }
  return TRUE;
}

/* A line of always whose number others had before begins when the last of them gave it up. */
static gboolean
begin_after_others (Saving *self, CollectorPersonLine *line, GError **error)
{
  CollectorStmt *stmt;
  gboolean has_row = FALSE;

  if (line->valid_from_ms != G_MININT64)
    return TRUE;
  stmt = collector_db_prepare (
      self->db,
      "SELECT max (valid_to_ms) FROM person_line AS n WHERE " COLLECTOR_OTHERS_NUMBER_SQL
      " AND valid_to_ms <= ?5",
      error);
  if (stmt == NULL)
    return FALSE;
  collector_person_bind_number (stmt, line, self->person->id);
  collector_stmt_bind_int (stmt, 5, self->now_ms);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row && !collector_stmt_is_null (stmt, 0))
    line->valid_from_ms = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return TRUE;
}

static gboolean
queue (Saving *self, const CollectorPersonLine *line, GError **error)
{
  *self->changed = TRUE;
  return collector_reattribution_add (self->db, line->number, line->valid_from_ms,
                                      MIN (line->valid_to_ms, self->now_ms), error);
}

static gboolean
delete_line (Saving *self, const CollectorPersonLine *line, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      self->db,
      "DELETE FROM person_line WHERE extension = ?1 AND partition = ?2 AND ifnull (site_id, 0) = ?3"
      " AND person_id = ?4 AND valid_from_ms = ?5",
      error);

  if (stmt == NULL)
    return FALSE;
  collector_person_bind_number (stmt, line, self->person->id);
  collector_stmt_bind_int (stmt, 5, line->valid_from_ms);
  return collector_stmt_run (stmt, error) && queue (self, line, error);
}

static gboolean
insert_line (Saving *self, const CollectorPersonLine *line, guint index, GError **error)
{
  CollectorStmt *stmt;

  if (!collector_person_claim_line (self->db, self->person, line, index, self->change, error))
    return FALSE;
  stmt = collector_db_prepare (
      self->db,
      "INSERT INTO person_line (extension, partition, site_id, person_id, kind, valid_from_ms,"
      " valid_to_ms) VALUES (?1, ?2, nullif (?3, 0), ?4, ?5, ?6, ?7)",
      error);
  if (stmt == NULL)
    return FALSE;
  collector_person_bind_number (stmt, line, self->person->id);
  collector_stmt_bind_int (stmt, 5, line->kind);
  collector_stmt_bind_int (stmt, 6, line->valid_from_ms);
  collector_stmt_bind_int (stmt, 7, line->valid_to_ms);
  return collector_stmt_run (stmt, error) && queue (self, line, error);
}

static gboolean
replace_line (Saving *self, const CollectorPersonLine *old, const CollectorPersonLine *line,
              guint index, GError **error)
{
  if (old->kind == line->kind && old->valid_from_ms == line->valid_from_ms
      && old->valid_to_ms == line->valid_to_ms)
    return TRUE;
  return delete_line (self, old, error)
         && (line->valid_from_ms >= line->valid_to_ms || insert_line (self, line, index, error));
}

/* The stored line that @line speaks of: the same beginning, else one that it overlaps.
 * Returns: its index; -1 = none. */
static int
find_old (const Saving *self, const CollectorPersonLine *line)
{
  const CollectorPerson *before = self->before;
  gboolean is_removal = line->valid_from_ms >= line->valid_to_ms;

  for (guint i = 0; i < before->n_lines; i++)
    if (!self->taken[i] && collector_person_line_is_same_number (&before->lines[i], line)
        && before->lines[i].valid_from_ms == line->valid_from_ms)
      return i;
  for (guint i = 0; i < before->n_lines && !is_removal; i++)
    if (!self->taken[i] && collector_person_line_is_same_number (&before->lines[i], line)
        && overlap (&before->lines[i], line))
      return i;
  return -1;
}

/* Whoever sees a part of the house gives a number from now on, whoever had it or nobody: the calls
 * until now may lie outside of that part. One that has ended is not taken up again, but begins anew.
 * @old: (inout): see find_old(). */
static void
keep_to_now (const Saving *self, int *old, CollectorPersonLine *line)
{
  const CollectorPersonLine *stored = *old >= 0 ? &self->before->lines[*old] : NULL;

  if (collector_reach_is_free (self->change->giver) || line->valid_from_ms >= line->valid_to_ms)
    return;
  if (stored != NULL && stored->valid_to_ms <= self->now_ms
      && line->valid_to_ms > stored->valid_to_ms)
    {
      *old = -1;
      stored = NULL;
    }
  line->valid_from_ms = MAX (line->valid_from_ms,
                             stored != NULL ? MIN (stored->valid_from_ms, self->now_ms)
                                            : self->now_ms);
}

/* The line as it is to be stored. @old: (inout): see find_old(). */
static gboolean
settle_line (Saving *self, const CollectorPersonLine *given, int *old, CollectorPersonLine *line,
             GError **error)
{
  *line = *given;
  line->valid_to_ms = MIN (line->valid_to_ms, self->person->valid_to_ms);
  keep_to_now (self, old, line);
  return begin_after_others (self, line, error);
}

/* @line is new and at no time theirs: given so, or because of others before or the person's end. */
static gboolean
refuse_never (const CollectorPersonLine *given, const CollectorPersonLine *line, guint index,
              GError **error)
{
  gboolean is_slip = given->valid_from_ms >= given->valid_to_ms;
  gboolean is_late = !is_slip && line->valid_from_ms == given->valid_from_ms;
  g_autofree char *field = g_strdup_printf ("lines[%u].valid_%s_ms", index, is_late ? "from" : "to");

  toll_error_set_field (error, field, "%s",
                        is_slip   ? "the end lies before the beginning"
                        : is_late ? "the person has left by then"
                                  : "the number belonged to others until after this end");
  return FALSE;
}

static gboolean
save_given (Saving *self, GError **error)
{
  for (guint i = 0; i < self->person->n_lines; i++)
    {
      int old = find_old (self, &self->person->lines[i]);
      CollectorPersonLine line;

      if (old >= 0)
        self->taken[old] = TRUE;
      if (!settle_line (self, &self->person->lines[i], &old, &line, error))
        return FALSE;
      if (old < 0 && line.valid_from_ms >= line.valid_to_ms)
        return refuse_never (&self->person->lines[i], &line, i, error);
      if (old >= 0 ? !replace_line (self, &self->before->lines[old], &line, i, error)
                   : !insert_line (self, &line, i, error))
        return FALSE;
    }
  return TRUE;
}

/* What is not among the given ends now; what has ended stays. */
static gboolean
end_others (Saving *self, GError **error)
{
  gint64 end_ms = MIN (self->now_ms, self->person->valid_to_ms);

  for (guint i = 0; i < self->before->n_lines; i++)
    {
      const CollectorPersonLine *old = &self->before->lines[i];
      CollectorPersonLine ended = *old;

      ended.valid_to_ms = end_ms;
      if (!self->taken[i] && old->valid_to_ms > end_ms
          && !replace_line (self, old, &ended, i, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
collector_person_save_lines (CollectorDb *db, const CollectorPerson *before,
                             const CollectorPerson *person, const CollectorPersonChange *change,
                             gboolean *changed, GError **error)
{
  g_autofree gboolean *taken = g_new0 (gboolean, before->n_lines + 1);
  Saving self = { db, before, person, change, change->now_ms, taken, changed };

  /* Ends come first: a person's number may move to another site or partition. */
  for (guint i = 0; i < person->n_lines; i++)
    {
      int old = find_old (&self, &person->lines[i]);

      if (old >= 0)
        taken[old] = TRUE;
    }
  if (!check_lines (person, error) || !end_others (&self, error))
    return FALSE;
  memset (taken, 0, (before->n_lines + 1) * sizeof *taken);
  return save_given (&self, error);
}

/* @sql: with ?1 the device, ?2 the person and, if @from_ms is not 0, ?3 since when. */
static gboolean
run_device (CollectorDb *db, const char *sql, const char *device, gint64 person_id, gint64 from_ms,
            GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, device);
  collector_stmt_bind_int (stmt, 2, person_id);
  if (from_ms != 0)
    collector_stmt_bind_int (stmt, 3, from_ms);
  return collector_stmt_run (stmt, error)
         && collector_reattribution_add_device (db, device, G_MININT64, G_MAXINT64, error);
}

static gboolean
check_device (CollectorDb *db, const char *device, gint64 person_id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      db,
      "SELECT p.user_name FROM person_device AS d JOIN person AS p ON p.id = d.person_id"
      " WHERE d.device = ?1 AND d.person_id <> ?2",
      error);
  gboolean has_row = FALSE;

  if (*device == '\0' || strlen (device) > 128 || !g_utf8_validate (device, -1, NULL))
    {
      toll_error_set_field (error, "devices", "a name of 1 to 128 bytes is expected");
      return FALSE;
    }
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, device);
  collector_stmt_bind_int (stmt, 2, person_id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    collector_person_refuse (error, "devices", "%s belongs to '%s'", device,
                             collector_stmt_get_text (stmt, 0));
  collector_stmt_reset (stmt);
  return !has_row;
}

gboolean
collector_person_save_devices (CollectorDb *db, const CollectorPerson *before,
                               const CollectorPerson *person, const CollectorPersonChange *change,
                               gboolean *changed, GError **error)
{
  gint64 from_ms = collector_reach_is_free (change->giver) ? G_MININT64 : change->now_ms;
  static const char *const remove_sql
      = "DELETE FROM person_device WHERE device = ?1 AND person_id = ?2";
  static const char *const add_sql
      = "INSERT OR IGNORE INTO person_device (device, person_id, valid_from_ms) VALUES (?1, ?2, ?3)";

  for (guint i = 0; i < before->n_devices; i++)
    if (!collector_person_has_device (person, before->devices[i]))
      {
        *changed = TRUE;
        if (!run_device (db, remove_sql, before->devices[i], person->id, 0, error))
          return FALSE;
      }
  for (guint i = 0; i < person->n_devices; i++)
    if (!collector_person_has_device (before, person->devices[i]))
      {
        *changed = TRUE;
        if (!check_device (db, person->devices[i], person->id, error)
            || !run_device (db, add_sql, person->devices[i], person->id, from_ms, error))
          return FALSE;
      }
  return TRUE;
}
