/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/export/exporter.h"

G_BEGIN_DECLS

/* TestAnswer: an answer to be exported, always the same: a list of calls in pages of 1,000, or
 * groups of departments and extensions with subtotals and totals. */
typedef struct
{
  guint n_rows;              /* of a list */
  gboolean is_groups;        /* 4 departments of 3 extensions instead */
  guint group_pages;         /* of those: how many, all the same; 0 = one */
  gboolean is_compared;      /* 4 departments, each with 15 figures now and before: 61 columns */
  gboolean is_shorter;       /* compared times, each 10 s less than before */
  gboolean is_deep;          /* of two nations each, with subtotals of extensions, too */
  gboolean is_single_key;    /* departments alone, with a chart */
  guint sheet_rows;          /* of an Excel sheet; 0 = as many as it can have */
  guint fails_at;            /* this page fails; 0 = none; 1 = the first */
  const char *const *names;  /* (nullable): names of the first rows, NULL-terminated */
  TollReportDoc *doc;        /* the page handed out last */
  guint n_pages;
} TestAnswer;

void test_answer_clear (TestAnswer *answer);

/* For CollectorExportJob. */
const TollReportDoc *test_answer_next_page (gpointer answer, GError **error);

/* 2026-04-09 10:50 UTC. */
#define TEST_ANSWER_NOW_MS G_GINT64_CONSTANT (1775731800000)

/* A job for @answer in Europe/Rome. */
CollectorExportJob test_answer_get_job (TestAnswer *answer, const char *language);

/* Exports into memory; fails the test when it cannot. */
GBytes *test_answer_export (TestAnswer *answer, const char *format, const char *language);

G_END_DECLS
