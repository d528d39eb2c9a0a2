/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* Settings kept in the database. The meaning of a key is told by setting-table. */

/* Returns: (transfer full) (nullable): the fixed or stored value, NULL without error when there is none. */
char *collector_setting_dup (CollectorDb *db, const char *key, GError **error);

/* Said over whatever databases store, by the command line or the configuration file: what
 * collector_setting_dup() tells from now on. @value NULL takes it back. Before lanes are there. */
void collector_setting_fix (const char *key, const char *value);

/* Called for each stored setting, known to the table or not; the texts live until it returns.
 * Returns: FALSE with @error to stop. */
typedef gboolean (*CollectorStoredSettingFunc) (const char *key, const char *value, gpointer data,
                                                GError **error);
gboolean collector_setting_foreach (
    CollectorDb *db, CollectorStoredSettingFunc func, gpointer data, GError **error);

/* @value NULL forgets the setting. Counts the revision up. */
gboolean collector_setting_set (
    CollectorDb *db, const char *key, const char *value, GError **error);

/* The company's revision: it grows with every change of a company table. */
gboolean collector_revision_get (CollectorDb *db, gint64 *revision, GError **error);

/* Called by every store function that changes a company table, in the same transaction. */
gboolean collector_revision_bump (CollectorDb *db, GError **error);

G_END_DECLS
