/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libsodium's argon2id behind four functions. Somebody who asks for an unknown user makes it work
 * as hard as for a known one. Any thread.
 */
#include "config.h"

#include "collector/directory/password.h"

#include <sodium.h>
#include <string.h>

#include "shared/base/error.h"

#define OPERATIONS crypto_pwhash_OPSLIMIT_INTERACTIVE
#define MEMORY crypto_pwhash_MEMLIMIT_INTERACTIVE
#define TOKEN_BYTES 32
#define MAX_AT_ONCE 2 /* each takes a processor and 64 MiB */
#define MAX_WAIT_US (2 * G_USEC_PER_SEC)

/* Returns: (transfer none): a hash that no password has, of today's work. */
static const char *
get_decoy (void)
{
  static char decoy[crypto_pwhash_STRBYTES];
  static gsize is_made = 0;

  if (g_once_init_enter (&is_made))
    {
      char secret[TOKEN_BYTES];

      randombytes_buf (secret, sizeof secret);
      if (crypto_pwhash_str (decoy, secret, sizeof secret, OPERATIONS, MEMORY) != 0)
        decoy[0] = '\0';
      g_once_init_leave (&is_made, 1);
    }
  return decoy;
}

static gboolean
is_ready (void)
{
  return sodium_init () >= 0;
}

/* However many ask, the machine stays free for others. */
static GMutex work_lock;
static GCond work_ended;
static guint n_working = 0;
static gint last_verify_us = 0; /* atomic: how long the last comparison took */

static void
begin_work (void)
{
  g_mutex_lock (&work_lock);
  while (n_working >= MAX_AT_ONCE)
    g_cond_wait (&work_ended, &work_lock);
  n_working++;
  g_mutex_unlock (&work_lock);
}

static void
end_work (void)
{
  g_mutex_lock (&work_lock);
  n_working--;
  g_cond_signal (&work_ended);
  g_mutex_unlock (&work_lock);
}

/* What guessers try first, with or without digits and signs around it. */
static const char *const common[] = {
  "abc", "abcd", "admin", "administrator", "asdf", "asdfgh", "asdfghjkl", "azerty", "baseball",
  "changeme", "cisco", "default", "football", "geheim", "hallo", "iloveyou", "kennwort",
  "letmein", "login", "master", "motdepasse", "p@ssw0rd", "p@ssword", "passw0rd", "password",
  "passwort", "princess", "qwer", "qwert", "qwerty", "qwertyui", "qwertyuiop", "qwertz",
  "qwertzui", "secret", "sommer", "summer", "sunshine", "superman", "test", "tollkeeper",
  "trustno", "user", "welcome", "willkommen", "winter", NULL
};

#define FEW_CHARACTERS 4 /* different ones */
#define NUMBER_DIGITS 12 /* of fewer there are too few numbers */

static guint
count_different (const char *text)
{
  gboolean is_seen[256] = { FALSE };
  guint n = 0;

  for (const guchar *at = (const guchar *) text; *at != '\0'; at++)
    if (!is_seen[*at])
      {
        is_seen[*at] = TRUE;
        n++;
      }
  return n;
}

static gboolean
is_letter (char c)
{
  return g_ascii_isalpha (c) || (guchar) c >= 0x80;
}

static gboolean
follows (char before, char after, int step)
{
  return g_ascii_isdigit (before) && g_ascii_isdigit (after)
             ? after - '0' == (before - '0' + step + 10) % 10
             : after == before + step;
}

/* "abcdefgh", "2109876543210": each is the next one up, or each the next one down. */
static gboolean
is_run (const char *text)
{
  for (int step = -1; step <= 1; step += 2)
    {
      const char *at = text;

      while (at[0] != '\0' && at[1] != '\0' && follows (at[0], at[1], step))
        at++;
      if (at[0] != '\0' && at[1] == '\0')
        return TRUE;
    }
  return FALSE;
}

/* Returns: (transfer full): in small letters, without the digits and signs around it. */
static char *
dup_core (const char *text)
{
  g_autofree char *small = g_utf8_casefold (text, -1);
  const char *begin = small, *end = small + strlen (small);

  while (begin < end && !is_letter (*begin))
    begin++;
  while (end > begin && !is_letter (end[-1]))
    end--;
  return g_strndup (begin, end - begin);
}

static gboolean
is_guessed_at_once (const char *password)
{
  g_autofree char *core = dup_core (password);

  if (*core == '\0')
    return strlen (password) < NUMBER_DIGITS || count_different (password) < FEW_CHARACTERS
           || is_run (password);
  return count_different (password) < FEW_CHARACTERS || is_run (core)
         || g_strv_contains (common, core);
}

/* Of "anna" too "Anna2026!" and "anna1anna1": once or over and over, with digits and signs around; of
 * a name without letters that name. */
static gboolean
is_name (const char *password, const char *user_name)
{
  g_autofree char *folded = g_utf8_casefold (password, -1);
  g_autofree char *core = dup_core (user_name);
  const char *name = *core != '\0' ? core : user_name;
  g_auto (GStrv) rest = *name != '\0' ? g_strsplit (folded, name, -1) : NULL;

  if (rest == NULL || rest[0] == NULL || rest[1] == NULL)
    return FALSE;
  for (guint i = 0; rest[i] != NULL; i++)
    for (const char *at = rest[i]; *at != '\0'; at++)
      if (name == user_name || is_letter (*at))
        return FALSE;
  return TRUE;
}

gboolean
collector_password_check (const char *password, const char *user_name, const char *field,
                          GError **error)
{
  if (!g_utf8_validate (password, -1, NULL) ||
      g_utf8_strlen (password, -1) < COLLECTOR_PASSWORD_MIN_CHARACTERS ||
      strlen (password) > COLLECTOR_PASSWORD_MAX_BYTES)
    toll_error_set_field (error, field, "%d to %d characters are expected",
                          COLLECTOR_PASSWORD_MIN_CHARACTERS, COLLECTOR_PASSWORD_MAX_BYTES);
  else if (is_guessed_at_once (password))
    toll_error_set_field (error, field, "this is among the first that are guessed: take some words");
  else if (user_name != NULL && is_name (password, user_name))
    toll_error_set_field (error, field, "the user name is guessed first: take some words");
  else
    return TRUE;
  return FALSE;
}

char *
collector_password_hash (const char *password, const char *user_name, GError **error)
{
  char hash[crypto_pwhash_STRBYTES];
  gboolean is_done;

  if (!collector_password_check (password, user_name, "password", error))
    return NULL;
  begin_work ();
  is_done = is_ready () &&
            crypto_pwhash_str (hash, password, strlen (password), OPERATIONS, MEMORY) == 0;
  end_work ();
  if (!is_done)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FAILED,
                           "not enough memory to keep a password");
      return NULL;
    }
  return g_strdup (hash);
}

gboolean
collector_password_verify (const char *hash, const char *password)
{
  gsize length = strlen (password);
  gboolean is_known, is_right;
  gint64 begin_us;

  if (!is_ready () || length > COLLECTOR_PASSWORD_MAX_BYTES)
    return FALSE;
  is_known = *hash != '\0';
  begin_work ();
  begin_us = g_get_monotonic_time ();
  is_right = crypto_pwhash_str_verify (is_known ? hash : get_decoy (), password, length) == 0;
  g_atomic_int_set (&last_verify_us,
                    (gint) MIN (g_get_monotonic_time () - begin_us, MAX_WAIT_US));
  end_work ();
  return is_right && is_known;
}

void
collector_password_wait (void)
{
  gint last_us = g_atomic_int_get (&last_verify_us);

  if (last_us > 0)
    g_usleep ((gulong) last_us);
  else
    collector_password_verify ("", "");
}

gboolean
collector_password_is_outdated (const char *hash)
{
  return is_ready () && crypto_pwhash_str_needs_rehash (hash, OPERATIONS, MEMORY) == 1;
}

char *
collector_password_new_token (void)
{
  guint8 bytes[TOKEN_BYTES];
  char text[sodium_base64_ENCODED_LEN (TOKEN_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

  if (is_ready ())
    randombytes_buf (bytes, sizeof bytes);
  sodium_bin2base64 (text, sizeof text, bytes, sizeof bytes,
                     sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  sodium_memzero (bytes, sizeof bytes);
  return g_strdup (text);
}
