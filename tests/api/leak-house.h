/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/support/api-house.h"

/* A house of calls whose numbers are known, for tests that look for them where they may not be. */

#define LEAK_N_CALLS 5
#define LEAK_N_SPECS 12

/* Calls, by whose they are; the numbers end with their index. Bruno's second call is private. */
typedef struct
{
  const char *extension;
  const char *tail; /* the last digits, found nowhere else */
  gboolean is_private;
} LeakCall;

extern const LeakCall leak_calls[LEAK_N_CALLS];

/* Questions that try to tell a hidden number: by showing it, by grouping, sorting and counting. */
extern const char *const leak_specs[LEAK_N_SPECS];

typedef struct
{
  TestHouse *house;
  gint64 ids[LEAK_N_CALLS];
  GString *log; /* what the service said meanwhile */
} LeakHouse;

void leak_set_up (LeakHouse *f);
/* PUT with an answer of 200. */
void leak_put (LeakHouse *f, const char *path, const char *user_name, const char *body);
/* Returns: how many calls a restriction finds; 0 when it is refused. */
gint64 leak_count_by (LeakHouse *f, const char *token, const char *field, const char *op,
                      const char *value);
