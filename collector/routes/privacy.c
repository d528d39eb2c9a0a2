/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET and PUT /privacy: the switches of the company's agreement; GET and PUT /mask-rules. What is
 * changed stands in the access log with its new value.
 */
#include "config.h"

#include "collector/routes/me-json.h"
#include "collector/routes/rules.h"

#include "collector/store/privacy-store.h"
#include "shared/base/error.h"
#include "shared/model/call.h"
#include "shared/wire/paths.h"

#include <string.h>

#define MAX_RETENTION_DAYS 36500
#define MAX_NOTICE 20000
#define MAX_RULES 1000
#define MAX_MASKED_DIGITS 99

static const char *const no_members[] = { NULL };

static void
write_texts (TollJsonWriter *json, const char *name, const char *const *texts)
{
  toll_json_begin_array (json, name);
  for (guint i = 0; texts[i] != NULL; i++)
    toll_json_add_text (json, NULL, texts[i]);
  toll_json_end_array (json);
}

static gboolean
write_privacy (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_autoptr (CollectorPrivacy) privacy = collector_privacy_store_load (db, error);
  g_auto (GStrv) unmasked
      = privacy != NULL ? collector_privacy_store_list_unmasked (
            db, collector_request_get_now_ms (request), error)
                        : NULL;
  TollJsonWriter *json = collector_reply_get_json (reply);
  gboolean is_changed;

  if (unmasked == NULL || !collector_privacy_store_compare (db, privacy, &is_changed, error))
    return FALSE;
  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "preset", privacy->preset);
  toll_json_add_bool (json, "preset_changed", is_changed);
  toll_json_add_bool (json, "purpose_required", privacy->purpose_required);
  toll_json_add_bool (json, "individual_reports", privacy->individual_reports);
  toll_json_add_bool (json, "incoming_free_detail", privacy->incoming_free_detail);
  toll_json_add_int (json, "retention_days", privacy->retention_days);
  collector_me_write_notice (json, privacy);
  write_texts (json, "may_unmask", (const char *const *) unmasked);
  write_texts (json, "presets", collector_privacy_list_presets ());
  return TRUE;
}

static gboolean
get_privacy (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  return toll_query_check (collector_request_get_query (request), no_members, error) &&
         write_privacy (request, db, reply, error);
}

static gboolean
read_bool (const TollJsonValue *body, const char *name, gboolean *value, GError **error)
{
  const TollJsonValue *member = toll_json_value_get_member (body, name);

  if (member == NULL)
    return TRUE;
  if (toll_json_value_get_kind (member) != TOLL_JSON_BOOL)
    {
      toll_error_set_field (error, name, "true or false is expected");
      return FALSE;
    }
  *value = toll_json_value_get_bool (member);
  return TRUE;
}

static gboolean
read_figure (const TollJsonValue *object, const char *path, const char *name, gint64 min,
             gint64 max, gint64 *value, GError **error)
{
  g_autofree char *field = *path != '\0' ? g_strconcat (path, ".", name, NULL) : g_strdup (name);

  if (toll_json_value_get_member (object, name) == NULL)
    return TRUE;
  if (!toll_json_require_int (object, path, name, value, error))
    return FALSE;
  if (*value >= min && *value <= max)
    return TRUE;
  toll_error_set_field (error, field,
                        "a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                        " is expected",
                        min, max);
  return FALSE;
}

static gboolean
read_notice (const TollJsonValue *body, CollectorPrivacy *privacy, gint64 now_ms, GError **error)
{
  const char *notice;

  if (toll_json_value_get_member (body, "notice") == NULL)
    return TRUE;
  if (!toll_json_require_text (body, "", "notice", &notice, error))
    return FALSE;
  if (strlen (notice) > MAX_NOTICE)
    {
      toll_error_set_field (error, "notice", "at most %d bytes are expected", MAX_NOTICE);
      return FALSE;
    }
  if (strcmp (notice, privacy->notice) == 0)
    return TRUE;
  g_free (privacy->notice);
  privacy->notice = g_strdup (notice);
  privacy->notice_ms = *notice != '\0' ? now_ms : 0;
  return TRUE;
}

/* Numbers of free incoming calls are hidden whole: whoever sees numbers in part would see them. */
static gboolean
check_uncovered (CollectorRequest *request, gboolean was_shown, const CollectorPrivacy *privacy,
                 GError **error)
{
  return was_shown || !privacy->incoming_free_detail
         || collector_house_check_own_mask (request, error);
}

/* A preset first, then what is asked beside it. */
static gboolean
change_privacy (CollectorRequest *request, CollectorDb *db, const TollJsonValue *body,
                CollectorPrivacy *privacy, GError **error)
{
  gint64 now_ms = collector_request_get_now_ms (request);
  gboolean was_shown = privacy->incoming_free_detail;
  const char *preset;

  if (toll_json_value_get_member (body, "preset") != NULL &&
      (!toll_json_require_text (body, "", "preset", &preset, error) ||
       !collector_privacy_store_apply (db, privacy, preset, error)))
    return FALSE;
  return read_bool (body, "purpose_required", &privacy->purpose_required, error) &&
         read_bool (body, "individual_reports", &privacy->individual_reports, error) &&
         read_bool (body, "incoming_free_detail", &privacy->incoming_free_detail, error) &&
         read_figure (body, "", "retention_days", 0, MAX_RETENTION_DAYS, &privacy->retention_days,
                      error) &&
         read_notice (body, privacy, now_ms, error) &&
         check_uncovered (request, was_shown, privacy, error) &&
         collector_privacy_store_save (db, privacy, error);
}

static gboolean
put_privacy (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  static const char *const known[] = { "preset",         "purpose_required", "individual_reports",
                                       "retention_days", "notice", "incoming_free_detail", NULL };
  const TollJsonValue *body = collector_request_get_body (request, error);
  g_autoptr (CollectorPrivacy) privacy = NULL;

  if (body == NULL || !collector_house_check_sees_all (request, error) ||
      !toll_json_check_members (body, "", known, error) ||
      !toll_query_check (collector_request_get_query (request), no_members, error) ||
      (toll_json_value_get_member (body, "preset") != NULL
       && !collector_house_check_own_mask (request, error)))
    return FALSE;
  if (!collector_db_begin (db, error))
    return FALSE;
  privacy = collector_privacy_store_load (db, error);
  if (privacy == NULL ||
      !change_privacy (request, db, body, privacy, error) ||
      !collector_db_commit (db, error))
    {
      collector_db_rollback (db);
      return FALSE;
    }
  collector_reply_take_note (reply, collector_privacy_describe (privacy));
  return write_privacy (request, db, reply, error);
}

static gboolean
write_masks (TollJsonWriter *json, CollectorDb *db, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (CollectorMaskRow));

  if (!collector_privacy_store_list_masks (db, rows, error))
    return FALSE;
  toll_json_begin_object (json, NULL);
  toll_json_begin_array (json, "items");
  for (guint i = 0; i < rows->len; i++)
    {
      const CollectorMaskRow *row = &g_array_index (rows, CollectorMaskRow, i);
      int dest_class = row->rule.dest_class;

      toll_json_begin_object (json, NULL);
      toll_json_add_text (json, "role", row->role < 0 ? NULL : collector_role_to_name (row->role));
      toll_json_add_text (json, "class", dest_class < 0 ? NULL : toll_class_to_name (dest_class));
      toll_json_add_int (json, "older_than_days", row->rule.older_than_days);
      toll_json_add_int (json, "masked_digits", row->rule.masked_digits);
      toll_json_end_object (json);
    }
  toll_json_end_array (json);
  toll_json_add_null (json, "next");
  return TRUE;
}

static gboolean
list_masks (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  return toll_query_check (collector_request_get_query (request), no_members, error) &&
         write_masks (collector_reply_get_json (reply), db, error);
}

/* Extensions are hidden from nobody: a rule for them would promise what it does not do. */
static gboolean
check_class (TollClass dest_class, const char *path, GError **error)
{
  g_autofree char *field = g_strconcat (path, ".class", NULL);

  if (dest_class != TOLL_CLASS_INTERNAL)
    return TRUE;
  toll_error_set_field (error, field, "internal calls have no outside number to hide");
  return FALSE;
}

/* A name of an enumeration; null and absent = any. */
static gboolean
read_names (const TollJsonValue *item, const char *path, CollectorMaskRow *row, GError **error)
{
  const TollJsonValue *role = toll_json_value_get_member (item, "role");
  const TollJsonValue *class = toll_json_value_get_member (item, "class");
  CollectorRole a_role = 0;
  TollClass a_class = 0;

  if (role != NULL && toll_json_value_get_kind (role) != TOLL_JSON_NULL)
    {
      if (!collector_role_from_name (toll_json_value_get_text (role), &a_role))
        {
          toll_error_set_field (error, path, "there is no such role");
          return FALSE;
        }
      row->role = a_role;
    }
  if (class != NULL && toll_json_value_get_kind (class) != TOLL_JSON_NULL)
    {
      if (!toll_class_from_name (toll_json_value_get_text (class), &a_class))
        {
          toll_error_set_field (error, path, "there is no such class of calls");
          return FALSE;
        }
      if (!check_class (a_class, path, error))
        return FALSE;
      row->rule.dest_class = a_class;
    }
  return TRUE;
}

static gboolean
read_mask (const TollJsonValue *item, guint index, CollectorMaskRow *row, GError **error)
{
  static const char *const known[] = { "role", "class", "older_than_days", "masked_digits", NULL };
  g_autofree char *path = g_strdup_printf ("items[%u]", index);
  gint64 digits = 0;

  *row = (CollectorMaskRow){ -1, { -1, 0, 0 } };
  if (!toll_json_check_members (item, path, known, error) ||
      !toll_json_require_int (item, path, "masked_digits", &digits, error) ||
      !read_figure (item, path, "masked_digits", 1, MAX_MASKED_DIGITS, &digits, error) ||
      !read_figure (item, path, "older_than_days", 0, MAX_RETENTION_DAYS,
                    &row->rule.older_than_days, error))
    return FALSE;
  row->rule.masked_digits = digits;
  return read_names (item, path, row, error);
}

static gboolean
put_masks (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  const TollJsonValue *items =
      collector_rules_read_items (request, MAX_RULES, error);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (CollectorMaskRow));
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (CollectorMaskRow));

  if (items == NULL || !collector_house_check_sees_all (request, error)
      || !collector_house_check_own_mask (request, error))
    return FALSE;
  for (guint i = 0; i < toll_json_value_get_length (items); i++)
    {
      CollectorMaskRow row;

      if (!read_mask (toll_json_value_get_element (items, i), i, &row, error))
        return FALSE;
      g_array_append_val (rows, row);
    }
  if (!collector_db_begin (db, error))
    return FALSE;
  if (!collector_privacy_store_list_masks (db, before, error) ||
      !collector_privacy_store_set_masks (db, (CollectorMaskRow *) (void *) rows->data, rows->len,
                                          error) ||
      !collector_db_commit (db, error))
    {
      collector_db_rollback (db);
      return FALSE;
    }
  collector_reply_take_note (reply, collector_privacy_store_describe_masks (before, rows));
  return write_masks (collector_reply_get_json (reply), db, error);
}

const CollectorRoute collector_routes_privacy[] = {
  { "GET", TOLL_PATH_PRIVACY, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_READ, get_privacy,
    COLLECTOR_AUDIT_NONE },
  { "PUT", TOLL_PATH_PRIVACY, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_WRITE, put_privacy,
    COLLECTOR_AUDIT_CHANGE },
  { "GET", TOLL_PATH_MASK_RULES, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_READ, list_masks,
    COLLECTOR_AUDIT_NONE },
  { "PUT", TOLL_PATH_MASK_RULES, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_WRITE, put_masks,
    COLLECTOR_AUDIT_CHANGE },
  { NULL },
};
