/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What specs leave unsaid, fields show. Main thread. */

#include "config.h"
#include "console/pages/options/spec-form.h"

#include "console/client/json.h"

#define PREFIX "spec."

/* What a spec means that does not say it; null is a field without a value, which is @unset on the
 * wire. */
static const struct
{
  const char *member;
  const char *unsaid;
  const char *unset;
} members[] = {
  { "traffic", "\"all\"", NULL },
  { "period", "{\"relative\":\"everything\"}", NULL },
  { "groups", "{}", NULL },
  { "directions", "[]", NULL },
  { "outcomes", "[]", NULL },
  { "classes", "[]", NULL },
  { "limit", "null", "0" },
  { "mine", "false", NULL },
  { "where", "{}", NULL },
  { "zone", "\"\"", NULL },
  { "group_by", "[]", NULL },
  { "section", "\"\"", NULL },
  { "chart", "null", "\"\"" },
  { "compare", "\"none\"", NULL },
};

static JsonArray *
dup_chosen (JsonArray *columns)
{
  JsonArray *chosen = json_array_new ();

  for (guint i = 0; i < console_json_length (columns); i++)
    if (console_json_flag (console_json_at (columns, i), "is_chosen"))
      json_array_add_string_element (chosen,
                                     console_json_text (console_json_at (columns, i), "id"));
  return chosen;
}

JsonObject *
console_spec_form_dup_whole (JsonObject *spec, JsonArray *columns)
{
  JsonObject *whole = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *said = spec != NULL ? json_object_get_member (spec, members[i].member) : NULL;

      json_object_set_member (whole, members[i].member,
                              said != NULL ? json_node_copy (said)
                                           : json_from_string (members[i].unsaid, NULL));
    }
  if (spec != NULL && json_object_has_member (spec, "fields"))
    json_object_set_member (whole, "fields", json_object_dup_member (spec, "fields"));
  else
    json_object_set_array_member (whole, "fields", dup_chosen (columns));
  return whole;
}

/* "0" and "" are fields without a value. */
static gboolean
is_unset (guint index, JsonNode *value)
{
  g_autoptr (JsonNode) unset =
      members[index].unset != NULL ? json_from_string (members[index].unset, NULL) : NULL;

  return unset != NULL && json_node_equal (unset, value);
}

static void
set_field (ConsoleForm *form, const char *member, JsonNode *value)
{
  ConsoleField *field = console_form_lookup (form, member);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_str_equal (members[i].member, member) && is_unset (i, value))
      value = NULL;
  if (field != NULL)
    console_field_set_value (field, value);
}

void
console_spec_form_load (ConsoleForm *form, JsonObject *whole, JsonObject *spec)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  console_form_load (form, whole, NULL, NULL);
  json_object_iter_init (&iter, spec);
  while (json_object_iter_next (&iter, &member, &value))
    set_field (form, member, value);
}

JsonObject *
console_spec_form_dup_spec (ConsoleForm *form, JsonObject *spec)
{
  JsonObject *asked = console_form_dup_changes (form);
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].unset != NULL && json_object_has_member (asked, members[i].member) &&
        json_object_get_null_member (asked, members[i].member))
      json_object_set_member (asked, members[i].member, json_from_string (members[i].unset, NULL));
  json_object_iter_init (&iter, spec);
  while (json_object_iter_next (&iter, &member, &value))
    if (console_form_lookup (form, member) == NULL)
      json_object_set_member (asked, member, json_node_copy (value));
  return asked;
}

const char *
console_spec_form_get_path (const char *field)
{
  return g_str_has_prefix (field, PREFIX) ? field + strlen (PREFIX) : field;
}
