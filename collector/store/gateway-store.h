/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"

G_BEGIN_DECLS

/* What people call the gateway "g", '' when it has no title: of two that are called alike, or as
 * another is in the records, each is told with its own name there. */
#define COLLECTOR_GATEWAY_TITLE_SQL                                                                \
  "CASE WHEN g.title <> '' AND EXISTS (SELECT 1 FROM gateway AS o WHERE o.id <> g.id"              \
  " AND (o.title = g.title OR o.device = g.title)) THEN g.title || ' (' || g.device || ')'"        \
  " ELSE g.title END"

/* Whether the gateway word "w" or its title in "g", a left join, holds a number, as a mobile's may. */
#define COLLECTOR_GATEWAY_IS_NUMBER_SQL                                                            \
  "(toll_mask_device (w.text) <> w.text"                                                           \
  " OR toll_mask_device (ifnull (g.title, '')) <> ifnull (g.title, ''))"

/* CollectorGatewayRow: a trunk as the administrator writes it. NULL texts are taken as "". */
typedef struct
{
  const char *device; /* name in the records, required, unique */
  const char *title;
  const char *site;   /* name of a site; "" or NULL = none */
  const char *operator_name;
  guint channels;     /* 0 = unknown */
  gint64 site_id;     /* when read; 0 = none */
  const char *tariff; /* when read: of calls that leave through it; "" = none of its own */
} CollectorGatewayRow;

/* Adds or replaces the gateway of that device, its tariff excepted. Returns: FALSE with
 * BAD_ARGUMENT naming the field. Not in a transaction of its own, nor are the others. */
gboolean collector_gateway_put (CollectorDb *db, const CollectorGatewayRow *row, GError **error);
/* Adds a gateway. Returns: its id; 0 with BAD_ARGUMENT, also for a device that is one already. */
gint64 collector_gateway_add (CollectorDb *db, const CollectorGatewayRow *row, GError **error);
/* Replaces the gateway @id; a changed device takes its tariffs along. NOT_FOUND. */
gboolean collector_gateway_update (
    CollectorDb *db, gint64 id, const CollectorGatewayRow *row, GError **error);
/* CONFLICT while tariffs are assigned to it, naming them. What it was is unknown again then. */
gboolean collector_gateway_remove (CollectorDb *db, gint64 id, GError **error);
/* Calls that leave through @device, from a phone or from another trunk, are priced by @tariff;
 * "" or NULL: by what holds for the site or the company. BAD_ARGUMENT naming "tariff". */
gboolean collector_gateway_set_tariff (
    CollectorDb *db, const char *device, const char *tariff, GError **error);

/* Returns: (transfer full) (nullable): what people call the gateway @id: its title, or its name in
 * the records; NULL with NOT_FOUND. */
char *collector_gateway_dup_name (CollectorDb *db, gint64 id, GError **error);

/* Returns: the id of the gateway @device; 0 with NOT_FOUND naming it. */
gint64 collector_gateway_find (CollectorDb *db, const char *device, GError **error);

/* Called for each row; the texts live until it returns. */
typedef void (*CollectorGatewayFunc) (gint64 id, const CollectorGatewayRow *row, gpointer data);
/* In the order of device names, but for the first @n_before; at most @limit (-1 = all). */
gboolean collector_gateway_list (CollectorDb *db, gint64 n_before, gint64 limit,
                                 CollectorGatewayFunc func, gpointer data, GError **error);
/* The one gateway @id. NOT_FOUND. */
gboolean collector_gateway_visit (
    CollectorDb *db, gint64 id, CollectorGatewayFunc func, gpointer data, GError **error);

G_END_DECLS
