/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The colours of charts: Okabe and Ito's eight, which people with any colour vision tell apart,
 * lightened for dark backgrounds; and the inks of axes and texts. Some meanings always have the
 * same colour, whatever the chart. Pure; any thread. */

typedef struct
{
  double red, green, blue, alpha; /* 0..1 */
} TollColour;

typedef enum
{
  TOLL_HUE_BLUE,
  TOLL_HUE_ORANGE,
  TOLL_HUE_GREEN,
  TOLL_HUE_PINK,
  TOLL_HUE_SKY,
  TOLL_HUE_VERMILION,
  TOLL_HUE_YELLOW,
  TOLL_HUE_GREY,
  TOLL_N_HUES,
  TOLL_HUE_NONE = TOLL_N_HUES, /* no fixed meaning */
} TollHue;

typedef enum
{
  TOLL_INK_TEXT,  /* names, figures that matter */
  TOLL_INK_DIM,   /* ticks, titles of axes, units */
  TOLL_INK_GRID,
  TOLL_INK_AXIS,  /* the line at zero */
  TOLL_INK_TRACK, /* what a bar could fill */
  TOLL_INK_PAPER, /* about what lies behind: hatches */
  TOLL_INK_FOCUS,
  TOLL_N_INKS,
} TollInkRole;

/* How areas are hatched and lines dashed, so that colour is never alone. */
typedef enum
{
  TOLL_PATTERN_SOLID,
  TOLL_PATTERN_RISING, /* //// */
  TOLL_PATTERN_DOTS,
  TOLL_PATTERN_FALLING,
  TOLL_PATTERN_LEVEL,
  TOLL_PATTERN_CROSS,
  TOLL_N_PATTERNS,
} TollPattern;

TollColour toll_palette_get_hue (TollHue hue, gboolean is_dark);
TollColour toll_palette_get_ink (TollInkRole role, gboolean is_dark);

/* The fixed meaning of a column's id or a word's wire name ("missed", "answered_share").
 * Returns: TOLL_HUE_NONE when it has none. */
TollHue toll_palette_find_hue (const char *id);

/* Gives each of @n_ids ids its hue: meanings first, then the free hues in order; more than eight
 * repeat. @hues: @n_ids of them. */
void toll_palette_assign (const char *const *ids, guint n_ids, TollHue *hues);

/* Black or white: what is read best on @ground. */
TollColour toll_palette_get_contrast (TollColour ground);

/* @colour with @alpha; @share (0..1) of @over laid on @under. */
TollColour toll_colour_with_alpha (TollColour colour, double alpha);
TollColour toll_colour_mix (TollColour under, TollColour over, double share);

G_END_DECLS
