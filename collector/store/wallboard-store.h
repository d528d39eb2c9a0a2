/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/store/db.h"
#include "collector/store/viewer.h"
#include "shared/base/arena.h"

G_BEGIN_DECLS

/* Wallboards: dashboards that are shown to whoever has the link. An owner sees the own ones, an
 * administrator of the whole house all. What changes something runs on the writer's lane, in the
 * caller's transaction; the rest on any. */

#define COLLECTOR_MOST_WALLBOARDS 50 /* of one account */

/* CollectorWallboard: texts are never NULL and live in an arena, as does the set of the scope. */
typedef struct
{
  gint64 id;
  gint64 account_id;
  const char *owner; /* user name */
  const char *name;
  CollectorScope scope;
  const gint64 *scope_ids;
  guint n_scope_ids;
  guint masked_digits; /* of what is shown: at least so many, whatever its owner sees */
  guint rotate_s;
  const char *layout;  /* JSON */
  const char *purpose;
  gint64 created_ms;
  gint64 seen_ms; /* when it was last looked at, to a minute; 0 = never */
} CollectorWallboard;

/* From @after_id on, at most @limit. Returns: (transfer full) (element-type CollectorWallboard):
 * with texts in @arena. */
GArray *collector_wallboard_list (CollectorDb *db, const CollectorViewer *viewer, gint64 after_id,
                                  guint limit, TollArena *arena, GError **error);
/* NOT_FOUND also for those the viewer does not see. */
gboolean collector_wallboard_find (CollectorDb *db, const CollectorViewer *viewer, gint64 id,
                                   TollArena *arena, CollectorWallboard *wallboard,
                                   GError **error);
/* By the hash of the link's token; id 0 = there is none. */
gboolean collector_wallboard_lookup (CollectorDb *db, const char *token_hash, TollArena *arena,
                                     CollectorWallboard *wallboard, GError **error);

/* Writes a new one; its id is set. CONFLICT when its owner has too many. */
gboolean collector_wallboard_insert (CollectorDb *db, CollectorWallboard *wallboard,
                                     const char *token_hash, GError **error);
gboolean collector_wallboard_delete (CollectorDb *db, gint64 id, GError **error);

/* CollectorWallboardLook: somebody at @address looks now. */
typedef struct
{
  gint64 wallboard_id;
  const char *address;
  gint64 now_ms;
} CollectorWallboardLook;

/* @is_noted: (out): it was kept today, and the access log knows; @is_stale: (out): it is to be kept
 * anew. */
gboolean collector_wallboard_find_look (CollectorDb *db, const CollectorWallboardLook *look,
                                        gboolean *is_noted, gboolean *is_stale, GError **error);
/* Nothing happens when the wallboard is gone. */
gboolean collector_wallboard_keep_look (CollectorDb *db, const CollectorWallboardLook *look,
                                        GError **error);

/* Who looks at it: its owner with the rights of today, but nobody's own calls, within its scope,
 * with its mask at least, by the company's clock.
 * @why_not: (out) (transfer none) (nullable): why it shows nothing any more, untranslated.
 * Returns: (transfer full) (nullable): NULL with @why_not, or with an error. */
CollectorViewer *collector_wallboard_load_viewer (CollectorDb *db,
                                                  const CollectorWallboard *wallboard,
                                                  gint64 now_ms, const char **why_not,
                                                  GError **error);

G_END_DECLS
