/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values of the settings table, from where they come in order of weight.
 */
#include "config.h"

#include "collector/store/settings.h"

#include "collector/store/setting-store.h"
#include "shared/base/error.h"
#include "shared/base/zone.h"

struct _CollectorSettings
{
  GHashTable *fixed;  /* key -> value: of the command line and the configuration file */
  GHashTable *stored; /* key -> value: of the database */
};

gboolean
collector_settings_set (
    CollectorSettings *settings, const char *key, const char *value, GError **error)
{
  if (!collector_setting_table_check (key, value, error))
    return FALSE;
  if (collector_setting_table_lookup (key)->kind == COLLECTOR_SETTING_NUMBERS)
    {
      toll_error_set_field (error, key, "is kept in the database alone");
      return FALSE;
    }
  g_hash_table_replace (settings->fixed, g_strdup (key), g_strdup (value));
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

static CollectorSettings *
new_empty (void)
{
  CollectorSettings *settings = g_new0 (CollectorSettings, 1);

  settings->fixed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  settings->stored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return settings;
}

CollectorSettings *
collector_settings_new (const char *config_path, GError **error)
{
  g_autoptr (CollectorSettings) settings = new_empty ();

  if (config_path != NULL && !read_config (settings, config_path, error))
    return NULL;
  return g_steal_pointer (&settings);
}

void
collector_settings_free (CollectorSettings *settings)
{
  g_hash_table_unref (settings->fixed);
  g_hash_table_unref (settings->stored);
  g_free (settings);
}

CollectorSettings *
collector_settings_load (const CollectorSettings *over, CollectorDb *db, GError **error)
{
  g_autoptr (CollectorSettings) settings = new_empty ();
  GHashTableIter iter;
  gpointer key, value;

  if (over != NULL)
    {
      g_hash_table_iter_init (&iter, over->fixed);
      while (g_hash_table_iter_next (&iter, &key, &value))
        g_hash_table_insert (settings->fixed, g_strdup (key), g_strdup (value));
    }
  if (!collector_settings_read_db (settings, db, error))
    return NULL;
  return g_steal_pointer (&settings);
}

void
collector_settings_fix (const CollectorSettings *settings)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, settings->fixed);
  while (g_hash_table_iter_next (&iter, &key, &value))
    collector_setting_fix (key, value);
}

static gboolean
take_stored (const char *key, const char *value, gpointer data, GError **error)
{
  CollectorSettings *settings = data;

  if (collector_setting_table_lookup (key) == NULL)
    return TRUE;
  if (!collector_setting_table_check (key, value, error))
    return FALSE;
  g_hash_table_replace (settings->stored, g_strdup (key), g_strdup (value));
  return TRUE;
}

gboolean
collector_settings_read_db (CollectorSettings *settings, CollectorDb *db, GError **error)
{
  g_hash_table_remove_all (settings->stored);
  return collector_setting_foreach (db, take_stored, settings, error);
}

const char *
collector_settings_get_text (const CollectorSettings *settings, const char *key)
{
  const CollectorSettingRow *row = collector_setting_table_lookup (key);
  const char *value = g_hash_table_lookup (settings->fixed, key);

  g_return_val_if_fail (row != NULL, "");
  if (value == NULL)
    value = g_hash_table_lookup (settings->stored, key);
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

gboolean
collector_settings_is_fixed (const CollectorSettings *settings, const char *key)
{
  return g_hash_table_contains (settings->fixed, key);
}

gboolean
collector_settings_is_set (const CollectorSettings *settings, const char *key)
{
  return g_hash_table_contains (settings->fixed, key)
      || g_hash_table_contains (settings->stored, key);
}

void
collector_settings_foreach (
    const CollectorSettings *settings, CollectorSettingFunc func, gpointer data)
{
  const CollectorSettingRow *row;

  for (guint i = 0; (row = collector_setting_table_get (i)) != NULL; i++)
    func (row,
          row->kind != COLLECTOR_SETTING_SECRET ? collector_settings_get_text (settings, row->key)
                                                : "",
          data);
}
