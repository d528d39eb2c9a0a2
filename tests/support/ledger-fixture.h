/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/pipeline/pipeline.h"
#include "tests/support/temp-dir.h"

G_BEGIN_DECLS

/* What a ledger has not that knows nothing of hidden calls, nor of what came after them. */
#define TEST_DROP_HIDDEN_CALLS                                                                     \
  "DROP TRIGGER private_rule_comes; DROP TRIGGER private_rule_goes; DROP TRIGGER"                  \
  " private_rule_changes; DROP TRIGGER private_call_comes; DROP TRIGGER private_call_goes;"        \
  " DROP TRIGGER private_call_changes; DROP TABLE hidden_work; DROP TABLE hidden_call;"        \
  " DROP TABLE call_touch; "

/* A ledger in a folder of its own, with lanes and a pipeline that knows one site (Milan: 2000-2999,
 * access code 0, area 02), the trunk "GW-MILAN", the people 2001 and 2002, and one tariff for
 * outgoing calls: Italy (39) 0.10 connection + 0.06 a minute by the minute; nothing else. */
typedef struct
{
  TestTempDir *dir;
  char *path;
  CollectorLanes *lanes;
  CollectorPipeline *pipeline;
  CollectorPlan *plan;
  CollectorPeople *people;
  CollectorBook *book;
} TestLedger;

TestLedger *test_ledger_new (void);
void test_ledger_free (TestLedger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestLedger, test_ledger_free)

/* The ledger in the existing folder @dir (not owned), made if it is not there. */
TestLedger *test_ledger_open_in (TestTempDir *dir);

/* Reads @path; must not fail. */
void test_ledger_read (TestLedger *ledger, const char *path, CollectorFileResult *result);
/* Stores @bytes as the file @name and reads it. */
void test_ledger_read_bytes (TestLedger *ledger, const char *name, GBytes *bytes,
                             CollectorFileResult *result);

/* Returns: (transfer full): the dump in words. */
char *test_ledger_dump (TestLedger *ledger);
/* Verify finds nothing. */
void test_ledger_assert_sound (TestLedger *ledger);
/* Verify finds one thing, and says @text of it. */
void test_ledger_assert_told (TestLedger *ledger, const char *text);

/* What is done to a sound ledger by SQL, and what verify says of it. */
typedef struct
{
  const char *damage, *told;
} TestDamage;

/* Each by itself, to a ledger that @open makes in a folder of its own. */
void test_ledger_assert_damage_told (TestLedger *(*open) (TestTempDir *dir), const TestDamage *rows,
                                     guint n_rows);
/* First column of the first row. */
gint64 test_ledger_ask (TestLedger *ledger, const char *sql);
/* Runs SQL on the writer lane, to break things. */
void test_ledger_run (TestLedger *ledger, const char *sql);

G_END_DECLS
