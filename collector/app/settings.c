/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one settings table: a row says what a key means, what it may be and what it is when nobody
 * says otherwise.
 */
#include "config.h"

#include "collector/app/settings.h"

#include "collector/store/setting-store.h"
#include "shared/base/error.h"
#include "shared/base/zone.h"

#include <glib/gi18n.h>
#include <string.h>

typedef enum
{
  KIND_TEXT,
  KIND_INT,
  KIND_ZONE,
  KIND_NATION,
  KIND_CURRENCY,
} Kind;

typedef struct
{
  const char *key;
  Kind kind;
  const char *standard;
  gint64 min, max; /* of a KIND_INT */
  const char *help;
} Row;

static const Row rows[] = {
  { "listen", KIND_TEXT, "127.0.0.1:8380", 0, 0, N_("Address and port the service listens on") },
  { "drop", KIND_TEXT, "", 0, 0,
    N_("Folder that Unified CM writes its record files into; empty means DATA/drop") },
  { "tls_certificate", KIND_TEXT, "", 0, 0, N_("PEM certificate chain; empty means plain HTTP") },
  { "tls_key", KIND_TEXT, "", 0, 0, N_("PEM key that belongs to tls_certificate") },
  { "readers", KIND_INT, "4", 1, 64, N_("Threads that answer questions to the database") },
  { "company", KIND_TEXT, "", 0, 0, N_("Name of the company, shown in the console") },
  { "zone", KIND_ZONE, "", 0, 0,
    N_("Time zone in which a day begins for the totals; empty means the machine's own; fixed when "
       "the ledger is made") },
  { "nation", KIND_NATION, "IT", 0, 0,
    N_("Nation whose numbering holds while no site is defined (two capital letters)") },
  { "currency", KIND_CURRENCY, "EUR", 0, 0, N_("Currency the company counts in (ISO 4217)") },
  { "settle_s", KIND_INT, "3", 0, 3600,
    N_("Seconds a file in the drop folder must rest before a rescan takes it") },
  { "rescan_s", KIND_INT, "10", 1, 3600, N_("Seconds between two rescans of the drop folder") },
  { "max_file_mib", KIND_INT, "256", 1, 4096, N_("Largest file taken from the drop folder, MiB") },
  { "session_idle_minutes", KIND_INT, "30", 1, 43200,
    N_("Minutes without a request after which a session ends") },
  { "session_hours", KIND_INT, "12", 1, 720, N_("Hours after which every session ends") },
};

struct _CollectorSettings
{
  GHashTable *values; /* key -> value */
};

static const Row *
find_row (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].key, key))
      return &rows[i];
  return NULL;
}

static gboolean
is_capitals (const char *value, guint n)
{
  if (strlen (value) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_ascii_isupper (value[i]))
      return FALSE;
  return TRUE;
}

gboolean
collector_settings_check (const char *key, const char *value, GError **error)
{
  const Row *row = find_row (key);
  gint64 figure;

  if (row == NULL)
    {
      toll_error_set_field (error, key, "there is no such setting");
      return FALSE;
    }
  switch (row->kind)
    {
    case KIND_TEXT:
      return TRUE;
    case KIND_INT:
      if (g_ascii_string_to_signed (value, 10, row->min, row->max, &figure, NULL))
        return TRUE;
      toll_error_set_field (error, key,
                            "must be a whole number from %" G_GINT64_FORMAT
                            " to %" G_GINT64_FORMAT,
                            row->min, row->max);
      return FALSE;
    case KIND_ZONE:
      return *value == '\0' || toll_zone_get (value, error) != NULL;
    case KIND_NATION:
    case KIND_CURRENCY:
      if (is_capitals (value, row->kind == KIND_NATION ? 2 : 3))
        return TRUE;
      toll_error_set_field (error, key, "must be %d capital letters",
                            row->kind == KIND_NATION ? 2 : 3);
      return FALSE;
    }
  return FALSE;
}

gboolean
collector_settings_set (
    CollectorSettings *settings, const char *key, const char *value, GError **error)
{
  if (!collector_settings_check (key, value, error))
    return FALSE;
  g_hash_table_replace (settings->values, g_strdup (key), g_strdup (value));
  return TRUE;
}

static gboolean
read_config (CollectorSettings *settings, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) keys = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, error))
    {
      toll_error_convert (error);
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  keys = g_key_file_get_keys (file, "collector", NULL, NULL);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = g_key_file_get_string (file, "collector", keys[i], NULL);

      if (!collector_settings_set (settings, keys[i], value != NULL ? value : "", error))
        {
          g_prefix_error (error, "%s: ", path);
          return FALSE;
        }
    }
  return TRUE;
}

CollectorSettings *
collector_settings_new (const char *config_path, GError **error)
{
  g_autoptr (CollectorSettings) settings = g_new0 (CollectorSettings, 1);

  settings->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (config_path != NULL && !read_config (settings, config_path, error))
    return NULL;
  return g_steal_pointer (&settings);
}

void
collector_settings_free (CollectorSettings *settings)
{
  g_hash_table_unref (settings->values);
  g_free (settings);
}

gboolean
collector_settings_read_db (CollectorSettings *settings, CollectorDb *db, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) failure = NULL;
      g_autofree char *value = NULL;

      if (g_hash_table_contains (settings->values, rows[i].key))
        continue;
      value = collector_setting_dup (db, rows[i].key, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (value != NULL && !collector_settings_set (settings, rows[i].key, value, error))
        return FALSE;
    }
  return TRUE;
}

const char *
collector_settings_get_text (const CollectorSettings *settings, const char *key)
{
  const char *value = g_hash_table_lookup (settings->values, key);
  const Row *row = find_row (key);

  g_return_val_if_fail (row != NULL, "");
  return value != NULL ? value : row->standard;
}

gint64
collector_settings_get_int (const CollectorSettings *settings, const char *key)
{
  return g_ascii_strtoll (collector_settings_get_text (settings, key), NULL, 10);
}

const char *
collector_settings_get_zone (const CollectorSettings *settings)
{
  const char *name = collector_settings_get_text (settings, "zone");
  g_autoptr (GTimeZone) local = NULL;
  const TollZone *zone;

  if (*name == '\0')
    {
      local = g_time_zone_new_local ();
      name = g_time_zone_get_identifier (local);
    }
  zone = toll_zone_get (name, NULL);
  return zone != NULL ? toll_zone_get_name (zone) : "UTC";
}

void
collector_settings_foreach (
    const CollectorSettings *settings, CollectorSettingFunc func, gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    func (rows[i].key, collector_settings_get_text (settings, rows[i].key), rows[i].standard,
          rows[i].help, data);
}
