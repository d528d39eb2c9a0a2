/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* ConsolePersonItem:
 * One person as a list shows them: what the columns need of the collector's object, no more, as
 * ten thousand of them are in memory. Immutable. Texts are never NULL. Main thread.
 */
#define CONSOLE_TYPE_PERSON_ITEM (console_person_item_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePersonItem, console_person_item, CONSOLE, PERSON_ITEM, GObject)

typedef struct
{
  char *id;
  char *name;
  char *user_name;
  char *numbers;     /* extensions that are valid now, the first two and how many more */
  char *department;
  char *cost_centre;
  char *location;
  char *role;        /* wire name */
  char *source;      /* wire name */
  gint64 left_ms;    /* since when the person is gone or will be; 0 = is here */
  gboolean disabled; /* may not sign in */
} ConsolePerson;

ConsolePersonItem *console_person_item_new (JsonObject *object);
const ConsolePerson *console_person_item_get (ConsolePersonItem *self);

G_END_DECLS
