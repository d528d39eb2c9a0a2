/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* CollectorTypeset: texts set on a cairo surface, in points. Shaping is what takes time, so what
 * was shaped is kept and drawn again: tables say the same names and figures over and over. One
 * thread at a time. */
typedef struct _CollectorTypeset CollectorTypeset;

typedef enum
{
  COLLECTOR_FACE_TITLE,
  COLLECTOR_FACE_LEAD,   /* below the title */
  COLLECTOR_FACE_SMALL,  /* facts, page numbers */
  COLLECTOR_FACE_STRONG, /* labels of facts */
  COLLECTOR_FACE_HEADING, /* of columns */
  COLLECTOR_FACE_CELL,
  COLLECTOR_FACE_SUM,    /* of rows that sum up */
  COLLECTOR_N_FACES
} CollectorFace;

/* The families that are looked for, in this order. */
#define COLLECTOR_TYPESET_FAMILIES "Noto Sans, Noto Sans Arabic, Cantarell, DejaVu Sans"

/* @cr: kept; @language: ISO 639-1, for the shapes of letters. */
CollectorTypeset *collector_typeset_new (cairo_t *cr, const char *language, gboolean is_rtl);
void collector_typeset_free (CollectorTypeset *typeset);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorTypeset, collector_typeset_free)

/* Makes headings, cells and sums smaller; @scale: of their usual size. */
void collector_typeset_scale_table (CollectorTypeset *typeset, double scale);

double collector_typeset_get_line_height (const CollectorTypeset *typeset, CollectorFace face);

/* The width of one line. */
double collector_typeset_measure (CollectorTypeset *typeset, CollectorFace face, const char *text);
/* The same without shaping where that is certain enough: never less by more than a hair. */
double collector_typeset_estimate (CollectorTypeset *typeset, CollectorFace face,
                                   const char *text);

/* Draws one line in the current colour: its left end at @x, the top of the line at @y. */
void collector_typeset_draw (CollectorTypeset *typeset, CollectorFace face, const char *text,
                             double x, double y);

typedef enum
{
  COLLECTOR_ALIGN_LEFT,
  COLLECTOR_ALIGN_RIGHT,
} CollectorAlign;

/* How many lines @text takes when it is wrapped to @width. */
guint collector_typeset_count_lines (CollectorTypeset *typeset, CollectorFace face,
                                     const char *text, double width);
/* Draws @text wrapped into the column of @width at @x. Returns: its height. */
double collector_typeset_draw_block (CollectorTypeset *typeset, CollectorFace face,
                                     const char *text, double x, double y, double width,
                                     CollectorAlign align);

G_END_DECLS
