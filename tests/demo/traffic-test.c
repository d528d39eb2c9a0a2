/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The demo as the collector understands it: its noise is told apart, its rows join into exactly the
 * conversations that were played, and everything an office does turns up with the right flags.
 */
#include "config.h"

#include "collector/demo/demo.h"
#include "collector/formats/format.h"
#include "collector/normalize/journey.h"

#include <string.h>

/* Thursday 2026-03-26 10:50 UTC: many are talking. */
#define NOW_MS  G_GINT64_CONSTANT (1774522200000)

typedef struct
{
  CollectorDemoCompany *company;
  CollectorDemoCounts counts;
  CollectorBatch *batch;
  CollectorPlan *plan;
  CollectorPeople *people;
  TollArena *arena;
  GPtrArray *traffic; /* of TollLeg, borrowed */
  guint n_noise;
  GArray *calls; /* of TollCall */
  guint n_groups;
} Fixture;

static gboolean
parse_file (const char *name, const char *bytes, gsize n_bytes, gpointer data, GError **error)
{
  Fixture *fixture = data;
  const CollectorFormat *format = collector_format_lookup ("cucm-cdr");
  gpointer parser;
  gssize used;

  if (!g_str_has_prefix (name, "cdr_"))
    return TRUE;
  parser = format->open (format);
  used = format->parse (parser, bytes, n_bytes, TRUE, 1000000, fixture->batch, error);
  format->close (parser);
  g_assert_cmpint (used, ==, n_bytes);
  return TRUE;
}

static void
make_plan (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("TOLL_DATADIR"), "numbering", NULL);
  g_autoptr (CollectorNumbering) numbering = collector_numbering_load (path, &error);

  g_assert_no_error (error);
  fixture->plan = collector_plan_new (numbering, "IT");
  for (guint i = 0; i < fixture->company->n_sites; i++)
    {
      const CollectorDemoSite *from = &fixture->company->sites[i];
      const char *extensions[] = { from->extension_range, NULL };
      const char *numbers[] = { from->public_range, NULL };
      const char *codes[] = { NULL };
      CollectorSite site = { .id = i + 1,
                             .name = from->name,
                             .nation = from->nation,
                             .area_code = from->area_code,
                             .zone = from->zone,
                             .access_code = from->access_code,
                             .international_prefix = "",
                             .trunk_prefix = "",
                             .extension_ranges = extensions,
                             .public_ranges = numbers,
                             .short_codes = codes,
                             .voicemail_number = from->voicemail_number,
                             .mwi_numbers = from->mwi_numbers };

      collector_plan_add_site (fixture->plan, &site);
      collector_plan_add_device (fixture->plan, fixture->company->voicemail_ports[i],
                                 COLLECTOR_DEVICE_VOICEMAIL, i + 1);
      collector_plan_add_device (fixture->plan, fixture->company->bridges[i],
                                 COLLECTOR_DEVICE_BRIDGE, i + 1);
    }
  for (guint i = 0; i < fixture->company->n_gateways; i++)
    {
      const CollectorDemoGateway *from = &fixture->company->gateways[i];
      CollectorGateway gateway = { .id = i + 1,
                                   .device = from->device,
                                   .title = from->title,
                                   .site_id = from->site + 1,
                                   .operator_name = from->operator_name,
                                   .channels = from->channels };

      collector_plan_add_gateway (fixture->plan, &gateway);
    }
}

static void
make_people (Fixture *fixture)
{
  fixture->people = collector_people_new ();
  for (guint i = 0; i < fixture->company->n_people; i++)
    {
      const CollectorDemoPerson *person = &fixture->company->people[i];
      CollectorOwner owner = { .person_id = i + 1,
                               .name = person->last_name,
                               .department_id = person->department + 1,
                               .valid_from_ms = G_MININT64,
                               .valid_to_ms = G_MAXINT64 };

      collector_people_add_line (fixture->people, person->extension, "", 0, &owner);
    }
}

static void
join (Fixture *fixture)
{
  const TollLeg *const *legs;
  g_autofree guint *group = NULL;
  g_autofree guint *leg_call = NULL;
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  CollectorContext context = { fixture->plan, fixture->people };

  for (guint i = 0; i < fixture->batch->legs->len; i++)
    {
      TollLeg *leg = &g_array_index (fixture->batch->legs, TollLeg, i);

      if (collector_noise_rule (leg, fixture->plan) != NULL)
        fixture->n_noise++;
      else
        g_ptr_array_add (fixture->traffic, leg);
    }
  legs = (const TollLeg *const *) fixture->traffic->pdata;
  group = g_new (guint, fixture->traffic->len);
  leg_call = g_new (guint, fixture->traffic->len);
  fixture->n_groups = collector_journey_group (legs, fixture->traffic->len, group);
  for (guint n = 0; n < fixture->n_groups; n++)
    {
      g_ptr_array_set_size (members, 0);
      for (guint i = 0; i < fixture->traffic->len; i++)
        if (group[i] == n)
          g_ptr_array_add (members, (gpointer) legs[i]);
      collector_journey_derive (&context, (const TollLeg *const *) members->pdata, members->len,
                                fixture->arena, fixture->calls, leg_call);
    }
}

static void
fixture_init (Fixture *fixture)
{
  CollectorDemoOptions options = { .seed = 3, .calls = 4000, .days = 14, .now_ms = NOW_MS };
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDemo) demo = NULL;

  fixture->company = collector_demo_company_new (options.seed);
  fixture->batch = collector_batch_new ();
  fixture->arena = toll_arena_new ();
  fixture->traffic = g_ptr_array_new ();
  fixture->calls = g_array_new (FALSE, FALSE, sizeof (TollCall));
  demo = collector_demo_new (fixture->company, &options, &error);
  g_assert_no_error (error);
  g_assert_true (collector_demo_run_history (demo, parse_file, fixture, &error));
  collector_demo_get_counts (demo, &fixture->counts);
  make_plan (fixture);
  make_people (fixture);
  join (fixture);
}

static void
fixture_clear (Fixture *fixture)
{
  g_array_unref (fixture->calls);
  g_ptr_array_unref (fixture->traffic);
  toll_arena_free (fixture->arena);
  collector_batch_free (fixture->batch);
  collector_people_unref (fixture->people);
  collector_plan_unref (fixture->plan);
  collector_demo_company_free (fixture->company);
}

/* What each scene of the demo must turn into, at least so often in 4,000 calls. */
static const struct
{
  TollCallFlags flag;
  guint at_least;
} expected_flags[] = {
  { TOLL_CALL_TRANSFERRED, 60 }, { TOLL_CALL_CONFERENCE, 10 }, { TOLL_CALL_FORWARDED, 150 },
  { TOLL_CALL_PICKED_UP, 12 },   { TOLL_CALL_PARKED, 8 },      { TOLL_CALL_VOICEMAIL, 100 },
  { TOLL_CALL_HUNT, 150 },       { TOLL_CALL_QUEUED, 30 },     { TOLL_CALL_SHORT, 5 },
};

static void
test_joined (void)
{
  Fixture fixture = { 0 };

  fixture_init (&fixture);
  g_assert_cmpuint (fixture.counts.calls, ==, 4000);
  g_assert_cmpuint (fixture.n_noise, ==, fixture.counts.noise);
  g_assert_cmpuint (fixture.n_groups, ==, 4000);
  g_assert_cmpuint (fixture.calls->len, ==, 4000);
  fixture_clear (&fixture);
}

static void
test_understood (void)
{
  Fixture fixture = { 0 };
  guint directions[TOLL_N_DIRECTIONS] = { 0 }, outcomes[TOLL_N_OUTCOMES] = { 0 };
  guint classes[TOLL_N_CLASSES] = { 0 };
  guint n_owned = 0;

  fixture_init (&fixture);
  for (guint i = 0; i < fixture.calls->len; i++)
    {
      const TollCall *call = &g_array_index (fixture.calls, TollCall, i);

      directions[call->direction]++;
      outcomes[call->outcome]++;
      classes[call->dest_class] += call->direction == TOLL_DIRECTION_OUTGOING;
      n_owned += call->person_id != 0;
      g_assert_cmpuint (call->flags & TOLL_CALL_BAD_TIMES, ==, 0);
    }
  for (guint i = 0; i < TOLL_N_DIRECTIONS; i++)
    g_assert_cmpuint (directions[i], >, 0);
  for (guint i = 0; i < TOLL_N_OUTCOMES; i++)
    g_assert_cmpuint (outcomes[i], >, 10);
  for (TollClass c = TOLL_CLASS_LOCAL; c < TOLL_CLASS_SPECIAL; c++)
    g_assert_cmpuint (classes[c], >, 10);
  g_assert_cmpuint (classes[TOLL_CLASS_EMERGENCY], <=, 3);
  g_assert_cmpuint (n_owned, >, 3900);
  for (guint n = 0; n < G_N_ELEMENTS (expected_flags); n++)
    {
      guint count = 0;

      for (guint i = 0; i < fixture.calls->len; i++)
        count += (g_array_index (fixture.calls, TollCall, i).flags & expected_flags[n].flag) != 0;
      g_assert_cmpuint (count, >=, expected_flags[n].at_least);
    }
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/collector/demo/rows-join-into-what-was-played", test_joined);
  g_test_add_func ("/collector/demo/is-understood", test_understood);
  return g_test_run ();
}
