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

/* CollectorMaskRule: last digits that are hidden of numbers of a class, of calls of an age. */
typedef struct
{
  int dest_class; /* TollClass; -1 = any */
  gint64 older_than_days;
  guint masked_digits;
} CollectorMaskRule;

/* CollectorSeen: what of others an answer shows: for the access log. */
typedef struct
{
  gint64 n_rows;
  GHashTable *people; /* set of gint64 */
} CollectorSeen;

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
  guint masked_digits;   /* last digits of outside numbers that are hidden, whatever the rules say */
  GArray *mask_rules;    /* CollectorMaskRule: of the viewer's role */
  gint64 now_ms;         /* what the age of calls is counted from */
  gboolean hides_free_incoming; /* of others */
  gboolean hides_individuals; /* nobody asks of single people but of themselves */
  gboolean needs_purpose; /* before anything of others is shown */
  gboolean is_public; /* on a wall, for whoever passes: also what the account itself typed is masked */
  char *purpose;         /* why the viewer looks, in their own words; "" = not said */
  CollectorSeen *seen;   /* counted by whoever reads for the viewer */
} CollectorViewer;

CollectorViewer *collector_viewer_new (void);
void collector_viewer_free (CollectorViewer *viewer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorViewer, collector_viewer_free)

/* "user", "supervisor", "administrator"; "own", "departments" ... Static strings. */
const char *collector_role_to_name (CollectorRole role);
gboolean collector_role_from_name (const char *name, CollectorRole *role);
const char *collector_scope_to_name (CollectorScope scope);
gboolean collector_scope_from_name (const char *name, CollectorScope *scope);

/* Returns: (transfer full): @ids as a JSON array, for json_each(). */
char *collector_ids_to_json (const gint64 *ids, guint n_ids);
/* Returns: (transfer full): the ids of the scope so. */
char *collector_viewer_dup_scope_ids (const CollectorViewer *viewer);

/* Raw records and unmasked fields are for administrators without a mask of their own; rules may
 * still hide them of a call. */
gboolean collector_viewer_sees_raw (const CollectorViewer *viewer);
/* How many last digits of an outside number are hidden: the largest that holds. */
guint collector_viewer_get_masked_digits (const CollectorViewer *viewer, int dest_class,
                                          gint64 start_ms);
/* The largest that holds for every outside number, whatever its class and the call's age. */
guint collector_viewer_get_least_masked_digits (const CollectorViewer *viewer);
/* TRUE when some outside number may not be shown whole. */
gboolean collector_viewer_is_masked (const CollectorViewer *viewer);
/* TRUE when no outside number at all is shown whole. */
gboolean collector_viewer_is_masked_always (const CollectorViewer *viewer);
/* TRUE when whatever is hidden from @other is hidden from @viewer, too. */
gboolean collector_viewer_is_masked_like (const CollectorViewer *viewer,
                                          const CollectorViewer *other);
/* TRUE when @person_id is the viewer: nobody (0) is not. */
gboolean collector_viewer_is_owner (const CollectorViewer *viewer, gint64 person_id);

/* TRUE when the scope covers calls of these groupings, whoever's they are. */
gboolean collector_viewer_covers (const CollectorViewer *viewer, gint64 department_id,
                                  gint64 cost_centre_id, gint64 location_id);

/* FORBIDDEN when the house hides single people from @viewer and @is_own, of the question, is FALSE. */
gboolean collector_viewer_check_individuals (const CollectorViewer *viewer, gboolean is_own,
                                             GError **error);

/* TRUE when no call of the house is outside the scope. */
gboolean collector_viewer_sees_all (const CollectorViewer *viewer);
/* TRUE when somebody of @role with that scope sees no call of others that @viewer does not see. */
gboolean collector_viewer_reaches (const CollectorViewer *viewer, CollectorRole role,
                                   CollectorScope scope, const gint64 *scope_ids, guint n_scope_ids);

/* A row of calls or of people goes into the answer: others' are counted. @person_id: whose, 0 =
 * of nobody who is known. */
void collector_viewer_note_row (const CollectorViewer *viewer, gint64 person_id);
/* The same of what a figure counts: calls of @person_id, who is not the row. */
void collector_viewer_note_person (const CollectorViewer *viewer, gint64 person_id);
/* @n_rows of the viewer's own go to others, who see the viewer. */
void collector_viewer_note_self (const CollectorViewer *viewer, gint64 n_rows);
/* Adds what @other counted. */
void collector_viewer_add_seen (CollectorViewer *viewer, const CollectorViewer *other);
/* Returns: (transfer full): who @viewer is and why they look, with nothing counted: for the access
 * log, not to read by. */
CollectorViewer *collector_viewer_copy_who (const CollectorViewer *viewer);
/* TRUE when something of others was counted. */
gboolean collector_viewer_has_seen_others (const CollectorViewer *viewer);
/* May switch between the own calls and all of the scope. */
gboolean collector_viewer_sees_others (const CollectorViewer *viewer);

G_END_DECLS
