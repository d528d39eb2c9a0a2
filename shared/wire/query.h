/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TollQuery: the parameters of an address ("limit=20&mine=true"), decoded. Immutable. */
typedef struct _TollQuery TollQuery;

/* Reads what stands after the "?" (nullable = none). Refuses, with TOLL_ERROR_BAD_ARGUMENT:
 * a broken escape, bytes that are not UTF-8 or a NUL, the same parameter twice, more than 32.
 * Returns: (transfer full). */
TollQuery *toll_query_read (const char *text, GError **error);
void toll_query_free (TollQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TollQuery, toll_query_free)

/* Returns: (transfer none) (nullable): the value; "" for a parameter without one. */
const char *toll_query_lookup (const TollQuery *query, const char *name);

/* Calls @visit for each parameter, by name. */
typedef void (*TollQueryVisit) (const char *name, const char *value, gpointer data);
void toll_query_visit (const TollQuery *query, TollQueryVisit visit, gpointer data);

/* Every parameter must be one of @known (NULL-terminated); the error names the first that is not. */
gboolean toll_query_check (const TollQuery *query, const char *const *known, GError **error);

/* @value keeps @fallback when the parameter is absent. Refuses what is not a whole number within
 * [@min, @max]. */
gboolean toll_query_get_int (const TollQuery *query, const char *name, gint64 min, gint64 max,
                             gint64 fallback, gint64 *value, GError **error);
/* "true" or "false". */
gboolean toll_query_get_bool (const TollQuery *query, const char *name, gboolean *value,
                              GError **error);

/* Appends "&name=value" ("?name=value" for the first) to the address @out, escaped. */
void toll_query_append (GString *out, const char *name, const char *value);

G_END_DECLS
