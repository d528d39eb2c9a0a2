/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /people: the directory by page and one by one; supervisors read the people of their scope,
 * administrators write.
 */
#include "config.h"

#include "collector/api/audit.h"
#include "collector/routes/house.h"
#include "collector/routes/person-json.h"
#include "collector/store/people/read.h"
#include "collector/store/people/store.h"
#include "collector/store/reach.h"
#include "collector/store/sight.h"
#include "shared/base/error.h"
#include "shared/wire/paths.h"

#include <string.h>

static const char *const sort_names[] = { "name", "user_name", "extension", "department" };
G_STATIC_ASSERT (G_N_ELEMENTS (sort_names) == COLLECTOR_N_PEOPLE_SORTS);

/* An id among the parameters; absent: 0. */
static gboolean
read_id (const TollQuery *parameters, const char *name, gint64 *id, GError **error)
{
  return toll_query_get_int (parameters, name, 1, G_MAXINT64, 0, id, error);
}

/* A minus before it: the last first. */
static gboolean
read_sort (const char *text, CollectorPeopleQuery *query, GError **error)
{
  query->sort = COLLECTOR_PEOPLE_BY_NAME;
  if (text == NULL)
    return TRUE;
  query->is_falling = *text == '-';
  if (query->is_falling)
    text++;
  for (guint i = 0; i < G_N_ELEMENTS (sort_names); i++)
    if (strcmp (sort_names[i], text) == 0)
      {
        query->sort = i;
        return TRUE;
      }
  toll_error_set_field (error, "sort", "name, user_name, extension or department is expected");
  return FALSE;
}

/* "active", "left" or both; absent: both. */
static gboolean
read_state (const char *text, CollectorPeopleQuery *query, GError **error)
{
  g_auto (GStrv) states = text != NULL ? g_strsplit (text, ",", -1) : NULL;
  gboolean has_active = text == NULL, has_left = text == NULL;

  for (guint i = 0; states != NULL && states[i] != NULL; i++)
    if (strcmp (states[i], "active") == 0)
      has_active = TRUE;
    else if (strcmp (states[i], "left") == 0)
      has_left = TRUE;
    else
      {
        toll_error_set_field (error, "state", "active, left or both are expected");
        return FALSE;
      }
  query->skip_active = !has_active;
  query->skip_left = !has_left;
  return TRUE;
}

static gboolean
read_enumerations (const TollQuery *parameters, CollectorPeopleQuery *query, GError **error)
{
  const char *role_name = toll_query_lookup (parameters, "role");
  const char *source_name = toll_query_lookup (parameters, "source");
  CollectorRole role;
  CollectorPersonSource source;

  query->role = query->source = -1;
  if (role_name != NULL && !collector_role_from_name (role_name, &role))
    toll_error_set_field (error, "role", "user, supervisor or administrator is expected");
  else if (source_name != NULL && !collector_person_source_from_name (source_name, &source))
    toll_error_set_field (error, "source", "manual, csv, ldap or automatic is expected");
  else
    {
      if (role_name != NULL)
        query->role = role;
      if (source_name != NULL)
        query->source = source;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_query (const TollQuery *parameters, gint64 now_ms, CollectorPeopleQuery *query,
            gint64 *limit, GError **error)
{
  static const char *const known[]
      = { "limit",  "after", "q",    "department", "cost_centre", "location", "role",
          "source", "state", "sort", NULL };

  *query = (CollectorPeopleQuery){ .text = toll_query_lookup (parameters, "q"), .now_ms = now_ms };
  return toll_query_check (parameters, known, error)
         && toll_query_get_int (parameters, "limit", 1, 1000, 100, limit, error)
         && read_id (parameters, "after", &query->after_id, error)
         && read_id (parameters, "department", &query->department_id, error)
         && read_id (parameters, "cost_centre", &query->cost_centre_id, error)
         && read_id (parameters, "location", &query->location_id, error)
         && read_sort (toll_query_lookup (parameters, "sort"), query, error)
         && read_state (toll_query_lookup (parameters, "state"), query, error)
         && read_enumerations (parameters, query, error);
}

/* Goes into the access log, as calls do. */
static gboolean
write_person (CollectorRequest *request, CollectorDb *db, const CollectorPerson *person,
              const char *version, const GPtrArray *taken_over, CollectorReply *reply,
              GError **error)
{
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPerson shown = *person;

  collector_viewer_note_row (viewer, person->id);
  collector_sight_hide_devices (viewer, &shown, arena);
  return collector_person_write (collector_reply_get_json (reply), NULL, db, &shown, version, taken_over,
                                 collector_request_get_now_ms (request), error);
}

static gboolean
list_people (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  TollJsonWriter *json = collector_reply_get_json (reply);
  gint64 now_ms = collector_request_get_now_ms (request), limit, next_id;
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GPtrArray) people = g_ptr_array_new ();
  CollectorPeopleQuery query;

  if (!read_query (collector_request_get_query (request), now_ms, &query, &limit, error)
      || !collector_people_list (db, collector_request_get_viewer (request), &query, limit, arena,
                                 people, &next_id, error))
    return FALSE;
  toll_json_begin_object (json, NULL);
  toll_json_begin_array (json, "items");
  for (guint i = 0; i < people->len; i++)
    if (!write_person (request, db, people->pdata[i], NULL, NULL, reply, error))
      return FALSE;
  toll_json_end_array (json);
  if (next_id != 0)
    toll_json_add_id (json, "next", next_id);
  else
    toll_json_add_null (json, "next");
  return TRUE;
}

/* What is no id is the id of nobody: the same answer as for one of others. */
static gint64
read_variable (const CollectorRequest *request)
{
  gint64 id = 0;

  g_ascii_string_to_signed (collector_request_get_variable (request, "id"), 10, 1, G_MAXINT64, &id,
                            NULL);
  return id;
}

static gboolean
check_no_parameters (const CollectorRequest *request, GError **error)
{
  static const char *const none[] = { NULL };

  return toll_query_check (collector_request_get_query (request), none, error);
}

static gboolean
answer_person (CollectorRequest *request, CollectorDb *db, gint64 id, const GPtrArray *taken_over,
               CollectorReply *reply, GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autofree char *version = NULL;
  CollectorPerson person;

  if (!collector_people_get (db, collector_request_get_viewer (request), id, arena, &person, error))
    return FALSE;
  version = collector_person_dup_version (&person);
  return write_person (request, db, &person, version, taken_over, reply, error);
}

static gboolean
get_person (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  return check_no_parameters (request, error)
         && answer_person (request, db, read_variable (request), NULL, reply, error);
}

static gboolean
settle_numbers (CollectorRequest *request, CollectorDb *db, CollectorPerson *person,
                TollArena *arena, GError **error)
{
  g_autoptr (CollectorPlan) plan = NULL;

  if (!collector_house_load_plan (COLLECTOR_HOUSE_OF (request), db, &plan, error))
    return FALSE;
  for (guint i = 0; i < person->n_lines; i++)
    collector_person_settle_number (&person->lines[i], plan, arena);
  return TRUE;
}

/* The person as stored; a new one (@id 0) begins with what its account may do and see already. */
static gboolean
load_person (CollectorRequest *request, CollectorDb *db, const TollJsonValue *body, gint64 id,
             TollArena *arena, CollectorPerson *person, GError **error)
{
  const TollJsonValue *member = toll_json_value_get_member (body, "user_name");
  g_autofree char *user_name = g_strstrip (g_strdup (toll_json_value_get_text (member)));

  const CollectorViewer *viewer = collector_request_get_viewer (request);

  if (id != 0)
    return collector_people_get (db, viewer, id, arena, person, error);
  if (!collector_people_begin (db, user_name, arena, person, error))
    return FALSE;
  /* Of an account that sees more, whoever takes it over has to say so. */
  if (person->role == COLLECTOR_ROLE_USER)
    person->masked_digits = MAX (person->masked_digits, viewer->masked_digits);
  return TRUE;
}

/* Who says which state they changed does not undo what was done at another desk meanwhile. */
static gboolean
check_version (const TollJsonValue *body, const CollectorPerson *person, GError **error)
{
  g_autofree char *version = collector_person_dup_version (person);
  const char *seen = version;

  if (!toll_json_allow_text (body, "", "version", &seen, error))
    return FALSE;
  return strcmp (seen, version) == 0
         || toll_error_set_field_code (error, TOLL_ERROR_CONFLICT, "version",
                                       "this person has been changed at another desk meanwhile; load "
                                       "it again");
}

/* Reads, changes and writes a person (id 0: a new one). @id: (inout). */
static gboolean
change_person (CollectorRequest *request, CollectorDb *db, const TollJsonValue *body,
               GPtrArray *taken_over, gint64 *id, GError **error)
{
  gint64 now_ms = collector_request_get_now_ms (request);
  CollectorPersonChange change
      = { .now_ms = now_ms, .moved_from_ms = now_ms, .taken_over = taken_over,
          .giver = collector_request_get_viewer (request) };
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorPerson person;
  CollectorPutResult result;

  if (!load_person (request, db, body, *id, arena, &person, error)
      || (*id != 0 && !check_version (body, &person, error))
      || !collector_person_apply (&person, &change, body, db, arena, error)
      || !settle_numbers (request, db, &person, arena, error)
      || !collector_person_save (db, &person, &change, &result, error))
    return FALSE;
  *id = person.id;
  return TRUE;
}

static void
note_taken_over (const TollJsonValue *body, const GPtrArray *taken_over, CollectorReply *reply)
{
  g_autofree char *asked = collector_audit_describe_body (body);

  if (taken_over->len > 0)
    collector_reply_take_note (reply,
                               g_strdup_printf ("%s, %u numbers taken over from automatic people",
                                                asked, taken_over->len));
}

static gboolean
store_person (CollectorRequest *request, CollectorDb *db, gint64 id, CollectorReply *reply,
              GError **error)
{
  g_autoptr (GPtrArray) taken_over = g_ptr_array_new_with_free_func (g_free);
  const TollJsonValue *body = collector_request_get_body (request, error);
  gboolean is_new = id == 0;

  if (body == NULL || !check_no_parameters (request, error) || !collector_db_begin (db, error))
    return FALSE;
  /* The answer shows all of somebody, also what the body said nothing of. */
  if (change_person (request, db, body, taken_over, &id, error)
      && (id == collector_request_get_viewer (request)->person_id || is_new
          || collector_audit_require_purpose (collector_request_get_viewer (request), error))
      && collector_db_commit (db, error))
    {
      note_taken_over (body, taken_over, reply);
      return answer_person (request, db, id, taken_over, reply, error);
    }
  collector_db_rollback (db);
  return FALSE;
}

static gboolean
add_person (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  collector_reply_set_status (reply, 201);
  return store_person (request, db, 0, reply, error);
}

static gboolean
refuse_unknown (GError **error)
{
  g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND, "There is no such person");
  return FALSE;
}

static gboolean
put_person (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  gint64 id = read_variable (request);

  return id != 0 ? store_person (request, db, id, reply, error) : refuse_unknown (error);
}

/* Who leaves stays in the directory: the calls of their time are theirs. */
static gboolean
end_person (CollectorRequest *request, CollectorDb *db, GError **error)
{
  gint64 now_ms = collector_request_get_now_ms (request);
  const CollectorPersonChange change = { .now_ms = now_ms, .moved_from_ms = now_ms };
  g_autoptr (TollArena) arena = toll_arena_new ();
  const CollectorViewer *viewer = collector_request_get_viewer (request);
  CollectorPutResult result;
  CollectorPerson before, person;

  if (!collector_people_get (db, viewer, read_variable (request), arena, &before, error))
    return FALSE;
  person = before;
  if (person.valid_to_ms <= now_ms)
    return TRUE;
  if (collector_person_is_synced (&person, "valid_to_ms"))
    {
      toll_error_set_field (error, "valid_to_ms",
                            "the directory server tells who works here: whoever leaves is taken "
                            "out or disabled there");
      if (error != NULL)
        (*error)->code = TOLL_ERROR_CONFLICT;
      return FALSE;
    }
  if (person.valid_from_ms >= now_ms)
    person.valid_from_ms = now_ms - 1;
  person.valid_to_ms = now_ms;
  return collector_reach_check_sign_in (db, viewer, &before, &person, error)
         && collector_person_save (db, &person, &change, &result, error);
}

static gboolean
remove_person (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  if (!check_no_parameters (request, error) || !collector_db_begin (db, error))
    return FALSE;
  collector_reply_set_status (reply, 204);
  if (end_person (request, db, error) && collector_db_commit (db, error))
    return TRUE;
  collector_db_rollback (db);
  return FALSE;
}

const CollectorRoute collector_routes_people[] = {
  { "GET", TOLL_PATH_PEOPLE, COLLECTOR_ACCESS_SUPERVISOR, COLLECTOR_PLACE_READ, list_people,
    COLLECTOR_AUDIT_READ },
  { "POST", TOLL_PATH_PEOPLE, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_WRITE, add_person,
    COLLECTOR_AUDIT_CHANGE },
  { "GET", TOLL_PATH_PERSON, COLLECTOR_ACCESS_SUPERVISOR, COLLECTOR_PLACE_READ, get_person,
    COLLECTOR_AUDIT_READ },
  { "PUT", TOLL_PATH_PERSON, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_WRITE, put_person,
    COLLECTOR_AUDIT_CHANGE },
  { "DELETE", TOLL_PATH_PERSON, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_WRITE,
    remove_person, COLLECTOR_AUDIT_CHANGE },
  { NULL },
};
