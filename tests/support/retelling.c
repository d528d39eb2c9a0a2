/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The demo company's sites, gateways and devices, taken back and told again by the commands.
 */
#include "tests/support/retelling.h"

#include "collector/store/db.h"

#define DEMO_SEED 7 /* of test_demo_make() */

CollectorDemoCompany *
test_demo_company_new (void)
{
  return collector_demo_company_new (DEMO_SEED);
}

/* Frees @args' texts. */
static void
run (const char *data_dir, GPtrArray *args)
{
  g_autoptr (TestRun) result = NULL;

  g_ptr_array_add (args, NULL);
  result = test_run_collector (data_dir, (const char *const *) args->pdata);
  if (result->exit_code != 0)
    g_error ("%s %s %s: %s", (char *) args->pdata[0], (char *) args->pdata[1],
             (char *) args->pdata[2], result->errors);
  g_ptr_array_unref (args);
}

static GPtrArray *
args_of (const char *noun, const char *verb, const char *name)
{
  GPtrArray *args = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (args, g_strdup (noun));
  g_ptr_array_add (args, g_strdup (verb));
  g_ptr_array_add (args, g_strdup (name));
  return args;
}

static void
add_option (GPtrArray *args, const char *name, const char *value)
{
  g_ptr_array_add (args, g_strdup_printf ("--%s=%s", name, value));
}

static void
set_devices (const char *data_dir, const char *const *devices, const char *kind)
{
  for (guint i = 0; devices[i] != NULL; i++)
    {
      GPtrArray *args = args_of ("device", "set", devices[i]);

      g_ptr_array_add (args, g_strdup (kind));
      run (data_dir, args);
    }
}

/* @is_told: FALSE: as if nobody had said more than where the site is. */
static void
set_plan (const char *data_dir, const CollectorDemoSite *site, gboolean is_told)
{
  GPtrArray *args = args_of ("site", "set", site->name);

  add_option (args, "access-code", is_told ? site->access_code : "");
  add_option (args, "area", is_told ? site->area_code : "");
  add_option (args, "extensions", is_told ? site->extension_range : "");
  add_option (args, "numbers", is_told ? site->public_range : "");
  add_option (args, "voicemail", is_told ? site->voicemail_number : "");
  add_option (args, "mwi", is_told ? site->mwi_numbers : "");
  run (data_dir, args);
}

static void
forget_gateway (const char *data_dir, const CollectorDemoGateway *gateway)
{
  GPtrArray *args = args_of ("gateway", "set", gateway->device);

  add_option (args, "tariff", "");
  run (data_dir, args);
  run (data_dir, args_of ("gateway", "remove", gateway->device));
}

static void
add_gateway (const char *data_dir, const CollectorDemoCompany *company,
             const CollectorDemoGateway *gateway)
{
  GPtrArray *args = args_of ("gateway", "add", gateway->device);

  add_option (args, "title", gateway->title);
  add_option (args, "site", company->sites[gateway->site].name);
  add_option (args, "operator", gateway->operator_name);
  add_option (args, "tariff", gateway->tariff);
  run (data_dir, args);
}

void
test_demo_untell (const char *data_dir, const CollectorDemoCompany *company, TestTold parts)
{
  for (guint i = 0; i < company->n_gateways && (parts & TEST_TOLD_GATEWAYS) != 0; i++)
    forget_gateway (data_dir, &company->gateways[i]);
  if ((parts & TEST_TOLD_DEVICES) != 0)
    {
      set_devices (data_dir, company->bridges, "unknown");
      set_devices (data_dir, company->voicemail_ports, "unknown");
    }
  for (guint i = 0; i < company->n_sites && (parts & TEST_TOLD_PLANS) != 0; i++)
    set_plan (data_dir, &company->sites[i], FALSE);
}

void
test_demo_tell (const char *data_dir, const CollectorDemoCompany *company, TestTold parts)
{
  for (guint i = 0; i < company->n_sites && (parts & TEST_TOLD_PLANS) != 0; i++)
    set_plan (data_dir, &company->sites[i], TRUE);
  if ((parts & TEST_TOLD_DEVICES) != 0)
    {
      set_devices (data_dir, company->bridges, "bridge");
      set_devices (data_dir, company->voicemail_ports, "voicemail");
    }
  for (guint i = 0; i < company->n_gateways && (parts & TEST_TOLD_GATEWAYS) != 0; i++)
    add_gateway (data_dir, company, &company->gateways[i]);
}

gint64
test_count_waiting (const char *data_dir)
{
  g_autofree char *path = g_build_filename (data_dir, "ledger.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CollectorDb) db = collector_db_open (path, COLLECTOR_DB_READ, &error);
  CollectorStmt *stmt;
  gboolean has_row = FALSE;
  gint64 n;

  g_assert_no_error (error);
  stmt = collector_db_prepare (db, "SELECT count(*) FROM rederivation", &error);
  g_assert_true (stmt != NULL && collector_stmt_step (stmt, &has_row, &error) && has_row);
  n = collector_stmt_get_int (stmt, 0);
  collector_stmt_reset (stmt);
  return n;
}
