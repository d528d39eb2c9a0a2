/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* ConsoleMe:
 * Who is signed in, as the collector told at sign-in. Texts are never NULL.
 */
typedef struct
{
  char *username;
  char *name;     /* "" when the person has none */
  char *role;     /* wire name: user, supervisor, administrator */
  char *language; /* "en" */
  char *zone;     /* IANA name */
  char *currency; /* ISO 4217 of the company */
  char *company;
  char *notice;     /* what everybody is told about how calls are recorded; "" = nothing */
  gint64 notice_ms; /* since when in this wording */
  GStrv extensions;
  guint masked_digits;
  gboolean has_person;  /* is somebody of the directory: else no call is its own */
  gboolean may_see_all; /* may switch between Mine and All I may see */
  gboolean may_see_raw; /* sees raw records */
} ConsoleMe;

/* Returns: (transfer full) */
ConsoleMe *console_me_from_json (JsonObject *object);
void console_me_free (ConsoleMe *me);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConsoleMe, console_me_free)

/* Returns: TRUE when both are the same account with the same rights and habits. */
gboolean console_me_equal (const ConsoleMe *a, const ConsoleMe *b);
gboolean console_me_is_administrator (const ConsoleMe *me);
/* Supervisors and administrators. */
gboolean console_me_is_supervisor (const ConsoleMe *me);

G_END_DECLS
