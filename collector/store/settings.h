/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/setting-table.h"

G_BEGIN_DECLS

/* CollectorSettings: the values of the settings table. A value comes from the command line, else
 * the configuration file, else the database, else the default. Built by one thread, then only
 * read, by any. What runs for long takes a fresh copy when the company's revision has grown; a
 * handler takes one for its request. */
typedef struct _CollectorSettings CollectorSettings;

/* @config_path: (nullable): a key file whose [collector] group holds keys of the table. Refuses
 * unknown keys and values out of range, naming the key. Returns: (transfer full). */
CollectorSettings *collector_settings_new (const char *config_path, GError **error);
void collector_settings_free (CollectorSettings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorSettings, collector_settings_free)

/* @over: (nullable): whose command line and configuration file still stand over the database.
 * Returns: (transfer full): the values as @db has them now. Any lane. */
CollectorSettings *collector_settings_load (
    const CollectorSettings *over, CollectorDb *db, GError **error);

/* Sets a value over all others, as the command line does. */
gboolean collector_settings_set (
    CollectorSettings *settings, const char *key, const char *value, GError **error);

/* Has the readers of single stored settings, who know no CollectorSettings, told what stands over
 * the database. Before lanes are there. */
void collector_settings_fix (const CollectorSettings *settings);

/* Takes from the database what nothing above it has set. Keys the table does not know are left
 * alone; a value it refuses fails. */
gboolean collector_settings_read_db (CollectorSettings *settings, CollectorDb *db, GError **error);

/* Keys outside the table are a programmer's mistake. Texts belong to the settings. */
const char *collector_settings_get_text (const CollectorSettings *settings, const char *key);
gint64 collector_settings_get_int (const CollectorSettings *settings, const char *key);

/* The company's zone: the setting, or while it is empty the machine's own, or UTC when that has no
 * name. Static for the process. */
const char *collector_settings_get_zone (const CollectorSettings *settings);

/* TRUE when the command line or the configuration file says it: the database has no say then. */
gboolean collector_settings_is_fixed (const CollectorSettings *settings, const char *key);
/* TRUE when somebody said it, though it may equal the default. */
gboolean collector_settings_is_set (const CollectorSettings *settings, const char *key);

/* Called for each row of the table with the value as it holds now; "" for a secret, always. */
typedef void (*CollectorSettingFunc) (const CollectorSettingRow *row, const char *value,
                                      gpointer data);
void collector_settings_foreach (
    const CollectorSettings *settings, CollectorSettingFunc func, gpointer data);

G_END_DECLS
