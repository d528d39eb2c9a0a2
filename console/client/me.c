/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the profile of the person who signed in. Unknown permissions are ignored. Pure. */

#include "config.h"
#include "console/client/me.h"

#include "console/client/json.h"

ConsoleMe *
console_me_from_json (JsonObject *object)
{
  ConsoleMe *me = g_new0 (ConsoleMe, 1);
  g_auto (GStrv) may = console_json_dup_texts (console_json_array (object, "may"));

  me->username = g_strdup (console_json_text (object, "username"));
  me->name = g_strdup (console_json_text (object, "name"));
  me->role = g_strdup (console_json_text (object, "role"));
  me->language = g_strdup (console_json_text (object, "language"));
  me->zone = g_strdup (console_json_text (object, "zone"));
  me->currency = g_strdup (console_json_text (object, "currency"));
  me->notice = g_strdup (console_json_text (object, "notice"));
  me->notice_ms = console_json_int (object, "notice_ms", 0);
  me->company = g_strdup (console_json_text (object, "company"));
  me->extensions = console_json_dup_texts (console_json_array (object, "extensions"));
  me->masked_digits = CLAMP (console_json_int (object, "masked_digits", 0), 0, 15);
  me->has_person = console_json_flag (object, "has_person");
  me->may_see_all = g_strv_contains ((const char *const *) may, "calls.all");
  me->may_see_raw = g_strv_contains ((const char *const *) may, "raw");
  return me;
}

void
console_me_free (ConsoleMe *me)
{
  g_free (me->username);
  g_free (me->name);
  g_free (me->role);
  g_free (me->language);
  g_free (me->zone);
  g_free (me->currency);
  g_free (me->company);
  g_free (me->notice);
  g_strfreev (me->extensions);
  g_free (me);
}

gboolean
console_me_equal (const ConsoleMe *a, const ConsoleMe *b)
{
  return g_str_equal (a->username, b->username) && g_str_equal (a->role, b->role) &&
         g_str_equal (a->language, b->language) && g_str_equal (a->zone, b->zone) &&
         g_str_equal (a->currency, b->currency) && a->masked_digits == b->masked_digits &&
         a->has_person == b->has_person && a->may_see_all == b->may_see_all &&
         a->may_see_raw == b->may_see_raw &&
         g_strv_equal ((const char *const *) a->extensions, (const char *const *) b->extensions);
}

gboolean
console_me_is_administrator (const ConsoleMe *me)
{
  return g_str_equal (me->role, "administrator");
}

gboolean
console_me_is_supervisor (const ConsoleMe *me)
{
  return g_str_equal (me->role, "supervisor") || console_me_is_administrator (me);
}
