/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose calls a question is about. Figures count an internal call to who placed it; lists show it to
 * who was called and to those who look after them, too, as calls-read.c does. Any lane.
 */
#include "config.h"

#include "collector/store/query/private.h"

#include "collector/store/ledger.h"
#include "collector/store/privacy-store.h"

/* What a viewer's scope looks at, of either side. */
static const struct
{
  const char *placed;
  const char *called;
} scope_columns[COLLECTOR_N_SCOPES] = {
  [COLLECTOR_SCOPE_DEPARTMENTS]
  = { "c.department_id", COLLECTOR_CALLED_ID_SQL ("department_id") },
  [COLLECTOR_SCOPE_COST_CENTRES]
  = { "c.cost_centre_id", COLLECTOR_CALLED_ID_SQL ("cost_centre_id") },
  [COLLECTOR_SCOPE_LOCATIONS] = { "c.location_id", COLLECTOR_CALLED_ID_SQL ("location_id") },
};

static void
add_person (CollectorCompiler *self)
{
  gint64 person_id = self->query->viewer->person_id;

  collector_sql_add_int (&self->sql, person_id != 0 ? person_id : -1);
}

static void
add_scope_ids (CollectorCompiler *self)
{
  const GArray *scope_ids = self->query->viewer->scope_ids;

  collector_sql_add_int_list (&self->sql, (gint64 *) (void *) scope_ids->data, scope_ids->len);
}

/* Own calls are few and known by line. */
static void
add_own_of (CollectorCompiler *self, const char *table)
{
  const GArray *line_ids = self->query->viewer->line_ids;

  collector_sql_add (&self->sql, "SELECT call_id FROM ");
  collector_sql_add (&self->sql, table);
  collector_sql_add (&self->sql, " WHERE line_id IN ");
  collector_sql_add_int_list (&self->sql, (gint64 *) (void *) line_ids->data, line_ids->len);
  collector_sql_add (&self->sql, " AND person_id = ");
  add_person (self);
  collector_compiler_add_ids (self, "call_id");
}

static void
add_own (CollectorCompiler *self)
{
  collector_sql_add (&self->sql, "c.id IN (");
  add_own_of (self, "call_line");
  if (self->both_sides)
    {
      collector_sql_add (&self->sql, " UNION ALL ");
      add_own_of (self, "call_called");
    }
  collector_sql_add (&self->sql, ")");
}

static void
add_part (CollectorCompiler *self)
{
  CollectorScope scope = self->query->viewer->scope;

  collector_sql_add (&self->sql, "(");
  collector_sql_add (&self->sql, scope_columns[scope].placed);
  collector_sql_add (&self->sql, " IN ");
  add_scope_ids (self);
  if (self->both_sides)
    {
      collector_sql_add (&self->sql, " OR (c.called_line_id <> 0 AND ");
      collector_sql_add (&self->sql, scope_columns[scope].called);
      collector_sql_add (&self->sql, " IN ");
      add_scope_ids (self);
      collector_sql_add (&self->sql, " AND NOT ");
      collector_compiler_add_private (self);
      collector_sql_add (&self->sql, ")");
    }
  collector_sql_add (&self->sql, ")");
}

void
collector_compiler_add_scope (CollectorCompiler *self)
{
  CollectorScope scope = self->query->viewer->scope;

  if (self->query->spec->mine || scope == COLLECTOR_SCOPE_OWN)
    add_own (self);
  else if (scope == COLLECTOR_SCOPE_ALL)
    collector_sql_add (&self->sql, "1");
  else
    add_part (self);
}

gboolean
collector_compiler_has_called_only (const CollectorCompiler *self)
{
  return self->both_sides && self->query->viewer->scope != COLLECTOR_SCOPE_ALL;
}

/* As settle_called_side() of call-row.c has it. */
void
collector_compiler_add_called_only (CollectorCompiler *self)
{
  const CollectorViewer *viewer = self->query->viewer;

  collector_sql_add (&self->sql, "(c.called_line_id <> 0 AND c.person_id <> ");
  add_person (self);
  if (scope_columns[viewer->scope].placed != NULL && viewer->scope_ids->len > 0)
    {
      collector_sql_add (&self->sql, " AND ");
      collector_sql_add (&self->sql, scope_columns[viewer->scope].placed);
      collector_sql_add (&self->sql, " NOT IN ");
      add_scope_ids (self);
    }
  collector_sql_add (&self->sql, ")");
}
