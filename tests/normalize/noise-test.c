/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which records are no traffic, and which may share a leg id with others.
 */
#include "tests/normalize/journey-support.h"

typedef struct
{
  const char *rule; /* NULL = traffic */
  TollLeg leg;
} NoiseRow;

static const NoiseRow noise[] = {
  { "recording", LEG (1, 1, 2, 0, 1, 60, FROM ("b00123401001", PHONE ("2001")), TO ("8900", ""),
                      .orig_redirect_behalf = 27, .orig_redirect_reason = 354) },
  { "recording", LEG (1, 1, 2, 0, NEVER, 1, FROM ("b00123401001", PHONE ("2001")),
                      TO ("8900", ""), .last_redirect_behalf = 27) },
  { "recording", LEG (1, 1, 2, 0, 1, 60, FROM ("2001", "x"), TO ("8900", ""),
                      .last_redirect_reason = 354) },
  { "monitoring", LEG (1, 1, 2, 0, 1, 60, FROM ("2001", "x"), TO ("2002", "y"),
                       .last_redirect_behalf = 28, .last_redirect_reason = 370) },
  { "agent-greeting", LEG (1, 1, 2, 0, 1, 60, FROM ("2001", "x"), TO ("2002", "y"),
                           .last_redirect_behalf = 33, .last_redirect_reason = 752) },
  { "mwi", LEG (1, 1, 2, 0, NEVER, 0, FROM ("2001", "VM-VI1"), TO ("2001", ""),
                .orig_termination_behalf = 8) },
  { "mwi", LEG (1, 1, 2, 0, NEVER, 0, FROM ("2001", "VM-VI1"), TO ("2999", "")) },
  { "off-hook", LEG (1, 1, 0, 0, NEVER, 4, FROM ("2001", PHONE ("2001")), .orig_cause = 16) },
  { NULL, LEG (1, 1, 2, 0, 1, 60, FROM ("2001", "x"), TO ("2002", "y")) },
  { NULL, LEG (1, 1, 2, 0, 1, 60, FROM ("2001", "x")) },
  { NULL, LEG (1, 1, 2, 0, NEVER, 60, FROM (CALLER, "trunk"), TO ("2002", "y")) },
  { NULL, LEG (1, 1, 2, 0, 1, 60, FROM ("2001", "x"), TO ("299", "y")) },
};

static void
test_noise (void)
{
  g_autoptr (CollectorContext) context = support_context_new ();

  for (guint i = 0; i < G_N_ELEMENTS (noise); i++)
    {
      TollLeg leg = noise[i].leg;

      support_mend (&leg);
      g_assert_cmpstr (collector_noise_rule (&leg, context->plan), ==, noise[i].rule);
    }
}

typedef struct
{
  gboolean may_link;
  TollLeg leg;
} LinkRow;

static const LinkRow links[] = {
  { FALSE, LEG (1, 1, 2, 0, 1, 60, TO ("2002", "y"), .orig_cause = 16) },
  { FALSE, LEG (1, 1, 2, 0, 1, 60, TO ("2002", "y"), .dest_cause = 16,
                .orig_termination_behalf = 12, .dest_termination_behalf = 12) },
  { FALSE, LEG (1, 1, 2, 0, 1, 60, .original_called_number = "4444",
                .final_called_number = "6666", .last_redirect_behalf = 5,
                .last_redirect_reason = 1) },
  { TRUE, LEG (1, 1, 2, 0, 1, 60, TO ("2002", "y"), .orig_cause = 393216) },
  { TRUE, LEG (1, 1, 2, 0, 1, 60, TO ("2002", "y"), .dest_cause = 126) },
  { TRUE, LEG (1, 1, 2, 0, 1, 60, TO ("2002", "y"), .dest_cause = 458752) },
  { TRUE, LEG (1, 1, 2, 0, 1, 60, TO ("2002", "y"), .orig_termination_behalf = 4) },
  { TRUE, LEG (1, 1, 2, 0, 1, 60, TO ("2002", "y"), .join_behalf = 10) },
  { TRUE, LEG (1, 1, 2, 0, 1, 60, TO ("2002", "y"), .last_redirect_reason = 8) },
  { TRUE, LEG (1, 1, 2, 0, 1, 60, TO ("2002", "y"), .comment = "ConfControllerDn=2001") },
  { TRUE, LEG (1, 1, 2, 0, 1, 60, TO ("b0029901001", "CFB_2")) },
};

static void
test_links (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      TollLeg leg = links[i].leg;

      support_mend (&leg);
      g_assert_cmpint (collector_leg_may_link (&leg), ==, links[i].may_link);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/normalize/noise/rules", test_noise);
  g_test_add_func ("/normalize/noise/links", test_links);
  return g_test_run ();
}
