/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in with the directory server's password: the entry is sought anew, because people move
 * within the tree, and bound as. Each try has a thread of its own that nobody has to wait for.
 */
#define G_LOG_DOMAIN "toll-directory"
#include "config.h"

#include "collector/directory/ldap-sign-in.h"

#include "collector/directory/ldap-people.h"
#include "collector/directory/secrets.h"
#include "shared/base/error.h"

#define MAX_TRIES 8 /* at once; those that hang count until they end */
#define BUSY_US (3 * G_USEC_PER_SEC) /* a server that is quiet for less is only slow */
#define REST_US (5 * G_USEC_PER_SEC) /* after a hang nobody else waits for it */

struct _CollectorLdapDoor
{
  GMutex lock;
  GCond changed;
  guint n_tries;
  gint64 away_until_us; /* monotonic, as the next */
  gint64 quiet_us;      /* since when the tries that are under way wait and none has ended */
};

/* One try; shared by who waits and who asks. */
typedef struct
{
  CollectorLdapDoor *door; /* a reference */
  CollectorLdapSettings *settings;
  char *user_name;
  char *key; /* (nullable) */
  char *password;
  gboolean is_done; /* under the door's lock, as the verdict */
  CollectorLdapVerdict verdict;
} Try;

static void
door_clear (gpointer data)
{
  CollectorLdapDoor *door = data;

  g_mutex_clear (&door->lock);
  g_cond_clear (&door->changed);
}

CollectorLdapDoor *
collector_ldap_door_new (void)
{
  CollectorLdapDoor *door = g_atomic_rc_box_new0 (CollectorLdapDoor);

  g_mutex_init (&door->lock);
  g_cond_init (&door->changed);
  return door;
}

void
collector_ldap_door_free (CollectorLdapDoor *door)
{
  if (door != NULL)
    g_atomic_rc_box_release_full (door, door_clear);
}

static void
try_clear (gpointer data)
{
  Try *try = data;

  collector_ldap_door_free (try->door);
  collector_ldap_settings_free (try->settings);
  g_free (try->user_name);
  g_free (try->key);
  collector_secret_free (try->password);
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_UNAUTHENTICATED,
                       "the user name or the password is wrong");
  return FALSE;
}

/* Returns: (transfer full): whom to bind as; NULL with UNAUTHENTICATED when there is not exactly
 * one, or it is another, or disabled. */
static char *
seek (CollectorLdap *ldap, const CollectorLdapSettings *settings, const char *user_name,
      const char *key, GError **error)
{
  g_autoptr (GPtrArray) people = collector_ldap_people_find (ldap, settings, user_name, error);
  const CollectorLdapPerson *found;

  if (people == NULL)
    return NULL;
  found = people->len == 1 ? g_ptr_array_index (people, 0) : NULL;
  if (found != NULL && !found->disabled && g_strcmp0 (found->key, key) == 0)
    return g_strdup (found->dn);
  refuse (error);
  return NULL;
}

gboolean
collector_ldap_check_password (const CollectorLdapSettings *settings, const char *user_name,
                               const char *key, const char *password, guint limit_ms,
                               GError **error)
{
  g_autoptr (CollectorLdap) ldap = NULL;
  g_autofree char *dn = NULL;

  if (*password == '\0' || *user_name == '\0')
    return refuse (error);
  ldap = collector_ldap_open (settings, limit_ms, NULL, error);
  if (ldap == NULL)
    return FALSE;
  if (!collector_ldap_bind_service (ldap, settings, error))
    {
      /* That is our password, not theirs. */
      if (error != NULL && (*error)->code == TOLL_ERROR_UNAUTHENTICATED)
        (*error)->code = TOLL_ERROR_FAILED;
      return FALSE;
    }
  dn = seek (ldap, settings, user_name, key, error);
  return dn != NULL && collector_ldap_bind (ldap, dn, password, error);
}

static CollectorLdapVerdict
judge (const Try *try)
{
  g_autoptr (GError) error = NULL;

  if (collector_ldap_check_password (try->settings, try->user_name, try->key, try->password,
                                     COLLECTOR_LDAP_QUICK_MS, &error))
    return COLLECTOR_LDAP_RIGHT;
  if (error->code == TOLL_ERROR_UNAUTHENTICATED)
    return COLLECTOR_LDAP_WRONG;
  g_message ("directory server: no sign-in: %s", error->message);
  return error->code == TOLL_ERROR_TIMEOUT || error->code == TOLL_ERROR_BUSY
             ? COLLECTOR_LDAP_AWAY
             : COLLECTOR_LDAP_UNABLE;
}

static gpointer
try_run (gpointer data)
{
  Try *try = data;
  CollectorLdapVerdict verdict = judge (try);

  g_mutex_lock (&try->door->lock);
  try->verdict = verdict;
  try->is_done = TRUE;
  try->door->n_tries--;
  try->door->quiet_us = g_get_monotonic_time ();
  g_cond_broadcast (&try->door->changed);
  g_mutex_unlock (&try->door->lock);
  g_atomic_rc_box_release_full (try, try_clear);
  return NULL;
}

/* Under the lock. */
static gboolean
is_away (const CollectorLdapDoor *door)
{
  return g_get_monotonic_time () < door->away_until_us;
}

/* Under the lock. */
static gboolean
is_hanging (const CollectorLdapDoor *door)
{
  return is_away (door)
         || (door->n_tries >= MAX_TRIES
             && g_get_monotonic_time () >= door->quiet_us + BUSY_US);
}

gboolean
collector_ldap_door_is_closed (CollectorLdapDoor *door)
{
  gboolean is_closed;

  g_mutex_lock (&door->lock);
  is_closed = is_hanging (door);
  g_mutex_unlock (&door->lock);
  return is_closed;
}

/* Counts a try in, as soon as there is room. Returns: FALSE when the server hangs. */
static gboolean
enter (CollectorLdapDoor *door)
{
  gboolean may;

  g_mutex_lock (&door->lock);
  while (door->n_tries >= MAX_TRIES && !is_hanging (door))
    g_cond_wait_until (&door->changed, &door->lock, door->quiet_us + BUSY_US);
  may = door->n_tries < MAX_TRIES && !is_away (door);
  if (may && door->n_tries++ == 0)
    door->quiet_us = g_get_monotonic_time ();
  g_mutex_unlock (&door->lock);
  return may;
}

static void
leave (CollectorLdapDoor *door)
{
  g_mutex_lock (&door->lock);
  door->n_tries--;
  g_mutex_unlock (&door->lock);
}

static Try *
try_new (CollectorLdapDoor *door, const CollectorLdapSettings *settings, const char *user_name,
         const char *key, const char *password)
{
  Try *try = g_atomic_rc_box_new0 (Try);

  try->door = g_atomic_rc_box_acquire (door);
  try->settings = collector_ldap_settings_copy (settings);
  try->user_name = g_strdup (user_name);
  try->key = g_strdup (key);
  try->password = g_strdup (password);
  return try;
}

static CollectorLdapVerdict
wait_for (CollectorLdapDoor *door, Try *try)
{
  gint64 end_us = g_get_monotonic_time () + COLLECTOR_LDAP_QUICK_MS * G_GINT64_CONSTANT (1000);
  CollectorLdapVerdict verdict = COLLECTOR_LDAP_AWAY;

  g_mutex_lock (&door->lock);
  while (!try->is_done && g_cond_wait_until (&door->changed, &door->lock, end_us))
    continue;
  if (try->is_done)
    verdict = try->verdict;
  if (verdict == COLLECTOR_LDAP_AWAY && g_get_monotonic_time () >= end_us - G_USEC_PER_SEC)
    door->away_until_us = g_get_monotonic_time () + REST_US;
  g_mutex_unlock (&door->lock);
  return verdict;
}

CollectorLdapVerdict
collector_ldap_door_try (CollectorLdapDoor *door, const CollectorLdapSettings *settings,
                         const char *user_name, const char *key, const char *password)
{
  CollectorLdapVerdict verdict = COLLECTOR_LDAP_AWAY;
  GThread *thread;
  Try *try;

  if (*password == '\0')
    return COLLECTOR_LDAP_WRONG;
  if (!enter (door))
    return COLLECTOR_LDAP_AWAY;
  try = try_new (door, settings, user_name, key, password);
  thread = g_thread_try_new ("ldap-sign-in", try_run, g_atomic_rc_box_acquire (try), NULL);
  if (thread != NULL)
    {
      g_thread_unref (thread);
      verdict = wait_for (door, try);
    }
  else
    {
      leave (door);
      g_atomic_rc_box_release_full (try, try_clear);
    }
  g_atomic_rc_box_release_full (try, try_clear);
  return verdict;
}
