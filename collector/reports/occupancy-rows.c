/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From what a sweep found to rows: one of each group and bucket; the sum of those with one first
 * key; the whole. How many were up at once of all together is no sum of rows: it was counted. Any
 * lane.
 */
#include "config.h"

#include "collector/reports/occupancy-private.h"

#include "collector/store/gateway-store.h"
#include "collector/store/words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/language.h"

#define MOST_NAMED 8 /* gateways that are named in words */

/* ---- Channels ---- */

/* The registered gateways, one by one. */
typedef struct
{
  CollectorOccupancy *self;
  GHashTable *names;
  GError *error;
} Registered;

/* What calls know it by. One that never had a call has no word: a key that no call has.
 * Returns: FALSE when that, or something before, failed. */
static gboolean
find_group (Registered *registered, gint64 id, const CollectorGatewayRow *gateway, gint64 *group)
{
  if (registered->error != NULL
      || !collector_words_lookup (registered->self->run->db, COLLECTOR_WORD_GATEWAY,
                                  gateway->device, group, &registered->error))
    return FALSE;
  if (*group == 0)
    *group = -id;
  return TRUE;
}

static void
note_channels (gint64 id, const CollectorGatewayRow *row, gpointer data)
{
  Registered *registered = data;
  gint64 group = 0;

  if (row->channels > 0 && find_group (registered, id, row, &group))
    g_hash_table_insert (registered->self->channels, g_memdup2 (&group, sizeof group),
                         GUINT_TO_POINTER (row->channels));
}

static gboolean
visit_gateways (Registered *registered, CollectorGatewayFunc func, GError **error)
{
  if (!collector_gateway_list (registered->self->run->db, 0, -1, func, registered, error))
    return FALSE;
  if (registered->error == NULL)
    return TRUE;
  g_propagate_error (error, registered->error);
  return FALSE;
}

static gboolean
load_channels (CollectorOccupancy *self, GError **error)
{
  if (self->who < 0 || strcmp (self->keys[self->who]->id, "gateway") != 0)
    return TRUE;
  self->channels = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return visit_gateways (&(Registered){ .self = self }, note_channels, error);
}

static gint64
find_channels (const CollectorOccupancy *self, gint64 group)
{
  gpointer n = self->channels != NULL ? g_hash_table_lookup (self->channels, &group) : NULL;

  return n != NULL ? (gint64) GPOINTER_TO_UINT (n) : -1;
}

static gboolean
needs_channels (const CollectorOccupancy *self)
{
  for (guint i = 0; i < self->figures->len; i++)
    if (((const CollectorOccupancyFigure *) self->figures->pdata[i])->needs_channels)
      return TRUE;
  return FALSE;
}

/* In the language of who asks, as all that stands beside the restrictions. */
static void
say_unknown (CollectorOccupancy *self, const char *names)
{
  /* TRANSLATORS: stands beside the restrictions of a report; the place is names of gateways. */
  const char *pattern = toll_language_translate (self->run->language, N_ ("channels unknown: %s"));
  g_auto (GStrv) parts = g_strsplit (pattern, "%s", 2);
  g_autofree char *text = g_strjoinv (names, parts);

  toll_report_doc_add_filter (self->run->doc, text);
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer names)
{
  return strcmp (g_hash_table_lookup (names, a), g_hash_table_lookup (names, b));
}

/* All of the groups' channels, when each one's are known; the document says whose are not. */
static void
add_up_channels (CollectorOccupancy *self, GHashTable *names)
{
  g_autoptr (GString) unknown = g_string_new (NULL);
  g_autoptr (GList) groups = g_hash_table_get_keys (names);
  gint64 sum = 0;
  guint n_unknown = 0;

  groups = g_list_sort_with_data (groups, compare_names, names);
  for (GList *at = groups; at != NULL; at = at->next)
    {
      const char *name = g_hash_table_lookup (names, at->data);
      gint64 n = find_channels (self, *(const gint64 *) at->data);

      sum += MAX (n, 0);
      if (n < 0 && n_unknown++ < MOST_NAMED)
        g_string_append_printf (unknown, "%s%s", n_unknown > 1 ? ", " : "",
                                *name != '\0' ? name : "–");
    }
  self->whole.input.channels = n_unknown == 0 && sum > 0 ? sum : -1;
  if (n_unknown == 0 || !needs_channels (self))
    return;
  if (n_unknown > MOST_NAMED)
    g_string_append (unknown, ", …");
  say_unknown (self, unknown->str);
}

/* ---- Rows ---- */

/* The key's value in a slot: of its bucket, or of its group. */
static gint64
get_key (const CollectorOccupancy *self, const CollectorSlot *slot, guint key)
{
  guint at = key - (self->who >= 0 && (int) key > self->who);

  return (int) key == self->who
             ? slot->group
             : collector_sweep_get_bucket (self->sweep, slot->bucket)->keys[at];
}

/* Groups are asked their names once. */
static const char *
ensure_name (CollectorOccupancy *self, GHashTable *names, const CollectorSlot *slot)
{
  CollectorKey key = { .figure = slot->group };
  const char *name = g_hash_table_lookup (names, &slot->group);

  if (name != NULL)
    return name;
  name = self->who < 0 ? ""
                       : collector_query_name_key (self->run->db, self->run->viewer,
                                                   self->keys[self->who], &key,
                                                   self->run->doc->arena);
  g_hash_table_insert (names, (gpointer) &slot->group, (gpointer) name);
  return name;
}

static void
add_row (CollectorOccupancy *self, GHashTable *names, const CollectorSlot *slot)
{
  CollectorOccupancyRow row = { .name = ensure_name (self, names, slot) };

  for (guint i = 0; i < self->n_keys; i++)
    row.keys[i] = get_key (self, slot, i);
  row.input = (CollectorOccupancyInput){
    slot, collector_sweep_get_bucket (self->sweep, slot->bucket)->length_ms,
    find_channels (self, slot->group)
  };
  g_array_append_val (self->rows, row);
}

/* ---- Gateways without a call ---- */

static void
add_idle_row (gint64 id, const CollectorGatewayRow *gateway, gpointer data)
{
  Registered *idle = data;
  CollectorOccupancy *self = idle->self;
  CollectorSlot *slot;
  CollectorOccupancyRow row = { .input = { NULL, self->whole.input.length_ms, -1 } };
  g_autofree char *name = NULL;
  gint64 group = 0;

  if (!find_group (idle, id, gateway, &group) || g_hash_table_contains (idle->names, &group))
    return;
  name = collector_gateway_dup_name (self->run->db, id, &idle->error);
  if (name == NULL)
    return;
  slot = collector_slot_new ();
  g_ptr_array_add (self->slots, slot);
  slot->group = row.keys[0] = group;
  row.name = toll_arena_strdup (self->run->doc->arena, name);
  row.input.slot = slot;
  row.input.channels = find_channels (self, group);
  g_hash_table_insert (idle->names, &slot->group, (gpointer) row.name);
  g_array_append_val (self->rows, row);
}

/* Channels that nobody uses are spare: where all gateways are asked for, those without a call are
 * among them. */
static gboolean
add_idle (CollectorOccupancy *self, GHashTable *names, GError **error)
{
  const TollReportSpec *spec = self->run->spec;
  Registered idle = { .self = self, .names = names };

  if (self->channels == NULL || self->n_keys > 1 || spec->mine || spec->where != NULL
      || spec->groups->len > 0 || self->run->viewer->scope != COLLECTOR_SCOPE_ALL)
    return TRUE;
  return visit_gateways (&idle, add_idle_row, error);
}

/* ---- Times without a call ---- */

/* Whether every bucket comes again in each day or week, so that one is missing only by chance. */
static gboolean
is_clock (const CollectorOccupancy *self)
{
  for (guint i = 0; i < self->n_keys; i++)
    if (self->keys[i]->kind != TOLL_CELL_MINUTE && self->keys[i]->kind != TOLL_CELL_WEEKDAY)
      return FALSE;
  return self->n_keys > 0 && self->rows->len > 0;
}

/* The clock has no gaps: where nothing was up, none were. */
static void
add_quiet (CollectorOccupancy *self, GHashTable *names)
{
  guint n = collector_sweep_count_buckets (self->sweep);
  g_autofree gboolean *is_there = g_new0 (gboolean, MAX (n, 1));

  for (guint i = 0; i < self->rows->len; i++)
    is_there[g_array_index (self->rows, CollectorOccupancyRow, i).input.slot->bucket] = TRUE;
  for (guint i = 0; i < n; i++)
    if (!is_there[i])
      {
        CollectorSlot *slot = collector_slot_new ();

        slot->bucket = i;
        g_ptr_array_add (self->slots, slot);
        add_row (self, names, slot);
      }
}

/* ---- Sums ---- */

static CollectorOccupancyRow *
lookup_sum (const CollectorOccupancy *self, gint64 key)
{
  gpointer at = g_hash_table_lookup (self->sums_index, &key);

  return at != NULL
             ? &g_array_index (self->sums, CollectorOccupancyRow, GPOINTER_TO_UINT (at) - 1)
             : NULL;
}

const CollectorOccupancyRow *
collector_occupancy_lookup_sum (const CollectorOccupancy *self, gint64 key)
{
  return lookup_sum (self, key);
}

static CollectorOccupancyRow *
ensure_sum (CollectorOccupancy *self, gint64 key)
{
  CollectorOccupancyRow *known = lookup_sum (self, key);
  CollectorOccupancyRow sum = { .keys = { key }, .name = "" };
  CollectorSlot *slot;

  if (known != NULL)
    return known;
  slot = collector_slot_new ();
  slot->group = key;
  g_ptr_array_add (self->slots, slot);
  sum.input = (CollectorOccupancyInput){ slot, 0, -1 };
  g_array_append_val (self->sums, sum);
  g_hash_table_insert (self->sums_index, &slot->group, GUINT_TO_POINTER (self->sums->len));
  return &g_array_index (self->sums, CollectorOccupancyRow, self->sums->len - 1);
}

/* Of a group: it at all times; of a time: all groups together. */
static void
add_sums (CollectorOccupancy *self)
{
  gboolean is_group = self->who == 0;
  const GPtrArray *slots = is_group ? collector_sweep_get_slots (self->sweep)
                                    : collector_sweep_get_whole (self->sweep);

  for (guint i = 0; i < slots->len; i++)
    {
      const CollectorSlot *slot = slots->pdata[i];
      CollectorOccupancyRow *sum
          = ensure_sum (self, is_group ? slot->group : get_key (self, slot, 0));

      collector_slot_merge ((CollectorSlot *) sum->input.slot, slot);
    }
  for (guint i = 0; !is_group && i < collector_sweep_count_buckets (self->sweep); i++)
    {
      const CollectorBucket *bucket = collector_sweep_get_bucket (self->sweep, i);
      CollectorOccupancyRow *sum = lookup_sum (self, bucket->keys[0]);

      if (sum != NULL)
        sum->input.length_ms += bucket->length_ms;
    }
}

static void
finish_sums (CollectorOccupancy *self, GHashTable *names)
{
  for (guint i = 0; i < self->sums->len; i++)
    {
      CollectorOccupancyRow *sum = &g_array_index (self->sums, CollectorOccupancyRow, i);

      if (self->who != 0)
        {
          sum->input.channels = self->whole.input.channels;
          continue;
        }
      sum->name = g_hash_table_lookup (names, &sum->keys[0]);
      sum->input.length_ms = self->whole.input.length_ms;
      sum->input.channels = find_channels (self, sum->keys[0]);
    }
}

static void
add_whole (CollectorOccupancy *self)
{
  const GPtrArray *slots = collector_sweep_get_whole (self->sweep);
  CollectorSlot *slot = collector_slot_new ();

  g_ptr_array_add (self->slots, slot);
  self->whole = (CollectorOccupancyRow){ .name = "", .input = { slot, 0, -1 } };
  for (guint i = 0; i < slots->len; i++)
    collector_slot_merge (slot, slots->pdata[i]);
  for (guint i = 0; i < collector_sweep_count_buckets (self->sweep); i++)
    self->whole.input.length_ms += collector_sweep_get_bucket (self->sweep, i)->length_ms;
}

gboolean
collector_occupancy_make_rows (CollectorOccupancy *self, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_int64_hash, g_int64_equal);
  const GPtrArray *slots = collector_sweep_get_slots (self->sweep);

  if (!load_channels (self, error))
    return FALSE;
  for (guint i = 0; i < slots->len; i++)
    add_row (self, names, slots->pdata[i]);
  if (is_clock (self))
    add_quiet (self, names);
  add_whole (self);
  if (!add_idle (self, names, error))
    return FALSE;
  if (self->channels != NULL)
    add_up_channels (self, names);
  if (self->n_keys > 1)
    add_sums (self);
  finish_sums (self, names);
  return TRUE;
}
