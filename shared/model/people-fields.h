/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TollPeopleField: what a column of a file of people may hold, beside the company's own fields. */
typedef struct
{
  const char *name;  /* as files of ours are headed: "cost_centre" */
  const char *title; /* as people read it, untranslated: "Cost centre" */
} TollPeopleField;

/* In the order in which they are offered; ends with name NULL. */
extern const TollPeopleField toll_people_fields[];

/* Returns: (transfer none): untranslated; @name itself when it is no field. Any thread. */
const char *toll_people_field_to_title (const char *name);

G_END_DECLS
