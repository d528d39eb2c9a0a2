/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* CollectorCalled: the table `call_called`, the called side of internal calls. Like the places of
 * CollectorFinder it is gathered and goes in sorted; a call without a called side costs nothing.
 * Writer lane. */
typedef struct _CollectorCalled CollectorCalled;

/* CollectorCalledRow: a row of the table, in the order of its columns. */
typedef struct
{
  gint64 line_id;
  gint64 call_id;
  gint64 device_id;
  gint64 login_id;
  gint64 person_id;
  gint64 department_id;
  gint64 cost_centre_id;
  gint64 location_id;
} CollectorCalledRow;

CollectorCalled *collector_called_new (void);
void collector_called_free (CollectorCalled *called);

/* The called side of a call came. */
void collector_called_add (CollectorCalled *called, const CollectorCalledRow *row);
/* It went. */
void collector_called_remove (CollectorCalled *called, gint64 line_id, gint64 call_id);

/* Notes that the line was called for the person and the groups of the side that was called: see
 * `called_group`. Inside the caller's transaction. */
gboolean collector_called_note_groups (CollectorDb *db, const CollectorCalledRow *row,
                                       GError **error);

/* Writes what was gathered, inside the caller's transaction, and forgets it. */
gboolean collector_called_flush (CollectorCalled *called, CollectorDb *db, GError **error);
/* What was gathered, or written but not committed. */
void collector_called_forget (CollectorCalled *called);

G_END_DECLS
