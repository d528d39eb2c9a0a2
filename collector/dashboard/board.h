/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/dashboard/layout.h"
#include "collector/store/db.h"
#include "collector/store/viewer.h"
#include "shared/base/zone.h"
#include "shared/model/report-doc.h"

G_BEGIN_DECLS

/* A dashboard with its answers. Every widget is a report, run by the viewer's rights of now. Any
 * lane. */

/* The layout that holds for the viewer: their own, else their role's, else the product's.
 * @is_own: (out) (nullable). Returns: (transfer full). */
CollectorLayout *collector_board_load (CollectorDb *db, const CollectorViewer *viewer,
                                       gboolean *is_own, GError **error);

/* What @text lays out for @role, NULL: the product's own, as @viewer may see it: numbers in titles
 * are hidden from who sees some masked. Returns: (transfer full): NULL with BAD_FORMAT. */
CollectorLayout *collector_board_read_default (const CollectorViewer *viewer, CollectorRole role,
                                               const char *text, GError **error);

/* CollectorBoardWish: when a widget is to be answered anew; zeroed: always. */
typedef struct
{
  const GArray *calls; /* (nullable): gint64: when it counts at least one of them */
  gboolean timed;      /* when it changes with time */
  GString *note;       /* (nullable): is told of what was looked at, for the access log */
} CollectorBoardWish;

/* Writes an object: the placed widget, what it is called and asks, and its answer: "doc", or
 * "problem" when there is none, which is an answer of its own, not an error. What is minimised is
 * not answered. Returns: FALSE, and nothing was written, when the wish leaves it as it is. */
gboolean collector_board_write_widget (TollJsonWriter *json, CollectorDb *db,
                                       const CollectorViewer *viewer,
                                       const CollectorPlaced *placed,
                                       const CollectorBoardWish *wish, gint64 now_ms);

/* CollectorBoardCard: a widget with its answer, for whoever paints it. */
typedef struct
{
  const char *title;
  gboolean is_named;        /* in somebody's own words; else @title is untranslated */
  const char *headline;     /* id of the column whose total stands large; "" = none */
  const TollReportDoc *doc; /* (nullable): NULL with @failed */
  const TollZone *zone;     /* of @doc */
  const GError *failed;     /* (nullable) */
} CollectorBoardCard;

/* Answers @placed for a viewer of a wall and hands it to @show, once: it lives until that returns. */
typedef void (*CollectorBoardShow) (const CollectorBoardCard *card, gpointer data);
void collector_board_show_widget (CollectorDb *db, const CollectorViewer *viewer,
                                  const CollectorPlaced *placed, gint64 now_ms,
                                  CollectorBoardShow show, gpointer data);

/* Returns: TRUE when the viewer may place the widget where everybody sees it: it is neither somebody's
 * own calls nor what people did with the program; else FALSE with BAD_ARGUMENT for @field. */
gboolean collector_board_check_public (CollectorDb *db, const CollectorViewer *viewer,
                                       const CollectorPlaced *placed, const char *field,
                                       gint64 now_ms, GError **error);

/* Writes the member "items": what the viewer may choose from: the gallery, and the reports that they
 * keep or that are shared with them. */
gboolean collector_board_write_gallery (TollJsonWriter *json, CollectorDb *db,
                                        const CollectorViewer *viewer, GError **error);

/* Returns: TRUE when the viewer may place the widget; else FALSE with BAD_ARGUMENT for @field. */
gboolean collector_board_check_widget (CollectorDb *db, const CollectorViewer *viewer,
                                       const char *widget, const char *field, GError **error);

G_END_DECLS
