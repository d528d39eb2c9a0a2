/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a device is by the shape of its name. Shapes that Unified CM alone gives are used at once;
 * names that people give may be a trunk's as well and say only what is likely; everything else is
 * a guess for the list an administrator sees, and never decides a call. Pure, any thread.
 */
#include "config.h"

#include "collector/normalize/device-shape.h"

#include <string.h>

/* How a name goes on behind its prefix. */
typedef enum
{
  REST_ANY,  /* at least one character more */
  REST_HEX,  /* hexadecimal digits, all of a given number */
} Rest;

/* Names made of a hardware address, and those of bridges. */
static const struct
{
  const char *prefix;
  Rest rest;
  guint n_hex;
  CollectorDeviceKind kind;
} shapes[] = {
  { "SEP", REST_HEX, 12, COLLECTOR_DEVICE_PHONE },
  { "ATA", REST_HEX, 12, COLLECTOR_DEVICE_PHONE },
  { "AN", REST_HEX, 13, COLLECTOR_DEVICE_PHONE },
  { "VGC", REST_HEX, 12, COLLECTOR_DEVICE_PHONE },
  { "CFB_", REST_ANY, 0, COLLECTOR_DEVICE_BRIDGE },
  { "CFB", REST_HEX, 12, COLLECTOR_DEVICE_BRIDGE },
  { "CFC", REST_HEX, 12, COLLECTOR_DEVICE_BRIDGE },
};

/* Jabber on a computer, Android, iPhone and tablet; a user name follows. A trunk may be called
 * "TABTRUNK01". */
static const char *const jabber_prefixes[] = { "CSF", "BOT", "TCT", "TAB" };

static gboolean
rest_fits (Rest rest, guint n_hex, const char *text)
{
  gsize n = 0;

  switch (rest)
    {
    case REST_ANY:
      return *text != '\0';
    case REST_HEX:
      while (g_ascii_isxdigit (text[n]))
        n++;
      return n == n_hex && text[n] == '\0';
    }
  return FALSE;
}

static gboolean
is_jabber (const char *device)
{
  for (guint i = 0; i < G_N_ELEMENTS (jabber_prefixes); i++)
    {
      gsize n = strlen (jabber_prefixes[i]);

      if (strncmp (device, jabber_prefixes[i], n) != 0)
        continue;
      while (g_ascii_isalnum (device[n]) || device[n] == '.' || device[n] == '_')
        n++;
      return device[n] == '\0' && n > strlen (jabber_prefixes[i]);
    }
  return FALSE;
}

/* "CiscoUM1-VI12": a port of a voicemail server; or a trunk to a border element, "CUBE-VI1". */
static gboolean
is_voicemail_port (const char *device)
{
  const char *dash = strrchr (device, '-');

  return dash != NULL && dash > device && dash[1] == 'V' && dash[2] == 'I' && dash[3] != '\0' &&
         strspn (dash + 3, "0123456789") == strlen (dash + 3);
}

CollectorDeviceKind
collector_device_shape_get_kind (const char *device)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      gsize n = strlen (shapes[i].prefix);

      if (strncmp (device, shapes[i].prefix, n) == 0 &&
          rest_fits (shapes[i].rest, shapes[i].n_hex, device + n))
        return shapes[i].kind;
    }
  return COLLECTOR_DEVICE_UNKNOWN;
}

CollectorDeviceKind
collector_device_shape_get_likely (const char *device)
{
  if (is_voicemail_port (device))
    return COLLECTOR_DEVICE_VOICEMAIL;
  return is_jabber (device) ? COLLECTOR_DEVICE_PHONE : COLLECTOR_DEVICE_UNKNOWN;
}

CollectorDeviceKind
collector_plan_guess_device_kind (const char *device)
{
  CollectorDeviceKind kind;

  if (device == NULL || *device == '\0')
    return COLLECTOR_DEVICE_UNKNOWN;
  kind = collector_device_shape_get_kind (device);
  /* A name that hints at something is in the list because the number there spoke against it. */
  if (kind != COLLECTOR_DEVICE_UNKNOWN
      || collector_device_shape_get_likely (device) != COLLECTOR_DEVICE_UNKNOWN)
    return kind;
  if (g_str_has_prefix (device, "CFB") || g_str_has_prefix (device, "CFC"))
    return COLLECTOR_DEVICE_BRIDGE;
  if (g_str_has_prefix (device, "SEP") || g_str_has_prefix (device, "ATA") ||
      g_str_has_prefix (device, "AALN/"))
    return COLLECTOR_DEVICE_PHONE;
  return COLLECTOR_DEVICE_GATEWAY;
}
