/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A site as JSON: the members are the fields of its row.
 */
#include "config.h"

#include "collector/routes/site-json.h"

#include "shared/base/error.h"

gint64
collector_site_id_of (CollectorRequest *request)
{
  gint64 id = 0;

  g_ascii_string_to_signed (collector_request_get_variable (request, "id"), 10, 1, G_MAXINT64, &id,
                            NULL);
  return id;
}

static gboolean
check_members (const TollJsonValue *object, const char *path, GError **error)
{
  const char *known[16] = { NULL };
  guint n = 0;

  for (const CollectorSiteField *field = collector_site_list_fields ();
       field->name != NULL && n + 1 < G_N_ELEMENTS (known); field++)
    known[n++] = field->name;
  return toll_json_check_members (object, path, known, error);
}

gboolean
collector_site_json_read (const TollJsonValue *object, const char *path, gboolean is_new,
                          CollectorSiteRow *row, GError **error)
{
  static const char *const required[] = { "name", "nation", "zone", NULL };

  if (!check_members (object, path, error))
    return FALSE;
  for (const CollectorSiteField *field = collector_site_list_fields (); field->name != NULL;
       field++)
    {
      const TollJsonValue *member = toll_json_value_get_member (object, field->name);

      if (member == NULL && !(is_new && g_strv_contains (required, field->name)))
        continue;
      if (!toll_json_require_text (object, path, field->name, &COLLECTOR_SITE_FIELD (row, field),
                                   error))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  TollArena *arena;
  CollectorSiteRow *row;
} Copy;

static void
copy_row (gint64 id, const CollectorSiteRow *row, gpointer data)
{
  const Copy *copy = data;

  for (const CollectorSiteField *field = collector_site_list_fields (); field->name != NULL;
       field++)
    COLLECTOR_SITE_FIELD (copy->row, field)
        = toll_arena_strdup (copy->arena, COLLECTOR_SITE_FIELD (row, field));
}

gboolean
collector_site_json_load (
    CollectorDb *db, gint64 id, TollArena *arena, CollectorSiteRow *row, GError **error)
{
  return collector_site_visit (db, id, copy_row, &(Copy){ arena, row }, error);
}

gboolean
collector_site_json_check_nation (
    CollectorRequest *request, const CollectorSiteRow *row, GError **error)
{
  CollectorNumbering *numbering
      = collector_house_get_options (COLLECTOR_HOUSE_OF (request))->numbering;

  if (numbering == NULL || row->nation == NULL
      || collector_numbering_lookup_nation (numbering, row->nation) != NULL)
    return TRUE;
  toll_error_set_field (error, "nation", "there is no nation '%s'", row->nation);
  return FALSE;
}

static void
keep_name (gint64 id, const CollectorSiteRow *row, gpointer data)
{
  *(char **) data = g_strdup (row->name);
}

gboolean
collector_site_json_find (
    CollectorDb *db, const TollJsonValue *object, char **name, GError **error)
{
  static const char *const known[] = { "id", "name", NULL };
  const TollJsonValue *site = toll_json_value_get_member (object, "site");
  const char *text = NULL;
  gint64 id = 0;

  if (site == NULL || toll_json_value_get_kind (site) == TOLL_JSON_NULL)
    {
      *name = g_strdup ("");
      return TRUE;
    }
  if (!toll_json_check_members (site, "site", known, error))
    return FALSE;
  if (toll_json_value_get_member (site, "id") != NULL)
    {
      if (!toll_json_require_text (site, "site", "id", &text, error))
        return FALSE;
      g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL);
    }
  else if (!toll_json_require_text (site, "site", "name", &text, error))
    return FALSE;
  else
    id = collector_site_find (db, text, NULL);
  if (id != 0 && collector_site_visit (db, id, keep_name, name, NULL))
    return TRUE;
  toll_error_set_field (error, "site", "there is no site '%s'", text);
  return FALSE;
}
