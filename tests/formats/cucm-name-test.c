/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * File names of Unified CM: read from the right, whatever the cluster is called.
 */
#include "collector/formats/cucm-name.h"

static void
assert_name (const char *file_name, gboolean is_cmr, const char *cluster, guint node,
             gint64 minute_ms, guint64 sequence)
{
  g_auto (CollectorCucmName) name = { 0 };

  g_assert_true (collector_cucm_name_parse (file_name, &name));
  g_assert_cmpint (name.is_cmr, ==, is_cmr);
  g_assert_cmpstr (name.cluster, ==, cluster);
  g_assert_cmpuint (name.node, ==, node);
  g_assert_cmpint (name.minute_ms, ==, minute_ms);
  g_assert_cmpuint (name.sequence, ==, sequence);
}

static void
test_names (void)
{
  assert_name ("cdr_StandAloneCluster_02_201510091036_254831", FALSE, "StandAloneCluster", 2,
               1444386960000, 254831);
  assert_name ("cmr_Cluster1_02_200404061011_6125", TRUE, "Cluster1", 2, 1081246260000, 6125);
  assert_name ("cdr_HQ_Rome_2_12_202602282359_1", FALSE, "HQ_Rome_2", 12, 1772323140000, 1);
  assert_name ("CDR_a-b.c_01_197001010001_9", FALSE, "a-b.c", 1, 60000, 9);
}

static void
test_other_names (void)
{
  static const char *const others[] = {
    "", "cdr", "cdr_", "cdr__", "cdr_____", "cdr_02_201510091036_254831",
    "cdr__02_201510091036_254831", "xdr_C_02_201510091036_254831",
    "_cdr_C_02_201510091036_254831", "cdr_C_02_201510091036_", "cdr_C_02_20151009103_1",
    "cdr_C_02_201513091036_1", "cdr_C_02_201510092460_1", "cdr_C_x_201510091036_1",
    "cdr_C_0_201510091036_1", "cdr_C_01_202602290000_9",
    "cdr_C_02_201510091036_1.txt", "cdr_C_02_201510091036_-1",
    "cdr_C_02_201510091036_99999999999999999999", "cdr_\377_02_201510091036_1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_auto (CollectorCucmName) name = { 0 };

      g_assert_false (collector_cucm_name_parse (others[i], &name));
      g_assert_null (name.cluster);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/cucm-name/names", test_names);
  g_test_add_func ("/formats/cucm-name/other-names", test_other_names);
  return g_test_run ();
}
