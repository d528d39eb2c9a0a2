/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/zone.h"

G_BEGIN_DECLS

/* Time bands: which days and which hours of the day. Local time; a window that wraps midnight
 * holds on the instant's own day, before and after. Pure, any thread. */

typedef enum
{
  COLLECTOR_DAYS_WEEKLY,
  COLLECTOR_DAYS_YEARLY,
  COLLECTOR_DAYS_RANGE,
} CollectorDaysKind;

typedef struct
{
  CollectorDaysKind kind;
  guint8 weekdays;    /* WEEKLY: bit 0 = Monday */
  guint8 month, mday; /* YEARLY */
  gint32 from_day;    /* RANGE: day numbers, half open */
  gint32 to_day;
} CollectorDays;

/* Seconds of the day, half open, never wrapping, 0 <= from < to <= 86400. */
typedef struct
{
  gint32 from_s;
  gint32 to_s;
} CollectorWindow;

#define COLLECTOR_MAX_WINDOWS 64

/* Reads "*", "1-5", "67", "dMMDD" or "DYYYY-MM-DD/YYYY-MM-DD" (end excluded).
 * Returns: FALSE with BAD_ARGUMENT for the field "days". */
gboolean collector_days_parse (CollectorDays *days, const char *text, GError **error);

/* Returns: (transfer full): the canonical text. */
char *collector_days_to_text (const CollectorDays *days);
gboolean collector_days_hold (const CollectorDays *days, gint32 day);

/* TRUE when some day belongs to both. */
gboolean collector_days_meet (const CollectorDays *a, const CollectorDays *b);

/* Appends the windows of "HH:MM[:SS]-HH:MM[:SS]+…" to @windows (of CollectorWindow); one that
 * wraps midnight becomes two. Returns: FALSE with BAD_ARGUMENT for the field "windows". */
gboolean collector_windows_parse (GArray *windows, const char *text, GError **error);

/* Returns: (transfer full): "08:00-18:30+20:00-24:00". */
char *collector_windows_to_text (const CollectorWindow *windows, guint n_windows);

G_END_DECLS
