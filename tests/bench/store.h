/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A large ledger for benchmarks: a year of the demo company's calls, as many as TOLL_BENCH_CALLS
 * says (10,000,000), taken as CDR files by the real import. It is kept in TOLL_BENCH_STORE (in the
 * build folder) for all benchmarks; whoever comes first makes it, who comes on a later day adds
 * the days since. Its accounts: */
#define BENCH_ADMINISTRATOR "bench-administrator" /* sees everything */
#define BENCH_SUPERVISOR    "bench-supervisor"    /* a department of 60; owns the line of a person in it */
#define BENCH_USER          "bench-user"          /* own calls only */
#define BENCH_PASSWORD      "a password for benchmarks"

/* Makes the store or brings it up to today. Returns: (transfer full): its data directory. */
char *bench_store_ensure (void);

/* How many calls it was made for. */
guint64 bench_store_get_calls (void);

G_END_DECLS
