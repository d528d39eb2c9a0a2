/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/support/api-house.h"

G_BEGIN_DECLS

/* TestPartHouse: a house with an administrator of a part of it. */
typedef struct
{
  TestHouse *house;
  char *anna; /* token of an administrator of Support only, who belongs to Sales */
  char *root; /* token of an administrator of all */
} TestPartHouse;

void test_part_house_set_up (TestPartHouse *part);
void test_part_house_tear_down (TestPartHouse *part);

/* Returns: (transfer full): the path of the one person whom "q=@user_name" finds, with @rest. */
char *test_part_house_dup_path (TestPartHouse *part, const char *user_name, const char *rest);

G_END_DECLS
