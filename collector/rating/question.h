/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/rating/charge.h"

G_BEGIN_DECLS

/* Reading a question to the rating as a person or a program types it. Pure, any thread. */

/* "61", "60.001": seconds with up to three decimals, exactly. Returns: FALSE with BAD_ARGUMENT. */
gboolean collector_question_parse_duration (
    const char *text, gint64 *duration_ms, GError **error);

/* Returns: (transfer full): what a deck is asked for: without a leading + and what people put
 * between digits (spaces, dots, hyphens, brackets), up to a #. Anything else stays, and the deck
 * will call it a bad number. */
char *collector_question_normalize_number (const char *number);

/* What a call asks a tariff. @number: of who is called: E.164 with +, else a short code (an
 * extension for internal calls). Texts belong to the caller. */
void collector_question_init_of_call (CollectorQuestion *question, const TollCall *call,
                                      const char *number);

/* What a stored call asked. @number: of the other side. An incoming call is priced by the number of
 * ours that was called, which is not kept as it was understood: the prefix that matched finds the
 * same rate. */
void collector_question_init_again (CollectorQuestion *question, const TollCall *call,
                                    const char *number);

G_END_DECLS
