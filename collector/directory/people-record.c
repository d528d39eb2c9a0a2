/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A person of a file: its cells become what is stored. What the file has no column for stays.
 */
#include "config.h"

#include "collector/directory/people-record.h"

#include "collector/store/people/grouping-store.h"
#include "collector/store/people/read.h"
#include "collector/store/people/save.h"
#include "collector/store/people/store.h"
#include "collector/store/sight.h"
#include "shared/base/error.h"

#include <string.h>

/* Storing a record: the person as it is, and what becomes of it. */
typedef struct
{
  CollectorPeopleRecord *record;
  const CollectorPeopleStoring *how;
  CollectorPerson before;
  CollectorPerson person;
} Storing;

static gboolean
has_column (const Storing *self, CollectorPeopleColumn column)
{
  return self->how->map->at[column] >= 0;
}

static void
store_texts (Storing *self)
{
  CollectorPerson *person = &self->person;
  const struct
  {
    CollectorPeopleColumn column;
    const char **text;
    const char *when_empty; /* (nullable): what an empty cell means; NULL = what is there stays */
  } rows[] = {
    { COLLECTOR_PEOPLE_USER_NAME, &person->user_name, NULL },
    { COLLECTOR_PEOPLE_FIRST_NAME, &person->first_name, "" },
    { COLLECTOR_PEOPLE_LAST_NAME, &person->last_name, "" },
    { COLLECTOR_PEOPLE_MAIL, &person->mail, "" },
    { COLLECTOR_PEOPLE_CUCM_USER_ID, &person->cucm_user_id, "" },
    { COLLECTOR_PEOPLE_LANGUAGE, &person->language, NULL },
    { COLLECTOR_PEOPLE_ZONE, &person->zone, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *cell = self->record->cells[rows[i].column];
      const char *text = *cell != '\0' ? cell : rows[i].when_empty;

      if (has_column (self, rows[i].column) && text != NULL)
        *rows[i].text = text;
    }
  for (guint i = 0; i < COLLECTOR_N_CUSTOM_FIELDS; i++)
    if (has_column (self, COLLECTOR_PEOPLE_CUSTOM_1 + i))
      person->custom[i] = self->record->cells[COLLECTOR_PEOPLE_CUSTOM_1 + i];
}

/* Since when and until when the person works here. */
static gboolean
store_times (Storing *self, GError **error)
{
  CollectorPerson *person = &self->person;
  const char *const *cells = self->record->cells;
  const TollZone *zone = self->how->zone;

  return (!has_column (self, COLLECTOR_PEOPLE_PERSON_FROM)
          || collector_people_record_read_time (cells, COLLECTOR_PEOPLE_PERSON_FROM, zone,
                                                G_MININT64, &person->valid_from_ms, error))
         && (!has_column (self, COLLECTOR_PEOPLE_PERSON_TO)
             || collector_people_record_read_time (cells, COLLECTOR_PEOPLE_PERSON_TO, zone,
                                                   G_MAXINT64, &person->valid_to_ms, error));
}

static gboolean
store_groupings (Storing *self, GError **error)
{
  const struct
  {
    CollectorPeopleColumn column;
    CollectorGrouping grouping;
    gint64 *id;
  } rows[] = {
    { COLLECTOR_PEOPLE_DEPARTMENT, COLLECTOR_GROUPING_DEPARTMENT, &self->person.department_id },
    { COLLECTOR_PEOPLE_COST_CENTRE, COLLECTOR_GROUPING_COST_CENTRE, &self->person.cost_centre_id },
    { COLLECTOR_PEOPLE_LOCATION, COLLECTOR_GROUPING_LOCATION, &self->person.location_id },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (has_column (self, rows[i].column)
        && !collector_grouping_ensure (self->how->db, rows[i].grouping,
                                       self->record->cells[rows[i].column], rows[i].id, error))
      return toll_error_prefix_field (error, "%s.",
                                      collector_people_column_get_name (rows[i].column));
  return TRUE;
}

static gboolean
store_manager (Storing *self, GError **error)
{
  const char *name = self->record->cells[COLLECTOR_PEOPLE_MANAGER];

  self->record->waits = FALSE;
  if (!has_column (self, COLLECTOR_PEOPLE_MANAGER))
    return TRUE;
  self->person.manager_id = 0;
  if (*name == '\0')
    return TRUE;
  if (!collector_people_lookup_id (self->how->db, name, &self->person.manager_id, error))
    return FALSE;
  self->record->waits = self->person.manager_id == 0 && self->how->may_wait;
  if (self->person.manager_id != 0 || self->record->waits)
    return TRUE;
  return toll_error_set_field_code (error, TOLL_ERROR_NOT_FOUND, "manager",
                                    "there is no person '%s'", name);
}

/* @line->site_id of its site's name. @index: among the numbers of the file. */
static gboolean
find_site (Storing *self, CollectorPersonLine *line, guint index, GError **error)
{
  CollectorStmt *stmt;
  gboolean has_row = FALSE;

  if (*line->site == '\0')
    return TRUE;
  stmt = collector_db_prepare (self->how->db, "SELECT id FROM site WHERE name = ?1", error);
  if (stmt == NULL)
    return FALSE;
  collector_stmt_bind_text (stmt, 1, line->site);
  if (!collector_stmt_step (stmt, &has_row, error))
    return FALSE;
  line->site_id = has_row ? collector_stmt_get_int (stmt, 0) : 0;
  collector_stmt_reset (stmt);
  if (!has_row)
    {
      g_autofree char *field
          = g_strdup_printf ("lines[%u].site", self->record->n_kept + index);

      toll_error_set_field (error, field, "there is no site '%s'", line->site);
    }
  return has_row;
}

/* A line that is the person's already keeps its times, unless the file tells others. */
static void
keep_times (const CollectorPerson *before, CollectorPersonLine *line)
{
  if (line->valid_from_ms != G_MININT64 || line->valid_to_ms != G_MAXINT64)
    return;
  for (guint i = 0; i < before->n_lines; i++)
    {
      const CollectorPersonLine *own = &before->lines[i];

      if (own->kind == line->kind && own->site_id == line->site_id
          && strcmp (own->number, line->number) == 0
          && strcmp (own->partition, line->partition) == 0 && own->valid_to_ms == G_MAXINT64)
        line->valid_from_ms = own->valid_from_ms;
    }
}

/* Lines of kinds that the file has no column for stay. */
static gboolean
store_lines (Storing *self, GError **error)
{
  const CollectorPerson *before = &self->before;

  self->person.lines = NULL;
  self->person.n_lines = 0;
  for (guint i = 0; i < before->n_lines; i++)
    if (!collector_people_record_has_kind (self->how->map, before->lines[i].kind))
      collector_person_add_line (&self->person, &before->lines[i], self->how->arena);
  self->record->n_kept = self->person.n_lines;
  for (guint i = 0; i < self->record->n_numbers; i++)
    {
      CollectorPersonLine line = self->record->numbers[i].line;

      if (!find_site (self, &line, i, error))
        return FALSE;
      collector_person_settle_number (&line, self->how->plan, self->how->arena);
      keep_times (before, &line);
      collector_person_add_line (&self->person, &line, self->how->arena);
    }
  return TRUE;
}

static gboolean
store_devices (Storing *self, GError **error)
{
  g_auto (GStrv) devices = NULL;
  const char *const *stored;
  guint n_stored;

  if (!has_column (self, COLLECTOR_PEOPLE_DEVICES))
    return TRUE;
  devices = collector_people_record_split_list (self->record->cells[COLLECTOR_PEOPLE_DEVICES],
                                                COLLECTOR_PEOPLE_DEVICES, error);
  if (devices == NULL)
    return FALSE;
  stored = self->person.devices;
  n_stored = self->person.n_devices;
  self->person.n_devices = 0;
  self->person.devices = NULL;
  for (guint i = 0; devices[i] != NULL; i++)
    if (*devices[i] != '\0'
        && !collector_sight_put_device (self->how->giver, &self->person,
                                        toll_arena_strdup (self->how->arena, devices[i]), stored,
                                        n_stored, self->how->arena, error))
      return FALSE;
  return TRUE;
}

/* What the directory server tells is not changed by a file. */
static gboolean
check_synced (const Storing *self, GError **error)
{
  const CollectorPerson *a = &self->before, *b = &self->person;
  int index;
  const struct
  {
    CollectorPeopleColumn column;
    const char *field;
    gboolean differs;
  } rows[] = {
    { COLLECTOR_PEOPLE_USER_NAME, "user_name", strcmp (a->user_name, b->user_name) != 0 },
    { COLLECTOR_PEOPLE_FIRST_NAME, "first_name", strcmp (a->first_name, b->first_name) != 0 },
    { COLLECTOR_PEOPLE_LAST_NAME, "last_name", strcmp (a->last_name, b->last_name) != 0 },
    { COLLECTOR_PEOPLE_MAIL, "mail", strcmp (a->mail, b->mail) != 0 },
    { COLLECTOR_PEOPLE_CUCM_USER_ID, "cucm_user_id",
      strcmp (a->cucm_user_id, b->cucm_user_id) != 0 },
    { COLLECTOR_PEOPLE_ROLE, "role", a->role != b->role },
    { COLLECTOR_PEOPLE_SCOPE, "scope", !collector_person_has_same_scope (a, b) },
    { COLLECTOR_PEOPLE_DISABLED, "disabled", a->disabled != b->disabled },
    { COLLECTOR_PEOPLE_DEPARTMENT, "department", a->department_id != b->department_id },
    { COLLECTOR_PEOPLE_COST_CENTRE, "cost_centre", a->cost_centre_id != b->cost_centre_id },
    { COLLECTOR_PEOPLE_LOCATION, "location", a->location_id != b->location_id },
    { COLLECTOR_PEOPLE_MANAGER, "manager", a->manager_id != b->manager_id },
    { COLLECTOR_PEOPLE_PERSON_FROM, "valid_from_ms", a->valid_from_ms != b->valid_from_ms },
    { COLLECTOR_PEOPLE_PERSON_TO, "valid_to_ms", a->valid_to_ms != b->valid_to_ms },
    { COLLECTOR_PEOPLE_EXTENSION, "lines",
      !collector_person_has_same_extensions (a, b, self->how->now_ms, &index) },
  };
  int column = -1;

  for (guint i = 0; i < G_N_ELEMENTS (rows) && column < 0; i++)
    if (rows[i].differs && collector_person_is_synced (a, rows[i].field))
      column = rows[i].column;
  for (guint i = 0; i < COLLECTOR_N_CUSTOM_FIELDS && column < 0; i++)
    if (strcmp (a->custom[i], b->custom[i]) != 0 && collector_person_is_custom_synced (a, i))
      column = COLLECTOR_PEOPLE_CUSTOM_1 + i;
  if (column < 0)
    return TRUE;
  return toll_error_set_field_code (error, TOLL_ERROR_CONFLICT,
                                    collector_people_column_get_name (column),
                                    "the directory server tells it; change it there");
}

/* Somebody who left and is in the file again is back. */
static gboolean
load_person (Storing *self, GError **error)
{
  const char *user_name = self->record->cells[COLLECTOR_PEOPLE_USER_NAME];
  CollectorPerson *person = &self->person;
  gint64 id = 0;

  if (!collector_people_lookup_id (self->how->db, user_name, &id, error)
      || (id != 0 ? !collector_people_get (self->how->db, NULL, id, self->how->arena, person, error)
                  : !collector_people_begin (self->how->db, user_name, self->how->arena, person,
                                             error)))
    return FALSE;
  if (id == 0)
    {
      person->source = COLLECTOR_SOURCE_CSV;
      if (person->role == COLLECTOR_ROLE_USER && self->how->giver != NULL)
        person->masked_digits = MAX (person->masked_digits, self->how->giver->masked_digits);
    }
  self->before = *person;
  if (person->source == COLLECTOR_SOURCE_CSV && person->valid_to_ms <= self->how->now_ms)
    person->valid_to_ms = G_MAXINT64;
  return TRUE;
}

gboolean
collector_people_record_release (CollectorPeopleRecord *record, const CollectorPeopleStoring *how,
                                 GError **error)
{
  Storing self = { .record = record, .how = how };
  gboolean changed = FALSE;

  if (!load_person (&self, error) || !store_groupings (&self, error)
      || !store_manager (&self, error) || !store_lines (&self, error))
    return FALSE;
  if (!store_devices (&self, error) || !check_synced (&self, error))
    return FALSE;
  if (has_column (&self, COLLECTOR_PEOPLE_CUCM_USER_ID))
    self.person.cucm_user_id = record->cells[COLLECTOR_PEOPLE_CUCM_USER_ID];
  if (!collector_person_release (how->db, &self.person, how->giver, how->now_ms, &changed,
                                 error))
    return FALSE;
  if (changed)
    record->state = COLLECTOR_CSV_CHANGED;
  return TRUE;
}

gboolean
collector_people_record_store (CollectorPeopleRecord *record, const CollectorPeopleStoring *how,
                               GError **error)
{
  const CollectorPersonChange change
      = { .now_ms = how->now_ms, .moved_from_ms = how->now_ms, .taken_over = how->taken_over,
          .giver = how->giver };
  Storing self = { .record = record, .how = how };
  CollectorPutResult result;
  gboolean takes_account;

  if (!load_person (&self, error))
    return FALSE;
  takes_account = self.person.id == 0 && self.person.account_id != 0;
  store_texts (&self);
  if (!store_devices (&self, error) || !store_times (&self, error) || !store_groupings (&self, error)
      || !collector_people_record_apply_rights (record, how, &self.person, error)
      || !store_manager (&self, error) || !store_lines (&self, error)
      || !check_synced (&self, error)
      || !collector_person_save (how->db, &self.person, &change, &result, error))
    return FALSE;
  if (takes_account)
    g_ptr_array_add (how->accounts, g_strdup (self.person.user_name));
  if (result == COLLECTOR_PUT_NEW)
    record->state = COLLECTOR_CSV_NEW;
  else if (result == COLLECTOR_PUT_CHANGED && record->state != COLLECTOR_CSV_NEW)
    record->state = COLLECTOR_CSV_CHANGED;
  return TRUE;
}
