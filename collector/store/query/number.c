/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers of the other side where rows stand for them. Who sees them in part sees rows that look
 * alike, one for each real number: what tells these apart stays inside, their keys name a call. Any
 * lane.
 */
#include "config.h"

#include "collector/store/query/private.h"

#include <sodium.h>
#include <string.h>

#include "collector/store/mask.h"
#include "collector/store/number-lists.h"
#include "shared/base/error.h"

/* "~4711": the number of a call, as it is shown there. */
#define CALL_MARK '~'

#define DAY_MS (86400 * G_GINT64_CONSTANT (1000))

/* ---- In SQL ---- */

/* How many digits of this call's number are hidden: the most that a rule says. */
static void
add_masked_digits (CollectorCompiler *self)
{
  const CollectorViewer *viewer = self->query->viewer;

  /* What devices of the house call each other is no number of others, unless it is an outside one. */
  collector_sql_add (&self->sql,
                     "CASE WHEN c.direction = 0 AND NOT " COLLECTOR_IS_STRANGE_SQL ("c.number")
                     " THEN 0 ELSE max (");
  collector_sql_add_int (&self->sql, viewer->masked_digits);
  for (guint i = 0; i < viewer->mask_rules->len; i++)
    {
      const CollectorMaskRule *rule = &g_array_index (viewer->mask_rules, CollectorMaskRule, i);

      collector_sql_add (&self->sql, ", CASE WHEN c.start_ms <= ");
      collector_sql_add_int (&self->sql, viewer->now_ms - rule->older_than_days * DAY_MS);
      collector_sql_add (&self->sql, " AND (");
      collector_sql_add_int (&self->sql, rule->dest_class);
      collector_sql_add (&self->sql, " IN (-1, c.dest_class)) THEN ");
      collector_sql_add_int (&self->sql, rule->masked_digits);
      collector_sql_add (&self->sql, " ELSE 0 END");
    }
  collector_sql_add (&self->sql, ", 0) END");
}
G_STATIC_ASSERT (TOLL_DIRECTION_INTERNAL == 0);

void
collector_compiler_add_same_age (CollectorCompiler *self)
{
  const CollectorViewer *viewer = self->query->viewer;

  collector_sql_add (&self->sql, "1");
  for (guint i = 0; i < viewer->mask_rules->len; i++)
    {
      const CollectorMaskRule *rule = &g_array_index (viewer->mask_rules, CollectorMaskRule, i);
      gint64 limit_ms = viewer->now_ms - rule->older_than_days * DAY_MS;

      if (rule->older_than_days == 0)
        continue;
      collector_sql_add (&self->sql, " AND NOT (c.start_ms <= ");
      collector_sql_add_int (&self->sql, limit_ms);
      collector_sql_add (&self->sql, " AND o.start_ms > ");
      collector_sql_add_int (&self->sql, limit_ms);
      collector_sql_add (&self->sql, ")");
    }
}

/* Whether some number of a call that is not internal may stand for one of the house. */
static gboolean
hides_house (const CollectorCompiler *self)
{
  const CollectorViewer *viewer = self->query->viewer;

  return viewer->hides_individuals && !self->query->spec->mine
         && viewer->scope != COLLECTOR_SCOPE_OWN;
}

/* Appends a condition: the number of this call, which is not the viewer's own, is of the house. */
static void
add_is_of_house (CollectorCompiler *self)
{
  collector_sql_add (&self->sql, "(c.direction <> 0 AND c.person_id <> ");
  collector_sql_add_int (&self->sql, self->query->viewer->person_id != 0
                                         ? self->query->viewer->person_id : -1);
  collector_sql_add (&self->sql, " AND " COLLECTOR_IS_OF_HOUSE_SQL ("c.number", "c.direction") ")");
}

static void
begin_number (CollectorCompiler *self)
{
  if (!hides_house (self))
    return;
  collector_sql_add (&self->sql, "CASE WHEN ");
  add_is_of_house (self);
  collector_sql_add (&self->sql, " THEN '' ELSE ");
}

static void
end_number (CollectorCompiler *self)
{
  collector_sql_add (&self->sql, hides_house (self) ? " END" : "");
}

void
collector_compiler_add_shown_number (CollectorCompiler *self)
{
  begin_number (self);
  collector_sql_add (&self->sql, self->masks ? "toll_mask (c.number, " : "c.number");
  if (self->masks)
    {
      add_masked_digits (self);
      collector_sql_add (&self->sql, ")");
    }
  end_number (self);
}

void
collector_compiler_add_shown_dialled (CollectorCompiler *self)
{
  if (!self->masks)
    {
      collector_sql_add (&self->sql, "c.dialled");
      return;
    }
  collector_sql_add (&self->sql, "toll_mask_called (c.dialled, c.number, ");
  add_masked_digits (self);
  collector_sql_add (&self->sql, ", " COLLECTOR_IS_STRANGE_CALLED_SQL ("c.dialled") ")");
}

static void
add_is_own (CollectorCompiler *self, const char *comparison)
{
  gint64 person_id = self->query->viewer->person_id;

  collector_sql_add (&self->sql, "c.person_id ");
  collector_sql_add (&self->sql, comparison);
  collector_sql_add_int (&self->sql, person_id != 0 ? person_id : -1);
}

void
collector_compiler_add_apart_number (CollectorCompiler *self)
{
  begin_number (self);
  collector_sql_add (&self->sql, "toll_apart (c.number, ");
  add_masked_digits (self);
  collector_sql_add (&self->sql, ", ");
  add_is_own (self, "= ");
  collector_sql_add (&self->sql, ")");
  end_number (self);
}

gboolean
collector_compiler_tells_apart (const CollectorCompiler *self, const CollectorField *field)
{
  return self->masks && (field->flags & COLLECTOR_FIELD_NUMBER) != 0;
}

/* Whole, or hidden by as much; and of hidden ones not the viewer's own beside others', whose
 * numbers the viewer's own would tell. */
static void
add_shown_alike (CollectorCompiler *self, const CollectorCallRow *row)
{
  if (self->hides || self->query->viewer->hides_individuals)
    {
      collector_sql_add (&self->sql, " AND NOT ");
      collector_compiler_add_hidden (self);
    }
  if (hides_house (self))
    {
      collector_sql_add (&self->sql, " AND NOT ");
      add_is_of_house (self);
    }
  if (!self->masks)
    return;
  collector_sql_add (&self->sql, " AND ");
  add_masked_digits (self);
  collector_sql_add (&self->sql, " = ");
  collector_sql_add_int (&self->sql, row->masked_digits);
  if (row->masked_digits == 0)
    return;
  collector_sql_add (&self->sql, " AND ");
  add_is_own (self, collector_viewer_is_owner (self->query->viewer, row->call.person_id) ? "= "
                                                                                         : "<> ");
}

gboolean
collector_compiler_add_same_number (CollectorCompiler *self, gint64 call_id, gboolean is_indexed,
                                    GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorCallRow row;

  if (!collector_calls_peek (self->db, self->query->viewer, call_id, arena, &row, error))
    return FALSE;
  if (row.hidden != COLLECTOR_NUMBER_SHOWN)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                           "the number of this call is hidden from you");
      return FALSE;
    }
  collector_sql_add (&self->sql, "(1");
  if (is_indexed)
    collector_compiler_add_number_index (self, row.stored_number);
  collector_sql_add (&self->sql, " AND c.number = ");
  collector_sql_add_text (&self->sql, row.stored_number);
  add_shown_alike (self, &row);
  collector_sql_add (&self->sql, ")");
  return TRUE;
}

/* ---- In answers ---- */

char *
collector_number_dup_apart (const char *number, guint n_digits, gboolean is_own, TollArena *arena)
{
  gboolean is_whole = strcmp (collector_mask_number (number, n_digits, arena), number) == 0;

  if (*number == '\0')
    return g_strdup ("");
  return is_whole ? g_strdup_printf ("0:%s", number)
                  : g_strdup_printf ("%u%c%s", n_digits, is_own ? '!' : ':', number);
}

/* Known to nobody: without it ten thousand guesses would find four hidden digits. */
static const guchar *
get_secret (void)
{
  static guchar secret[32];
  static gsize is_made;

  if (g_once_init_enter (&is_made))
    {
      randombytes_buf (secret, sizeof secret);
      g_once_init_leave (&is_made, 1);
    }
  return secret;
}

#define EPOCH_LENGTH 8

/* What tokens of this run begin with, behind their mark. */
static char *
dup_epoch (void)
{
  char *epoch = g_compute_hmac_for_string (G_CHECKSUM_SHA256, get_secret (), 32, "", -1);

  epoch[EPOCH_LENGTH] = '\0';
  return epoch;
}

/* What is not masked is told apart by its text. */
char *
collector_number_dup_token (const char *apart, gint64 account_id)
{
  g_autofree char *epoch = NULL, *text = NULL, *hash = NULL;

  if (*apart == '\0' || *apart == '0')
    return g_strndup (apart, 1);
  epoch = dup_epoch ();
  text = g_strdup_printf ("%" G_GINT64_FORMAT " %s", account_id, apart);
  hash = g_compute_hmac_for_string (G_CHECKSUM_SHA256, get_secret (), 32, text, -1);
  return g_strconcat ("x", epoch, hash, NULL);
}

gboolean
collector_number_is_token (const char *token)
{
  g_autofree char *epoch = dup_epoch ();

  return *token != 'x' || strncmp (token + 1, epoch, EPOCH_LENGTH) == 0;
}

void
collector_key_set_apart (CollectorKey *key, const char *apart, TollArena *arena)
{
  char *number = NULL;
  guint64 n_digits = g_ascii_strtoull (apart, &number, 10);

  key->apart = toll_arena_strdup (arena, apart);
  key->text = *number == '\0' ? "" : collector_mask_number (toll_arena_strdup (arena, number + 1),
                                                            (guint) n_digits, arena);
}

gboolean
collector_key_is_masked (const CollectorKey *key)
{
  return key->apart != NULL && *key->apart != '\0' && *key->apart != '0';
}

gboolean
collector_key_equal (const CollectorKey *a, const CollectorKey *b)
{
  return a->figure == b->figure && g_strcmp0 (a->text, b->text) == 0
         && g_strcmp0 (a->apart, b->apart) == 0;
}

void
collector_key_append (GString *id, const CollectorKey *key)
{
  if (key->text != NULL)
    g_string_append (id, key->apart != NULL ? key->apart : key->text);
  else
    g_string_append_printf (id, "%" G_GINT64_FORMAT, key->figure);
}

const char *
collector_key_write (const CollectorKey *key, TollArena *arena)
{
  g_autofree char *text = NULL;

  if (!collector_key_is_masked (key))
    return toll_arena_strdup (arena, key->text);
  text = g_strdup_printf ("%c%" G_GINT64_FORMAT, CALL_MARK, key->call_id);
  return toll_arena_strdup (arena, text);
}

gboolean
collector_key_read_call (const CollectorField *field, const char *text, gint64 *call_id)
{
  return (field->flags & COLLECTOR_FIELD_NUMBER) != 0 && *text == CALL_MARK
         && g_ascii_string_to_signed (text + 1, 10, 1, G_MAXINT64, call_id, NULL);
}

const char *
collector_key_name_call (CollectorDb *db, const CollectorViewer *viewer, gint64 call_id,
                         TollArena *arena)
{
  CollectorCallRow row;

  return collector_calls_peek (db, viewer, call_id, arena, &row, NULL) ? row.call.number : "";
}
