/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of a call: names of its enumerations on the wire, and the meaning of cause codes.
 */
#include "config.h"

#include "shared/model/call.h"

#include <string.h>

static const char *const direction_names[] = { "internal", "incoming", "outgoing", "transit" };
static const char *const outcome_names[] = { "answered", "missed", "unanswered", "busy",
                                             "failed" };
static const char *const class_names[] = { "unknown", "internal",      "local",    "national",
                                           "mobile",  "international", "tollfree", "premium",
                                           "special", "emergency" };
static const char *const state_names[] = { "not_chargeable", "rated", "unrated" };
static const char *const reason_names[] = { "",        "NO_TARIFF",  "NO_VERSION", "NO_PREFIX",
                                            "NO_BAND", "BAD_NUMBER", "OVERFLOW" };
static const char *const flag_names[] = { "transferred", "conference", "forwarded", "picked_up",
                                          "parked",      "voicemail",  "hunt",      "queued",
                                          "recorded",    "blocked",    "mobility",  "bad_times",
                                          "malicious",   "short" };
G_STATIC_ASSERT (G_N_ELEMENTS (direction_names) == TOLL_N_DIRECTIONS);
G_STATIC_ASSERT (G_N_ELEMENTS (outcome_names) == TOLL_N_OUTCOMES);
G_STATIC_ASSERT (G_N_ELEMENTS (class_names) == TOLL_N_CLASSES);
G_STATIC_ASSERT (G_N_ELEMENTS (state_names) == TOLL_N_RATING_STATES);
G_STATIC_ASSERT (G_N_ELEMENTS (reason_names) == TOLL_N_REASONS);
G_STATIC_ASSERT (1 << (G_N_ELEMENTS (flag_names) - 1) == TOLL_CALL_SHORT);

#define CALL_TEXT(member) G_STRUCT_OFFSET (TollCall, member)
static const gsize text_offsets[] = {
  CALL_TEXT (extension),      CALL_TEXT (partition),
  CALL_TEXT (device),         CALL_TEXT (login_user),
  CALL_TEXT (last_extension), CALL_TEXT (first_extension),
  CALL_TEXT (called_extension), CALL_TEXT (called_partition),
  CALL_TEXT (called_device),  CALL_TEXT (called_login),
  CALL_TEXT (number),         CALL_TEXT (caller_e164),
  CALL_TEXT (callee_e164),    CALL_TEXT (dialled),
  CALL_TEXT (hunt_pilot),     CALL_TEXT (nation),
  CALL_TEXT (area),           CALL_TEXT (operator_name),
  CALL_TEXT (gateway),        CALL_TEXT (site),
  CALL_TEXT (currency),       CALL_TEXT (authorization_description),
  CALL_TEXT (rate_prefix),    CALL_TEXT (client_matter_code),
};

void
toll_call_init (TollCall *call)
{
  memset (call, 0, sizeof *call);
  for (guint i = 0; i < G_N_ELEMENTS (text_offsets); i++)
    *(const char **) ((char *) call + text_offsets[i]) = "";
}

#define CALL_FIGURE(member) G_STRUCT_OFFSET (TollCall, member)
static const gsize figure_offsets[] = {
  CALL_FIGURE (start_ms),      CALL_FIGURE (connect_ms),     CALL_FIGURE (end_ms),
  CALL_FIGURE (ring_ms),       CALL_FIGURE (talk_ms),        CALL_FIGURE (queue_ms),
  CALL_FIGURE (person_id),     CALL_FIGURE (department_id),  CALL_FIGURE (cost_centre_id),
  CALL_FIGURE (location_id),   CALL_FIGURE (cost_micro),     CALL_FIGURE (tariff_version_id),
  CALL_FIGURE (charged_from_ms), CALL_FIGURE (charged_ms),
  CALL_FIGURE (called_person_id), CALL_FIGURE (called_department_id),
  CALL_FIGURE (called_cost_centre_id), CALL_FIGURE (called_location_id),
};

gboolean
toll_call_equal (const TollCall *a, const TollCall *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (figure_offsets); i++)
    if (G_STRUCT_MEMBER (gint64, a, figure_offsets[i])
        != G_STRUCT_MEMBER (gint64, b, figure_offsets[i]))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (text_offsets); i++)
    if (strcmp (G_STRUCT_MEMBER (const char *, a, text_offsets[i]),
                G_STRUCT_MEMBER (const char *, b, text_offsets[i]))
            != 0
        && (text_offsets[i] != CALL_TEXT (partition) || *a->extension != '\0'))
      return FALSE;
  return a->direction == b->direction && a->outcome == b->outcome
         && a->dest_class == b->dest_class && a->flags == b->flags && a->cause == b->cause
         && a->n_legs == b->n_legs && a->rating_state == b->rating_state
         && a->reason == b->reason;
}

static const char *
name_in (const char *const *names, guint n_names, guint value)
{
  return value < n_names ? names[value] : "unknown";
}

static gboolean
value_in (const char *const *names, guint n_names, const char *name, guint *out)
{
  for (guint i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i], name) == 0)
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}

#define NAME_OF(table, value) name_in (table, G_N_ELEMENTS (table), value)
#define VALUE_OF(table, name, out) value_in (table, G_N_ELEMENTS (table), name, out)

const char *
toll_direction_to_name (TollDirection direction)
{
  return NAME_OF (direction_names, direction);
}

const char *
toll_outcome_to_name (TollOutcome outcome)
{
  return NAME_OF (outcome_names, outcome);
}

const char *
toll_class_to_name (TollClass dest_class)
{
  return NAME_OF (class_names, dest_class);
}

const char *
toll_rating_state_to_name (TollRatingState state)
{
  return NAME_OF (state_names, state);
}

const char *
toll_reason_to_name (TollReason reason)
{
  return NAME_OF (reason_names, reason);
}

const char *
toll_call_flag_to_name (TollCallFlags flag)
{
  return NAME_OF (flag_names, flag != 0 ? (guint) g_bit_nth_lsf (flag, -1) : G_MAXUINT);
}

gboolean
toll_direction_from_name (const char *name, TollDirection *out)
{
  return VALUE_OF (direction_names, name, out);
}

gboolean
toll_outcome_from_name (const char *name, TollOutcome *out)
{
  return VALUE_OF (outcome_names, name, out);
}

gboolean
toll_class_from_name (const char *name, TollClass *out)
{
  return VALUE_OF (class_names, name, out);
}

guint32
toll_cause_to_q850 (guint32 cause)
{
  switch (cause)
    {
    case 262144: /* conference full */
      return 42;
    case 126:    /* call split in releases before 5 */
    case 393216: /* call split: transfer or conference bookkeeping */
    case 458752: /* conference drop */
    case 655360: /* CTI */
      return 16;
    case 851976:
    case 917512:
      return 8;
    default:
      return cause > 255 ? cause & 0x7f : cause;
    }
}
