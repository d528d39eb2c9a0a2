/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "shared/base/error.h"

G_BEGIN_DECLS

/* The fields that every answer carries, also refusals that never reach a handler. */
typedef struct
{
  const char *name;
  const char *value;
  gboolean only_tls;
} CollectorHeader;

extern const CollectorHeader collector_common_headers[];
extern const guint collector_n_common_headers;

/* An error as RFC 9457 "application/problem+json".
 * @status: 0 = that of @code. @field: (nullable). @day: (nullable): see toll_error_dup_day().
 * Returns: (transfer full). */
GString *collector_problem_new (guint status, TollError code, const char *detail,
                                const char *field, const char *day);

/* The same for an error of ours. What failed inside (status 500) is logged and not told. */
GString *collector_problem_from_error (const GError *error, guint *status);

/* Returns: (transfer none): the words of a status line, also of those libsoup does not know. */
const char *collector_problem_get_phrase (guint status);

/* A whole answer, head and body, with "Connection: close": for requests that are refused before
 * the HTTP library sees them. */
GString *collector_problem_new_answer (guint status, TollError code, const char *detail,
                                       gboolean is_tls);

G_END_DECLS
