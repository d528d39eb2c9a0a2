/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* TestService: a running `serve` of the real program (TOLL_COLLECTOR). */
typedef struct
{
  GSubprocess *process;
  GDataInputStream *output;
  char *url;
  double ready_s; /* from its start to its ready line */
} TestService;

/* Starts it over @data_dir, with @drop (nullable) for its drop folder, and waits until it is
 * ready. */
TestService *test_service_start (const char *data_dir, const char *drop);
/* The same, with what it says on stderr in the new file @log. */
TestService *test_service_start_logged (const char *data_dir, const char *drop, const char *log);
/* The same in surroundings that @script (nullable) makes for it, whose last words are exec "$@":
 * ulimit -n 64; exec "$@". */
TestService *test_service_start_under (const char *script, const char *data_dir, const char *drop);
/* Ends it by @signal_number and waits for its end. */
void test_service_end (TestService *service, int signal_number);

/* Returns: (transfer full): the token. */
char *test_service_sign_in (TestService *service, const char *user_name, const char *password);

G_END_DECLS
