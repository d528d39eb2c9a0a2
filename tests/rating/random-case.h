/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/rating/grammar.h"

G_BEGIN_DECLS

/* RandomCase: a tariff and a call made up from a seed: often near a border of a band, of a day or
 * of the clocks, because that is where prices go wrong. */
typedef struct
{
  GRand *rand;
  GStringChunk *texts;
  GrammarCase row;
} RandomCase;

typedef enum
{
  RANDOM_ANY = 0,
  RANDOM_NO_NEGATIVE = 1 << 0,
  RANDOM_BANDS = 1 << 1,   /* always timed, and without holes */
  RANDOM_PLAIN = 1 << 2,   /* no options at all, exact cost */
} RandomFlags;

RandomCase *random_case_new (guint32 seed);
void random_case_free (RandomCase *random);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RandomCase, random_case_free)

/* Makes the next case; its texts hold until the one after. */
const GrammarCase *random_case_next (RandomCase *random, RandomFlags flags);

G_END_DECLS
