/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* CollectorSettings: what an administrator may set, one row of settings.c per key. A value comes
 * from the command line, else the configuration file, else the database, else the default.
 * Written before the service starts, then only read. */
typedef struct _CollectorSettings CollectorSettings;

/* @config_path: (nullable): a key file whose [collector] group holds keys of the table. Refuses
 * unknown keys and values out of range, naming the key. Returns: (transfer full). */
CollectorSettings *collector_settings_new (const char *config_path, GError **error);
void collector_settings_free (CollectorSettings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorSettings, collector_settings_free)

/* Sets a value over all others, as the command line does. */
gboolean collector_settings_set (
    CollectorSettings *settings, const char *key, const char *value, GError **error);

/* Takes from the database what nothing above it has set. */
gboolean collector_settings_read_db (CollectorSettings *settings, CollectorDb *db, GError **error);

/* Keys outside the table are a programmer's mistake. Texts belong to the settings. */
const char *collector_settings_get_text (const CollectorSettings *settings, const char *key);
gint64 collector_settings_get_int (const CollectorSettings *settings, const char *key);

/* The company's zone: the setting, or while it is empty the machine's own, or UTC when that has no
 * name. Static for the process. */
const char *collector_settings_get_zone (const CollectorSettings *settings);

/* Called for each row of the table: key, value as it holds now, default, explanation
 * (untranslated). */
typedef void (*CollectorSettingFunc) (const char *key, const char *value, const char *standard,
                                      const char *help, gpointer data);
void collector_settings_foreach (
    const CollectorSettings *settings, CollectorSettingFunc func, gpointer data);

/* Checks a value for @key as the table says. */
gboolean collector_settings_check (const char *key, const char *value, GError **error);

G_END_DECLS
