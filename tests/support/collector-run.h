/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "tests/support/temp-dir.h"

G_BEGIN_DECLS

/* TestRun: what one run of tollkeeper-collector (TOLL_COLLECTOR) printed and returned. */
typedef struct
{
  int exit_code;
  char *output;
  char *errors;
} TestRun;

/* Runs the collector with @args (NULL-terminated, without the program's name) and
 * --data-dir=@data_dir (nullable), to its end. */
TestRun *test_run_collector (const char *data_dir, const char *const *args);
void test_run_free (TestRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestRun, test_run_free)

/* The output as one JSON object; fails the test when it is none. Returns: (transfer full). */
JsonObject *test_run_parse (const TestRun *run);

/* Runs, expects exit code 0, and gives the JSON object printed. Returns: (transfer full). */
JsonObject *test_run_json (const char *data_dir, const char *const *args);

/* Runs and expects exit code 0. */
void test_run_well (const char *data_dir, const char *const *args);

/* An account of @role, which signs in with @password. A file in @dir tells the program of it. */
void test_run_add_user (const char *data_dir, TestTempDir *dir, const char *user_name,
                        const char *role, const char *password);

/* Returns: (transfer full) (nullable): a file of the samples; NULL when there are none: the test
 * is marked as skipped. */
char *test_sample (const char *relative);

G_END_DECLS
