/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a filter in words to a query. Strict: what is not understood is refused by name, so that
 * nobody takes a wider list for a narrower one. Reader lane (for the company's zone).
 */
#include "config.h"

#include "collector/routes/call-filter.h"

#include <string.h>

#include "collector/store/period-now.h"
#include "collector/store/totals/totals.h"
#include "shared/base/error.h"
#include "shared/model/period.h"

#define MAX_LIST 1000

void
collector_call_filter_clear (CollectorCallFilter *filter)
{
  g_clear_pointer (&filter->query.extensions, g_strfreev);
  g_clear_pointer (&filter->query.gateways, g_strfreev);
  g_clear_pointer (&filter->query.departments, g_strfreev);
  g_clear_pointer (&filter->json, toll_json_free);
}

static gboolean
read_period (CollectorCallQuery *query, const TollJsonValue *value, CollectorDb *db, gint64 now_ms,
             GError **error)
{
  const TollZone *zone = collector_totals_get_zone (db, error);
  TollPeriod period;
  TollPeriodNow now;

  return zone != NULL && toll_period_read (&period, value, "filter.period", error)
         && collector_period_now (db, zone, now_ms, &now, error)
         && toll_period_resolve (&period, &now, "filter.period", &query->from_ms, &query->to_ms,
                                 error);
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

static gboolean
read_counted (CollectorCallQuery *query, const TollJsonValue *root, GError **error)
{
  const TollJsonValue *word = toll_json_value_get_member (root, "counted");

  if (word == NULL)
    return TRUE;
  if (toll_json_value_get_kind (word) == TOLL_JSON_BOOL)
    {
      query->counted_only = toll_json_value_get_bool (word);
      return TRUE;
    }
  toll_error_set_field (error, "filter.counted", "true or false is expected");
  return FALSE;
}

gboolean
collector_call_filter_read (CollectorCallFilter *filter, const char *text,
                            const CollectorViewer *viewer, CollectorDb *db, gint64 now_ms,
                            GError **error)
{
  static const char *const known[] = { "period",        "directions", "outcomes",
                                       "classes",       "groups",     "number",
                                       "rating_states", "same_number_as", "counted",
                                       NULL };
  const TollJsonValue *root, *member;

  *filter = (CollectorCallFilter){ 0 };
  if (text == NULL)
    return TRUE;
  filter->json = toll_json_read (text, -1, 0, error);
  if (filter->json == NULL)
    return toll_error_put_in_field (error, "filter");
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
  return read_counted (&filter->query, root, error)
         && read_numbers (&filter->query, root, viewer, error);
}
