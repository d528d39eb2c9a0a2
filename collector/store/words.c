/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dictionary. The writer holds all of it in memory. New words are written at once, inside the
 * transaction of the batch that needs them.
 */
#include "config.h"

#include "collector/store/words.h"

#include <string.h>

/* Kind 0 is free among the words: it holds the lines, under "extension US partition". */
#define LINES 0
#define UNIT_SEPARATOR '\x1f'

typedef struct
{
  GHashTable *ids;  /* char * (owned) -> id */
  gint64 next_id;   /* 0 = not loaded */
  GPtrArray *fresh; /* keys of @ids made in this transaction (unowned) */
} Shelf;

struct _CollectorWords
{
  CollectorDb *db;
  Shelf shelves[COLLECTOR_N_WORD_KINDS];
  GString *line_key;
};

CollectorWords *
collector_words_new (CollectorDb *db)
{
  CollectorWords *words = g_new0 (CollectorWords, 1);

  words->db = db;
  words->line_key = g_string_new (NULL);
  for (guint i = 0; i < COLLECTOR_N_WORD_KINDS; i++)
    {
      words->shelves[i].ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      words->shelves[i].fresh = g_ptr_array_new ();
    }
  return words;
}

void
collector_words_free (CollectorWords *words)
{
  if (words == NULL)
    return;
  for (guint i = 0; i < COLLECTOR_N_WORD_KINDS; i++)
    {
      g_hash_table_unref (words->shelves[i].ids);
      g_ptr_array_unref (words->shelves[i].fresh);
    }
  g_string_free (words->line_key, TRUE);
  g_free (words);
}

static void
put_on_shelf (Shelf *shelf, const char *text, gint64 id)
{
  g_hash_table_insert (shelf->ids, g_strdup (text), GSIZE_TO_POINTER ((gsize) id));
  shelf->next_id = MAX (shelf->next_id, id + 1);
}

static gboolean
load_shelf (CollectorWords *words, guint kind, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      words->db,
      kind == LINES ? "SELECT id, extension || char(31) || partition FROM line"
                    : "SELECT id, text FROM word WHERE kind = ?1",
      error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  if (kind != LINES)
    collector_stmt_bind_int (stmt, 1, kind);
  words->shelves[kind].next_id = 1;
  while (collector_stmt_step (stmt, &has_row, error) && has_row)
    put_on_shelf (&words->shelves[kind], collector_stmt_get_text (stmt, 1),
                  collector_stmt_get_int (stmt, 0));
  collector_stmt_reset (stmt);
  return !has_row;
}

static gboolean
insert_word (CollectorWords *words, guint kind, const char *text, gint64 id, GError **error)
{
  CollectorStmt *stmt = collector_db_prepare (
      words->db,
      kind == LINES ? "INSERT INTO line (id, extension, partition) VALUES (?1, ?2, ?3)"
                    : "INSERT INTO word (id, text, kind) VALUES (?1, ?2, ?3)",
      error);
  const char *bar = kind == LINES ? strchr (text, UNIT_SEPARATOR) : NULL;
  g_autofree char *extension = bar != NULL ? g_strndup (text, bar - text) : NULL;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  collector_stmt_bind_text (stmt, 2, extension != NULL ? extension : text);
  if (bar != NULL)
    collector_stmt_bind_text (stmt, 3, bar + 1);
  else
    collector_stmt_bind_int (stmt, 3, kind);
  return collector_stmt_run (stmt, error);
}

static gboolean
ensure (CollectorWords *words, guint kind, const char *text, gint64 *id, GError **error)
{
  Shelf *shelf = &words->shelves[kind];
  gpointer key, value;

  if (shelf->next_id == 0 && !load_shelf (words, kind, error))
    return FALSE;
  if (!g_hash_table_lookup_extended (shelf->ids, text, &key, &value))
    {
      if (!insert_word (words, kind, text, shelf->next_id, error))
        return FALSE;
      value = GSIZE_TO_POINTER ((gsize) shelf->next_id);
      put_on_shelf (shelf, text, shelf->next_id);
      g_hash_table_lookup_extended (shelf->ids, text, &key, NULL);
      g_ptr_array_add (shelf->fresh, key);
    }
  *id = (gint64) GPOINTER_TO_SIZE (value);
  return TRUE;
}

gboolean
collector_words_ensure (CollectorWords *words, CollectorWordKind kind, const char *text,
                        gint64 *id, GError **error)
{
  *id = 0;
  return text[0] == '\0' || ensure (words, kind, text, id, error);
}

gboolean
collector_words_ensure_line (CollectorWords *words, const char *extension, const char *partition,
                             gint64 *id, GError **error)
{
  *id = 0;
  if (extension[0] == '\0')
    return TRUE;
  g_string_assign (words->line_key, extension);
  g_string_append_c (words->line_key, UNIT_SEPARATOR);
  g_string_append (words->line_key, partition);
  return ensure (words, LINES, words->line_key->str, id, error);
}

void
collector_words_keep (CollectorWords *words)
{
  for (guint i = 0; i < COLLECTOR_N_WORD_KINDS; i++)
    g_ptr_array_set_size (words->shelves[i].fresh, 0);
}

void
collector_words_forget (CollectorWords *words)
{
  for (guint i = 0; i < COLLECTOR_N_WORD_KINDS; i++)
    {
      Shelf *shelf = &words->shelves[i];

      shelf->next_id -= shelf->fresh->len;
      for (guint j = 0; j < shelf->fresh->len; j++)
        g_hash_table_remove (shelf->ids, shelf->fresh->pdata[j]);
      g_ptr_array_set_size (shelf->fresh, 0);
    }
}

gboolean
collector_words_lookup (CollectorDb *db, CollectorWordKind kind, const char *text, gint64 *id,
                        GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT id FROM word WHERE kind = ?1 AND text = ?2", error);
  gboolean has_row = FALSE;

  *id = 0;
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, kind);
  collector_stmt_bind_text (stmt, 2, text);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    *id = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return TRUE;
}

char *
collector_words_dup_text (CollectorDb *db, CollectorWordKind kind, gint64 id)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT text FROM word WHERE kind = ?1 AND id = ?2", NULL);
  gboolean has_row = FALSE;
  char *text;

  if (stmt == NULL || id == 0)
    return g_strdup ("");
  collector_stmt_bind_int (stmt, 1, kind);
  collector_stmt_bind_int (stmt, 2, id);
  text = g_strdup (collector_stmt_step (stmt, &has_row, NULL) && has_row
                       ? collector_stmt_get_text (stmt, 0)
                       : "");
  collector_stmt_reset (stmt);
  return text;
}

gboolean
collector_words_list_lines (CollectorDb *db, const char *extension, GArray *ids, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (db, "SELECT id FROM line WHERE extension = ?1 ORDER BY id", error);
  gboolean has_row = FALSE, is_ok;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, extension);
  while ((is_ok = collector_stmt_step (stmt, &has_row, error)) && has_row)
    {
      gint64 id = collector_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
    }
  collector_stmt_reset (stmt);
  return is_ok;
}
