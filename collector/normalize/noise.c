/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two questions about a single record, asked before anything is joined: is it traffic at all, and
 * may other records share one of its leg ids? Pure; any thread.
 *
 * Source: Cisco, Call Reporting and Billing Administration Guide, "CDR Field Descriptions" (codes
 * of onBehalfOf, redirectReason and causes) and "CDR Examples".
 */
#include "config.h"

#include "collector/normalize/direction.h"
#include "collector/normalize/events.h"

#include <string.h>

typedef struct
{
  const char *rule;
  guint32 behalf;
  guint32 reason;
} NoiseRow;

/* Copies of a conversation for a machine's or a supervisor's ear. */
static const NoiseRow copies[] = {
  { "recording", COLLECTOR_BEHALF_RECORDING, COLLECTOR_REASON_RECORDING },
  { "monitoring", COLLECTOR_BEHALF_MONITORING, COLLECTOR_REASON_MONITORING },
  { "agent-greeting", COLLECTOR_BEHALF_AGENT_GREETING, COLLECTOR_REASON_AGENT_GREETING },
};

static gboolean
holds_word (const char *words, const char *word)
{
  gsize length = strlen (word);

  while (*words != '\0')
    {
      gsize n = strcspn (words, " ");

      if (n == length && strncmp (words, word, n) == 0)
        return TRUE;
      words += n + strspn (words + n, " ");
    }
  return FALSE;
}

static gboolean
is_mwi_number (const CollectorPlan *plan, const char *number)
{
  const CollectorSite *site = collector_plan_get_default_site (plan);

  if (*number == '\0')
    return FALSE;
  if (holds_word (site->mwi_numbers, number))
    return TRUE;
  site = collector_plan_find_extension_site (plan, number, NULL);
  return site != NULL && holds_word (site->mwi_numbers, number);
}

const char *
collector_noise_rule (const TollLeg *leg, const CollectorPlan *plan)
{
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    if (leg->orig_redirect_behalf == copies[i].behalf
        || leg->last_redirect_behalf == copies[i].behalf
        || leg->orig_redirect_reason == copies[i].reason
        || leg->last_redirect_reason == copies[i].reason)
      return copies[i].rule;
  if (leg->orig_redirect_behalf == COLLECTOR_BEHALF_MWI
      || leg->last_redirect_behalf == COLLECTOR_BEHALF_MWI
      || leg->orig_termination_behalf == COLLECTOR_BEHALF_MWI
      || leg->dest_termination_behalf == COLLECTOR_BEHALF_MWI
      || is_mwi_number (plan, leg->original_called_number))
    return "mwi";
  if (*leg->original_called_number == '\0' && *leg->final_called_number == '\0'
      && leg->connect_ms == 0)
    return "off-hook";
  return NULL;
}

gboolean
collector_noise_is_copy (const char *rule)
{
  return strcmp (rule, "recording") == 0 || strcmp (rule, "monitoring") == 0;
}

/* onBehalfOf codes whose features split a call into several records, as bits. */
#define BIT(code) (G_GUINT64_CONSTANT (1) << (code))
static const guint64 splitting_behalves
    = BIT (3) | BIT (4) | BIT (6) | BIT (7) | BIT (10) | BIT (14) | BIT (15) | BIT (16) | BIT (17)
      | BIT (18) | BIT (19) | BIT (20) | BIT (21) | BIT (24) | BIT (26) | BIT (34) | BIT (35);

static gboolean
splits (guint32 behalf)
{
  return behalf < 64 && (splitting_behalves & BIT (behalf)) != 0;
}

static gboolean
is_bookkeeping_cause (guint32 cause)
{
  return cause == 393216 || cause == 458752 || cause == 126;
}

static gboolean
is_joining_reason (guint32 reason)
{
  static const guint16 joining[]
      = { 4, 5, 7, 8, 11, 34, 50, 98, 114, 130, 146, 303, 319, 403, 415, 418, 434, 450, 786, 802 };

  for (guint i = 0; reason != 0 && i < G_N_ELEMENTS (joining); i++)
    if (joining[i] == reason)
      return TRUE;
  return FALSE;
}

gboolean
collector_leg_may_link (const TollLeg *leg)
{
  return leg->join_behalf != 0 || is_bookkeeping_cause (leg->orig_cause)
         || is_bookkeeping_cause (leg->dest_cause) || splits (leg->orig_termination_behalf)
         || splits (leg->dest_termination_behalf) || splits (leg->orig_redirect_behalf)
         || splits (leg->last_redirect_behalf) || is_joining_reason (leg->orig_redirect_reason)
         || is_joining_reason (leg->last_redirect_reason)
         || (*leg->comment != '\0'
             && (collector_events_get_flags (leg) & TOLL_CALL_CONFERENCE) != 0)
         || collector_direction_is_bridge_number (leg->final_called_number)
         || collector_direction_is_bridge_number (leg->last_redirect_number);
}
