/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Longest prefix match over digits: a trie in one array, twelve bytes a node, the children of a
 * node side by side and counted by a bit mask, so that a deck of 100,000 prefixes stays within the
 * processor's cache. The first four digits are one table look-up. Pure; any thread.
 */
#include "config.h"

#include "collector/rating/prefix-map.h"

#define HEAD_DIGITS 4
#define HEAD_SIZE   10000

typedef struct
{
  guint32 value;       /* of the longest prefix up to here, or COLLECTOR_PREFIX_NONE */
  guint32 first_child; /* index of the child with the lowest digit */
  guint16 child_mask;  /* bit d: there is a child for digit d */
} Node;

struct _CollectorPrefixMap
{
  GArray *nodes;   /* of Node; 0 is the root */
  guint32 *heads;  /* node after HEAD_DIGITS digits, or of the last one on the way */
};

/* How many bits are set in a mask of ten: the processors this must run on may lack an instruction
 * for it, and a call into the compiler's library costs more than the rest of a look-up. */
#define ONES1(n) n, n + 1
#define ONES3(n) ONES1 (n), ONES1 (n + 1), ONES1 (n + 1), ONES1 (n + 2)
#define ONES5(n) ONES3 (n), ONES3 (n + 1), ONES3 (n + 1), ONES3 (n + 2)
#define ONES7(n) ONES5 (n), ONES5 (n + 1), ONES5 (n + 1), ONES5 (n + 2)
#define ONES9(n) ONES7 (n), ONES7 (n + 1), ONES7 (n + 1), ONES7 (n + 2)
static const guint8 n_ones[1024] = { ONES9 (0), ONES9 (1) };

/* The prefixes below one node: a range of the sorted list. */
typedef struct
{
  guint32 from, to;
  guint32 depth;
} Range;

static void
append_node (GArray *nodes, GArray *ranges, Range range, guint32 inherited)
{
  Node node = { inherited, 0, 0 };

  g_array_append_val (nodes, node);
  g_array_append_val (ranges, range);
}

/* Gives node @index its value and its children, in the order of their digits. */
static void
expand_node (GArray *nodes, GArray *ranges, guint32 index, const char *const *prefixes)
{
  Range range = g_array_index (ranges, Range, index);
  Node node = g_array_index (nodes, Node, index);
  guint32 from = range.from;

  if (from < range.to && prefixes[from][range.depth] == '\0')
    node.value = from++;
  node.first_child = nodes->len;
  while (from < range.to)
    {
      char digit = prefixes[from][range.depth];
      Range child = { from, from, range.depth + 1 };

      while (child.to < range.to && prefixes[child.to][range.depth] == digit)
        child.to++;
      node.child_mask |= 1u << (digit - '0');
      append_node (nodes, ranges, child, node.value);
      from = child.to;
    }
  g_array_index (nodes, Node, index) = node;
}

/* Returns: the child of @node for @digit, or NULL. */
static inline const Node *
find_child (const Node *nodes, const Node *node, guint digit)
{
  guint mask = node->child_mask;

  if (digit > 9 || (mask >> digit & 1) == 0)
    return NULL;
  return nodes + node->first_child + n_ones[mask & ((1u << digit) - 1)];
}

static void
fill_heads (CollectorPrefixMap *map)
{
  const Node *nodes = (const Node *) (gpointer) map->nodes->data;

  map->heads = g_new (guint32, HEAD_SIZE);
  for (guint i = 0; i < HEAD_SIZE; i++)
    {
      const Node *node = nodes;
      guint divisor = HEAD_SIZE / 10;

      for (; divisor > 0; divisor /= 10)
        {
          const Node *child = find_child (nodes, node, i / divisor % 10);

          if (child == NULL)
            break;
          node = child;
        }
      /* A node higher up would go on with the wrong digit: only its value is wanted. */
      map->heads[i] = divisor == 0 ? node - nodes : COLLECTOR_PREFIX_NONE;
    }
}

CollectorPrefixMap *
collector_prefix_map_new (const char *const *prefixes, guint n_prefixes)
{
  CollectorPrefixMap *map = g_new0 (CollectorPrefixMap, 1);
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  GArray *nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  Range all = { 0, n_prefixes, 0 };

  append_node (nodes, ranges, all, COLLECTOR_PREFIX_NONE);
  for (guint32 i = 0; i < nodes->len; i++)
    expand_node (nodes, ranges, i, prefixes);
  map->nodes = nodes;
  fill_heads (map);
  return map;
}

void
collector_prefix_map_free (CollectorPrefixMap *map)
{
  g_array_unref (map->nodes);
  g_free (map->heads);
  g_free (map);
}

/* The node after the first four digits, or the root when the walk has to begin there. */
static inline const Node *
skip_head (const CollectorPrefixMap *map, const Node *nodes, const char **digits)
{
  guint head = 0;

  for (guint i = 0; i < HEAD_DIGITS; i++)
    {
      guint digit = (guchar) (*digits)[i] - '0';

      if (digit > 9)
        return nodes;
      head = head * 10 + digit;
    }
  if (map->heads[head] == COLLECTOR_PREFIX_NONE)
    return nodes;
  *digits += HEAD_DIGITS;
  return nodes + map->heads[head];
}

guint32
collector_prefix_map_lookup (const CollectorPrefixMap *map, const char *digits)
{
  const Node *nodes = (const Node *) (gpointer) map->nodes->data;
  const Node *node = skip_head (map, nodes, &digits), *child;

  while ((child = find_child (nodes, node, (guchar) *digits - '0')) != NULL)
    {
      node = child;
      digits++;
    }
  return node->value;
}
