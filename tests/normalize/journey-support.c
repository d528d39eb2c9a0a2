/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The company of the journey tests, and the check of one scenario in every order of its records.
 */
#include "tests/normalize/journey-support.h"

#include <string.h>

static void
add_people (CollectorPeople *people)
{
  const CollectorOwner alba = { 7, "Alba Conti", 70, 700, 7000, G_MININT64, AT (100000) };
  const CollectorOwner bruno = { 8, "Bruno Riva", 80, 800, 8000, AT (100000), G_MAXINT64 };
  const CollectorOwner carla = { 9, "Carla Dini", 90, 900, 9000, G_MININT64, G_MAXINT64 };

  collector_people_add_line (people, "2001", "", 0, &alba);
  collector_people_add_line (people, "2001", "", 0, &bruno);
  collector_people_add_login (people, "carla", &carla);
}

CollectorContext *
support_context_new (void)
{
  static const char *const ranges[] = { "2000-6999", NULL };
  static const char *const publics[] = { "+390212340000-+390212349999", NULL };
  const CollectorSite site = { .id = 1,
                               .name = "Milano",
                               .nation = "IT",
                               .area_code = "02",
                               .zone = "Europe/Rome",
                               .access_code = "0",
                               .extension_ranges = ranges,
                               .public_ranges = publics,
                               .voicemail_number = "2900",
                               .mwi_numbers = "2998 2999" };
  static const char *const london_ranges[] = { "7000-7999", NULL };
  const CollectorSite london = { .id = 2,
                                 .name = "London",
                                 .nation = "GB",
                                 .area_code = "20",
                                 .zone = "Europe/London",
                                 .access_code = "9",
                                 .extension_ranges = london_ranges };
  const CollectorGateway trunk = { .id = 1, .device = "trunk", .site_id = 1 };
  const CollectorGateway trunk_b = { .id = 2, .device = "trunk-b", .site_id = 1 };
  g_autofree char *path = g_build_filename (g_getenv ("TOLL_DATADIR"), "numbering", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorNumbering) numbering = collector_numbering_load (path, &error);
  CollectorContext *context = g_new0 (CollectorContext, 1);
  CollectorPlan *plan;
  CollectorPeople *people = collector_people_new ();

  g_assert_no_error (error);
  plan = collector_plan_new (numbering, "IT");
  collector_plan_add_site (plan, &site);
  collector_plan_add_site (plan, &london);
  collector_plan_add_gateway (plan, &trunk);
  collector_plan_add_gateway (plan, &trunk_b);
  collector_plan_add_device (plan, "CFB_2", COLLECTOR_DEVICE_BRIDGE, 0);
  collector_plan_add_device (plan, "VM-VI1", COLLECTOR_DEVICE_VOICEMAIL, 0);
  add_people (people);
  context->plan = plan;
  context->people = people;
  return context;
}

void
support_context_free (CollectorContext *context)
{
  collector_plan_unref ((CollectorPlan *) context->plan);
  collector_people_unref ((CollectorPeople *) context->people);
  g_free (context);
}

void
support_mend (TollLeg *leg)
{
  for (guint i = 0; i < toll_leg_n_fields; i++)
    {
      const char **text = (const char **) ((char *) leg + toll_leg_fields[i].offset);

      if (toll_leg_fields[i].kind == TOLL_FIELD_TEXT && *text == NULL)
        *text = "";
    }
}

void
support_print (const TollCall *call, GString *out)
{
  const gint64 figures[]
      = { call->id,          call->start_ms,      call->connect_ms,     call->end_ms,
          call->ring_ms,     call->talk_ms,       call->queue_ms,       call->direction,
          call->outcome,     call->dest_class,    call->flags,          call->cause,
          call->n_legs,      call->person_id,     call->department_id,  call->cost_centre_id,
          call->location_id, call->rating_state,  call->reason,         call->cost_micro,
          call->charged_ms,  call->charged_from_ms };
  const char *const texts[]
      = { call->extension,      call->partition,       call->device,      call->login_user,
          call->last_extension, call->first_extension, call->number,      call->caller_e164,
          call->callee_e164,    call->dialled,         call->hunt_pilot,  call->nation,
          call->area,           call->operator_name,   call->gateway,     call->site,
          call->currency,       call->rate_prefix,     call->client_matter_code,
          call->authorization_description };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    g_string_append_printf (out, "%" G_GINT64_FORMAT "|", figures[i]);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_string_append_printf (out, "%s|", texts[i]);
  g_string_append_c (out, '\n');
}

static char *
flags_to_text (guint32 flags)
{
  GString *text = g_string_new (NULL);

  for (guint32 flag = 1; flag != 0 && flag <= flags; flag <<= 1)
    if ((flags & flag) != 0)
      g_string_append_printf (text, "%s ", toll_call_flag_to_name (flag));
  return g_string_free (text, FALSE);
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static void
check_call (const TollCall *call, const Expected *expected)
{
  g_autofree char *flags = flags_to_text (call->flags);
  g_autofree char *expected_flags = flags_to_text (expected->flags);
  gint64 connect_ms = expected->connect_s < 0 ? 0 : AT (expected->connect_s);

  g_assert_cmpstr (toll_direction_to_name (call->direction), ==,
                   toll_direction_to_name (expected->direction));
  g_assert_cmpstr (toll_outcome_to_name (call->outcome), ==,
                   toll_outcome_to_name (expected->outcome));
  g_assert_cmpstr (call->extension, ==, or_empty (expected->extension));
  g_assert_cmpstr (call->last_extension, ==, or_empty (expected->last_extension));
  g_assert_cmpstr (call->number, ==, or_empty (expected->number));
  g_assert_cmpint (call->start_ms, ==, AT (expected->start_s));
  g_assert_cmpint (call->connect_ms, ==, connect_ms);
  g_assert_cmpint (call->talk_ms, ==, 1000 * (gint64) expected->talk_s);
  g_assert_cmpint (call->charged_from_ms, ==, connect_ms);
  g_assert_cmpint (call->charged_ms, ==, 1000 * (gint64) expected->charged_s);
  g_assert_cmpstr (flags, ==, expected_flags);
  g_assert_cmpuint (call->n_legs, ==, expected->n_legs);
  g_assert_cmpint (call->queue_ms, ==, 1000 * (gint64) expected->queue_s);
  if (expected->ring_s != 0)
    g_assert_cmpint (call->ring_ms, ==, 1000 * (gint64) expected->ring_s);
  if (expected->first_extension != NULL)
    g_assert_cmpstr (call->first_extension, ==, expected->first_extension);
  if (expected->gateway != NULL)
    g_assert_cmpstr (call->gateway, ==, expected->gateway);
  g_assert_cmpstr (call->hunt_pilot, ==, or_empty (expected->pilot));
  g_assert_cmpstr (call->authorization_description, ==, or_empty (expected->code));
  g_assert_cmpstr (call->client_matter_code, ==, or_empty (expected->matter));
  if (expected->cause != 0)
    g_assert_cmpuint (call->cause, ==, expected->cause);
}

static guint
count_calls (const Scenario *scenario)
{
  guint n = 0;

  while (n < MAX_CALLS && scenario->calls[n].n_legs > 0)
    n++;
  return n;
}

/* Derives the records in the order @order; tells calls and the call of each record as text. */
static char *
derive (const CollectorContext *context, const Scenario *scenario, const TollLeg *legs,
        const guint *order, guint n_legs, gboolean check)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GArray) calls = g_array_new (FALSE, FALSE, sizeof (TollCall));
  const TollLeg *shuffled[MAX_LEGS];
  guint leg_call[MAX_LEGS], group[MAX_LEGS], by_leg[MAX_LEGS];
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n_legs; i++)
    shuffled[i] = &legs[order[i]];
  g_assert_cmpuint (collector_journey_group (shuffled, n_legs, group), ==, 1);
  collector_journey_derive (context, shuffled, n_legs, arena, calls, leg_call);
  for (guint i = 0; i < n_legs; i++)
    by_leg[order[i]] = leg_call[i];
  for (guint i = 0; i < n_legs; i++)
    g_string_append_printf (out, "%u ", by_leg[i]);
  for (guint i = 0; i < calls->len; i++)
    support_print (&g_array_index (calls, TollCall, i), out);
  if (check)
    {
      g_assert_cmpuint (calls->len, ==, count_calls (scenario));
      for (guint i = 0; i < calls->len; i++)
        check_call (&g_array_index (calls, TollCall, i), &scenario->calls[i]);
    }
  return g_string_free (out, FALSE);
}

static gboolean
next_order (guint *order, guint n)
{
  guint i = n - 1, j = n - 1;

  while (i > 0 && order[i - 1] > order[i])
    i--;
  if (i == 0)
    return FALSE;
  while (order[j] < order[i - 1])
    j--;
  for (guint t = order[i - 1]; order[i - 1] == t; order[j] = t)
    order[i - 1] = order[j];
  for (j = n - 1; i < j; i++, j--)
    {
      guint t = order[i];

      order[i] = order[j];
      order[j] = t;
    }
  return TRUE;
}

void
support_check (const CollectorContext *context, const Scenario *scenario)
{
  TollLeg legs[MAX_LEGS];
  guint order[MAX_LEGS], n_legs = 0;
  g_autofree char *first = NULL;

  g_test_message ("%s", scenario->name);
  memcpy (legs, scenario->legs, sizeof legs);
  for (; n_legs < MAX_LEGS && legs[n_legs].cluster != NULL; n_legs++)
    {
      support_mend (&legs[n_legs]);
      order[n_legs] = n_legs;
    }
  first = derive (context, scenario, legs, order, n_legs, TRUE);
  while (next_order (order, n_legs))
    {
      g_autofree char *again = derive (context, scenario, legs, order, n_legs, FALSE);

      g_assert_cmpstr (again, ==, first);
    }
}
