/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/schedule/scheduler.h"
#include "shared/wire/paths.h"
#include "tests/support/api-house.h"
#include "tests/support/smtpd.h"

G_BEGIN_DECLS

/* The company of api-house.h whose clock sends reports through a real mail server: rosa has 12 calls,
 * bruno, who reads Italian, 7. */
#define SCHEDULES "/api/v1/schedules"
#define FIRST SCHEDULES "/1"
#define DAY_MS (86400 * G_GINT64_CONSTANT (1000))
/* 2026-03-19T08:00 in Rome, the day after the house's. */
#define DUE_MS G_GINT64_CONSTANT (1773903600000)

#define BY_DEPARTMENT(members)                                                                    \
  "{\"name\":\"Weekly\",\"report_id\":\"1.6\",\"spec\":{\"period\":{\"relative\":\"last_7_days\"}},"   \
  "\"every_unit\":\"weeks\",\"start\":\"2026-03-19T08:00\",\"zone\":\"Europe/Rome\"," members "}"

typedef struct
{
  TestSmtpd *smtpd;
  TestHouse *house;
  CollectorScheduler *scheduler;
  char *anna, *super, *rosa;
} TestScheduleHouse;

/* FALSE when no mail server is there: the test is marked as skipped. */
gboolean test_schedule_house_set_up (TestScheduleHouse *f);
void test_schedule_house_tear_down (TestScheduleHouse *f);
/* The scheduler, when the one before was freed. */
void test_schedule_house_open (TestScheduleHouse *f);
/* It is @ms; sessions of before are over. */
void test_schedule_house_go_to (TestScheduleHouse *f, gint64 ms);

/* Asks and expects @status. Returns: (transfer full) (nullable): the answer. */
TollJson *test_schedule_house_ask (TestScheduleHouse *f, const char *method, const char *path,
                                   const char *token, const char *body, guint status);
void test_schedule_house_tell (TestScheduleHouse *f, const char *method, const char *path,
                               const char *token, const char *body, guint status);
/* Lets the service work until the first schedule's run @n is told, in @state. Returns: (transfer
 * full): its runs, newest first. */
TollJson *test_schedule_house_wait (TestScheduleHouse *f, guint n, const char *state);

G_END_DECLS
