/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* @login: a user id of records; @user_names: of those who share it, whoever has its calls first,
 * separated by ", ". Texts live until the function returns. */
typedef void (*CollectorDoubledFunc) (const char *login, const char *user_names, gpointer data);

/* Calls @func for each user id of records that is several people's now. Saving has refused that only
 * since it is looked at: a ledger of before may have some. Any lane. */
gboolean collector_people_foreach_doubled_login (CollectorDb *db, gint64 now_ms,
                                                 CollectorDoubledFunc func, gpointer data,
                                                 GError **error);

G_END_DECLS
