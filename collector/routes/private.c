/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What makes calls private: GET and PUT /private-rules for everybody, /me/private-contacts for
 * oneself, and the word on a call of either side: PUT /calls/{id}/private.
 */
#include "config.h"

#include "collector/routes/rules.h"

#include "collector/routes/call-json.h"
#include "collector/store/privacy-store.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

#define MAX_RULES 1000

static const char *const no_members[] = { NULL };

static GArray *
new_rows (void)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (CollectorPrivateRow));

  g_array_set_clear_func (rows, collector_private_row_clear);
  return rows;
}

const TollJsonValue *
collector_rules_read_items (CollectorRequest *request, guint max, GError **error)
{
  static const char *const known[] = { "items", NULL };
  const TollJsonValue *body = collector_request_get_body (request, error), *items;

  if (body == NULL || !toll_json_check_members (body, "", known, error) ||
      !toll_query_check (collector_request_get_query (request), no_members, error))
    return NULL;
  items = toll_json_value_get_member (body, "items");
  if (items != NULL && toll_json_value_get_kind (items) == TOLL_JSON_ARRAY &&
      toll_json_value_get_length (items) <= max)
    return items;
  toll_error_set_field (error, "items", "a list of at most %u is expected", max);
  return NULL;
}

/* A contact's number becomes what calls have: its E.164 form, or the extension. @field is told when
 * it can be neither. */
static gboolean
settle_contact (const CollectorPlan *plan, CollectorPrivateRow *row, const char *field,
                GError **error)
{
  const CollectorSite *site = plan != NULL ? collector_plan_get_default_site (plan) : NULL;
  g_autoptr (TollArena) arena = toll_arena_new ();
  const char *whole;

  if (row->kind != COLLECTOR_PRIVATE_CONTACT || plan == NULL || row->value == NULL
      || collector_plan_find_extension_site (plan, row->value, site) != NULL)
    return TRUE;
  whole = collector_plan_find_whole (plan, site, row->value, FALSE, arena);
  if (*whole == '\0')
    {
      toll_error_set_field (error, field,
                            "this is no whole number: +39 02 1234567, or as it is dialled");
      return FALSE;
    }
  g_free (row->value);
  row->value = g_strdup (whole);
  return TRUE;
}

static gboolean
settle_contacts (CollectorRequest *request, CollectorDb *db, GArray *rows, GError **error)
{
  g_autoptr (CollectorPlan) plan = NULL;

  if (!collector_house_load_plan (COLLECTOR_HOUSE_OF (request), db, &plan, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *field = g_strdup_printf ("items[%u]", i);

      if (!settle_contact (plan, &g_array_index (rows, CollectorPrivateRow, i), field, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
replace_rows (CollectorDb *db, gint64 person_id, const GArray *rows, GError **error)
{
  if (!collector_db_begin (db, error))
    return FALSE;
  if (collector_privacy_store_set_private (
          db, person_id, (CollectorPrivateRow *) (void *) rows->data, rows->len, error) &&
      collector_db_commit (db, error))
    return TRUE;
  collector_db_rollback (db);
  return FALSE;
}

static gboolean
write_rules (TollJsonWriter *json, CollectorDb *db, const CollectorViewer *viewer, GError **error)
{
  g_autoptr (GArray) rows = new_rows ();

  if (!collector_privacy_store_list_private (db, 0, rows, error))
    return FALSE;
  toll_json_begin_object (json, NULL);
  toll_json_begin_array (json, "items");
  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorPrivateRow *row = &g_array_index (rows, CollectorPrivateRow, i);
      g_autofree char *masked = collector_private_row_dup_masked (row);

      toll_json_begin_object (json, NULL);
      toll_json_add_text (json, "kind", collector_private_kind_to_name (row->kind));
      toll_json_add_text (json, "value",
                          collector_viewer_is_masked (viewer) ? masked : row->value);
      toll_json_end_object (json);
    }
  toll_json_end_array (json);
  toll_json_add_null (json, "next");
  return TRUE;
}

static gboolean
list_rules (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  return toll_query_check (collector_request_get_query (request), no_members, error) &&
         write_rules (collector_reply_get_json (reply), db, collector_request_get_viewer (request),
                      error);
}

/* Appends the rules of the body. */
static gboolean
read_rules (CollectorRequest *request, GArray *rows, GError **error)
{
  static const char *const known[] = { "kind", "value", NULL };
  const TollJsonValue *items = collector_rules_read_items (request, MAX_RULES, error);

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < toll_json_value_get_length (items); i++)
    {
      const TollJsonValue *item = toll_json_value_get_element (items, i);
      g_autofree char *path = g_strdup_printf ("items[%u]", i);
      CollectorPrivateRow row = { 0 };
      const char *kind, *value;

      if (!toll_json_check_members (item, path, known, error) ||
          !toll_json_require_text (item, path, "kind", &kind, error) ||
          !toll_json_require_text (item, path, "value", &value, error))
        return FALSE;
      if (!collector_private_kind_from_name (kind, &row.kind))
        {
          toll_error_set_field (error, path, "there is no such kind: prefix, code, contact");
          return FALSE;
        }
      row.value = g_strdup (value);
      g_array_append_val (rows, row);
    }
  return TRUE;
}

static gboolean
put_rules (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  g_autoptr (GArray) rows = new_rows (), before = new_rows (), after = new_rows ();

  if (!collector_house_check_sees_all (request, error) || !read_rules (request, rows, error) ||
      (collector_viewer_is_masked (viewer) &&
       !collector_privacy_store_settle_masked (db, rows, error)) ||
      !settle_contacts (request, db, rows, error) ||
      !collector_privacy_store_list_private (db, 0, before, error) ||
      !replace_rows (db, 0, rows, error) ||
      !collector_privacy_store_list_private (db, 0, after, error))
    return FALSE;
  collector_reply_take_note (reply, collector_privacy_store_describe_change (before, after));
  return write_rules (collector_reply_get_json (reply), db, viewer, error);
}

/* The viewer's person; an account of nobody has no calls of its own to hide. */
static gboolean
find_person (CollectorRequest *request, gint64 *person_id, GError **error)
{
  *person_id = collector_request_get_viewer (request)->person_id;
  if (*person_id != 0)
    return TRUE;
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                       "this account belongs to no person");
  return FALSE;
}

static gboolean
write_contacts (TollJsonWriter *json, CollectorDb *db, gint64 person_id, GError **error)
{
  g_autoptr (GArray) rows = new_rows ();

  if (!collector_privacy_store_list_private (db, person_id, rows, error))
    return FALSE;
  toll_json_begin_object (json, NULL);
  toll_json_begin_array (json, "items");
  for (guint i = 0; i < rows->len; i++)
    toll_json_add_text (json, NULL, g_array_index (rows, CollectorPrivateRow, i).value);
  toll_json_end_array (json);
  toll_json_add_null (json, "next");
  return TRUE;
}

static gboolean
list_contacts (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  gint64 person_id;

  return toll_query_check (collector_request_get_query (request), no_members, error) &&
         find_person (request, &person_id, error) &&
         write_contacts (collector_reply_get_json (reply), db, person_id, error);
}

static gboolean
put_contacts (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  const TollJsonValue *items = collector_rules_read_items (request, MAX_RULES, error);
  g_autoptr (GArray) rows = new_rows ();
  gint64 person_id;

  if (items == NULL || !find_person (request, &person_id, error))
    return FALSE;
  for (guint i = 0; i < toll_json_value_get_length (items); i++)
    {
      CollectorPrivateRow row = {
        COLLECTOR_PRIVATE_CONTACT,
        g_strdup (toll_json_value_get_text (toll_json_value_get_element (items, i))),
      };

      g_array_append_val (rows, row);
    }
  return settle_contacts (request, db, rows, error) && replace_rows (db, person_id, rows, error) &&
         write_contacts (collector_reply_get_json (reply), db, person_id, error);
}

/* Returns: FALSE unless "private" is true, false or null. */
static gboolean
read_word (CollectorRequest *request, int *is_private, GError **error)
{
  static const char *const known[] = { "private", NULL };
  const TollJsonValue *body = collector_request_get_body (request, error), *word;

  if (body == NULL || !toll_json_check_members (body, "", known, error) ||
      !toll_query_check (collector_request_get_query (request), no_members, error))
    return FALSE;
  word = toll_json_value_get_member (body, "private");
  *is_private = -1;
  if (word != NULL && toll_json_value_get_kind (word) == TOLL_JSON_BOOL)
    *is_private = toll_json_value_get_bool (word);
  else if (word == NULL || toll_json_value_get_kind (word) != TOLL_JSON_NULL)
    {
      toll_error_set_field (error, "private", "true, false or null is expected");
      return FALSE;
    }
  return TRUE;
}

static gboolean
tag_call (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  CollectorNumbering *numbering =
      collector_house_get_options (COLLECTOR_HOUSE_OF (request))->numbering;
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorCallRow row;
  gint64 id = 0;
  int is_private;

  g_ascii_string_to_signed (collector_request_get_variable (request, "id"), 10, 1, G_MAXINT64, &id,
                            NULL);
  if (!read_word (request, &is_private, error) ||
      !collector_calls_find (db, viewer, id, arena, &row, error))
    return FALSE;
  if (!collector_viewer_is_owner (viewer, row.call.person_id)
      && !collector_viewer_is_owner (viewer, row.call.called_person_id))
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_FORBIDDEN,
                           "only whose call it is says whether it is private");
      return FALSE;
    }
  if (!collector_privacy_store_tag_call (db, id, viewer->person_id, is_private,
                                         collector_request_get_now_ms (request), error) ||
      !collector_calls_find (db, viewer, id, arena, &row, error))
    return FALSE;
  collector_call_write (collector_reply_get_json (reply), NULL, &row, numbering);
  return TRUE;
}

const CollectorRoute collector_routes_private[] = {
  { "GET", TOLL_PATH_PRIVATE_RULES, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_READ,
    list_rules, COLLECTOR_AUDIT_NONE },
  { "PUT", TOLL_PATH_PRIVATE_RULES, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_WRITE,
    put_rules, COLLECTOR_AUDIT_CHANGE },
  { "GET", TOLL_PATH_ME_PRIVATE_CONTACTS, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_READ,
    list_contacts, COLLECTOR_AUDIT_NONE },
  { "PUT", TOLL_PATH_ME_PRIVATE_CONTACTS, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_WRITE,
    put_contacts, COLLECTOR_AUDIT_NONE },
  { "PUT", TOLL_PATH_CALL_PRIVATE, COLLECTOR_ACCESS_USER, COLLECTOR_PLACE_WRITE, tag_call,
    COLLECTOR_AUDIT_CHANGE },
  { NULL },
};
