/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Feeds texts to the number plan: first byte = site and side, the rest is the text. Whatever comes
 * in, the answer must be whole: texts that are there, E.164 that agrees with its digits, and no
 * price for words.
 */
#include "config.h"

#include "collector/normalize/plan.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static CollectorPlan *
make_plan (void)
{
  static const char *const extensions[] = { "200-299", "8XX5", NULL };
  static const char *const publics[] = { "+390212340000-+390212349999", NULL };
  static const CollectorSite sites[] = {
    { .id = 0,
      .nation = "IT",
      .area_code = "02",
      .access_code = "0",
      .extension_ranges = extensions,
      .public_ranges = publics },
    { .id = 1, .nation = "DE", .area_code = "69", .access_code = "0" },
    { .id = 2, .nation = "US", .area_code = "212", .access_code = "9" },
    { .id = 3, .nation = "BR", .area_code = "11" },
  };
  const char *folder = g_getenv ("TOLL_DATADIR");
  g_autofree char *path =
      g_build_filename (folder != NULL ? folder : TOLL_SOURCE_DATADIR, "numbering", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorNumbering) numbering = collector_numbering_load (path, &error);
  CollectorPlan *plan;

  g_assert_no_error (error);
  plan = collector_plan_new (numbering, "IT");
  for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
    collector_plan_add_site (plan, &sites[i]);
  return plan;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static CollectorPlan *plan;
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autofree char *text = NULL;
  CollectorNumber number;

  if (size == 0)
    return 0;
  if (plan == NULL)
    plan = make_plan ();
  text = g_strndup ((const char *)data + 1, size - 1);
  collector_plan_understand (plan, collector_plan_lookup_site (plan, data[0] % 4), text,
                             (data[0] & 4) != 0, arena, &number);
  g_assert_nonnull (number.area);
  g_assert_nonnull (number.nation_name);
  g_assert_nonnull (number.operator_name);
  g_assert_true (*number.e164 == '\0' || strcmp (number.e164 + 1, number.digits) == 0);
  g_assert_true (*number.e164 == '\0' || strlen (number.digits) <= 15);
  g_assert_true (*number.e164 == '\0' || number.dest_class != TOLL_CLASS_UNKNOWN);
  return 0;
}
