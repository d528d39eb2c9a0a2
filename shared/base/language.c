/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The languages as a table.
 */
#include "config.h"

#include "shared/base/language.h"

const char *const toll_languages[] = { "en", "de", "fr", "es", "it", "ar", NULL };

gboolean
toll_language_is_known (const char *code)
{
  return g_strv_contains (toll_languages, code);
}
