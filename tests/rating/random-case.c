/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes up tariffs and calls.
 */
#include "tests/rating/random-case.h"

#include "shared/base/zone.h"

static int
pick (RandomCase *random, int below)
{
  return g_rand_int_range (random->rand, 0, below);
}

static const char *
pick_text (RandomCase *random, const char *const *texts)
{
  return texts[pick (random, g_strv_length ((char **) texts))];
}

RandomCase *
random_case_new (guint32 seed)
{
  RandomCase *random = g_new0 (RandomCase, 1);

  random->rand = g_rand_new_with_seed (seed);
  random->texts = g_string_chunk_new (4096);
  return random;
}

void
random_case_free (RandomCase *random)
{
  g_rand_free (random->rand);
  g_string_chunk_free (random->texts);
  g_free (random);
}

static void
append_amount (RandomCase *random, GString *out, gboolean may_be_negative)
{
  const char *sign = may_be_negative && pick (random, 12) == 0 ? "-" : "";

  switch (pick (random, 4))
    {
    case 0:
      g_string_append (out, "0");
      break;
    case 1:
      g_string_append_printf (out, "%s0.%02d", sign, pick (random, 100));
      break;
    case 2:
      g_string_append_printf (out, "%s%d.%04d", sign, pick (random, 3), pick (random, 10000));
      break;
    default:
      g_string_append_printf (out, "%s0.%08d", sign, pick (random, 100000000));
      break;
    }
}

static void
append_steps (RandomCase *random, GString *out, RandomFlags flags)
{
  static const char *const units[] = { "1", "6", "10", "30", "60", "60", "60", "3600", NULL };
  static const char *const increments[]
      = { "1", "1", "6", "7", "10", "30", "45", "60", "90", NULL };
  int n_steps = 1 + pick (random, 3), start = 0;

  for (int i = 0; i < n_steps; i++)
    {
      g_string_append_printf (out, "%s%d:", i > 0 ? ";" : "", start);
      append_amount (random, out, (flags & RANDOM_NO_NEGATIVE) == 0);
      g_string_append_printf (out, ":%s:%s", pick_text (random, units),
                              pick_text (random, increments));
      start += 1 + pick (random, 100);
    }
}

static void
append_window (RandomCase *random, GString *out)
{
  int from = pick (random, 48) * 30, to = pick (random, 48) * 30;

  if (from == to)
    to = from + 15;
  if (pick (random, 4) == 0)
    g_string_append_printf (out, "%02d:%02d:%02d-%02d:%02d:17", from / 60, from % 60,
                            pick (random, 16), to / 60, to % 60);
  else if (pick (random, 6) == 0)
    g_string_append_printf (out, "%02d:%02d-24:00", from / 60, from % 60);
  else
    g_string_append_printf (out, "%02d:%02d-%02d:%02d", from / 60, from % 60, to / 60, to % 60);
}

static void
append_band (RandomCase *random, GString *out, int index, RandomFlags flags)
{
  static const char *const days[] = { "*", "*", "1-5", "67", "7", "13", "d0329", "d1025", "d1225",
                                      "D2026-03-01/2026-04-01", "D2026-10-25/2026-10-26", NULL };
  gboolean catches_all = index == 0;

  g_string_append_printf (out, "|b%d,%s,", index, catches_all ? "*" : pick_text (random, days));
  if (catches_all)
    g_string_append (out, "00:00-24:00");
  else
    append_window (random, out);
  if (!catches_all && pick (random, 3) == 0)
    {
      g_string_append_c (out, '+');
      append_window (random, out);
    }
  g_string_append_printf (out, ",%d,", index * 10);
  append_amount (random, out, FALSE);
  g_string_append_c (out, ',');
  append_steps (random, out, flags);
}

static const char *
make_bands (RandomCase *random, RandomFlags flags)
{
  static const char *const zones[] = { "UTC", "Europe/Rome", "Europe/Rome", "Asia/Kathmandu",
                                       "America/New_York", "Australia/Lord_Howe", NULL };
  g_autoptr (GString) out = g_string_new (pick (random, 4) == 0 ? "start" : "split");
  int first = (flags & RANDOM_BANDS) == 0 && pick (random, 5) == 0, n_bands = 1 + pick (random, 4);

  if ((flags & RANDOM_BANDS) == 0 && pick (random, 3) == 0)
    return "";
  g_string_append_printf (out, "@%s", pick_text (random, zones));
  for (int i = first; i < first + n_bands; i++)
    append_band (random, out, i, flags);
  return g_string_chunk_insert (random->texts, out->str);
}

static const char *
make_start (RandomCase *random)
{
  static const char *const near[]
      = { "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2026-03-08T07:00:00Z",
          "2026-12-25T00:00:00Z", "2026-03-31T22:00:00Z", "2026-06-01T10:00:00Z",
          "2026-10-03T15:30:00Z", NULL };
  g_autofree char *text = NULL;
  gint64 utc_ms;
  gint32 day, second;
  int year, month, mday;

  toll_zone_parse_iso8601 (NULL, pick_text (random, near), &utc_ms, NULL);
  utc_ms += (g_rand_int_range (random->rand, -7200, 7200)) * G_GINT64_CONSTANT (1000);
  utc_ms += pick (random, 3) == 0 ? pick (random, 1000) : 0;
  if (pick (random, 4) == 0)
    utc_ms += pick (random, 365) * G_GINT64_CONSTANT (86400000);
  toll_zone_to_local (toll_zone_get ("UTC", NULL), utc_ms, &day, &second);
  toll_day_to_date (day, &year, &month, &mday);
  text = g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", year, month, mday, second / 3600,
                          second / 60 % 60, second % 60, (int) (utc_ms % 1000));
  return g_string_chunk_insert (random->texts, text);
}

static const char *
make_duration (RandomCase *random)
{
  int seconds = pick (random, 10) == 0 ? pick (random, 14400) : pick (random, 400);
  g_autofree char *text = pick (random, 4) == 0
                              ? g_strdup_printf ("%d.%03d", seconds, pick (random, 1000))
                              : g_strdup_printf ("%d", seconds);

  return g_string_chunk_insert (random->texts, text);
}

static const char *
make_rounding (RandomCase *random, RandomFlags flags)
{
  static const char *const modes[] = { "half_up", "half_up", "half_even", "up", "down", NULL };
  static const char *const options[]
      = { " min=0.1",  " max=0.5",   " grace=5",   " vat=0.22",     " markup=0.15",
          " markup=-0.1", " advance=1", " dur=ceil", " dur=floor", " dur=half_up",
          " total=1",  " overlap=truncate", " firstleg=0", " vat=0.0725", NULL };
  g_autoptr (GString) out = g_string_new (NULL);

  if ((flags & RANDOM_PLAIN) != 0)
    return "exact";
  g_string_printf (out, "%s@%d", pick_text (random, modes), pick (random, 7));
  for (guint i = 0; options[i] != NULL; i++)
    if (pick (random, 8) == 0)
      g_string_append (out, options[i]);
  return g_string_chunk_insert (random->texts, out->str);
}

const GrammarCase *
random_case_next (RandomCase *random, RandomFlags flags)
{
  g_autoptr (GString) steps = g_string_new (NULL), fee = g_string_new (NULL);

  g_string_chunk_clear (random->texts);
  append_steps (random, steps, flags);
  append_amount (random, fee, FALSE);
  random->row.connect_fee = g_string_chunk_insert (random->texts, fee->str);
  random->row.steps = g_string_chunk_insert (random->texts, steps->str);
  random->row.time_bands = make_bands (random, flags);
  random->row.start_time = make_start (random);
  random->row.duration_s = make_duration (random);
  random->row.rounding = make_rounding (random, flags);
  return &random->row;
}
