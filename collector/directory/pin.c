/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * argon2id over HMAC-SHA-256 (key, PIN). Any thread that may be slow.
 */
#include "config.h"

#include "collector/directory/pin.h"

#include <string.h>

#include "collector/directory/password.h"
#include "collector/directory/secrets.h"
#include "shared/base/error.h"

static char *
mix (const char *key, const char *pin)
{
  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) key, strlen (key), pin,
                                    -1);
}

char *
collector_pin_hash (const char *data_path, const char *pin, GError **error)
{
  gsize n = strlen (pin);
  char *key, *mixed, *hash;

  if (n < COLLECTOR_PIN_MIN_DIGITS || n > COLLECTOR_PIN_MAX_DIGITS ||
      strspn (pin, "0123456789") != n)
    {
      toll_error_set_field (error, "pin", "%d to %d digits are expected",
                            COLLECTOR_PIN_MIN_DIGITS, COLLECTOR_PIN_MAX_DIGITS);
      return NULL;
    }
  key = collector_secret_ensure (data_path, COLLECTOR_SECRET_PIN_KEY, error);
  if (key == NULL)
    return NULL;
  mixed = mix (key, pin);
  hash = collector_password_hash (mixed, NULL, error);
  collector_secret_free (mixed);
  collector_secret_free (key);
  return hash;
}

gboolean
collector_pin_verify (const char *data_path, const char *hash, const char *pin)
{
  char *key = collector_secret_read (data_path, COLLECTOR_SECRET_PIN_KEY, NULL);
  char *mixed = mix (key != NULL ? key : "", pin);
  gboolean is_right = collector_password_verify (key != NULL ? hash : "", mixed);

  collector_secret_free (mixed);
  collector_secret_free (key);
  return is_right;
}
