/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hostile names and numbers all the way through the real service: in records, in names of files, in
 * paths and in what people type. They stay texts: in lists, in every kind of file, in the log; and
 * nothing outside the service's folders is read or written.
 */
#include "shared/base/csv.h"
#include "shared/wire/json-read.h"
#include "shared/wire/json-write.h"
#include "tests/support/collector-run.h"
#include "tests/support/cucm-file.h"
#include "tests/support/http-client.h"
#include "tests/support/score.h"
#include "tests/support/service-run.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define PASSWORD "correct horse"
#define CANARY "canary-4711"
#define CANARY_NUMBER "0247110815"
#define NOT_TEXT "this is not a text file" /* what is said of each file of the test of the log */

typedef struct
{
  TestTempDir *dir;
  char *data, *drop, *log;
  TestService *service;
  char *token;
} Fixture;

static void
set_up (Fixture *f)
{
  f->dir = test_temp_dir_new ();
  f->data = test_temp_dir_path (f->dir, "data");
  f->drop = g_build_filename (f->data, "drop", NULL);
  f->log = test_temp_dir_path (f->dir, "log");
  g_mkdir_with_parents (f->drop, 0700);
  test_run_add_user (f->data, f->dir, "anna", "administrator", PASSWORD);
}

static void
start (Fixture *f)
{
  g_autofree char *script = g_strdup_printf ("G_MESSAGES_DEBUG=all exec \"$@\" 2>%s", f->log);

  f->service = test_service_start_under (script, f->data, f->drop);
  f->token = test_service_sign_in (f->service, "anna", PASSWORD);
}

static void
tear_down (Fixture *f)
{
  test_service_end (f->service, SIGTERM);
  g_free (f->token);
  g_free (f->log);
  g_free (f->drop);
  g_free (f->data);
  test_temp_dir_free (f->dir);
}

static TestAnswer *
ask (Fixture *f, const char *method, const char *path, const char *body)
{
  return test_http_ask_once (f->service->url, method, path, f->token, body);
}

/* ---- What a log may not show ---- */

static guint
count_lines_with (const Fixture *f, const char *tell)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (f->log, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    n += strstr (lines[i], tell) != NULL;
  return n;
}

/* Lines that an attacker wrote, bytes that a terminal obeys, and lines that never end; also
 * sign-ins that are more or less than @n_tried. */
static guint
count_forged (const Fixture *f, guint n_tried)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_wrong = 0, n = count_lines_with (f, "\" from 127.0.0.1: ");
  gsize n_bytes;

  g_assert_true (g_file_get_contents (f->log, &text, &n_bytes, NULL));
  for (gsize i = 0; i < n_bytes; i++)
    n_wrong += ((guchar) text[i] < 0x20 && text[i] != '\n') || text[i] == 0x7f;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    n_wrong += g_str_has_prefix (lines[i], "FORGED") || strlen (lines[i]) > 2000;
  g_test_message ("%u of %u sign-ins, %u wrong", n, n_tried, n_wrong);
  return n_wrong + (n == n_tried ? 0 : 1);
}

/* ---- Numbers and names of strangers ---- */

#define N_STRINGS 5000

static const char *const strings[] = {
  "=1+1", "=HYPERLINK(\"http://evil.example\")", "+A1", "-2+3", "@SUM(A1)", "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "' OR '1'='1", "'; DROP TABLE call; --",
  "%n%n%s%s", "%00", "../../etc/passwd", "..\\..\\x", "$(touch x)", "`id`", "; rm -rf x", "\x1b[31mred",
  "\xe2\x80\xae" "evil", "\xef\xbf\xbd", "\xff\xfe", "a,b;c|d", "\"\"\"", "{{7*7}}", "[[REPORT]]",
  "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7", "\t=1+1", "&amp;<b>", "]]>", "Bcc: x@evil.example",
};

static void
write_strings (const Fixture *f)
{
  static const char *const columns[] = {
    "callingPartyNumber", "originalCalledPartyNumber", "finalCalledPartyNumber", "origDeviceName",
    "destDeviceName", "callingPartyUnicodeLoginUserID", "authCodeDescription", "clientMatterCode",
    "comment", "huntPilotDN",
  };
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autofree char *path = NULL;

  for (guint i = 0; i < N_STRINGS; i++)
    {
      g_autoptr (TollTestRow) row = toll_test_cdr_new ();
      g_autofree char *text = g_strdup_printf ("%s%u", strings[i % G_N_ELEMENTS (strings)], i);

      for (guint j = 0; j < G_N_ELEMENTS (columns); j++)
        if (i % 2 == 0 || (i / 2) % G_N_ELEMENTS (columns) == j)
          toll_test_row_set (row, columns[j], text);
      toll_test_cdr_set_times (row, TOLL_TEST_CDR_SETUP_S + i * 60, 2, 30);
      toll_test_file_add (file, row);
    }
  path = toll_test_file_write (file, TOLL_TEST_FILE_PLAIN, f->dir->path, "C", "01", "202603020900", 1);
  {
    g_autoptr (JsonObject) told
        = test_run_json (f->data, (const char *const[]){ "import", path, "--json", NULL });
    gint64 kept = json_object_get_int_member (told, "legs")
                  + json_object_get_int_member (told, "quarantined")
                  + json_object_get_int_member (told, "noise");

    toll_score ("S34", "hostile records lost", N_STRINGS - kept, 0);
  }
}

/* Returns: how many calls the list gives page by page; -1 = a page is no JSON. */
static int
count_listed (Fixture *f)
{
  g_autofree char *after = g_strdup ("");
  int n = 0;

  while (after != NULL)
    {
      g_autofree char *path = g_strconcat ("/api/v1/calls?limit=200", after, NULL);
      g_autoptr (TestAnswer) answer = ask (f, "GET", path, NULL);
      g_autoptr (TollJson) json = toll_json_read (answer->body, answer->body_bytes, 0, NULL);
      const TollJsonValue *root = json != NULL ? toll_json_get_root (json) : NULL;
      const TollJsonValue *next = toll_json_value_get_member (root, "next");

      if (json == NULL || answer->status != 200)
        return -1;
      n += (int) toll_json_value_get_length (toll_json_value_get_member (root, "items"));
      g_free (after);
      after = toll_json_value_get_kind (next) == TOLL_JSON_TEXT
                  ? g_strconcat ("&after=", toll_json_value_get_text (next), NULL)
                  : NULL;
    }
  return n;
}

static TestAnswer *
export (Fixture *f, const char *format)
{
  g_autofree char *path = g_strconcat ("/api/v1/reports/1.1/run?format=", format, NULL);
  TestAnswer *answer = ask (f, "POST", path,
                            "{\"period\":{\"relative\":\"everything\"},\"traffic\":\"all\",\"fields\":["
                            "\"start\",\"number\",\"dialled\",\"extension\",\"authorization\","
                            "\"client_matter_code\"]}");

  g_test_message ("%s: %u, %zu bytes", format, answer->status, answer->body_bytes);
  g_assert_cmpuint (answer->status, ==, 200);
  return answer;
}

/* Cells that begin a formula; also rows that are more or less than @n_rows. */
static guint
check_csv (Fixture *f, guint n_rows)
{
  g_autoptr (TestAnswer) answer = export (f, "csv");
  g_autoptr (TollCsv) csv = toll_csv_new (answer->body, answer->body_bytes, ',');
  const TollCsvCell *cells;
  guint n_cells, n = 0, n_wrong = 0;

  for (; toll_csv_next (csv, &cells, &n_cells, NULL); n++)
    for (guint i = 0; i < n_cells; i++)
      n_wrong += cells[i].length > 0
                 && (strchr ("=@\t\r", *cells[i].text) != NULL
                     || (strchr ("+-", *cells[i].text) != NULL && cells[i].length > 1
                         && strspn (cells[i].text + 1, "0123456789.") != cells[i].length - 1));
  g_test_message ("%u rows, %u formulas", n, n_wrong);
  return n_wrong + (n == n_rows + 1 ? 0 : 1);
}

static guint
check_html (Fixture *f)
{
  static const char *const live[] = { "<script", "<img", "<svg onload", "<b>", "javascript:" };
  g_autoptr (TestAnswer) answer = export (f, "html");
  guint n_wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (live); i++)
    n_wrong += strstr (answer->body, live[i]) != NULL;
  return n_wrong + !g_utf8_validate (answer->body, answer->body_bytes, NULL);
}

/* Formulas that are not the program's own, found by another program; the sheets are valid XML. */
static guint
check_xlsx (Fixture *f)
{
  static const char script[]
      = "import re, sys, zipfile, xml.dom.minidom\n"
        "book = zipfile.ZipFile(sys.argv[1])\n"
        "found = 0\n"
        "for name in book.namelist():\n"
        "    if name.endswith('.xml'):\n"
        "        text = book.read(name).decode()\n"
        "        xml.dom.minidom.parseString(text)\n"
        "        found += len([t for t in re.findall('<f>([^<]*)', text)"
        " if not t.startswith('SUBTOTAL(')])\n"
        "print(found)\n";
  g_autoptr (TestAnswer) answer = export (f, "xlsx");
  g_autofree char *path = test_temp_dir_path (f->dir, "calls.xlsx"), *out = NULL;
  const char *const argv[] = { "/usr/bin/python3", "-c", script, path, NULL };
  g_autoptr (GSubprocess) process = NULL;

  g_assert_true (g_file_set_contents (path, answer->body, answer->body_bytes, NULL));
  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, NULL));
  if (!g_subprocess_get_successful (process))
    return 1;
  return (guint) g_ascii_strtoull (out, NULL, 10);
}

static void
test_strangers (void)
{
  Fixture f = { 0 };
  int n_listed;
  guint n_effects;

  set_up (&f);
  write_strings (&f);
  start (&f);
  n_listed = count_listed (&f);
  g_assert_cmpint (n_listed, >, 1000);
  n_effects = check_csv (&f, (guint) n_listed) + check_html (&f) + check_xlsx (&f);
  {
    g_autoptr (TestAnswer) pdf = export (&f, "pdf");
    g_autoptr (TestAnswer) unknown = ask (&f, "GET", "/api/v1/people/unknown", NULL);

    n_effects += !g_str_has_prefix (pdf->body, "%PDF-") + (unknown->status >= 500);
  }
  n_effects += count_forged (&f, 1);
  toll_score ("S34", "effects of hostile names and numbers", n_effects, 0);
  tear_down (&f);
}

/* ---- Lines of the log ---- */

/* Returns: 1 when the service looked at the try; what is no request, or too large, is no try. */
static guint
sign_in_as (Fixture *f, const char *name, const char *agent)
{
  g_autoptr (TollJsonWriter) json = toll_json_writer_new ();
  g_autoptr (TestHttp) http = test_http_open (f->service->url);
  g_autoptr (TestAnswer) answer = NULL;
  g_autofree char *body = NULL, *request = NULL;

  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "username", name);
  toll_json_add_text (json, "password", name);
  toll_json_end_object (json);
  body = g_string_free (toll_json_writer_finish (json), FALSE);
  request = g_strdup_printf ("POST /api/v1/session HTTP/1.1\r\nHost: a\r\nUser-Agent: %s\r\n"
                             "X-Forwarded-For: %s\r\nContent-Length: %zu\r\n\r\n%s",
                             agent, agent, strlen (body), body);
  test_http_send (http, request, -1);
  answer = test_http_read (http, FALSE);
  return answer->status == 401 ? 1 : 0;
}

static void
test_log (void)
{
  static const char *const names[] = {
    "eve\nFORGED: sign-in of \"anna\": signed in", "eve\r\nFORGED", "eve\r", "\x1b[2J\x1b[31m", "eve\x7f",
    "eve\"\nFORGED", "%n%s%n", "\xe2\x80\xa8" "FORGED", "\xc2\x85" "FORGED", "eve\\nFORGED", "\x01\x02",
  };
  static const char *const agents[] = { "a\x1b[31m", "%n%s", "a\tb", "\"\\" };
  Fixture f = { 0 };
  g_autofree char *huge = g_strnfill (900 * 1024, 'A');
  guint n_tried = 1; /* anna */

  set_up (&f);
  start (&f);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *file = g_strconcat (f.drop, "/cdr_C_01_202603020900_1", names[i], NULL);

      g_file_set_contents (file, "nothing\nFORGED: of a file\n\x1b[31m\n", -1, NULL);
      n_tried += sign_in_as (&f, names[i], agents[i % G_N_ELEMENTS (agents)]);
    }
  n_tried += sign_in_as (&f, huge, "a");
  g_assert_cmpuint (n_tried, >=, 8);
  g_clear_pointer (&f.token, g_free);
  f.token = g_strdup ("%0aFORGED");
  {
    g_autoptr (TestAnswer) path = ask (&f, "GET", "/api/v1/calls/%0aFORGED%1b%5b31m", NULL);
    g_autoptr (TestAnswer) query = ask (&f, "GET", "/api/v1/calls?limit=%0aFORGED", NULL);

    g_assert_cmpuint (path->status, >=, 400);
    g_assert_cmpuint (query->status, >=, 400);
  }
  for (guint i = 0; i < 300 && count_lines_with (&f, NOT_TEXT) < G_N_ELEMENTS (names); i++)
    test_pump (100);
  /* The name a file is written under before it has its own may be seen, too. */
  g_assert_cmpuint (count_lines_with (&f, NOT_TEXT), >=, G_N_ELEMENTS (names));
  toll_score ("S15", "lines and bytes of the log that others wrote", count_forged (&f, n_tried), 0);
  tear_down (&f);
}

/* ---- Paths ---- */

static void
list_below (const char *path, GString *text)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *below = g_build_filename (path, name, NULL);
      g_autofree char *plain = g_strescape (below, NULL);

      g_string_append_printf (text, "%s\n", plain);
      if (!g_file_test (below, G_FILE_TEST_IS_SYMLINK))
        list_below (below, text);
    }
}

/* Everything around the data folder, and nothing in it. */
static char *
list_outside (const Fixture *f)
{
  GString *text = g_string_new (NULL), *kept = g_string_new (NULL);
  g_autofree char *inside = g_strconcat (f->data, "/", NULL);
  g_auto (GStrv) lines = NULL;

  list_below (f->dir->path, text);
  lines = g_strsplit (text->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!g_str_has_prefix (lines[i], inside))
      g_string_append_printf (kept, "%s\n", lines[i]);
  g_string_free (text, TRUE);
  return g_string_free (kept, FALSE);
}

/* Returns: TRUE when @path gives what it may not. */
static gboolean
gives_away (Fixture *f, TestHttp **http, const char *path)
{
  g_autoptr (TestAnswer) answer = test_http_ask (*http, "GET", path, f->token, NULL);
  g_autofree char *connection = test_answer_dup_header (answer, "Connection");
  gboolean is_given = strstr (answer->body, CANARY) != NULL || strstr (answer->body, "root:x:") != NULL
                      || g_str_has_prefix (answer->body, "SQLite format") || answer->status >= 500;

  if (is_given)
    g_test_message ("%s: %u %.100s", path, answer->status, answer->body);
  if (answer->status == 0 || g_strcmp0 (connection, "close") == 0)
    {
      test_http_close (*http);
      *http = test_http_open (f->service->url);
    }
  return is_given;
}

static const char *const ups[] = { "..", "%2e%2e", "..%2f", ".%2e", "%252e%252e", "..%5c", "....",
                                   "..;", "%c0%ae%c0%ae", "..%00", ".", "" };

static guint
try_paths (Fixture *f, guint *n_tried)
{
  static const char *const roots[] = { "", "/api/v1", "/api/v1/reports", "/api/v1/calls",
                                       "/wallboard", "/report", "/gadget", "/static", "/archive",
                                       "/api/v1/people", "/api/v1/devices" };
  static const char *const targets[] = { "secret.txt", "etc/passwd", "data/ledger.db",
                                         "data%2fsecrets%2fpin-key" };
  TestHttp *http = test_http_open (f->service->url);
  guint n_given = 0;

  for (guint r = 0; r < G_N_ELEMENTS (roots); r++)
    for (guint u = 0; u < G_N_ELEMENTS (ups); u++)
      for (guint t = 0; t < G_N_ELEMENTS (targets); t++)
        for (guint depth = 1; depth <= 7; depth += 2)
          {
            g_autoptr (GString) path = g_string_new (roots[r]);

            for (guint i = 0; i < depth; i++)
              g_string_append_printf (path, "/%s", ups[u]);
            g_string_append_printf (path, "/%s", targets[t]);
            n_given += gives_away (f, &http, path->str);
            ++*n_tried;
          }
  test_http_close (http);
  return n_given;
}

/* A file outside the folders, which is a file of call records, too: whoever reads it takes its call. */
static char *
write_secret (const Fixture *f)
{
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (GBytes) bytes = NULL;
  char *path = test_temp_dir_path (f->dir, "secret.txt");

  toll_test_row_set (row, "comment", CANARY);
  toll_test_row_set (row, "callingPartyNumber", CANARY_NUMBER);
  toll_test_file_add (file, row);
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  g_assert_true (
      g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  return path;
}

static gboolean
tells_of_secret (Fixture *f, const char *path)
{
  g_autoptr (TestAnswer) answer = ask (f, "GET", path, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  return strstr (answer->body, CANARY) != NULL || strstr (answer->body, CANARY_NUMBER) != NULL;
}

/* Names of files that arrive; a link among them leads out of the folder. */
static void
put_names (const Fixture *f, const char *secret)
{
  static const char *const tails[] = { "..", "..\\..\\x", "%2e%2e%2fx", ".. x", "\n..", "~", "$HOME",
                                       ";touch x", "`touch x`", "|x", "*", "\xe2\x80\xa5" };
  g_autoptr (TollTestFile) file = toll_test_cdr_file_new ();
  g_autoptr (TollTestRow) row = toll_test_cdr_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *link = g_build_filename (f->drop, "cdr_C_01_202603020900_99", NULL);

  toll_test_file_add (file, row);
  bytes = toll_test_file_to_bytes (file, TOLL_TEST_FILE_PLAIN);
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *name = g_strdup_printf ("cdr_C_01_202603020900_%u%s", i, tails[i]);
      g_autofree char *path = g_build_filename (f->drop, name, NULL);

      g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
    }
  g_assert_cmpint (symlink (secret, link), ==, 0);
}

static void
test_paths (void)
{
  Fixture f = { 0 };
  g_autofree char *secret = NULL, *before = NULL, *after = NULL, *was = NULL, *is = NULL;
  guint n_tried = 0, n_given;

  set_up (&f);
  secret = write_secret (&f);
  g_assert_true (g_file_get_contents (secret, &was, NULL, NULL));
  start (&f);
  before = list_outside (&f);
  put_names (&f, secret);
  n_given = try_paths (&f, &n_tried);
  for (guint i = 0; i < 100 && count_lines_with (&f, "links are not followed") == 0; i++)
    test_pump (100);
  n_given += tells_of_secret (&f, "/api/v1/quarantine?limit=100");
  n_given += tells_of_secret (&f, "/api/v1/calls?limit=100");
  after = list_outside (&f);
  g_assert_true (g_file_get_contents (secret, &is, NULL, NULL));
  g_assert_cmpuint (n_tried, >=, 2000);
  toll_score ("S14", "files read from outside", n_given, 0);
  toll_score ("S14", "files written or taken away outside",
              test_count_differing_lines (before, after) + (strcmp (was, is) != 0), 0);
  tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/hostile/strangers", test_strangers);
  g_test_add_func ("/faults/hostile/log", test_log);
  g_test_add_func ("/faults/hostile/paths", test_paths);
  return g_test_run ();
}
