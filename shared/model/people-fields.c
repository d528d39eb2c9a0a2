/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The columns of files of people, by a table.
 */
#include "config.h"

#include "shared/model/people-fields.h"

#include <glib/gi18n.h>

const TollPeopleField toll_people_fields[] = {
  { "user_name", N_ ("User name") },
  { "first_name", N_ ("First name") },
  { "last_name", N_ ("Last name") },
  { "mail", N_ ("Mail") },
  { "extension", N_ ("Extension") },
  { "partition", N_ ("Partition") },
  { "department", N_ ("Department") },
  { "cost_centre", N_ ("Cost centre") },
  { "location", N_ ("Location") },
  { "manager", N_ ("Manager") },
  { "role", N_ ("Role") },
  { "cucm_user_id", N_ ("User ID in Unified CM") },
  { "language", N_ ("Language") },
  { "zone", N_ ("Time zone") },
  { "masked_digits", N_ ("Masked digits") },
  { "site", N_ ("Site") },
  { "valid_from", N_ ("Valid from") },
  { "valid_to", N_ ("Valid until") },
  { "aliases", N_ ("Aliases or direct numbers") },
  { "voicemail", N_ ("Voicemail") },
  { "fax", N_ ("Fax") },
  { "devices", N_ ("Devices") },
  { "scope", N_ ("Scope") },
  { "scope_of", N_ ("Names of the scope") },
  { "disabled", N_ ("Sign-in stopped") },
  { "person_valid_from", N_ ("With us from") },
  { "person_valid_to", N_ ("With us until") },
  { NULL, NULL },
};

const char *
toll_people_field_to_title (const char *name)
{
  for (const TollPeopleField *field = toll_people_fields; field->name != NULL; field++)
    if (g_str_equal (field->name, name))
      return field->title;
  return name;
}
