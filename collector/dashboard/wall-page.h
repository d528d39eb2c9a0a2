/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/dashboard/board.h"

G_BEGIN_DECLS

/* CollectorWallPage: a page of a wallboard as HTML for a screen that nobody touches. Nothing is
 * fetched but the next page, by a script that waits for it; without scripts the browser turns the
 * pages, until the first that does not come. One thread at a time. */
typedef struct _CollectorWallPage CollectorWallPage;

#define COLLECTOR_WALL_MOST_CARDS 4 /* on a page */

/* CollectorWallHead: what a page says of itself. Texts live as long as the page. */
typedef struct
{
  const char *language; /* "it"; "" = English */
  const TollZone *zone; /* the company's */
  const char *company;  /* "" = has no name */
  const char *name;     /* of the wallboard */
  gint64 now_ms;
  guint page;           /* from 0 on */
  guint n_pages;
  guint n_cards;        /* on this page */
  guint rotate_s;       /* after which the next page is fetched; 0 = it stands for good */
} CollectorWallHead;

CollectorWallPage *collector_wall_page_new (const CollectorWallHead *head);
void collector_wall_page_free (CollectorWallPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorWallPage, collector_wall_page_free)

/* Appends a card; a CollectorBoardShow. @page: CollectorWallPage. */
void collector_wall_page_add (const CollectorBoardCard *card, gpointer page);
/* Instead of cards: that there is nothing to show, and why; untranslated. */
void collector_wall_page_set_message (CollectorWallPage *page, const char *title,
                                      const char *text);

/* @policy: (out) (transfer full): the Content-Security-Policy that lets it be shown.
 * Returns: (transfer full): the page, text/html in UTF-8. */
GString *collector_wall_page_finish (CollectorWallPage *page, char **policy);

G_END_DECLS
