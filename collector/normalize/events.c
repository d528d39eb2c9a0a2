/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happened to a call on the way, read from the codes of one record: forwarded, transferred,
 * picked up, parked ... Codes are rows of two tables; an unknown code says nothing. Pure.
 */
#include "config.h"

#include "collector/normalize/events.h"

#include "shared/model/call.h"

#include <string.h>

typedef struct
{
  guint32 code;
  guint32 flags;
} CodeRow;

/* Why a call was redirected (origCalledPartyRedirectReason, lastRedirectRedirectReason). */
static const CodeRow reasons[] = {
  { 1, TOLL_CALL_FORWARDED },   /* busy */
  { 2, TOLL_CALL_FORWARDED },   /* no answer */
  { 4, TOLL_CALL_TRANSFERRED },
  { 5, TOLL_CALL_PICKED_UP },
  { 7, TOLL_CALL_PARKED },
  { 8, TOLL_CALL_PARKED },      /* park pickup */
  { 9, TOLL_CALL_FORWARDED },   /* phone out of order */
  { 10, TOLL_CALL_FORWARDED },
  { 11, TOLL_CALL_PARKED },     /* back to who parked it */
  { 15, TOLL_CALL_FORWARDED },  /* all calls */
  { 18, TOLL_CALL_FORWARDED },  /* deflected */
  { 34, TOLL_CALL_TRANSFERRED }, /* blind */
  { 50, TOLL_CALL_VOICEMAIL },  /* immediate divert */
  { 66, TOLL_CALL_FORWARDED },  /* alternate party */
  { 82, TOLL_CALL_FORWARDED },  /* on failure */
  { 98, TOLL_CALL_CONFERENCE },
  { 114, TOLL_CALL_CONFERENCE }, /* barge */
  { 130, TOLL_CALL_TRANSFERRED }, /* refer */
  { 146, TOLL_CALL_TRANSFERRED }, /* replaces */
  { 162, TOLL_CALL_FORWARDED }, /* SIP 3xx */
  { 177, TOLL_CALL_FORWARDED }, /* SIP: busy greeting */
  { 178, TOLL_CALL_FORWARDED }, /* unregistered */
  { 207, TOLL_CALL_FORWARDED }, /* SIP: follow me */
  { 209, TOLL_CALL_FORWARDED }, /* SIP: out of service */
  { 239, TOLL_CALL_FORWARDED }, /* SIP: time of day */
  { 242, TOLL_CALL_FORWARDED }, /* SIP: do not disturb */
  { 257, TOLL_CALL_FORWARDED }, /* SIP: unavailable */
  { 274, TOLL_CALL_FORWARDED }, /* SIP: away */
  { 303, TOLL_CALL_MOBILITY },
  { 319, TOLL_CALL_MOBILITY },
  { 335, TOLL_CALL_MOBILITY },
  { 351, TOLL_CALL_MOBILITY },
  { 399, TOLL_CALL_MOBILITY },
  { 401, TOLL_CALL_MOBILITY },
  { 402, TOLL_CALL_MOBILITY },
  { 403, TOLL_CALL_MOBILITY },
  { 415, TOLL_CALL_MOBILITY },
  { 418, TOLL_CALL_CONFERENCE }, /* click to conference */
  { 434, TOLL_CALL_PARKED },    /* not retrieved */
  { 450, TOLL_CALL_PARKED },    /* not retrieved, back to who parked it */
  { 786, TOLL_CALL_QUEUED },
  { 802, TOLL_CALL_QUEUED },    /* taken from the queue */
  { 818, TOLL_CALL_FORWARDED }, /* no agent signed in */
  { 834, TOLL_CALL_FORWARDED }, /* queue full */
  { 850, TOLL_CALL_FORWARDED | TOLL_CALL_QUEUED }, /* waited too long */
};

/* On whose behalf a call was redirected, joined or ended. */
static const CodeRow behalves[] = {
  { 3, TOLL_CALL_PARKED },
  { COLLECTOR_BEHALF_CONFERENCE, TOLL_CALL_CONFERENCE },
  { 5, TOLL_CALL_FORWARDED },
  { 6, TOLL_CALL_CONFERENCE }, /* meet-me */
  { 7, TOLL_CALL_CONFERENCE }, /* meet-me intercept */
  { 10, TOLL_CALL_TRANSFERRED },
  { 14, TOLL_CALL_VOICEMAIL }, /* immediate divert */
  { 15, TOLL_CALL_CONFERENCE }, /* barge */
  { 16, TOLL_CALL_PICKED_UP },
  { 17, TOLL_CALL_TRANSFERRED }, /* refer */
  { 18, TOLL_CALL_TRANSFERRED }, /* replaces */
  { 23, TOLL_CALL_MALICIOUS },
  { 24, TOLL_CALL_MOBILITY },
  { 26, TOLL_CALL_PARKED }, /* directed */
  { COLLECTOR_BEHALF_RECORDING, TOLL_CALL_RECORDED },
  { 34, TOLL_CALL_QUEUED },
  { 35, TOLL_CALL_MOBILITY },
};

static guint32
find_flags (const CodeRow *rows, guint n_rows, guint32 code)
{
  for (guint i = 0; i < n_rows && rows[i].code <= code; i++)
    if (rows[i].code == code)
      return rows[i].flags;
  return 0;
}

static guint32
flags_of_reason (guint32 reason)
{
  return reason != 0 ? find_flags (reasons, G_N_ELEMENTS (reasons), reason) : 0;
}

static guint32
flags_of_behalf (guint32 behalf)
{
  return behalf != 0 ? find_flags (behalves, G_N_ELEMENTS (behalves), behalf) : 0;
}

static gboolean
contains_folded (const char *text, const char *word)
{
  gsize length = strlen (word);

  for (; *text != '\0'; text++)
    if (g_ascii_strncasecmp (text, word, length) == 0)
      return TRUE;
  return FALSE;
}

static guint32
flags_of_comment (const char *comment)
{
  guint32 flags = 0;

  if (*comment == '\0')
    return 0;
  if (contains_folded (comment, "CallFlag=MALICIOUS"))
    flags |= TOLL_CALL_MALICIOUS;
  if (contains_folded (comment, "ConfControl") || contains_folded (comment, "ConferenceNow"))
    flags |= TOLL_CALL_CONFERENCE;
  return flags;
}

guint32
collector_events_get_flags (const TollLeg *leg)
{
  guint32 flags = flags_of_reason (leg->orig_redirect_reason)
                  | flags_of_reason (leg->last_redirect_reason)
                  | flags_of_behalf (leg->orig_redirect_behalf)
                  | flags_of_behalf (leg->last_redirect_behalf)
                  | flags_of_behalf (leg->join_behalf)
                  | flags_of_behalf (leg->orig_termination_behalf)
                  | flags_of_behalf (leg->dest_termination_behalf)
                  | flags_of_comment (leg->comment);

  if (*leg->hunt_pilot_number != '\0' || leg->called_pattern_usage == COLLECTOR_USAGE_HUNT_PILOT)
    flags |= TOLL_CALL_HUNT;
  if (leg->was_queued != 0)
    flags |= TOLL_CALL_QUEUED;
  if (leg->routing_reason == COLLECTOR_ROUTING_REJECTED)
    flags |= TOLL_CALL_BLOCKED;
  if (*leg->mobile_calling_number != '\0' || *leg->mobile_called_number != '\0'
      || leg->mobile_orig_ms > 0 || leg->mobile_dest_ms > 0)
    flags |= TOLL_CALL_MOBILITY;
  return flags;
}

/* The guide spells the key in more than one way ("ConfControllerDn", "ConfControlerDn"). */
static gboolean
is_controller_key (const char *key, gsize length)
{
  return length > 2 && g_ascii_strncasecmp (key + length - 2, "dn", 2) == 0
         && (g_ascii_strncasecmp (key, "ConfControl", 11) == 0
             || g_ascii_strncasecmp (key, "ConfRequestor", 13) == 0);
}

const char *
collector_events_get_controller (const TollLeg *leg, TollArena *arena)
{
  const char *at = leg->comment;

  while (*at != '\0')
    {
      gsize length = strcspn (at, ";");
      gsize key = strcspn (at, "=;");

      if (key < length && is_controller_key (at, key))
        return toll_arena_strndup (arena, at + key + 1, length - key - 1);
      at += length + (at[length] == ';');
    }
  return "";
}
