/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* CollectorSiteRow: a site as the administrator writes it; lists separated by spaces. NULL texts
 * are taken as "". */
typedef struct
{
  const char *name;   /* required, unique */
  const char *nation; /* ISO 3166-1 alpha-2, required */
  const char *area_code;
  const char *zone;   /* IANA, required */
  const char *access_code;
  const char *international_prefix;
  const char *trunk_prefix;     /* "-" = none */
  const char *extension_ranges;
  const char *public_ranges;
  const char *short_codes;      /* digits:class */
  const char *voicemail_number;
  const char *mwi_numbers;
} CollectorSiteRow;

/* The members of a row by the name of their column, in order; ends with a NULL name. */
typedef struct
{
  const char *name;
  gsize offset; /* of a const char * in CollectorSiteRow */
  gboolean uncovers; /* by it a number can be found, or made an extension, which is not hidden */
} CollectorSiteField;
const CollectorSiteField *collector_site_list_fields (void);
#define COLLECTOR_SITE_FIELD(row, field) G_STRUCT_MEMBER (const char *, (row), (field)->offset)

/* Is each text what its field may hold? Returns: FALSE with BAD_ARGUMENT naming the field. */
gboolean collector_site_check (const CollectorSiteRow *row, GError **error);

/* Adds or replaces the site of that name. Returns: FALSE with BAD_ARGUMENT naming the field.
 * Not in a transaction of its own, nor are the others of this file. */
gboolean collector_site_put (CollectorDb *db, const CollectorSiteRow *row, GError **error);
/* Adds a site. Returns: its id; 0 with BAD_ARGUMENT, also for a name that is taken. */
gint64 collector_site_add (CollectorDb *db, const CollectorSiteRow *row, GError **error);
/* Replaces the site @id, its name included. NOT_FOUND; BAD_ARGUMENT as above. */
gboolean collector_site_update (
    CollectorDb *db, gint64 id, const CollectorSiteRow *row, GError **error);
/* CONFLICT that says what still uses it: gateways, devices, lines of people, tariffs. */
gboolean collector_site_remove (CollectorDb *db, gint64 id, GError **error);

/* Returns: the id of the site @name; 0 with NOT_FOUND naming it. */
gint64 collector_site_find (CollectorDb *db, const char *name, GError **error);

/* Called for each row; the texts live until it returns. */
typedef void (*CollectorSiteFunc) (gint64 id, const CollectorSiteRow *row, gpointer data);
/* In the order in which they were made: the first is the default site. */
gboolean collector_site_foreach (
    CollectorDb *db, CollectorSiteFunc func, gpointer data, GError **error);
/* At most @limit sites in the order of their names, those behind @after (nullable = from the
 * first). */
gboolean collector_site_list (CollectorDb *db, const char *after, guint limit,
                              CollectorSiteFunc func, gpointer data, GError **error);
/* The one site @id. NOT_FOUND. */
gboolean collector_site_visit (
    CollectorDb *db, gint64 id, CollectorSiteFunc func, gpointer data, GError **error);

/* For the stores beside this one: binds the id of the site called @name; NULL for none. */
gboolean collector_site_bind (
    CollectorDb *db, CollectorStmt *stmt, int index, const char *name, GError **error);

/* @is_there: (out): somebody's company is stored: its name, sites, people or calls. */
gboolean collector_company_is_there (CollectorDb *db, gboolean *is_there, GError **error);

G_END_DECLS
