/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/api/router.h"
#include "tests/support/api-house.h"

G_BEGIN_DECLS

/* Every route of the interface in one table: what its {variable} stands for, a body it takes, and
 * what each role is answered for its own, its group's and foreign data. Who adds a route adds a
 * row: the role matrix, the search for leaks and the injections all walk this table, and fail for
 * a route that is not in it. */

/* What an object of a route is, and whose it may be. */
typedef enum
{
  TEST_OBJECT_NONE,         /* one and the same for whoever asks */
  TEST_OBJECT_CALL,         /* {id} */
  TEST_OBJECT_PERSON,       /* {id} */
  TEST_OBJECT_SESSION,      /* {id} */
  TEST_OBJECT_DEPARTMENT,   /* {id}: of the person */
  TEST_OBJECT_FIRST,        /* {id}: 1, the company's */
  TEST_OBJECT_DEVICE,       /* {name} */
  TEST_OBJECT_REPORT,       /* {id}: of the catalogue */
  TEST_OBJECT_REPORT_CALLS, /* the same; 200 = the call is in the answer, 404 = it is not */
  TEST_OBJECT_KEPT,         /* {id}: of what the person keeps of reports */
  TEST_OBJECT_WALLBOARD,    /* {id}: of the person's, if there is one */
  TEST_OBJECT_CALL_LIST,    /* 200 = the call is in the answer, 404 = it is not */
  TEST_OBJECT_PEOPLE_LIST,  /* the same of the person */
  TEST_OBJECT_STREAM,       /* the same of a call that is stored while it is open */
} TestObject;

enum
{
  TEST_OWN,
  TEST_GROUP, /* of the supervisor's department, and of the part of the house */
  TEST_FOREIGN,
  TEST_N_WHOSE
};

/* Who asks: somebody of each CollectorRole, the administrator one of all; and an administrator whose
 * scope is a part of the house. */
enum
{
  TEST_PART = COLLECTOR_N_ROLES,
  TEST_N_ASKERS
};

typedef struct
{
  const char *method;
  const char *template;
  TestObject object;
  const char *body; /* (nullable): "#" becomes another figure each time */
  guint stranger;   /* what somebody is answered who has not signed in */
  guint cells[TEST_N_ASKERS][TEST_N_WHOSE];
  const char *query; /* (nullable): a parameter that it needs: "field=extension" */
} TestRouteRow;

extern const TestRouteRow test_route_rows[];
extern const guint test_n_route_rows;

/* Returns: (transfer none) (nullable). */
const TestRouteRow *test_route_find (const CollectorRoute *route);

/* A report that lists calls. */
#define TEST_REPORT "1.1"

/* Who asks: rosa, super, anna and paola, who is to be added; and whose data it is, 1 to 5. */
extern const char *const test_asker_users[TEST_N_ASKERS];
gint64 test_route_person (guint asker, guint whose);

G_END_DECLS
