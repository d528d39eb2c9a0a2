/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sums by key in one pass over the calls. SQL says what each call has; it is summed up here, in as
 * much memory as the answer takes: a GROUP BY sorts every call first. Any lane.
 */
#include "config.h"

#include "collector/store/query/private.h"

#include <string.h>

#include "collector/store/ledger.h"

#define MAX_COLUMNS (TOLL_SPEC_MAX_KEYS + COLLECTOR_N_MEASURES + 3)
#define FETCH_GAP 4 /* calls between one step of fetching and the next */
#define N_AHEAD (FETCH_GAP * COLLECTOR_N_FETCHES)
#define TEXT_BYTES 40 /* of a number with room; longer texts are not read ahead */

/* Something that is read of each call. */
typedef struct
{
  const char *value;
  const CollectorField *field; /* when there is no value */
  gboolean is_text;
  gboolean may_lack; /* it matters whether a call has it */
} Column;

/* What was read of one call. */
typedef struct
{
  gint64 values[MAX_COLUMNS]; /* what a text is interned as */
  gboolean lacks[MAX_COLUMNS];
  guint hash; /* of @text */
  char text[TEXT_BYTES]; /* of the key, to be interned yet; "" = none */
} Row;

/* A measure on its way. */
typedef struct
{
  CollectorMeasure measure;
  const CollectorMeasureRow *row;
  guint column;
  guint currency_column; /* MONEY, DEAREST */
  GHashTable *seen;      /* DISTINCT: of Pair */
} Fold;

/* A value that a group has. */
typedef struct
{
  gint64 group; /* its address */
  gint64 value;
} Pair;

typedef struct
{
  CollectorGroups *groups;
  Column columns[MAX_COLUMNS];
  guint n_columns;
  Row rows[N_AHEAD]; /* calls that were read and not summed up yet, in a ring */
  guint n_read;
  guint n_done;
  guint key_columns[TOLL_SPEC_MAX_KEYS];
  gboolean has_apart; /* rows that look alike are told apart, and named by calls */
  guint id_column;    /* then */
  const CollectorViewer *notes; /* (nullable): hears whose calls they are */
  guint person_column;          /* then */
  gint64 last_person_id;        /* calls of one stand together often */
  Fold folds[COLLECTOR_N_MEASURES];
  guint n_folds;
} Pass;

static guint
hash_pair (gconstpointer data)
{
  const Pair *pair = data;
  guint64 hash = (guint64) pair->group * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  hash = (hash ^ (guint64) pair->value) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  return (guint) (hash >> 32);
}

static gboolean
equal_pairs (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Pair)) == 0;
}

static void
pass_clear (Pass *pass)
{
  for (guint i = 0; i < pass->n_folds; i++)
    g_clear_pointer (&pass->folds[i].seen, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pass, pass_clear)

/* Returns: the column of what is read, each once. */
static guint
ensure_column (Pass *self, const char *value, const CollectorField *field)
{
  guint i = 0;

  while (i < self->n_columns
         && (value != NULL ? g_strcmp0 (self->columns[i].value, value) != 0
                           : self->columns[i].field != field))
    i++;
  if (i == self->n_columns)
    self->columns[self->n_columns++]
        = (Column){ value, field, value == NULL && field->shape == COLLECTOR_FIELD_TEXT, FALSE };
  return i;
}

static void
add_fold (Pass *self, CollectorMeasure measure)
{
  const CollectorMeasureRow *row = &collector_measure_rows[measure];
  Fold *fold = &self->folds[self->n_folds++];

  *fold = (Fold){ .measure = measure, .row = row };
  if (row->fold != COLLECTOR_FOLD_ROWS)
    fold->column = ensure_column (self, row->value,
                                  row->value == NULL ? collector_field_lookup (row->field) : NULL);
  if (row->fold == COLLECTOR_FOLD_BELOW || row->fold == COLLECTOR_FOLD_MIN)
    self->columns[fold->column].may_lack = TRUE;
  if (row->fold == COLLECTOR_FOLD_MONEY || row->fold == COLLECTOR_FOLD_DEAREST)
    fold->currency_column = ensure_column (self, "c.currency_id", NULL);
  if (row->fold == COLLECTOR_FOLD_DISTINCT)
    fold->seen = g_hash_table_new (hash_pair, equal_pairs);
}

static void
plan (Pass *self, const CollectorCompiler *compiler, guint64 measures, gboolean notes)
{
  for (guint i = 0; i < self->groups->n_keys; i++)
    {
      self->key_columns[i] = ensure_column (self, NULL, self->groups->keys[i]);
      self->has_apart |= collector_compiler_tells_apart (compiler, self->groups->keys[i]);
    }
  if (self->has_apart)
    self->id_column = ensure_column (self, "c.id", NULL);
  if (notes)
    {
      self->notes = compiler->query->viewer;
      self->person_column = ensure_column (self, "c.person_id", NULL);
    }
  for (guint i = 0; i < COLLECTOR_N_MEASURES; i++)
    if ((measures & COLLECTOR_MEASURE_BIT (i)) != 0)
      add_fold (self, i);
}

static gboolean
compile (const Pass *self, CollectorCompiler *compiler, guint64 measures, GError **error)
{
  gboolean asks_tariffs = (measures & COLLECTOR_MEASURES_OF_TARIFFS) != 0;

  collector_sql_add (&compiler->sql, asks_tariffs ? collector_measure_money_tables : "");
  collector_sql_add (&compiler->sql, " SELECT 0");
  for (guint i = 0; i < self->n_columns; i++)
    {
      collector_sql_add (&compiler->sql, ", ");
      if (self->columns[i].value != NULL)
        collector_sql_add (&compiler->sql, self->columns[i].value);
      else
        collector_compiler_add_apart (compiler, self->columns[i].field);
    }
  collector_compiler_add_calls (compiler);
  collector_sql_add (&compiler->sql, asks_tariffs ? collector_measure_money_joins : "");
  if (!collector_compiler_add_where (compiler, error))
    return FALSE;
  collector_compiler_end_calls (compiler);
  return TRUE;
}

static void
begin_group (const Pass *self, CollectorGroup *group)
{
  for (guint i = 0; i < self->n_folds; i++)
    if (self->folds[i].row->fold == COLLECTOR_FOLD_MAX)
      group->measures[self->folds[i].measure] = G_MININT64;
    else if (self->folds[i].row->fold == COLLECTOR_FOLD_MIN)
      group->measures[self->folds[i].measure] = G_MAXINT64;
}

/* Without a value there is no smallest one. */
static void
end_groups (const Pass *self)
{
  for (guint i = 0; i < self->n_folds; i++)
    for (guint j = 0;
         self->folds[i].row->fold == COLLECTOR_FOLD_MIN && j < self->groups->groups->len; j++)
      {
        gint64 *least = &collector_groups_get (self->groups, j)->measures[self->folds[i].measure];

        if (*least == G_MAXINT64)
          *least = 0;
      }
}

/* Returns: 1 for a value that the group had not yet. */
static gint64
see (const Pass *self, const Fold *fold, const CollectorGroup *group, gint64 value)
{
  Pair pair = { (gint64) GPOINTER_TO_SIZE (group), value };
  Pair *kept;

  if (g_hash_table_contains (fold->seen, &pair))
    return 0;
  kept = toll_arena_alloc (self->groups->arena, sizeof *kept);
  *kept = pair;
  g_hash_table_add (fold->seen, kept);
  return 1;
}

static void
add_money (const Pass *self, const Fold *fold, const Row *row, CollectorGroup *group,
           gint64 amount)
{
  gint64 currency_id = row->values[fold->currency_column];
  gint64 *sum;

  if (currency_id <= 0 || currency_id > self->groups->currencies->len)
    return;
  sum = &group->costs[(currency_id - 1) * COLLECTOR_N_MONEYS
                      + collector_measure_get_money (fold->measure)];
  if (fold->row->fold == COLLECTOR_FOLD_DEAREST)
    {
      *sum = MAX (*sum, amount);
      return;
    }
  *sum += amount;
  group->measures[fold->measure] += amount;
}

static void
add_value (const Pass *self, const Fold *fold, const Row *row, CollectorGroup *group)
{
  gint64 *sum = &group->measures[fold->measure];
  gint64 value = row->values[fold->column];

  switch (fold->row->fold)
    {
    case COLLECTOR_FOLD_ROWS:
      *sum += 1;
      break;
    case COLLECTOR_FOLD_SUM:
      *sum += value;
      break;
    case COLLECTOR_FOLD_COUNT:
      *sum += value == fold->row->counted;
      break;
    case COLLECTOR_FOLD_BELOW:
      *sum += value < fold->row->counted && !row->lacks[fold->column];
      break;
    case COLLECTOR_FOLD_MAX:
      *sum = MAX (*sum, value);
      break;
    case COLLECTOR_FOLD_MIN:
      if (value < *sum && !row->lacks[fold->column])
        *sum = value;
      break;
    case COLLECTOR_FOLD_DISTINCT:
      *sum += see (self, fold, group, value);
      break;
    case COLLECTOR_FOLD_MONEY:
    case COLLECTOR_FOLD_DEAREST:
      add_money (self, fold, row, group, value);
    }
}

/* Numbers that are shown in part are named by the latest call. */
static void
name_keys (const Pass *self, const Row *row, CollectorGroup *group)
{
  for (guint i = 0; i < self->groups->n_keys; i++)
    if (collector_key_is_masked (&group->keys[i]))
      group->keys[i].call_id = MAX (group->keys[i].call_id, row->values[self->id_column]);
}

static void
note_person (Pass *self, const Row *row)
{
  gint64 person_id = row->values[self->person_column];

  if (person_id == self->last_person_id)
    return;
  self->last_person_id = person_id;
  collector_viewer_note_person (self->notes, person_id);
}

/* The text of the only key waits for what it is found by. */
static gint64
read_text (const Pass *self, guint column, const char *text, Row *row)
{
  gsize n_bytes = strlen (text) + 1;
  guint hash = collector_texts_hash (text);

  if (self->groups->n_keys != 1 || self->key_columns[0] != column || n_bytes == 1
      || n_bytes > TEXT_BYTES)
    return collector_groups_intern (self->groups, text, hash);
  memcpy (row->text, text, n_bytes);
  row->hash = hash;
  return 0;
}

static void
read_call (const Pass *self, CollectorStmt *stmt, Row *row)
{
  row->text[0] = '\0';
  for (guint i = 0; i < self->n_columns; i++)
    {
      row->values[i] = self->columns[i].is_text
                           ? read_text (self, i, collector_stmt_get_text (stmt, i + 1), row)
                           : collector_stmt_get_int (stmt, i + 1);
      row->lacks[i] = self->columns[i].may_lack && collector_stmt_is_null (stmt, i + 1);
    }
}

static gboolean
sum_up (Pass *self, Row *row, GError **error)
{
  gint64 keys[TOLL_SPEC_MAX_KEYS] = { 0 };
  CollectorGroup *group;
  gboolean is_new;

  if (row->text[0] != '\0')
    row->values[self->key_columns[0]] = collector_groups_intern (self->groups, row->text, row->hash);
  for (guint i = 0; i < self->groups->n_keys; i++)
    keys[i] = row->values[self->key_columns[i]];
  group = collector_groups_ensure (self->groups, keys, &is_new, error);
  if (group == NULL)
    return FALSE;
  if (is_new)
    begin_group (self, group);
  if (self->has_apart)
    name_keys (self, row, group);
  if (self->notes != NULL)
    note_person (self, row);
  for (guint i = 0; i < self->n_folds; i++)
    add_value (self, &self->folds[i], row, group);
  return TRUE;
}

static gboolean
finish (Pass *self, guint n_ahead, GError **error)
{
  while (self->n_read - self->n_done > n_ahead)
    if (!sum_up (self, &self->rows[self->n_done++ % N_AHEAD], error))
      return FALSE;
  return TRUE;
}

/* While one call is summed up, those that were read after it are on their way to the processor. */
static gboolean
take_call (CollectorStmt *stmt, gpointer data, GError **error)
{
  Pass *self = data;

  if (!finish (self, N_AHEAD - 1, error))
    return FALSE;
  read_call (self, stmt, &self->rows[self->n_read++ % N_AHEAD]);
  for (guint i = 0; i < COLLECTOR_N_FETCHES && self->n_read > i * FETCH_GAP; i++)
    {
      const Row *row = &self->rows[(self->n_read - 1 - i * FETCH_GAP) % N_AHEAD];

      if (row->text[0] != '\0')
        collector_groups_fetch (self->groups, row->hash, i);
    }
  return TRUE;
}

gboolean
collector_query_fold (CollectorCompiler *compiler, CollectorGroups *groups, guint64 measures,
                      GError **error)
{
  static const gint64 no_keys[TOLL_SPEC_MAX_KEYS];
  g_auto (Pass) pass = { .groups = groups };
  gboolean is_new, notes;

  if (!collector_compiler_find_notes (compiler, &notes, error))
    return FALSE;
  notes &= compiler->left_empty == NULL;
  plan (&pass, compiler, measures, notes);
  if (!compile (&pass, compiler, measures, error)
      || !collector_stmt_foreach (collector_sql_prepare (&compiler->sql, compiler->db, error),
                                  take_call, &pass, error)
      || !finish (&pass, 0, error))
    return FALSE;
  end_groups (&pass);
  /* A sum of nothing is one row of zeros, as SQL answers. */
  return groups->n_keys > 0 || collector_groups_ensure (groups, no_keys, &is_new, error) != NULL;
}
