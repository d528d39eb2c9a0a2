/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From JSON to a spec. Strict: what is not understood is refused by name, so that nobody takes a
 * wider answer for a narrower one.
 */
#include "config.h"

#include "shared/model/report-spec-private.h"

#include <string.h>

#include "shared/base/error.h"
#include "shared/model/report-doc.h"

#define MAX_DEPTH 8
#define MAX_LIMIT 10000000
#define MAX_TEXT  256

/* What a member is read with. */
typedef struct
{
  TollReportSpec *spec;
  const char *path;
  gboolean narrows;
  guint n_tests;
} Reader;

static gboolean
refuse (GError **error, const char *path, const char *member, const char *reason)
{
  g_autofree char *field = *member != '\0' ? g_strconcat (path, ".", member, NULL)
                                           : g_strdup (path);

  toll_error_set_field (error, field, "%s", reason);
  return FALSE;
}

/* Figures are kept as text, so that there is one kind of value. */
static const char *
dup_value (Reader *self, const TollJsonValue *value)
{
  g_autofree char *text = NULL;

  switch (toll_json_value_get_kind (value))
    {
    case TOLL_JSON_TEXT:
      return strlen (toll_json_value_get_text (value)) <= MAX_TEXT
                 ? toll_arena_strdup (self->spec->arena, toll_json_value_get_text (value))
                 : NULL;
    case TOLL_JSON_INT:
      text = g_strdup_printf ("%" G_GINT64_FORMAT, toll_json_value_get_int (value));
      return toll_arena_strdup (self->spec->arena, text);
    case TOLL_JSON_REAL:
      text = g_strdup_printf ("%.8f", toll_json_value_get_real (value));
      return toll_arena_strdup (self->spec->arena, text);
    case TOLL_JSON_BOOL:
      return toll_json_value_get_bool (value) ? "1" : "0";
    default:
      return NULL;
    }
}

/* One value or a list of them. */
static gboolean
read_values (Reader *self, const TollJsonValue *value, const char *path, GPtrArray *values,
             GError **error)
{
  gboolean is_list = toll_json_value_get_kind (value) == TOLL_JSON_ARRAY;
  guint n = is_list ? toll_json_value_get_length (value) : 1;

  if (n == 0 || n > TOLL_SPEC_MAX_VALUES)
    return refuse (error, path, "", "one to 1000 values are expected");
  for (guint i = 0; i < n; i++)
    {
      const char *text
          = dup_value (self, is_list ? toll_json_value_get_element (value, i) : value);

      if (text == NULL)
        return refuse (error, path, "", "texts of at most 256 bytes or figures are expected");
      g_ptr_array_add (values, (gpointer) text);
    }
  return TRUE;
}

static gboolean
find_operator (const char *name, TollCondition *test)
{
  g_autofree char *between = g_strconcat ("|", name, "|", NULL);

  for (guint i = 0; i < toll_n_operator_rows; i++)
    if (strcmp (toll_operator_rows[i].name, name) == 0
        || (strchr (name, '|') == NULL && strstr (toll_operator_rows[i].others, between) != NULL))
      {
        test->op = toll_operator_rows[i].op;
        test->is_negated = toll_operator_rows[i].is_negated;
        return TRUE;
      }
  return FALSE;
}

static gboolean
check_count (const TollCondition *test, const char *path, GError **error)
{
  guint n = test->values->len;

  if (test->op == TOLL_OP_EMPTY)
    return n == 0 || refuse (error, path, "value", "empty compares with nothing");
  if (test->op == TOLL_OP_BETWEEN)
    return n == 2 || refuse (error, path, "value", "two values are expected");
  if (test->op == TOLL_OP_IN || test->op == TOLL_OP_KEY)
    return n > 0 || refuse (error, path, "value", "is missing");
  return n == 1 || refuse (error, path, "value", "one value is expected");
}

static TollCondition *
read_test (Reader *self, const TollJsonValue *object, const char *path, GError **error)
{
  static const char *const known[] = { "field", "op", "value", "values", NULL };
  TollCondition *test = toll_report_spec_add_condition (self->spec, TOLL_CONDITION_TEST);
  const TollJsonValue *value = toll_json_value_get_member (object, "value");
  g_autofree char *value_path = g_strconcat (path, ".value", NULL);
  const char *field, *op;

  if (value == NULL)
    value = toll_json_value_get_member (object, "values");
  if (!toll_json_check_members (object, path, known, error)
      || !toll_json_require_text (object, path, "field", &field, error)
      || !toll_json_require_text (object, path, "op", &op, error))
    return NULL;
  test->field = toll_arena_strdup (self->spec->arena, field);
  if (!find_operator (op, test))
    {
      refuse (error, path, "op", "unknown operator");
      return NULL;
    }
  if (value != NULL && test->op != TOLL_OP_EMPTY
      && !read_values (self, value, value_path, test->values, error))
    return NULL;
  return check_count (test, path, error) ? test : NULL;
}

static TollCondition *
read_condition (Reader *self, const TollJsonValue *object, const char *path, guint depth,
                GError **error)
{
  static const char *const known[] = { "all", "any", NULL };
  const TollJsonValue *all = toll_json_value_get_member (object, "all");
  const TollJsonValue *list = all != NULL ? all : toll_json_value_get_member (object, "any");
  TollCondition *condition;

  if (++self->n_tests > TOLL_SPEC_MAX_TESTS || depth > MAX_DEPTH)
    {
      refuse (error, path, "", "too many or too deep restrictions");
      return NULL;
    }
  if (list == NULL)
    return read_test (self, object, path, error);
  if (!toll_json_check_members (object, path, known, error))
    return NULL;
  if (toll_json_value_get_member (object, "any") != NULL && all != NULL)
    {
      refuse (error, path, "", "either all or any is expected");
      return NULL;
    }
  if (toll_json_value_get_kind (list) != TOLL_JSON_ARRAY)
    {
      refuse (error, path, all != NULL ? "all" : "any", "a list of restrictions is expected");
      return NULL;
    }
  if (toll_json_value_get_length (list) == 0)
    {
      refuse (error, path, all != NULL ? "all" : "any", "at least one restriction is expected");
      return NULL;
    }
  condition = toll_report_spec_add_condition (
      self->spec, all != NULL ? TOLL_CONDITION_ALL : TOLL_CONDITION_ANY);
  for (guint i = 0; i < toll_json_value_get_length (list); i++)
    {
      g_autofree char *inner
          = g_strdup_printf ("%s.%s[%u]", path, all != NULL ? "all" : "any", i);
      TollCondition *child = read_condition (self, toll_json_value_get_element (list, i), inner,
                                             depth + 1, error);

      if (child == NULL)
        return NULL;
      g_ptr_array_add (condition->children, child);
    }
  return condition;
}

/* ---- Members ---- */

/* No member restricts nothing: it takes away what the report asks by itself. A list of which all or
 * any must hold is not left empty by who means that. */
static gboolean
read_where (Reader *self, const TollJsonValue *value, const char *path, GError **error)
{
  static const char *const none[] = { NULL };
  gboolean is_nothing = toll_json_check_members (value, path, none, NULL);
  TollCondition *condition = is_nothing ? NULL : read_condition (self, value, path, 0, error);

  if (condition == NULL && !is_nothing)
    return FALSE;
  if (!self->narrows)
    self->spec->where = NULL;
  if (condition != NULL)
    toll_report_spec_add_where (self->spec, condition);
  return TRUE;
}

static gboolean
read_period (Reader *self, const TollJsonValue *value, const char *path, GError **error)
{
  self->spec->has_period = TRUE;
  return toll_period_read (&self->spec->period, value, path, error);
}

/* Returns: the index of the text in @names, or -1. */
static int
find_name (const char *const *names, const TollJsonValue *value)
{
  for (int i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], toll_json_value_get_text (value)) == 0)
      return i;
  return -1;
}

static gboolean
read_traffic (Reader *self, const TollJsonValue *value, const char *path, GError **error)
{
  int traffic = find_name (toll_traffic_names, value);

  if (traffic < 0)
    return refuse (error, path, "", "all, external or internal is expected");
  self->spec->traffic = traffic;
  return TRUE;
}

static gboolean
read_compare (Reader *self, const TollJsonValue *value, const char *path, GError **error)
{
  int compare = find_name (toll_compare_names, value);

  if (compare < 0)
    return refuse (error, path, "", "none, before or year_before is expected");
  self->spec->compare = compare;
  return TRUE;
}

static gboolean
read_enumeration (Reader *self, const TollSpecEnumeration *row, const TollJsonValue *list,
                  const char *path, GError **error)
{
  guint32 *bits = &G_STRUCT_MEMBER (guint32, self->spec, row->offset);
  guint32 found = 0;

  if (toll_json_value_get_kind (list) != TOLL_JSON_ARRAY)
    return refuse (error, path, "", "a list of texts is expected");
  for (guint i = 0; i < toll_json_value_get_length (list); i++)
    {
      const char *name = toll_json_value_get_text (toll_json_value_get_element (list, i));
      guint value = 0;

      while (value < row->n_values && strcmp (row->name_of (value), name) != 0)
        value++;
      if (value == row->n_values && strcmp (name, TOLL_SPEC_NO_VALUE) == 0)
        value = TOLL_SPEC_NO_VALUE_BIT;
      else if (value == row->n_values)
        {
          toll_error_set_field (error, path, "\"%s\" is none of its values", name);
          return FALSE;
        }
      found |= 1u << value;
    }
  if (self->narrows && found == 0)
    return TRUE;
  if (!self->narrows || *bits == 0)
    *bits = found;
  else if ((*bits & found) != 0)
    *bits &= found;
  else
    *bits = 1u << TOLL_SPEC_NO_VALUE_BIT;
  return TRUE;
}

typedef struct
{
  Reader *self;
  const char *path;
  GError **error;
  gboolean is_ok;
} GroupVisit;

static void
visit_group (const char *name, const TollJsonValue *value, gpointer data)
{
  GroupVisit *visit = data;
  g_autofree char *path = g_strconcat (visit->path, ".", name, NULL);
  TollGroupFilter group = { .values = toll_report_spec_add_list (visit->self->spec) };

  if (!visit->is_ok)
    return;
  group.field = toll_arena_strdup (visit->self->spec->arena, name);
  visit->is_ok = read_values (visit->self, value, path, group.values, visit->error);
  if (visit->is_ok)
    g_array_append_val (visit->self->spec->groups, group);
}

static gboolean
read_groups (Reader *self, const TollJsonValue *object, const char *path, GError **error)
{
  GroupVisit visit = { self, path, error, TRUE };

  if (toll_json_value_get_kind (object) != TOLL_JSON_OBJECT)
    return refuse (error, path, "", "an object of lists is expected");
  if (!self->narrows)
    g_array_set_size (self->spec->groups, 0);
  toll_json_value_visit (object, visit_group, &visit);
  return visit.is_ok;
}

static gboolean
read_group_by (Reader *self, const TollJsonValue *list, const char *path, GError **error)
{
  guint n = toll_json_value_get_length (list);

  if (toll_json_value_get_kind (list) != TOLL_JSON_ARRAY || n > TOLL_SPEC_MAX_KEYS)
    return refuse (error, path, "", "a list of at most four fields is expected");
  self->spec->has_group_by = TRUE;
  self->spec->n_keys = n;
  for (guint i = 0; i < n; i++)
    {
      self->spec->group_by[i]
          = toll_arena_strdup (self->spec->arena,
                               toll_json_value_get_text (toll_json_value_get_element (list, i)));
      for (guint j = 0; j < i; j++)
        if (strcmp (self->spec->group_by[j], self->spec->group_by[i]) == 0)
          return refuse (error, path, "", "a field stands there twice");
    }
  return TRUE;
}

static gboolean
read_fields (Reader *self, const TollJsonValue *list, const char *path, GError **error)
{
  self->spec->fields = toll_report_spec_add_list (self->spec);
  return read_values (self, list, path, self->spec->fields, error);
}

static gboolean
read_sort (Reader *self, const TollJsonValue *list, const char *path, GError **error)
{
  GPtrArray *texts = toll_report_spec_add_list (self->spec);

  g_array_set_size (self->spec->sort, 0);
  if (!read_values (self, list, path, texts, error))
    return FALSE;
  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = texts->pdata[i];
      TollSort sort = { text + (*text == '-'), *text == '-' };

      g_array_append_val (self->spec->sort, sort);
    }
  return TRUE;
}

static gboolean
read_limit (Reader *self, const TollJsonValue *value, const char *path, GError **error)
{
  gint64 limit = toll_json_value_get_int (value);

  if (toll_json_value_get_kind (value) != TOLL_JSON_INT || limit < 0 || limit > MAX_LIMIT)
    return refuse (error, path, "", "0 to 10000000 is expected");
  if (!self->narrows || self->spec->limit == 0 || limit < self->spec->limit)
    self->spec->limit = limit;
  return TRUE;
}

static gboolean
read_text (const TollJsonValue *value, const char *path, Reader *self, const char **text,
           GError **error)
{
  if (toll_json_value_get_kind (value) != TOLL_JSON_TEXT)
    return refuse (error, path, "", "a text is expected");
  *text = toll_arena_strdup (self->spec->arena, toll_json_value_get_text (value));
  return TRUE;
}

static gboolean
read_zone (Reader *self, const TollJsonValue *value, const char *path, GError **error)
{
  g_autoptr (GError) unknown = NULL;

  if (!read_text (value, path, self, &self->spec->zone, error))
    return FALSE;
  return *self->spec->zone == '\0' || toll_zone_get (self->spec->zone, &unknown) != NULL
         || refuse (error, path, "", "unknown time zone");
}

static gboolean
read_chart (Reader *self, const TollJsonValue *value, const char *path, GError **error)
{
  TollChartKind kind;

  if (!read_text (value, path, self, &self->spec->chart, error))
    return FALSE;
  return *self->spec->chart == '\0' || toll_chart_kind_from_name (self->spec->chart, &kind)
         || refuse (error, path, "", "unknown chart");
}

static gboolean
read_same_number (Reader *self, const TollJsonValue *value, const char *path, GError **error)
{
  return read_text (value, path, self, &self->spec->same_number_as, error);
}

static gboolean
read_section (Reader *self, const TollJsonValue *value, const char *path, GError **error)
{
  const char *text;

  if (!read_text (value, path, self, &text, error))
    return FALSE;
  self->spec->is_section_descending = *text == '-';
  self->spec->section = text + (*text == '-');
  return TRUE;
}

static gboolean
read_flag (Reader *self, const TollJsonValue *value, const char *path, gboolean *flag,
           GError **error)
{
  if (toll_json_value_get_kind (value) != TOLL_JSON_BOOL)
    return refuse (error, path, "", "true or false is expected");
  *flag = toll_json_value_get_bool (value) || (self->narrows && *flag);
  return TRUE;
}

static gboolean
read_mine (Reader *self, const TollJsonValue *value, const char *path, GError **error)
{
  return read_flag (self, value, path, &self->spec->mine, error);
}

static gboolean
read_up (Reader *self, const TollJsonValue *value, const char *path, GError **error)
{
  return read_flag (self, value, path, &self->spec->up, error);
}

static gboolean
read_counted (Reader *self, const TollJsonValue *value, const char *path, GError **error)
{
  return read_flag (self, value, path, &self->spec->counted, error);
}

/* Those without a bit of "said" cannot be said to be nothing, or have a flag of their own. */
static const struct
{
  const char *name;
  gboolean (*read) (Reader *self, const TollJsonValue *value, const char *path, GError **error);
  guint32 said;
} members[] = {
  { "period", read_period },
  { "traffic", read_traffic, TOLL_SPEC_TRAFFIC },
  { "groups", read_groups, TOLL_SPEC_GROUPS },
  { "where", read_where, TOLL_SPEC_WHERE },
  { "group_by", read_group_by },
  { "fields", read_fields },
  { "sort", read_sort },
  { "limit", read_limit, TOLL_SPEC_LIMIT },
  { "zone", read_zone, TOLL_SPEC_ZONE },
  { "chart", read_chart, TOLL_SPEC_CHART },
  { "same_number_as", read_same_number, TOLL_SPEC_SAME_NUMBER },
  { "mine", read_mine, TOLL_SPEC_MINE },
  { "compare", read_compare, TOLL_SPEC_COMPARE },
  { "counted", read_counted, TOLL_SPEC_COUNTED },
  { "up", read_up, TOLL_SPEC_UP },
  { "section", read_section },
};

static gboolean
read_members (Reader *self, const TollJsonValue *object, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const TollJsonValue *value = toll_json_value_get_member (object, members[i].name);
      g_autofree char *path = g_strconcat (self->path, ".", members[i].name, NULL);

      if (value != NULL && !members[i].read (self, value, path, error))
        return FALSE;
      if (value != NULL && !self->narrows)
        self->spec->said |= members[i].said;
    }
  for (guint i = 0; i < toll_n_spec_enumerations; i++)
    {
      const TollSpecEnumeration *row = &toll_spec_enumerations[i];
      const TollJsonValue *list = toll_json_value_get_member (object, row->name);
      g_autofree char *path = g_strconcat (self->path, ".", row->name, NULL);

      if (list != NULL && !read_enumeration (self, row, list, path, error))
        return FALSE;
      if (list != NULL && !self->narrows)
        self->spec->said |= row->member;
    }
  return TRUE;
}

static gboolean
read_object (Reader *self, const TollJsonValue *object, GError **error)
{
  const char *known[G_N_ELEMENTS (members) + 8] = { NULL };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    known[n++] = members[i].name;
  for (guint i = 0; i < toll_n_spec_enumerations; i++)
    known[n++] = toll_spec_enumerations[i].name;
  return toll_json_check_members (object, self->path, known, error)
         && read_members (self, object, error);
}

gboolean
toll_report_spec_read (TollReportSpec *spec, const TollJsonValue *object, const char *path,
                       GError **error)
{
  Reader reader = { .spec = spec, .path = path };

  return read_object (&reader, object, error);
}

gboolean
toll_report_spec_narrow (TollReportSpec *spec, const TollJsonValue *object, const char *path,
                         GError **error)
{
  Reader reader = { .spec = spec, .path = path, .narrows = TRUE };

  return read_object (&reader, object, error);
}

gboolean
toll_report_spec_read_text (TollReportSpec *spec, const char *json, const char *path,
                            GError **error)
{
  g_autoptr (TollJson) document = toll_json_read (json, -1, 0, error);

  return document != NULL
         && toll_report_spec_read (spec, toll_json_get_root (document), path, error);
}
