/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/viewer.h"
#include "shared/base/arena.h"

G_BEGIN_DECLS

#define COLLECTOR_N_CUSTOM_FIELDS 10

/* What a number is to its person. Stored as figures: append only. */
typedef enum
{
  COLLECTOR_LINE_EXTENSION,
  COLLECTOR_LINE_ALIAS, /* a direct number or second number */
  COLLECTOR_LINE_VOICEMAIL,
  COLLECTOR_LINE_FAX,
  COLLECTOR_N_LINE_KINDS
} CollectorLineKind;

/* Who keeps a person's fields. Stored as figures: append only. */
typedef enum
{
  COLLECTOR_SOURCE_MANUAL,
  COLLECTOR_SOURCE_CSV,
  COLLECTOR_SOURCE_LDAP,
  COLLECTOR_SOURCE_AUTOMATIC, /* made for an unknown extension */
  COLLECTOR_N_PERSON_SOURCES
} CollectorPersonSource;

/* CollectorPersonLine: a number of a person, half open in time. */
typedef struct
{
  const char *number;
  const char *partition; /* "" = any */
  gint64 site_id;        /* 0 = any */
  const char *site;      /* name; only read */
  CollectorLineKind kind;
  gint64 valid_from_ms; /* G_MININT64 = always */
  gint64 valid_to_ms;   /* G_MAXINT64 = still */
} CollectorPersonLine;

/* CollectorPerson: a person as of now, with the sign-in half of the account of the same user name.
 * Texts are never NULL and borrowed: of an arena, or of whoever set them. */
typedef struct
{
  gint64 id; /* 0 = not stored */
  const char *user_name;
  const char *first_name;
  const char *last_name;
  const char *mail;
  const char *cucm_user_id; /* "" = user_name */
  gint64 department_id;     /* 0 = none, as for the three below */
  gint64 cost_centre_id;
  gint64 location_id;
  gint64 manager_id;
  const char *custom[COLLECTOR_N_CUSTOM_FIELDS];
  gint64 valid_from_ms; /* G_MININT64 = always */
  gint64 valid_to_ms;   /* G_MAXINT64 = still here */
  CollectorPersonSource source;
  const char *source_key;
  const char *synced; /* wire names of the fields that the source alone changes, by spaces */

  CollectorPersonLine *lines;
  guint n_lines;
  const char **devices;
  guint n_devices;

  const char *language; /* "en" */
  const char *zone;     /* IANA; "" = the company's */
  CollectorRole role;
  CollectorScope scope;
  gint64 *scope_ids; /* departments, cost centres or locations */
  guint n_scope_ids;
  guint masked_digits;
  gboolean disabled;

  /* Only read. */
  const char *name; /* "Alba Conti"; the user name when there is none */
  const char *department;
  const char *cost_centre;
  const char *location;
  const char *manager;
  gint64 account_id; /* 0 = none yet */
  gboolean has_pin;
  gboolean has_password;
  gboolean binds; /* signs in by the directory server */
  gint64 last_sign_in_ms; /* 0 = never */
} CollectorPerson;

/* A person nobody has told anything of: a user with own calls, English, three digits masked. */
void collector_person_init (CollectorPerson *person);

/* The user id by which records find the person. */
const char *collector_person_get_login (const CollectorPerson *person);

/* Adds a line, a device. The array is the arena's. */
void collector_person_add_line (CollectorPerson *person, const CollectorPersonLine *line,
                                TollArena *arena);
void collector_person_add_device (CollectorPerson *person, const char *device, TollArena *arena);

/* Whether both see the same calls. */
gboolean collector_person_has_same_scope (const CollectorPerson *a, const CollectorPerson *b);
gboolean collector_person_has_device (const CollectorPerson *person, const char *device);

/* Whether one of the lines has that number, whenever. */
gboolean collector_person_has_number (const CollectorPerson *person, const char *number);
/* Whether both are the same number of the same partition and site, whenever. */
gboolean collector_person_line_is_same_number (const CollectorPersonLine *a,
                                               const CollectorPersonLine *b);

/* What was done to extensions, which the person's source alone tells: one of @before that goes on at
 * @now_ms is wanting or other, or there is a new one. @index: (out): of the latter in @after's
 * lines; -1 = none is. */
gboolean collector_person_has_same_extensions (const CollectorPerson *before,
                                               const CollectorPerson *after, gint64 now_ms,
                                               int *index);

/* Works here and may sign in at @now_ms. */
gboolean collector_person_can_sign_in (const CollectorPerson *person, gint64 now_ms);
/* TRUE when only the person's source may change the field @name. Role, scope and state of who has a
 * local password are nobody's but the administrator's. */
gboolean collector_person_is_synced (const CollectorPerson *person, const char *name);
/* The same of the custom field @index, whose name is "custom[0]" and so on. */
gboolean collector_person_is_custom_synced (const CollectorPerson *person, guint index);

/* @text without case and accents, as people are sought. Returns: (transfer full). */
char *collector_person_fold (const char *text);

/* "extension", "alias" …; "manual", "csv" …. Static strings. */
const char *collector_line_kind_to_name (CollectorLineKind kind);
gboolean collector_line_kind_from_name (const char *name, CollectorLineKind *kind);
const char *collector_person_source_to_name (CollectorPersonSource source);
gboolean collector_person_source_from_name (const char *name, CollectorPersonSource *source);

G_END_DECLS
