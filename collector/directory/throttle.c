/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counts tries to sign in, per account and per address, over the last quarter of an hour. Bounded:
 * strangers who try ten thousand names share one count from then on. Any thread.
 */
#include "config.h"

#include "collector/directory/throttle.h"

#define MAX_NAMES 10000

/* Instants of tries, oldest first, of one account or address. */
typedef GArray Tries;

typedef struct
{
  GHashTable *tries; /* name -> Tries */
  guint limit;
} Counter;

struct _CollectorThrottle
{
  GMutex mutex;
  Counter accounts;
  Counter addresses;
};

static void
counter_init (Counter *counter, guint limit)
{
  counter->tries =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  counter->limit = limit;
}

CollectorThrottle *
collector_throttle_new (void)
{
  CollectorThrottle *throttle = g_new0 (CollectorThrottle, 1);

  g_mutex_init (&throttle->mutex);
  counter_init (&throttle->accounts, COLLECTOR_THROTTLE_PER_ACCOUNT);
  counter_init (&throttle->addresses, COLLECTOR_THROTTLE_PER_ADDRESS);
  return throttle;
}

void
collector_throttle_free (CollectorThrottle *throttle)
{
  if (throttle == NULL)
    return;
  g_hash_table_unref (throttle->accounts.tries);
  g_hash_table_unref (throttle->addresses.tries);
  g_mutex_clear (&throttle->mutex);
  g_free (throttle);
}

static void
drop_old (Tries *tries, gint64 now_ms)
{
  guint n = 0;

  while (n < tries->len &&
         g_array_index (tries, gint64, n) <= now_ms - COLLECTOR_THROTTLE_WINDOW_MS)
    n++;
  if (n > 0)
    g_array_remove_range (tries, 0, n);
}

static gboolean
is_over (gpointer name, gpointer tries, gpointer now_ms)
{
  drop_old (tries, *(gint64 *) now_ms);
  return ((Tries *) tries)->len == 0;
}

/* Returns: (transfer none): the tries of @name, or of all strangers when there are too many. */
static Tries *
ensure_tries (Counter *counter, const char *name, gint64 now_ms)
{
  Tries *tries = g_hash_table_lookup (counter->tries, name);

  if (tries == NULL && g_hash_table_size (counter->tries) >= MAX_NAMES)
    {
      g_hash_table_foreach_remove (counter->tries, is_over, &now_ms);
      if (g_hash_table_size (counter->tries) >= MAX_NAMES)
        {
          name = "";
          tries = g_hash_table_lookup (counter->tries, name);
        }
    }
  if (tries == NULL)
    {
      tries = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (counter->tries, g_strdup (name), tries);
    }
  drop_old (tries, now_ms);
  return tries;
}

/* Seconds until the oldest try that counts is forgotten. */
static gint64
get_wait_s (const Counter *counter, const Tries *tries, gint64 now_ms)
{
  gint64 free_ms;

  if (tries->len < counter->limit)
    return 0;
  free_ms = g_array_index (tries, gint64, tries->len - counter->limit) +
            COLLECTOR_THROTTLE_WINDOW_MS;
  return MAX (1, (free_ms - now_ms + 999) / 1000);
}

gint64
collector_throttle_admit (CollectorThrottle *throttle, const char *account, const char *address,
                          gint64 now_ms)
{
  g_autofree char *name = g_utf8_casefold (account, -1);
  g_autoptr (GMutexLocker) lock = g_mutex_locker_new (&throttle->mutex);
  Tries *by_account = ensure_tries (&throttle->accounts, name, now_ms);
  Tries *by_address = ensure_tries (&throttle->addresses, address, now_ms);
  gint64 wait_s = MAX (get_wait_s (&throttle->accounts, by_account, now_ms),
                       get_wait_s (&throttle->addresses, by_address, now_ms));

  if (wait_s == 0)
    {
      g_array_append_val (by_account, now_ms);
      g_array_append_val (by_address, now_ms);
    }
  return wait_s;
}

void
collector_throttle_forgive (CollectorThrottle *throttle, const char *account, const char *address)
{
  g_autofree char *name = g_utf8_casefold (account, -1);
  g_autoptr (GMutexLocker) lock = g_mutex_locker_new (&throttle->mutex);
  Tries *by_address = g_hash_table_lookup (throttle->addresses.tries, address);

  g_hash_table_remove (throttle->accounts.tries, name);
  if (by_address != NULL && by_address->len > 0)
    g_array_set_size (by_address, by_address->len - 1);
}
