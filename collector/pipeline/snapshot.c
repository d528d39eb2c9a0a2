/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Number plan, directory and tariffs of one moment, and the pricing of a call by them. Pure.
 */
#include "config.h"

#include "collector/pipeline/snapshot.h"

#include "collector/rating/question.h"

CollectorSnapshot *
collector_snapshot_new (CollectorPlan *plan, CollectorPeople *people, CollectorBook *book)
{
  CollectorSnapshot *snapshot = g_new0 (CollectorSnapshot, 1);

  g_atomic_ref_count_init (&snapshot->n_refs);
  snapshot->plan = collector_plan_ref (plan);
  snapshot->people = collector_people_ref (people);
  snapshot->book = collector_book_ref (book);
  return snapshot;
}

CollectorSnapshot *
collector_snapshot_ref (CollectorSnapshot *snapshot)
{
  g_atomic_ref_count_inc (&snapshot->n_refs);
  return snapshot;
}

void
collector_snapshot_unref (CollectorSnapshot *snapshot)
{
  if (snapshot == NULL || !g_atomic_ref_count_dec (&snapshot->n_refs))
    return;
  collector_plan_unref (snapshot->plan);
  collector_people_unref (snapshot->people);
  collector_book_unref (snapshot->book);
  g_free (snapshot);
}

/* The trunk's site; without one, the site whose extensions hold the line. */
static gint64
find_site (const CollectorSnapshot *snapshot, const TollCall *call)
{
  const CollectorGateway *gateway
      = *call->gateway != '\0' ? collector_plan_lookup_gateway (snapshot->plan, call->gateway)
                               : NULL;
  const CollectorSite *site;

  if (gateway != NULL && gateway->site_id != 0)
    return gateway->site_id;
  site = collector_plan_find_extension_site (snapshot->plan, call->extension, NULL);
  if (site == NULL)
    site = collector_plan_get_default_site (snapshot->plan);
  return site != NULL ? site->id : 0;
}

/* What the public network calls the site: its country and area code. */
static const char *
dup_site_prefix (const CollectorSnapshot *snapshot, const CollectorSite *site, TollArena *arena)
{
  const CollectorNation *nation = collector_numbering_lookup_nation (
      collector_plan_get_numbering (snapshot->plan), site->nation);
  g_autofree char *prefix
      = g_strconcat (nation != NULL ? nation->country_code : "", site->area_code, NULL);

  return toll_arena_strdup (arena, prefix);
}

/* Our number that somebody outside called. */
static void
understand_called (const CollectorSnapshot *snapshot, const TollCall *call, gint64 site_id,
                   TollArena *arena, CollectorNumber *number)
{
  const CollectorSite *site = collector_plan_lookup_site (snapshot->plan, site_id);

  if (site == NULL)
    site = collector_plan_get_default_site (snapshot->plan);
  collector_plan_understand (snapshot->plan, site, call->dialled, TRUE, arena, number);
  if (!number->is_extension && *number->e164 != '\0')
    return;
  number->digits = dup_site_prefix (snapshot, site, arena);
  number->dest_class = TOLL_CLASS_LOCAL;
}

static gboolean
is_free_without_tariff (TollDirection direction)
{
  return direction == TOLL_DIRECTION_INCOMING || direction == TOLL_DIRECTION_INTERNAL;
}

/* @dest_class: (out): which assignments are asked. */
static void
ask (const CollectorSnapshot *snapshot, const TollCall *call, gint64 site_id, TollArena *arena,
     CollectorQuestion *question, TollClass *dest_class)
{
  CollectorNumber called;

  collector_question_init_of_call (question, call, call->number);
  *dest_class = call->dest_class;
  if (call->direction != TOLL_DIRECTION_INCOMING
      || !collector_book_prices (snapshot->book, call->direction))
    return;
  understand_called (snapshot, call, site_id, arena, &called);
  question->digits = called.digits;
  question->is_short = FALSE;
  *dest_class = called.dest_class;
}

void
collector_snapshot_rate (const CollectorSnapshot *snapshot, TollCall *call, TollArena *arena)
{
  CollectorCharge charge = { .currency = "", .prefix = "" };
  CollectorQuestion question;
  TollClass dest_class;
  gint64 site_id = find_site (snapshot, call), version_id = 0;

  ask (snapshot, call, site_id, arena, &question, &dest_class);
  if (question.answered)
    collector_book_rate (snapshot->book, call->gateway, site_id, call->direction, dest_class,
                         &question, &charge, &version_id);
  if (charge.state == TOLL_RATING_UNRATED && charge.reason == TOLL_REASON_NO_TARIFF
      && is_free_without_tariff (call->direction))
    charge = (CollectorCharge){ .currency = "", .prefix = "" };
  call->rating_state = charge.state;
  call->reason = charge.state == TOLL_RATING_UNRATED ? charge.reason : TOLL_REASON_NONE;
  call->cost_micro = charge.state == TOLL_RATING_RATED ? charge.cost_micro : 0;
  call->currency
      = charge.state == TOLL_RATING_RATED && charge.currency != NULL ? charge.currency : "";
  call->tariff_version_id = version_id;
  call->rate_prefix = charge.prefix != NULL ? charge.prefix : "";
}
