/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TestDescription: what the description of the interface says of routes: "GET /path" for each,
 * "GET /path 400" for each status that it answers, "PUT /path body" where it takes one. */
typedef GHashTable TestDescription;

/* Returns: (transfer full): to be freed by g_hash_table_unref(). */
TestDescription *test_description_read (void);

/* @what: a status or "body". */
gboolean test_description_has (TestDescription *description, const char *method, const char *path,
                               const char *what);

/* The same for a status; one that is not there is told as a test message. */
gboolean test_description_has_status (TestDescription *description, const char *method,
                                      const char *path, guint status);

G_END_DECLS
