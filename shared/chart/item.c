/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the figures of a chart are.
 */
#include "config.h"

#include "shared/chart/item.h"

#include <math.h>

void
toll_chart_item_get_middle (const TollChartItem *item, double *x, double *y)
{
  double angle = (item->from + item->to) / 2, radius = (item->inner + item->outer) / 2;

  *x = item->x + item->width / 2;
  *y = item->y + item->height / 2;
  if (item->shape == TOLL_CHART_SECTOR)
    {
      *x = item->cx + radius * sin (angle);
      *y = item->cy - radius * cos (angle);
    }
}

static gboolean
is_within (double x, double y, double left, double top, double width, double height)
{
  return x >= left && x <= left + width && y >= top && y <= top + height;
}

static gboolean
is_in_sector (const TollChartItem *item, double x, double y)
{
  double dx = x - item->cx, dy = y - item->cy;
  double radius = hypot (dx, dy), angle = atan2 (dx, -dy);

  if (radius < item->inner || radius > item->outer)
    return FALSE;
  /* Angles of items may begin anywhere: the next turn that is not before them. */
  angle += ceil ((item->from - angle) / (2 * G_PI)) * 2 * G_PI;
  return angle <= item->to;
}

gboolean
toll_chart_item_covers (const TollChartItem *item, double x, double y)
{
  switch (item->shape)
    {
    case TOLL_CHART_SECTOR:
      return is_in_sector (item, x, y);
    case TOLL_CHART_DOT:
      return hypot (x - item->cx, y - item->cy) <= item->outer;
    default:
      return is_within (x, y, item->x, item->y, item->width, item->height);
    }
}

gboolean
toll_chart_item_reaches (const TollChartItem *item, double x, double y)
{
  return item->reach_width > 0 && is_within (x, y, item->reach_x, item->reach_y,
                                             item->reach_width, item->reach_height);
}

void
toll_chart_item_mirror (TollChartItem *item, double width)
{
  double from = item->from;

  item->x = width - item->x - item->width;
  item->cx = width - item->cx;
  item->reach_x = width - item->reach_x - item->reach_width;
  item->from = -item->to;
  item->to = -from;
}
