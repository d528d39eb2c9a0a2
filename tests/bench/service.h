/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/support/service-run.h"

G_BEGIN_DECLS

/* Asks for @path once. Returns: milliseconds to the last byte of the answer, which must be 200. */
double bench_service_time_get (TestService *service, const char *path, const char *token);

/* Returns: seconds of processor time it has used. */
double bench_service_get_cpu_s (TestService *service);
/* Returns: the most memory that it ever had, in MiB. */
double bench_service_get_peak_mib (TestService *service);
/* Whether one of its threads is called that. */
gboolean bench_service_has_thread (TestService *service, const char *name);

/* Prints @n figures of milliseconds, which are sorted, beside @target. */
void bench_print_ms (const char *what, double *figures_ms, guint n, const char *target);

G_END_DECLS
