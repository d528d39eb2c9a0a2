/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/arena.h"
#include "shared/model/call.h"
#include "shared/model/period.h"

G_BEGIN_DECLS

/* TollOperator: how a condition compares. Wire names: "is", "starts", ">=" ...; see the table in
 * report-spec.c for those and their other spellings. */
typedef enum
{
  TOLL_OP_IS,
  TOLL_OP_IN, /* one of a list */
  TOLL_OP_STARTS,
  TOLL_OP_ENDS,
  TOLL_OP_CONTAINS,
  TOLL_OP_MATCHES, /* wildcards: * any text, ? one character */
  TOLL_OP_EMPTY,
  TOLL_OP_LESS,
  TOLL_OP_AT_MOST,
  TOLL_OP_MORE,
  TOLL_OP_AT_LEAST,
  TOLL_OP_BETWEEN, /* both ends included */
  TOLL_OP_KEY,     /* a row's key as a report document gave it */
  TOLL_OP_DURING,  /* the same of a time: the call was up in it, not only begun; several that stand
                    * side by side in one group of "all" are met at one and the same instant */
  TOLL_N_OPERATORS
} TollOperator;

typedef enum
{
  TOLL_CONDITION_TEST, /* a field, an operator, values */
  TOLL_CONDITION_ALL,  /* every one of its children */
  TOLL_CONDITION_ANY,  /* at least one of them */
} TollConditionKind;

/* TollCondition: a restriction or a group of them. Lives in the spec's arena. */
typedef struct _TollCondition TollCondition;
struct _TollCondition
{
  TollConditionKind kind;
  GPtrArray *children; /* of TollCondition; owned by the spec; NULL for a test */
  const char *field;
  TollOperator op;
  gboolean is_negated;
  GPtrArray *values;   /* of const char *: figures as decimal text; owned by the spec */
};

/* TollGroupFilter: only calls of these: a list of names of one field. */
typedef struct
{
  const char *field;
  GPtrArray *values; /* of const char * */
} TollGroupFilter;

typedef struct
{
  const char *field;
  gboolean is_descending;
} TollSort;

typedef enum
{
  TOLL_TRAFFIC_ALL,
  TOLL_TRAFFIC_EXTERNAL,
  TOLL_TRAFFIC_INTERNAL,
} TollTraffic;

/* What figures stand beside: the period of the same kind before, or the same dates a year ago. */
typedef enum
{
  TOLL_COMPARE_NONE,
  TOLL_COMPARE_BEFORE,
  TOLL_COMPARE_YEAR_BEFORE,
} TollCompare;

#define TOLL_SPEC_MAX_KEYS 4
#define TOLL_SPEC_MAX_VALUES 1000 /* of one test */
#define TOLL_SPEC_MAX_TESTS 200   /* groups of them, too */

/* TollReportSpec: a question in a neutral form: what is asked of which calls, sorted how. What is
 * not said is NULL, 0 or empty: the report's own choice, or everything. */
typedef struct
{
  TollArena *arena;       /* owned */
  GPtrArray *lists;       /* owned: every GPtrArray below */
  guint32 said;           /* bits of the members that were read, be it that they ask for nothing:
                           * they override what a report asks by itself, and are written */
  gboolean has_period;
  TollPeriod period;
  TollTraffic traffic;
  guint32 directions;     /* bits 1 << value; 0 = any, as for the three below */
  guint32 outcomes;
  guint32 classes;
  guint32 rating_states;
  GArray *groups;         /* owned; of TollGroupFilter: each narrows further */
  TollCondition *where;   /* (nullable) */
  const char *group_by[TOLL_SPEC_MAX_KEYS]; /* fields; the first n_keys */
  guint n_keys;
  gboolean has_group_by;
  const char *section;    /* (nullable): of a list: the field whose values its rows stand together
                           * by, each with a sum behind; "" = none */
  gboolean is_section_descending;
  GPtrArray *fields;      /* (nullable): ids of columns in order */
  GArray *sort;           /* owned; of TollSort */
  gint64 limit;           /* rows at most; 0 = all */
  const char *zone;       /* IANA; "" = the viewer's */
  const char *chart;      /* wire name; "" = the report's */
  const char *same_number_as; /* id of a call as text: calls with the number it shows; "" */
  TollCompare compare;    /* of grouped reports */
  gboolean mine;          /* the viewer's own calls only */
  gboolean up;            /* calls that were up at some time in the period, also those that began
                           * before it; else those that began in it */
  gboolean counted;       /* of a list: internal calls as figures count them, only for who placed
                           * them; else also for who was called */
} TollReportSpec;

TollReportSpec *toll_report_spec_new (void);
void toll_report_spec_free (TollReportSpec *spec);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TollReportSpec, toll_report_spec_free)

/* Puts what the JSON object says into @spec, member by member: a later call overrides the members
 * that it names. Fields are checked by whoever compiles it.
 * Returns: FALSE with BAD_ARGUMENT naming the member ("spec.where.any[1].op"). */
gboolean toll_report_spec_read (TollReportSpec *spec, const TollJsonValue *object,
                                const char *path, GError **error);
/* The same of a JSON text. */
gboolean toll_report_spec_read_text (TollReportSpec *spec, const char *json, const char *path,
                                     GError **error);
/* Narrows @spec to what the members of @object say also: enumerations are cut, conditions added. */
gboolean toll_report_spec_narrow (TollReportSpec *spec, const TollJsonValue *object,
                                  const char *path, GError **error);
/* Every member that is said. */
void toll_report_spec_write (const TollReportSpec *spec, TollJsonWriter *json, const char *name);

/* Whether rows are grouped by the field. */
gboolean toll_report_spec_has_key (const TollReportSpec *spec, const char *field);

/* Adds a condition that must hold beside all others. @value: copied. */
void toll_report_spec_add_test (TollReportSpec *spec, const char *field, TollOperator op,
                                const char *value);

/* Adds a condition that must hold beside all others. */
void toll_report_spec_add_where (TollReportSpec *spec, TollCondition *condition);

/* A condition that leaves out the rows with any of @keys (of char *, copied). Returns: (transfer
 * none): the spec's, and not yet among its restrictions. */
TollCondition *toll_report_spec_make_exclusion (TollReportSpec *spec, const char *field,
                                                const GPtrArray *keys);

const char *toll_operator_to_name (TollOperator op, gboolean is_negated);

G_END_DECLS
