/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which calls are hidden from who asks, and what of a call that leaves empty. Only what the ledger has
 * is asked for: words, contacts, prefixes, codes. Any lane.
 */
#include "config.h"

#include "collector/store/query/private.h"

#include "collector/store/gateway-store.h"
#include "collector/store/hidden-calls.h"
#include "collector/store/ledger.h"
#include "collector/store/number-lists.h"
#include "collector/store/privacy-store.h"
#include "collector/store/words.h"

#define HAS_RULE_SQL(kind) "EXISTS (SELECT 1 FROM private_rule WHERE kind = " kind ")"

/* Whether a rule or somebody's word may hide a call of another from the viewer. */
static gboolean
find_private (CollectorCompiler *self, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      self->db,
      "SELECT EXISTS (SELECT 1 FROM private_call), " HAS_RULE_SQL ("0") ", " HAS_RULE_SQL ("1") ", "
      HAS_RULE_SQL ("2") ", EXISTS (SELECT 1 FROM hidden_call)",
      error);
  gboolean has_row = FALSE;

  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  self->has_private_words = collector_stmt_get_int (stmt, 0) != 0;
  self->has_private_prefixes = collector_stmt_get_int (stmt, 1) != 0;
  self->has_private_codes = collector_stmt_get_int (stmt, 2) != 0;
  self->has_private_contacts = collector_stmt_get_int (stmt, 3) != 0;
  self->has_private = self->has_private_words || self->has_private_prefixes
                      || self->has_private_codes || self->has_private_contacts;
  self->hides = self->has_private
                && (!self->knows_private || collector_stmt_get_int (stmt, 4) != 0);
  collector_stmt_reset (stmt);
  return TRUE;
}
G_STATIC_ASSERT (COLLECTOR_PRIVATE_PREFIX == 0 && COLLECTOR_PRIVATE_CODE == 1
                 && COLLECTOR_PRIVATE_CONTACT == 2 && COLLECTOR_N_PRIVATE_KINDS == 3);

#define NUMBERED_GATEWAYS                                                                          \
  "SELECT w.id FROM word AS w LEFT JOIN gateway AS g ON g.device = w.text"                         \
  " WHERE w.kind = 9 AND " COLLECTOR_GATEWAY_IS_NUMBER_SQL
#define NUMBERED_DEVICES                                                                           \
  "SELECT id FROM word WHERE kind = 3 AND toll_mask_device (text) <> text"
G_STATIC_ASSERT (COLLECTOR_WORD_GATEWAY == 9 && COLLECTOR_WORD_DEVICE == 3);

/* One key for calls that show a number and for others that hide it would tell it. */
static gboolean
hides_some (const CollectorViewer *viewer)
{
  for (guint i = 0; i < viewer->mask_rules->len; i++)
    {
      const CollectorMaskRule *rule = &g_array_index (viewer->mask_rules, CollectorMaskRule, i);

      if (rule->dest_class >= 0 || rule->older_than_days > 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
collector_compiler_find_hides (CollectorCompiler *self, GError **error)
{
  self->hides_some = hides_some (self->query->viewer);
  if (!collector_hidden_is_whole (self->db, &self->knows_private, error) || !find_private (self, error))
    return FALSE;
  self->hides_free
      = self->query->viewer->hides_free_incoming
        && (collector_compiler_get_directions (self) & 1u << TOLL_DIRECTION_INCOMING) != 0;
  self->hides |= self->hides_free;
  return TRUE;
}

/* ---- Conditions ---- */

/* Fields whose keys, lines or names of devices, may be numbers. */
#define KEYS_OF_NUMBERS (COLLECTOR_FIELD_REACHED | COLLECTOR_FIELD_DEVICE | COLLECTOR_FIELD_LINE)

/* A rule of whose call it is. @is_incoming: nothing was dialled. */
static void
add_rules (CollectorCompiler *self, gboolean is_incoming)
{
  collector_sql_add (&self->sql, "(0");
  if (self->has_private_contacts)
    collector_sql_add (&self->sql, " OR " COLLECTOR_CALL_BY_CONTACT_SQL);
  if (self->has_private_prefixes && !is_incoming)
    collector_sql_add (&self->sql, " OR " COLLECTOR_CALL_BY_PREFIX_SQL);
  if (self->has_private_codes)
    collector_sql_add (&self->sql, " OR " COLLECTOR_CALL_BY_CODE_SQL);
  collector_sql_add (&self->sql, ")");
}

/* The plus sign: calls are not found by it, but looked up. */
#define KEPT_SQL "+c.id IN (SELECT id FROM hidden_call)"

/* COLLECTOR_CALL_IS_PRIVATE_SQL without what no call can be private by. @is_external: nobody of the house
 * was called. */
static void
add_private (CollectorCompiler *self, gboolean is_external, gboolean is_incoming)
{
  collector_sql_add (&self->sql, "(");
  if (self->has_private_words)
    collector_sql_add (&self->sql, "coalesce (" COLLECTOR_CALL_WORD_SQL ", ");
  add_rules (self, is_incoming);
  if (self->has_private_words)
    collector_sql_add (&self->sql, ")");
  if ((self->has_private_words || self->has_private_contacts) && !is_external)
    collector_sql_add (&self->sql, " OR " COLLECTOR_CALL_CALLED_KEEPS_SQL);
  collector_sql_add (&self->sql, ")");
}

void
collector_compiler_add_private (CollectorCompiler *self)
{
  gboolean is_open = collector_compiler_asks_open (self);

  if (self->left_empty != NULL)
    collector_sql_add (&self->sql, "1"); /* no others are looked at */
  else if (self->knows_private)
    collector_sql_add (&self->sql, KEPT_SQL);
  else
    add_private (self, is_open, is_open);
}

void
collector_compiler_add_hidden (CollectorCompiler *self)
{
  const CollectorViewer *viewer = self->query->viewer;

  collector_sql_add (&self->sql, "(c.person_id <> ");
  collector_sql_add_int (&self->sql, viewer->person_id != 0 ? viewer->person_id : -1);
  collector_sql_add (&self->sql, " AND (");
  if (self->hides_free)
    collector_sql_add (&self->sql, "(c.direction = 1 AND c.cost_micro = 0) OR ");
  if (viewer->hides_individuals) /* the other side is one of the house, too */
    collector_sql_add (&self->sql, "c.direction = 0 OR ");
  collector_compiler_add_private (self);
  collector_sql_add (&self->sql, ")");
  if (self->both_sides && viewer->person_id != 0)
    {
      collector_sql_add (&self->sql, " AND " COLLECTOR_CALLED_ID_SQL ("person_id") " IS NOT ");
      collector_sql_add_int (&self->sql, viewer->person_id);
    }
  collector_sql_add (&self->sql, ")");
}
G_STATIC_ASSERT (TOLL_DIRECTION_INTERNAL == 0 && TOLL_DIRECTION_INCOMING == 1);

void
collector_compiler_add_no_private (CollectorCompiler *self, const char *id)
{
  gint64 person_id = self->query->viewer->person_id;

  if (!self->has_private)
    return;
  collector_sql_add (&self->sql, " AND NOT EXISTS (SELECT 1 FROM ");
  collector_sql_add (&self->sql, self->knows_private ? "hidden_call" : "call");
  collector_sql_add (&self->sql, " AS c WHERE c.id = ");
  collector_sql_add (&self->sql, id);
  collector_sql_add (&self->sql, " AND c.person_id <> ");
  collector_sql_add_int (&self->sql, person_id != 0 ? person_id : -1);
  if (!self->knows_private)
    {
      collector_sql_add (&self->sql, " AND ");
      add_private (self, TRUE, FALSE);
    }
  collector_sql_add (&self->sql, ")");
}

/* Whether @rows has one. They are looked at only where they are asked by; where it cannot be told, it has. */
static gboolean
hides_one (const CollectorCompiler *self, const char *rows)
{
  CollectorStmt *stmt;
  gboolean has_row = TRUE;

  if (!self->hides && !self->hides_some)
    return FALSE;
  stmt = collector_db_prepare (self->db, rows, NULL);
  if (stmt == NULL || !collector_stmt_step (stmt, &has_row, NULL))
    return TRUE;
  collector_stmt_reset (stmt);
  return has_row;
}

/* Where numbers are masked, names are, too; but one key for private calls and others would link them. Of
 * an internal call the line of the other side may be an outside number. */
gboolean
collector_compiler_may_hide (const CollectorCompiler *self, const CollectorField *field)
{
  /* Of internal calls only texts tell of the other side. */
  if ((field->flags & COLLECTOR_FIELD_OTHER_SIDE) != 0)
    return self->hides
           || (self->query->viewer->hides_individuals && field->shape == COLLECTOR_FIELD_TEXT);
  if ((field->flags & COLLECTOR_FIELD_REACHED) != 0)
    return hides_one (self, NUMBERED_GATEWAYS " LIMIT 1");
  if ((field->flags & COLLECTOR_FIELD_DEVICE) != 0)
    return hides_one (self, NUMBERED_DEVICES " LIMIT 1");
  return (field->flags & COLLECTOR_FIELD_LINE) != 0
         && hides_one (self, "SELECT 1 FROM " COLLECTOR_STRANGE_LINES_SQL " LIMIT 1");
}

gboolean
collector_compiler_knows_empty (const CollectorCompiler *self, const CollectorField *field)
{
  gboolean has_internal
      = (collector_compiler_get_directions (self) & 1u << TOLL_DIRECTION_INTERNAL) != 0;

  return self->knows_private && !self->hides_free && !self->both_sides
         && !(self->query->viewer->hides_individuals && has_internal)
         && !(self->hides_some && (field->flags & KEYS_OF_NUMBERS) != 0)
         && field->shape != COLLECTOR_FIELD_TEXT;
}

void
collector_compiler_add_leaves_empty (CollectorCompiler *self, const CollectorField *field)
{
  if (self->hides_some && (field->flags & KEYS_OF_NUMBERS) != 0)
    collector_sql_add (&self->sql, "1");
  else
    collector_compiler_add_hidden (self);
  if ((field->flags & COLLECTOR_FIELD_REACHED) != 0)
    collector_sql_add (&self->sql, " AND c.gateway_id IN (" NUMBERED_GATEWAYS ")");
  else if ((field->flags & COLLECTOR_FIELD_DEVICE) != 0)
    collector_sql_add (&self->sql, " AND c.device_id IN (" NUMBERED_DEVICES ")");
  if ((field->flags & COLLECTOR_FIELD_LINE) != 0)
    {
      collector_sql_add (&self->sql, " AND ");
      collector_sql_add (&self->sql, field->key);
      collector_sql_add (&self->sql, " IN " COLLECTOR_STRANGE_LINES_SQL);
    }
}
