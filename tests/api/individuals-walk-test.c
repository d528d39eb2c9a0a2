/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where single people are off, no door tells who somebody else is: every field that calls are
 * grouped, sorted and narrowed by, every column, every report by itself and as a file, lists and
 * single calls, as each role. Two people stand in every text of their calls that may name one.
 */
#include "config.h"

#include "tests/support/api-house.h"
#include "tests/support/stride.h"

#include <string.h>

#include "collector/reports/facts.h"
#include "collector/reports/figures.h"
#include "collector/reports/report.h"
#include "collector/store/query/fields.h"

#define REPORTS "/api/v1/reports/"
#define ACCESS_LOG "12.7" /* tells of no calls, but who looked at whose data: that is its purpose */
#define ALL                                                                                        \
  "\"period\":{\"relative\":\"everything\"},\"directions\":[],\"outcomes\":[],\"classes\":[],"     \
  "\"rating_states\":[]"

/* What nobody may find: digits only where they stand alone. */
static const char *const secrets[] = {
  "8831", "8842", "Zoe Quirini", "Zoe", "Quirini", "Ugo Fabbri", "Fabbri", "zquirini", "ufabbri",
  "SEPZOE", "SEPUGO", "SEP00112233AABB", "zlogin", "ulogin", "+390266778831", "+390266778842", "CARDZOE", "CARDUGO",
  "CODEZOE",
};

typedef struct
{
  TestHouse *house;
  const char *who;
  char *token;
  gint64 ids[16];
  guint n_ids;
  guint n_found;
} Walk;

/* ---- The calls ---- */

static void
add_person (Walk *w, const char *token, const char *body)
{
  g_autoptr (TestAnswer) answer = test_house_ask (w->house, "POST", "/api/v1/people", token, body);

  g_test_message ("%s", answer->body);
  g_assert_cmpuint (answer->status, ==, 201);
}

static gboolean
fill_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_run (db,
                           "UPDATE site SET public_ranges = '+3902667788XX',"
                           " extension_ranges = '88XX'",
                           error)
         && collector_db_run (db, data, error);
}

static gint64
find_person (Walk *w, const char *token, const char *user_name)
{
  g_autofree char *path = g_strconcat ("/api/v1/people?q=", user_name, NULL);
  g_autoptr (TollJson) json = test_house_get (w->house, path, token);

  return g_ascii_strtoll (test_json_text (json, "items.0.id"), NULL, 10);
}

/* A call of Zoe, with all that a record can say of her, and of Ugo who forwarded it. */
static void
fill_call (Walk *w, TollCall *call, TollDirection direction, const char *number)
{
  test_house_fill_call (w->house, call, "8831", 20 + w->n_ids, number);
  call->direction = direction;
  call->partition = "INT";
  call->device = "SEPZOE";
  call->login_user = "zlogin";
  call->last_extension = call->first_extension = "8842";
  call->authorization_description = "CODEZOE";
  call->department_id = 1;
  call->caller_e164 = direction == TOLL_DIRECTION_OUTGOING ? "+390266778831" : number;
  call->callee_e164 = direction == TOLL_DIRECTION_INCOMING ? "+390266778831" : number;
  call->dialled = direction == TOLL_DIRECTION_INCOMING ? "+390266778831" : "8842";
  if (direction == TOLL_DIRECTION_INCOMING)
    call->outcome = TOLL_OUTCOME_MISSED;
}

/* The records of a call: its own, and one by which it was given to Zoe's phone later. */
static gboolean
store_legs_task (CollectorDb *db, gpointer data, GError **error)
{
  const TollCall *call = data;
  g_autoptr (CollectorLedger) ledger = collector_ledger_new (db, error);
  TollLeg leg;
  const TollLeg *const links[] = { &leg };
  gboolean is_ok = ledger != NULL && collector_ledger_begin (ledger, error);

  for (guint i = 0; is_ok && i < 2; i++)
    {
      g_autoptr (GByteArray) body = g_byte_array_new ();
      CollectorLegRow row = { .node_id = 1, .cluster_id = 1, .call_id = call->id,
                              .global_call_id = 1, .record_key = (call->id & 0xffff) * 2 + i,
                              .setup_s = call->start_ms / 1000 + i };

      toll_leg_init (&leg);
      leg.setup_ms = call->start_ms + i;
      leg.orig_device = "TRUNK-IN";
      leg.dest_device = i == 0 ? "TRUNK-OUT" : "SEP00112233AABB";
      leg.calling_number = call->number;
      leg.original_called_number = leg.last_redirect_number = "8842";
      leg.final_called_number = "8831";
      toll_leg_pack (&leg, body);
      row.body = body->data;
      row.n_body = body->len;
      is_ok = collector_ledger_insert_legs (ledger, &row, links, 1, error);
    }
  return is_ok && collector_ledger_commit (ledger, error);
}

static void
store (Walk *w, TollCall *call, gint64 zoe)
{
  call->person_id = zoe;
  w->ids[w->n_ids++] = test_house_store_call (w->house, call);
  test_house_write (w->house, store_legs_task, call);
}

static void
store_calls (Walk *w, gint64 zoe, gint64 ugo)
{
  static const struct
  {
    TollDirection direction;
    const char *number;
  } outside[] = {
    { TOLL_DIRECTION_OUTGOING, "+390199000111" }, { TOLL_DIRECTION_INCOMING, "+390199000111" },
    { TOLL_DIRECTION_TRANSIT, "+390199000111" },  { TOLL_DIRECTION_OUTGOING, "+390266778842" },
    { TOLL_DIRECTION_INCOMING, "+390266778842" }, { TOLL_DIRECTION_TRANSIT, "+390266778842" },
    { TOLL_DIRECTION_INCOMING, "8842" },
  };
  TollCall call;

  for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
    {
      fill_call (w, &call, outside[i].direction, outside[i].number);
      store (w, &call, zoe);
    }
  fill_call (w, &call, TOLL_DIRECTION_INTERNAL, "8842");
  call.dest_class = TOLL_CLASS_INTERNAL;
  call.caller_e164 = call.callee_e164 = "";
  call.called_extension = "8842";
  call.called_partition = "INT";
  call.called_device = "SEPUGO";
  call.called_login = "ulogin";
  call.called_person_id = ugo;
  call.called_department_id = 2;
  store (w, &call, zoe);
}

/* @unmask: SQL. */
static void
set_up (Walk *w, const char *unmask)
{
  g_autofree char *anna = NULL;
  g_autoptr (TestAnswer) put = NULL;

  w->house = test_house_new (NULL, NULL);
  test_house_write (w->house, fill_task, (gpointer) unmask);
  anna = test_house_sign_in (w->house, "anna");
  add_person (w, anna,
              "{\"user_name\":\"zquirini\",\"first_name\":\"Zoe\",\"last_name\":\"Quirini\","
              "\"lines\":[{\"number\":\"8831\"}],\"custom\":[\"CARDZOE\"]}");
  add_person (w, anna,
              "{\"user_name\":\"ufabbri\",\"first_name\":\"Ugo\",\"last_name\":\"Fabbri\","
              "\"lines\":[{\"number\":\"8842\"}],\"custom\":[\"CARDUGO\"]}");
  store_calls (w, find_person (w, anna, "zquirini"), find_person (w, anna, "ufabbri"));
  put = test_house_ask (w->house, "PUT", "/api/v1/privacy", anna, "{\"individual_reports\":false}");
  g_assert_cmpuint (put->status, ==, 200);
}

/* ---- The search ---- */

static gboolean
stands_in (const char *text, const char *secret)
{
  gsize length = strlen (secret);

  for (const char *at = strstr (text, secret); at != NULL; at = strstr (at + 1, secret))
    if (!g_ascii_isdigit (*secret)
        || ((at == text || !g_ascii_isdigit (at[-1])) && !g_ascii_isdigit (at[length])))
      return TRUE;
  return FALSE;
}

static void
search (Walk *w, const char *path, const char *spec, const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    if (stands_in (text, secrets[i]))
      {
        g_test_message ("%s finds %s in %s %s", w->who, secrets[i], path, spec);
        w->n_found++;
      }
}

/* Returns: the status. */
static guint
ask (Walk *w, const char *path, const char *spec)
{
  g_autoptr (TestAnswer) answer
      = test_house_ask (w->house, spec != NULL ? "POST" : "GET", path, w->token, spec);

  if (answer->status >= 500)
    g_test_message ("%s %s: %s", path, spec, answer->body);
  g_assert_cmpuint (answer->status, <, 500);
  if (answer->status == 200)
    search (w, path, spec != NULL ? spec : "", answer->body);
  return answer->status;
}

static gboolean
is_of_own (const Walk *w)
{
  return strcmp (w->who, "bruno") == 0;
}

/* ---- Fields ---- */

static void
expect (Walk *w, const CollectorField *field, const char *what, guint status)
{
  if ((field->flags & COLLECTOR_FIELD_PERSONAL) == 0 || is_of_own (w) || status == 403)
    return;
  g_test_message ("%s: %s by %s is answered with %u", w->who, what, field->id, status);
  w->n_found++;
}

/* Who somebody is cannot be tried out by counting, either. */
static void
try_secrets (Walk *w, const CollectorField *field)
{
  if (field->shape != COLLECTOR_FIELD_NAMED && field->shape != COLLECTOR_FIELD_TEXT)
    return;
  for (guint i = g_str_hash (field->id) % test_stride (); i < G_N_ELEMENTS (secrets);
       i += test_stride ())
    {
      g_autofree char *spec = g_strdup_printf (
          "{" ALL ",\"where\":{\"field\":\"%s\",\"op\":\"is\",\"value\":\"%s\"}}", field->id,
          secrets[i]);
      g_autoptr (TestAnswer) answer
          = test_house_ask (w->house, "POST", REPORTS "1.1/count", w->token, spec);

      if (answer->status == 403 || strstr (answer->body, "\"calls\":0") != NULL)
        continue;
      g_test_message ("%s counts by %s: %s", w->who, spec, answer->body);
      w->n_found++;
    }
}

static void
walk_fields (Walk *w)
{
  static const struct
  {
    const char *path, *before, *after;
  } forms[] = {
    { REPORTS "3.3/run", "\"group_by\":[\"", "\"]" },
    { REPORTS "3.3/run", "\"group_by\":[\"minute\",\"", "\"],\"fields\":[\"calls\"]" },
    { REPORTS "1.1/run", "\"section\":\"", "\"" },
    { REPORTS "1.1/run", "\"sort\":[\"", "\"]" },
    { REPORTS "1.1/run", "\"where\":{\"op\":\"not_empty\",\"field\":\"", "\"}" },
    { REPORTS "1.1/count", "\"where\":{\"op\":\"starts\",\"value\":\"8\",\"field\":\"", "\"}" },
  };
  guint n_fields;
  const CollectorField *fields = collector_field_list (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *values = g_strconcat (REPORTS "values?field=", fields[i].id, NULL);

      for (guint j = 0; j < G_N_ELEMENTS (forms); j++)
        {
          g_autofree char *spec = g_strdup_printf ("{" ALL ",%s%s%s}", forms[j].before,
                                                   fields[i].id, forms[j].after);

          expect (w, &fields[i], forms[j].before, ask (w, forms[j].path, spec));
        }
      expect (w, &fields[i], "values", ask (w, values, NULL));
      try_secrets (w, &fields[i]);
    }
}

/* ---- Reports ---- */

/* Columns that name somebody are asked for one by one: of them a report refuses each. */
static void
walk_figures (Walk *w, const char *path)
{
  guint n_figures;
  const CollectorFigure *figures = collector_figure_list (&n_figures);

  for (guint i = g_str_hash (path) % test_stride (); i < n_figures; i += test_stride ())
    if (collector_figure_is_sampled (&figures[i]))
      {
        g_autofree char *spec
            = g_strdup_printf ("{" ALL ",\"fields\":[\"calls\",\"%s\"]}", figures[i].id);

        ask (w, path, spec);
      }
}

static void
walk_facts (Walk *w, const char *path, const CollectorFact *facts, guint n_facts)
{
  g_autoptr (GString) spec = g_string_new ("{" ALL ",\"fields\":[");

  for (guint i = 0; i < n_facts; i++)
    g_string_append_printf (spec, "%s\"%s\"", i > 0 ? "," : "", facts[i].id);
  g_string_append (spec, "]}");
  ask (w, path, spec->str);
}

static void
walk_report (Walk *w, const CollectorReport *report)
{
  static const char *const specs[] = {
    "{}",
    "{\"period\":{\"relative\":\"everything\"}}",
    "{" ALL "}",
    "{" ALL ",\"group_by\":[\"day\",\"minute\",\"number\"]}",
  };
  static const char *const formats[] = { "", "?format=csv", "?format=html", "?format=json" };
  g_autofree char *plain = g_strconcat (REPORTS, report->id, "/run", NULL);
  guint n_facts, n_steps;
  const CollectorFact *facts = collector_fact_list (&n_facts);
  const CollectorFact *steps = collector_step_fact_list (&n_steps);

  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    for (guint j = 0; j < G_N_ELEMENTS (formats); j++)
      {
        g_autofree char *path = g_strconcat (plain, formats[j], NULL);

        ask (w, path, specs[i]);
      }
  walk_figures (w, plain);
  walk_facts (w, plain, facts, n_facts);
  if (report->tells_steps)
    walk_facts (w, plain, steps, n_steps);
}

static void
walk_calls (Walk *w)
{
  ask (w, "/api/v1/calls?limit=100", NULL);
  ask (w, "/api/v1/home?limit=50", NULL);
  for (guint i = 0; i < w->n_ids; i++)
    {
      g_autofree char *path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, w->ids[i]);
      g_autofree char *alike = g_strdup_printf (
          "{" ALL ",\"same_number_as\":\"%" G_GINT64_FORMAT "\"}", w->ids[i]);

      ask (w, path, NULL);
      ask (w, REPORTS "1.1/run", alike);
    }
}

/* Returns: how often something was found. */
static guint
walk_all (const char *unmask)
{
  static const char *const readers[] = { "anna", "super", "bruno" };
  Walk w = { NULL };

  set_up (&w, unmask);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      w.who = readers[i];
      w.token = test_house_sign_in (w.house, readers[i]);
      walk_calls (&w);
      walk_fields (&w);
      for (const CollectorReportCategory *category = collector_report_categories;
           category->id != NULL; category++)
        for (const CollectorReport *report = category->reports; report->id != NULL; report++)
          if (strcmp (report->id, ACCESS_LOG) != 0)
            walk_report (&w, report);
      g_clear_pointer (&w.token, g_free);
    }
  test_house_free (w.house);
  return w.n_found;
}

static void
test_unmasked (void)
{
  g_assert_cmpuint (walk_all ("UPDATE account SET masked_digits = 0"), ==, 0);
}

/* Numbers are told apart by more than they show then. */
static void
test_masked (void)
{
  g_assert_cmpuint (walk_all ("UPDATE account SET masked_digits = 1"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/individuals/walk", test_unmasked);
  g_test_add_func ("/individuals/walk-masked", test_masked);
  return g_test_run ();
}
