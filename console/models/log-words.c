/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The access log in words. Main thread. */

#include "config.h"
#include "console/models/log-words.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "shared/model/access-filter.h"
#include "shared/model/access-words.h"

const char *
console_log_words_action (JsonObject *entry)
{
  return _ (toll_access_action_to_words (console_json_text (entry, "action")));
}

char *
console_log_words_dup_names (JsonObject *entry, guint max)
{
  g_auto (GStrv) names = console_json_dup_texts (console_json_array (entry, "names"));
  GString *text = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL && i < max; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", names[i]);
  return g_string_free (text, FALSE);
}

static const char *
translate (const char *words, gpointer data)
{
  return _ (words);
}

static char *
dup_instant (gint64 at_ms, gpointer zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_ms / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_format (local, "%x %H:%M")
                       : g_strdup_printf ("%" G_GINT64_FORMAT, at_ms);
}

char *
console_log_words_dup_filter (JsonObject *entry, GTimeZone *zone)
{
  TollAccessReader reader = { translate, dup_instant, zone };

  return toll_access_filter_dup_words (console_json_text (entry, "filter"), &reader);
}
