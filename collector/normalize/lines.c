/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which of our lines placed, answered and last held a call. Knows the places where Cisco writes a
 * line down; knows nothing of people or prices. Pure; any thread.
 */
#include "config.h"

#include "collector/normalize/lines.h"

#include "collector/normalize/events.h"

#include <string.h>

static const CollectorLine no_line = { "", "", "", "" };

static CollectorLine
read_calling (const TollLeg *leg)
{
  return (CollectorLine){ leg->calling_number, leg->calling_partition, leg->orig_device,
                          leg->calling_user };
}

static CollectorLine
read_called (const TollLeg *leg)
{
  if (*leg->final_called_number == '\0')
    return (CollectorLine){ leg->original_called_number, leg->original_called_partition,
                            leg->dest_device, leg->called_user };
  return (CollectorLine){ leg->final_called_number, leg->final_called_partition,
                          leg->dest_device, leg->called_user };
}

static CollectorLine
read_original (const TollLeg *leg)
{
  return (CollectorLine){ leg->original_called_number, leg->original_called_partition, "", "" };
}

static CollectorLine
read_redirecting (const TollLeg *leg)
{
  return (CollectorLine){ leg->last_redirect_number, leg->last_redirect_partition, "", "" };
}

static gboolean
is_redirected (const TollLeg *leg)
{
  return *leg->last_redirect_number != '\0'
         && strcmp (leg->last_redirect_number, leg->final_called_number) != 0;
}

/* The line that rang at the called end: before a machine or a conference took the call. */
static CollectorLine
read_rung (const CollectorHop *hop)
{
  const TollLeg *leg = hop->leg;
  CollectorLine line = read_called (leg);

  if (hop->dest != COLLECTOR_END_VOICEMAIL && hop->dest != COLLECTOR_END_BRIDGE)
    return line;
  if (is_redirected (leg) && !collector_direction_is_bridge_number (leg->last_redirect_number))
    line = read_redirecting (leg);
  else if (*leg->original_called_number != '\0')
    line = read_original (leg);
  return collector_direction_is_bridge_number (line.number) ? no_line : line;
}

/* The last of our lines that had the party of @party at the other end before hop @until. */
static CollectorLine
find_line_before (const CollectorTree *tree, guint party, guint until)
{
  CollectorLine line = no_line;
  guint n = 0;
  const guint *hops
      = party != COLLECTOR_NO_PARTY ? collector_tree_list_hops (tree, party, &n) : NULL;

  for (guint i = 0; i < n && hops[i] < until; i++)
    {
      const CollectorHop *hop = &tree->hops[hops[i]];

      if (hop->orig_party == party && hop->dest == COLLECTOR_END_INSIDE)
        line = read_called (hop->leg);
      else if (hop->dest_party == party && hop->orig == COLLECTOR_END_INSIDE)
        line = read_calling (hop->leg);
    }
  return line;
}

/* Nobody forwarded it: a line of ours may stand for a mobile at either end, or be behind a trunk. */
static CollectorLine
find_own_number (const CollectorContext *context, const TollLeg *leg)
{
  if (*leg->mobile_called_number != '\0'
      && collector_direction_is_our_number (context, leg->original_called_number))
    return read_original (leg);
  if (collector_direction_is_our_number (context, leg->calling_number))
    return (CollectorLine){ leg->calling_number, leg->calling_partition, "", leg->calling_user };
  return no_line;
}

static CollectorLine
find_sender (const CollectorContext *context, const CollectorTree *tree, guint hop_index)
{
  const CollectorHop *hop = &tree->hops[hop_index];
  const TollLeg *leg = hop->leg;
  CollectorLine line;

  if (is_redirected (leg)
      && (strcmp (leg->last_redirect_number, leg->original_called_number) == 0
          || collector_direction_is_our_number (context, leg->last_redirect_number)))
    return read_redirecting (leg);
  if (strcmp (leg->original_called_number, leg->final_called_number) != 0
      && collector_direction_is_our_number (context, leg->original_called_number))
    return read_original (leg);
  line = find_line_before (tree, hop->orig_party, hop_index);
  return *line.number != '\0' ? line : find_own_number (context, leg);
}

CollectorLine
collector_lines_find_placer (const CollectorContext *context, const CollectorTree *tree,
                             guint party, TollArena *arena)
{
  guint origin = tree->parties[party].origin;
  const CollectorHop *hop = &tree->hops[origin];

  switch (hop->orig)
    {
    case COLLECTOR_END_OUTSIDE:
      return find_sender (context, tree, origin);
    case COLLECTOR_END_BRIDGE:
      return (CollectorLine){ collector_events_get_controller (hop->leg, arena), "", "", "" };
    default:
      return read_calling (hop->leg);
    }
}

gboolean
collector_lines_find_answerer (const CollectorTree *tree, guint party, CollectorLine *line)
{
  guint n;
  const guint *hops = collector_tree_list_hops (tree, party, &n);

  *line = no_line;
  for (guint i = 0; i < n; i++)
    {
      const CollectorHop *hop = &tree->hops[hops[i]];
      gboolean is_caller = hop->orig_party == party;
      CollectorEnd near = is_caller ? hop->dest : hop->orig;

      if (!collector_hop_has_party (hop, party) || near == COLLECTOR_END_OUTSIDE)
        continue;
      if (!is_caller)
        *line = read_calling (hop->leg);
      else if (near != COLLECTOR_END_BRIDGE || *line->number == '\0')
        *line = read_rung (hop);
      if (hop->leg->connect_ms > 0 && near != COLLECTOR_END_VOICEMAIL)
        return TRUE;
    }
  return FALSE;
}

CollectorLine
collector_lines_find_holder (const CollectorTree *tree, guint party)
{
  CollectorLine line = no_line;
  gint64 latest_ms = -1;
  guint n;
  const guint *hops = collector_tree_list_hops (tree, party, &n);

  for (guint i = 0; i < n; i++)
    {
      const CollectorHop *hop = &tree->hops[hops[i]];
      gboolean is_caller = hop->orig_party == party;
      CollectorEnd near = is_caller ? hop->dest : hop->orig;

      if (!collector_hop_has_party (hop, party) || near != COLLECTOR_END_INSIDE
          || hop->leg->connect_ms <= 0 || hop->leg->disconnect_ms < latest_ms)
        continue;
      latest_ms = hop->leg->disconnect_ms;
      line = is_caller ? read_called (hop->leg) : read_calling (hop->leg);
    }
  return line;
}
