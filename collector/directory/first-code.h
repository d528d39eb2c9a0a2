/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* There is no default account: the first administrator is whoever knows a code that was printed on
 * the host. 100 random bits, good for a day and for one use; only its hash is kept. */

#define COLLECTOR_FIRST_CODE_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

/* Is there nobody who can sign in as an administrator? */
gboolean collector_first_code_is_needed (CollectorDb *db, gboolean *is_needed, GError **error);

/* Makes a code, which replaces the one before. Writer.
 * Returns: (transfer full): "7K3QX-…"; NULL with CONFLICT when there is an administrator. */
char *collector_first_code_new (CollectorDb *db, gint64 now_ms, GError **error);

/* Does @code open the house now? Case, blanks and dashes do not matter, nor O for 0 or I for 1.
 * UNAUTHENTICATED when it does not: wrong, used, too old, or not needed any more. */
gboolean collector_first_code_check (CollectorDb *db, const char *code, gint64 now_ms,
                                     GError **error);

/* The code is used up. Writer, inside the transaction that makes the administrator. */
gboolean collector_first_code_forget (CollectorDb *db, GError **error);

G_END_DECLS
