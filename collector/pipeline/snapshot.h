/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/journey.h"
#include "collector/rating/book.h"

G_BEGIN_DECLS

/* CollectorSnapshot: everything that turning records into priced calls depends on, as of one
 * moment. Immutable, reference counted, any thread; a batch holds one from its beginning to its
 * end. */
typedef struct
{
  gatomicrefcount n_refs;
  CollectorPlan *plan;
  CollectorPeople *people;
  CollectorBook *book;
} CollectorSnapshot;

/* Takes references of its own. */
CollectorSnapshot *collector_snapshot_new (CollectorPlan *plan, CollectorPeople *people,
                                           CollectorBook *book);
CollectorSnapshot *collector_snapshot_ref (CollectorSnapshot *snapshot);
void collector_snapshot_unref (CollectorSnapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorSnapshot, collector_snapshot_unref)

/* Prices @call by its direction, trunk, site and class, and puts the price into it. An incoming call
 * is priced by the number that was called and its class: a toll-free number is paid for by its
 * owner, whoever calls. Where the record has an extension for it, it counts as a number of the
 * site's own area. A call that nobody answered is not chargeable; nor is an incoming or internal
 * one when no tariff is assigned to it. An outgoing or transit call without a tariff is unrated:
 * NO_TARIFF. @arena: for the time of the batch. Pure. */
void collector_snapshot_rate (const CollectorSnapshot *snapshot, TollCall *call,
                              TollArena *arena);

G_END_DECLS
