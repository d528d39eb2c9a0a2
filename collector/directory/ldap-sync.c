/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A run of the synchronisation: kept as begun, the server asked without holding the ledger, what it
 * told taken over or refused, kept as ended. Any thread that may be slow.
 */
#define G_LOG_DOMAIN "toll-directory"
#include "config.h"

#include "collector/directory/ldap-sync.h"

#include "collector/directory/ldap-people.h"
#include "shared/base/error.h"

typedef struct
{
  const CollectorLdapSync *sync;
  CollectorLdapSettings *settings;
  GPtrArray *people;
  CollectorSyncRun *run;
  GPtrArray *refusals;
} Run;

static gboolean
begin_run (CollectorDb *db, gpointer data, GError **error)
{
  Run *self = data;

  self->settings = collector_ldap_settings_load (db, self->sync->data_path, error);
  return self->settings != NULL
         && (self->sync->is_dry || collector_sync_store_begin (db, self->run, error));
}

static gboolean
end_run (CollectorDb *db, gpointer data, GError **error)
{
  Run *self = data;

  self->run->ended_ms = toll_clock_now_ms (self->sync->clock);
  return self->sync->is_dry || collector_sync_store_end (db, self->run, error);
}

static gboolean
apply_people (CollectorDb *db, gpointer data, GError **error)
{
  Run *self = data;
  g_autoptr (CollectorPlan) plan = NULL;

  return self->sync->load_plan (self->sync->company, db, &plan, error)
         && collector_ldap_sync_apply (db, self->settings, plan, self->people,
                                       toll_clock_now_ms (self->sync->clock), self->run,
                                       self->refusals, error)
         && end_run (db, self, error);
}

static gboolean
begin_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_transact (db, begin_run, data, error);
}

static gboolean
end_task (CollectorDb *db, gpointer data, GError **error)
{
  return collector_db_transact (db, end_run, data, error);
}

static gboolean
apply_task (CollectorDb *db, gpointer data, GError **error)
{
  Run *self = data;
  gboolean is_ok;

  if (!self->sync->is_dry)
    return collector_db_transact (db, apply_people, self, error);
  if (!collector_db_begin (db, error))
    return FALSE;
  is_ok = apply_people (db, self, error);
  collector_db_rollback (db);
  return is_ok;
}

static GPtrArray *
fetch (Run *self, GError **error)
{
  g_autoptr (CollectorLdap) ldap = NULL;

  if (!self->settings->enabled)
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_UNSUPPORTED,
                           "the directory server is not turned on");
      return NULL;
    }
  ldap = collector_ldap_open (self->settings, COLLECTOR_LDAP_PATIENT_MS, self->sync->cancellable,
                              error);
  return ldap != NULL && collector_ldap_bind_service (ldap, self->settings, error)
             ? collector_ldap_people_fetch (ldap, self->settings, error)
             : NULL;
}

/* Nothing was changed. */
static void
fail_run (CollectorSyncRun *run, const GError *error)
{
  run->state = COLLECTOR_SYNC_FAILED;
  run->n_new = run->n_changed = run->n_removed = run->n_refused = 0;
  g_free (run->message);
  run->message = g_strdup (error->message);
}

static gboolean
run_it (Run *self, GError **error)
{
  const CollectorLdapSync *sync = self->sync;
  g_autoptr (GError) fault = NULL;

  if (!sync->write (sync->store, begin_task, self, error))
    return FALSE;
  self->people = fetch (self, &fault);
  if (self->people != NULL && sync->write (sync->store, apply_task, self, &fault))
    return TRUE;
  fail_run (self->run, fault);
  return sync->write (sync->store, end_task, self, error);
}

gboolean
collector_ldap_sync_run (const CollectorLdapSync *sync, CollectorSyncRun *run, GPtrArray *refusals,
                         GError **error)
{
  static GMutex under_way;
  Run self = { .sync = sync, .run = run, .refusals = refusals };
  gboolean is_ok;

  if (!g_mutex_trylock (&under_way))
    {
      g_set_error_literal (error, TOLL_ERROR, TOLL_ERROR_BUSY,
                           "the directory server is being asked already");
      return FALSE;
    }
  *run = (CollectorSyncRun){ .started_ms = toll_clock_now_ms (sync->clock) };
  is_ok = run_it (&self, error);
  g_mutex_unlock (&under_way);
  g_clear_pointer (&self.people, g_ptr_array_unref);
  g_clear_pointer (&self.settings, collector_ldap_settings_free);
  if (is_ok)
    g_message ("directory server: %s; %" G_GINT64_FORMAT " found, %" G_GINT64_FORMAT
               " new, %" G_GINT64_FORMAT " changed, %" G_GINT64_FORMAT " left, %" G_GINT64_FORMAT
               " refused%s",
               collector_sync_state_to_name (run->state), run->n_found, run->n_new,
               run->n_changed, run->n_removed, run->n_refused, sync->is_dry ? " (tried only)" : "");
  return is_ok;
}
