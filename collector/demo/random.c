/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dice of the demo: splitmix64, whole numbers only, so that a seed gives the same company and
 * the same calls wherever it is used. Not for secrets. Pure; one owner at a time.
 */
#include "config.h"

#include "collector/demo/random.h"

void
collector_demo_random_seed (CollectorDemoRandom *random, guint64 seed, guint64 salt)
{
  random->state = seed * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + salt;
  random->state ^= collector_demo_random_next (random);
}

guint64
collector_demo_random_next (CollectorDemoRandom *random)
{
  guint64 z = (random->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

guint
collector_demo_random_below (CollectorDemoRandom *random, guint n)
{
  return (guint) (((collector_demo_random_next (random) >> 32) * n) >> 32);
}

guint
collector_demo_random_between (CollectorDemoRandom *random, guint low, guint high)
{
  return low + collector_demo_random_below (random, high - low + 1);
}

gboolean
collector_demo_random_chance (CollectorDemoRandom *random, guint permille)
{
  return collector_demo_random_below (random, 1000) < permille;
}

guint
collector_demo_random_talk_s (CollectorDemoRandom *random)
{
  /* Twelfths of all calls are shorter than these. */
  static const guint shorter_s[]
      = { 1, 9, 22, 38, 56, 78, 104, 138, 182, 246, 355, 640, 3600 };
  guint part = collector_demo_random_below (random, G_N_ELEMENTS (shorter_s) - 1);

  /* The last twelfth leans towards its short end: an hour is rare. */
  if (part == G_N_ELEMENTS (shorter_s) - 2 && !collector_demo_random_chance (random, 120))
    return collector_demo_random_between (random, shorter_s[part], 1500);
  return collector_demo_random_between (random, shorter_s[part], shorter_s[part + 1]);
}
