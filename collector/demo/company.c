/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The demo's company: three offices in three nations, their trunks, departments and people. All of
 * it is invented; direct lines lie in ranges set aside for fiction where a nation has such. Pure.
 */
#include "config.h"

#include "collector/demo/company.h"

#include "collector/demo/names.h"
#include "collector/demo/tariffs.h"

#include <string.h>

#define N_PEOPLE 1000

static const CollectorDemoSite sites[] = {
  { "Milan", "IT", "02", "Europe/Rome", "0", "1000-1999", "+390255501000-+390255501999", "1900",
    "1998 1999", "Lineaviva Business" },
  { "London", "GB", "20", "Europe/London", "9", "2000-2999", "+442079460000-+442079460999", "2900",
    "2998 2999", "Tamesis Voice" },
  { "New York", "US", "212", "America/New_York", "9", "3000-3999",
    "+12125550000-+12125550999", "3900", "3998 3999", "Hudsonet Trunks" },
};

/* How many people work where. */
static const guint site_people[G_N_ELEMENTS (sites)] = { 500, 300, 200 };

static const CollectorDemoGateway gateways[] = {
  { "MIL-SIP-TRUNK-1", "Milan SIP 1", 0, "Lineaviva", 60, "Lineaviva Business" },
  { "MIL-SIP-TRUNK-2", "Milan SIP 2", 0, "Lineaviva", 60, "Lineaviva Business" },
  { "S0/SU1/DS1-0@MIL-GW1", "Milan ISDN", 0, "Lineaviva", 30, "Lineaviva Business" },
  { "MIL-MOBILE-GW", "Milan mobile", 0, "Ondablu", 16, "Lineaviva Business" },
  { "LON-SIP-TRUNK-1", "London SIP 1", 1, "Tamesis Voice", 60, "Tamesis Voice" },
  { "LON-SIP-TRUNK-2", "London SIP 2", 1, "Tamesis Voice", 30, "Tamesis Voice" },
  { "S0/SU1/DS1-0@LON-GW1", "London ISDN", 1, "Tamesis Voice", 30, "Tamesis Voice" },
  { "LON-BACKUP-TRUNK", "London backup", 1, "Greenwich Tel", 10, "Tamesis Voice" },
  { "NYC-SIP-TRUNK-1", "New York SIP 1", 2, "Hudsonet", 46, "Hudsonet Trunks" },
  { "NYC-SIP-TRUNK-2", "New York SIP 2", 2, "Hudsonet", 23, "Hudsonet Trunks" },
  { "S0/SU1/DS1-0@NYC-GW1", "New York T1", 2, "Hudsonet", 23, "Hudsonet Trunks" },
  { "NYC-BACKUP-TRUNK", "New York backup", 2, "Palisade Telephone", 10, "Hudsonet Trunks" },
};

/* What people do, and the group of cost centres it belongs to. Each exists at each site. */
static const struct
{
  const char *name;
  const char *group;
} trades[] = {
  { "Sales", "CC-110" },           { "Key Accounts", "CC-110" },
  { "Marketing", "CC-120" },       { "Customer Care", "CC-130" },
  { "Field Service", "CC-130" },   { "Spare Parts", "CC-130" },
  { "Purchasing", "CC-210" },      { "Logistics", "CC-210" },
  { "Warehouse", "CC-210" },       { "Production", "CC-220" },
  { "Quality", "CC-220" },         { "Research", "CC-230" },
  { "Design", "CC-230" },          { "Laboratory", "CC-230" },
  { "Accounting", "CC-310" },      { "Treasury", "CC-310" },
  { "Legal", "CC-320" },           { "Human Resources", "CC-320" },
  { "Information Technology", "CC-330" }, { "Reception", "CC-330" },
};

#define N_TRADES G_N_ELEMENTS (trades)
#define N_DEPARTMENTS (N_TRADES * G_N_ELEMENTS (sites))

static const CollectorDemoHoliday holidays[] = {
  { 0, 1, 1, "Capodanno" },      { 0, 1, 6, "Epifania" },       { 0, 4, 25, "Liberazione" },
  { 0, 5, 1, "Festa del lavoro" }, { 0, 6, 2, "Festa della Repubblica" },
  { 0, 8, 15, "Ferragosto" },    { 0, 11, 1, "Ognissanti" },    { 0, 12, 8, "Immacolata" },
  { 0, 12, 25, "Natale" },       { 0, 12, 26, "Santo Stefano" },
  { 1, 1, 1, "New Year's Day" }, { 1, 12, 25, "Christmas Day" }, { 1, 12, 26, "Boxing Day" },
  { 2, 1, 1, "New Year's Day" }, { 2, 6, 19, "Juneteenth" },    { 2, 7, 4, "Independence Day" },
  { 2, 11, 11, "Veterans Day" }, { 2, 12, 25, "Christmas Day" },
};

static const char *const bridges[] = { "CFB_MIL", "CFB_LON", "CFB_NYC", NULL };
static const char *const voicemail_ports[]
    = { "VoiceMail-VI1", "VoiceMail-VI2", "VoiceMail-VI3", NULL };

/* What the public structure borrows from. */
typedef struct
{
  CollectorDemoCompany public;
  CollectorDemoDepartment departments[N_DEPARTMENTS];
  CollectorDemoPerson people[N_PEOPLE];
  CollectorDemoTariff tariffs[G_N_ELEMENTS (sites)];
  GStringChunk *texts;
} Company;

static void
add_departments (Company *company)
{
  for (guint i = 0; i < N_DEPARTMENTS; i++)
    {
      CollectorDemoDepartment *department = &company->departments[i];
      guint site = i / N_TRADES;
      g_autofree char *name
          = g_strdup_printf ("%s %s", trades[i % N_TRADES].name, sites[site].name);
      g_autofree char *centre
          = g_strdup_printf ("%s-%s", trades[i % N_TRADES].group, sites[site].nation);

      department->name = g_string_chunk_insert (company->texts, name);
      department->cost_centre = g_string_chunk_insert_const (company->texts, centre);
      department->site = site;
    }
}

/* "Lucía Wójcik" -> "lwojcik", with a figure when that is taken. */
static const char *
make_user_name (Company *company, GHashTable *taken, const char *first, const char *last)
{
  g_autofree char *plain_first = g_str_to_ascii (first, "C");
  g_autofree char *plain_last = g_str_to_ascii (last, "C");
  g_autofree char *whole = g_strdup_printf ("%.1s%s", plain_first, plain_last);
  g_autofree char *lower = g_ascii_strdown (whole, -1);
  g_autofree char *base = g_strdup (g_strcanon (lower, "abcdefghijklmnopqrstuvwxyz", 'x'));
  const char *name = g_string_chunk_insert (company->texts, base);

  for (guint n = 2; g_hash_table_contains (taken, name); n++)
    {
      g_autofree char *numbered = g_strdup_printf ("%s%u", base, n);

      name = g_string_chunk_insert (company->texts, numbered);
    }
  g_hash_table_add (taken, (gpointer) name);
  return name;
}

static void
draw_unique_name (CollectorDemoRandom *random, GHashTable *taken, CollectorDemoPerson *person)
{
  for (;;)
    {
      g_autofree char *whole = NULL;

      collector_demo_names_draw (random, sites[person->site].nation, &person->first_name,
                                 &person->last_name);
      whole = g_strdup_printf ("%s %s", person->first_name, person->last_name);
      if (g_hash_table_add (taken, g_steal_pointer (&whole)))
        return;
    }
}

/* The first of each department at a site lead it, under the site's first person; these stand under
 * the company's. @first: index of the site's first person; @i: of the person at the site. */
static gint
find_manager (const CollectorDemoPerson *person, guint first, guint i)
{
  if (i == 0)
    return first == 0 ? -1 : 0;
  return i < N_TRADES ? (gint) first : (gint) (first + person->department % N_TRADES);
}

/* Who leads a department has a second line. */
static void
add_numbers (Company *company, CollectorDemoPerson *person, guint i)
{
  guint base = 1000 * (person->site + 1);
  const char *range = sites[person->site].public_range;
  g_autofree char *extension = g_strdup_printf ("%u", base + 1 + i);
  g_autofree char *second = i < N_TRADES ? g_strdup_printf ("%u", base + 601 + i) : g_strdup ("");
  g_autofree char *direct
      = g_strdup_printf ("%.*s%03u", (int) (strchr (range, '-') - range - 3), range, 1 + i);

  person->extension = g_string_chunk_insert (company->texts, extension);
  person->second_extension = g_string_chunk_insert (company->texts, second);
  person->direct_number = g_string_chunk_insert (company->texts, direct);
}

static void
add_people (Company *company, guint64 seed)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) users = g_hash_table_new (g_str_hash, g_str_equal);
  CollectorDemoRandom random;
  guint at = 0;

  collector_demo_random_seed (&random, seed, 1);
  for (guint site = 0; site < G_N_ELEMENTS (sites); site++)
    for (guint i = 0; i < site_people[site]; i++, at++)
      {
        CollectorDemoPerson *person = &company->people[at];
        g_autofree char *device = NULL;
        g_autofree char *mail = NULL;

        person->site = site;
        /* Each department has somebody before chance decides. */
        person->department
            = site * N_TRADES
              + (i < N_TRADES ? i : collector_demo_random_below (&random, N_TRADES));
        person->manager = find_manager (person, at - i, i);
        add_numbers (company, person, i);
        draw_unique_name (&random, names, person);
        person->user_name = make_user_name (company, users, person->first_name, person->last_name);
        mail = g_strdup_printf ("%s@quillmere.example", person->user_name);
        device = g_strdup_printf ("SEP00D5%02X%06X", site,
                                  (guint) (collector_demo_random_next (&random) >> 40));
        if (i % 7 == 3)
          {
            g_autofree char *upper = g_ascii_strup (person->user_name, -1);

            g_free (device);
            device = g_strdup_printf ("CSF%s", upper);
          }
        person->mail = g_string_chunk_insert (company->texts, mail);
        person->device = g_string_chunk_insert (company->texts, device);
      }
}

static void
add_tariffs (Company *company)
{
  for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
    {
      g_autofree char *json = collector_demo_tariff_to_json (sites[i].nation, sites[i].tariff);

      company->tariffs[i].name = sites[i].tariff;
      company->tariffs[i].json = g_string_chunk_insert (company->texts, json);
    }
}

CollectorDemoCompany *
collector_demo_company_new (guint64 seed)
{
  Company *company = g_new0 (Company, 1);

  company->texts = g_string_chunk_new (64 * 1024);
  add_departments (company);
  add_people (company, seed);
  add_tariffs (company);
  company->public = (CollectorDemoCompany){
    .name = "Quillmere Instruments",
    .sites = sites,
    .n_sites = G_N_ELEMENTS (sites),
    .gateways = gateways,
    .n_gateways = G_N_ELEMENTS (gateways),
    .departments = company->departments,
    .n_departments = N_DEPARTMENTS,
    .people = company->people,
    .n_people = N_PEOPLE,
    .tariffs = company->tariffs,
    .n_tariffs = G_N_ELEMENTS (sites),
    .holidays = holidays,
    .n_holidays = G_N_ELEMENTS (holidays),
    .bridges = bridges,
    .voicemail_ports = voicemail_ports,
  };
  return &company->public;
}

void
collector_demo_company_free (CollectorDemoCompany *company)
{
  Company *whole = (Company *) company;

  if (company == NULL)
    return;
  g_string_chunk_free (whole->texts);
  g_free (whole);
}
