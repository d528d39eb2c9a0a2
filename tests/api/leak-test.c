/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No known number of another person is found where it may not be: in any answer of any route that
 * reads, exports among them, in the stream of events, in what the service logs and in the access
 * log, as each role. Each call has a number of its own, with digits of its own, in every text that
 * may hold one; the routes are those of the router, so that a new one is searched without asking.
 */
#include "config.h"

#include "tests/support/route-rows.h"

#include <string.h>

#include "collector/reports/report.h"
#include "collector/store/ledger.h"

/* Calls, by whose they are; the numbers end with their index. Bruno's second call is private. */
static const struct
{
  const char *extension;
  const char *tail; /* the last digits, found nowhere else */
  gboolean is_private;
} calls[] = {
  { "701", "7551901", FALSE }, { "702", "7552902", FALSE }, { "703", "7553903", FALSE },
  { "704", "7554904", FALSE }, { "704", "7555905", TRUE },
};
#define N_CALLS G_N_ELEMENTS (calls)

/* Who may find which number whole. */
typedef struct
{
  const char *user_name;
  gboolean may[N_CALLS];
} Reader;

static const Reader readers[] = {
  { "anna", { TRUE, TRUE, TRUE, TRUE, FALSE } }, /* administrator without a mask */
  { "super", { FALSE } },                        /* supervisor, her own are masked too */
  { "rosa", { FALSE } },
  { "bruno", { FALSE, FALSE, FALSE, TRUE, TRUE } },
  { NULL, { FALSE } },
};

typedef struct
{
  TestHouse *house;
  gint64 ids[N_CALLS];
  GString *log; /* what the service said meanwhile */
} Fixture;

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

/* A call and its record. */
typedef struct
{
  TollCall call;
  guint32 global_call_id;
  const char *national; /* as dialled */
} Stored;

static void
fill_leg (const Stored *stored, TollLeg *leg)
{
  toll_leg_init (leg);
  leg->setup_ms = stored->call.start_ms;
  leg->connect_ms = stored->call.connect_ms;
  leg->disconnect_ms = stored->call.end_ms;
  leg->duration_ms = stored->call.talk_ms;
  leg->global_call_id = stored->global_call_id;
  leg->calling_number = stored->call.extension;
  leg->original_called_number = leg->final_called_number = leg->last_redirect_number =
      stored->national;
  leg->outpulsed_called_number = stored->call.number;
  leg->mobile_called_number = stored->call.number;
  leg->comment = leg->client_matter_code = stored->national;
  leg->dest_device = stored->call.number;
}

static gboolean
store_leg (CollectorLedger *ledger, Stored *stored, GError **error)
{
  CollectorWords *words = collector_ledger_get_words (ledger);
  g_autoptr (GByteArray) body = g_byte_array_new ();
  TollLeg leg;
  const TollLeg *const links[] = { &leg };
  CollectorLegRow row = { .global_call_id = stored->global_call_id,
                          .record_key = stored->global_call_id,
                          .setup_s = stored->call.start_ms / 1000 };

  fill_leg (stored, &leg);
  if (!collector_words_ensure (words, COLLECTOR_WORD_NODE, "C/1", &row.node_id, error) ||
      !collector_words_ensure (words, COLLECTOR_WORD_CLUSTER, "C", &row.cluster_id, error) ||
      !collector_ledger_insert_call (ledger, &stored->call, row.node_id, stored->global_call_id,
                                     error))
    return FALSE;
  toll_leg_pack (&leg, body);
  row.call_id = stored->call.id;
  row.body = body->data;
  row.n_body = body->len;
  return collector_ledger_insert_legs (ledger, &row, links, 1, error);
}

static gboolean
store_task (CollectorDb *db, gpointer data, GError **error)
{
  g_autoptr (CollectorLedger) ledger = collector_ledger_new (db, error);

  return ledger != NULL && collector_ledger_begin (ledger, error) &&
         store_leg (ledger, data, error) && collector_ledger_commit (ledger, error);
}

static void
store (Fixture *f, guint which)
{
  g_autofree char *number = g_strconcat ("+3902", calls[which].tail, NULL);
  g_autofree char *national = g_strconcat ("002", calls[which].tail, NULL);
  Stored stored = { .global_call_id = 100 + which, .national = national };

  test_house_fill_call (f->house, &stored.call, calls[which].extension, 1 + which, number);
  stored.call.dialled = national;
  stored.call.client_matter_code = national;
  stored.call.rate_prefix = number + 1;
  test_house_write (f->house, store_task, &stored);
  f->ids[which] = stored.call.id;
}

/* Each number stands in a record that could not be read, too; the private one behind a prefix. */
static gboolean
hold_task (CollectorDb *db, gpointer data, GError **error)
{
  g_autoptr (CollectorLedger) ledger = collector_ledger_new (db, error);
  g_auto (CollectorFileRow) row = { .name = g_strdup ("cdr"), .format = g_strdup ("cucm-cdr"),
                                    .state = g_strdup ("done"), .archive_path = g_strdup ("cdr") };

  if (ledger == NULL || !collector_ledger_begin (ledger, error)
      || !collector_db_run (db, "INSERT INTO private_rule (kind, value) VALUES (0, '**9')", error)
      || !collector_ledger_put_file (ledger, &row, error))
    return FALSE;
  for (guint i = 0; i < N_CALLS; i++)
    {
      g_autofree char *raw = g_strconcat (calls[i].is_private ? "pkid,701,**9002" : "pkid,701,002",
                                          calls[i].tail, NULL);
      CollectorHeld held = { 0, row.id, i + 2, 0, "duration", "a whole number is needed", raw };
      gboolean is_stored = FALSE;

      if (!collector_ledger_hold (ledger, &held, &is_stored, error))
        return FALSE;
    }
  return collector_ledger_commit (ledger, error);
}

static void
hold_all (Fixture *f)
{
  g_autofree char *path = test_temp_dir_path (f->house->dir, "cdr");

  g_assert_true (g_file_set_contents (path, "pkid,duration\n", -1, NULL));
  test_house_write (f->house, hold_task, NULL);
}

static void
put (Fixture *f, const char *path, const char *user_name, const char *body)
{
  g_autofree char *token = test_house_sign_in (f->house, user_name);
  g_autoptr (TestAnswer) answer = test_house_ask (f->house, "PUT", path, token, body);

  g_test_message ("PUT %s: %u %s", path, answer->status, answer->body);
  g_assert_cmpuint (answer->status, ==, 200);
}

static void
set_up (Fixture *f)
{
  f->house = test_house_new (NULL, NULL);
  hold_all (f);
  for (guint i = 0; i < N_CALLS; i++)
    {
      store (f, i);
      if (calls[i].is_private)
        {
          g_autofree char *path =
              g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT "/private", f->ids[i]);

          put (f, path, "bruno", "{\"private\":true}");
        }
    }
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

  for (guint i = 0; i < N_CALLS; i++)
    if (!reader->may[i] && strstr (squeezed, calls[i].tail) != NULL)
      {
        g_test_message ("%s finds the number of call %u in %s", reader->user_name, i, where);
        n_found++;
      }
  return n_found;
}

static guint
ask (Fixture *f, const Reader *reader, const char *token, const char *path)
{
  g_autoptr (TestAnswer) answer = test_house_ask (f->house, "GET", path, token, NULL);

  g_assert_cmpuint (answer->status, <, 500);
  return search (reader, path, answer->head) + search (reader, path, answer->body);
}

/* What may stand for a variable of a path: each call, and small ids of people and of the rest. */
static guint
ask_each (Fixture *f, const Reader *reader, const char *token, const char *template)
{
  const char *brace = strchr (template, '{');
  g_autofree char *before = g_strndup (template, brace - template);
  const char *after = strchr (brace, '}') + 1;
  guint n_found = 0;

  for (guint i = 0; i < N_CALLS; i++)
    {
      g_autofree char *of_call =
          g_strdup_printf ("%s%" G_GINT64_FORMAT "%s", before, f->ids[i], after);
      g_autofree char *of_one = g_strdup_printf ("%s%u%s", before, i + 1, after);

      n_found += ask (f, reader, token, of_call) + ask (f, reader, token, of_one);
    }
  return n_found;
}

static guint
ask_queries (Fixture *f, const Reader *reader, const char *token, const char *path)
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
  for (guint i = 0; i < N_CALLS; i++)
    {
      g_autofree char *like = g_strdup_printf (
          "%s?filter=%%7B%%22same_number_as%%22:%%22%" G_GINT64_FORMAT "%%22%%7D", path, f->ids[i]);
      g_autofree char *known = g_strdup_printf ("%s?filter=%%7B%%22number%%22:%%22%%2B3902%s%%22%%7D",
                                                path, calls[i].tail);

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
follow (Fixture *f, const Reader *reader, const char *token, const char *path)
{
  CollectorLive *live = collector_server_get_live (collector_house_get_server (f->house->house));
  g_autoptr (TestHttp) http = test_http_open (f->house->url);
  g_autofree char *request = g_strdup_printf (
      "GET %s HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer %s\r\n\r\n", path, token);

  test_http_send (http, request, -1);
  g_assert_true (test_http_wait_for (http, "event: hello", 3000));
  collector_live_publish_calls (live, f->ids, N_CALLS);
  g_assert_true (test_http_wait_for (http, "event: call", 3000));
  g_assert_true (test_http_wait_for (http, "event: tile", 5000));
  return search (reader, path, http->buffer->str);
}

/* Questions that try to tell a hidden number: by showing it, by grouping, sorting and counting. */
static const char *const specs[] = {
  "{}",
  "{\"fields\":[\"start\",\"number\",\"dialled\",\"callee_e164\",\"prefix\"]}",
  "{\"group_by\":[\"number\"]}",
  "{\"group_by\":[\"extension\",\"number\"]}",
  "{\"group_by\":[\"dialled\"]}",
  "{\"group_by\":[\"prefix\"]}",
  "{\"group_by\":[\"client_matter_code\"]}",
  "{\"sort\":[\"number\"],\"limit\":1}",
  "{\"sort\":[\"dialled\"]}",
};

/* Returns: how many numbers a report tells that @reader may not find. */
static guint
ask_report (Fixture *f, const Reader *reader, const char *token, const char *path)
{
  guint n_found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      g_autoptr (TestAnswer) answer = test_house_ask (f->house, "POST", path, token, specs[i]);

      g_assert_cmpuint (answer->status, <, 500);
      n_found += search (reader, path, answer->head) + search (reader, path, answer->body);
    }
  return n_found;
}

/* Returns: the calls whose number shows their tail that a restriction finds. */
static gint64
count_by (Fixture *f, const char *token, const char *field, const char *op, const char *value)
{
  g_autofree char *body = g_strdup_printf (
      "{\"period\":{\"relative\":\"everything\"},\"where\":{\"field\":\"%s\",\"op\":\"%s\","
      "\"value\":\"%s\"}}",
      field, op, value);
  g_autoptr (TestAnswer) answer
      = test_house_ask (f->house, "POST", "/api/v1/reports/1.1/count", token, body);
  g_autoptr (TollJson) json = toll_json_read (answer->body, -1, 0, NULL);

  if (answer->status == 403)
    return 0;
  g_assert_cmpuint (answer->status, ==, 200);
  return test_json_int (json, "calls");
}

/* Numbers cannot be tried out by counting the calls that they match, either. */
static guint
try_numbers (Fixture *f, const Reader *reader, const char *token)
{
  static const char *const fields[] = { "number", "dialled", "client_matter_code", "prefix" };
  static const char *const ops[] = { "contains", "ends", "matches" };
  guint n_found = 0;

  for (guint i = 0; i < N_CALLS && token != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (fields); j++)
      for (guint k = 0; k < G_N_ELEMENTS (ops); k++)
        {
          g_autofree char *value = g_strconcat (k == 2 ? "*" : "", calls[i].tail, NULL);

          if (reader->may[i] || count_by (f, token, fields[j], ops[k], value) == 0)
            continue;
          g_test_message ("%s counts the number of call %u by %s %s", reader->user_name, i,
                          fields[j], ops[k]);
          n_found++;
        }
  return n_found;
}

static guint
ask_reports (Fixture *f, const Reader *reader, const char *token)
{
  guint n_found = try_numbers (f, reader, token);

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
read_all (Fixture *f, const Reader *reader)
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
assert_told (Fixture *f, const char *user_name, const char *path, const char *tail)
{
  g_autofree char *token = test_house_sign_in (f->house, user_name);
  g_autoptr (TestAnswer) answer = test_house_ask (f->house, "GET", path, token, NULL);

  g_assert_nonnull (strstr (answer->body, tail));
}

static void
test_no_number_is_found (void)
{
  static const Reader nobody = { "a log" };
  Fixture f = { .log = g_string_new (NULL) };
  g_autofree char *access_log = NULL, *wal = NULL;
  g_autofree char *bytes = NULL, *wal_bytes = NULL;
  gsize n_bytes = 0, n_wal_bytes = 0;
  guint n_found = 0;

  g_log_set_writer_func (keep_log, f.log, NULL);
  set_up (&f);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    n_found += read_all (&f, &readers[i]);
  assert_told (&f, "bruno", "/api/v1/calls", calls[4].tail);
  assert_told (&f, "anna", "/api/v1/calls", calls[3].tail);
  assert_told (&f, "anna", "/api/v1/quarantine", calls[3].tail);
  {
    g_autofree char *token = test_house_sign_in (f.house, "anna");

    g_assert_cmpint (count_by (&f, token, "number", "ends", calls[3].tail), ==, 1);
  }
  access_log = test_temp_dir_path (f.house->dir, "access.db");
  wal = g_strconcat (access_log, "-wal", NULL);
  g_assert_true (g_file_get_contents (access_log, &bytes, &n_bytes, NULL));
  g_assert_true (g_file_get_contents (wal, &wal_bytes, &n_wal_bytes, NULL));
  for (guint i = 0; i < N_CALLS; i++)
    {
      gsize length = strlen (calls[i].tail);

      g_assert_null (memmem (bytes, n_bytes, calls[i].tail, length));
      g_assert_null (memmem (wal_bytes, n_wal_bytes, calls[i].tail, length));
    }
  g_assert_nonnull (memmem (wal_bytes, n_wal_bytes, "/api/v1/calls/{id}", 18));
  g_assert_nonnull (strstr (f.log->str, "signed in"));
  n_found += search (&nobody, "the service's log", f.log->str);
  g_assert_cmpuint (n_found, ==, 0);
  test_house_free (f.house);
}

/* Everything @token is told of its own call @which, in one text. */
static char *
read_about (Fixture *f, guint which, const char *token)
{
  static const char *const lists[] = { "/api/v1/calls", "/api/v1/calls?mine=true", "/api/v1/home" };
  g_autofree char *path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, f->ids[which]);
  g_autofree char *like = g_strdup_printf (
      "/api/v1/calls?filter=%%7B%%22same_number_as%%22:%%22%" G_GINT64_FORMAT "%%22%%7D",
      f->ids[which]);
  g_autoptr (TestAnswer) call = test_house_ask (f->house, "GET", path, token, NULL);
  g_autoptr (TestAnswer) same = test_house_ask (f->house, "GET", like, token, NULL);
  GString *text = g_string_new (NULL);

  g_assert_cmpuint (call->status, ==, 200);
  g_string_append_printf (text, "%s\n%u %s\n", call->body, same->status, same->body);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (TestAnswer) list = test_house_ask (f->house, "GET", lists[i], token, NULL);

      /* The reports that were run meanwhile are no answer. */
      const char *history = strstr (list->body, "\"history\":");

      g_string_append_len (text, list->body, history != NULL ? history - list->body : -1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      g_autoptr (TestAnswer) report
          = test_house_ask (f->house, "POST", "/api/v1/reports/1.1/run", token, specs[i]);

      /* Behind how long it took. */
      const char *spec = strstr (report->body, "\"spec\":");

      g_string_append_printf (text, "%u %s\n", report->status, spec != NULL ? spec : report->body);
    }
  return g_string_free (text, FALSE);
}

/* Makes contacts of the numbers from @first on that the masked one may stand for. */
static void
put_candidates (Fixture *f, const char *user_name, guint which, guint first, guint n)
{
  GString *body = g_string_new ("{\"items\":[");
  g_autofree char *head = g_strndup (calls[which].tail, strlen (calls[which].tail) - 3);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (body, "%s\"+3902%s%03u\"", i > 0 ? "," : "", head, first + i);
  g_string_append (body, "]}");
  put (f, "/api/v1/me/private-contacts", user_name, body->str);
  g_string_free (body, TRUE);
}

static gboolean
is_told (const char *before, const char *after)
{
  gsize same = 0;

  while (before[same] != '\0' && before[same] == after[same])
    same++;
  if (before[same] == after[same])
    return FALSE;
  g_test_message ("told: %.80s", after + (same > 40 ? same - 40 : 0));
  return TRUE;
}

/* Halves what the number may be by each set of contacts, as long as the answers tell which half.
 * Returns: how many numbers are left. */
static guint
halve (Fixture *f, const char *user_name, guint which)
{
  g_autofree char *token = test_house_sign_in (f->house, user_name);
  g_autofree char *before = NULL;
  guint first = 0, n = 1000;

  put_candidates (f, user_name, which, 0, 0);
  before = read_about (f, which, token);
  g_assert_nonnull (strstr (before, "***"));
  for (guint asked = 0; asked < 10 && n > 1; asked++)
    {
      g_autofree char *after = NULL;

      put_candidates (f, user_name, which, first, n / 2);
      after = read_about (f, which, token);
      if (is_told (before, after))
        n = n / 2;
      else if (n < 1000)
        {
          first += n / 2;
          n -= n / 2;
        }
      else /* the other half, to be told apart from an answer that tells nothing */
        {
          g_autofree char *other = NULL;

          put_candidates (f, user_name, which, n / 2, n / 2);
          other = read_about (f, which, token);
          if (!is_told (before, other))
            return n;
          first = n = n / 2;
        }
    }
  g_test_message ("%s is left with %u numbers from %03u", user_name, n, first);
  return n;
}

static void
test_contacts_find_no_number (void)
{
  Fixture f = { .log = g_string_new (NULL) };

  set_up (&f);
  g_assert_cmpuint (halve (&f, "rosa", 2), ==, 1000);
  g_assert_cmpuint (halve (&f, "super", 1), ==, 1000);
  g_string_free (f.log, TRUE);
  test_house_free (f.house);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/leak/numbers", test_no_number_is_found);
  g_test_add_func ("/api/leak/contacts", test_contacts_find_no_number);
  return g_test_run ();
}
