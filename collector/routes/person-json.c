/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A person as JSON, outwards.
 */
#include "config.h"

#include "collector/routes/person-json.h"

#include "collector/store/people/grouping-store.h"

#include <glib/gi18n.h>
#include <string.h>

/* A grouping, a manager, a site: id and name, or null. */
static void
write_reference (TollJsonWriter *json, const char *name, gint64 id, const char *text)
{
  if (id == 0)
    {
      toll_json_add_null (json, name);
      return;
    }
  toll_json_begin_object (json, name);
  toll_json_add_id (json, "id", id);
  toll_json_add_text (json, "name", text);
  toll_json_end_object (json);
}

/* The ends of time are null. */
static void
write_instant (TollJsonWriter *json, const char *name, gint64 at_ms)
{
  if (at_ms == G_MININT64 || at_ms == G_MAXINT64)
    toll_json_add_null (json, name);
  else
    toll_json_add_int (json, name, at_ms);
}

static void
write_lines (TollJsonWriter *json, const CollectorPerson *person)
{
  toll_json_begin_array (json, "lines");
  for (guint i = 0; i < person->n_lines; i++)
    {
      const CollectorPersonLine *line = &person->lines[i];

      toll_json_begin_object (json, NULL);
      toll_json_add_text (json, "number", line->number);
      toll_json_add_text (json, "partition", line->partition);
      write_reference (json, "site", line->site_id, line->site);
      toll_json_add_text (json, "kind", collector_line_kind_to_name (line->kind));
      write_instant (json, "valid_from_ms", line->valid_from_ms);
      write_instant (json, "valid_to_ms", line->valid_to_ms);
      toll_json_end_object (json);
    }
  toll_json_end_array (json);
}

static void
write_texts (TollJsonWriter *json, const char *name, const char *const *texts, guint n)
{
  toll_json_begin_array (json, name);
  for (guint i = 0; i < n; i++)
    toll_json_add_text (json, NULL, texts[i]);
  toll_json_end_array (json);
}

gboolean
collector_person_write_scope (TollJsonWriter *json, CollectorDb *db, CollectorScope scope,
                              const gint64 *ids, guint n_ids, GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();

  toll_json_begin_object (json, "scope");
  toll_json_add_text (json, "kind", collector_scope_to_name (scope));
  toll_json_begin_array (json, "ids");
  for (guint i = 0; i < n_ids; i++)
    toll_json_add_id (json, NULL, ids[i]);
  toll_json_end_array (json);
  toll_json_begin_array (json, "names");
  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr (GError) fault = NULL;
      const char *name = collector_grouping_dup_name (db, scope - COLLECTOR_SCOPE_DEPARTMENTS, ids[i],
                                                      arena, &fault);

      if (fault != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      toll_json_add_text (json, NULL, name != NULL ? name : "");
    }
  toll_json_end_array (json);
  toll_json_end_object (json);
  return TRUE;
}
G_STATIC_ASSERT (COLLECTOR_SCOPE_COST_CENTRES - COLLECTOR_SCOPE_DEPARTMENTS
                     == COLLECTOR_GROUPING_COST_CENTRE
                 && COLLECTOR_SCOPE_LOCATIONS - COLLECTOR_SCOPE_DEPARTMENTS
                        == COLLECTOR_GROUPING_LOCATION);

/* Of numbers the server tells extensions alone. */
static void
write_read_only_lines (TollJsonWriter *json, const CollectorPerson *person)
{
  for (guint i = 0; i < person->n_lines; i++)
    if (person->lines[i].kind == COLLECTOR_LINE_EXTENSION)
      {
        g_autofree char *path = g_strdup_printf ("lines[%u]", i);

        toll_json_add_text (json, NULL, path);
      }
}

static void
write_read_only (TollJsonWriter *json, const CollectorPerson *person)
{
  g_auto (GStrv) names = g_strsplit (person->synced, " ", -1);

  toll_json_begin_array (json, "read_only");
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], "lines") == 0)
      write_read_only_lines (json, person);
    else if (*names[i] != '\0' && collector_person_is_synced (person, names[i]))
      toll_json_add_text (json, NULL, names[i]);
  toll_json_end_array (json);
  toll_json_add_text (json, "read_only_reason",
                      *person->synced != '\0'
                          ? _("The directory server tells these fields; change them there")
                          : NULL);
}

static void
write_names (TollJsonWriter *json, const CollectorPerson *person)
{
  toll_json_add_id (json, "id", person->id);
  toll_json_add_text (json, "user_name", person->user_name);
  toll_json_add_text (json, "first_name", person->first_name);
  toll_json_add_text (json, "last_name", person->last_name);
  toll_json_add_text (json, "name", person->name);
  toll_json_add_text (json, "mail", person->mail);
  toll_json_add_text (json, "language", person->language);
  toll_json_add_text (json, "zone", person->zone);
  toll_json_add_text (json, "role", collector_role_to_name (person->role));
}

static void
write_places (TollJsonWriter *json, const CollectorPerson *person)
{
  toll_json_add_int (json, "masked_digits", person->masked_digits);
  write_reference (json, "department", person->department_id, person->department);
  write_reference (json, "cost_centre", person->cost_centre_id, person->cost_centre);
  write_reference (json, "location", person->location_id, person->location);
  write_reference (json, "manager", person->manager_id, person->manager);
  toll_json_add_text (json, "cucm_user_id", person->cucm_user_id);
  write_lines (json, person);
  write_texts (json, "devices", person->devices, person->n_devices);
  write_texts (json, "custom", person->custom, COLLECTOR_N_CUSTOM_FIELDS);
}

char *
collector_person_dup_version (const CollectorPerson *person)
{
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();
  g_autofree char *text = NULL;

  toll_json_begin_object (json, NULL);
  write_names (json, person);
  write_places (json, person);
  toll_json_add_int (json, "scope", person->scope);
  toll_json_begin_array (json, "scope_ids");
  for (guint i = 0; i < person->n_scope_ids; i++)
    toll_json_add_int (json, NULL, person->scope_ids[i]);
  toll_json_end_array (json);
  write_instant (json, "valid_from_ms", person->valid_from_ms);
  write_instant (json, "valid_to_ms", person->valid_to_ms);
  toll_json_add_bool (json, "disabled", person->disabled);
  toll_json_end_object (json);
  text = g_string_free (toll_json_writer_finish (json), FALSE);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

gboolean
collector_person_write (TollJsonWriter *json, const char *name, CollectorDb *db,
                        const CollectorPerson *person, const char *version,
                        const GPtrArray *taken_over, gint64 now_ms, GError **error)
{
  toll_json_begin_object (json, name);
  write_names (json, person);
  if (!collector_person_write_scope (json, db, person->scope, person->scope_ids,
                                     person->n_scope_ids, error))
    return FALSE;
  write_places (json, person);
  toll_json_add_bool (json, "has_pin", person->has_pin);
  toll_json_add_bool (json, "has_password", person->has_password);
  write_instant (json, "valid_from_ms", person->valid_from_ms);
  write_instant (json, "valid_to_ms", person->valid_to_ms);
  toll_json_add_text (json, "source", collector_person_source_to_name (person->source));
  write_read_only (json, person);
  toll_json_add_bool (json, "can_sign_in", collector_person_can_sign_in (person, now_ms));
  toll_json_add_bool (json, "disabled", person->disabled);
  if (person->last_sign_in_ms != 0)
    toll_json_add_int (json, "last_sign_in_ms", person->last_sign_in_ms);
  else
    toll_json_add_null (json, "last_sign_in_ms");
  if (version != NULL)
    toll_json_add_text (json, "version", version);
  if (taken_over != NULL && taken_over->len > 0)
    write_texts (json, "taken_over", (const char **) taken_over->pdata, taken_over->len);
  toll_json_end_object (json);
  return TRUE;
}
