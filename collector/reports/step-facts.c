/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a list of steps shows of a step, and of the call in the row behind its steps. Pure; any
 * thread.
 */
#include "config.h"

#include "collector/reports/facts.h"

#include <glib/gi18n.h>
#include <string.h>

/* As people say it. */
static const char *const kind_words[] = {
  [COLLECTOR_STEP_SETUP] = N_ ("Call begins"),
  [COLLECTOR_STEP_RING] = N_ ("Rings"),
  [COLLECTOR_STEP_ANSWER] = N_ ("Answered"),
  [COLLECTOR_STEP_FORWARD] = N_ ("Forwarded"),
  [COLLECTOR_STEP_TRANSFER] = N_ ("Transferred"),
  [COLLECTOR_STEP_CONSULT] = N_ ("Consultation"),
  [COLLECTOR_STEP_CONFERENCE] = N_ ("Conference"),
  [COLLECTOR_STEP_HUNT] = N_ ("Hunt group"),
  [COLLECTOR_STEP_PICKUP] = N_ ("Picked up by a colleague"),
  [COLLECTOR_STEP_PARK] = N_ ("Parked"),
  [COLLECTOR_STEP_VOICEMAIL] = N_ ("Voicemail"),
  [COLLECTOR_STEP_END] = N_ ("Call ends"),
  [COLLECTOR_STEP_JOIN] = N_ ("Joins the conference"),
  [COLLECTOR_STEP_CONNECT] = N_ ("Connected"),
  [COLLECTOR_STEP_UNPARK] = N_ ("Taken from park"),
  [COLLECTOR_STEP_CODE] = N_ ("Code entered"),
  [COLLECTOR_STEP_QUEUE] = N_ ("Waits in the queue"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (kind_words) == COLLECTOR_N_STEPS);

static void
set_text (const CollectorFactInput *input, TollCell *cell, const char *text)
{
  toll_cell_set_text (cell, *text != '\0' ? toll_arena_strdup (input->arena, text) : NULL);
}

/* Of steps that took no time nothing is said. */
static void
set_length (TollCell *cell, gint64 length_ms)
{
  if (length_ms > 0)
    toll_cell_set_figure (cell, length_ms);
}

static void
fill_call (const CollectorFactInput *input, TollCell *cell)
{
  toll_cell_set_figure (cell, input->rank);
}

static void
fill_start (const CollectorFactInput *input, TollCell *cell)
{
  toll_cell_set_figure (cell, input->row->call.start_ms);
}

static void
fill_at (const CollectorFactInput *input, TollCell *cell)
{
  if (input->step == NULL)
    toll_cell_set_figure (cell, input->row->call.start_ms);
  else if (!input->step->step.is_open)
    toll_cell_set_figure (cell, input->step->step.at_ms);
}

static void
fill_step (const CollectorFactInput *input, TollCell *cell)
{
  if (input->step != NULL)
    toll_cell_set_text (cell, kind_words[input->step->step.kind]);
}

static void
fill_from (const CollectorFactInput *input, TollCell *cell)
{
  if (input->step != NULL)
    set_text (input, cell, input->step->step.from);
}

static void
fill_to (const CollectorFactInput *input, TollCell *cell)
{
  if (input->step != NULL)
    set_text (input, cell, input->step->step.to);
}

static void
fill_from_name (const CollectorFactInput *input, TollCell *cell)
{
  if (input->step != NULL)
    set_text (input, cell, input->step->from_name);
}

/* Whose line it is that is reached; where that is nobody's, whose it is that calls. */
static void
fill_name (const CollectorFactInput *input, TollCell *cell)
{
  const CollectorCallStep *step = input->step;

  if (step != NULL)
    set_text (input, cell, *step->to_name != '\0' ? step->to_name : step->from_name);
}

static void
fill_device (const CollectorFactInput *input, TollCell *cell)
{
  if (input->step != NULL)
    set_text (input, cell, input->step->step.device);
}

static void
fill_detail (const CollectorFactInput *input, TollCell *cell)
{
  if (input->step != NULL && *input->step->step.detail != '\0')
    toll_cell_set_text (cell, input->step->step.detail);
}

static void
fill_ring_ms (const CollectorFactInput *input, TollCell *cell)
{
  set_length (cell, input->step != NULL ? input->step->step.ring_ms : input->row->call.ring_ms);
}

/* A step may be a message to a mailbox; the call as a whole was talked in only when somebody answered. */
static void
fill_talk_ms (const CollectorFactInput *input, TollCell *cell)
{
  const TollCall *call = &input->row->call;

  if (input->step != NULL)
    set_length (cell, input->step->step.talk_ms);
  else if (call->outcome == TOLL_OUTCOME_ANSWERED)
    set_length (cell, call->talk_ms);
}

/* A call has one price: it stands where the call ends, and in the call's own row. */
static gboolean
has_price (const CollectorFactInput *input)
{
  return (input->step == NULL || input->step->step.kind == COLLECTOR_STEP_END)
         && input->row->call.rating_state == TOLL_RATING_RATED;
}

static void
fill_cost (const CollectorFactInput *input, TollCell *cell)
{
  if (has_price (input))
    toll_cell_set_figure (cell, input->row->call.cost_micro);
}

static void
fill_currency (const CollectorFactInput *input, TollCell *cell)
{
  if (has_price (input))
    set_text (input, cell, input->row->call.currency);
}

/* Whether @quality was heard while the step lasted that @input is about. */
static gboolean
is_of_step (const CollectorFactInput *input, const TollQuality *quality)
{
  const CollectorStep *step = &input->step->step;
  const TollLeg *leg;

  if (step->talk_ms == 0 || step->leg >= input->legs->len)
    return FALSE;
  leg = &g_array_index (input->legs, CollectorCallLeg, step->leg).leg;
  return quality->global_call_id == leg->global_call_id
         && (quality->leg_id == leg->orig_leg_id || quality->leg_id == leg->dest_leg_id);
}

/* What the worst side heard. */
static void
fill_mos (const CollectorFactInput *input, TollCell *cell)
{
  for (guint i = 0; i < input->qualities->len; i++)
    {
      const TollQuality *heard = &g_array_index (input->qualities, TollQuality, i);

      if (heard->mos_milli >= 0 && (input->step == NULL || is_of_step (input, heard))
          && (cell->is_empty || heard->mos_milli < cell->figure))
        toll_cell_set_figure (cell, heard->mos_milli);
    }
}

static const CollectorFact facts[] = {
  { "call", N_ ("Call"), TOLL_CELL_COUNT, FALSE, fill_call, TRUE },
  { "start", N_ ("Start"), TOLL_CELL_INSTANT, FALSE, fill_start, TRUE },
  { "at", N_ ("Time"), TOLL_CELL_INSTANT, FALSE, fill_at, TRUE },
  { "step", N_ ("Step"), TOLL_CELL_WORD, FALSE, fill_step, TRUE },
  { "from", N_ ("From"), TOLL_CELL_PHONE, FALSE, fill_from, TRUE },
  { "from_name", N_ ("From whom"), TOLL_CELL_TEXT, FALSE, fill_from_name, TRUE },
  { "to", N_ ("To"), TOLL_CELL_PHONE, FALSE, fill_to, TRUE },
  { "name", N_ ("Name"), TOLL_CELL_TEXT, FALSE, fill_name, TRUE },
  { "device", N_ ("Device"), TOLL_CELL_TEXT, FALSE, fill_device, TRUE },
  { "detail", N_ ("Reason"), TOLL_CELL_WORD, FALSE, fill_detail, TRUE },
  { "ring_ms", N_ ("Ring time"), TOLL_CELL_DURATION, FALSE, fill_ring_ms, TRUE },
  { "talk_ms", N_ ("Duration"), TOLL_CELL_DURATION, TRUE, fill_talk_ms, TRUE },
  { "cost", N_ ("Cost"), TOLL_CELL_MONEY, TRUE, fill_cost, TRUE },
  { "currency", N_ ("Currency"), TOLL_CELL_TEXT, FALSE, fill_currency, TRUE },
  { "mos", N_ ("Voice score (MOS)"), TOLL_CELL_DECIMAL, FALSE, fill_mos, TRUE },
};

const CollectorFact *
collector_step_fact_lookup (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (strcmp (facts[i].id, id) == 0)
      return &facts[i];
  return NULL;
}

const CollectorFact *
collector_step_fact_list (guint *n_facts)
{
  *n_facts = G_N_ELEMENTS (facts);
  return facts;
}
