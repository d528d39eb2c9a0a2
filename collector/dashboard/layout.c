/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Layouts between their JSON and memory, and the product's own. Pure.
 */
#include "config.h"

#include "collector/dashboard/layout.h"

#include <string.h>

#include "collector/store/viewer.h"
#include "shared/base/error.h"
#include "shared/base/line.h"
#include "shared/model/report-spec.h"

#define LONGEST_ID    64  /* bytes */
#define LONGEST_TITLE 100 /* characters */

static CollectorLayout *
layout_new (void)
{
  CollectorLayout *layout = g_new0 (CollectorLayout, 1);

  layout->arena = toll_arena_new ();
  for (guint i = 0; i < COLLECTOR_N_ZONES; i++)
    layout->zones[i] = g_array_new (FALSE, FALSE, sizeof (CollectorPlaced));
  return layout;
}

void
collector_layout_free (CollectorLayout *layout)
{
  if (layout == NULL)
    return;
  for (guint i = 0; i < COLLECTOR_N_ZONES; i++)
    g_array_unref (layout->zones[i]);
  toll_arena_free (layout->arena);
  g_free (layout);
}

/* A period, a chart and a zone are the owner's choice; more would be another report. */
static gboolean
read_spec (CollectorLayout *layout, const TollJsonValue *object, const char *path,
           CollectorPlaced *placed, GError **error)
{
  static const char *const known[] = { "period", "chart", "zone", NULL };
  const TollJsonValue *value = toll_json_value_get_member (object, "spec");
  g_autofree char *field = g_strconcat (path, ".spec", NULL), *text = NULL;
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();

  placed->spec = "{}";
  if (value == NULL)
    return TRUE;
  if (!toll_json_check_members (value, field, known, error)
      || !toll_report_spec_read (spec, value, field, error))
    return FALSE;
  toll_report_spec_write (spec, json, NULL);
  text = g_string_free (toll_json_writer_finish (json), FALSE);
  placed->spec = toll_arena_strdup (layout->arena, text);
  return TRUE;
}

static gboolean
read_id (const TollJsonValue *object, const char *path, CollectorPlaced *placed, GError **error)
{
  const char *text = "";

  if (!toll_json_allow_text (object, path, "id", &text, error))
    return FALSE;
  if (*text == '\0'
      || g_ascii_string_to_signed (text, 10, 1, G_MAXINT32, &placed->id, NULL))
    return TRUE;
  {
    g_autofree char *field = g_strconcat (path, ".id", NULL);

    toll_error_set_field (error, field, "must be one that was given, or be left out");
  }
  return FALSE;
}

/* A line that a card is called by. */
static gboolean
read_title (CollectorLayout *layout, const TollJsonValue *object, const char *path,
            const char *name, const char **title, GError **error)
{
  g_autofree char *field = g_strconcat (path, ".", name, NULL);
  const char *text = "";

  if (!toll_json_allow_text (object, path, name, &text, error))
    return FALSE;
  if (g_utf8_strlen (text, -1) > LONGEST_TITLE)
    {
      toll_error_set_field (error, field, "at most %d characters are expected", LONGEST_TITLE);
      return FALSE;
    }
  *title = toll_arena_strdup (layout->arena, text);
  return toll_line_check (text, field, error);
}

static gboolean
read_texts (CollectorLayout *layout, const TollJsonValue *object, const char *path,
            CollectorPlaced *placed, GError **error)
{
  const char *widget;

  if (!toll_json_require_text (object, path, "widget", &widget, error))
    return FALSE;
  if (strlen (widget) > LONGEST_ID || *widget == '\0')
    {
      g_autofree char *field = g_strconcat (path, ".widget", NULL);

      toll_error_set_field (error, field, "there is no such widget");
      return FALSE;
    }
  placed->widget = toll_arena_strdup (layout->arena, widget);
  return read_title (layout, object, path, "title", &placed->title, error)
         && read_title (layout, object, path, "kept_name", &placed->kept_name, error);
}

static gboolean
read_placed (CollectorLayout *layout, guint zone, const TollJsonValue *object, const char *path,
             GError **error)
{
  static const char *const known[]
      = { "id", "widget", "title", "kept_name", "spec", "minimised", NULL };
  const TollJsonValue *minimised;
  CollectorPlaced placed = { 0 };

  if (!toll_json_check_members (object, path, known, error)
      || !read_id (object, path, &placed, error)
      || !read_texts (layout, object, path, &placed, error)
      || !read_spec (layout, object, path, &placed, error))
    return FALSE;
  minimised = toll_json_value_get_member (object, "minimised");
  if (minimised != NULL && toll_json_value_get_kind (minimised) != TOLL_JSON_BOOL)
    {
      g_autofree char *field = g_strconcat (path, ".minimised", NULL);

      toll_error_set_field (error, field, "must be true or false");
      return FALSE;
    }
  placed.is_minimised = toll_json_value_get_bool (minimised);
  g_array_append_val (layout->zones[zone], placed);
  return TRUE;
}

/* Ids that stand once; the others are given behind the largest. */
static gboolean
give_ids (CollectorLayout *layout, GError **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_int64_hash, g_int64_equal);
  gint64 last = 0;
  guint n = 0;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < COLLECTOR_N_ZONES; i++)
      for (guint j = 0; j < layout->zones[i]->len; j++)
        {
          CollectorPlaced *placed = &g_array_index (layout->zones[i], CollectorPlaced, j);

          if (pass == 1 && placed->id == 0)
            placed->id = ++last;
          else if (pass == 0 && placed->id != 0 && !g_hash_table_add (taken, &placed->id))
            {
              toll_error_set_field (error, "zones", "an id stands twice");
              return FALSE;
            }
          last = MAX (last, placed->id);
          n += pass;
        }
  if (n <= COLLECTOR_MOST_WIDGETS)
    return TRUE;
  toll_error_set_field (error, "zones", "at most %d widgets are expected", COLLECTOR_MOST_WIDGETS);
  return FALSE;
}

static gboolean
are_lists (const TollJsonValue *zones)
{
  gboolean are = toll_json_value_get_kind (zones) == TOLL_JSON_ARRAY
                 && toll_json_value_get_length (zones) == COLLECTOR_N_ZONES;

  for (guint i = 0; i < COLLECTOR_N_ZONES && are; i++)
    are = toll_json_value_get_kind (toll_json_value_get_element (zones, i)) == TOLL_JSON_ARRAY;
  return are;
}

CollectorLayout *
collector_layout_read_zones (const TollJsonValue *zones, GError **error)
{
  g_autoptr (CollectorLayout) layout = layout_new ();

  if (!are_lists (zones))
    {
      toll_error_set_field (error, "zones", "%d lists of widgets are expected", COLLECTOR_N_ZONES);
      return NULL;
    }
  for (guint i = 0; i < COLLECTOR_N_ZONES; i++)
    {
      const TollJsonValue *zone = toll_json_value_get_element (zones, i);

      for (guint j = 0; j < toll_json_value_get_length (zone); j++)
        {
          g_autofree char *path = g_strdup_printf ("zones[%u][%u]", i, j);

          if (!read_placed (layout, i, toll_json_value_get_element (zone, j), path, error))
            return NULL;
        }
    }
  return give_ids (layout, error) ? g_steal_pointer (&layout) : NULL;
}

CollectorLayout *
collector_layout_read (const TollJsonValue *object, GError **error)
{
  static const char *const known[] = { "zones", NULL };

  if (!toll_json_check_members (object, "", known, error))
    return NULL;
  return collector_layout_read_zones (toll_json_value_get_member (object, "zones"), error);
}

CollectorLayout *
collector_layout_read_text (const char *text, GError **error)
{
  g_autoptr (TollJson) json = toll_json_read (text, -1, 0, error);

  return json != NULL ? collector_layout_read (toll_json_get_root (json), error) : NULL;
}

void
collector_placed_write (const CollectorPlaced *placed, TollJsonWriter *json)
{
  g_autoptr (TollReportSpec) spec = toll_report_spec_new ();

  toll_json_add_id (json, "id", placed->id);
  toll_json_add_text (json, "widget", placed->widget);
  toll_json_add_text (json, "title", placed->title);
  if (*placed->kept_name != '\0')
    toll_json_add_text (json, "kept_name", placed->kept_name);
  /* It was checked when it was read. */
  if (toll_report_spec_read_text (spec, placed->spec, "spec", NULL))
    toll_report_spec_write (spec, json, "spec");
  toll_json_add_bool (json, "minimised", placed->is_minimised);
}

void
collector_layout_write (const CollectorLayout *layout, TollJsonWriter *json)
{
  toll_json_begin_array (json, "zones");
  for (guint i = 0; i < COLLECTOR_N_ZONES; i++)
    {
      toll_json_begin_array (json, NULL);
      for (guint j = 0; j < layout->zones[i]->len; j++)
        {
          toll_json_begin_object (json, NULL);
          collector_placed_write (&g_array_index (layout->zones[i], CollectorPlaced, j), json);
          toll_json_end_object (json);
        }
      toll_json_end_array (json);
    }
  toll_json_end_array (json);
}

char *
collector_layout_dup_text (const CollectorLayout *layout)
{
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();

  toll_json_begin_object (json, NULL);
  collector_layout_write (layout, json);
  return g_string_free (toll_json_writer_finish (json), FALSE);
}

char *
collector_layout_dup_version (const CollectorLayout *layout)
{
  g_autofree char *text = collector_layout_dup_text (layout);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* By role; ids of the gallery between spaces, a text a zone. */
static const char *const standards[COLLECTOR_N_ROLES][COLLECTOR_N_ZONES] = {
  [COLLECTOR_ROLE_USER] = { "personal-traffic status-7-days", "week-cost-date week-cost-area",
                            "unreturned last-calls" },
  [COLLECTOR_ROLE_SUPERVISOR] = { "month-cost status-7-days today-cost-hour",
                                  "week-cost-extension busy-hours today-status-department",
                                  "unreturned quality internal-top" },
  [COLLECTOR_ROLE_ADMINISTRATOR]
  = { "month-cost status-7-days today-cost-hour", "week-cost-area busy-hours internal-top",
      "today-share-department last-calls unreturned silent-sources" },
};

CollectorLayout *
collector_layout_new_standard (int role)
{
  CollectorLayout *layout = layout_new ();
  gint64 id = 0;

  for (guint i = 0; i < COLLECTOR_N_ZONES; i++)
    {
      g_auto (GStrv) widgets = g_strsplit (standards[role][i], " ", -1);

      for (guint j = 0; widgets[j] != NULL; j++)
        {
          CollectorPlaced placed = { .id = ++id, .title = "", .kept_name = "", .spec = "{}" };

          placed.widget = toll_arena_strdup (layout->arena, widgets[j]);
          g_array_append_val (layout->zones[i], placed);
        }
    }
  return layout;
}
