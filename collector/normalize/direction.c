/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside or outside: what stands at each end of a record. Told devices decide; a number speaks
 * only for a device nobody has told us about, and only when it cannot be an extension. Refuses to
 * guess from protocols: a plain call between two phones may carry a trunk's. Pure; any thread.
 */
#include "config.h"

#include "collector/normalize/direction.h"

#include "collector/normalize/device-shape.h"
#include "collector/normalize/plan-private.h"

#include <string.h>

/* Where no extension plan is known: more digits than this are taken for an outside number. */
#define LONGEST_EXTENSION 6

#define USAGE_VOICEMAIL_PORT 8
#define REASON_IMMEDIATE_DIVERT 50
#define BEHALF_IMMEDIATE_DIVERT 14

static gboolean
is_all_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

gboolean
collector_direction_is_bridge_number (const char *number)
{
  switch (*number)
    {
    case 'b':
    case 'B':
      return strlen (number) > 4 && is_all_digits (number + 1);
    case 'c':
    case 'C':
      return strncmp (number + 1, "00", 2) == 0 && is_all_digits (number + 1);
    default:
      return FALSE;
    }
}

gboolean
collector_direction_is_our_number (const CollectorContext *context, const char *number)
{
  return *number != '\0'
         && (collector_plan_find_extension_site (context->plan, number, NULL) != NULL
             || collector_people_has_line (context->people, number));
}

/* Digits of the longest extension of @site: "100-799" has 3, "8XXX" has 4. */
static gsize
measure_extensions (const CollectorSite *site)
{
  gsize longest = 0;

  for (guint i = 0; site->extension_ranges != NULL && site->extension_ranges[i] != NULL; i++)
    {
      const char *range = site->extension_ranges[i];
      const char *end = strrchr (range, '-');

      longest = MAX (longest, strlen (end != NULL ? end + 1 : range));
    }
  return longest > 0 ? longest : LONGEST_EXTENSION;
}

/* Whose plan says what a number at the other end means: that of the party at this end. */
static const CollectorSite *
find_site (const CollectorContext *context, const char *device, const char *number)
{
  const CollectorSite *site = collector_plan_lookup_device_site (context->plan, device);

  if (site == NULL && *number != '\0')
    site = collector_plan_find_extension_site (context->plan, number, NULL);
  return site != NULL ? site : collector_plan_get_default_site (context->plan);
}

/* TRUE when @number, seen on a device that nobody has told us of, clearly cannot be an extension.
 * @site: of the party at the other end. */
static gboolean
is_outside_number (const CollectorContext *context, const CollectorSite *site, const char *number,
                   gboolean is_calling, TollArena *arena)
{
  CollectorNumber understood;

  if (collector_direction_is_our_number (context, number))
    return FALSE;
  if (*number != '+' && strlen (number) <= measure_extensions (site) && is_calling)
    return FALSE;
  collector_plan_understand (context->plan, site, number, is_calling, arena, &understood);
  if (understood.is_extension
      || collector_plan_ranges_contain (collector_plan_get_row (context->plan, site)->publics,
                                        understood.digits))
    return FALSE;
  if (understood.dest_class == TOLL_CLASS_EMERGENCY)
    return !is_calling;
  return *number == '+'
         || (*understood.e164 != '\0' && strlen (number) > measure_extensions (site));
}

static const char *
get_called_number (const TollLeg *leg)
{
  return *leg->final_called_number != '\0' ? leg->final_called_number
                                           : leg->original_called_number;
}

static CollectorEnd
classify_orig (const CollectorContext *context, const TollLeg *leg, TollArena *arena)
{
  switch (collector_plan_get_device_kind (context->plan, leg->orig_device))
    {
    case COLLECTOR_DEVICE_GATEWAY:
      return COLLECTOR_END_OUTSIDE;
    case COLLECTOR_DEVICE_BRIDGE:
      return COLLECTOR_END_BRIDGE;
    case COLLECTOR_DEVICE_UNKNOWN:
      break;
    default:
      return COLLECTOR_END_INSIDE;
    }
  if (collector_direction_is_bridge_number (leg->calling_number))
    return COLLECTOR_END_BRIDGE;
  /* Our phones always have a number: who withholds it on an unknown device calls from outside. */
  if (*leg->calling_number == '\0')
    return *leg->orig_device != '\0' ? COLLECTOR_END_OUTSIDE : COLLECTOR_END_INSIDE;
  return is_outside_number (context, find_site (context, leg->dest_device, get_called_number (leg)),
                            leg->calling_number, TRUE, arena)
             ? COLLECTOR_END_OUTSIDE
             : COLLECTOR_END_INSIDE;
}

static gboolean
is_pilot_of (const CollectorSite *site, const char *number)
{
  return site != NULL && *site->voicemail_number != '\0'
         && strcmp (site->voicemail_number, number) == 0;
}

static gboolean
is_voicemail (const CollectorContext *context, const TollLeg *leg)
{
  const char *number = leg->final_called_number;
  const CollectorPlan *plan = context->plan;

  if (leg->called_pattern_usage == USAGE_VOICEMAIL_PORT
      || leg->last_redirect_reason == REASON_IMMEDIATE_DIVERT
      || leg->last_redirect_behalf == BEHALF_IMMEDIATE_DIVERT)
    return TRUE;
  if (*number == '\0')
    return FALSE;
  return is_pilot_of (collector_plan_get_default_site (plan), number)
         || is_pilot_of (collector_plan_lookup_device_site (plan, leg->orig_device), number)
         || is_pilot_of (
             collector_plan_find_extension_site (plan, leg->original_called_number, NULL), number);
}

static CollectorEnd
classify_dest (const CollectorContext *context, const TollLeg *leg, CollectorEnd orig,
               TollArena *arena)
{
  const char *number = get_called_number (leg);
  CollectorDeviceKind kind = collector_plan_get_device_kind (context->plan, leg->dest_device);

  if (kind == COLLECTOR_DEVICE_BRIDGE || collector_direction_is_bridge_number (number))
    return COLLECTOR_END_BRIDGE;
  if (kind == COLLECTOR_DEVICE_VOICEMAIL || is_voicemail (context, leg))
    return COLLECTOR_END_VOICEMAIL;
  if (kind == COLLECTOR_DEVICE_GATEWAY)
    return COLLECTOR_END_OUTSIDE;
  if (kind != COLLECTOR_DEVICE_UNKNOWN || *number == '\0')
    return COLLECTOR_END_INSIDE;
  /* What came in and reached no device rang, or failed, here: it did not go out again. */
  if (*leg->dest_device == '\0' && orig == COLLECTOR_END_OUTSIDE)
    return COLLECTOR_END_INSIDE;
  if (is_outside_number (context, find_site (context, leg->orig_device, leg->calling_number),
                         number, FALSE, arena))
    return COLLECTOR_END_OUTSIDE;
  return collector_device_shape_get_likely (leg->dest_device) == COLLECTOR_DEVICE_VOICEMAIL
             ? COLLECTOR_END_VOICEMAIL
             : COLLECTOR_END_INSIDE;
}

gboolean
collector_direction_hides_trunk (const CollectorContext *context, const TollLeg *leg,
                                 gboolean is_called, TollArena *arena)
{
  CollectorEnd orig, dest;

  /* Lines of ours are most of them, and cheaply known. */
  if (collector_direction_is_our_number (context, is_called ? get_called_number (leg)
                                                            : leg->calling_number))
    return FALSE;
  collector_direction_classify (context, leg, arena, &orig, &dest);
  return (is_called ? dest : orig) == COLLECTOR_END_OUTSIDE;
}

void
collector_direction_classify (const CollectorContext *context, const TollLeg *leg,
                              TollArena *arena, CollectorEnd *orig, CollectorEnd *dest)
{
  *orig = classify_orig (context, leg, arena);
  *dest = classify_dest (context, leg, *orig, arena);
}
