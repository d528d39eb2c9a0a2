/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The company of the benchmarks: 1,000 extensions 2000-2999, 12 trunks "GW-00" ... "GW-11". */
#define BENCH_N_EXTENSIONS 1000
#define BENCH_N_GATEWAYS 12

/* Writes a CDR file of 129 columns with @n_records to @path, in the order of time over 30 days:
 * of the records, 85 % are calls of one leg (out, in, internal, some unanswered) and 15 % belong
 * to transfers; 40,000 outside numbers in 12 nations, some much called. Deterministic. */
void bench_write_cdr_file (const char *path, guint n_records);

G_END_DECLS
