/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TollZone: an IANA time zone with its changes worked out once: fast conversion from any thread.
 * Kept by name for the life of the process (there are only a few). */
typedef struct _TollZone TollZone;

/* Returns: (transfer none) (nullable): the zone @name, or NULL with TOLL_ERROR_BAD_ARGUMENT for a
 * name the system's tz database does not have (never a silent fallback to UTC). Any thread. */
const TollZone *toll_zone_get (const char *name, GError **error);
const char *toll_zone_get_name (const TollZone *zone);

/* Seconds to add to UTC at @utc_ms. Right from 1970 to 2100. */
gint32 toll_zone_get_offset_s (const TollZone *zone, gint64 utc_ms);

/* Local calendar of an instant. day: days since 1970-01-01 of the local date; second_of_day:
 * wall-clock seconds 0..86399 (in the hour that occurs twice, the same values twice). */
void toll_zone_to_local (const TollZone *zone, gint64 utc_ms, gint32 *day, gint32 *second_of_day);

/* Instant of a local time; a time that occurs twice gives the first, one that does not occur
 * gives the instant of the change. @second_of_day 0..86400. */
gint64 toll_zone_from_local (const TollZone *zone, gint32 day, gint32 second_of_day);

/* Next instant after @utc_ms at which the offset changes; G_MAXINT64 when none is known. */
gint64 toll_zone_get_next_change_ms (const TollZone *zone, gint64 utc_ms);

/* Calendar of a day number: proleptic Gregorian. weekday: 1 = Monday .. 7 = Sunday. */
void toll_day_to_date (gint32 day, int *year, int *month, int *mday);
gint32 toll_day_from_date (int year, int month, int mday);
int toll_day_get_weekday (gint32 day);

/* Reads "2026-03-02T18:29:30.5+01:00", "…Z", or without offset in @zone; date alone = midnight.
 * Returns: FALSE with TOLL_ERROR_BAD_ARGUMENT. */
gboolean toll_zone_parse_iso8601 (
    const TollZone *zone, const char *text, gint64 *utc_ms, GError **error);

G_END_DECLS
