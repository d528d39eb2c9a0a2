/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Specs: memory, and writing them as JSON. Reading is report-spec-read.c's.
 */
#include "config.h"

#include "shared/model/report-spec-private.h"

#include <string.h>

const TollOperatorRow toll_operator_rows[] = {
  { TOLL_OP_IS, FALSE, "is", "|=|equal|equals|eq|" },
  { TOLL_OP_IS, TRUE, "is_not", "|!=|<>|≠|not_equal|not_equals|ne|" },
  { TOLL_OP_IN, FALSE, "in", "|in_list|" },
  { TOLL_OP_IN, TRUE, "not_in", "|not_in_list|" },
  { TOLL_OP_STARTS, FALSE, "starts", "|starts_with|begins|" },
  { TOLL_OP_STARTS, TRUE, "not_starts", "|not_starts_with|" },
  { TOLL_OP_ENDS, FALSE, "ends", "|ends_with|" },
  { TOLL_OP_ENDS, TRUE, "not_ends", "|not_ends_with|" },
  { TOLL_OP_CONTAINS, FALSE, "contains", "" },
  { TOLL_OP_CONTAINS, TRUE, "not_contains", "" },
  { TOLL_OP_MATCHES, FALSE, "matches", "|like|wildcard|" },
  { TOLL_OP_MATCHES, TRUE, "not_matches", "|not_like|" },
  { TOLL_OP_EMPTY, FALSE, "empty", "|is_empty|" },
  { TOLL_OP_EMPTY, TRUE, "not_empty", "|is_not_empty|" },
  { TOLL_OP_LESS, FALSE, "<", "|less|lt|" },
  { TOLL_OP_AT_MOST, FALSE, "<=", "|≤|less_equal|le|at_most|" },
  { TOLL_OP_MORE, FALSE, ">", "|greater|gt|more|" },
  { TOLL_OP_AT_LEAST, FALSE, ">=", "|≥|greater_equal|ge|at_least|" },
  { TOLL_OP_BETWEEN, FALSE, "between", "" },
  { TOLL_OP_BETWEEN, TRUE, "not_between", "" },
  { TOLL_OP_KEY, FALSE, "key", "" },
  { TOLL_OP_KEY, TRUE, "not_key", "" },
  { TOLL_OP_DURING, FALSE, "during", "" },
};
const guint toll_n_operator_rows = G_N_ELEMENTS (toll_operator_rows);

const char *const toll_traffic_names[] = { "all", "external", "internal", NULL };
const char *const toll_compare_names[] = { "none", "before", "year_before", NULL };

const TollSpecEnumeration toll_spec_enumerations[] = {
  { TOLL_SPEC_DIRECTIONS, "directions", offsetof (TollReportSpec, directions), TOLL_N_DIRECTIONS,
    (TollNameOf) toll_direction_to_name },
  { TOLL_SPEC_OUTCOMES, "outcomes", offsetof (TollReportSpec, outcomes), TOLL_N_OUTCOMES,
    (TollNameOf) toll_outcome_to_name },
  { TOLL_SPEC_CLASSES, "classes", offsetof (TollReportSpec, classes), TOLL_N_CLASSES,
    (TollNameOf) toll_class_to_name },
  { TOLL_SPEC_RATING_STATES, "rating_states", offsetof (TollReportSpec, rating_states), TOLL_N_RATING_STATES,
    (TollNameOf) toll_rating_state_to_name },
};
const guint toll_n_spec_enumerations = G_N_ELEMENTS (toll_spec_enumerations);

TollReportSpec *
toll_report_spec_new (void)
{
  TollReportSpec *spec = g_new0 (TollReportSpec, 1);

  spec->arena = toll_arena_new ();
  spec->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  spec->groups = g_array_new (FALSE, TRUE, sizeof (TollGroupFilter));
  spec->sort = g_array_new (FALSE, TRUE, sizeof (TollSort));
  spec->zone = spec->chart = spec->same_number_as = "";
  return spec;
}

void
toll_report_spec_free (TollReportSpec *spec)
{
  if (spec == NULL)
    return;
  g_ptr_array_unref (spec->lists);
  g_array_unref (spec->groups);
  g_array_unref (spec->sort);
  toll_arena_free (spec->arena);
  g_free (spec);
}

GPtrArray *
toll_report_spec_add_list (TollReportSpec *spec)
{
  GPtrArray *list = g_ptr_array_new ();

  g_ptr_array_add (spec->lists, list);
  return list;
}

TollCondition *
toll_report_spec_add_condition (TollReportSpec *spec, TollConditionKind kind)
{
  TollCondition *condition = toll_arena_alloc (spec->arena, sizeof *condition);

  condition->kind = kind;
  condition->field = "";
  if (kind == TOLL_CONDITION_TEST)
    condition->values = toll_report_spec_add_list (spec);
  else
    condition->children = toll_report_spec_add_list (spec);
  return condition;
}

void
toll_report_spec_add_where (TollReportSpec *spec, TollCondition *condition)
{
  TollCondition *all;

  if (spec->where == NULL)
    {
      spec->where = condition;
      return;
    }
  all = toll_report_spec_add_condition (spec, TOLL_CONDITION_ALL);
  g_ptr_array_add (all->children, spec->where);
  g_ptr_array_add (all->children, condition);
  spec->where = all;
}

gboolean
toll_report_spec_has_key (const TollReportSpec *spec, const char *field)
{
  for (guint i = 0; i < spec->n_keys; i++)
    if (strcmp (spec->group_by[i], field) == 0)
      return TRUE;
  return FALSE;
}

void
toll_report_spec_add_test (TollReportSpec *spec, const char *field, TollOperator op,
                           const char *value)
{
  TollCondition *test = toll_report_spec_add_condition (spec, TOLL_CONDITION_TEST);

  test->field = toll_arena_strdup (spec->arena, field);
  test->op = op;
  g_ptr_array_add (test->values, (gpointer) toll_arena_strdup (spec->arena, value));
  toll_report_spec_add_where (spec, test);
}

TollCondition *
toll_report_spec_make_exclusion (TollReportSpec *spec, const char *field, const GPtrArray *keys)
{
  TollCondition *test = toll_report_spec_add_condition (spec, TOLL_CONDITION_TEST);

  test->field = toll_arena_strdup (spec->arena, field);
  test->op = TOLL_OP_KEY;
  test->is_negated = TRUE;
  for (guint i = 0; i < keys->len; i++)
    g_ptr_array_add (test->values, (gpointer) toll_arena_strdup (spec->arena, keys->pdata[i]));
  return test;
}

const char *
toll_operator_to_name (TollOperator op, gboolean is_negated)
{
  for (guint i = 0; i < toll_n_operator_rows; i++)
    if (toll_operator_rows[i].op == op && toll_operator_rows[i].is_negated == is_negated)
      return toll_operator_rows[i].name;
  return "";
}

/* ---- Writing ---- */

static void
write_texts (TollJsonWriter *json, const char *name, const GPtrArray *texts)
{
  toll_json_begin_array (json, name);
  for (guint i = 0; i < texts->len; i++)
    toll_json_add_text (json, NULL, texts->pdata[i]);
  toll_json_end_array (json);
}

static void
write_condition (TollJsonWriter *json, const char *name, const TollCondition *condition)
{
  toll_json_begin_object (json, name);
  if (condition->kind == TOLL_CONDITION_TEST)
    {
      toll_json_add_text (json, "field", condition->field);
      toll_json_add_text (json, "op", toll_operator_to_name (condition->op, condition->is_negated));
      write_texts (json, "value", condition->values);
    }
  else
    {
      toll_json_begin_array (json, condition->kind == TOLL_CONDITION_ALL ? "all" : "any");
      for (guint i = 0; i < condition->children->len; i++)
        write_condition (json, NULL, condition->children->pdata[i]);
      toll_json_end_array (json);
    }
  toll_json_end_object (json);
}

/* What was said, also when it is nothing: without it the report's own would come back. */
static gboolean
says (const TollReportSpec *spec, TollSpecMember member)
{
  return (spec->said & member) != 0;
}

static void
write_enumerations (TollJsonWriter *json, const TollReportSpec *spec)
{
  for (guint i = 0; i < toll_n_spec_enumerations; i++)
    {
      const TollSpecEnumeration *row = &toll_spec_enumerations[i];
      guint32 bits = G_STRUCT_MEMBER (guint32, spec, row->offset);

      if (bits == 0 && !says (spec, row->member))
        continue;
      toll_json_begin_array (json, row->name);
      for (guint value = 0; value < row->n_values; value++)
        if (bits & 1u << value)
          toll_json_add_text (json, NULL, row->name_of (value));
      if (bits & 1u << TOLL_SPEC_NO_VALUE_BIT)
        toll_json_add_text (json, NULL, TOLL_SPEC_NO_VALUE);
      toll_json_end_array (json);
    }
}

static void
write_order (TollJsonWriter *json, const TollReportSpec *spec)
{
  if (spec->has_group_by)
    {
      toll_json_begin_array (json, "group_by");
      for (guint i = 0; i < spec->n_keys; i++)
        toll_json_add_text (json, NULL, spec->group_by[i]);
      toll_json_end_array (json);
    }
  if (spec->section != NULL)
    {
      g_autofree char *text
          = g_strconcat (spec->is_section_descending ? "-" : "", spec->section, NULL);

      toll_json_add_text (json, "section", text);
    }
  if (spec->fields != NULL)
    write_texts (json, "fields", spec->fields);
  if (spec->sort->len > 0)
    {
      toll_json_begin_array (json, "sort");
      for (guint i = 0; i < spec->sort->len; i++)
        {
          const TollSort *sort = &g_array_index (spec->sort, TollSort, i);
          g_autofree char *text = g_strconcat (sort->is_descending ? "-" : "", sort->field, NULL);

          toll_json_add_text (json, NULL, text);
        }
      toll_json_end_array (json);
    }
}

static void
write_restrictions (TollJsonWriter *json, const TollReportSpec *spec)
{
  if (spec->traffic != TOLL_TRAFFIC_ALL || says (spec, TOLL_SPEC_TRAFFIC))
    toll_json_add_text (json, "traffic", toll_traffic_names[spec->traffic]);
  write_enumerations (json, spec);
  if (spec->groups->len > 0 || says (spec, TOLL_SPEC_GROUPS))
    {
      toll_json_begin_object (json, "groups");
      for (guint i = 0; i < spec->groups->len; i++)
        {
          const TollGroupFilter *group = &g_array_index (spec->groups, TollGroupFilter, i);

          write_texts (json, group->field, group->values);
        }
      toll_json_end_object (json);
    }
  if (spec->where != NULL)
    write_condition (json, "where", spec->where);
  else if (says (spec, TOLL_SPEC_WHERE))
    {
      toll_json_begin_object (json, "where");
      toll_json_end_object (json);
    }
}

static void
write_text (TollJsonWriter *json, const TollReportSpec *spec, TollSpecMember member,
            const char *name, const char *text)
{
  if (*text != '\0' || says (spec, member))
    toll_json_add_text (json, name, text);
}

static void
write_flag (TollJsonWriter *json, const TollReportSpec *spec, TollSpecMember member,
            const char *name, gboolean flag)
{
  if (flag || says (spec, member))
    toll_json_add_bool (json, name, flag);
}

void
toll_report_spec_write (const TollReportSpec *spec, TollJsonWriter *json, const char *name)
{
  toll_json_begin_object (json, name);
  if (spec->has_period)
    toll_period_write (&spec->period, json, "period");
  write_restrictions (json, spec);
  write_order (json, spec);
  if (spec->limit != 0 || says (spec, TOLL_SPEC_LIMIT))
    toll_json_add_int (json, "limit", spec->limit);
  write_text (json, spec, TOLL_SPEC_ZONE, "zone", spec->zone);
  write_text (json, spec, TOLL_SPEC_CHART, "chart", spec->chart);
  write_text (json, spec, TOLL_SPEC_SAME_NUMBER, "same_number_as", spec->same_number_as);
  if (spec->compare != TOLL_COMPARE_NONE || says (spec, TOLL_SPEC_COMPARE))
    toll_json_add_text (json, "compare", toll_compare_names[spec->compare]);
  write_flag (json, spec, TOLL_SPEC_MINE, "mine", spec->mine);
  write_flag (json, spec, TOLL_SPEC_UP, "up", spec->up);
  write_flag (json, spec, TOLL_SPEC_COUNTED, "counted", spec->counted);
  toll_json_end_object (json);
}
