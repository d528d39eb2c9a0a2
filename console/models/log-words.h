/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Words for entries of the access log, as GET /access-log lists them. Main thread. */

/* Returns: what was done; the address as it is when that is not known. */
const char *console_log_words_action (JsonObject *entry);
/* Returns: (transfer full): by what it was narrowed, or what of it was changed, one fact after the
 * other; "" for nothing. Instants are shown in @zone. */
char *console_log_words_dup_filter (JsonObject *entry, GTimeZone *zone);
/* Returns: (transfer full): the names of the first @max of those whose data was shown or changed, with
 * commas between them; "" when it is nobody's, or nobody may be named. */
char *console_log_words_dup_names (JsonObject *entry, guint max);

G_END_DECLS
