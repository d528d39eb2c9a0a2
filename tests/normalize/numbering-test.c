/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shipped numbering tables: in order, whole and true where the world is tricky; and what is
 * said about tables that are not.
 */
#include "collector/normalize/numbering.h"
#include "shared/base/error.h"

#include <glib/gstdio.h>
#include <string.h>

static CollectorNumbering *
load (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("TOLL_DATADIR"), "numbering", NULL);
  g_autoptr (GError) error = NULL;
  CollectorNumbering *numbering = collector_numbering_load (path, &error);

  g_assert_no_error (error);
  return numbering;
}

static void
test_prefixes (void)
{
  static const struct
  {
    const char *digits;
    const char *nation;
    const char *area;
    TollClass kind;
    guint country_code_length;
  } rows[] = {
    { "12125550123", "US", "Manhattan - New York", TOLL_CLASS_LOCAL, 1 },
    { "14165550123", "CA", "Toronto - Ontario", TOLL_CLASS_LOCAL, 1 },
    { "18095550123", "DO", "", TOLL_CLASS_LOCAL, 1 },
    { "16845550123", "AS", "", TOLL_CLASS_LOCAL, 1 },
    { "18445550123", "", "Toll-free", TOLL_CLASS_TOLLFREE, 1 },
    { "19005550123", "", "Premium", TOLL_CLASS_PREMIUM, 1 },
    { "74951234567", "RU", "Moscow", TOLL_CLASS_LOCAL, 1 },
    { "77272123456", "KZ", "Almaty", TOLL_CLASS_LOCAL, 1 },
    { "77012345678", "KZ", "Mobile", TOLL_CLASS_MOBILE, 1 },
    { "390669812345", "VA", "Vatican City", TOLL_CLASS_LOCAL, 2 },
    { "390669712345", "IT", "Rome", TOLL_CLASS_LOCAL, 2 },
    { "3780549882123", "SM", "San Marino", TOLL_CLASS_LOCAL, 3 },
    { "441534123456", "JE", "Jersey", TOLL_CLASS_LOCAL, 2 },
    { "441624123456", "IM", "Isle of Man", TOLL_CLASS_LOCAL, 2 },
    { "447509123456", "JE", "Mobile", TOLL_CLASS_MOBILE, 2 },
    { "447937123456", "JE", "Mobile", TOLL_CLASS_MOBILE, 2 },
    { "447797712345", "JE", "Mobile", TOLL_CLASS_MOBILE, 2 },
    { "447839212345", "GG", "Mobile", TOLL_CLASS_MOBILE, 2 },
    { "447911112345", "GG", "Mobile", TOLL_CLASS_MOBILE, 2 },
    { "447911712345", "GG", "Mobile", TOLL_CLASS_MOBILE, 2 },
    { "447911212345", "GB", "Mobile", TOLL_CLASS_MOBILE, 2 },
    { "447457612345", "IM", "Mobile", TOLL_CLASS_MOBILE, 2 },
    { "447457512345", "GB", "Mobile", TOLL_CLASS_MOBILE, 2 },
    { "4779021234", "SJ", "Svalbard", TOLL_CLASS_LOCAL, 2 },
    { "35818123456", "AX", "Åland", TOLL_CLASS_LOCAL, 3 },
    { "61891641234", "CX", "Christmas Island", TOLL_CLASS_LOCAL, 2 },
    { "212528812345", "EH", "Laayoune", TOLL_CLASS_LOCAL, 3 },
    { "262692123456", "RE", "Mobile", TOLL_CLASS_MOBILE, 3 },
    { "262639123456", "YT", "Mobile", TOLL_CLASS_MOBILE, 3 },
    { "59995123456", "CW", "Mobile", TOLL_CLASS_MOBILE, 3 },
    { "5997123456", "BQ", "Bonaire", TOLL_CLASS_LOCAL, 3 },
    { "80012345678", "", "International freephone", TOLL_CLASS_TOLLFREE, 3 },
    { "870773123456", "", "Inmarsat", TOLL_CLASS_PREMIUM, 3 },
    { "881612345678", "", "Iridium", TOLL_CLASS_PREMIUM, 3 },
    { "8821612345678", "", "Thuraya", TOLL_CLASS_PREMIUM, 3 },
    { "979123456789", "", "International premium rate", TOLL_CLASS_PREMIUM, 3 },
    { "6721012345", "AQ", "Antarctica", TOLL_CLASS_LOCAL, 3 },
    { "5511912345678", "BR", "Mobile", TOLL_CLASS_MOBILE, 2 },
    { "551131234567", "BR", "São Paulo", TOLL_CLASS_LOCAL, 2 },
    { "21198765432", "SS", "", TOLL_CLASS_LOCAL, 3 },
  };
  g_autoptr (CollectorNumbering) numbering = load ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CollectorNumberInfo info;

      g_assert_true (collector_numbering_lookup (numbering, rows[i].digits, &info));
      g_assert_cmpstr (info.nation, ==, rows[i].nation);
      g_assert_cmpstr (info.area, ==, rows[i].area);
      g_assert_cmpint (info.kind, ==, rows[i].kind);
      g_assert_cmpuint (info.country_code_length, ==, rows[i].country_code_length);
      g_assert_cmpuint (info.prefix_length, >=, info.country_code_length);
    }
}

static void
test_no_such_code (void)
{
  static const char *const digits[] = { "", "0", "210123456", "999123", "+39", "x39" };
  g_autoptr (CollectorNumbering) numbering = load ();
  CollectorNumberInfo info;

  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    g_assert_false (collector_numbering_lookup (numbering, digits[i], &info));
}

static void
test_nations (void)
{
  g_autoptr (CollectorNumbering) numbering = load ();
  const CollectorNation *italy = collector_numbering_lookup_nation (numbering, "IT");
  const CollectorNation *finland = collector_numbering_lookup_nation (numbering, "FI");

  g_assert_cmpstr (italy->country_code, ==, "39");
  g_assert_cmpstr (italy->international_prefix, ==, "00");
  g_assert_cmpstr (italy->trunk_prefix, ==, "");
  g_assert_true (g_strv_contains (italy->emergency, "118"));
  g_assert_true (italy->is_complete);
  g_assert_cmpstr (finland->international_prefix, ==, "00");
  g_assert_true (g_strv_contains (finland->international_prefixes, "999"));
  g_assert_null (collector_numbering_lookup_nation (numbering, "ZZ"));
  g_assert_null (collector_numbering_lookup_nation (numbering, NULL));
}

/* One row per prefix, sorted, so that a change is one line and a slip is seen. */
static void
test_rows_are_sorted (void)
{
  static const char *const files[] = { "nations.csv", "prefixes.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path =
          g_build_filename (g_getenv ("TOLL_DATADIR"), "numbering", files[i], NULL);
      g_autofree char *text = NULL;
      g_auto (GStrv) lines = NULL;
      g_autofree char *last = g_strdup ("");

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_true (g_utf8_validate (text, -1, NULL));
      lines = g_strsplit (text, "\n", -1);
      for (guint at = 1; lines[at] != NULL && *lines[at] != '\0'; at++)
        {
          char *key = g_strndup (lines[at], strcspn (lines[at], ","));

          g_assert_cmpstr (last, <, key);
          g_free (last);
          last = key;
        }
    }
}

#define NATIONS                                                                                    \
  "nation,name,country_code,part_of,international_prefix,trunk_prefix,digits,mobile_digits,"       \
  "traits,moves,emergency,short_codes\n"
#define ITALY    "IT,Italy,39,,00,,6-11,10,complete,,112,187:tollfree\n"
#define PREFIXES "prefix,nation,area,kind,operator\n"

static void
test_bad_tables_are_refused (void)
{
  static const struct
  {
    const char *nations;
    const char *prefixes;
    const char *said;
  } rows[] = {
    { "", PREFIXES, "nations.csv, line 1, nation" },
    { NATIONS ITALY, "", "prefixes.csv, line 1, prefix" },
    { "nation,title\n", PREFIXES, "nations.csv, line 1" },
    { NATIONS "IT,Italy\n", PREFIXES, "nations.csv, line 2" },
    { NATIONS "it,Italy,39,,00,,6-11,10,,,112,\n", PREFIXES, "line 2, nation" },
    { NATIONS ITALY ITALY, PREFIXES, "line 3, nation" },
    { NATIONS "IT,Italy,+39,,00,,6-11,10,,,112,\n", PREFIXES, "line 2, country_code" },
    { NATIONS ITALY "SM,San Marino,39,,00,,6-11,10,,,112,\n", PREFIXES, "line 3, country_code" },
    { NATIONS "IT,Italy,39,,+,,6-11,10,,,112,\n", PREFIXES, "line 2, international_prefix" },
    { NATIONS "IT,Italy,39,,00,x,6-11,10,,,112,\n", PREFIXES, "line 2, trunk_prefix" },
    { NATIONS "IT,Italy,39,,00,,11-6,10,,,112,\n", PREFIXES, "line 2, digits" },
    { NATIONS "IT,Italy,39,,00,,6-11,ten,,,112,\n", PREFIXES, "line 2, mobile_digits" },
    { NATIONS "IT,Italy,39,,00,,6-11,10,odd,,112,\n", PREFIXES, "line 2, traits" },
    { NATIONS "IT,Italy,39,,00,,6-11,10,,0549,112,\n", PREFIXES, "line 2, moves" },
    { NATIONS "IT,Italy,39,,00,,6-11,10,,,SOS,\n", PREFIXES, "line 2, emergency" },
    { NATIONS "IT,Italy,39,,00,,6-11,10,,,112,187:cheap\n", PREFIXES, "line 2, short_codes" },
    { NATIONS ITALY, PREFIXES "39x,IT,Milan,fixed,\n", "prefixes.csv, line 2, prefix" },
    { NATIONS ITALY, PREFIXES "3902,XX,Milan,fixed,\n", "line 2, nation" },
    { NATIONS ITALY, PREFIXES "4402,IT,Milan,fixed,\n", "line 2, prefix" },
    { NATIONS ITALY, PREFIXES "3902,IT,Milan,static,\n", "line 2, kind" },
    { NATIONS ITALY, PREFIXES "3902,IT,Milan,fixed,\n3902,IT,Rome,fixed,\n", "line 3, prefix" },
    { NATIONS ITALY, PREFIXES "3902,IT,\"Milan,fixed,\n", "prefixes.csv" },
  };
  g_autofree char *folder = g_dir_make_tmp ("numbering-XXXXXX", NULL);
  g_autofree char *nations = g_build_filename (folder, "nations.csv", NULL);
  g_autofree char *prefixes = g_build_filename (folder, "prefixes.csv", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (nations, rows[i].nations, -1, NULL));
      g_assert_true (g_file_set_contents (prefixes, rows[i].prefixes, -1, NULL));
      g_assert_null (collector_numbering_load (folder, &error));
      g_assert_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT);
      g_assert_nonnull (strstr (error->message, rows[i].said));
    }
  g_remove (nations);
  g_remove (prefixes);
  g_rmdir (folder);
}

static void
test_missing_folder (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (collector_numbering_load ("/nowhere/at/all", &error));
  g_assert_error (error, TOLL_ERROR, TOLL_ERROR_NOT_FOUND);
}

/* Every "PREFIX|NAME" row of a foreign list about Italy or the United Kingdom must be a range our
 * table names, not just a country code. */
static void
check_foreign_list (const CollectorNumbering *numbering, const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      CollectorNumberInfo info;

      if (!g_ascii_isdigit (*lines[i]))
        continue;
      lines[i][strcspn (lines[i], "|")] = '\0';
      g_assert_true (collector_numbering_lookup (numbering, lines[i], &info));
      if (info.prefix_length == info.country_code_length)
        g_test_message ("%s is in no range", lines[i]);
      g_assert_cmpuint (info.prefix_length, >, info.country_code_length);
    }
}

static void
test_foreign_lists (void)
{
  const char *samples = g_getenv ("TOLL_SAMPLES");
  g_autofree char *folder = g_build_filename (samples != NULL ? samples : "", "e164", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (CollectorNumbering) numbering = NULL;

  if (dir == NULL)
    {
      g_test_skip ("no samples here");
      return;
    }
  numbering = load ();
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    if (g_str_has_suffix (name, ".txt"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        check_foreign_list (numbering, path);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/normalize/numbering/prefixes", test_prefixes);
  g_test_add_func ("/normalize/numbering/no-such-code", test_no_such_code);
  g_test_add_func ("/normalize/numbering/nations", test_nations);
  g_test_add_func ("/normalize/numbering/rows-are-sorted", test_rows_are_sorted);
  g_test_add_func ("/normalize/numbering/bad-tables-are-refused", test_bad_tables_are_refused);
  g_test_add_func ("/normalize/numbering/missing-folder", test_missing_folder);
  g_test_add_func ("/normalize/numbering/foreign-lists", test_foreign_lists);
  return g_test_run ();
}
