/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A person as JSON, inwards: what a body says is taken over, what it does not say stays. Writer
 * lane, inside the handler's transaction.
 */
#include "config.h"

#include "collector/routes/person-json.h"

#include "collector/store/people/grouping-store.h"
#include "collector/store/people/read.h"
#include "collector/store/sight.h"
#include "shared/base/error.h"

#include <string.h>

static const char *const known[]
    = { "user_name", "first_name",   "last_name", "mail",          "language",    "zone",
        "role",      "scope",        "disabled",  "masked_digits", "department",  "cost_centre",
        "location",  "manager",      "lines",     "devices",       "custom",      "cucm_user_id",
        "account",   "moved_from_ms", "valid_from_ms", "valid_to_ms", "version",
        NULL };

typedef struct
{
  CollectorPerson *person;
  CollectorPersonChange *change;
  const TollJsonValue *body;
  CollectorDb *db;
  TollArena *arena;
} Applying;

static gboolean
refuse_kind (GError **error, const char *field, const char *expected)
{
  toll_error_set_field (error, field, "%s is expected", expected);
  return FALSE;
}

static gboolean
refuse_synced (GError **error, const char *field)
{
  return toll_error_set_field_code (error, TOLL_ERROR_CONFLICT, field,
                                    "the directory server tells it; change it there");
}

/* A new person with the name of an account that waits for none would get its password and rights;
 * somebody has to mean that. */
static gboolean
check_account (const Applying *self, GError **error)
{
  const TollJsonValue *value = toll_json_value_get_member (self->body, "account");

  if (value != NULL && g_strcmp0 (toll_json_value_get_text (value), "take-over") != 0)
    return refuse_kind (error, "account", "take-over");
  if (value != NULL || self->person->id != 0 || self->person->account_id == 0)
    return TRUE;
  toll_error_set_field (error, "account",
                        "there is an account of that name, of no person so far; say 'take-over' "
                        "to make it this person's, with its password and what it may do");
  if (error != NULL)
    (*error)->code = TOLL_ERROR_CONFLICT;
  return FALSE;
}

/* @value absent: *text stays; null: "". Spaces around it go, as those in a file do. */
static gboolean
take_text (const Applying *self, const TollJsonValue *value, const char *field, const char **text,
           GError **error)
{
  if (value == NULL)
    return TRUE;
  if (toll_json_value_get_kind (value) == TOLL_JSON_NULL)
    *text = "";
  else if (toll_json_value_get_kind (value) == TOLL_JSON_TEXT)
    *text = toll_arena_strip (self->arena, toll_json_value_get_text (value));
  else
    return refuse_kind (error, field, "a text");
  return TRUE;
}

static gboolean
take_texts (Applying *self, GError **error)
{
  CollectorPerson *person = self->person;
  const struct
  {
    const char *name;
    const char **text;
  } rows[] = {
    { "user_name", &person->user_name },       { "first_name", &person->first_name },
    { "last_name", &person->last_name },       { "mail", &person->mail },
    { "language", &person->language },         { "zone", &person->zone },
    { "cucm_user_id", &person->cucm_user_id },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *before = *rows[i].text;

      if (!take_text (self, toll_json_value_get_member (self->body, rows[i].name), rows[i].name,
                      rows[i].text, error))
        return FALSE;
      if (strcmp (before, *rows[i].text) != 0
          && collector_person_is_synced (person, rows[i].name))
        return refuse_synced (error, rows[i].name);
    }
  return TRUE;
}

/* An instant or null, which is the end of time @none. */
static gboolean
take_instant (const TollJsonValue *object, const char *name, gint64 none, gint64 *at_ms,
              GError **error)
{
  const TollJsonValue *value = toll_json_value_get_member (object, name);

  if (value == NULL)
    return TRUE;
  if (toll_json_value_get_kind (value) == TOLL_JSON_NULL)
    *at_ms = none;
  else if (toll_json_value_get_kind (value) == TOLL_JSON_INT)
    *at_ms = toll_json_value_get_int (value);
  else
    return refuse_kind (error, name, "an instant in milliseconds or null");
  return TRUE;
}

/* Reads {"id"} or {"name"}. @id: (out): G_MININT64 unless an id was given; @name: (out): NULL else. */
static gboolean
read_reference (const TollJsonValue *value, const char *field, gint64 *id, const char **name,
                GError **error)
{
  static const char *const members[] = { "id", "name", NULL };
  const TollJsonValue *id_value;

  *id = G_MININT64;
  *name = NULL;
  if (toll_json_value_get_kind (value) == TOLL_JSON_NULL)
    {
      *id = 0;
      return TRUE;
    }
  if (!toll_json_check_members (value, field, members, error))
    return FALSE;
  id_value = toll_json_value_get_member (value, "id");
  if (id_value == NULL)
    return toll_json_require_text (value, field, "name", name, error);
  if (g_ascii_string_to_signed (toll_json_value_get_text (id_value) != NULL
                                    ? toll_json_value_get_text (id_value)
                                    : "",
                                10, 1, G_MAXINT64, id, NULL))
    return TRUE;
  return refuse_kind (error, field, "an id as text, a name or null");
}

static gboolean
take_grouping (Applying *self, CollectorGrouping grouping, const char *field, gint64 *id,
               GError **error)
{
  const TollJsonValue *value = toll_json_value_get_member (self->body, field);
  gint64 before = *id;
  g_autoptr (GError) fault = NULL;
  const char *name;

  if (value == NULL)
    return TRUE;
  if (!read_reference (value, field, id, &name, error))
    return FALSE;
  if (name != NULL && !collector_grouping_ensure (self->db, grouping, name, id, error))
    {
      toll_error_prefix_field (error, "%s.", field);
      return FALSE;
    }
  if (name == NULL && *id != 0
      && collector_grouping_dup_name (self->db, grouping, *id, self->arena, &fault) == NULL)
    {
      toll_error_set_field (error, field, "there is none with this id");
      return FALSE;
    }
  return *id == before || !collector_person_is_synced (self->person, field)
         || refuse_synced (error, field);
}

static gboolean
take_manager (Applying *self, GError **error)
{
  const TollJsonValue *value = toll_json_value_get_member (self->body, "manager");
  const char *name;

  if (value == NULL)
    return TRUE;
  if (!read_reference (value, "manager", &self->person->manager_id, &name, error))
    return FALSE;
  if (name == NULL)
    return TRUE;
  if (!collector_people_lookup_id (self->db, name, &self->person->manager_id, error))
    return FALSE;
  if (self->person->manager_id != 0)
    return TRUE;
  toll_error_set_field (error, "manager", "there is nobody with the user name '%s'", name);
  return FALSE;
}

/* Whether there is a site with this id. */
static gboolean
check_site (Applying *self, gint64 id, const char *field, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (self->db, "SELECT 1 FROM site WHERE id = ?1", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_int (stmt, 1, id);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  collector_stmt_reset (stmt);
  if (!has_row)
    toll_error_set_field (error, field, "there is no such site");
  return has_row;
}

static gboolean
find_site (Applying *self, const char *name, const char *field, gint64 *id, GError **error)
{
  CollectorStmt *stmt
      = collector_db_prepare (self->db, "SELECT id FROM site WHERE name = ?1", error);
  gboolean has_row = FALSE;

  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, name);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  *id = has_row ? collector_stmt_get_int (stmt, 0) : 0;
  collector_stmt_reset (stmt);
  if (!has_row)
    toll_error_set_field (error, field, "there is no site '%s'", name);
  return has_row;
}

static gboolean
take_site (Applying *self, const TollJsonValue *value, const char *path, gint64 *id,
           GError **error)
{
  g_autofree char *field = g_strconcat (path, ".site", NULL);
  const char *name;

  if (value == NULL)
    return TRUE;
  if (!read_reference (value, field, id, &name, error))
    return FALSE;
  if (name != NULL)
    return find_site (self, name, field, id, error);
  return *id == 0 || check_site (self, *id, field, error);
}

static gboolean
take_line (Applying *self, const TollJsonValue *object, guint index, GError **error)
{
  static const char *const members[]
      = { "number", "partition", "site", "kind", "valid_from_ms", "valid_to_ms", NULL };
  CollectorPersonLine line = { .partition = "", .site = "", .valid_from_ms = G_MININT64,
                               .valid_to_ms = G_MAXINT64 };
  g_autofree char *path = g_strdup_printf ("lines[%u]", index);
  const TollJsonValue *kind;

  if (!toll_json_check_members (object, path, members, error)
      || !toll_json_require_text (object, path, "number", &line.number, error)
      || !take_text (self, toll_json_value_get_member (object, "partition"), "partition",
                     &line.partition, error)
      || !take_site (self, toll_json_value_get_member (object, "site"), path, &line.site_id, error)
      || !take_instant (object, "valid_from_ms", G_MININT64, &line.valid_from_ms, error)
      || !take_instant (object, "valid_to_ms", G_MAXINT64, &line.valid_to_ms, error))
    return FALSE;
  kind = toll_json_value_get_member (object, "kind");
  if (kind != NULL && !collector_line_kind_from_name (toll_json_value_get_text (kind), &line.kind))
    return refuse_kind (error, path, "a kind of extension, alias, voicemail or fax");
  collector_person_add_line (self->person, &line, self->arena);
  return TRUE;
}

/* The array member @name, or NULL when it is absent. Returns: FALSE when it is something else. */
static gboolean
find_array (Applying *self, const char *name, const TollJsonValue **array, GError **error)
{
  *array = toll_json_value_get_member (self->body, name);
  if (*array == NULL)
    return TRUE;
  return toll_json_value_get_kind (*array) == TOLL_JSON_ARRAY
         || refuse_kind (error, name, "a list");
}

/* Other numbers than extensions are the house's own. */
static gboolean
check_extensions (const Applying *self, const CollectorPerson *before, GError **error)
{
  g_autofree char *field = NULL;
  int index;

  if (!collector_person_is_synced (before, "lines")
      || collector_person_has_same_extensions (before, self->person, self->change->now_ms, &index))
    return TRUE;
  field = index >= 0 ? g_strdup_printf ("lines[%d].number", index) : g_strdup ("lines");
  return toll_error_set_field_code (error, TOLL_ERROR_CONFLICT, field,
                                    "the directory server tells extensions; change them there");
}

static gboolean
take_lines (Applying *self, GError **error)
{
  CollectorPerson before = *self->person;
  const TollJsonValue *lines;

  if (!find_array (self, "lines", &lines, error))
    return FALSE;
  if (lines == NULL)
    return TRUE;
  self->person->lines = NULL;
  self->person->n_lines = 0;
  for (guint i = 0; i < toll_json_value_get_length (lines); i++)
    if (!take_line (self, toll_json_value_get_element (lines, i), i, error))
      return FALSE;
  return check_extensions (self, &before, error);
}

static gboolean
take_devices (Applying *self, GError **error)
{
  const TollJsonValue *devices;
  const char *const *stored;
  guint n_stored;

  if (!find_array (self, "devices", &devices, error))
    return FALSE;
  if (devices == NULL)
    return TRUE;
  stored = self->person->devices;
  n_stored = self->person->n_devices;
  self->person->n_devices = 0;
  self->person->devices = NULL;
  for (guint i = 0; i < toll_json_value_get_length (devices); i++)
    {
      const char *device = "";

      if (!take_text (self, toll_json_value_get_element (devices, i), "devices", &device, error)
          || !collector_sight_put_device (self->change->giver, self->person, device, stored, n_stored,
                                          self->arena, error))
        return FALSE;
    }
  return TRUE;
}

/* What the server tells may be sent back as it is. */
static gboolean
take_custom_text (Applying *self, const TollJsonValue *value, guint index, GError **error)
{
  g_autofree char *field = g_strdup_printf ("custom[%u]", index);
  const char **text = &self->person->custom[index];
  const char *before = *text;

  if (!take_text (self, value, field, text, error))
    return FALSE;
  if (!collector_person_is_custom_synced (self->person, index))
    return TRUE;
  if (strcmp (toll_arena_strip (self->arena, before), *text) != 0)
    return refuse_synced (error, field);
  *text = before;
  return TRUE;
}

static gboolean
take_custom (Applying *self, GError **error)
{
  const TollJsonValue *custom;

  if (!find_array (self, "custom", &custom, error))
    return FALSE;
  if (custom == NULL)
    return TRUE;
  if (toll_json_value_get_length (custom) > COLLECTOR_N_CUSTOM_FIELDS)
    return refuse_kind (error, "custom", "a list of at most ten texts");
  for (guint i = 0; i < toll_json_value_get_length (custom); i++)
    if (!take_custom_text (self, toll_json_value_get_element (custom, i), i, error))
      return FALSE;
  return TRUE;
}

/* What a role sees unless somebody says otherwise. */
static void
set_usual_scope (CollectorPerson *person, TollArena *arena)
{
  person->n_scope_ids = 0;
  person->scope = COLLECTOR_SCOPE_OWN;
  if (person->role == COLLECTOR_ROLE_ADMINISTRATOR)
    person->scope = COLLECTOR_SCOPE_ALL;
  else if (person->role == COLLECTOR_ROLE_SUPERVISOR && person->department_id != 0)
    {
      person->scope = COLLECTOR_SCOPE_DEPARTMENTS;
      person->scope_ids = toll_arena_alloc (arena, sizeof (gint64));
      person->scope_ids[0] = person->department_id;
      person->n_scope_ids = 1;
    }
  if (person->id == 0 && person->role == COLLECTOR_ROLE_ADMINISTRATOR)
    person->masked_digits = 0;
}

static gboolean
take_role (Applying *self, GError **error)
{
  const TollJsonValue *value = toll_json_value_get_member (self->body, "role");
  CollectorRole before = self->person->role;

  if (value == NULL)
    return TRUE;
  if (!collector_role_from_name (toll_json_value_get_text (value), &self->person->role))
    return refuse_kind (error, "role", "user, supervisor or administrator");
  if (before == self->person->role)
    return TRUE;
  if (collector_person_is_synced (self->person, "role"))
    return refuse_synced (error, "role");
  set_usual_scope (self->person, self->arena);
  return TRUE;
}

static gboolean
take_scope (Applying *self, GError **error)
{
  const TollJsonValue *value = toll_json_value_get_member (self->body, "scope");

  CollectorPerson before = *self->person;

  if (value == NULL)
    return TRUE;
  if (!collector_person_apply_scope (self->person, value, self->db, self->arena, error))
    return FALSE;
  return collector_person_has_same_scope (&before, self->person)
         || !collector_person_is_synced (self->person, "scope") || refuse_synced (error, "scope");
}

/* From when and until when somebody works here. */
static gboolean
take_times (Applying *self, GError **error)
{
  const struct
  {
    const char *name;
    gint64 none;
    gint64 *at_ms;
  } rows[] = {
    { "valid_from_ms", G_MININT64, &self->person->valid_from_ms },
    { "valid_to_ms", G_MAXINT64, &self->person->valid_to_ms },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 before_ms = *rows[i].at_ms;

      if (!take_instant (self->body, rows[i].name, rows[i].none, rows[i].at_ms, error))
        return FALSE;
      if (before_ms != *rows[i].at_ms && collector_person_is_synced (self->person, rows[i].name))
        return refuse_synced (error, rows[i].name);
    }
  return TRUE;
}

static gboolean
take_figures (Applying *self, GError **error)
{
  const TollJsonValue *mask = toll_json_value_get_member (self->body, "masked_digits");
  const TollJsonValue *disabled = toll_json_value_get_member (self->body, "disabled");

  if (mask != NULL
      && (toll_json_value_get_kind (mask) != TOLL_JSON_INT || toll_json_value_get_int (mask) < 0
          || toll_json_value_get_int (mask) > 99))
    return refuse_kind (error, "masked_digits", "a whole number from 0 to 99");
  if (mask != NULL)
    self->person->masked_digits = toll_json_value_get_int (mask);
  if (disabled != NULL && toll_json_value_get_kind (disabled) != TOLL_JSON_BOOL)
    return refuse_kind (error, "disabled", "true or false");
  if (disabled != NULL && toll_json_value_get_bool (disabled) != self->person->disabled
      && collector_person_is_synced (self->person, "disabled"))
    return refuse_synced (error, "disabled");
  if (disabled != NULL)
    self->person->disabled = toll_json_value_get_bool (disabled);
  return take_times (self, error)
         && take_instant (self->body, "moved_from_ms", G_MININT64, &self->change->moved_from_ms,
                          error);
}

gboolean
collector_person_apply (CollectorPerson *person, CollectorPersonChange *change,
                        const TollJsonValue *body, CollectorDb *db, TollArena *arena,
                        GError **error)
{
  Applying self = { person, change, body, db, arena };

  return toll_json_check_members (body, "", known, error) && check_account (&self, error)
         && take_texts (&self, error)
         && take_grouping (&self, COLLECTOR_GROUPING_DEPARTMENT, "department",
                           &person->department_id, error)
         && take_grouping (&self, COLLECTOR_GROUPING_COST_CENTRE, "cost_centre",
                           &person->cost_centre_id, error)
         && take_grouping (&self, COLLECTOR_GROUPING_LOCATION, "location", &person->location_id,
                           error)
         && take_manager (&self, error) && take_role (&self, error) && take_scope (&self, error)
         && take_figures (&self, error) && take_lines (&self, error)
         && take_devices (&self, error) && take_custom (&self, error);
}
