/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Calls with a number of its own each, with digits of its own, in every text that may hold one.
 */
#include "config.h"

#include "tests/api/leak-house.h"

#include "collector/store/hidden-calls.h"
#include "collector/store/ledger.h"

const LeakCall leak_calls[LEAK_N_CALLS] = {
  { "701", "7551901", FALSE }, { "702", "7552902", FALSE }, { "703", "7553903", FALSE },
  { "704", "7554904", FALSE }, { "704", "7555905", TRUE },
};

const char *const leak_specs[LEAK_N_SPECS] = {
  "{}",
  "{\"fields\":[\"start\",\"number\",\"dialled\",\"callee_e164\",\"prefix\"]}",
  "{\"group_by\":[\"number\"]}",
  "{\"group_by\":[\"extension\",\"number\"]}",
  "{\"group_by\":[\"dialled\"]}",
  "{\"group_by\":[\"prefix\"]}",
  "{\"group_by\":[\"client_matter_code\"]}",
  "{\"group_by\":[\"authorization\"]}",
  "{\"sort\":[\"number\"],\"limit\":1}",
  "{\"sort\":[\"dialled\"]}",
  "{\"section\":\"number\"}",
  "{\"group_by\":[\"number\",\"day\"],\"sort\":[\"-number\"],\"compare\":\"before\"}",
};

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
  leg->authorization_description = stored->call.authorization_description;
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
store (LeakHouse *f, guint which)
{
  g_autofree char *number = g_strconcat ("+3902", leak_calls[which].tail, NULL);
  g_autofree char *national = g_strconcat ("002", leak_calls[which].tail, NULL);
  g_autofree char *code = g_strconcat ("Client ", national, NULL);
  Stored stored = { .global_call_id = 100 + which, .national = national };

  test_house_fill_call (f->house, &stored.call, leak_calls[which].extension, 1 + which, number);
  stored.call.dialled = national;
  stored.call.client_matter_code = national;
  stored.call.authorization_description = code;
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
  gboolean is_done;

  if (ledger == NULL || !collector_ledger_begin (ledger, error)
      || !collector_db_run (db, "INSERT INTO private_rule (kind, value) VALUES (0, '**9')", error)
      || !collector_ledger_put_file (ledger, &row, error))
    return FALSE;
  for (guint i = 0; i < LEAK_N_CALLS; i++)
    {
      g_autofree char *raw = g_strconcat (leak_calls[i].is_private ? "pkid,701,**9002" : "pkid,701,002",
                                          leak_calls[i].tail, NULL);
      CollectorHeld held = { 0, row.id, i + 2, 0, "duration", "a whole number is needed", raw };
      gboolean is_stored = FALSE;

      if (!collector_ledger_hold (ledger, &held, &is_stored, error))
        return FALSE;
    }
  return collector_ledger_commit (ledger, error) && collector_hidden_step (db, &is_done, error);
}

static void
hold_all (LeakHouse *f)
{
  g_autofree char *path = test_temp_dir_path (f->house->dir, "cdr");

  g_assert_true (g_file_set_contents (path, "pkid,duration\n", -1, NULL));
  test_house_write (f->house, hold_task, NULL);
}

void
leak_put (LeakHouse *f, const char *path, const char *user_name, const char *body)
{
  g_autofree char *token = test_house_sign_in (f->house, user_name);
  g_autoptr (TestAnswer) answer = test_house_ask (f->house, "PUT", path, token, body);

  g_test_message ("PUT %s: %u %s", path, answer->status, answer->body);
  g_assert_cmpuint (answer->status, ==, 200);
}

void
leak_set_up (LeakHouse *f)
{
  f->house = test_house_new (NULL, NULL);
  test_house_add_paola (f->house);
  hold_all (f);
  for (guint i = 0; i < LEAK_N_CALLS; i++)
    {
      store (f, i);
      if (leak_calls[i].is_private)
        {
          g_autofree char *path =
              g_strdup_printf ("/api/v1/calls/%" G_GINT64_FORMAT "/private", f->ids[i]);

          leak_put (f, path, "bruno", "{\"private\":true}");
        }
    }
}

gint64
leak_count_by (LeakHouse *f, const char *token, const char *field, const char *op,
               const char *value)
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
