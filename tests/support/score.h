/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A figure of a fault that is survived: @figure must be at most @limit, or the test ends here.
 * Where TOLL_SCORES names a folder, it is written there for the scorecard (tests/faults/scorecard.py),
 * whose rows tell what each @id is. @what: what is counted, with its unit, say "calls lost" or
 * "ms until ready"; one @id may have several. Seeded: by g_test_rand_*(). Any thread. */
void toll_score (const char *id, const char *what, double figure, double limit);

/* How many lines only one of two dumps has, each as often as it stands there more. */
guint test_count_differing_lines (const char *one, const char *other);

G_END_DECLS
