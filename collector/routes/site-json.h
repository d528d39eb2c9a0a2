/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/routes/house.h"
#include "collector/store/site-store.h"
#include "shared/base/arena.h"

G_BEGIN_DECLS

/* The template's {id}; 0, the id of no site, for what is none. */
gint64 collector_site_id_of (CollectorRequest *request);

/* Takes the members of @object over into @row; those that are absent leave it as it is. Texts
 * belong to the document. @path: before the names in messages. @is_new: name, nation and zone must
 * be there. BAD_ARGUMENT naming the member. */
gboolean collector_site_json_read (const TollJsonValue *object, const char *path, gboolean is_new,
                                   CollectorSiteRow *row, GError **error);

/* Reads the stored site @id, its texts copied into @arena. NOT_FOUND. */
gboolean collector_site_json_load (
    CollectorDb *db, gint64 id, TollArena *arena, CollectorSiteRow *row, GError **error);

/* BAD_ARGUMENT for a nation that the numbering does not know. */
gboolean collector_site_json_check_nation (
    CollectorRequest *request, const CollectorSiteRow *row, GError **error);

/* The site that the member "site" of @object names: {"id"} or {"name"}; null or absent is none.
 * @name: (out) (transfer full): its name, "" for none. BAD_ARGUMENT naming "site". */
gboolean collector_site_json_find (
    CollectorDb *db, const TollJsonValue *object, char **name, GError **error);

/* POST /sites/{id}/try: a handler. */
gboolean collector_site_try (CollectorRequest *request, CollectorDb *db, CollectorReply *reply,
                             GError **error);

G_END_DECLS
