/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes into words and looks, all by table. Main thread. */

#include "config.h"
#include "console/models/words.h"

#include <glib/gi18n.h>

static const ConsoleCallLook direction_looks[TOLL_N_DIRECTIONS] = {
  [TOLL_DIRECTION_INTERNAL] = { "toll-call-internal-symbolic", "internal", N_ ("Internal call") },
  [TOLL_DIRECTION_INCOMING] = { "toll-call-incoming-symbolic", "incoming", N_ ("Incoming call") },
  [TOLL_DIRECTION_OUTGOING] = { "toll-call-outgoing-symbolic", "outgoing", N_ ("Outgoing call") },
  [TOLL_DIRECTION_TRANSIT] = { "toll-call-transit-symbolic", "internal",
                               N_ ("Call passing through") },
};

static const ConsoleCallLook missed_look = { "toll-call-missed-symbolic", "missed",
                                             N_ ("Missed call") };

/* Not answered, by direction: [incoming is missed]. */
static const ConsoleCallLook unanswered_looks[TOLL_N_DIRECTIONS] = {
  [TOLL_DIRECTION_INTERNAL] = { "toll-call-unanswered-symbolic", "internal",
                                N_ ("Internal call, not answered") },
  [TOLL_DIRECTION_INCOMING] = { "toll-call-missed-symbolic", "missed", N_ ("Missed call") },
  [TOLL_DIRECTION_OUTGOING] = { "toll-call-unanswered-symbolic", "missed",
                                N_ ("Outgoing call, not answered") },
  [TOLL_DIRECTION_TRANSIT] = { "toll-call-unanswered-symbolic", "internal",
                               N_ ("Call passing through, not answered") },
};

static const ConsoleCallLook busy_look = { "toll-call-failed-symbolic", "missed",
                                           N_ ("Busy line") };
static const ConsoleCallLook failed_look = { "toll-call-failed-symbolic", "missed",
                                             N_ ("Failed call") };

static const char *const outcome_words[TOLL_N_OUTCOMES] = {
  [TOLL_OUTCOME_ANSWERED] = N_ ("Answered"),
  [TOLL_OUTCOME_MISSED] = N_ ("Missed"),
  [TOLL_OUTCOME_UNANSWERED] = N_ ("Not answered"),
  [TOLL_OUTCOME_BUSY] = N_ ("Busy"),
  [TOLL_OUTCOME_FAILED] = N_ ("Failed"),
};

static const char *const class_words[TOLL_N_CLASSES] = {
  [TOLL_CLASS_UNKNOWN] = N_ ("Unknown destination"),
  [TOLL_CLASS_INTERNAL] = N_ ("Internal"),
  [TOLL_CLASS_LOCAL] = N_ ("Local"),
  [TOLL_CLASS_NATIONAL] = N_ ("National"),
  [TOLL_CLASS_MOBILE] = N_ ("Mobile"),
  [TOLL_CLASS_INTERNATIONAL] = N_ ("International"),
  [TOLL_CLASS_TOLLFREE] = N_ ("Toll-free"),
  [TOLL_CLASS_PREMIUM] = N_ ("Premium"),
  [TOLL_CLASS_SPECIAL] = N_ ("Special number"),
  [TOLL_CLASS_EMERGENCY] = N_ ("Emergency"),
};

typedef struct
{
  const char *code;
  const char *text;
} Word;

static const Word roles[] = {
  { "user", N_ ("User") },
  { "supervisor", N_ ("Supervisor") },
  { "administrator", N_ ("Administrator") },
};

static const Word flags[] = {
  { "transferred", N_ ("Transferred") },
  { "conference", N_ ("Conference") },
  { "forwarded", N_ ("Forwarded") },
  { "picked_up", N_ ("Picked up by a colleague") },
  { "parked", N_ ("Parked") },
  { "voicemail", N_ ("Voicemail") },
  { "hunt", N_ ("Hunt group") },
  { "queued", N_ ("Waited in a queue") },
  { "recorded", N_ ("Recorded") },
  { "blocked", N_ ("Refused by call control") },
  { "mobility", N_ ("Mobile phone took part") },
  { "bad_times", N_ ("Times in the record contradict each other") },
  { "malicious", N_ ("Marked as malicious") },
  { "short", N_ ("Shorter than a second") },
};

static const struct
{
  const char *code;
  const char *text;
  const char *help;
} reasons[] = {
  { "NO_TARIFF", N_ ("No tariff is assigned to this call's gateway, site or company."),
    N_ ("Assign a tariff to the gateway or to its site, then recalculate.") },
  { "NO_VERSION", N_ ("The tariff has no version that was valid when the call began."),
    N_ ("Import a version of the tariff that covers that day, then recalculate.") },
  { "NO_PREFIX", N_ ("No rate of the tariff covers the dialled number."),
    N_ ("Add a rate for the number's prefix to the tariff, then recalculate.") },
  { "NO_BAND", N_ ("The rate has no time band for part of the call."),
    N_ ("Extend the time bands of the rate to the whole week, then recalculate.") },
  { "BAD_NUMBER", N_ ("The number cannot be understood, so no rate can be chosen."),
    N_ ("Check the number plan of the site: access code, country and trunk prefix.") },
  { "OVERFLOW", N_ ("The price is beyond every reasonable amount."),
    N_ ("Check the rate of the tariff for a misplaced decimal point.") },
};

static const struct
{
  const char *kind;
  ConsoleCallLook look;
} steps[] = {
  { "setup", { "toll-step-setup-symbolic", "internal", N_ ("Call begins") } },
  { "ring", { "toll-step-ring-symbolic", "incoming", N_ ("Rings") } },
  { "answer", { "toll-step-answer-symbolic", "answered", N_ ("Answered") } },
  { "forward", { "toll-step-forward-symbolic", "outgoing", N_ ("Forwarded") } },
  { "transfer", { "toll-step-forward-symbolic", "outgoing", N_ ("Transferred") } },
  { "consult", { "toll-step-consult-symbolic", "internal", N_ ("Consultation") } },
  { "conference", { "toll-step-people-symbolic", "outgoing", N_ ("Conference") } },
  { "hunt", { "toll-step-people-symbolic", "incoming", N_ ("Hunt group") } },
  { "pickup", { "toll-step-answer-symbolic", "answered", N_ ("Picked up by a colleague") } },
  { "park", { "toll-step-park-symbolic", "internal", N_ ("Parked") } },
  { "voicemail", { "toll-step-voicemail-symbolic", "missed", N_ ("Voicemail") } },
  { "join", { "toll-step-people-symbolic", "outgoing", N_ ("Joins the conference") } },
  { "connect", { "toll-step-answer-symbolic", "answered", N_ ("Connected") } },
  { "unpark", { "toll-step-park-symbolic", "internal", N_ ("Taken from park") } },
  { "code", { "toll-step-setup-symbolic", "internal", N_ ("Code entered") } },
  { "queue", { "toll-step-people-symbolic", "incoming", N_ ("Waits in the queue") } },
  { "end", { "toll-step-end-symbolic", "internal", N_ ("Call ends") } },
};

static ConsoleCallLook
translated (ConsoleCallLook look)
{
  look.text = _ (look.text);
  return look;
}

static const char *
word (const Word *words, guint n_words, const char *code)
{
  for (guint i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i].code, code) == 0)
      return _ (words[i].text);
  return code;
}

static ConsoleCallLook
find_look (TollDirection direction, TollOutcome outcome)
{
  direction = MIN (direction, TOLL_DIRECTION_TRANSIT);
  switch (outcome)
    {
    case TOLL_OUTCOME_MISSED:
      return translated (missed_look);
    case TOLL_OUTCOME_UNANSWERED:
      return translated (unanswered_looks[direction]);
    case TOLL_OUTCOME_BUSY:
      return translated (busy_look);
    case TOLL_OUTCOME_FAILED:
      return translated (failed_look);
    default:
      return translated (direction_looks[direction]);
    }
}

ConsoleCallLook
console_words_call_look (const ConsoleCall *call)
{
  return find_look (call->direction, call->outcome);
}

ConsoleCallLook
console_words_look (const char *direction, const char *outcome)
{
  TollDirection way = TOLL_DIRECTION_INTERNAL;
  TollOutcome end = TOLL_OUTCOME_ANSWERED;

  toll_direction_from_name (direction, &way);
  if (outcome != NULL)
    toll_outcome_from_name (outcome, &end);
  return find_look (way, end);
}

const char *
console_words_outcome (TollOutcome outcome)
{
  return outcome < TOLL_N_OUTCOMES ? _ (outcome_words[outcome]) : "";
}

static const struct
{
  const char *hidden;
  const char *number;
  const char *text;
} privacy_words[] = {
  { "private", N_ ("Private"), N_ ("A private call: only whose call it is sees the number.") },
  { "free_incoming", N_ ("Not shown"),
    N_ ("An incoming call that costs nothing: by agreement its number is not shown.") },
  { "person", N_ ("Not shown"),
    N_ ("A call between two people of the house: by agreement single people are not shown.") },
};

const char *
console_words_owner (const ConsoleCall *call)
{
  return call->person_hidden && *call->name == '\0' ? _ ("Not shown") : call->name;
}

const char *
console_words_no_number (const ConsoleCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (privacy_words); i++)
    if (g_str_equal (privacy_words[i].hidden, call->number_hidden))
      return _ (privacy_words[i].number);
  return _ ("Withheld");
}

const char *
console_words_privacy (const ConsoleCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (privacy_words); i++)
    if (g_str_equal (privacy_words[i].hidden, call->number_hidden))
      return _ (privacy_words[i].text);
  return call->is_private ? _ ("A private call: nobody else sees the number.") : NULL;
}

const char *
console_words_class (TollClass dest_class)
{
  return dest_class < TOLL_N_CLASSES ? _ (class_words[dest_class]) : "";
}

const char *
console_words_role (const char *role)
{
  return word (roles, G_N_ELEMENTS (roles), role);
}

const char *
console_words_flag (const char *flag)
{
  return word (flags, G_N_ELEMENTS (flags), flag);
}

const char *
console_words_reason (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].code, reason) == 0)
      return _ (reasons[i].text);
  return _ ("No price could be found for this call.");
}

const char *
console_words_reason_help (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].code, reason) == 0)
      return _ (reasons[i].help);
  return "";
}

ConsoleCallLook
console_words_step (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_strcmp0 (steps[i].kind, kind) == 0)
      return translated (steps[i].look);
  return (ConsoleCallLook) { "toll-step-setup-symbolic", "internal", kind };
}
