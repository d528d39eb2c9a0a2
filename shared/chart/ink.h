/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "shared/base/arena.h"
#include "shared/chart/palette.h"
#include "shared/chart/style.h"

G_BEGIN_DECLS

/* TollInk: what will be drawn, as a list of marks. Layers write it left to right; it is mirrored
 * once for right-to-left readers and then painted as often as needed, on any cairo surface. Texts
 * are measured without hinting, so that they take the same room on screen and paper. One thread at
 * a time. */

typedef enum
{
  TOLL_MARK_RECT,
  TOLL_MARK_SECTOR, /* of a ring */
  TOLL_MARK_DOT,
  TOLL_MARK_LINE,   /* through points, not closed */
  TOLL_MARK_AREA,   /* through points, closed and filled */
  TOLL_MARK_TEXT,
} TollMarkKind;

typedef enum
{
  TOLL_ANCHOR_START, /* x is where reading begins */
  TOLL_ANCHOR_MIDDLE,
  TOLL_ANCHOR_END,
} TollAnchor;

typedef enum
{
  TOLL_FONT_NORMAL,
  TOLL_FONT_SMALL,
  TOLL_FONT_TOTAL, /* large and bold */
  TOLL_N_FONTS,
} TollFont;

typedef struct
{
  double x, y;
} TollPoint;

typedef struct
{
  TollMarkKind kind;
  /* RECT: left, top and size. SECTOR, DOT: the centre. TEXT: where its anchor is, and the middle of
   * its line; width = the most it may take before it is shortened, 0 = all it wants. */
  double x, y, width, height;
  double radius;       /* RECT: of corners; DOT; SECTOR: outer */
  double inner;        /* SECTOR: radius of the hole */
  double from, to;     /* SECTOR: radians clockwise from 12 o'clock */
  guint first, n;      /* LINE, AREA: among the points */
  const char *text;    /* lives as long as the ink */
  TollAnchor anchor;
  TollFont font;
  TollColour colour;
  TollPattern pattern; /* hatch of a filled mark, dashes of a line */
  double line_px;      /* > 0: outlined, not filled */
} TollMark;

typedef struct
{
  GArray *marks;  /* of TollMark, in the order of painting */
  GArray *points; /* of TollPoint */
  PangoContext *context;
  PangoLayout *layout;
  PangoFontDescription *fonts[TOLL_N_FONTS];
  double line_heights[TOLL_N_FONTS];
  gboolean is_dark;
} TollInk;

void toll_ink_init (TollInk *ink, const TollChartStyle *style);
void toll_ink_clear (TollInk *ink);
/* Forgets the marks. */
void toll_ink_reset (TollInk *ink);

/* Returns: how wide @text would be, in px. */
double toll_ink_measure (TollInk *ink, const char *text, TollFont font);
/* Returns: the height of a line. */
double toll_ink_get_line_height (const TollInk *ink, TollFont font);

void toll_ink_add (TollInk *ink, const TollMark *mark);
void toll_ink_add_rect (TollInk *ink, double x, double y, double width, double height,
                        double radius, TollColour colour, TollPattern pattern);
void toll_ink_add_line (TollInk *ink, double x1, double y1, double x2, double y2,
                        TollColour colour, double line_px);
void toll_ink_add_text (TollInk *ink, const char *text, double x, double y, double most,
                        TollAnchor anchor, TollFont font, TollInkRole role);
/* A line or an area through @n points. */
void toll_ink_add_path (TollInk *ink, TollMarkKind kind, const TollPoint *points, guint n,
                        TollColour colour, TollPattern pattern, double line_px);

/* Turns everything over, left for right, on a ground @width wide. */
void toll_ink_mirror (TollInk *ink, double width);

/* Paints everything. The state of @cr is as before, afterwards. */
void toll_ink_paint (TollInk *ink, cairo_t *cr);

/* Adds the outline of a mark that is no text to the current path. */
void toll_mark_trace (const TollInk *ink, const TollMark *mark, cairo_t *cr);

G_END_DECLS
