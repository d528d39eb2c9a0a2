/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/models/call-item.h"

G_BEGIN_DECLS

/* Translated words for the collector's codes, and the look that goes with them: colours mean the
 * same everywhere (answered green, missed vermilion, incoming sky, outgoing blue, internal grey)
 * and never stand alone. Static strings. Main thread. */

typedef struct
{
  const char *icon_name;
  const char *css_class;
  const char *text; /* translated: "Outgoing call", "Missed call" */
} ConsoleCallLook;

/* How the call's kind is drawn in lists: its direction, or what went wrong with it. */
ConsoleCallLook console_words_call_look (const ConsoleCall *call);

/* The same of a report's row, by wire names. @outcome: (nullable): answered. */
ConsoleCallLook console_words_look (const char *direction, const char *outcome);

const char *console_words_outcome (TollOutcome outcome);
const char *console_words_class (TollClass dest_class);
/* Whose call it is: a name, "" when it is not known; words when it is not told. */
const char *console_words_owner (const ConsoleCall *call);
/* What stands for a number that is not shown: "Withheld", "Private". */
const char *console_words_no_number (const ConsoleCall *call);
/* Returns: (nullable): why a call's number is hidden, or that it is from others; NULL when it is
 * not. */
const char *console_words_privacy (const ConsoleCall *call);
/* "Supervisor" for "supervisor"; unknown roles read as they are. */
const char *console_words_role (const char *role);
/* What happened on the way: "transferred" .. Unknown flags read as they are. */
const char *console_words_flag (const char *flag);

/* Why a call has no price (wire name NO_PREFIX ..): what it means, and what to do about it. */
const char *console_words_reason (const char *reason);
const char *console_words_reason_help (const char *reason);

/* A step of a call's journey (wire name setup, ring ..). */
ConsoleCallLook console_words_step (const char *kind);

G_END_DECLS
