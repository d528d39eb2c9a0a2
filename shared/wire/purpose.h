/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why somebody looks at calls of others: said in a dialog, sent in Tollkeeper-Purpose, kept in the
 * access log. */

#define TOLL_MAX_PURPOSE 200 /* characters */

/* TRUE when @purpose, valid UTF-8, has three letters or digits at least: a dot is no reason. Any
 * thread. */
gboolean toll_purpose_is_stated (const char *purpose);

G_END_DECLS
