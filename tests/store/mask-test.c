/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who may see less never sees more: in whatever form a number stands, and however many digits of it
 * are hidden.
 */
#include "config.h"

#include "collector/store/mask.h"

#include <string.h>

#define NUMBER "+393331117005"

typedef const char *(*Mask) (const char *text, const char *number, guint n_digits,
                             TollArena *arena);

static const char *
mask_number (const char *text, const char *number, guint n_digits, TollArena *arena)
{
  return collector_mask_number (text, n_digits, arena);
}

static const char *
mask_text (const char *text, const char *number, guint n_digits, TollArena *arena)
{
  return collector_mask_text (text, n_digits, arena);
}

static const char *
mask_prefix (const char *text, const char *number, guint n_digits, TollArena *arena)
{
  return collector_mask_prefix (text, number, n_digits, arena);
}

/* The number as written in [brackets] is what must be hidden. */
static const char *const forms[] = {
  "[+393331117005]",
  "[3331117005]",
  "0[3331117005]",
  "00[393331117005]",
  "000[393331117005]",
  "0*31#0[3331117005]",
  "1234,,00[393331117005]",
  "0[3331117005]123",
  "0[3331117005]1234567890123",
  "0[3331117005]1117005",
  "0[3331117005],,1234#",
  "[+39 333 111 70 05]",
  "[+39 (333) 111-7005] 77",
  "+39 (0) [333/1117005]",
  "[+393331117005];ext=12",
  "tel:[+393331117005];phone-context=+39",
  "sip:[+393331117005]@10.0.0.1:5060;user=phone;x=7",
  "sip:0[3331117005];phone-context=x@sip.example",
  "alice@sip.example;tel=[3331117005]",
  "RDP[3331117005]",
  "RDP7-[3331117005]-2",
  "SEP0011223344556677[393331117005]",
  "callee=[3331117005]&leg=2",
  "0[7005]12",
  "[17005]",
};

/* Returns: (transfer full): @form without its brackets, which are at @begin and @end. */
static char *
read_form (const char *form, gsize *begin, gsize *end)
{
  g_auto (GStrv) pieces = g_strsplit_set (form, "[]", 3);

  *begin = strlen (pieces[0]);
  *end = *begin + strlen (pieces[1]);
  return g_strconcat (pieces[0], pieces[1], pieces[2], NULL);
}

static void
check_hidden (const char *masked, gsize begin, gsize end, guint n_digits)
{
  for (gsize at = end; at > begin && n_digits > 0; at--)
    {
      g_assert_false (g_ascii_isdigit (masked[at - 1]));
      n_digits -= masked[at - 1] == '*';
    }
}

static void
check_form (const char *form, const char *number, Mask mask, gboolean finds)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  gsize begin, end;
  g_autofree char *text = read_form (form, &begin, &end);
  const char *less = text;

  for (guint n = 1; n < 100; n++)
    {
      const char *masked = mask (text, number, n, arena);

      g_test_message ("%u of %s: %s", n, text, masked);
      g_assert_cmpuint (strlen (masked), ==, strlen (text));
      for (gsize i = 0; masked[i] != '\0'; i++)
        if (masked[i] != '*')
          g_assert_cmpint (masked[i], ==, less[i]);
      if (finds)
        check_hidden (masked, begin, end, n);
      less = masked;
    }
}

static void
test_more_hides_more (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      gboolean is_short = strstr (forms[i], "[7005]") != NULL;
      const char *number = is_short ? "7005" : NUMBER;

      check_form (forms[i], number, collector_mask_party, TRUE);
      check_form (forms[i], number, collector_mask_known, !is_short);
      check_form (forms[i], number, mask_number, FALSE);
      check_form (forms[i], number, mask_text, FALSE);
      check_form (forms[i], number, mask_prefix, FALSE);
    }
}

static void
test_what_is_left (void)
{
  static const struct
  {
    const char *text;
    guint n_digits;
    const char *known, *party;
  } rows[] = {
    { "03331117005123", 4, "0333111****123", "0333111*******" },
    { "3331117005", 4, "333111****", "333111****" },
    { "3331117005", 8, "33********", "33********" },
    { "RDP3331117005", 8, "RDP33********", "RDP33********" },
    { "RDP3331117005", 99, "RDP**********", "RDP**********" },
    { "+393331117005;ext=12", 4, "+39333111****;ext=12", "+39333111****;ext=**" },
    { "tel:+393331117005;phone-context=+39", 4, "tel:+39333111****;phone-context=+39",
      "tel:+39333111****;phone-context=+**" },
    { "17005", 4, "1****", "1****" },
    { "7005", 2, "7005", "70**" },
    { "4711", 99, "4711", "****" },
    { "SEP001122334455", 99, "SEP001122334455", "SEP************" },
  };
  g_autoptr (TollArena) arena = toll_arena_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpstr (collector_mask_known (rows[i].text, NUMBER, rows[i].n_digits, arena), ==,
                       rows[i].known);
      g_assert_cmpstr (collector_mask_party (rows[i].text, NUMBER, rows[i].n_digits, arena), ==,
                       rows[i].party);
    }
}

/* A letter of two bytes is hidden whole, and counts once. */
static void
test_names (void)
{
  g_autoptr (TollArena) arena = toll_arena_new ();

  g_assert_cmpstr (collector_mask_number ("+3902@3475299994", 3, arena), ==, "+3***@3475299***");
  g_assert_cmpstr (collector_mask_number ("+3902@10.20.30.40", 3, arena), ==, "+3***@10.20.30.40");
  g_assert_cmpstr (collector_mask_number ("stra\303\237e@x.example", 1, arena), ==,
                   "stra\303\237*@x.example");
  g_assert_cmpstr (collector_mask_number ("stra\303\237e@x.example", 2, arena), ==,
                   "stra***@x.example");
  g_assert_cmpstr (collector_mask_number ("stra\303\237e@x.example", 3, arena), ==,
                   "str****@x.example");
  {
    char run[] = "GW \357\274\221\357\274\222 34-5\303\244 12";

    collector_mask_runs (run, 5, NULL);
    g_assert_cmpstr (run, ==, "GW ****** **-*\303\244 12");
  }
  /* Digits of another script. */
  g_assert_cmpstr (collector_mask_number ("+49\357\274\221\357\274\222", 1, arena), ==,
                   "+49\357\274\221***");
  g_assert_cmpstr (collector_mask_number ("+49\357\274\221\357\274\222", 3, arena), ==, "+4*******");
  g_assert_cmpstr (collector_mask_number ("12@\357\274\221\357\274\222", 2, arena), ==, "**@******");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/masks/more-hides-more", test_more_hides_more);
  g_test_add_func ("/store/masks/what-is-left", test_what_is_left);
  g_test_add_func ("/store/masks/names", test_names);
  return g_test_run ();
}
