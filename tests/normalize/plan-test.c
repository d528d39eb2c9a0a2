/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What numbers mean at a site: one row per text, in the plans of six nations, against the
 * numbering that is shipped.
 */
#include "collector/normalize/plan.h"
#include "shared/model/call.h"

#include <string.h>

static const char *const extensions_it[] = { "200-299", "8XXX", NULL };
static const char *const extensions_de[] = { "1000-1999", "7XX5", NULL };
static const char *const extensions_us[] = { "4000-4999", NULL };
static const char *const publics_it[] = { "+390212340000-+390212349999", NULL };
static const char *const shorts_de[] = { "19999:tollfree", "5XX:special", NULL };
static const char *const none[] = { NULL };

static const CollectorSite sites[] = {
  { .id = 1,
    .name = "Milan",
    .nation = "IT",
    .area_code = "02",
    .access_code = "0",
    .extension_ranges = extensions_it,
    .public_ranges = publics_it },
  { .id = 2,
    .name = "Frankfurt",
    .nation = "DE",
    .area_code = "69",
    .access_code = "0",
    .extension_ranges = extensions_de,
    .short_codes = shorts_de },
  { .id = 3,
    .name = "New York",
    .nation = "US",
    .area_code = "212",
    .access_code = "9",
    .extension_ranges = extensions_us },
  { .id = 4, .name = "London", .nation = "GB", .area_code = "20", .access_code = "9" },
  { .id = 5, .name = "Paris", .nation = "FR", .area_code = "1", .access_code = "0" },
  { .id = 6, .name = "Madrid", .nation = "ES", .area_code = "91", .extension_ranges = none },
  { .id = 7, .name = "Rome", .nation = "IT", .area_code = "06" },
  { .id = 8, .name = "Moscow", .nation = "RU", .area_code = "495" },
  { .id = 9, .name = "Toronto", .nation = "CA", .area_code = "416", .access_code = "9" },
  { .id = 10,
    .name = "Zurich",
    .nation = "CH",
    .area_code = "44",
    .international_prefix = "00",
    .trunk_prefix = "-" },
  { .id = 11, .name = "São Paulo", .nation = "BR", .area_code = "11", .access_code = "0" },
};

enum
{
  IT = 1,
  DE,
  US,
  GB,
  FR,
  ES,
  ROME,
  RU,
  CA,
  CH,
  BR
};

typedef struct
{
  gint64 site;
  const char *text;
  gboolean is_calling;
  const char *shown;
  const char *e164;
  const char *digits;
  const char *nation;
  const char *area;
  const char *dest_class;
} Case;

#define SAME(e164)   "+" e164, "+" e164, e164
#define CODE(digits) digits, "", digits

static const Case called[] = {
  /* Italy keeps its 0; mobiles have none; the access code is 0 too */
  { IT, "0266771234", 0, SAME ("390266771234"), "IT", "Milan", "local" },
  { IT, "00266771234", 0, SAME ("390266771234"), "IT", "Milan", "local" },
  { IT, "0612345678", 0, SAME ("390612345678"), "IT", "Rome", "national" },
  { IT, "00612345678", 0, SAME ("390612345678"), "IT", "Rome", "national" },
  { IT, "01123456789", 0, SAME ("3901123456789"), "IT", "Turin", "national" },
  { IT, "3471234567", 0, SAME ("393471234567"), "IT", "Mobile", "mobile" },
  { IT, "03471234567", 0, SAME ("393471234567"), "IT", "Mobile", "mobile" },
  { IT, "03311234567", 0, SAME ("393311234567"), "IT", "Mobile", "mobile" },
  { IT, "0331234567", 0, SAME ("390331234567"), "IT", "Busto Arsizio", "national" },
  { IT, "00442079460958", 0, SAME ("442079460958"), "GB", "London", "international" },
  { IT, "000442079460958", 0, SAME ("442079460958"), "GB", "London", "international" },
  { IT, "0000491711234567", 0, CODE ("0000491711234567"), "", "", "unknown" },
  { IT, "000491711234567", 0, SAME ("491711234567"), "DE", "Mobile", "international" },
  { IT, "800123456", 0, SAME ("39800123456"), "IT", "Freephone", "tollfree" },
  { IT, "0800123456", 0, SAME ("39800123456"), "IT", "Freephone", "tollfree" },
  { IT, "0199123456", 0, SAME ("39199123456"), "IT", "Unique number", "special" },
  /* two readings fit: at a site with an access code it is taken as dialled */
  { IT, "0899123456", 0, SAME ("39899123456"), "IT", "Premium", "premium" },
  { ROME, "0899123456", 0, SAME ("390899123456"), "IT", "Salerno", "national" },
  { IT, "899123456", 0, SAME ("39899123456"), "IT", "Premium", "premium" },
  { IT, "892424", 0, SAME ("39892424"), "IT", "Premium", "premium" },
  { IT, "112", 0, CODE ("112"), "IT", "", "emergency" },
  { IT, "0112", 0, CODE ("112"), "IT", "", "emergency" },
  { IT, "0118", 0, CODE ("118"), "IT", "", "emergency" },
  { IT, "187", 0, CODE ("187"), "IT", "", "tollfree" },
  { IT, "01254", 0, CODE ("1254"), "IT", "", "premium" },
  { IT, "250", 0, CODE ("250"), "", "", "internal" },
  { IT, "8123", 0, CODE ("8123"), "", "", "internal" },
  { IT, "+390212345678", 0, SAME ("390212345678"), "IT", "Milan", "local" },
  { IT, "00390669812345", 0, SAME ("390669812345"), "VA", "Vatican City", "international" },
  { IT, "0549882123", 0, SAME ("3780549882123"), "SM", "San Marino", "international" },
  { IT, "+390549882123", 0, SAME ("3780549882123"), "SM", "San Marino", "international" },
  { DE, "000390549882123", 0, SAME ("3780549882123"), "SM", "San Marino", "international" },
  { IT, "00080012345678", 0, SAME ("80012345678"), "", "International freephone", "tollfree" },
  { IT, "0080012345678", 0, SAME ("80012345678"), "", "International freephone", "tollfree" },
  { IT, "00881612345678", 0, SAME ("881612345678"), "", "Iridium", "premium" },
  { IT, "0018005551234", 0, SAME ("18005551234"), "", "Toll-free", "international" },
  { IT, "026677123412", 0, SAME ("39026677123412"), "IT", "Milan", "local" },
  { ROME, "0612345678", 0, SAME ("390612345678"), "IT", "Rome", "local" },
  { ROME, "00442079460958", 0, SAME ("442079460958"), "GB", "London", "international" },
  { ROME, "12", 0, CODE ("12"), "", "", "unknown" },

  /* Germany drops the 0, knows local numbers and lengths of its own */
  { DE, "0691234567", 0, SAME ("49691234567"), "DE", "Frankfurt am Main", "local" },
  { DE, "00691234567", 0, SAME ("49691234567"), "DE", "Frankfurt am Main", "local" },
  { DE, "0891234567", 0, SAME ("49891234567"), "DE", "Munich", "national" },
  { DE, "00891234567", 0, SAME ("49891234567"), "DE", "Munich", "national" },
  { DE, "1234567", 0, SAME ("49691234567"), "DE", "Frankfurt am Main", "local" },
  { DE, "01234567", 0, SAME ("49691234567"), "DE", "Frankfurt am Main", "local" },
  { DE, "01711234567", 0, SAME ("491711234567"), "DE", "Mobile", "mobile" },
  { DE, "001711234567", 0, SAME ("491711234567"), "DE", "Mobile", "mobile" },
  { DE, "0800330", 0, SAME ("49800330"), "DE", "Freephone", "tollfree" },
  { DE, "09001123456", 0, SAME ("499001123456"), "DE", "Premium", "premium" },
  { DE, "01805123456", 0, SAME ("491805123456"), "DE", "Service number", "special" },
  { DE, "000390266771234", 0, SAME ("390266771234"), "IT", "Milan", "international" },
  { DE, "00390266771234", 0, SAME ("390266771234"), "IT", "Milan", "international" },
  { DE, "00041221234567", 0, SAME ("41221234567"), "CH", "Geneva", "international" },
  { DE, "0004122345678", 0, SAME ("4122345678"), "CH", "Geneva", "international" },
  { DE, "00049115", 0, SAME ("49115"), "DE", "Public authorities", "special" },
  { DE, "0003851", 0, SAME ("3851"), "HR", "Zagreb", "international" },
  { DE, "0110", 0, CODE ("110"), "DE", "", "emergency" },
  { DE, "112", 0, CODE ("112"), "DE", "", "emergency" },
  { DE, "0115", 0, CODE ("115"), "DE", "", "special" },
  { DE, "011833", 0, CODE ("11833"), "DE", "", "premium" },
  { DE, "19999", 0, CODE ("19999"), "DE", "", "tollfree" },
  { DE, "0555", 0, CODE ("555"), "DE", "", "special" },
  { DE, "1234", 0, CODE ("1234"), "", "", "internal" },
  { DE, "7005", 0, CODE ("7005"), "", "", "internal" },
  { DE, "0213112345", 0, SAME ("49213112345"), "DE", "Neuss", "national" },

  /* North America: 9, 1, ten digits, seven digits, 011 */
  { US, "912125550123", 0, SAME ("12125550123"), "US", "Manhattan - New York", "local" },
  { US, "92125550123", 0, SAME ("12125550123"), "US", "Manhattan - New York", "local" },
  { US, "2125550123", 0, SAME ("12125550123"), "US", "Manhattan - New York", "local" },
  { US, "9145550123", 0, SAME ("19145550123"), "US", "Yonkers - New York", "national" },
  { US, "5550123", 0, SAME ("12125550123"), "US", "Manhattan - New York", "local" },
  { US, "95550123", 0, SAME ("12125550123"), "US", "Manhattan - New York", "local" },
  { US, "913105550123", 0, SAME ("13105550123"), "US", "Santa Monica - California", "national" },
  { US, "914165550123", 0, SAME ("14165550123"), "CA", "Toronto - Ontario", "international" },
  { US, "918765550123", 0, SAME ("18765550123"), "JM", "", "international" },
  { US, "917875550123", 0, SAME ("17875550123"), "PR", "", "national" },
  { US, "918005550123", 0, SAME ("18005550123"), "", "Toll-free", "tollfree" },
  { US, "919005550123", 0, SAME ("19005550123"), "", "Premium", "premium" },
  { US, "9011442079460958", 0, SAME ("442079460958"), "GB", "London", "international" },
  { US, "011442079460958", 0, SAME ("442079460958"), "GB", "London", "international" },
  { US, "911", 0, CODE ("911"), "US", "", "emergency" },
  { US, "9911", 0, CODE ("911"), "US", "", "emergency" },
  { US, "9411", 0, CODE ("411"), "US", "", "premium" },
  { US, "4123", 0, CODE ("4123"), "", "", "internal" },
  { US, "9*672125550123", 0, SAME ("12125550123"), "US", "Manhattan - New York", "local" },
  { US, "+12125550123", 0, SAME ("12125550123"), "US", "Manhattan - New York", "local" },
  { US, "(212) 555-0123", 0, SAME ("12125550123"), "US", "Manhattan - New York", "local" },
  { CA, "918005550123", 0, SAME ("18005550123"), "", "Toll-free", "tollfree" },
  { CA, "912125550123", 0, SAME ("12125550123"), "US", "Manhattan - New York", "international" },
  { CA, "4165550123", 0, SAME ("14165550123"), "CA", "Toronto - Ontario", "local" },

  /* United Kingdom */
  { GB, "902079460958", 0, SAME ("442079460958"), "GB", "London", "local" },
  { GB, "02079460958", 0, SAME ("442079460958"), "GB", "London", "local" },
  { GB, "79460958", 0, SAME ("442079460958"), "GB", "London", "local" },
  { GB, "979460958", 0, SAME ("442079460958"), "GB", "London", "local" },
  { GB, "90049115", 0, SAME ("49115"), "DE", "Public authorities", "international" },
  { GB, "900411811", 0, SAME ("411811"), "CH", "", "international" },
  { GB, "90046840", 0, SAME ("46840"), "SE", "Stockholm", "international" },
  { GB, "901314960123", 0, SAME ("441314960123"), "GB", "Edinburgh", "national" },
  { GB, "907700900123", 0, SAME ("447700900123"), "GB", "Mobile", "mobile" },
  { GB, "907012345678", 0, SAME ("447012345678"), "GB", "Personal number", "special" },
  { GB, "907624123456", 0, SAME ("447624123456"), "IM", "Mobile", "international" },
  { GB, "901481123456", 0, SAME ("441481123456"), "GG", "Guernsey", "international" },
  { GB, "90390266771234", 0, CODE ("90390266771234"), "", "", "unknown" },
  { GB, "900390266771234", 0, SAME ("390266771234"), "IT", "Milan", "international" },
  { GB, "908001111", 0, SAME ("448001111"), "GB", "Freephone", "tollfree" },
  { GB, "909098790123", 0, SAME ("449098790123"), "GB", "Premium", "premium" },
  { GB, "999", 0, CODE ("999"), "GB", "", "emergency" },
  { GB, "9999", 0, CODE ("999"), "GB", "", "emergency" },
  { GB, "9112", 0, CODE ("112"), "GB", "", "emergency" },
  { GB, "118500", 0, CODE ("118500"), "GB", "", "premium" },

  /* France and its islands, Spain without a trunk prefix, Russia, Switzerland without trunk */
  { FR, "0142685300", 0, SAME ("33142685300"), "FR", "Paris", "local" },
  { FR, "00142685300", 0, SAME ("33142685300"), "FR", "Paris", "local" },
  { FR, "0612345678", 0, SAME ("33612345678"), "FR", "Mobile", "mobile" },
  { FR, "0800123456", 0, SAME ("33800123456"), "FR", "Freephone", "tollfree" },
  { FR, "0262123456", 0, SAME ("262262123456"), "RE", "Réunion", "international" },
  { FR, "3631", 0, CODE ("3631"), "FR", "", "special" },
  { FR, "015", 0, CODE ("15"), "FR", "", "emergency" },
  { ES, "912345678", 0, SAME ("34912345678"), "ES", "Madrid", "local" },
  { ES, "932345678", 0, SAME ("34932345678"), "ES", "Barcelona", "national" },
  { ES, "612345678", 0, SAME ("34612345678"), "ES", "Mobile", "mobile" },
  { ES, "902123456", 0, SAME ("34902123456"), "ES", "Shared cost", "special" },
  { ES, "00390266771234", 0, SAME ("390266771234"), "IT", "Milan", "international" },
  { ES, "016", 0, CODE ("016"), "ES", "", "tollfree" },
  { RU, "84951234567", 0, SAME ("74951234567"), "RU", "Moscow", "local" },
  { RU, "810390266771234", 0, SAME ("390266771234"), "IT", "Milan", "international" },
  { RU, "87271234567", 0, SAME ("77271234567"), "KZ", "Almaty", "international" },
  { CH, "446681800", 0, SAME ("41446681800"), "CH", "Zurich", "local" },

  /* Brazil: a carrier's code behind the prefix, and local numbers */
  { BR, "0152131234567", 0, SAME ("552131234567"), "BR", "Rio de Janeiro", "national" },
  { BR, "00152131234567", 0, SAME ("552131234567"), "BR", "Rio de Janeiro", "national" },
  { BR, "01521912345678", 0, SAME ("5521912345678"), "BR", "Mobile", "mobile" },
  { BR, "0015442079460958", 0, SAME ("442079460958"), "GB", "London", "international" },
  { BR, "00442079460958", 0, SAME ("442079460958"), "GB", "London", "international" },
  { BR, "031234567", 0, SAME ("551131234567"), "BR", "São Paulo", "local" },
  { BR, "08001234567", 0, SAME ("558001234567"), "BR", "Freephone", "tollfree" },

  /* marks, addresses, words */
  { IT, "0266771234#", 0, SAME ("390266771234"), "IT", "Milan", "local" },
  { IT, "*31#0266771234", 0, SAME ("390266771234"), "IT", "Milan", "local" },
  { IT, "#31#3471234567", 0, SAME ("393471234567"), "IT", "Mobile", "mobile" },
  { IT, "sip:+390266771234@trunk.example.net;user=phone", 0, SAME ("390266771234"), "IT", "Milan",
    "local" },
  { IT, "0266771234@10.0.0.1", 0, SAME ("390266771234"), "IT", "Milan", "local" },
  { IT, "tel:+39-02-6677-1234", 0, SAME ("390266771234"), "IT", "Milan", "local" },
  { DE, "+49 (0)69 1234567", 0, SAME ("49691234567"), "DE", "Frankfurt am Main", "local" },
  { IT, "+4902079460958", 0, SAME ("492079460958"), "DE", "Ruhr and Bergisch Land",
    "international" },
  { IT, "+39 02 6677 1234", 0, SAME ("390266771234"), "IT", "Milan", "local" },
  { IT, "0+442079460958", 0, SAME ("442079460958"), "GB", "London", "international" },
  { IT, "\\+442079460958", 0, SAME ("442079460958"), "GB", "London", "international" },
  { IT, "\u202a+44\u00a02079460958\u202c", 0, SAME ("442079460958"), "GB", "London",
    "international" },
  { IT, "\xe2\x80", 0, CODE ("\xe2\x80"), "", "", "unknown" },
  { IT, "0266771234,,123", 0, SAME ("390266771234"), "IT", "Milan", "local" },
  { IT, "alba.conti@example.net", 0, "alba.conti@example.net", "", "alba.conti@example.net", "", "",
    "unknown" },
  { IT, "*55", 0, CODE ("*55"), "", "", "unknown" },
  { IT, "#", 0, CODE ("#"), "", "", "unknown" },
  { IT, "+999123456", 0, "+999123456", "", "999123456", "", "", "unknown" },
  { IT, "12345678901234567890123456789", 0, CODE ("12345678901234567890123456789"), "", "",
    "unknown" },
  { IT, "", 0, CODE (""), "", "", "unknown" },
};

static const Case calling[] = {
  { IT, "0266771234", 1, SAME ("390266771234"), "IT", "Milan", "local" },
  { IT, "00266771234", 1, SAME ("390266771234"), "IT", "Milan", "local" },
  { IT, "3471234567", 1, SAME ("393471234567"), "IT", "Mobile", "mobile" },
  { IT, "03471234567", 1, SAME ("393471234567"), "IT", "Mobile", "mobile" },
  { IT, "390266771234", 1, SAME ("390266771234"), "IT", "Milan", "local" },
  { IT, "393471234567", 1, SAME ("393471234567"), "IT", "Mobile", "mobile" },
  { IT, "442079460958", 1, SAME ("442079460958"), "GB", "London", "international" },
  { IT, "00442079460958", 1, SAME ("442079460958"), "GB", "London", "international" },
  { IT, "250", 1, CODE ("250"), "", "", "internal" },
  { DE, "3012345678", 1, SAME ("493012345678"), "DE", "Berlin", "national" },
  { DE, "03012345678", 1, SAME ("493012345678"), "DE", "Berlin", "national" },
  { DE, "003012345678", 1, SAME ("493012345678"), "DE", "Berlin", "national" },
  { DE, "4969123456", 1, SAME ("4969123456"), "DE", "Frankfurt am Main", "local" },
  { DE, "1711234567", 1, SAME ("491711234567"), "DE", "Mobile", "mobile" },
  { DE, "0041446681800", 1, SAME ("41446681800"), "CH", "Zurich", "international" },
  { US, "2125550123", 1, SAME ("12125550123"), "US", "Manhattan - New York", "local" },
  { US, "12125550123", 1, SAME ("12125550123"), "US", "Manhattan - New York", "local" },
  { US, "442079460958", 1, SAME ("442079460958"), "GB", "London", "international" },
  { GB, "2079460958", 1, SAME ("442079460958"), "GB", "London", "local" },
  { FR, "142685300", 1, SAME ("33142685300"), "FR", "Paris", "local" },
  { ES, "34912345678", 1, SAME ("34912345678"), "ES", "Madrid", "local" },
  { IT, "anonymous", 1, CODE (""), "", "", "unknown" },
  { IT, "Restricted", 1, CODE (""), "", "", "unknown" },
  { IT, "sip:anonymous@anonymous.invalid", 1, CODE (""), "", "", "unknown" },
  { IT, "+", 1, CODE ("+"), "", "", "unknown" },
};

static CollectorNumbering *
load (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("TOLL_DATADIR"), "numbering", NULL);
  g_autoptr (GError) error = NULL;
  CollectorNumbering *numbering = collector_numbering_load (path, &error);

  g_assert_no_error (error);
  return numbering;
}

static CollectorPlan *
make_plan (void)
{
  g_autoptr (CollectorNumbering) numbering = load ();
  CollectorPlan *plan = collector_plan_new (numbering, "IT");

  for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
    collector_plan_add_site (plan, &sites[i]);
  return plan;
}

static void
check_rows (const Case *rows, guint n_rows)
{
  g_autoptr (CollectorPlan) plan = make_plan ();
  g_autoptr (TollArena) arena = toll_arena_new ();

  for (guint i = 0; i < n_rows; i++)
    {
      const Case *row = &rows[i];
      const CollectorSite *site = collector_plan_lookup_site (plan, row->site);
      CollectorNumber number;
      g_autofree char *got = NULL, *wanted = NULL;

      collector_plan_understand (plan, site, row->text, row->is_calling, arena, &number);
      got = g_strdup_printf ("%s at %s: %s|%s|%s|%s|%s|%s", row->text, site->name, number.shown,
                             number.e164, number.digits, number.nation, number.area,
                             toll_class_to_name (number.dest_class));
      wanted = g_strdup_printf ("%s at %s: %s|%s|%s|%s|%s|%s", row->text, site->name, row->shown,
                                row->e164, row->digits, row->nation, row->area, row->dest_class);
      if (g_strcmp0 (got, wanted) != 0)
        {
          g_test_message ("row %u: %s instead of %s", i, got, wanted);
          g_test_fail ();
        }
      g_assert_cmpint (number.is_extension, ==, number.dest_class == TOLL_CLASS_INTERNAL);
    }
}

static void
test_called_numbers (void)
{
  check_rows (called, G_N_ELEMENTS (called));
}

static void
test_calling_numbers (void)
{
  check_rows (calling, G_N_ELEMENTS (calling));
}

/* Is @digits, cut to a usual length, dialled nationally the same number again? */
static void
check_dialled_at_home (const CollectorPlan *plan,
                       const CollectorNation *nation,
                       const char *prefix,
                       gboolean is_mobile,
                       const char *access_code)
{
  const CollectorDigits digits =
      is_mobile && nation->mobile_digits.max > 0 ? nation->mobile_digits : nation->digits;
  const gsize n_code = strlen (nation->country_code);
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (GString) number = g_string_new (prefix);
  g_autofree char *dialled = NULL;
  CollectorNumberInfo info;
  CollectorNumber understood;

  while (number->len < n_code + digits.max)
    g_string_append_c (number, '5');
  collector_numbering_lookup (collector_plan_get_numbering (plan), number->str, &info);
  if (info.prefix_length != strlen (prefix))
    return;
  for (guint i = 0; i < nation->n_moves; i++)
    if (g_str_has_prefix (number->str + n_code, nation->moves[i].national))
      return;
  dialled = g_strconcat (access_code, nation->trunk_prefix, number->str + n_code, NULL);
  collector_plan_understand (plan, NULL, dialled, FALSE, arena, &understood);
  g_assert_cmpstr (understood.digits, ==, number->str);
  g_assert_cmpstr (understood.nation, ==, nation->nation);
}

static void
check_every_range (const char *access_code, gboolean is_dialled)
{
  g_autoptr (CollectorNumbering) numbering = load ();
  g_autoptr (GHashTable) plans =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)collector_plan_unref);
  g_autofree char *path =
      g_build_filename (g_getenv ("TOLL_DATADIR"), "numbering", "prefixes.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      const CollectorNation *nation = collector_numbering_lookup_nation (numbering, cells[1]);
      const CollectorSite site = { .id = 1, .nation = cells[1], .access_code = access_code };
      CollectorPlan *plan = g_hash_table_lookup (plans, cells[1]);

      if (nation == NULL)
        continue;
      if (plan == NULL)
        {
          plan = collector_plan_new (numbering, cells[1]);
          collector_plan_add_site (plan, &site);
          g_hash_table_insert (plans, g_strdup (cells[1]), plan);
        }
      check_dialled_at_home (plan, nation, cells[0], g_str_equal (cells[3], "mobile"),
                             is_dialled ? access_code : "");
    }
}

static void
test_every_range_can_be_dialled (void)
{
  check_every_range ("", FALSE);
  check_every_range ("0", TRUE);
}

static void
test_emergency_beats_an_extension_when_called (void)
{
  const char *const ranges[] = { "100-799", NULL };
  const CollectorSite site = { .id = 1, .nation = "IT", .extension_ranges = ranges };
  g_autoptr (CollectorNumbering) numbering = load ();
  g_autoptr (CollectorPlan) plan = collector_plan_new (numbering, "IT");
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorNumber number;

  collector_plan_add_site (plan, &site);
  collector_plan_understand (plan, NULL, "112", FALSE, arena, &number);
  g_assert_cmpint (number.dest_class, ==, TOLL_CLASS_EMERGENCY);
  collector_plan_understand (plan, NULL, "112", TRUE, arena, &number);
  g_assert_true (number.is_extension);
  collector_plan_understand (plan, NULL, "187", FALSE, arena, &number);
  g_assert_true (number.is_extension);
}

static void
test_plan_without_site (void)
{
  g_autoptr (CollectorNumbering) numbering = load ();
  g_autoptr (CollectorPlan) plan = collector_plan_new (numbering, "DE");
  g_autoptr (CollectorPlan) nowhere = collector_plan_new (numbering, "ZZ");
  g_autoptr (TollArena) arena = toll_arena_new ();
  CollectorNumber number;

  g_assert_cmpstr (collector_plan_get_default_site (plan)->name, ==, "");
  collector_plan_understand (plan, NULL, "0891234567", FALSE, arena, &number);
  g_assert_cmpstr (number.e164, ==, "+49891234567");
  g_assert_cmpint (number.dest_class, ==, TOLL_CLASS_NATIONAL);
  collector_plan_understand (nowhere, NULL, "0891234567", FALSE, arena, &number);
  g_assert_cmpint (number.dest_class, ==, TOLL_CLASS_UNKNOWN);
  collector_plan_understand (nowhere, NULL, "+49891234567", FALSE, arena, &number);
  g_assert_cmpint (number.dest_class, ==, TOLL_CLASS_INTERNATIONAL);
}

static void
test_extension_sites (void)
{
  g_autoptr (CollectorPlan) plan = make_plan ();
  const CollectorSite *frankfurt = collector_plan_lookup_site (plan, DE);

  g_assert_cmpint (collector_plan_find_extension_site (plan, "250", NULL)->id, ==, IT);
  g_assert_cmpint (collector_plan_find_extension_site (plan, "1500", NULL)->id, ==, DE);
  g_assert_cmpint (collector_plan_find_extension_site (plan, "8000", frankfurt)->id, ==, IT);
  g_assert_null (collector_plan_find_extension_site (plan, "300", frankfurt));
  g_assert_null (collector_plan_find_extension_site (plan, "25", NULL));
  g_assert_null (collector_plan_find_extension_site (plan, "", NULL));
  g_assert_null (collector_plan_find_extension_site (plan, "25a", NULL));
}

static void
test_device_kinds (void)
{
  static const struct
  {
    const char *device;
    CollectorDeviceKind kind;
    CollectorDeviceKind guess;
  } rows[] = {
    { "SEP001122AABBCC", COLLECTOR_DEVICE_PHONE, COLLECTOR_DEVICE_PHONE },
    { "SEP001122AABB", COLLECTOR_DEVICE_UNKNOWN, COLLECTOR_DEVICE_PHONE },
    { "CSFACONTI", COLLECTOR_DEVICE_UNKNOWN, COLLECTOR_DEVICE_UNKNOWN },
    { "TCTacinoski", COLLECTOR_DEVICE_UNKNOWN, COLLECTOR_DEVICE_UNKNOWN },
    { "ATA001122334455", COLLECTOR_DEVICE_PHONE, COLLECTOR_DEVICE_PHONE },
    { "AN0011223344080", COLLECTOR_DEVICE_PHONE, COLLECTOR_DEVICE_PHONE },
    { "ANALOG-GW", COLLECTOR_DEVICE_UNKNOWN, COLLECTOR_DEVICE_GATEWAY },
    { "CFB_2", COLLECTOR_DEVICE_BRIDGE, COLLECTOR_DEVICE_BRIDGE },
    { "CFBroom", COLLECTOR_DEVICE_UNKNOWN, COLLECTOR_DEVICE_BRIDGE },
    { "CiscoUM1-VI12", COLLECTOR_DEVICE_UNKNOWN, COLLECTOR_DEVICE_UNKNOWN },
    { "Lab-VIP", COLLECTOR_DEVICE_UNKNOWN, COLLECTOR_DEVICE_GATEWAY },
    { "S0/SU1/DS1-0@gw.example.net", COLLECTOR_DEVICE_UNKNOWN, COLLECTOR_DEVICE_GATEWAY },
    { "10.1.2.3", COLLECTOR_DEVICE_UNKNOWN, COLLECTOR_DEVICE_GATEWAY },
    { "SIP_Carrier", COLLECTOR_DEVICE_UNKNOWN, COLLECTOR_DEVICE_GATEWAY },
    { "", COLLECTOR_DEVICE_UNKNOWN, COLLECTOR_DEVICE_UNKNOWN },
  };
  g_autoptr (CollectorPlan) plan = make_plan ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (collector_plan_get_device_kind (plan, rows[i].device), ==, rows[i].kind);
      g_assert_cmpint (collector_plan_guess_device_kind (rows[i].device), ==, rows[i].guess);
    }
}

static void
test_told_devices (void)
{
  const CollectorGateway gateway = { .id = 7, .device = "SIP_Carrier", .site_id = DE };
  const CollectorGateway odd = { .id = 8, .device = "TABLE" };
  g_autoptr (CollectorPlan) plan = make_plan ();

  collector_plan_add_gateway (plan, &gateway);
  collector_plan_add_gateway (plan, &odd);
  collector_plan_add_device (plan, "Unity", COLLECTOR_DEVICE_VOICEMAIL, IT);
  g_assert_cmpint (collector_plan_lookup_gateway (plan, "SIP_Carrier")->id, ==, 7);
  g_assert_cmpstr (collector_plan_lookup_gateway (plan, "SIP_Carrier")->title, ==, "");
  g_assert_cmpint (collector_plan_get_device_kind (plan, "SIP_Carrier"), ==,
                   COLLECTOR_DEVICE_GATEWAY);
  g_assert_cmpint (collector_plan_get_device_kind (plan, "TABLE"), ==, COLLECTOR_DEVICE_GATEWAY);
  g_assert_cmpint (collector_plan_get_device_kind (plan, "Unity"), ==, COLLECTOR_DEVICE_VOICEMAIL);
  g_assert_cmpint (collector_plan_lookup_device_site (plan, "SIP_Carrier")->id, ==, DE);
  g_assert_cmpint (collector_plan_lookup_device_site (plan, "Unity")->id, ==, IT);
  g_assert_null (collector_plan_lookup_device_site (plan, "TABLE"));
  g_assert_null (collector_plan_lookup_device_site (plan, "nobody"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/normalize/plan/called-numbers", test_called_numbers);
  g_test_add_func ("/normalize/plan/calling-numbers", test_calling_numbers);
  g_test_add_func ("/normalize/plan/every-range-can-be-dialled", test_every_range_can_be_dialled);
  g_test_add_func ("/normalize/plan/emergency-beats-an-extension-when-called",
                   test_emergency_beats_an_extension_when_called);
  g_test_add_func ("/normalize/plan/plan-without-site", test_plan_without_site);
  g_test_add_func ("/normalize/plan/extension-sites", test_extension_sites);
  g_test_add_func ("/normalize/plan/device-kinds", test_device_kinds);
  g_test_add_func ("/normalize/plan/told-devices", test_told_devices);
  return g_test_run ();
}
