/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the fields of time in query/fields.c say of the start of a call, for any instant. */

/* @local_ms: an instant on the clock there: milliseconds since 1970. Returns: the field's key then. */
typedef gint64 (*CollectorTimeFunction) (gint64 local_ms);

/* Returns: (nullable): NULL for what is no such field. */
CollectorTimeFunction collector_time_field_find (const char *id);

G_END_DECLS
