/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/base/arena.h"
#include "shared/wire/json-read.h"
#include "shared/wire/json-write.h"

G_BEGIN_DECLS

/* CollectorLayout: which widgets stand where on somebody's dashboard. */

#define COLLECTOR_N_ZONES      3 /* left, centre, right */
#define COLLECTOR_MOST_WIDGETS 40

/* CollectorPlaced: a widget in its place. Texts are never NULL and live with the layout. */
typedef struct
{
  gint64 id;           /* within the layout: fixed while it stands there; 0 = not yet given */
  const char *widget;  /* of the gallery, or COLLECTOR_PERSONAL_WIDGET and the id of a report */
  const char *title;   /* the owner's; "" = the widget's */
  const char *kept_name; /* what a personal report was called when it went; "" = nothing is known */
  const char *spec;    /* JSON: a period and a chart of the owner's choice, or "{}" */
  gboolean is_minimised;
} CollectorPlaced;

#define COLLECTOR_PERSONAL_WIDGET "personal:"

typedef struct
{
  TollArena *arena;
  GArray *zones[COLLECTOR_N_ZONES]; /* of CollectorPlaced, from above */
} CollectorLayout;

void collector_layout_free (CollectorLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorLayout, collector_layout_free)

/* {"zones":[[{"id","widget","title","kept_name","spec","minimised"}, …], …, …]}; widgets without an id
 * get a new one. Whether widgets exist is not looked at: what a layout names may go.
 * Returns: (transfer full): NULL with BAD_ARGUMENT naming the member. */
CollectorLayout *collector_layout_read (const TollJsonValue *object, GError **error);
CollectorLayout *collector_layout_read_text (const char *json, GError **error);
/* The same of the value of "zones" alone. @zones: (nullable): is missing, which is refused. */
CollectorLayout *collector_layout_read_zones (const TollJsonValue *zones, GError **error);

/* Writes the member "zones" as it is read. */
void collector_layout_write (const CollectorLayout *layout, TollJsonWriter *json);
/* The members of one placed widget into an open object. */
void collector_placed_write (const CollectorPlaced *placed, TollJsonWriter *json);
/* Returns: (transfer full). */
char *collector_layout_dup_text (const CollectorLayout *layout);

/* Returns: (transfer full): what names this layout among all that were there before and will be. */
char *collector_layout_dup_version (const CollectorLayout *layout);

/* Returns: (transfer full): what the product lays out for @role when nobody has decided otherwise. */
CollectorLayout *collector_layout_new_standard (int role);

G_END_DECLS
