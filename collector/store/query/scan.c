/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A few fields of every call that a question is about, one call after the other. Any lane.
 */
#include "config.h"

#include "collector/store/query/private.h"

#define MAX_FIELDS 16

typedef struct
{
  const CollectorField *const *fields;
  guint n_fields;
  CollectorScanFunc func;
  gpointer data;
  gboolean are_apart[MAX_FIELDS]; /* numbers that the viewer may see in part */
  TollArena *arena;               /* of one call's */
  const CollectorViewer *notes;   /* (nullable): hears whose calls they are */
} Scan;

static gboolean
take_row (CollectorStmt *stmt, gpointer data, GError **error)
{
  const Scan *self = data;
  CollectorKey keys[MAX_FIELDS] = { 0 };

  toll_arena_reset (self->arena);
  if (self->notes != NULL)
    collector_viewer_note_person (self->notes, collector_stmt_get_int (stmt, self->n_fields));
  for (guint i = 0; i < self->n_fields; i++)
    if (self->are_apart[i])
      collector_key_set_apart (&keys[i], collector_stmt_get_text (stmt, i), self->arena);
    else if (self->fields[i]->shape == COLLECTOR_FIELD_TEXT)
      keys[i].text = collector_stmt_get_text (stmt, i);
    else
      keys[i].figure = collector_stmt_get_int (stmt, i);
  return self->func (keys, self->data, error);
}

gboolean
collector_query_scan (CollectorDb *db, const CollectorQuery *query,
                      const CollectorField *const *fields, guint n_fields,
                      CollectorScanFunc func, gpointer data, GError **error)
{
  g_auto (CollectorCompiler) compiler = { 0 };
  g_autoptr (TollArena) arena = toll_arena_new ();
  Scan self = { fields, n_fields, func, data, .arena = arena };
  gboolean notes;

  g_return_val_if_fail (n_fields > 0 && n_fields <= MAX_FIELDS, FALSE);
  if (!collector_compiler_init (&compiler, db, query, error))
    return FALSE;
  for (guint i = 0; i < n_fields; i++)
    {
      if (collector_compiler_find_field (&compiler, fields[i]->id, "spec.fields", error) == NULL
          || !collector_query_check_field (query, fields[i], error))
        return FALSE;
      collector_sql_add (&compiler.sql, i == 0 ? "SELECT " : ", ");
      collector_compiler_add_apart (&compiler, fields[i]);
      self.are_apart[i] = collector_compiler_tells_apart (&compiler, fields[i]);
    }
  if (!collector_compiler_find_notes (&compiler, &notes, error))
    return FALSE;
  self.notes = notes ? query->viewer : NULL;
  collector_sql_add (&compiler.sql, ", c.person_id");
  collector_compiler_add_calls (&compiler);
  if (!collector_compiler_add_where (&compiler, error))
    return FALSE;
  collector_sql_add (&compiler.sql, " ORDER BY c.id");
  collector_compiler_end_calls (&compiler);
  return collector_stmt_foreach (collector_sql_prepare (&compiler.sql, db, error), take_row, &self,
                                 error);
}
