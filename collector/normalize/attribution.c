/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose call it is and with whom: the line and its owner at the instant of the call, the outside
 * number understood as its site dials, trunk and site, and how it ended. Pure; any thread.
 */
#include "config.h"

#include "collector/normalize/attribution.h"

#include "collector/normalize/events.h"
#include "collector/normalize/lines.h"

#include <string.h>

#define OUTSIDE_DIGITS 8 /* fewer are taken for an extension */

/* Q.850: nobody was there or wanted to answer; any other unanswered end is a failure. */
static gboolean
is_unanswered_cause (guint32 cause)
{
  switch (cause)
    {
    case 0:
    case 16: /* the caller gave up */
    case 18:
    case 19:
    case 20:
    case 31:
      return TRUE;
    default:
      return FALSE;
    }
}

#define CAUSE_BUSY 17

/* Nobody answered and nobody can be blamed, or the far end was busy, or something failed. */
static TollOutcome
choose_unconnected_outcome (const TollCall *call)
{
  if ((call->flags & TOLL_CALL_BLOCKED) != 0)
    return TOLL_OUTCOME_FAILED;
  if (call->direction == TOLL_DIRECTION_INCOMING)
    return TOLL_OUTCOME_MISSED;
  if (call->cause == CAUSE_BUSY)
    return TOLL_OUTCOME_BUSY;
  return is_unanswered_cause (call->cause) ? TOLL_OUTCOME_UNANSWERED : TOLL_OUTCOME_FAILED;
}

/* A voicemail that somebody dialled is an answer; one that the call was sent to is not. */
static gboolean
is_answered_inside (const CollectorTree *tree)
{
  for (guint i = 0; i < tree->n_hops; i++)
    {
      const TollLeg *leg = tree->hops[i].leg;

      if (leg->connect_ms > 0
          && (tree->hops[i].dest != COLLECTOR_END_VOICEMAIL
              || strcmp (leg->original_called_number, leg->final_called_number) == 0))
        return TRUE;
    }
  return FALSE;
}

static TollOutcome
choose_outcome (const CollectorTree *tree, gboolean is_human, const TollCall *call)
{
  if (call->connect_ms == 0)
    return choose_unconnected_outcome (call);
  if (call->direction == TOLL_DIRECTION_INCOMING && !is_human)
    return TOLL_OUTCOME_MISSED;
  if (call->direction == TOLL_DIRECTION_INTERNAL && !is_answered_inside (tree))
    return TOLL_OUTCOME_UNANSWERED;
  return TOLL_OUTCOME_ANSWERED;
}

/* Where a line is: as told of its phone, else the site whose plan holds its number. */
static const CollectorSite *
find_line_site (const CollectorContext *context, const CollectorLine *line,
                const CollectorSite *near)
{
  const CollectorSite *site
      = *line->device != '\0' ? collector_plan_lookup_device_site (context->plan, line->device)
                              : NULL;

  if (site != NULL)
    return site;
  return *line->number != '\0'
             ? collector_plan_find_extension_site (context->plan, line->number, near)
             : NULL;
}

/* Whose the claim's number is in the one form of outside numbers: records may write a direct number
 * as its nation does. */
static const CollectorOwner *
find_owner_of_whole (const CollectorContext *context, const CollectorSite *site,
                     CollectorClaim claim, gint64 at_ms)
{
  g_autoptr (TollArena) arena = NULL;

  if (claim.number == NULL || *claim.number == '+' || strlen (claim.number) < OUTSIDE_DIGITS)
    return NULL;
  arena = toll_arena_new ();
  claim.number = collector_plan_find_whole (
      context->plan, site != NULL ? site : collector_plan_get_default_site (context->plan),
      claim.number, TRUE, arena);
  return *claim.number != '\0' ? collector_people_lookup (context->people, &claim, at_ms) : NULL;
}

/* Never NULL: nobody has no id. @site: (inout): where a line is of which nothing else tells; then
 * where this one is. */
static const CollectorOwner *
find_owner (const CollectorContext *context, const CollectorLine *line, gint64 at_ms,
            const CollectorSite **site)
{
  static const CollectorOwner nobody;
  const CollectorSite *own_site = find_line_site (context, line, *site);
  CollectorClaim claim = { .number = line->number,
                           .partition = line->partition,
                           .login_user = line->user,
                           .device = line->device };
  const CollectorOwner *owner;

  if (own_site != NULL)
    *site = own_site;
  claim.site_id = *site != NULL ? (*site)->id : 0;
  owner = collector_people_lookup (context->people, &claim, at_ms);
  if (owner == NULL)
    owner = find_owner_of_whole (context, *site, claim, at_ms);
  return owner != NULL ? owner : &nobody;
}

void
collector_attribution_find_owner (const CollectorContext *context, TollCall *call)
{
  const CollectorSite *site = collector_plan_lookup_device_site (context->plan, call->gateway);
  const CollectorLine line
      = { call->extension, call->partition, call->device, call->login_user };
  const CollectorLine called = { call->called_extension, call->called_partition,
                                 call->called_device, call->called_login };
  const CollectorOwner *owner = find_owner (context, &line, call->start_ms, &site);

  call->person_id = owner->person_id;
  call->department_id = owner->department_id;
  call->cost_centre_id = owner->cost_centre_id;
  call->location_id = owner->location_id;
  if (*called.number == '\0')
    return;
  owner = find_owner (context, &called, call->start_ms, &site);
  call->called_person_id = owner->person_id;
  call->called_department_id = owner->department_id;
  call->called_cost_centre_id = owner->cost_centre_id;
  call->called_location_id = owner->location_id;
}

/* @call has its gateway already: it may tell where the line is. */
static void
set_owner (const CollectorContext *context, const CollectorLine *line, TollCall *call)
{
  call->extension = line->number;
  call->partition = line->partition;
  call->device = line->device;
  call->login_user = line->user;
  collector_attribution_find_owner (context, call);
}

static void
set_last_extension (const CollectorTree *tree, guint party, TollCall *call)
{
  CollectorLine holder = collector_lines_find_holder (tree, party);

  if (strcmp (holder.number, call->extension) != 0)
    call->last_extension = holder.number;
}

/* The trunk of the party; a first attempt may not have reached one. */
static const char *
find_trunk (const CollectorTree *tree, guint party, gboolean is_called)
{
  guint n;
  const guint *hops = collector_tree_list_hops (tree, party, &n);

  for (guint i = 0; i < n; i++)
    {
      const CollectorHop *hop = &tree->hops[hops[i]];
      gboolean is_dest = hop->dest_party == party && (is_called || hop->orig_party != party);
      const char *device = is_dest ? hop->leg->dest_device : hop->leg->orig_device;

      if (collector_hop_has_party (hop, party) && *device != '\0')
        return device;
    }
  return "";
}

static const CollectorSite *
choose_site (const CollectorContext *context, const CollectorSite *first,
             const CollectorSite *second)
{
  if (first != NULL)
    return first;
  return second != NULL ? second : collector_plan_get_default_site (context->plan);
}

static void
set_number (const CollectorNumber *number, TollArena *arena, TollCall *call)
{
  call->number = toll_arena_strdup (arena, number->shown);
  call->dest_class = number->dest_class;
  call->nation = toll_arena_strdup (arena, number->nation);
  call->area = toll_arena_strdup (arena, number->area);
  call->operator_name = toll_arena_strdup (arena, number->operator_name);
}

/* The number our side called. What left the trunk is trusted when it is in international form, or
 * when the number in the dialling plan says nothing: a trunk's own form lacks the access code, so
 * it cannot be read as dialled. */
static void
understand_called (const CollectorContext *context, const CollectorSite *site,
                   const TollLeg *leg, TollArena *arena, CollectorNumber *number)
{
  const char *sent = leg->outpulsed_called_number;
  const char *called = *leg->final_called_number != '\0' ? leg->final_called_number
                                                         : leg->original_called_number;
  CollectorNumber other;

  if (*leg->mobile_called_number != '\0')
    called = leg->mobile_called_number;
  else if (*sent == '+' && strlen (sent) > 7)
    called = sent;
  collector_plan_understand (context->plan, site, called, FALSE, arena, number);
  if (number->dest_class != TOLL_CLASS_UNKNOWN || *sent == '\0' || called == sent)
    return;
  collector_plan_understand (context->plan, site, sent, TRUE, arena, &other);
  if (other.dest_class != TOLL_CLASS_UNKNOWN)
    *number = other;
}

static void
set_caller (const CollectorContext *context, const CollectorSite *site, const TollLeg *leg,
            TollArena *arena, CollectorNumber *number, TollCall *call)
{
  const char *calling = *leg->mobile_calling_number != '\0' ? leg->mobile_calling_number
                                                            : leg->calling_number;

  collector_plan_understand (context->plan, site, calling, TRUE, arena, number);
  call->caller_e164 = toll_arena_strdup (arena, number->e164);
}

static void
fill_incoming (const CollectorContext *context, const CollectorTree *tree, guint party,
               TollArena *arena, TollCall *call)
{
  const TollLeg *leg = tree->hops[tree->parties[party].origin].leg;
  const char *trunk = find_trunk (tree, party, FALSE);
  const CollectorSite *near = collector_plan_lookup_device_site (context->plan, trunk);
  const CollectorSite *site;
  CollectorNumber number;
  CollectorLine line;
  gboolean is_human = collector_lines_find_answerer (tree, party, &line);

  site = choose_site (context, near, find_line_site (context, &line, near));
  call->gateway = trunk;
  set_owner (context, &line, call);
  set_last_extension (tree, party, call);
  set_caller (context, site, leg, arena, &number, call);
  set_number (&number, arena, call);
  call->first_extension = leg->original_called_number;
  call->site = toll_arena_strdup (arena, site->name);
  call->outcome = choose_outcome (tree, is_human, call);
}

static void
fill_outgoing (const CollectorContext *context, const CollectorTree *tree, guint party,
               TollArena *arena, TollCall *call)
{
  const TollLeg *leg = tree->hops[tree->parties[party].origin].leg;
  const char *trunk = find_trunk (tree, party, TRUE);
  const CollectorSite *near = collector_plan_lookup_device_site (context->plan, trunk);
  CollectorLine line = collector_lines_find_placer (context, tree, party, arena);
  const CollectorSite *site
      = choose_site (context, find_line_site (context, &line, near), near);
  CollectorNumber number;

  call->gateway = trunk;
  set_owner (context, &line, call);
  set_last_extension (tree, party, call);
  if (call->direction == TOLL_DIRECTION_TRANSIT)
    set_caller (context, site, leg, arena, &number, call);
  understand_called (context, site, leg, arena, &number);
  set_number (&number, arena, call);
  call->callee_e164 = toll_arena_strdup (arena, number.e164);
  call->site = toll_arena_strdup (arena, site->name);
  call->outcome = choose_outcome (tree, TRUE, call);
}

/* The other side of an internal call: the line it reached; of a conference: what was dialled. */
static const char *
choose_internal_number (const TollLeg *leg)
{
  const char *number = leg->final_called_number;

  return *number == '\0' || collector_direction_is_bridge_number (number)
             ? leg->original_called_number
             : number;
}

/* Who came into an internal conversation last, when that is neither of the two it began with. */
static void
set_last_inside (const CollectorTree *tree, TollCall *call)
{
  gint64 latest_ms = -1;

  for (guint i = 0; i < tree->n_hops; i++)
    {
      const CollectorHop *hop = &tree->hops[i];

      if (hop->dest != COLLECTOR_END_INSIDE || hop->leg->connect_ms <= 0
          || hop->leg->disconnect_ms < latest_ms)
        continue;
      latest_ms = hop->leg->disconnect_ms;
      call->last_extension = hop->leg->final_called_number;
    }
  if (strcmp (call->last_extension, call->extension) == 0
      || strcmp (call->last_extension, call->number) == 0)
    call->last_extension = "";
}

/* The line an internal call was for. A line that called itself is one side, not two. */
static void
set_called (const CollectorTree *tree, const CollectorLine *placer, TollCall *call)
{
  CollectorLine line;

  collector_lines_find_answerer (tree, 0, &line);
  if (*line.number == '\0'
      || (strcmp (line.number, placer->number) == 0
          && strcmp (line.partition, placer->partition) == 0))
    return;
  call->called_extension = line.number;
  call->called_partition = line.partition;
  call->called_device = line.device;
  call->called_login = line.user;
}

static void
fill_internal (const CollectorContext *context, const CollectorTree *tree, TollArena *arena,
               TollCall *call)
{
  const TollLeg *leg = tree->hops[tree->parties[0].origin].leg;
  CollectorLine line = collector_lines_find_placer (context, tree, 0, arena);
  const CollectorSite *site
      = choose_site (context, find_line_site (context, &line, NULL), NULL);

  set_called (tree, &line, call);
  set_owner (context, &line, call);
  call->number = choose_internal_number (leg);
  call->dest_class = TOLL_CLASS_INTERNAL;
  call->site = toll_arena_strdup (arena, site->name);
  set_last_inside (tree, call);
  call->outcome = choose_outcome (tree, TRUE, call);
}

static const char *
find_pilot (const CollectorTree *tree, guint party)
{
  guint n;
  const guint *hops = collector_tree_list_hops (tree, party, &n);

  for (guint i = 0; i < n; i++)
    {
      const TollLeg *leg = tree->hops[hops[i]].leg;

      if (!collector_hop_has_party (&tree->hops[hops[i]], party))
        continue;
      if (*leg->hunt_pilot_number != '\0')
        return leg->hunt_pilot_number;
      if (leg->called_pattern_usage == COLLECTOR_USAGE_HUNT_PILOT)
        return leg->final_called_number;
    }
  return "";
}

void
collector_attribution_fill (const CollectorContext *context, const CollectorTree *tree,
                            guint party, TollArena *arena, TollCall *call)
{
  const TollLeg *leg = tree->hops[tree->parties[party].origin].leg;

  call->dialled = leg->original_called_number;
  call->direction = tree->parties[party].direction;
  if ((call->flags & TOLL_CALL_HUNT) != 0)
    call->hunt_pilot = find_pilot (tree, party);
  switch (call->direction)
    {
    case TOLL_DIRECTION_INTERNAL:
      fill_internal (context, tree, arena, call);
      break;
    case TOLL_DIRECTION_INCOMING:
      fill_incoming (context, tree, party, arena, call);
      break;
    default:
      fill_outgoing (context, tree, party, arena, call);
      break;
    }
}
