/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No known number of another person is found where it may not be: in any answer of any route that
 * reads, exports among them, in the stream of events, in what the service logs and in the access
 * log, as each role. Each call has a number of its own, with digits of its own, in every text that
 * may hold one; the routes are those of the router, so that a new one is searched without asking.
 */
#include "config.h"

#include "tests/support/route-rows.h"
#include "tests/support/score.h"

#include <string.h>

#include "collector/reports/facts.h"
#include "collector/reports/report.h"
#include "collector/store/query/fields.h"
#include "tests/api/leak-house.h"

/* Who may find which number whole. */
typedef struct
{
  const char *user_name;
  gboolean may[LEAK_N_CALLS];
} Reader;

static const Reader readers[] = {
  { "anna", { TRUE, TRUE, TRUE, TRUE, FALSE } }, /* administrator without a mask */
  { "paola", { TRUE, TRUE, TRUE, FALSE, FALSE } }, /* the same, of a part of the house */
  { "super", { FALSE } },                        /* supervisor, her own are masked too */
  { "rosa", { FALSE } },
  { "bruno", { FALSE, FALSE, FALSE, TRUE, TRUE } },
  { NULL, { FALSE } },
};

static GLogWriterOutput
keep_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  static GMutex lock;
  GString *log = data;

  g_mutex_lock (&lock);
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, "MESSAGE") == 0)
      g_string_append_printf (log, "%s\n", (const char *) fields[i].value);
  g_mutex_unlock (&lock);
  return G_LOG_WRITER_HANDLED;
}

/* Digits may be told in groups: what stands between two digits of a number is taken out. */
static char *
dup_squeezed (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (strchr (" -./()", *p) == NULL)
      g_string_append_c (out, *p);
  return g_string_free (out, FALSE);
}

/* Returns: how many numbers stand in @text that @reader may not find. */
static guint
search (const Reader *reader, const char *where, const char *text)
{
  g_autofree char *squeezed = dup_squeezed (text);
  guint n_found = 0;

  for (guint i = 0; i < LEAK_N_CALLS; i++)
    if (!reader->may[i] && strstr (squeezed, leak_calls[i].tail) != NULL)
      {
        g_test_message ("%s finds the number of call %u in %s", reader->user_name, i, where);
        n_found++;
      }
  return n_found;
}

static guint
ask (LeakHouse *f, const Reader *reader, const char *token, const char *path)
{
  g_autoptr (TestAnswer) answer = test_house_ask (f->house, "GET", path, token, NULL);

  g_assert_cmpuint (answer->status, <, 500);
  return search (reader, path, answer->head) + search (reader, path, answer->body);
}

/* What may stand for a variable of a path: each call, and small ids of people and of the rest. */
static guint
ask_each (LeakHouse *f, const Reader *reader, const char *token, const char *template)
{
  const char *brace = strchr (template, '{');
  g_autofree char *before = g_strndup (template, brace - template);
  const char *after = strchr (brace, '}') + 1;
  guint n_found = 0;

  for (guint i = 0; i < LEAK_N_CALLS; i++)
    {
      g_autofree char *of_call =
          g_strdup_printf ("%s%" G_GINT64_FORMAT "%s", before, f->ids[i], after);
      g_autofree char *of_one = g_strdup_printf ("%s%u%s", before, i + 1, after);

      n_found += ask (f, reader, token, of_call) + ask (f, reader, token, of_one);
    }
  return n_found;
}

static guint
ask_queries (LeakHouse *f, const Reader *reader, const char *token, const char *path)
{
  static const char *const queries[] = {
    "", "?mine=true", "?limit=1000", "?q=755", "?q=7555905", "?sort=name", "?state=told",
    "?filter=%7B%22direction%22:%5B%22outgoing%22%5D%7D", "?dry_run=true", "?field=extension",
    "?field=prefix", "?field=device", "?field=number", "?field=dialled", "?field=area",
  };
  guint n_found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *whole = g_strconcat (path, queries[i], NULL);

      n_found += ask (f, reader, token, whole);
    }
  for (guint i = 0; i < LEAK_N_CALLS; i++)
    {
      g_autofree char *like = g_strdup_printf (
          "%s?filter=%%7B%%22same_number_as%%22:%%22%" G_GINT64_FORMAT "%%22%%7D", path, f->ids[i]);
      g_autofree char *known = g_strdup_printf ("%s?filter=%%7B%%22number%%22:%%22%%2B3902%s%%22%%7D",
                                                path, leak_calls[i].tail);

      n_found += ask (f, reader, token, like) + ask (f, reader, token, known);
    }
  return n_found;
}

static gboolean
is_stream (const CollectorRoute *route)
{
  const TestRouteRow *row = test_route_find (route);

  return row != NULL && row->object == TEST_OBJECT_STREAM;
}

static guint
follow (LeakHouse *f, const Reader *reader, const char *token, const char *path)
{
  CollectorLive *live = collector_server_get_live (collector_house_get_server (f->house->house));
  g_autoptr (TestHttp) http = test_http_open (f->house->url);
  g_autofree char *request = g_strdup_printf (
      "GET %s?dashboard=true HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer %s\r\n\r\n", path, token);

  test_http_send (http, request, -1);
  g_assert_true (test_http_wait_for (http, "event: hello", 3000));
  collector_live_publish_calls (live, f->ids, LEAK_N_CALLS);
  g_assert_true (test_http_wait_for (http, "event: call", 3000));
  g_assert_true (test_http_wait_for (http, "event: tile", 5000));
  g_assert_true (test_http_wait_for (http, "event: widget", 5000));
  return search (reader, path, http->buffer->str);
}

/* Returns: how many numbers a report tells that @reader may not find. */
static guint
ask_report (LeakHouse *f, const Reader *reader, const char *token, const char *path)
{
  guint n_found = 0;

  for (guint i = 0; i < LEAK_N_SPECS; i++)
    {
      g_autoptr (TestAnswer) answer = test_house_ask (f->house, "POST", path, token, leak_specs[i]);

      g_assert_cmpuint (answer->status, <, 500);
      n_found += search (reader, path, answer->head) + search (reader, path, answer->body);
    }
  return n_found;
}

/* Numbers cannot be tried out by counting the calls that they match, either. */
static guint
try_numbers (LeakHouse *f, const Reader *reader, const char *token)
{
  static const char *const fields[] = { "number",        "dialled", "client_matter_code", "prefix",
                                        "authorization", "code",    "did" };
  static const char *const ops[] = { "contains", "ends", "matches" };
  guint n_found = 0;

  for (guint i = 0; i < LEAK_N_CALLS && token != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (fields); j++)
      for (guint k = 0; k < G_N_ELEMENTS (ops); k++)
        {
          g_autofree char *value = g_strconcat (k == 2 ? "*" : "", leak_calls[i].tail, NULL);

          if (reader->may[i] || leak_count_by (f, token, fields[j], ops[k], value) == 0)
            continue;
          g_test_message ("%s counts the number of call %u by %s %s", reader->user_name, i,
                          fields[j], ops[k]);
          n_found++;
        }
  return n_found;
}

/* Every field that calls are grouped, sorted and narrowed by, and every fact of a call. */
static guint
ask_fields (LeakHouse *f, const Reader *reader, const char *token)
{
  static const char *const forms[] = { "\"group_by\":[", "\"limit\":2,\"sort\":[", "\"fields\":[" };
  guint n_fields, n_facts, n_found = 0;
  const CollectorField *fields = collector_field_list (&n_fields);
  const CollectorFact *facts = collector_fact_list (&n_facts);

  for (guint i = 0; i < n_fields + n_facts; i++)
    {
      const char *id = i < n_fields ? fields[i].id : facts[i - n_fields].id;
      g_autofree char *values = g_strconcat ("/api/v1/reports/values?field=", id, NULL);

      n_found += ask (f, reader, token, values);
      for (guint j = 0; j < G_N_ELEMENTS (forms); j++)
        {
          g_autofree char *spec = g_strdup_printf (
              "{\"period\":{\"relative\":\"everything\"},%s\"%s\"]}", forms[j], id);
          g_autoptr (TestAnswer) answer
              = test_house_ask (f->house, "POST", "/api/v1/reports/1.1/run", token, spec);

          g_assert_cmpuint (answer->status, <, 500);
          n_found += search (reader, spec, answer->body);
        }
    }
  return n_found;
}

/* Files of every kind, of all that lists tell of numbers; whoever may is told the number there. */
static guint
ask_files (LeakHouse *f, const Reader *reader, const char *token)
{
  static const char *const formats[] = { "csv", "html", "pdf", "xlsx" };
  guint n_found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (formats) && token != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/api/v1/reports/1.1/run?format=", formats[i], NULL);
      g_autoptr (TestAnswer) answer = test_house_ask (
          f->house, "POST", path, token,
          "{\"period\":{\"relative\":\"everything\"},"
          "\"fields\":[\"start\",\"number\",\"authorization\",\"gateway_out\"]}");
      g_autofree char *told = NULL;
      g_autofree char *squeezed = NULL;

      g_assert_cmpuint (answer->status, ==, 200);
      told = test_house_dup_told (f->house, formats[i], answer);
      squeezed = dup_squeezed (told);
      if (reader->may[3])
        g_assert_nonnull (strstr (squeezed, leak_calls[3].tail));
      n_found += search (reader, path, told);
    }
  return n_found;
}

static guint
ask_reports (LeakHouse *f, const Reader *reader, const char *token)
{
  guint n_found = try_numbers (f, reader, token) + ask_fields (f, reader, token)
                  + ask_files (f, reader, token);

  for (const CollectorReportCategory *category = collector_report_categories;
       category->id != NULL; category++)
    for (const CollectorReport *report = category->reports; report->id != NULL; report++)
      {
        g_autofree char *path = g_strdup_printf ("/api/v1/reports/%s/run", report->id);

        n_found += ask_report (f, reader, token, path);
      }
  return n_found;
}

static guint
read_all (LeakHouse *f, const Reader *reader)
{
  const CollectorRouter *router =
      collector_server_get_router (collector_house_get_server (f->house->house));
  g_autofree char *token =
      reader->user_name != NULL ? test_house_sign_in (f->house, reader->user_name) : NULL;
  guint n_found = 0;

  for (guint i = 0; i < collector_router_get_n_routes (router); i++)
    {
      const CollectorRoute *route = collector_router_get_route (router, i);

      if (strcmp (route->method, "GET") != 0)
        continue;
      if (strchr (route->template, '{') != NULL)
        n_found += ask_each (f, reader, token, route->template);
      else if (!is_stream (route))
        n_found += ask_queries (f, reader, token, route->template);
      else if (token != NULL)
        n_found += follow (f, reader, token, route->template);
    }
  return n_found + ask_reports (f, reader, token);
}

/* That the search would find what is there: whom the calls belong to are told their numbers. */
static void
assert_told (LeakHouse *f, const char *user_name, const char *path, const char *tail)
{
  g_autofree char *token = test_house_sign_in (f->house, user_name);
  g_autoptr (TestAnswer) answer = test_house_ask (f->house, "GET", path, token, NULL);

  g_assert_nonnull (strstr (answer->body, tail));
}

static void
test_no_number_is_found (void)
{
  static const Reader nobody = { "a log" };
  LeakHouse f = { .log = g_string_new (NULL) };
  g_autofree char *access_log = NULL, *wal = NULL;
  g_autofree char *bytes = NULL, *wal_bytes = NULL;
  gsize n_bytes = 0, n_wal_bytes = 0;
  guint n_found = 0;

  g_log_set_writer_func (keep_log, f.log, NULL);
  leak_set_up (&f);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    n_found += read_all (&f, &readers[i]);
  assert_told (&f, "bruno", "/api/v1/calls", leak_calls[4].tail);
  assert_told (&f, "anna", "/api/v1/calls", leak_calls[3].tail);
  assert_told (&f, "anna", "/api/v1/quarantine", leak_calls[3].tail);
  {
    g_autofree char *token = test_house_sign_in (f.house, "anna");

    g_assert_cmpint (leak_count_by (&f, token, "number", "ends", leak_calls[3].tail), ==, 1);
  }
  access_log = test_temp_dir_path (f.house->dir, "access.db");
  wal = g_strconcat (access_log, "-wal", NULL);
  g_assert_true (g_file_get_contents (access_log, &bytes, &n_bytes, NULL));
  g_assert_true (g_file_get_contents (wal, &wal_bytes, &n_wal_bytes, NULL));
  for (guint i = 0; i < LEAK_N_CALLS; i++)
    {
      gsize length = strlen (leak_calls[i].tail);

      n_found += memmem (bytes, n_bytes, leak_calls[i].tail, length) != NULL;
      n_found += memmem (wal_bytes, n_wal_bytes, leak_calls[i].tail, length) != NULL;
    }
  g_assert_nonnull (memmem (wal_bytes, n_wal_bytes, "/api/v1/calls/{id}", 18));
  g_assert_nonnull (strstr (f.log->str, "signed in"));
  n_found += search (&nobody, "the service's log", f.log->str);
  toll_score ("P01", "numbers found where they may not be", n_found, 0);
  test_house_free (f.house);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/leak/numbers", test_no_number_is_found);
  return g_test_run ();
}
