/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/models/person-words.h"

G_BEGIN_DECLS

/* Words of the options. All tables end with an id of NULL. Static; main thread. */
extern const ConsoleWord console_traffic_words[];
extern const ConsoleWord console_period_words[];  /* relative periods, and what is none */
extern const ConsoleWord console_chart_kind_words[];
extern const ConsoleWord console_compare_words[];
extern const ConsoleWord console_direction_words[];

#define CONSOLE_PERIOD_DAYS     "days"     /* the last N days */
#define CONSOLE_PERIOD_BETWEEN  "between"  /* from one instant to another */
#define CONSOLE_PERIOD_ALL      "everything"

/* Returns: (transfer none): how a field of @kind compares by the operator @id, translated. */
const char *console_option_words_operator (const char *kind, const char *id);
/* Returns: (transfer none): a value of the enumeration @field, translated. */
const char *console_option_words_value (const char *field, const char *id);

G_END_DECLS
