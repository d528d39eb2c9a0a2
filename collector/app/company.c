/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The company as immutable snapshots, made anew when an administrator changes something.
 */
#include "config.h"

#include "collector/app/company.h"

#include "collector/store/people/store.h"
#include "collector/store/plan-store.h"
#include "collector/store/setting-store.h"
#include "collector/store/tariff-store.h"

char *
collector_data_path (const char *name)
{
  const char *const folders[] = { g_getenv ("TOLL_DATADIR"), TOLL_PKGDATADIR, TOLL_SOURCE_DATADIR };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path
          = folders[i] != NULL ? g_build_filename (folders[i], name, NULL) : NULL;

      if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
  return g_build_filename (TOLL_PKGDATADIR, name, NULL);
}

static CollectorNumbering *
load_numbering (const CollectorCompany *known, GError **error)
{
  g_autofree char *path = NULL;

  if (known != NULL)
    return collector_numbering_ref (known->numbering);
  path = collector_data_path ("numbering");
  return collector_numbering_load (path, error);
}

CollectorCompany *
collector_company_load (CollectorDb *db, const CollectorSettings *settings,
                        const CollectorCompany *known, GError **error)
{
  g_autoptr (CollectorSettings) now = collector_settings_load (settings, db, error);
  g_autoptr (CollectorCompany) company = g_new0 (CollectorCompany, 1);

  if (now == NULL)
    return NULL;
  company->numbering = load_numbering (known, error);
  if (company->numbering == NULL || !collector_revision_get (db, &company->revision, error))
    return NULL;
  company->plan = collector_plan_load (
      db, company->numbering, collector_settings_get_text (now, "nation"), error);
  if (company->plan == NULL)
    return NULL;
  company->people = collector_people_load (db, error);
  if (company->people == NULL)
    return NULL;
  company->book = collector_book_load (db, known != NULL ? known->book : NULL, error);
  if (company->book == NULL)
    return NULL;
  return g_steal_pointer (&company);
}

CollectorPlan *
collector_company_load_plan (CollectorDb *db, const CollectorSettings *settings, GError **error)
{
  g_autoptr (CollectorSettings) now = collector_settings_load (settings, db, error);
  g_autoptr (CollectorNumbering) numbering = now != NULL ? load_numbering (NULL, error) : NULL;

  return numbering != NULL
             ? collector_plan_load (db, numbering, collector_settings_get_text (now, "nation"),
                                    error)
             : NULL;
}

gboolean
collector_company_read_plan (gpointer settings, CollectorDb *db, CollectorPlan **plan,
                             GError **error)
{
  *plan = collector_company_load_plan (db, settings, error);
  return *plan != NULL;
}

void
collector_company_free (CollectorCompany *company)
{
  g_clear_pointer (&company->book, collector_book_unref);
  g_clear_pointer (&company->people, collector_people_unref);
  g_clear_pointer (&company->plan, collector_plan_unref);
  g_clear_pointer (&company->numbering, collector_numbering_unref);
  g_free (company);
}
