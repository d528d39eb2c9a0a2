/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The formats there are, and which one a file is of. A new format is one file and one row in the
 * list below. Pure; any thread.
 */
#include "config.h"

#include "collector/formats/format.h"

#include "collector/formats/cucm-file.h"
#include "shared/base/error.h"

#include <glib/gi18n.h>

/* Below this a format is not believed. */
#define SURE_ENOUGH 20

extern const CollectorFormat collector_format_cucm_cdr;
extern const CollectorFormat collector_format_cucm_cmr;

static const CollectorFormat *const formats[] = {
  &collector_format_cucm_cdr,
  &collector_format_cucm_cmr,
  NULL,
};

const CollectorFormat *const *
collector_format_list (void)
{
  return formats;
}

const CollectorFormat *
collector_format_lookup (const char *id)
{
  for (guint i = 0; formats[i] != NULL; i++)
    if (g_strcmp0 (formats[i]->id, id) == 0)
      return formats[i];
  return NULL;
}

const CollectorFormat *
collector_format_detect (
    const char *bytes, gsize n_bytes, const char *file_name, GError **error)
{
  const CollectorFormat *best = NULL;
  guint best_sureness = SURE_ENOUGH;

  for (guint i = 0; formats[i] != NULL; i++)
    {
      guint sureness = formats[i]->sniff (formats[i], bytes, n_bytes, file_name);

      if (sureness > best_sureness)
        {
          best = formats[i];
          best_sureness = sureness;
        }
    }
  if (best == NULL && collector_cucm_file_check_start (bytes, n_bytes, error))
    g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT,
                 _("line 1: too few of the column names are known to tell what this file is"));
  return best;
}
