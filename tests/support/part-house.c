/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/support/part-house.h"

void
test_part_house_set_up (TestPartHouse *part)
{
  static const char *const changes[] = {
    "UPDATE account SET scope = 1 WHERE user_name = 'anna'",
    "INSERT INTO account_scope SELECT account.id, department.id FROM account, department"
    " WHERE user_name = 'anna' AND name = 'Support'",
  };

  part->house = test_house_new (NULL, NULL);
  test_house_add_account (part->house, "root");
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    test_house_run (part->house, changes[i]);
  part->anna = test_house_sign_in (part->house, "anna");
  part->root = test_house_sign_in (part->house, "root");
}

void
test_part_house_tear_down (TestPartHouse *part)
{
  g_clear_pointer (&part->house, test_house_free);
  g_clear_pointer (&part->anna, g_free);
  g_clear_pointer (&part->root, g_free);
}

char *
test_part_house_dup_path (TestPartHouse *part, const char *user_name, const char *rest)
{
  g_autofree char *path = g_strconcat ("/api/v1/people?q=", user_name, NULL);
  g_autoptr (TollJson) list = test_house_get (part->house, path, part->root);

  return g_strconcat ("/api/v1/people/", test_json_text (list, "items.0.id"), rest, NULL);
}
