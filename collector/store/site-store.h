/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/plan.h"
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
  const char *trunk_prefix;
  const char *extension_ranges;
  const char *public_ranges;
  const char *short_codes;
  const char *voicemail_number;
  const char *mwi_numbers;
} CollectorSiteRow;

/* CollectorGatewayRow: a trunk as the administrator writes it. */
typedef struct
{
  const char *device; /* name in the records, required, unique */
  const char *title;
  const char *site;   /* name of a site; "" or NULL = none */
  const char *operator_name;
  guint channels;
} CollectorGatewayRow;

/* Adds or replaces the site of that name. Returns: FALSE with BAD_ARGUMENT naming the field.
 * Not in a transaction of its own, nor are the others of this file. */
gboolean collector_site_put (CollectorDb *db, const CollectorSiteRow *row, GError **error);
gboolean collector_gateway_put (CollectorDb *db, const CollectorGatewayRow *row, GError **error);
gboolean collector_device_kind_put (CollectorDb *db, const char *device, CollectorDeviceKind kind,
                                    const char *site, GError **error);

/* Returns: the id of the site @name; 0 with NOT_FOUND naming it. */
gint64 collector_site_find (CollectorDb *db, const char *name, GError **error);

/* Called for each row, in order of name; the texts live until it returns. */
typedef void (*CollectorSiteFunc) (gint64 id, const CollectorSiteRow *row, gpointer data);
typedef void (*CollectorGatewayFunc) (gint64 id, const CollectorGatewayRow *row, gpointer data);
gboolean collector_site_foreach (
    CollectorDb *db, CollectorSiteFunc func, gpointer data, GError **error);
gboolean collector_gateway_foreach (
    CollectorDb *db, CollectorGatewayFunc func, gpointer data, GError **error);

/* Reads sites, gateways and device kinds into a snapshot for the pipeline. @default_nation is used
 * while there is no site. Returns: (transfer full). */
CollectorPlan *collector_plan_load (CollectorDb *db, CollectorNumbering *numbering,
                                    const char *default_nation, GError **error);

G_END_DECLS
