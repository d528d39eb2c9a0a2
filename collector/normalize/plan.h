/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "collector/normalize/numbering.h"
#include "shared/base/arena.h"

G_BEGIN_DECLS

/* CollectorSite: one office: where it is and how it dials. Owned by the plan; texts never NULL. */
typedef struct
{
  gint64 id;
  const char *name;
  const char *nation;    /* "IT" */
  const char *area_code; /* as after the country code: "02" (Italy keeps its 0), "69", "212" */
  const char *zone;      /* IANA */
  const char *access_code;          /* dialled to get an outside line, "" when none */
  const char *international_prefix; /* "" = the nation's */
  const char *trunk_prefix;         /* "-" = none; "" = the nation's */
  const char *const *extension_ranges; /* "100-799", "8XXX": NULL-terminated */
  const char *const *public_ranges;    /* E.164 ranges of its own DIDs: "+390212340000-+390212349999" */
  const char *const *short_codes;      /* "digits:class" (x = any), beyond the nation's */
  const char *voicemail_number;        /* pilot, "" when unknown */
  const char *mwi_numbers;             /* space separated, "" when unknown */
} CollectorSite;

typedef enum
{
  COLLECTOR_DEVICE_UNKNOWN, /* seen in records, not yet told what it is */
  COLLECTOR_DEVICE_PHONE,
  COLLECTOR_DEVICE_GATEWAY,
  COLLECTOR_DEVICE_BRIDGE,    /* conference bridge */
  COLLECTOR_DEVICE_VOICEMAIL,
  COLLECTOR_N_DEVICE_KINDS
} CollectorDeviceKind;

/* CollectorGateway: a trunk or gateway as told by an administrator. Owned by the plan. */
typedef struct
{
  gint64 id;
  const char *device;   /* name in the records */
  const char *title;    /* name for people; "" = device */
  gint64 site_id;       /* 0 = none */
  const char *operator_name;
  guint channels;       /* 0 = unknown */
} CollectorGateway;

/* CollectorPlan: sites and devices, immutable once built, reference counted; any thread. */
typedef struct _CollectorPlan CollectorPlan;

/* A builder: add sites, gateways and devices (texts are copied), then share it. The default site
 * is the first one added; a plan without a site has one named "" with nation @default_nation. */
CollectorPlan *collector_plan_new (CollectorNumbering *numbering, const char *default_nation);
void collector_plan_add_site (CollectorPlan *plan, const CollectorSite *site);
void collector_plan_add_gateway (CollectorPlan *plan, const CollectorGateway *gateway);
/* Tells what a device is (gateways are told by add_gateway). @site_id 0 = unknown. */
void collector_plan_add_device (
    CollectorPlan *plan, const char *device, CollectorDeviceKind kind, gint64 site_id);
CollectorPlan *collector_plan_ref (CollectorPlan *plan);
void collector_plan_unref (CollectorPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorPlan, collector_plan_unref)

CollectorNumbering *collector_plan_get_numbering (const CollectorPlan *plan);
const CollectorSite *collector_plan_get_default_site (const CollectorPlan *plan);
const CollectorSite *collector_plan_lookup_site (const CollectorPlan *plan, gint64 site_id);
const CollectorGateway *collector_plan_lookup_gateway (const CollectorPlan *plan, const char *device);

/* What a device is: as told; else by the shape of its name where that is certain (SEP + 12 hex is
 * a phone, CFB_ a bridge ...); else UNKNOWN. Names that are only likely: see device-shape.h. */
CollectorDeviceKind collector_plan_get_device_kind (const CollectorPlan *plan, const char *device);

/* A first guess by the name alone, for the list of unknown devices an administrator goes through:
 * MGCP ports, addresses and free text look like gateways. Never used to decide a call. */
CollectorDeviceKind collector_plan_guess_device_kind (const char *device);

/* Returns: (transfer none) (nullable): the site a gateway or device was told to be at. */
const CollectorSite *collector_plan_lookup_device_site (
    const CollectorPlan *plan, const char *device);

/* Site whose extension ranges hold @number, preferring @near when several do (nullable). */
const CollectorSite *collector_plan_find_extension_site (
    const CollectorPlan *plan, const char *number, const CollectorSite *near);

/* CollectorNumber: a number of a record, understood. Texts in the arena or static. */
typedef struct
{
  gboolean is_extension;  /* inside the site's plan */
  const char *shown;      /* "+390212341234", "112", "201", "" withheld */
  const char *e164;       /* with +, "" when it is not one (extension, short code, withheld) */
  const char *digits;     /* what is priced: E.164 without +, or the short code as dialled */
  const char *nation;
  const char *nation_name;
  const char *area;
  const char *operator_name;
  TollClass dest_class;   /* relative to the site: LOCAL, NATIONAL, INTERNATIONAL ... */
} CollectorNumber;

/* Understands an outside number seen at @site: strips access code, trunk and international
 * prefixes, "+", "*67"-like service prefixes, stops at "#"; keeps short codes and emergency numbers as they
 * are. @is_calling: the number is a caller's (no access code is stripped unless present, national
 * form is assumed). Never fails: what cannot be understood is shown as it stands with class
 * UNKNOWN. */
void collector_plan_understand (const CollectorPlan *plan, const CollectorSite *site,
                                const char *text, gboolean is_calling, TollArena *arena,
                                CollectorNumber *number);

/* @text as one types a whole number of the public network, in international form: as it is dialled
 * at @site, or as the network writes it; @is_calling: which of these first.
 * Returns: E.164 with +, in @arena; "" when it is an extension, a short code or no whole number. */
const char *collector_plan_find_whole (const CollectorPlan *plan, const CollectorSite *site,
                                       const char *text, gboolean is_calling, TollArena *arena);

G_END_DECLS
