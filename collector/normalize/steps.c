/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The journey of a call as a list of steps. Each record tells how it came about (its redirect
 * reason), that somebody rang, perhaps that somebody answered. Pure; any thread.
 *
 * Source of the codes: Cisco, Call Reporting and Billing Administration Guide, "CDR Field
 * Descriptions", redirect reasons and OnBehalfOf codes.
 */
#include "config.h"

#include "collector/normalize/steps.h"

#include <glib/gi18n.h>
#include <string.h>

#include "collector/normalize/device-shape.h"
#include "collector/normalize/direction.h"
#include "collector/normalize/events.h"
#include "collector/normalize/step-end.h"
#include "collector/normalize/step-order.h"

/* Whose behalf a record was ended or joined on. */
enum
{
  BEHALF_PARK = 3,
  BEHALF_TRANSFER = 10,
  BEHALF_DIRECTED_PARK = 26,
  REASON_NO_ANSWER = 2,
  REASON_PICKUP = 5,
  REASON_PARK_PICKUP = 8,
  REASON_DIVERT = 50,
};

static const char *const names[] = {
  "setup",      "ring", "answer", "forward", "transfer",  "consult",
  "conference", "hunt", "pickup", "park",    "voicemail", "end",
  "join",       "connect", "unpark", "code", "queue",
};
G_STATIC_ASSERT (G_N_ELEMENTS (names) == COLLECTOR_N_STEPS);

/* What a redirect reason says of the hop, and what is to be added to that. */
static const struct
{
  guint32 reason;
  CollectorStepKind kind;
  const char *detail;
} reasons[] = {
  { 1, COLLECTOR_STEP_FORWARD, N_ ("line busy") },
  { REASON_NO_ANSWER, COLLECTOR_STEP_FORWARD, N_ ("no answer") },
  { 4, COLLECTOR_STEP_TRANSFER, "" },
  { REASON_PICKUP, COLLECTOR_STEP_PICKUP, "" },
  { 7, COLLECTOR_STEP_PARK, "" },
  { REASON_PARK_PICKUP, COLLECTOR_STEP_UNPARK, "" },
  { 9, COLLECTOR_STEP_FORWARD, N_ ("phone out of order") },
  { 10, COLLECTOR_STEP_FORWARD, "" },
  { 11, COLLECTOR_STEP_UNPARK, N_ ("nobody took it: back to who parked it") },
  { 15, COLLECTOR_STEP_FORWARD, N_ ("all calls are forwarded") },
  { 18, COLLECTOR_STEP_FORWARD, N_ ("deflected") },
  { 34, COLLECTOR_STEP_TRANSFER, N_ ("blind transfer") },
  { REASON_DIVERT, COLLECTOR_STEP_FORWARD, N_ ("diverted to voicemail") },
  { 82, COLLECTOR_STEP_FORWARD, N_ ("could not be reached") },
  { 98, COLLECTOR_STEP_CONFERENCE, "" },
  { 114, COLLECTOR_STEP_CONFERENCE, N_ ("barged in") },
  { 130, COLLECTOR_STEP_TRANSFER, "" },
  { 146, COLLECTOR_STEP_TRANSFER, "" },
  { 178, COLLECTOR_STEP_FORWARD, N_ ("phone not registered") },
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
  { TOLL_CALL_PICKED_UP, COLLECTOR_STEP_PICKUP },
  { TOLL_CALL_TRANSFERRED, COLLECTOR_STEP_TRANSFER },
  { TOLL_CALL_FORWARDED, COLLECTOR_STEP_FORWARD },
};

/* What is being told: the call, its records in order, the steps so far. */
typedef struct
{
  const TollCall *call;
  GArray *records; /* of CollectorStepRecord */
  GArray *steps;
  guint last_connected; /* index in records of the last that connected; G_MAXUINT none */
  gboolean has_code;    /* that a code was entered was told */
} Telling;

const char *
collector_step_to_name (CollectorStepKind kind)
{
  return (guint) kind < COLLECTOR_N_STEPS ? names[kind] : "unknown";
}

/* The mailbox has the call's last word. */
static gboolean
is_in_mailbox (const Telling *telling, const CollectorStepRecord *record)
{
  return (telling->call->flags & TOLL_CALL_VOICEMAIL) && telling->last_connected != G_MAXUINT
         && record == &g_array_index (telling->records, CollectorStepRecord,
                                      telling->last_connected);
}

/* A conference has a number of its own, which is nobody's. */
static const char *
as_party (const char *number)
{
  return collector_direction_is_bridge_number (number) ? "" : number;
}

static CollectorStep *
add_step (Telling *telling, CollectorStepKind kind, gint64 at_ms,
          const CollectorStepRecord *record)
{
  const TollLeg *leg = record->leg;
  CollectorStep step = {
    .kind = kind,
    .at_ms = at_ms,
    .from = as_party (leg->calling_number),
    .to = as_party (leg->final_called_number),
    .device = leg->dest_device,
    .detail = "",
    .leg = record->index,
  };

  g_array_append_val (telling->steps, step);
  return &g_array_index (telling->steps, CollectorStep, telling->steps->len - 1);
}

/* One redirection by its reason code. Returns: FALSE when the code says nothing. */
static gboolean
add_redirect (Telling *telling, guint32 reason, const char *from, const char *to,
              const CollectorStepRecord *record)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].reason == reason)
      {
        CollectorStep *step = add_step (telling, reasons[i].kind, record->begin_ms, record);

        step->from = as_party (from);
        step->to = as_party (to);
        step->device = ""; /* the record has only that of the last hop */
        step->detail = reasons[i].detail;
        if (step->kind == COLLECTOR_STEP_PICKUP && record->leg->connect_ms != 0)
          step->at_ms = record->leg->connect_ms;
        return TRUE;
      }
  return FALSE;
}

/* A record whose sides ended because a transfer or a conference tied others together was a call
 * beside the call. */
static gboolean
is_consultation (const TollLeg *leg)
{
  guint32 orig = leg->orig_termination_behalf, dest = leg->dest_termination_behalf;

  return leg->join_behalf == 0 &&
         ((orig == BEHALF_TRANSFER && dest == BEHALF_TRANSFER) ||
          (orig == COLLECTOR_BEHALF_CONFERENCE && dest == COLLECTOR_BEHALF_CONFERENCE));
}

static gboolean
is_parked (const TollLeg *leg)
{
  guint32 behalf = MAX (leg->orig_termination_behalf, leg->dest_termination_behalf);

  return behalf == BEHALF_PARK || behalf == BEHALF_DIRECTED_PARK;
}

static gboolean
is_in_conference (const TollLeg *leg)
{
  return collector_direction_is_bridge_number (leg->final_called_number) ||
         collector_direction_is_bridge_number (leg->calling_number) ||
         collector_device_shape_get_kind (leg->dest_device) == COLLECTOR_DEVICE_BRIDGE;
}

/* Whether a consultation that nobody took goes on as a transfer, which tells the same. */
static gboolean
is_told_by_transfer (const Telling *telling, const TollLeg *consultation)
{
  if (consultation->connect_ms != 0)
    return FALSE;
  for (guint i = 0; i < telling->records->len; i++)
    {
      const TollLeg *leg = g_array_index (telling->records, CollectorStepRecord, i).leg;

      if (leg->join_behalf != 0 && collector_step_shares_party (leg, consultation))
        return TRUE;
    }
  return FALSE;
}

/* What a joined record, or one without a reason, says by its other codes. */
static void
add_event (Telling *telling, const CollectorStepRecord *record)
{
  guint32 flags = collector_events_get_flags (record->leg);

  if (record->leg->join_behalf == COLLECTOR_BEHALF_CONFERENCE)
    return;
  if (record->leg->join_behalf == BEHALF_PARK)
    {
      add_step (telling, COLLECTOR_STEP_UNPARK, record->begin_ms, record);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if (flags & events[i].flag)
      {
        CollectorStep *step = add_step (telling, events[i].kind, record->begin_ms, record);

        step->device = "";
        if (step->kind == COLLECTOR_STEP_TRANSFER)
          step->from = ""; /* who calls is the one who is handed over */
        return;
      }
}

/* Who handed over, where the record itself does not say it. */
static void
name_joiner (Telling *telling, guint first_step, const CollectorStepRecord *record)
{
  const char *joiner = as_party (collector_step_find_joiner (telling->records, record));

  for (guint i = first_step; i < telling->steps->len && *joiner != '\0'; i++)
    {
      CollectorStep *step = &g_array_index (telling->steps, CollectorStep, i);

      if (step->kind == COLLECTOR_STEP_TRANSFER &&
          (*step->from == '\0' || strcmp (step->from, step->to) == 0))
        step->from = joiner;
    }
}

/* It rang at the phone that was forwarded before it was: a mailbox answers at once, so all of the
 * waiting was there; of another phone the record does not tell when its turn came. */
static void
add_unanswered (Telling *telling, const CollectorStepRecord *record)
{
  const TollLeg *leg = record->leg;
  CollectorStep *step = add_step (telling, COLLECTOR_STEP_RING, record->begin_ms, record);

  step->to = as_party (leg->original_called_number);
  step->device = "";
  if (is_in_mailbox (telling, record))
    step->ring_ms = leg->connect_ms - record->begin_ms;
}

static void
date_unanswered (Telling *telling, guint first_step, const CollectorStepRecord *record)
{
  for (guint i = first_step; i < telling->steps->len; i++)
    {
      CollectorStep *step = &g_array_index (telling->steps, CollectorStep, i);

      if (is_in_mailbox (telling, record))
        step->at_ms = record->leg->connect_ms;
      else
        step->is_open = TRUE;
    }
}

static gboolean
has_two_redirects (const TollLeg *leg)
{
  return leg->orig_redirect_reason != 0 && *leg->last_redirect_number != '\0'
         && strcmp (leg->last_redirect_number, leg->original_called_number) != 0;
}

/* Whether a record before tells that who was first called by @record had taken the call. */
static gboolean
was_taken (const Telling *telling, const CollectorStepRecord *record)
{
  for (guint i = 0; i < telling->records->len; i++)
    {
      const CollectorStepRecord *other
          = &g_array_index (telling->records, CollectorStepRecord, i);

      if (other == record)
        break;
      if (other->leg->connect_ms != 0
          && strcmp (other->leg->final_called_number, record->leg->original_called_number) == 0)
        return TRUE;
    }
  return FALSE;
}

/* It rang at who was first called, and went on from there. */
static gboolean
is_forwarded_unanswered (const Telling *telling, const CollectorStepRecord *record)
{
  const TollLeg *leg = record->leg;
  guint32 reason = has_two_redirects (leg) ? leg->orig_redirect_reason : leg->last_redirect_reason;

  return reason == REASON_NO_ANSWER
         || (reason == REASON_DIVERT && !was_taken (telling, record));
}

/* How the record's called party came to be another than the one first called. */
static void
add_redirects (Telling *telling, const CollectorStepRecord *record, gboolean is_first)
{
  const TollLeg *leg = record->leg;
  gboolean two = has_two_redirects (leg);
  gboolean is_unanswered = is_forwarded_unanswered (telling, record);
  guint before;

  if (leg->join_behalf == COLLECTOR_BEHALF_CONFERENCE)
    return;
  if (is_unanswered)
    add_unanswered (telling, record);
  before = telling->steps->len;
  if (two)
    add_redirect (telling, leg->orig_redirect_reason, leg->original_called_number,
                  leg->last_redirect_number, record);
  if (leg->last_redirect_reason == REASON_PARK_PICKUP)
    add_redirect (telling, leg->last_redirect_reason, leg->calling_number,
                  leg->final_called_number, record);
  else
    add_redirect (telling, leg->last_redirect_reason,
                  *leg->last_redirect_number != '\0' ? leg->last_redirect_number
                                                     : leg->original_called_number,
                  leg->final_called_number, record);
  if (telling->steps->len == before && (!is_first || leg->join_behalf != 0))
    add_event (telling, record);
  name_joiner (telling, before, record);
  if (is_unanswered)
    date_unanswered (telling, before, record);
}

/* Who waits in a queue is given to a member afterwards. Without the member's number only the device tells who of the group was reached. */
static void
add_hunt (Telling *telling, const CollectorStepRecord *record)
{
  const TollLeg *leg = record->leg;
  const char *pilot = leg->hunt_pilot_number;
  CollectorStep *step;

  if (*pilot == '\0' && leg->called_pattern_usage == COLLECTOR_USAGE_HUNT_PILOT)
    pilot = leg->final_called_number;
  if (*pilot == '\0')
    return;
  if (leg->queue_ms > 0)
    {
      step = add_step (telling, COLLECTOR_STEP_QUEUE, record->begin_ms, record);
      step->to = pilot;
      step->device = "";
      step->ring_ms = leg->queue_ms;
    }
  step = add_step (telling, COLLECTOR_STEP_HUNT, record->begin_ms + leg->queue_ms, record);
  step->from = pilot;
  if (strcmp (step->to, pilot) == 0)
    step->to = "";
}

/* The way of a code is a set-up of its own, which rings nowhere. Returns: whether it was that. */
static gboolean
add_code (Telling *telling, const CollectorStepRecord *record)
{
  const TollLeg *leg = record->leg;

  if (telling->has_code || (*leg->authorization_description == '\0' &&
                            *leg->authorization_code == '\0' && *leg->client_matter_code == '\0'))
    return FALSE;
  telling->has_code = TRUE;
  add_step (telling, COLLECTOR_STEP_CODE, record->begin_ms, record);
  return leg->connect_ms == 0 && telling->records->len > 1;
}

static void
add_waiting (Telling *telling, const CollectorStepRecord *record)
{
  const TollLeg *leg = record->leg;
  gint64 until_ms = leg->connect_ms != 0 ? leg->connect_ms : leg->disconnect_ms;
  gint64 from_ms = record->begin_ms + leg->queue_ms;
  gboolean is_second = leg->join_behalf != COLLECTOR_BEHALF_CONFERENCE
                       && is_forwarded_unanswered (telling, record);
  CollectorStep *step;

  if (until_ms <= from_ms || leg->last_redirect_reason == REASON_PARK_PICKUP
      || (is_second && is_in_mailbox (telling, record)))
    return;
  step = add_step (telling, COLLECTOR_STEP_RING, from_ms, record);
  step->is_open = is_second;
  step->ring_ms = is_second ? 0 : until_ms - from_ms;
  if (leg->last_redirect_reason == REASON_PICKUP && *leg->last_redirect_number != '\0')
    {
      step->to = as_party (leg->last_redirect_number); /* until a colleague took it */
      step->device = "";
    }
}

static void
add_talk (Telling *telling, const CollectorStepRecord *record)
{
  const TollLeg *leg = record->leg;
  CollectorStepKind kind = COLLECTOR_STEP_ANSWER;
  CollectorStep *step;

  if (leg->connect_ms == 0)
    return;
  if (is_in_mailbox (telling, record))
    kind = COLLECTOR_STEP_VOICEMAIL;
  else if (leg->last_redirect_reason == REASON_PARK_PICKUP ||
           (leg->join_behalf != 0 && record->begin_ms >= leg->connect_ms))
    kind = COLLECTOR_STEP_CONNECT;
  step = add_step (telling, kind, leg->connect_ms, record);
  step->talk_ms = leg->duration_ms;
  if (kind == COLLECTOR_STEP_CONNECT && leg->join_behalf == COLLECTOR_BEHALF_CONFERENCE)
    step->detail = N_ ("after the conference");
}

/* A record into a conference tells who came, and for how long. */
static void
add_join (Telling *telling, const CollectorStepRecord *record)
{
  const TollLeg *leg = record->leg;
  gboolean is_called = collector_direction_is_bridge_number (leg->calling_number);
  CollectorStep *step;

  if (leg->connect_ms == 0)
    return;
  step = add_step (telling, COLLECTOR_STEP_JOIN, leg->connect_ms, record);
  step->from = as_party (is_called ? leg->final_called_number : leg->calling_number);
  step->to = "";
  step->device = is_called ? leg->dest_device : leg->orig_device;
  step->talk_ms = leg->duration_ms;
}

/* Two outside parties are two calls, and the record that joins them belongs to one: of the other
 * its own records end early. */
static void
add_rest (Telling *telling)
{
  const CollectorStepRecord *record =
      &g_array_index (telling->records, CollectorStepRecord, telling->records->len - 1);
  const TollLeg *leg = record->leg;
  CollectorStep *step;

  if (leg->connect_ms == 0 || !is_consultation (leg) ||
      telling->call->end_ms <= leg->disconnect_ms)
    return;
  step = add_step (telling, COLLECTOR_STEP_CONNECT, leg->disconnect_ms, record);
  step->from = as_party (telling->call->direction == TOLL_DIRECTION_INCOMING
                             ? leg->calling_number
                             : leg->final_called_number);
  step->to = step->device = "";
  step->detail = N_ ("with another outside party");
  step->talk_ms = telling->call->end_ms - leg->disconnect_ms;
}

static void
add_record (Telling *telling, guint at)
{
  const CollectorStepRecord *record = &g_array_index (telling->records, CollectorStepRecord, at);
  const TollLeg *leg = record->leg;
  gboolean is_consulting = at > 0 && is_consultation (leg);
  CollectorStep *step;

  if (is_consulting && is_told_by_transfer (telling, leg))
    return;
  if (at == 0)
    {
      step = add_step (telling, COLLECTOR_STEP_SETUP, record->begin_ms, record);
      step->to = as_party (leg->original_called_number);
      step->device = leg->orig_device;
    }
  if (add_code (telling, record))
    return;
  if (is_in_conference (leg))
    {
      add_join (telling, record);
      return;
    }
  if (is_consulting)
    {
      step = add_step (telling, COLLECTOR_STEP_CONSULT, record->begin_ms, record);
      if (leg->orig_termination_behalf == COLLECTOR_BEHALF_CONFERENCE)
        step->detail = N_ ("before the conference");
    }
  else
    add_redirects (telling, record, at == 0);
  add_hunt (telling, record);
  add_waiting (telling, record);
  add_talk (telling, record);
  if (is_parked (leg) && leg->connect_ms != 0)
    add_step (telling, COLLECTOR_STEP_PARK, leg->disconnect_ms, record);
}

static int
by_instant (gconstpointer a, gconstpointer b)
{
  const CollectorStep *left = a, *right = b;

  return left->at_ms < right->at_ms ? -1 : left->at_ms > right->at_ms;
}

static void
add_end (Telling *telling)
{
  const CollectorStepRecord *last = NULL;
  gint64 end_ms = telling->call->end_ms;
  CollectorStep *step;

  for (guint i = 0; i < telling->records->len; i++)
    {
      const CollectorStepRecord *record = &g_array_index (telling->records, CollectorStepRecord, i);

      if (last == NULL || record->leg->disconnect_ms >= last->leg->disconnect_ms)
        last = record;
    }
  if (last == NULL)
    return;
  end_ms = MAX (end_ms, MAX (last->leg->disconnect_ms, last->leg->setup_ms));
  step = add_step (telling, COLLECTOR_STEP_END, end_ms, last);
  step->from = step->to = step->device = "";
  step->detail = collector_step_find_end_reason (telling->call);
}

void
collector_steps_derive (const TollCall *call, const TollLeg *const *legs, guint n_legs,
                        GArray *steps)
{
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (CollectorStepRecord));
  Telling telling = { call, records, steps, G_MAXUINT, FALSE };

  collector_step_order (legs, n_legs, records);
  for (guint i = 0; i < records->len; i++)
    if (g_array_index (records, CollectorStepRecord, i).leg->connect_ms != 0)
      telling.last_connected = i;
  for (guint i = 0; i < records->len; i++)
    add_record (&telling, i);
  if (records->len > 0)
    add_rest (&telling);
  /* Stable: steps of one instant stay in the order in which they happened. */
  g_array_sort (steps, by_instant);
  add_end (&telling);
}
