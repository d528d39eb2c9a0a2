/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sites, gateways and devices as told by administrators. A builder until it is shared, then only
 * read, by any thread. It guesses nothing: a device nobody told of is UNKNOWN unless Unified CM
 * itself fixes the shape of its name. What a number means is in understand.c.
 */
#include "config.h"

#include "collector/normalize/device-shape.h"
#include "collector/normalize/plan-private.h"

#include <string.h>

struct _CollectorPlan
{
  CollectorNumbering *numbering;
  GStringChunk *texts;
  GPtrArray *arrays;           /* arrays of texts the sites point to */
  GPtrArray *sites;            /* of CollectorSitePlan */
  GHashTable *gateways;        /* device -> CollectorGateway */
  GHashTable *devices;         /* device -> Device */
  CollectorSitePlan *nameless; /* stands for the default site while there is none */
};

typedef struct
{
  CollectorDeviceKind kind;
  gint64 site_id;
} Device;

static void
free_site (gpointer data)
{
  CollectorSitePlan *row = data;

  g_array_unref (row->short_codes);
  g_array_unref (row->extensions);
  g_array_unref (row->publics);
  g_free (row);
}

static const char *
keep (CollectorPlan *plan, const char *text)
{
  return text != NULL && *text != '\0' ? g_string_chunk_insert_const (plan->texts, text) : "";
}

static const char *const *
keep_all (CollectorPlan *plan, const char *const *texts)
{
  guint n = texts != NULL ? g_strv_length ((char **)texts) : 0;
  const char **kept = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    kept[i] = keep (plan, texts[i]);
  g_ptr_array_add (plan->arrays, kept);
  return kept;
}

static void
add_short_codes (GArray *codes, const char *const *texts)
{
  for (guint i = 0; texts[i] != NULL; i++)
    {
      CollectorShortCode code = { .pattern = texts[i], .length = strspn (texts[i], "0123456789xX") };

      if (code.length > 0 && texts[i][code.length] == ':' &&
          toll_class_from_name (texts[i] + code.length + 1, &code.dest_class))
        g_array_append_val (codes, code);
    }
}

static GArray *
compile_ranges (const char *const *texts)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (CollectorNumberRange));
  CollectorNumberRange range;

  for (guint i = 0; texts[i] != NULL; i++)
    if (collector_number_range_parse (texts[i], &range))
      g_array_append_val (ranges, range);
  return ranges;
}

static const char *const *
international_prefixes_of (CollectorPlan *plan, const CollectorSitePlan *row)
{
  const char *const own[] = { row->site.international_prefix, NULL };
  const char *const none[] = { NULL };

  if (*row->site.international_prefix != '\0')
    return keep_all (plan, own);
  return row->nation != NULL ? row->nation->international_prefixes : keep_all (plan, none);
}

static const char *
trunk_prefix_of (const CollectorSitePlan *row)
{
  if (strcmp (row->site.trunk_prefix, "-") == 0)
    return "";
  if (*row->site.trunk_prefix != '\0')
    return row->site.trunk_prefix;
  return row->nation != NULL ? row->nation->trunk_prefix : "";
}

static CollectorSitePlan *
make_site (CollectorPlan *plan, const CollectorSite *site)
{
  CollectorSitePlan *row = g_new0 (CollectorSitePlan, 1);

  row->site.id = site->id;
  row->site.name = keep (plan, site->name);
  row->site.nation = keep (plan, site->nation);
  row->site.area_code = keep (plan, site->area_code);
  row->site.zone = keep (plan, site->zone);
  row->site.access_code = keep (plan, site->access_code);
  row->site.international_prefix = keep (plan, site->international_prefix);
  row->site.trunk_prefix = keep (plan, site->trunk_prefix);
  row->site.extension_ranges = keep_all (plan, site->extension_ranges);
  row->site.public_ranges = keep_all (plan, site->public_ranges);
  row->site.short_codes = keep_all (plan, site->short_codes);
  row->site.voicemail_number = keep (plan, site->voicemail_number);
  row->site.mwi_numbers = keep (plan, site->mwi_numbers);
  row->nation = collector_numbering_lookup_nation (plan->numbering, row->site.nation);
  row->international_prefixes = international_prefixes_of (plan, row);
  row->trunk_prefix = trunk_prefix_of (row);
  row->short_codes = g_array_new (FALSE, FALSE, sizeof (CollectorShortCode));
  add_short_codes (row->short_codes, row->site.short_codes);
  if (row->nation != NULL)
    add_short_codes (row->short_codes, row->nation->short_codes);
  row->extensions = compile_ranges (row->site.extension_ranges);
  row->publics = compile_ranges (row->site.public_ranges);
  return row;
}

CollectorPlan *
collector_plan_new (CollectorNumbering *numbering, const char *default_nation)
{
  CollectorPlan *plan = g_atomic_rc_box_new0 (CollectorPlan);
  const CollectorSite nameless = { .nation = default_nation };

  plan->numbering = collector_numbering_ref (numbering);
  plan->texts = g_string_chunk_new (1024);
  plan->arrays = g_ptr_array_new_with_free_func (g_free);
  plan->sites = g_ptr_array_new_with_free_func (free_site);
  plan->gateways = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  plan->devices = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  plan->nameless = make_site (plan, &nameless);
  return plan;
}

void
collector_plan_add_site (CollectorPlan *plan, const CollectorSite *site)
{
  g_ptr_array_add (plan->sites, make_site (plan, site));
}

void
collector_plan_add_gateway (CollectorPlan *plan, const CollectorGateway *gateway)
{
  CollectorGateway *row = g_new0 (CollectorGateway, 1);

  row->id = gateway->id;
  row->device = keep (plan, gateway->device);
  row->title = keep (plan, gateway->title);
  row->site_id = gateway->site_id;
  row->operator_name = keep (plan, gateway->operator_name);
  row->channels = gateway->channels;
  g_hash_table_replace (plan->gateways, (gpointer)row->device, row);
}

void
collector_plan_add_device (CollectorPlan *plan,
                           const char *device,
                           CollectorDeviceKind kind,
                           gint64 site_id)
{
  Device *row = g_new0 (Device, 1);

  row->kind = kind;
  row->site_id = site_id;
  g_hash_table_replace (plan->devices, (gpointer)keep (plan, device), row);
}

static void
clear_plan (gpointer data)
{
  CollectorPlan *plan = data;

  g_ptr_array_unref (plan->sites);
  free_site (plan->nameless);
  g_hash_table_unref (plan->gateways);
  g_hash_table_unref (plan->devices);
  g_ptr_array_unref (plan->arrays);
  g_string_chunk_free (plan->texts);
  collector_numbering_unref (plan->numbering);
}

CollectorPlan *
collector_plan_ref (CollectorPlan *plan)
{
  return g_atomic_rc_box_acquire (plan);
}

void
collector_plan_unref (CollectorPlan *plan)
{
  g_atomic_rc_box_release_full (plan, clear_plan);
}

CollectorNumbering *
collector_plan_get_numbering (const CollectorPlan *plan)
{
  return plan->numbering;
}

const CollectorSite *
collector_plan_get_default_site (const CollectorPlan *plan)
{
  return &collector_plan_get_row (plan, NULL)->site;
}

const CollectorSitePlan *
collector_plan_get_row (const CollectorPlan *plan, const CollectorSite *site)
{
  if (site != NULL)
    return (const CollectorSitePlan *)site;
  return plan->sites->len > 0 ? g_ptr_array_index (plan->sites, 0) : plan->nameless;
}

const CollectorSite *
collector_plan_lookup_site (const CollectorPlan *plan, gint64 site_id)
{
  for (guint i = 0; i < plan->sites->len; i++)
    {
      const CollectorSitePlan *row = g_ptr_array_index (plan->sites, i);

      if (row->site.id == site_id)
        return &row->site;
    }
  return NULL;
}

const CollectorGateway *
collector_plan_lookup_gateway (const CollectorPlan *plan, const char *device)
{
  return device != NULL ? g_hash_table_lookup (plan->gateways, device) : NULL;
}

CollectorDeviceKind
collector_plan_get_device_kind (const CollectorPlan *plan, const char *device)
{
  const Device *told;

  if (device == NULL || *device == '\0')
    return COLLECTOR_DEVICE_UNKNOWN;
  if (g_hash_table_contains (plan->gateways, device))
    return COLLECTOR_DEVICE_GATEWAY;
  told = g_hash_table_lookup (plan->devices, device);
  if (told != NULL && told->kind != COLLECTOR_DEVICE_UNKNOWN)
    return told->kind;
  return collector_device_shape_get_kind (device);
}

const CollectorSite *
collector_plan_lookup_device_site (const CollectorPlan *plan, const char *device)
{
  const CollectorGateway *gateway = collector_plan_lookup_gateway (plan, device);
  const Device *told = device != NULL ? g_hash_table_lookup (plan->devices, device) : NULL;

  if (gateway != NULL && gateway->site_id != 0)
    return collector_plan_lookup_site (plan, gateway->site_id);
  return told != NULL && told->site_id != 0 ? collector_plan_lookup_site (plan, told->site_id)
                                            : NULL;
}

gboolean
collector_plan_ranges_contain (const GArray *ranges, const char *number)
{
  for (guint i = 0; i < ranges->len; i++)
    if (collector_number_range_contains (&g_array_index (ranges, CollectorNumberRange, i), number))
      return TRUE;
  return FALSE;
}

const CollectorSite *
collector_plan_find_extension_site (const CollectorPlan *plan,
                                    const char *number,
                                    const CollectorSite *near)
{
  if (number == NULL || *number == '\0')
    return NULL;
  if (near != NULL &&
      collector_plan_ranges_contain (collector_plan_get_row (plan, near)->extensions, number))
    return near;
  for (guint i = 0; i < plan->sites->len; i++)
    {
      const CollectorSitePlan *row = g_ptr_array_index (plan->sites, i);

      if (collector_plan_ranges_contain (row->extensions, number))
        return &row->site;
    }
  return NULL;
}
