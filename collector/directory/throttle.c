/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counts tries to sign in, per account and per address, over the last quarter of an hour. Bounded:
 * once strangers have tried very many names, new names share one count. Any thread.
 */
#include "config.h"

#include "collector/directory/throttle.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_NAMES 50000
#define MAX_NAME_BYTES 512
#define SWEEP_MS 60000

/* Instants of tries, oldest first, of one account or address. */
typedef GArray Tries;

typedef struct
{
  GHashTable *tries; /* name -> Tries */
  guint limit;
  gint64 swept_ms; /* when old names were last looked for */
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
  counter->swept_ms = G_MININT64 / 2;
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

/* What a ledger or a directory server takes for the same name is counted as the same: case, width,
 * blanks around and repeated inside. Returns: (transfer full). */
static char *
fold_account (const char *account)
{
  g_autofree char *start = g_strndup (account, MAX_NAME_BYTES);
  g_autofree char *valid = g_utf8_make_valid (start, -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (normal, -1);
  GString *name = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (name, g_utf8_get_char (p));
    else if (name->len > 0 && name->str[name->len - 1] != ' ')
      g_string_append_c (name, ' ');
  if (name->len > 0 && name->str[name->len - 1] == ' ')
    g_string_truncate (name, name->len - 1);
  return g_string_free (name, FALSE);
}

/* Whoever has one IPv6 address has the whole /64 of it. Returns: (transfer full). */
static char *
fold_address (const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  const guint8 *bytes = inet != NULL ? g_inet_address_to_bytes (inet) : NULL;
  static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff };

  if (inet == NULL || g_inet_address_get_family (inet) != G_SOCKET_FAMILY_IPV6)
    return g_strdup (address);
  if (memcmp (bytes, mapped, sizeof mapped) == 0)
    return g_strdup_printf ("%u.%u.%u.%u", bytes[12], bytes[13], bytes[14], bytes[15]);
  return g_strdup_printf ("%02x%02x:%02x%02x:%02x%02x:%02x%02x::/64", bytes[0], bytes[1],
                          bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]);
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

/* Looking through all names is worth it now and then, not at every try of a flood. */
static void
sweep (Counter *counter, gint64 now_ms)
{
  if (now_ms - counter->swept_ms < SWEEP_MS)
    return;
  counter->swept_ms = now_ms;
  g_hash_table_foreach_remove (counter->tries, is_over, &now_ms);
}

/* Returns: (transfer none): the tries of @name, or of all new names when there are too many. */
static Tries *
ensure_tries (Counter *counter, const char *name, gint64 now_ms)
{
  Tries *tries = g_hash_table_lookup (counter->tries, name);

  if (tries == NULL && g_hash_table_size (counter->tries) >= MAX_NAMES)
    {
      sweep (counter, now_ms);
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
  g_autofree char *name = fold_account (account);
  g_autofree char *place = fold_address (address);
  g_autoptr (GMutexLocker) lock = g_mutex_locker_new (&throttle->mutex);
  Tries *by_address = ensure_tries (&throttle->addresses, place, now_ms);
  gint64 wait_s = get_wait_s (&throttle->addresses, by_address, now_ms);
  Tries *by_account;

  /* An address that is shut out does not get names onto the list either. */
  if (wait_s > 0)
    return wait_s;
  by_account = ensure_tries (&throttle->accounts, name, now_ms);
  wait_s = get_wait_s (&throttle->accounts, by_account, now_ms);
  if (wait_s == 0)
    {
      g_array_append_val (by_account, now_ms);
      g_array_append_val (by_address, now_ms);
    }
  return wait_s;
}

static void
take_back (Counter *counter, const char *name)
{
  Tries *tries = g_hash_table_lookup (counter->tries, name);

  if (tries != NULL && tries->len > 0)
    g_array_set_size (tries, tries->len - 1);
}

void
collector_throttle_forgive (CollectorThrottle *throttle, const char *account, const char *address)
{
  g_autofree char *name = fold_account (account);
  g_autofree char *place = fold_address (address);
  g_autoptr (GMutexLocker) lock = g_mutex_locker_new (&throttle->mutex);

  take_back (&throttle->accounts, name);
  take_back (&throttle->addresses, place);
}

void
collector_throttle_forgive_address (CollectorThrottle *throttle, const char *address)
{
  g_autofree char *place = fold_address (address);
  g_autoptr (GMutexLocker) lock = g_mutex_locker_new (&throttle->mutex);

  take_back (&throttle->addresses, place);
}
