/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stored as figures: append only. */
typedef enum
{
  COLLECTOR_ROLE_USER,
  COLLECTOR_ROLE_SUPERVISOR,
  COLLECTOR_ROLE_ADMINISTRATOR,
  COLLECTOR_N_ROLES
} CollectorRole;

/* Whose calls somebody may see: the own ones, those of a set, or all. Stored as figures. */
typedef enum
{
  COLLECTOR_SCOPE_OWN,
  COLLECTOR_SCOPE_DEPARTMENTS,
  COLLECTOR_SCOPE_COST_CENTRES,
  COLLECTOR_SCOPE_LOCATIONS,
  COLLECTOR_SCOPE_ALL,
  COLLECTOR_N_SCOPES
} CollectorScope;

/* CollectorViewer: who is looking, as of this request. Every function that reads calls takes one
 * and answers only what it may see. Texts are never NULL. */
typedef struct
{
  gint64 account_id;
  gint64 person_id; /* 0 = the account belongs to nobody: no own calls */
  char *user_name;
  char *name; /* for people: the person's, else the user name */
  char *language; /* "en" */
  char *zone;     /* IANA; "" = the company's */
  CollectorRole role;
  CollectorScope scope;
  GArray *scope_ids; /* gint64: of departments, cost centres or locations */
  GArray *line_ids;  /* gint64: table line, of the person, now or earlier */
  GPtrArray *extensions; /* of the person now: texts */
  guint masked_digits;   /* last digits of outside numbers that are hidden */
} CollectorViewer;

CollectorViewer *collector_viewer_new (void);
void collector_viewer_free (CollectorViewer *viewer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorViewer, collector_viewer_free)

/* "user", "supervisor", "administrator"; "own", "departments" ... Static strings. */
const char *collector_role_to_name (CollectorRole role);
gboolean collector_role_from_name (const char *name, CollectorRole *role);
const char *collector_scope_to_name (CollectorScope scope);
gboolean collector_scope_from_name (const char *name, CollectorScope *scope);

/* Raw records and unmasked fields are for administrators without a mask. */
gboolean collector_viewer_sees_raw (const CollectorViewer *viewer);
/* May switch between the own calls and all of the scope. */
gboolean collector_viewer_sees_others (const CollectorViewer *viewer);

G_END_DECLS
