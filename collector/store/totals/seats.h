/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* A seat is a line and whose it was, as calls say: one who moves has two. Running totals by line are
 * kept by seat: those of the lines of a group of people are then sums of seats. */
typedef enum
{
  COLLECTOR_SEAT_LINE,
  COLLECTOR_SEAT_DEPARTMENT,
  COLLECTOR_SEAT_COST_CENTRE,
  COLLECTOR_SEAT_LOCATION,
  COLLECTOR_N_SEAT_IDS
} CollectorSeatId;

typedef struct
{
  gint64 ids[COLLECTOR_N_SEAT_IDS]; /* 0 = none */
} CollectorSeat;

/* CollectorSeats: all seats as the writer knows them. Ids are given in memory, written with the
 * totals, and forgotten when the transaction is. Belongs to CollectorTotals. Writer lane; any lane
 * where nothing is written. */
typedef struct _CollectorSeats CollectorSeats;

/* Knows those of the table. Returns: (transfer full): NULL with DATABASE. */
CollectorSeats *collector_seats_new (CollectorDb *db, GError **error);
void collector_seats_free (CollectorSeats *seats);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorSeats, collector_seats_free)

/* Returns: the id, a new one when it is a new seat. */
gint64 collector_seats_ensure (CollectorSeats *seats, const CollectorSeat *seat);
/* How many there are that the table did not have. */
guint collector_seats_count_new (const CollectorSeats *seats);
/* Writes the new ones into the table, inside the caller's transaction. */
gboolean collector_seats_flush (CollectorSeats *seats, CollectorDb *db, GError **error);
/* After COMMIT: what was made stays. After ROLLBACK: it is forgotten. */
void collector_seats_keep (CollectorSeats *seats);
void collector_seats_forget (CollectorSeats *seats);

/* The stored seats, each at the place of its id. What is read stays with the connection, so that the
 * next one who asks reads no more than what is new. Any lane.
 * Returns: (transfer none): of CollectorSeat, until the next call; NULL with DATABASE. */
const GArray *collector_seats_list (CollectorDb *db, GError **error);

G_END_DECLS
