/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/directory/accounts.h"
#include "collector/routes/house.h"
#include "collector/store/lanes.h"
#include "collector/store/ledger.h"
#include "tests/support/http-client.h"
#include "tests/support/temp-dir.h"

/* A company with a ledger and an HTTP server over it, on the default main context:
 *
 * anna   administrator, all, unmasked, line 701, department Sales
 * super  supervisor of Sales, masked 3, line 702, department Sales
 * rosa   user, masked 3, line 703, department Sales
 * bruno  user, masked 0, line 704, department Support
 *
 * Everybody may have reports sent to prova.example. The clock stands at 2026-03-18T12:00:00Z, a Wednesday; the company is in Europe/Rome. */
#define TEST_NOW_MS G_GINT64_CONSTANT (1773835200000)
#define TEST_PASSWORD "correct horse"

typedef struct
{
  TestTempDir *dir;
  TollClock clock;
  CollectorLanes *lanes;
  CollectorLanes *access_log;
  CollectorMailer *mailer;
  CollectorHouse *house;
  CollectorBook *book; /* (nullable) */
  const char *url;
} TestHouse;

/* @limits, @tls: (nullable): PEM file with certificate and key. */
TestHouse *test_house_new (const CollectorHttpLimits *limits, const char *tls);
/* The same; sessions end after @idle_ms without a request. */
TestHouse *test_house_new_idle (gint64 idle_ms);
void test_house_free (TestHouse *house);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestHouse, test_house_free)

/* Runs @task on the writer lane and expects success. */
void test_house_write (TestHouse *house, CollectorTask task, gpointer data);
/* The same of one or more statements. */
void test_house_run (TestHouse *house, const char *sql);

/* An outgoing answered call of @extension, @minutes_ago, to +39026677@number_tail, 60 s, 0.07 EUR;
 * change it as needed before it is stored. */
void test_house_fill_call (TestHouse *house, TollCall *call, const char *extension,
                           guint minutes_ago, const char *number);
/* Stores @call. Returns: its id. */
gint64 test_house_store_call (TestHouse *house, TollCall *call);
/* Stores @n calls of @extension, one a minute back from @minutes_ago. */
void test_house_store_calls (TestHouse *house, const char *extension, guint n, guint minutes_ago);

/* Signs in. Returns: (transfer full): the token. */
char *test_house_sign_in (TestHouse *house, const char *user_name);
/* paola comes: administrator of Sales only, unmasked, line 705, department Sales. */
void test_house_add_paola (TestHouse *house);
/* An administrator's account of nobody in the directory yet, who can sign in with TEST_PASSWORD. */
void test_house_add_account (TestHouse *house, const char *user_name);
/* Asks once. */
TestAnswer *test_house_ask (TestHouse *house, const char *method, const char *path,
                            const char *token, const char *body);
/* Asks for @path, expects 200 and valid JSON. Returns: (transfer full). */
TollJson *test_house_get (TestHouse *house, const char *path, const char *token);
/* The same of what is posted. */
TollJson *test_house_post (TestHouse *house, const char *path, const char *token, const char *body);
/* The list of calls that @group ("gateways") narrows to @value has @n. */
void test_house_check_listed (TestHouse *house, const char *token, const char *group,
                              const char *value, guint n);
/* What the file of @format says that was answered, read by another program. Returns: (transfer full). */
char *test_house_dup_told (TestHouse *house, const char *format, const TestAnswer *answer);
/* How many entries the access log has. */
gint64 test_house_count_entries (TestHouse *house);
/* Follows "a.b.2.c" into a document. Returns: (transfer none) (nullable). */
const TollJsonValue *test_json_find (const TollJson *json, const char *path);
const char *test_json_text (const TollJson *json, const char *path);
gint64 test_json_int (const TollJson *json, const char *path);
