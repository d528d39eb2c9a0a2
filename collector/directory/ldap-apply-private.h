/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/directory/ldap-refused.h"
#include "collector/directory/ldap-sync.h"

G_BEGIN_DECLS

/* A person who came from the server before. */
typedef struct
{
  gint64 id;
  char *key;
  char *folded_name;
  char *folded_first_name;
  char *folded_last_name;
  CollectorRole role;     /* what the server gave them */
  CollectorRole new_role; /* what it gives them now */
  gboolean has_lines; /* has extensions */
  gboolean is_here; /* has not left */
  gboolean is_bare; /* the server tells no number any more */
  gboolean is_let_in; /* and so far was */
  gboolean is_shut_out; /* the server disables them */
  guint filled;     /* bit 1 << CollectorSyncField: what is known of them */
  guint emptied;    /* the same: what the server has nothing for any more */
  gboolean is_found;
} CollectorLdapKnown;

/* What is on its way to one person. */
typedef struct
{
  gint64 id;           /* 0 = not known yet */
  gint64 former_id;    /* somebody else who came from the server and had the name; 0 = nobody */
  gint64 former_end_ms; /* when that one left; 0 = nobody has */
  gboolean is_waiting; /* their manager has no id yet */
  gboolean is_counted; /* as new or changed */
  gboolean has_given_up; /* numbers or the name, to others of the run */
  gboolean is_adopted; /* was kept here, by hand or from a file, and is the server's from now on */
  gboolean sees_nothing; /* is given a scope that holds nothing */
  CollectorLdapRefused refused;
} CollectorLdapArrival;

/* A run that takes people over. */
typedef struct
{
  CollectorDb *db;
  const CollectorLdapSettings *settings;
  GPtrArray *people; /* CollectorLdapPerson */
  gint64 now_ms;
  CollectorSyncRun *run;
  GPtrArray *refusals;  /* (nullable) */
  guint n_told;         /* refusals */
  GPtrArray *known;     /* CollectorLdapKnown: those who came from the server before */
  GHashTable *by_key;   /* key -> of known (unowned) */
  GHashTable *by_name;  /* folded user name -> of known (unowned) */
  GHashTable *index_of; /* folded DN -> index in people + 1 */
  CollectorLdapArrival *arrivals; /* one per person */
} CollectorLdapApplying;

/* The role that the rules give to @found. */
CollectorRole collector_ldap_apply_role_of (const CollectorLdapApplying *self,
                                            const CollectorLdapPerson *found);

/* ldap-guard.c. @is_harmless: (out): FALSE when the answer would do harm; then the run is refused and
 * says why. The number of those who leave is kept. FALSE when the database refuses. */
gboolean collector_ldap_guard_check (CollectorLdapApplying *self, gboolean *is_harmless,
                                     GError **error);

/* Writes all people, as far as they can be taken; of the others tells why. FALSE when nobody at all
 * can be, or the database refuses. */
gboolean collector_ldap_save_people (CollectorLdapApplying *self, GError **error);

/* Renames those of @pending (of indices) who are given each other's user names. FALSE when the
 * database refuses. */
gboolean collector_ldap_names_exchange (CollectorLdapApplying *self, const GArray *pending,
                                        GError **error);

/* Takes the user names from those who left and whose names are others' now; records go on to find
 * them by these. FALSE when the database refuses. */
gboolean collector_ldap_names_release (CollectorLdapApplying *self, GError **error);

/* Tells of a refusal: of @name, in @reason. */
void collector_ldap_apply_tell (CollectorLdapApplying *self, const char *name, const char *reason);

G_END_DECLS
