/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The names of a field that somebody may choose from when they narrow a question. Any lane.
 */
#include "config.h"

#include "collector/store/query/private.h"

#include "shared/base/error.h"

typedef struct
{
  CollectorValueVisit visit;
  gpointer data;
} Visit;

static gboolean
read_value (CollectorStmt *stmt, gpointer data, GError **error)
{
  Visit *visit = data;

  visit->visit (collector_stmt_get_text (stmt, 0), visit->data);
  return TRUE;
}

/* Who was called, in internal calls whose sides are shown. */
static gboolean
add_called (CollectorCompiler *self, const CollectorField *field, GError **error)
{
  collector_sql_add (&self->sql, ") OR id IN (SELECT ");
  collector_sql_add (&self->sql, field->called);
  collector_sql_add (&self->sql, " FROM call AS c");
  if (!collector_compiler_add_where (self, error))
    return FALSE;
  collector_sql_add (&self->sql, " AND c.called_line_id <> 0");
  if (self->hides)
    {
      collector_sql_add (&self->sql, " AND NOT ");
      collector_compiler_add_hidden (self);
    }
  return TRUE;
}

/* Somebody who sees everything may know every name, but what only hidden calls told; others those of
 * the calls they see. */
static gboolean
add_seen (CollectorCompiler *self, const CollectorField *field, GError **error)
{
  gboolean may_be_hidden = collector_compiler_may_hide (self, field);

  if (self->query->viewer->scope == COLLECTOR_SCOPE_ALL && !self->query->spec->mine
      && !may_be_hidden)
    return TRUE;
  collector_sql_add (&self->sql, field->shape == COLLECTOR_FIELD_NAMED ? " AND (id IN (SELECT "
                                                                       : " AND (text IN (SELECT ");
  collector_compiler_add_key (self, field);
  collector_sql_add (&self->sql, " FROM call AS c");
  if (!collector_compiler_add_where (self, error)
      || (self->both_sides && field->called != NULL && !add_called (self, field, error)))
    return FALSE;
  collector_sql_add (&self->sql, "))");
  return TRUE;
}

gboolean
collector_query_list_values (CollectorDb *db, const CollectorQuery *query, const char *field_id,
                             const char *search, const char *after, guint limit,
                             CollectorValueVisit visit, gpointer data, GError **error)
{
  g_auto (CollectorCompiler) self = { 0 };
  Visit visiting = { visit, data };
  const CollectorField *field;

  if (!collector_compiler_init (&self, db, query, error))
    return FALSE;
  field = collector_compiler_find_field (&self, field_id, "field", error);
  if (field == NULL || !collector_query_check_field (query, field, error))
    return FALSE;
  if (field->source == NULL)
    {
      toll_error_set_field (error, "field", "\"%.40s\" has no names to choose from", field_id);
      return FALSE;
    }
  collector_sql_add (&self.sql, "SELECT DISTINCT text FROM ");
  collector_compiler_add_source (&self, field);
  collector_sql_add (&self.sql, " WHERE text <> '' AND instr (toll_fold (text), toll_fold (");
  collector_sql_add_text (&self.sql, search != NULL ? search : "");
  collector_sql_add (&self.sql, ")) > 0 AND (toll_fold (text), text) > (toll_fold (");
  collector_sql_add_text (&self.sql, after != NULL ? after : "");
  collector_sql_add (&self.sql, "), ");
  collector_sql_add_text (&self.sql, after != NULL ? after : "");
  collector_sql_add (&self.sql, ")");
  if (!add_seen (&self, field, error))
    return FALSE;
  collector_sql_add (&self.sql, " ORDER BY toll_fold (text), text LIMIT ");
  collector_sql_add_int (&self.sql, limit);
  return collector_stmt_foreach (collector_sql_prepare (&self.sql, db, error), read_value,
                                 &visiting, error);
}
