/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/people.h"
#include "collector/normalize/plan.h"
#include "collector/rating/book.h"
#include "collector/store/settings.h"

G_BEGIN_DECLS

/* CollectorCompany: the snapshots of one revision of the company tables. */
typedef struct
{
  gint64 revision;
  CollectorNumbering *numbering;
  CollectorPlan *plan;
  CollectorPeople *people;
  CollectorBook *book;
} CollectorCompany;

/* Reads all snapshots. @known: (nullable): those in use; what never changes (numbering, decks) is
 * taken over from them. Returns: (transfer full). Any lane. */
CollectorCompany *collector_company_load (CollectorDb *db, const CollectorSettings *settings,
                                          const CollectorCompany *known, GError **error);
void collector_company_free (CollectorCompany *company);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CollectorCompany, collector_company_free)

/* Only how numbers are understood. Returns: (transfer full). Any lane. */
CollectorPlan *collector_company_load_plan (CollectorDb *db, const CollectorSettings *settings,
                                            GError **error);

/* The same as the directory server's people need it: CollectorLdapSync.load_plan. @settings: of
 * CollectorSettings. */
gboolean collector_company_read_plan (gpointer settings, CollectorDb *db, CollectorPlan **plan,
                                      GError **error);

/* Returns: (transfer full): path of a file or folder of the installed data ("numbering"): from
 * TOLL_DATADIR, where the program was installed, or the source tree it was built from. */
char *collector_data_path (const char *name);

G_END_DECLS
