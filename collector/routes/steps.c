/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The journey of a call as a list of steps. Each record tells how it came about (its redirect
 * reason), that somebody rang, perhaps that somebody answered. Pure; any thread.
 *
 * Source of the codes: Cisco, Call Reporting and Billing Administration Guide, "CDR Field
 * Descriptions", redirect reasons and OnBehalfOf codes.
 */
#include "config.h"

#include "collector/routes/steps.h"

#include <glib/gi18n.h>
#include <string.h>

#include "collector/normalize/events.h"
#include "shared/model/call.h"

static const char *const names[] = {
  "setup",      "ring", "answer", "forward", "transfer",  "consult",
  "conference", "hunt", "pickup", "park",    "voicemail", "end",
};
G_STATIC_ASSERT (G_N_ELEMENTS (names) == COLLECTOR_N_STEPS);

/* What a redirect reason says of the hop. */
static const struct
{
  guint32 reason;
  CollectorStepKind kind;
  const char *detail;
} reasons[] = {
  { 1, COLLECTOR_STEP_FORWARD, N_ ("forward busy") },
  { 2, COLLECTOR_STEP_FORWARD, N_ ("forward no answer") },
  { 4, COLLECTOR_STEP_TRANSFER, N_ ("transfer") },
  { 5, COLLECTOR_STEP_PICKUP, N_ ("picked up for a colleague") },
  { 7, COLLECTOR_STEP_PARK, N_ ("parked") },
  { 8, COLLECTOR_STEP_PARK, N_ ("taken from park") },
  { 9, COLLECTOR_STEP_FORWARD, N_ ("phone out of order") },
  { 10, COLLECTOR_STEP_FORWARD, N_ ("forward") },
  { 11, COLLECTOR_STEP_PARK, N_ ("back from park") },
  { 15, COLLECTOR_STEP_FORWARD, N_ ("forward all calls") },
  { 18, COLLECTOR_STEP_FORWARD, N_ ("deflected") },
  { 34, COLLECTOR_STEP_TRANSFER, N_ ("blind transfer") },
  { 50, COLLECTOR_STEP_VOICEMAIL, N_ ("diverted to voicemail") },
  { 82, COLLECTOR_STEP_FORWARD, N_ ("forward on failure") },
  { 98, COLLECTOR_STEP_CONFERENCE, N_ ("conference") },
  { 114, COLLECTOR_STEP_CONFERENCE, N_ ("barged in") },
  { 130, COLLECTOR_STEP_TRANSFER, N_ ("transfer") },
  { 146, COLLECTOR_STEP_TRANSFER, N_ ("transfer") },
  { 178, COLLECTOR_STEP_FORWARD, N_ ("forward: phone not registered") },
  { 786, COLLECTOR_STEP_HUNT, N_ ("queued") },
  { 802, COLLECTOR_STEP_HUNT, N_ ("taken from the queue") },
  { 818, COLLECTOR_STEP_FORWARD, N_ ("no agent signed in") },
  { 834, COLLECTOR_STEP_FORWARD, N_ ("queue full") },
  { 850, COLLECTOR_STEP_FORWARD, N_ ("waited too long") },
};

/* For hops whose reason says nothing: what the record's events say, the most telling first. */
static const struct
{
  guint32 flag;
  CollectorStepKind kind;
} events[] = {
  { TOLL_CALL_CONFERENCE, COLLECTOR_STEP_CONFERENCE },
  { TOLL_CALL_VOICEMAIL, COLLECTOR_STEP_VOICEMAIL },
  { TOLL_CALL_PICKED_UP, COLLECTOR_STEP_PICKUP },
  { TOLL_CALL_PARKED, COLLECTOR_STEP_PARK },
  { TOLL_CALL_TRANSFERRED, COLLECTOR_STEP_TRANSFER },
  { TOLL_CALL_FORWARDED, COLLECTOR_STEP_FORWARD },
};

const char *
collector_step_to_name (CollectorStepKind kind)
{
  return (guint) kind < COLLECTOR_N_STEPS ? names[kind] : "unknown";
}

static CollectorStep *
add_step (GArray *steps, CollectorStepKind kind, gint64 at_ms, const TollLeg *leg, guint index)
{
  CollectorStep step = {
    .kind = kind,
    .at_ms = at_ms,
    .from = leg->calling_number,
    .to = leg->final_called_number,
    .device = leg->dest_device,
    .detail = "",
    .leg = index,
  };

  g_array_append_val (steps, step);
  return &g_array_index (steps, CollectorStep, steps->len - 1);
}

/* One redirection by its reason code. Returns: FALSE when the code says nothing. */
static gboolean
add_redirect (GArray *steps, guint32 reason, const char *from, const char *to, const TollLeg *leg,
              guint index)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].reason == reason)
      {
        CollectorStep *step = add_step (steps, reasons[i].kind, leg->setup_ms, leg, index);

        step->from = from;
        step->to = to;
        step->detail = reasons[i].detail;
        return TRUE;
      }
  return FALSE;
}

/* A record whose both sides ended because a transfer tied others together was a consultation. */
static gboolean
is_consultation (const TollLeg *leg, guint index)
{
  enum
  {
    BEHALF_TRANSFER = 10
  };

  return index > 0 && leg->orig_termination_behalf == BEHALF_TRANSFER &&
         leg->dest_termination_behalf == BEHALF_TRANSFER;
}

/* How the record's called party came to be another than the one first called. */
static void
add_redirects (GArray *steps, const TollLeg *leg, guint index)
{
  gboolean two = leg->orig_redirect_reason != 0 && leg->last_redirect_number[0] != '\0' &&
                 strcmp (leg->last_redirect_number, leg->original_called_number) != 0;
  guint before = steps->len;

  if (two)
    add_redirect (steps, leg->orig_redirect_reason, leg->original_called_number,
                  leg->last_redirect_number, leg, index);
  add_redirect (steps, leg->last_redirect_reason,
                leg->last_redirect_number[0] != '\0' ? leg->last_redirect_number
                                                     : leg->original_called_number,
                leg->final_called_number, leg, index);
  if (steps->len == before && index > 0 && !is_consultation (leg, index))
    for (guint i = 0; i < G_N_ELEMENTS (events); i++)
      if (collector_events_get_flags (leg) & events[i].flag)
        {
          add_step (steps, events[i].kind, leg->setup_ms, leg, index);
          break;
        }
}

static void
add_leg (GArray *steps, const TollLeg *leg, guint index)
{
  gint64 until_ms = leg->connect_ms != 0 ? leg->connect_ms : leg->disconnect_ms;
  CollectorStep *step;

  if (index == 0)
    {
      step = add_step (steps, COLLECTOR_STEP_SETUP, leg->setup_ms, leg, index);
      step->to = leg->original_called_number;
      step->device = leg->orig_device;
    }
  else if (is_consultation (leg, index))
    add_step (steps, COLLECTOR_STEP_CONSULT, leg->setup_ms, leg, index);
  add_redirects (steps, leg, index);
  if (leg->hunt_pilot_number[0] != '\0')
    {
      step = add_step (steps, COLLECTOR_STEP_HUNT, leg->setup_ms, leg, index);
      step->from = leg->hunt_pilot_number;
    }
  if (until_ms > leg->setup_ms)
    {
      step = add_step (steps, COLLECTOR_STEP_RING, leg->setup_ms, leg, index);
      step->ring_ms = until_ms - leg->setup_ms;
    }
  if (leg->connect_ms != 0)
    {
      step = add_step (steps, COLLECTOR_STEP_ANSWER, leg->connect_ms, leg, index);
      step->talk_ms = leg->duration_ms;
    }
}

static int
by_instant (gconstpointer a, gconstpointer b)
{
  const CollectorStep *left = a, *right = b;

  return left->at_ms < right->at_ms ? -1 : left->at_ms > right->at_ms;
}

void
collector_steps_derive (const TollLeg *const *legs, guint n_legs, GArray *steps)
{
  guint last = 0;

  for (guint i = 0; i < n_legs; i++)
    {
      add_leg (steps, legs[i], i);
      if (legs[i]->disconnect_ms >= legs[last]->disconnect_ms)
        last = i;
    }
  /* Stable: steps of one instant stay in the order in which they happened. */
  g_array_sort (steps, by_instant);
  if (n_legs > 0)
    add_step (steps, COLLECTOR_STEP_END,
              MAX (legs[last]->disconnect_ms, legs[last]->setup_ms), legs[last], last);
}
