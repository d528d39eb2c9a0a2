/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* BenchService: a running `serve` of the installed program. */
typedef struct
{
  GSubprocess *process;
  GDataInputStream *output;
  char *url;
  double ready_s; /* from its start to its ready line */
} BenchService;

/* Starts it over @data_dir, with @drop (nullable) for its drop folder, and waits until it is
 * ready. */
BenchService *bench_service_start (const char *data_dir, const char *drop);
/* Ends it by @signal_number and waits for its end. */
void bench_service_end (BenchService *service, int signal_number);

/* Signs one of the store's accounts in. Returns: (transfer full): the token. */
char *bench_service_sign_in (BenchService *service, const char *user_name);
/* Asks for @path once. Returns: milliseconds to the last byte of the answer, which must be 200. */
double bench_service_time_get (BenchService *service, const char *path, const char *token);

/* Returns: seconds of processor time it has used. */
double bench_service_get_cpu_s (BenchService *service);
/* Whether one of its threads is called that. */
gboolean bench_service_has_thread (BenchService *service, const char *name);

/* Prints @n figures of milliseconds, which are sorted, beside @target. */
void bench_print_ms (const char *what, double *figures_ms, guint n, const char *target);

G_END_DECLS
