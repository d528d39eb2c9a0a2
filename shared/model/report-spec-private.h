/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/report-spec.h"

G_BEGIN_DECLS

/* What reading and writing specs share. */

/* A spelling of an operator; others stand between bars. */
typedef struct
{
  TollOperator op;
  gboolean is_negated;
  const char *name;
  const char *others;
} TollOperatorRow;

extern const TollOperatorRow toll_operator_rows[];
extern const guint toll_n_operator_rows;

extern const char *const toll_traffic_names[]; /* by TollTraffic, NULL-terminated */
extern const char *const toll_compare_names[]; /* by TollCompare, NULL-terminated */

/* Members that can be said to be nothing: to be all, none or no more than by themselves. Bits of
 * TollReportSpec.said. */
typedef enum
{
  TOLL_SPEC_TRAFFIC = 1 << 0,
  TOLL_SPEC_DIRECTIONS = 1 << 1,
  TOLL_SPEC_OUTCOMES = 1 << 2,
  TOLL_SPEC_CLASSES = 1 << 3,
  TOLL_SPEC_RATING_STATES = 1 << 4,
  TOLL_SPEC_GROUPS = 1 << 5,
  TOLL_SPEC_WHERE = 1 << 6,
  TOLL_SPEC_LIMIT = 1 << 7,
  TOLL_SPEC_ZONE = 1 << 8,
  TOLL_SPEC_CHART = 1 << 9,
  TOLL_SPEC_SAME_NUMBER = 1 << 10,
  TOLL_SPEC_COMPARE = 1 << 11,
  TOLL_SPEC_MINE = 1 << 12,
  TOLL_SPEC_UP = 1 << 13,
  TOLL_SPEC_COUNTED = 1 << 14,
} TollSpecMember;

/* The enumerations of a spec: bits of their values. */
typedef const char *(*TollNameOf) (int value);
typedef struct
{
  TollSpecMember member;
  const char *name;
  gsize offset;
  guint n_values;
  TollNameOf name_of;
} TollSpecEnumeration;

extern const TollSpecEnumeration toll_spec_enumerations[];
extern const guint toll_n_spec_enumerations;

/* What stands for a value that nothing has: what two enumerations without a common value leave. */
#define TOLL_SPEC_NO_VALUE     "none"
#define TOLL_SPEC_NO_VALUE_BIT 31

/* Returns: (transfer none): an empty list that the spec owns. */
GPtrArray *toll_report_spec_add_list (TollReportSpec *spec);
/* Returns: (transfer none): a condition that the spec owns and nobody asks yet. */
TollCondition *toll_report_spec_add_condition (TollReportSpec *spec, TollConditionKind kind);

G_END_DECLS
