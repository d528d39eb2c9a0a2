/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts without their case. Most are ASCII, for which no table is asked. Pure; any thread.
 */
#include "config.h"

#include "shared/base/fold.h"

char *
toll_fold (const char *text)
{
  g_autofree char *composed = NULL;

  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);
  composed = g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  return g_utf8_casefold (composed != NULL ? composed : "", -1);
}
