/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The number that a report is about, as a restriction.
 */
#include "config.h"

#include "console/pages/result/result-number.h"

void
console_result_add_number (JsonObject *spec, const char *number)
{
  JsonObject *test = json_object_new (), *where = json_object_new ();
  JsonArray *all = json_array_new ();

  json_object_set_string_member (test, "field", "number");
  json_object_set_string_member (test, "op", "is");
  json_object_set_string_member (test, "value", number);
  if (json_object_has_member (spec, "where")
      && json_object_get_size (json_object_get_object_member (spec, "where")) > 0)
    json_array_add_element (all, json_object_dup_member (spec, "where"));
  json_array_add_object_element (all, test);
  json_object_set_array_member (where, "all", all);
  json_object_set_object_member (spec, "where", where);
}
