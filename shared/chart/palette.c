/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The colours of charts, and which meaning has which.
 */
#include "config.h"

#include "shared/chart/palette.h"

#include <math.h>
#include <string.h>

typedef struct
{
  guint32 light; /* 0xRRGGBB, on light backgrounds */
  guint32 dark;  /* on dark ones */
} Pair;

static const Pair hues[TOLL_N_HUES] = {
  [TOLL_HUE_BLUE] = { 0x0072b2, 0x4ba3dd },   [TOLL_HUE_ORANGE] = { 0xe69f00, 0xf2b632 },
  [TOLL_HUE_GREEN] = { 0x009e73, 0x35c49c },  [TOLL_HUE_PINK] = { 0xcc79a7, 0xdf9cc2 },
  [TOLL_HUE_SKY] = { 0x56b4e9, 0x8accf2 },    [TOLL_HUE_VERMILION] = { 0xd55e00, 0xf5823b },
  [TOLL_HUE_YELLOW] = { 0xf0e442, 0xf5ec7a }, [TOLL_HUE_GREY] = { 0x999999, 0xaeaeae },
};

static const Pair inks[TOLL_N_INKS] = {
  [TOLL_INK_TEXT] = { 0x2e3136, 0xf2f2f2 },  [TOLL_INK_DIM] = { 0x6a6d72, 0xa8abb0 },
  [TOLL_INK_GRID] = { 0xe4e4e6, 0x454545 },  [TOLL_INK_AXIS] = { 0xbcbec2, 0x6a6a6c },
  [TOLL_INK_TRACK] = { 0xebecee, 0x424244 }, [TOLL_INK_PAPER] = { 0xffffff, 0x303030 },
  [TOLL_INK_FOCUS] = { 0x1c71d8, 0x99c1f1 },
};

/* What always looks the same. */
static const struct
{
  const char *word;
  TollHue hue;
} meanings[] = {
  { "answered", TOLL_HUE_GREEN },       { "missed", TOLL_HUE_VERMILION },
  { "unanswered", TOLL_HUE_VERMILION }, { "not", TOLL_HUE_VERMILION }, /* "not_answered" */
  { "incoming", TOLL_HUE_SKY },
  { "in", TOLL_HUE_SKY },               { "outgoing", TOLL_HUE_BLUE },
  { "out", TOLL_HUE_BLUE },             { "internal", TOLL_HUE_GREY },
  { "good", TOLL_HUE_GREEN },           { "acceptable", TOLL_HUE_SKY },
  { "fair", TOLL_HUE_ORANGE },          { "poor", TOLL_HUE_VERMILION },
  { "not measured", TOLL_HUE_GREY },
};

static TollColour
colour_of (Pair pair, gboolean is_dark)
{
  guint32 rgb = is_dark ? pair.dark : pair.light;

  return (TollColour){ (rgb >> 16) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0, 1 };
}

TollColour
toll_palette_get_hue (TollHue hue, gboolean is_dark)
{
  return colour_of (hues[hue % TOLL_N_HUES], is_dark);
}

TollColour
toll_palette_get_ink (TollInkRole role, gboolean is_dark)
{
  return colour_of (inks[role], is_dark);
}

TollHue
toll_palette_find_hue (const char *id)
{
  gsize length = strcspn (id, "_");

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (strlen (meanings[i].word) == length && strncmp (meanings[i].word, id, length) == 0)
      return meanings[i].hue;
  return TOLL_HUE_NONE;
}

void
toll_palette_assign (const char *const *ids, guint n_ids, TollHue *assigned)
{
  gboolean is_taken[TOLL_N_HUES] = { FALSE };
  guint next = 0;

  for (guint i = 0; i < n_ids; i++)
    {
      assigned[i] = toll_palette_find_hue (ids[i]);
      if (assigned[i] != TOLL_HUE_NONE && is_taken[assigned[i]])
        assigned[i] = TOLL_HUE_NONE; /* two of a meaning: the second is told apart */
      if (assigned[i] != TOLL_HUE_NONE)
        is_taken[assigned[i]] = TRUE;
    }
  for (guint i = 0; i < n_ids; i++)
    if (assigned[i] == TOLL_HUE_NONE)
      {
        for (guint tried = 0; tried < TOLL_N_HUES && is_taken[next % TOLL_N_HUES]; tried++)
          next++;
        assigned[i] = next++ % TOLL_N_HUES;
        is_taken[assigned[i]] = TRUE;
      }
}

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

TollColour
toll_palette_get_contrast (TollColour ground)
{
  double luminance = 0.2126 * linear (ground.red) + 0.7152 * linear (ground.green) +
                     0.0722 * linear (ground.blue);

  /* Black has the better ratio from 0.18 on; white looks calmer a little longer. */
  return luminance > 0.24 ? (TollColour){ 0.1, 0.1, 0.1, 1 } : (TollColour){ 1, 1, 1, 1 };
}

TollColour
toll_colour_with_alpha (TollColour colour, double alpha)
{
  colour.alpha = alpha;
  return colour;
}

TollColour
toll_colour_mix (TollColour under, TollColour over, double share)
{
  return (TollColour){
    under.red + (over.red - under.red) * share,
    under.green + (over.green - under.green) * share,
    under.blue + (over.blue - under.blue) * share,
    1,
  };
}
