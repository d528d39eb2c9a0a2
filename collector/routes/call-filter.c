/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a filter in words to a query. Strict: what is not understood is refused by name, so that
 * nobody takes a wider list for a narrower one. Reader lane (for the company's zone).
 */
#include "config.h"

#include "collector/routes/call-filter.h"

#include <string.h>

#include "collector/store/totals.h"
#include "shared/base/error.h"
#include "shared/base/zone.h"

#define MAX_LIST 1000

/* A relative period: days from and to, as what begins the unit today lies in. */
typedef enum
{
  UNIT_DAY,
  UNIT_WEEK,
  UNIT_MONTH,
  UNIT_YEAR,
} Unit;

static const struct
{
  const char *name;
  Unit unit;
  int from; /* units from the one today lies in */
  int to;   /* exclusive */
} periods[] = {
  { "today", UNIT_DAY, 0, 1 },        { "yesterday", UNIT_DAY, -1, 0 },
  { "last_7_days", UNIT_DAY, -6, 1 }, { "last_30_days", UNIT_DAY, -29, 1 },
  { "last_90_days", UNIT_DAY, -89, 1 },
  { "this_week", UNIT_WEEK, 0, 1 },   { "last_week", UNIT_WEEK, -1, 0 },
  { "this_month", UNIT_MONTH, 0, 1 }, { "last_month", UNIT_MONTH, -1, 0 },
  { "last_12_months", UNIT_MONTH, -11, 1 },
  { "this_year", UNIT_YEAR, 0, 1 },   { "last_year", UNIT_YEAR, -1, 0 },
};

const char *const *
collector_call_filter_list_periods (void)
{
  static const char *names[G_N_ELEMENTS (periods) + 1];
  static gsize is_made = 0;

  if (g_once_init_enter (&is_made))
    {
      for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
        names[i] = periods[i].name;
      g_once_init_leave (&is_made, 1);
    }
  return names;
}

void
collector_call_filter_clear (CollectorCallFilter *filter)
{
  g_clear_pointer (&filter->query.extensions, g_strfreev);
  g_clear_pointer (&filter->query.gateways, g_strfreev);
  g_clear_pointer (&filter->query.departments, g_strfreev);
  g_clear_pointer (&filter->json, toll_json_free);
}

/* First day of the @step-th unit from the one @today lies in. */
static gint32
find_day (Unit unit, gint32 today, int step)
{
  int year, month, mday, months;

  toll_day_to_date (today, &year, &month, &mday);
  switch (unit)
    {
    case UNIT_DAY:
      return today + step;
    case UNIT_WEEK:
      return today - (toll_day_get_weekday (today) - 1) + 7 * step;
    case UNIT_YEAR:
      return toll_day_from_date (year + step, 1, 1);
    case UNIT_MONTH:
    default:
      months = year * 12 + month - 1 + step;
      return toll_day_from_date (months / 12, months % 12 + 1, 1);
    }
}

static gboolean
read_relative (CollectorCallQuery *query, const char *name, CollectorDb *db, gint64 now_ms,
               GError **error)
{
  const TollZone *zone = collector_totals_get_zone (db, error);
  gint32 today, second;

  if (zone == NULL)
    return FALSE;
  toll_zone_to_local (zone, now_ms, &today, &second);
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    if (strcmp (periods[i].name, name) == 0)
      {
        query->from_ms =
            toll_zone_from_local (zone, find_day (periods[i].unit, today, periods[i].from), 0);
        query->to_ms =
            toll_zone_from_local (zone, find_day (periods[i].unit, today, periods[i].to), 0);
        return TRUE;
      }
  toll_error_set_field (error, "filter.period.relative", "unknown period");
  return FALSE;
}

/* The longest time a figure may name: year 9999. */
#define MAX_MS G_GINT64_CONSTANT (253402300800000)

static gboolean
read_period (CollectorCallQuery *query, const TollJsonValue *period, CollectorDb *db,
             gint64 now_ms, GError **error)
{
  static const char *const relative[] = { "relative", NULL };
  static const char *const absolute[] = { "from_ms", "to_ms", NULL };
  const char *name;

  if (toll_json_value_get_member (period, "relative") != NULL)
    return toll_json_check_members (period, "filter.period", relative, error) &&
           toll_json_require_text (period, "filter.period", "relative", &name, error) &&
           read_relative (query, name, db, now_ms, error);
  if (!toll_json_check_members (period, "filter.period", absolute, error) ||
      !toll_json_require_int (period, "filter.period", "from_ms", &query->from_ms, error) ||
      !toll_json_require_int (period, "filter.period", "to_ms", &query->to_ms, error))
    return FALSE;
  if (query->from_ms >= 0 && query->to_ms > query->from_ms && query->to_ms <= MAX_MS)
    return TRUE;
  toll_error_set_field (error, "filter.period", "to_ms must lie behind from_ms");
  return FALSE;
}

/* Enumerations of a filter: name of the field, and its values' names in order. */
typedef const char *(*NameOf) (int value);

static const char *
name_of_direction (int value)
{
  return toll_direction_to_name (value);
}

static const char *
name_of_outcome (int value)
{
  return toll_outcome_to_name (value);
}

static const char *
name_of_class (int value)
{
  return toll_class_to_name (value);
}

static const char *
name_of_state (int value)
{
  return toll_rating_state_to_name (value);
}

static const struct
{
  const char *field;
  NameOf name_of;
  int n_values;
  gsize offset;
} enumerations[] = {
  { "directions", name_of_direction, TOLL_N_DIRECTIONS, offsetof (CollectorCallQuery, directions) },
  { "outcomes", name_of_outcome, TOLL_N_OUTCOMES, offsetof (CollectorCallQuery, outcomes) },
  { "classes", name_of_class, TOLL_N_CLASSES, offsetof (CollectorCallQuery, classes) },
  { "rating_states", name_of_state, TOLL_N_RATING_STATES,
    offsetof (CollectorCallQuery, rating_states) },
};

/* Returns: FALSE unless @list is an array of texts of bearable length. */
static gboolean
check_list (const TollJsonValue *list, const char *path, GError **error)
{
  guint n = toll_json_value_get_length (list);

  if (toll_json_value_get_kind (list) != TOLL_JSON_ARRAY || n == 0 || n > MAX_LIST)
    {
      toll_error_set_field (error, path, "a list of 1 to %d texts is expected", MAX_LIST);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    if (toll_json_value_get_kind (toll_json_value_get_element (list, i)) != TOLL_JSON_TEXT)
      {
        toll_error_set_field (error, path, "a list of texts is expected");
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_enumeration (CollectorCallQuery *query, guint which, const TollJsonValue *list,
                  GError **error)
{
  g_autofree char *path = g_strconcat ("filter.", enumerations[which].field, NULL);
  guint32 *bits = (guint32 *) (void *) ((char *) query + enumerations[which].offset);

  if (!check_list (list, path, error))
    return FALSE;
  for (guint i = 0; i < toll_json_value_get_length (list); i++)
    {
      const char *name = toll_json_value_get_text (toll_json_value_get_element (list, i));
      int value = 0;

      while (value < enumerations[which].n_values &&
             strcmp (enumerations[which].name_of (value), name) != 0)
        value++;
      if (value == enumerations[which].n_values)
        {
          toll_error_set_field (error, path, "\"%s\" is none of its values", name);
          return FALSE;
        }
      *bits |= 1u << value;
    }
  return TRUE;
}

static const struct
{
  const char *field;
  gsize offset;
} groups[] = {
  { "extensions", offsetof (CollectorCallQuery, extensions) },
  { "gateways", offsetof (CollectorCallQuery, gateways) },
  { "departments", offsetof (CollectorCallQuery, departments) },
};

static gboolean
read_groups (CollectorCallQuery *query, const TollJsonValue *object, GError **error)
{
  static const char *const known[] = { "extensions", "gateways", "departments", NULL };

  if (!toll_json_check_members (object, "filter.groups", known, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      const TollJsonValue *list = toll_json_value_get_member (object, groups[i].field);
      g_autofree char *path = g_strconcat ("filter.groups.", groups[i].field, NULL);
      g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

      if (list == NULL)
        continue;
      if (!check_list (list, path, error))
        return FALSE;
      for (guint j = 0; j < toll_json_value_get_length (list); j++)
        g_strv_builder_add (texts,
                            toll_json_value_get_text (toll_json_value_get_element (list, j)));
      *(GStrv *) (void *) ((char *) query + groups[i].offset) = g_strv_builder_end (texts);
    }
  return TRUE;
}

static gboolean
read_numbers (CollectorCallQuery *query, const TollJsonValue *root, const CollectorViewer *viewer,
              GError **error)
{
  const char *id = NULL;

  if (toll_json_value_get_member (root, "number") != NULL)
    {
      if (collector_viewer_is_masked_always (viewer))
        {
          g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                               "numbers are masked for you: use same_number_as");
          return FALSE;
        }
      if (!toll_json_require_text (root, "filter", "number", &query->number, error))
        return FALSE;
    }
  if (toll_json_value_get_member (root, "same_number_as") == NULL)
    return TRUE;
  if (!toll_json_require_text (root, "filter", "same_number_as", &id, error))
    return FALSE;
  if (g_ascii_string_to_signed (id, 10, 1, G_MAXINT64, &query->same_number_as, NULL))
    return TRUE;
  toll_error_set_field (error, "filter.same_number_as", "the id of a call is expected");
  return FALSE;
}

gboolean
collector_call_filter_read (CollectorCallFilter *filter, const char *text,
                            const CollectorViewer *viewer, CollectorDb *db, gint64 now_ms,
                            GError **error)
{
  static const char *const known[] = { "period",        "directions", "outcomes",
                                       "classes",       "groups",     "number",
                                       "rating_states", "same_number_as", NULL };
  const TollJsonValue *root, *member;

  *filter = (CollectorCallFilter){ 0 };
  if (text == NULL)
    return TRUE;
  filter->json = toll_json_read (text, -1, 0, error);
  if (filter->json == NULL)
    return FALSE;
  root = toll_json_get_root (filter->json);
  if (!toll_json_check_members (root, "filter", known, error))
    return FALSE;
  member = toll_json_value_get_member (root, "period");
  if (member != NULL && !read_period (&filter->query, member, db, now_ms, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (enumerations); i++)
    {
      member = toll_json_value_get_member (root, enumerations[i].field);
      if (member != NULL && !read_enumeration (&filter->query, i, member, error))
        return FALSE;
    }
  member = toll_json_value_get_member (root, "groups");
  if (member != NULL && !read_groups (&filter->query, member, error))
    return FALSE;
  return read_numbers (&filter->query, root, viewer, error);
}
