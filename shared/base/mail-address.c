/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses that mail is sent to. Stricter than RFC 5322: what a mail server may take for several
 * words, a comment or the end of a line is refused. Pure; any thread.
 */
#include "config.h"

#include "shared/base/mail-address.h"

#include <string.h>

#include "shared/base/error.h"

#define LONGEST_ADDRESS 254
#define LONGEST_NAME    64
#define LONGEST_LABEL   63

/* Dots between words, none at the ends or side by side. */
static gboolean
is_name (const char *name, gsize length)
{
  if (length == 0 || length > LONGEST_NAME || name[0] == '.' || name[length - 1] == '.')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!(g_ascii_isalnum (name[i]) || strchr ("!#$%&'*+/=?^_`{|}~-.", name[i]) != NULL)
        || (name[i] == '.' && name[i + 1] == '.'))
      return FALSE;
  return TRUE;
}

static gboolean
is_label (const char *label, gsize length)
{
  if (length == 0 || length > LONGEST_LABEL || label[0] == '-' || label[length - 1] == '-')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (label[i]) && label[i] != '-')
      return FALSE;
  return TRUE;
}

static gboolean
is_domain (const char *domain)
{
  g_auto (GStrv) labels = g_strsplit (domain, ".", -1);
  guint n = 0;

  for (; labels[n] != NULL; n++)
    if (!is_label (labels[n], strlen (labels[n])))
      return FALSE;
  return n >= 2;
}

char *
toll_mail_address_to_ascii (const char *address)
{
  const char *at = strrchr (address, '@');
  g_autofree char *domain
      = at != NULL && g_utf8_validate (at, -1, NULL) && !g_str_is_ascii (at)
            ? g_hostname_to_ascii (at + 1) : NULL;

  return domain != NULL ? g_strdup_printf ("%.*s@%s", (int) (at - address), address, domain)
                        : g_strdup (address);
}

gboolean
toll_mail_address_is_among (const char *address, const char *const *others, guint n_others)
{
  g_autofree char *ascii = toll_mail_address_to_ascii (address);

  for (guint i = 0; i < n_others; i++)
    {
      g_autofree char *other = toll_mail_address_to_ascii (others[i]);

      if (g_ascii_strcasecmp (ascii, other) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
toll_mail_address_check (const char *address, const char *field, GError **error)
{
  g_autofree char *ascii = toll_mail_address_to_ascii (address);
  const char *at = strrchr (ascii, '@');

  if (at != NULL && strlen (ascii) <= LONGEST_ADDRESS && is_name (ascii, at - ascii)
      && is_domain (at + 1))
    return TRUE;
  toll_error_set_field (error, field, "must be a mail address, such as anna@example.com");
  return FALSE;
}
