/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The journey of a call as steps; and a call's page: its records found again through leg ids, its
 * price explained, its numbers masked, the authorisation code told to nobody.
 */
#include "config.h"

#include "collector/normalize/steps.h"
#include "tests/support/api-house.h"

#include <string.h>

#define T0 (TEST_NOW_MS - 600000)

static void
fill_leg (TollLeg *leg, gint64 setup_ms, const char *from, const char *to)
{
  toll_leg_init (leg);
  leg->cluster = "C";
  leg->manager_id = 1;
  leg->setup_ms = setup_ms;
  leg->connect_ms = setup_ms + 5000;
  leg->disconnect_ms = setup_ms + 65000;
  leg->duration_ms = 60000;
  leg->calling_number = from;
  leg->original_called_number = leg->final_called_number = to;
  leg->pkid = "p";
}

/* Returns: (transfer full): "setup 1>2, ring 1>2 ..." */
static char *
tell (const TollLeg *legs, guint n_legs)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (CollectorStep));
  g_autofree const TollLeg **records = g_new (const TollLeg *, n_legs + 1);
  GString *text = g_string_new (NULL);
  TollCall call;

  toll_call_init (&call);
  for (guint i = 0; i < n_legs; i++)
    records[i] = &legs[i];
  collector_steps_derive (&call, records, n_legs, steps);
  for (guint i = 0; i < steps->len; i++)
    {
      const CollectorStep *step = &g_array_index (steps, CollectorStep, i);

      g_string_append_printf (text, "%s%s %s>%s", i > 0 ? ", " : "",
                              collector_step_to_name (step->kind), step->from, step->to);
    }
  return g_string_free (text, FALSE);
}

static void
test_plain_and_forwarded (void)
{
  TollLeg leg;
  g_autofree char *plain = NULL, *forwarded = NULL, *missed = NULL;

  fill_leg (&leg, T0, "701", "702");
  plain = tell (&leg, 1);
  g_assert_cmpstr (plain, ==, "setup 701>702, ring 701>702, answer 701>702, end >");
  leg.final_called_number = "704";
  leg.last_redirect_number = "703";
  leg.orig_redirect_reason = 2;
  leg.last_redirect_reason = 1;
  forwarded = tell (&leg, 1);
  g_assert_cmpstr (forwarded, ==,
                   "setup 701>702, ring 701>702, forward 702>703, forward 703>704, ring 701>704,"
                   " answer 701>704, end >");
  fill_leg (&leg, T0, "701", "702");
  leg.connect_ms = leg.duration_ms = 0;
  missed = tell (&leg, 1);
  g_assert_cmpstr (missed, ==, "setup 701>702, ring 701>702, end >");
}

static void
test_transferred_after_asking (void)
{
  enum
  {
    BEHALF_TRANSFER = 10
  };
  TollLeg legs[3];
  g_autofree char *told = NULL;

  fill_leg (&legs[0], T0, "+3902", "701");
  fill_leg (&legs[1], T0 + 70000, "701", "702");
  legs[1].orig_termination_behalf = legs[1].dest_termination_behalf = BEHALF_TRANSFER;
  fill_leg (&legs[2], T0 + 140000, "+3902", "702");
  legs[2].connect_ms = legs[2].setup_ms;
  legs[2].last_redirect_reason = 4;
  legs[2].last_redirect_number = "701";
  told = tell (legs, 3);
  g_assert_cmpstr (told, ==,
                   "setup +3902>701, ring +3902>701, answer +3902>701, consult 701>702,"
                   " ring 701>702, answer 701>702, transfer 701>702, answer +3902>702,"
                   " end >");
}

/* A call of two records with different callIds, tied by a leg id. */
typedef struct
{
  TollCall call;
  TollLeg legs[2];
} Stored;

static gboolean
store_legs (CollectorLedger *ledger, Stored *stored, GError **error)
{
  CollectorWords *words = collector_ledger_get_words (ledger);
  gint64 node_id, cluster_id;

  if (!collector_words_ensure (words, COLLECTOR_WORD_NODE, "C/1", &node_id, error) ||
      !collector_words_ensure (words, COLLECTOR_WORD_CLUSTER, "C", &cluster_id, error) ||
      !collector_ledger_insert_call (ledger, &stored->call, node_id,
                                     stored->legs[0].global_call_id, error))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GByteArray) body = g_byte_array_new ();
      CollectorLegRow row = {
        .node_id = node_id,
        .cluster_id = cluster_id,
        .global_call_id = stored->legs[i].global_call_id,
        .record_key = i + 1,
        .setup_s = stored->legs[i].setup_ms / 1000,
        .call_id = stored->call.id,
        .line = 3 + i,
      };

      const TollLeg *const links[] = { &stored->legs[i] };

      toll_leg_pack (&stored->legs[i], body);
      row.body = body->data;
      row.n_body = body->len;
      if (!collector_ledger_insert_legs (ledger, &row, links, 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
store_task (CollectorDb *db, gpointer data, GError **error)
{
  g_autoptr (CollectorLedger) ledger = collector_ledger_new (db, error);

  return ledger != NULL && collector_ledger_begin (ledger, error) &&
         store_legs (ledger, data, error) && collector_ledger_commit (ledger, error);
}

static const char tariff[] =
    "{\"name\":\"T\",\"currency\":\"EUR\",\"zone\":\"Europe/Rome\",\"rates\":[{\"prefix\":\"39\","
    "\"destination\":\"Italy\",\"connect_fee\":\"0.01\",\"steps\":[{\"start_s\":0,"
    "\"price\":\"0.06\",\"per_s\":60,\"increment_s\":60}]}]}";

/* Rosa's call, of two records; the codes of whoever placed it. */
static void
store_rosas_call (TestHouse *house, Stored *stored)
{
  test_house_fill_call (house, &stored->call, "703", 10, "+39026677889");
  stored->call.tariff_version_id = 7;
  stored->call.rate_prefix = "39";
  stored->call.authorization_description = "Board 5551234";
  stored->call.client_matter_code = "40017";
  fill_leg (&stored->legs[0], stored->call.start_ms, "703", "0026677889");
  fill_leg (&stored->legs[1], stored->call.start_ms + 70000, "703", "704");
  stored->legs[0].global_call_id = 11;
  stored->legs[1].global_call_id = 12;
  stored->legs[0].dest_leg_id = stored->legs[1].orig_leg_id = 500;
  stored->legs[0].authorization_code = "98765";
  stored->legs[0].authorization_description = "Board 5551234";
  stored->legs[0].comment = "seen 0026677889 here";
  test_house_write (house, store_task, stored);
}

static void
test_page_of_a_call (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDeck) deck = collector_deck_new_from_json (tariff, -1, &error);
  g_autoptr (TollJson) page = NULL;
  g_autoptr (TestAnswer) masked = NULL;
  g_autofree char *path = NULL;
  Stored stored;

  g_assert_no_error (error);
  house->book = collector_book_new ();
  collector_book_add_version (house->book, 1, 7, 0, G_MAXINT64, deck);
  store_rosas_call (house, &stored);
  path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, stored.call.id);
  page = test_house_get (house, path, anna);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (page, "legs")), ==, 2);
  g_assert_cmpstr (test_json_text (page, "legs.0.final_called_number"), ==, "0026677889");
  g_assert_cmpint (test_json_int (page, "legs.1.line"), ==, 4);
  g_assert_cmpstr (test_json_text (page, "journey.0.kind"), ==, "setup");
  g_assert_cmpstr (test_json_text (page, "journey.0.from_name"), ==, "Rosa Neri");
  g_assert_cmpstr (test_json_text (page, "call.authorization"), ==, "Board 5551234");
  g_assert_cmpstr (test_json_text (page, "call.client_matter_code"), ==, "40017");
  g_assert_cmpstr (test_json_text (page, "price.cost"), ==, "0.070000");
  g_assert_cmpstr (test_json_text (page, "price.destination"), ==, "Italy");
  g_assert_cmpstr (test_json_text (page, "price.steps.0.amount"), ==, "0.0100");
  g_assert_cmpstr (test_json_text (page, "price.steps.1.amount"), ==, "0.0600");
  g_assert_cmpstr (test_json_text (page, "price.steps.2.amount"), ==, "0.0700");
  masked = test_house_ask (house, "GET", path, rosa, NULL);
  g_assert_cmpuint (masked->status, ==, 200);
  g_assert_null (strstr (masked->body, "26677889"));
  g_assert_null (strstr (masked->body, "98765"));
  g_assert_null (strstr (masked->body, "5551234"));
  g_assert_nonnull (strstr (masked->body, "\"authorization\":\"Board *******\""));
  g_assert_nonnull (strstr (masked->body, "\"client_matter_code\":\"40017\""));
  g_assert_nonnull (strstr (masked->body, "0026677***"));
  g_assert_nonnull (strstr (masked->body, "\"raw\":null"));
}

/* Somebody else was signed in at Rosa's line: the call is theirs, and so are its steps there. */
static void
test_who_was_signed_in (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *path = NULL;
  g_autoptr (TollJson) page = NULL;
  Stored stored;

  test_house_fill_call (house, &stored.call, "703", 10, "+39026677889");
  stored.call.login_user = "anna";
  stored.call.person_id = 1;
  fill_leg (&stored.legs[0], stored.call.start_ms, "703", "0026677889");
  fill_leg (&stored.legs[1], stored.call.start_ms + 70000, "703", "704");
  stored.legs[0].global_call_id = 11;
  stored.legs[1].global_call_id = 12;
  stored.legs[0].dest_leg_id = stored.legs[1].orig_leg_id = 500;
  test_house_write (house, store_task, &stored);
  path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, stored.call.id);
  page = test_house_get (house, path, anna);
  g_assert_cmpstr (test_json_text (page, "call.name"), ==, "Anna Rossi");
  g_assert_cmpstr (test_json_text (page, "journey.0.from"), ==, "703");
  g_assert_cmpstr (test_json_text (page, "journey.0.from_name"), ==, "Anna Rossi");
  g_assert_cmpstr (test_json_text (page, "journey.3.from_name"), ==, "Anna Rossi");
}

static TestAnswer *
run_journeys (TestHouse *house, const char *token, const char *query)
{
  g_autofree char *path = g_strconcat ("/api/v1/reports/1.5/run", query, NULL);
  TestAnswer *answer = test_house_ask (house, "POST", path, token, "{}");

  g_assert_cmpuint (answer->status, ==, 200);
  return answer;
}

/* The report tells what the page of the call tells, under the same masks. */
static void
check_report (TestHouse *house, const char *token, const Stored *stored)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, stored->call.id);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, stored->call.id);
  g_autoptr (TollJson) page = test_house_get (house, path, token);
  g_autoptr (TestAnswer) answer = run_journeys (house, token, "");
  g_autoptr (TollJson) report = toll_json_read (answer->body, -1, 0, NULL);
  guint n = toll_json_value_get_length (test_json_find (page, "journey"));
  /* Columns of the report that are members of a step; 3 and 4 are who calls and who is reached. */
  static const struct
  {
    const char *member;
    guint column;
  } members[] = { { "from", 3 }, { "to", 4 }, { "device", 11 } };

  g_assert_cmpuint (n, >, 5);
  g_assert_cmpuint (toll_json_value_get_length (test_json_find (report, "rows")), ==, n);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < G_N_ELEMENTS (members); j++)
      {
        g_autofree char *of_page = g_strdup_printf ("journey.%u.%s", i, members[j].member);
        g_autofree char *of_report = g_strdup_printf ("rows.%u.%u", i, members[j].column);

        /* An empty cell is null. */
        g_assert_cmpstr (toll_json_value_get_text (test_json_find (report, of_report)), ==,
                         test_json_text (page, of_page));
      }
  g_assert_cmpstr (test_json_text (report, "calls.0"), ==, id);
  g_assert_cmpstr (test_json_text (report, "subtotals.0.call"), ==, id);
  g_assert_cmpint (test_json_int (report, "subtotals.0.behind"), ==, n);
  g_assert_cmpint (test_json_int (report, "totals.9"), ==, 70000);
}

static void
test_report_of_steps (void)
{
  static const char *const formats[] = { "csv", "html", "json", "pdf", "xlsx" };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autoptr (TestAnswer) masked = NULL;
  Stored stored;

  store_rosas_call (house, &stored);
  check_report (house, anna, &stored);
  check_report (house, rosa, &stored);
  masked = run_journeys (house, rosa, "?preview=true");
  g_assert_nonnull (strstr (masked->body, "+39026677***"));
  g_assert_null (strstr (masked->body, "6677889"));
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *query = g_strconcat ("?format=", formats[i], NULL);
      g_autoptr (TestAnswer) whole = run_journeys (house, anna, query);
      g_autoptr (TestAnswer) file = run_journeys (house, rosa, query);

      g_assert_cmpuint (file->body_bytes, >, 300);
      if (i < 3)
        {
          g_assert_nonnull (strstr (whole->body, "+39026677889"));
          g_assert_nonnull (strstr (file->body, "+39026677***"));
          g_assert_null (strstr (file->body, "6677889"));
        }
    }
}

static void
check_texts (const TollJson *page, const char *const *paths, const char *const *texts)
{
  for (guint i = 0; paths[i] != NULL; i++)
    g_assert_cmpstr (test_json_text (page, paths[i]), ==, texts[i]);
}

/* The number with three digits sent after it, as a code of the placer's and as the name of the phone
 * that it reached. */
static void
test_forms_of_a_number (void)
{
  static const char *const paths[] = { "call.number", "call.dialled", "call.client_matter_code",
                                       "call.gateway_device",
                                       "journey.0.to", "legs.0.final_called_number",
                                       "legs.0.dest_device", "legs.0.client_matter_code", NULL };
  static const struct
  {
    guint n_digits;
    const char *texts[G_N_ELEMENTS (paths) - 1];
  } rows[] = {
    { 4, { "+3902667****", "002667*******", "02667****", "RDP********", "002667*******",
           "002667*******", "RDP********", "02667****" } },
    { 8, { "+390********", "00***********", "0********", "RDP********", "00***********",
           "00***********", "RDP********", "0********" } },
    { 99, { "+***********", "*************", "*********", "RDP********", "*************",
            "*************", "RDP********", "*********" } },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *super = test_house_sign_in (house, "super");
  static const char *const by_gateway[] = { "{\"group_by\":[\"gateway\"],\"fields\":[\"calls\"]}",
                                            "{\"section\":\"gateway\"}" };
  g_autofree char *path = NULL;
  Stored stored;

  test_house_fill_call (house, &stored.call, "703", 10, "+39026677889");
  stored.call.dialled = "0026677889123";
  stored.call.client_matter_code = "026677889";
  stored.call.gateway = "RDP26677889";
  fill_leg (&stored.legs[0], stored.call.start_ms, "703", "0026677889123");
  fill_leg (&stored.legs[1], stored.call.start_ms + 70000, "703", "704");
  stored.legs[0].dest_device = "RDP26677889";
  stored.legs[0].client_matter_code = "026677889";
  stored.legs[0].global_call_id = 11;
  stored.legs[1].global_call_id = 12;
  test_house_write (house, store_task, &stored);
  path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, stored.call.id);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *rule = g_strdup_printf ("{\"items\":[{\"masked_digits\":%u}]}",
                                               rows[i].n_digits);
      g_autoptr (TestAnswer) set = test_house_ask (house, "PUT", "/api/v1/mask-rules", anna, rule);
      g_autoptr (TollJson) page = test_house_get (house, path, super);

      g_assert_cmpuint (set->status, ==, 200);
      check_texts (page, paths, rows[i].texts);
      for (guint j = 0; j < G_N_ELEMENTS (by_gateway); j++)
        {
          g_autoptr (TestAnswer) told
              = test_house_ask (house, "POST", "/api/v1/reports/1.1/run", super, by_gateway[j]);

          g_assert_cmpuint (told->status, ==, 200);
          g_assert_nonnull (strstr (told->body, "RDP"));
          g_assert_null (strstr (told->body, "2667788"));
        }
    }
}

/* By @field as @text @n calls are found, in one row that is called @shown. */
static void
check_found (TestHouse *house, const char *token, const char *field, const char *text, gint64 n,
             const char *shown)
{
  g_autofree char *question = g_strdup_printf (
      "{\"group_by\":[\"%s\"],\"fields\":[\"calls\"],\"where\":{\"field\":\"%s\",\"op\":\"is\","
      "\"value\":\"%s\"}}",
      field, field, text);
  g_autoptr (TestAnswer) told
      = test_house_ask (house, "POST", "/api/v1/reports/1.1/run", token, question);
  g_autoptr (TollJson) groups = toll_json_read (told->body, told->body_bytes, 0, NULL);

  g_test_message ("%s %s", field, text);
  g_assert_cmpuint (told->status, ==, 200);
  g_assert_cmpint (toll_json_value_get_length (test_json_find (groups, "rows")), ==, n);
  if (n == 0)
    return;
  g_assert_cmpstr (test_json_text (groups, "rows.0.0"), ==, shown);
  g_assert_cmpint (test_json_int (groups, "rows.0.1"), ==, n);
}

/* How many calls the gateways of any key have. */
static gint64
count_by_keys (TestHouse *house, const char *token)
{
  gint64 n_calls = 0;

  for (guint key = 1; key < 40; key++)
    {
      g_autofree char *spec = g_strdup_printf (
          "{\"period\":{\"relative\":\"everything\"},\"zone\":\"Europe/Rome\",\"group_by\":[\"day\"],"
          "\"fields\":[\"calls\"],\"where\":{\"field\":\"gateway\",\"op\":\"key\",\"value\":\"%u\"}}",
          key);
      g_autoptr (TollJson) days = test_house_post (house, "/api/v1/reports/1.1/run", token, spec);

      if (toll_json_value_get_length (test_json_find (days, "rows")) > 0)
        n_calls += test_json_int (days, "totals.1");
    }
  return n_calls;
}

/* Names of devices that no number is dialled by are told to whoever sees numbers in part. */
static void
test_addresses_are_no_numbers (void)
{
  static const struct
  {
    const char *name, *shown;
  } rows[] = {
    { "10.1.2.3", "10.1.2.3" },
    { "AN0C11223344550", "AN0C11223344550" },
    { "S0/SU1/DS1-0@10.20.30.41", "S0/SU1/DS1-0@10.20.30.41" },
    { "RDP-333_297_9884", "RDP-***_***_****" },
    { "SIP-3331117003", "SIP-**********" },
    { "33.31.11.70.03", "**.**.**.**.**" },
  };
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *rosa = test_house_sign_in (house, "rosa");
  g_autofree char *super = test_house_sign_in (house, "super");
  g_autoptr (TestAnswer) set = test_house_ask (house, "PUT", "/api/v1/mask-rules", anna,
                                               "{\"items\":[{\"role\":\"supervisor\",\"masked_digits\":4}]}");

  g_assert_cmpuint (set->status, ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = NULL, *put = NULL;
      g_autoptr (TollJson) page = NULL, hidden = NULL;
      g_autoptr (TestAnswer) kept = NULL, values = NULL;
      gboolean is_number;
      Stored stored;

      test_house_fill_call (house, &stored.call, "703", 10 + i, "+39026677889");
      stored.call.gateway = stored.call.device = rows[i].name;
      fill_leg (&stored.legs[0], stored.call.start_ms, "703", "0026677889");
      fill_leg (&stored.legs[1], stored.call.start_ms + 70000, "703", "704");
      stored.legs[0].dest_device = rows[i].name;
      stored.legs[0].global_call_id = 20 + 2 * i;
      stored.legs[1].global_call_id = 21 + 2 * i;
      test_house_write (house, store_task, &stored);
      path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, stored.call.id);
      page = test_house_get (house, path, super);
      g_assert_cmpstr (test_json_text (page, "call.gateway"), ==, rows[i].shown);
      g_assert_cmpstr (test_json_text (page, "legs.0.dest_device"), ==, rows[i].shown);
      check_found (house, super, "gateway", rows[i].shown, 1, rows[i].shown);
      check_found (house, super, "device", rows[i].shown, 1, rows[i].shown);
      if (strcmp (rows[i].name, rows[i].shown) != 0)
        {
          check_found (house, super, "gateway", rows[i].name, 0, NULL);
          check_found (house, super, "device", rows[i].name, 0, NULL);
          test_house_check_listed (house, super, "gateways", rows[i].name, 0);
        }
      test_house_check_listed (house, super, "gateways", rows[i].shown, 1);
      test_house_check_listed (house, anna, "gateways", rows[i].name, 1);
      check_found (house, anna, "gateway", rows[i].name, 1, rows[i].name);
      /* Who sees numbers whole sees none of a private call. */
      put = g_strconcat (path, "/private", NULL);
      kept = test_house_ask (house, "PUT", put, rosa, "{\"private\":true}");
      g_assert_cmpuint (kept->status, ==, 200);
      hidden = test_house_get (house, path, anna);
      g_assert_cmpstr (test_json_text (hidden, "call.number"), ==, "");
      g_assert_cmpstr (test_json_text (hidden, "call.gateway"), ==, rows[i].shown);
      g_assert_cmpstr (test_json_text (hidden, "call.gateway_device"), ==, rows[i].shown);
      /* Nor may a name that is its number find it, or be told because of it. */
      is_number = strcmp (rows[i].name, rows[i].shown) != 0;
      check_found (house, anna, "gateway", rows[i].name, is_number ? 0 : 1, rows[i].name);
      test_house_check_listed (house, anna, "gateways", rows[i].name, is_number ? 0 : 1);
      test_house_check_listed (house, rosa, "gateways", rows[i].shown, 1);
      values = test_house_ask (house, "GET", "/api/v1/reports/values?field=gateway", anna, NULL);
      g_assert_cmpuint (values->status, ==, 200);
      g_assert_cmpint (strstr (values->body, rows[i].name) != NULL, ==, !is_number);
    }
  /* Three are no numbers; the keys of the others may be known from before. */
  g_assert_cmpint (count_by_keys (house, anna), ==, 3);
}

/* Nor is a number that a device of the house showed told by the records: it is nobody's line. */
static void
test_line_of_nobody (void)
{
  g_autoptr (TestHouse) house = test_house_new (NULL, NULL);
  g_autofree char *anna = test_house_sign_in (house, "anna");
  g_autofree char *super = test_house_sign_in (house, "super");
  g_autofree char *path = NULL;
  g_autoptr (TestAnswer) whole = NULL, part = NULL;
  Stored stored;

  test_house_fill_call (house, &stored.call, "+393471234987", 10, "703");
  stored.call.direction = TOLL_DIRECTION_INTERNAL;
  stored.call.called_extension = "703";
  stored.call.called_person_id = 3;
  stored.call.called_department_id = 1;
  stored.call.caller_e164 = "+393471234987";
  stored.call.callee_e164 = stored.call.dialled = "";
  fill_leg (&stored.legs[0], stored.call.start_ms, "+393471234987", "703");
  fill_leg (&stored.legs[1], stored.call.start_ms + 70000, "03471234987", "704");
  stored.legs[0].global_call_id = 11;
  stored.legs[1].global_call_id = 12;
  test_house_write (house, store_task, &stored);
  path = g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT, stored.call.id);
  whole = test_house_ask (house, "GET", path, anna, NULL);
  g_assert_nonnull (strstr (whole->body, "\"from\":\"+393471234987\""));
  part = test_house_ask (house, "GET", path, super, NULL);
  g_assert_cmpuint (part->status, ==, 200);
  g_assert_nonnull (strstr (part->body, "\"legs\":[{"));
  g_assert_null (strstr (part->body, "4987"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/steps/plain", test_plain_and_forwarded);
  g_test_add_func ("/api/steps/transferred", test_transferred_after_asking);
  g_test_add_func ("/api/call/page", test_page_of_a_call);
  g_test_add_func ("/api/call/who-was-signed-in", test_who_was_signed_in);
  g_test_add_func ("/api/call/forms-of-a-number", test_forms_of_a_number);
  g_test_add_func ("/api/call/addresses-are-no-numbers", test_addresses_are_no_numbers);
  g_test_add_func ("/api/call/line-of-nobody", test_line_of_nobody);
  g_test_add_func ("/api/call/report-of-steps", test_report_of_steps);
  return g_test_run ();
}
