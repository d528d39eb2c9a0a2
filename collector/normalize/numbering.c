/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The world's numbering in memory: a digit trie of E.164 prefixes and a table of nations, built
 * once by the reader (numbering-read.c) and then only read, by any thread. It does not decide how
 * a dialled text is meant; that is understand.c.
 */
#include "config.h"

#include "collector/normalize/numbering-private.h"

#include <string.h>

CollectorNumbering *
collector_numbering_new (void)
{
  CollectorNumbering *numbering = g_atomic_rc_box_new0 (CollectorNumbering);
  const CollectorNumberInfo no_info = { 0 };
  const CollectorTrieNode root = { 0 };

  numbering->texts = g_string_chunk_new (4096);
  numbering->nodes = g_array_new (FALSE, TRUE, sizeof (CollectorTrieNode));
  numbering->infos = g_array_new (FALSE, TRUE, sizeof (CollectorNumberInfo));
  numbering->nations = g_hash_table_new (g_str_hash, g_str_equal);
  numbering->blocks = g_ptr_array_new_with_free_func (g_free);
  g_array_append_val (numbering->nodes, root);
  g_array_append_val (numbering->infos, no_info);
  return numbering;
}

gboolean
collector_numbering_insert (CollectorNumbering *numbering,
                            const char *prefix,
                            const CollectorNumberInfo *info)
{
  guint at = 0;
  guint entry = numbering->infos->len;
  CollectorTrieNode *node;

  for (const char *p = prefix; *p != '\0'; p++)
    {
      guint digit = *p - '0';
      guint next = g_array_index (numbering->nodes, CollectorTrieNode, at).next[digit];

      if (next == 0)
        {
          const CollectorTrieNode fresh = { 0 };

          next = numbering->nodes->len;
          g_array_append_val (numbering->nodes, fresh);
          g_array_index (numbering->nodes, CollectorTrieNode, at).next[digit] = next;
        }
      at = next;
    }
  node = &g_array_index (numbering->nodes, CollectorTrieNode, at);
  if (node->info != 0)
    return FALSE;
  node->info = entry;
  g_array_append_val (numbering->infos, *info);
  return TRUE;
}

static void
clear_numbering (gpointer data)
{
  CollectorNumbering *numbering = data;

  g_string_chunk_free (numbering->texts);
  g_array_unref (numbering->nodes);
  g_array_unref (numbering->infos);
  g_hash_table_unref (numbering->nations);
  g_ptr_array_unref (numbering->blocks);
}

CollectorNumbering *
collector_numbering_ref (CollectorNumbering *numbering)
{
  return g_atomic_rc_box_acquire (numbering);
}

void
collector_numbering_unref (CollectorNumbering *numbering)
{
  g_atomic_rc_box_release_full (numbering, clear_numbering);
}

const CollectorNumberInfo *
collector_numbering_peek (const CollectorNumbering *numbering, const char *digits)
{
  const CollectorTrieNode *nodes = (const CollectorTrieNode *)numbering->nodes->data;
  guint at = 0, found = 0;

  for (const char *p = digits; g_ascii_isdigit (*p); p++)
    {
      at = nodes[at].next[*p - '0'];
      if (at == 0)
        break;
      if (nodes[at].info != 0)
        found = nodes[at].info;
    }
  return found != 0 ? &g_array_index (numbering->infos, CollectorNumberInfo, found) : NULL;
}

gboolean
collector_numbering_lookup (const CollectorNumbering *numbering,
                            const char *digits,
                            CollectorNumberInfo *info)
{
  const CollectorNumberInfo *found = collector_numbering_peek (numbering, digits);

  if (found == NULL)
    return FALSE;
  *info = *found;
  return TRUE;
}

const CollectorNation *
collector_numbering_lookup_nation (const CollectorNumbering *numbering, const char *nation)
{
  return nation != NULL ? g_hash_table_lookup (numbering->nations, nation) : NULL;
}
