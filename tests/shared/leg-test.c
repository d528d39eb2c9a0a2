/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The packed form of a leg: what goes in comes out, and cut or foreign bytes are refused.
 */
#include "shared/base/error.h"
#include "shared/model/leg.h"

#include <string.h>

static void
fill (TollLeg *leg)
{
  toll_leg_init (leg);
  for (guint i = 0; i < toll_leg_n_fields; i++)
    {
      char *member = (char *) leg + toll_leg_fields[i].offset;

      switch (toll_leg_fields[i].kind)
        {
        case TOLL_FIELD_TEXT:
          *(const char **) member = toll_leg_fields[i].name;
          break;
        case TOLL_FIELD_U32:
          *(guint32 *) member = G_MAXUINT32 - i;
          break;
        case TOLL_FIELD_I64:
          *(gint64 *) member = G_MININT64 + i;
          break;
        }
    }
}

static void
assert_same (const TollLeg *a, const TollLeg *b)
{
  for (guint i = 0; i < toll_leg_n_fields; i++)
    if (toll_leg_fields[i].kind == TOLL_FIELD_TEXT)
      g_assert_cmpstr (toll_field_get_text (&toll_leg_fields[i], a), ==,
                       toll_field_get_text (&toll_leg_fields[i], b));
    else
      g_assert_cmpint (toll_field_get_int (&toll_leg_fields[i], a), ==,
                       toll_field_get_int (&toll_leg_fields[i], b));
}

static void
test_round_trip (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GError) error = NULL;
  TollLeg leg, back;

  fill (&leg);
  toll_leg_pack (&leg, bytes);
  g_assert_true (toll_leg_unpack (&back, bytes->data, bytes->len, arena, &error));
  g_assert_no_error (error);
  assert_same (&leg, &back);
}

/* Texts that repeat and GUIDs are packed shortly and come back as they were; a GUID in capitals is
 * kept as a text. */
static void
test_short_forms (void)
{
  static const char *const pkids[] = { "cd4f5d30-b0ea-45ca-bea5-06a1b24e748e",
                                       "CD4F5D30-B0EA-45CA-BEA5-06A1B24E748E",
                                       "cd4f5d30-b0ea-45ca-bea5-06a1b24e748",
                                       "cd4f5d30xb0ea-45ca-bea5-06a1b24e748e" };
  guint lengths[G_N_ELEMENTS (pkids)];

  for (guint i = 0; i < G_N_ELEMENTS (pkids); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (TollArena) arena = toll_arena_new ();
      TollLeg leg, back;

      toll_leg_init (&leg);
      leg.pkid = pkids[i];
      leg.original_called_number = leg.final_called_number = leg.last_redirect_number = "2002";
      leg.original_called_partition = leg.final_called_partition = "PT_Internal";
      toll_leg_pack (&leg, bytes);
      g_assert_true (toll_leg_unpack (&back, bytes->data, bytes->len, arena, NULL));
      assert_same (&leg, &back);
      lengths[i] = bytes->len;
    }
  g_assert_cmpuint (lengths[0] + 20, ==, lengths[1]);
}

/* What looks like a phone, an address, a number or an instant and is written in another way than
 * the short form gives back is kept as it is. */
static void
test_lookalikes (void)
{
  static const struct
  {
    const char *text;
    guint n_bytes; /* a tag and the text in its shortest form */
  } rows[] = {
    { "SEP00D5012F84FA", 7 },  { "SEP00d5012f84fa", 16 }, { "SEP00D5012F84FG", 16 },
    { "SEQ00D5012F84FA", 16 }, { "10.21.250.7", 5 },      { "10.021.250.7", 13 },
    { "256.1.1.1", 10 },       { "1.2.3", 6 },            { "1.2.3.4.", 9 },
    { "1.2.3.", 7 },           { "0.0.0.0", 5 },          { "7240", 3 },
    { "+442074960297", 8 },    { "*9#", 3 },              { "12a4", 5 },
    { "ABC", 3 },              { "D", 2 },                { "0", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (TollArena) arena = toll_arena_new ();
      TollLeg leg, back;

      toll_leg_init (&leg);
      leg.cluster = rows[i].text; /* the first field: one byte of map */
      toll_leg_pack (&leg, bytes);
      g_assert_true (toll_leg_unpack (&back, bytes->data, bytes->len, arena, NULL));
      assert_same (&leg, &back);
      g_assert_cmpuint (bytes->len, ==, 3 + rows[i].n_bytes);
    }
}

static void
test_figures (void)
{
  static const gint64 instants[] = { 1772383552000, 1772383552001, 1772383551000, 1, -1, 1000,
                                     -1000, G_MAXINT64, G_MININT64, 0 };
  static const guint32 ids[] = { 1418098551, 1418098552, 1418098550, 1, G_MAXUINT32, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (instants) * G_N_ELEMENTS (instants); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (TollArena) arena = toll_arena_new ();
      TollLeg leg, back;

      toll_leg_init (&leg);
      leg.setup_ms = leg.duration_ms = instants[i / G_N_ELEMENTS (instants)];
      leg.connect_ms = leg.disconnect_ms = instants[i % G_N_ELEMENTS (instants)];
      leg.orig_leg_id = ids[i / G_N_ELEMENTS (ids) % G_N_ELEMENTS (ids)];
      leg.dest_leg_id = ids[i % G_N_ELEMENTS (ids)];
      toll_leg_pack (&leg, bytes);
      g_assert_true (toll_leg_unpack (&back, bytes->data, bytes->len, arena, NULL));
      assert_same (&leg, &back);
    }
}

static void
test_empty_leg_is_small (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  TollLeg leg;

  toll_leg_init (&leg);
  toll_leg_pack (&leg, bytes);
  g_assert_cmpuint (bytes->len, ==, 2);
}

static void
test_every_cut_is_refused (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (TollArena) arena = toll_arena_new ();
  TollLeg leg, back;

  fill (&leg);
  toll_leg_pack (&leg, bytes);
  for (guint n = 0; n < bytes->len; n++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (toll_leg_unpack (&back, bytes->data, n, arena, &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/leg/round-trip", test_round_trip);
  g_test_add_func ("/shared/leg/short-forms", test_short_forms);
  g_test_add_func ("/shared/leg/lookalikes", test_lookalikes);
  g_test_add_func ("/shared/leg/figures", test_figures);
  g_test_add_func ("/shared/leg/empty-leg-is-small", test_empty_leg_is_small);
  g_test_add_func ("/shared/leg/every-cut-is-refused", test_every_cut_is_refused);
  return g_test_run ();
}
