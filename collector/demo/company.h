/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CollectorDemoCompany: an invented company as plain data, for whoever stores it. A pure function
 * of the seed; immutable; texts belong to it and are never NULL. */

typedef struct
{
  const char *name;   /* "Milan" */
  const char *nation; /* "IT" */
  const char *area_code;
  const char *zone;        /* IANA */
  const char *access_code; /* dialled to get an outside line */
  const char *extension_range;  /* "1000-1999" */
  const char *public_range;     /* E.164 of its direct lines, the same width as extension_range */
  const char *voicemail_number; /* pilot */
  const char *mwi_numbers;      /* message lamp on and off, space separated */
  const char *tariff;           /* name of the tariff its trunks use */
} CollectorDemoSite;

typedef struct
{
  const char *device; /* name in the records */
  const char *title;
  guint site; /* index in sites */
  const char *operator_name;
  guint channels;
  const char *tariff;
} CollectorDemoGateway;

typedef struct
{
  const char *name;
  const char *cost_centre;
  guint site; /* index in sites: its location */
} CollectorDemoDepartment;

typedef struct
{
  const char *user_name; /* unique, lower case */
  const char *first_name;
  const char *last_name;
  const char *mail;
  const char *extension;
  const char *second_extension; /* "" = none */
  const char *direct_number;    /* E.164 of extension */
  const char *device;
  gint manager; /* index in people, below the person's own; -1 = none */
  guint department; /* index in departments; cost centre and location are the department's */
  guint site;       /* index in sites */
} CollectorDemoPerson;

typedef struct
{
  const char *name;
  const char *json; /* a tariff document */
} CollectorDemoTariff;

typedef struct
{
  guint site;
  guint month; /* 1..12, every year */
  guint day;
  const char *name;
} CollectorDemoHoliday;

typedef struct
{
  const char *name;
  const CollectorDemoSite *sites;
  guint n_sites;
  const CollectorDemoGateway *gateways;
  guint n_gateways;
  const CollectorDemoDepartment *departments;
  guint n_departments;
  const CollectorDemoPerson *people;
  guint n_people;
  const CollectorDemoTariff *tariffs;
  guint n_tariffs;
  const CollectorDemoHoliday *holidays;
  guint n_holidays;
  const char *const *bridges;         /* device names of conference bridges, NULL-terminated */
  const char *const *voicemail_ports; /* device names, NULL-terminated; one for each site */
} CollectorDemoCompany;

/* Returns: (transfer full): 60 departments, 1,000 people, 3 sites, 12 gateways, 3 tariffs. */
CollectorDemoCompany *collector_demo_company_new (guint64 seed);
void collector_demo_company_free (CollectorDemoCompany *company);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorDemoCompany, collector_demo_company_free)

G_END_DECLS
