/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Home's shortcuts: the reports that the viewer runs most, and questions that open as a list of
 * calls, one row each; reports that they keep; and what they ran last.
 */
#include "config.h"

#include "collector/routes/home.h"

#include <glib/gi18n.h>
#include <string.h>

#include "collector/routes/history-view.h"
#include "collector/routes/report-find.h"
#include "collector/store/personal-report-store.h"

#define MOST_KEPT      10
#define MOST_SHORTCUTS 5

/* CollectorShortcut: a question, and the filter whose calls answer it. Texts are translated where
 * they are shown. */
typedef struct
{
  const char *id;
  const char *title;
  const char *question;
  const char *category;
  const char *period;    /* relative */
  const char *field;     /* (nullable): and the values of one enumeration */
  const char *values[4]; /* up to three */
} CollectorShortcut;

static const CollectorShortcut shortcuts[] = {
  { "1.1", N_ ("Call List"), N_ ("Which calls were made?"), N_ ("Call Monitor"), "this_month",
    NULL, { NULL } },
  { "1.3", N_ ("Unanswered Calls"), N_ ("Which calls got no answer?"), N_ ("Call Monitor"),
    "last_7_days", "outcomes", { "missed", "unanswered", NULL } },
  { "3.1", N_ ("Phone Bill"), N_ ("What do the calls cost?"), N_ ("Cost Analysis"), "last_month",
    "rating_states", { "rated", NULL } },
  { "4.3", N_ ("International Calls"), N_ ("Which calls went abroad?"),
    N_ ("Outgoing and Destinations"), "this_month", "classes", { "international", NULL } },
  { "3.20", N_ ("Calls Without a Price"), N_ ("Which calls could not be priced, and why?"),
    N_ ("Data Health"), "last_30_days", "rating_states", { "unrated", NULL } },
};

static void
write_shortcut (TollJsonWriter *json, const CollectorShortcut *shortcut)
{
  toll_json_begin_object (json, NULL);
  toll_json_add_text (json, "id", shortcut->id);
  toll_json_add_text (json, "title", shortcut->title);
  toll_json_add_text (json, "question", shortcut->question);
  toll_json_add_text (json, "category", shortcut->category);
  toll_json_begin_object (json, "filter");
  toll_json_begin_object (json, "period");
  toll_json_add_text (json, "relative", shortcut->period);
  toll_json_end_object (json);
  if (shortcut->field != NULL)
    {
      toll_json_begin_array (json, shortcut->field);
      for (guint i = 0; shortcut->values[i] != NULL; i++)
        toll_json_add_text (json, NULL, shortcut->values[i]);
      toll_json_end_array (json);
    }
  toll_json_end_object (json);
  toll_json_end_object (json);
}

/* Which shortcuts stand there already, and how many. */
typedef struct
{
  TollJsonWriter *json;
  const CollectorViewer *viewer;
  const char *ids[MOST_SHORTCUTS];
  guint n;
} Public;

static gboolean
admit (Public *self, const char *id)
{
  for (guint i = 0; i < self->n; i++)
    if (strcmp (self->ids[i], id) == 0)
      return FALSE;
  if (self->n == MOST_SHORTCUTS)
    return FALSE;
  self->ids[self->n++] = id;
  return TRUE;
}

/* A report of the catalogue as it asks by itself. */
static void
write_used (const char *report_id, gpointer data)
{
  Public *self = data;
  const CollectorReport *report = collector_report_lookup (report_id);

  if (report == NULL || report->role > self->viewer->role || report->needs_number
      || !admit (self, report->id))
    return;
  toll_json_begin_object (self->json, NULL);
  toll_json_add_text (self->json, "id", report->id);
  toll_json_add_text (self->json, "title", report->title);
  toll_json_add_text (self->json, "question", report->question);
  toll_json_add_text (self->json, "category", "");
  toll_json_add_text (self->json, "report_id", report->id);
  collector_report_write_spec (self->json, "{}");
  toll_json_end_object (self->json);
}

gboolean
collector_shortcuts_write_public (TollJsonWriter *json, CollectorDb *db,
                                  const CollectorViewer *viewer, GError **error)
{
  Public self = { .json = json, .viewer = viewer };

  toll_json_begin_array (json, "public");
  if (!collector_history_list_used (db, viewer->account_id, write_used, &self, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (admit (&self, shortcuts[i].id))
      write_shortcut (json, &shortcuts[i]);
  toll_json_end_array (json);
  return TRUE;
}

/* Those of a report that is above the viewer's role could not be run. */
static void
write_personal (const CollectorPersonalReport *row, gpointer data)
{
  const Public *self = data;
  TollJsonWriter *json = self->json;
  const CollectorReport *report = collector_report_lookup (row->report_id);

  if (report == NULL || report->role > self->viewer->role)
    return;
  toll_json_begin_object (json, NULL);
  toll_json_add_id (json, "id", row->id);
  toll_json_add_text (json, "title", row->name);
  toll_json_add_text (json, "question", row->description);
  toll_json_add_text (json, "category", row->category);
  toll_json_add_text (json, "report_id", row->report_id);
  collector_report_write_spec (json, row->spec);
  toll_json_end_object (json);
}

gboolean
collector_shortcuts_write_personal (TollJsonWriter *json, CollectorDb *db,
                                    const CollectorViewer *viewer, GError **error)
{
  Public self = { .json = json, .viewer = viewer };

  toll_json_begin_array (json, "personal");
  if (!collector_personal_report_list (db, viewer, 0, MOST_KEPT, write_personal, &self, error))
    return FALSE;
  toll_json_end_array (json);
  return TRUE;
}

typedef struct
{
  TollJsonWriter *json;
  const CollectorHistoryView *view;
} Listing;

static void
write_history (const CollectorHistoryRow *row, gpointer data)
{
  const Listing *listing = data;
  TollJsonWriter *json = listing->json;

  if (!collector_history_view_shows (listing->view, row))
    return;
  toll_json_begin_object (json, NULL);
  toll_json_add_id (json, "id", row->id);
  toll_json_add_text (json, "title", row->title);
  toll_json_add_text (json, "report_id", row->report_id);
  collector_report_write_spec (json, row->spec);
  toll_json_add_int (json, "ran_ms", row->made_ms);
  toll_json_end_object (json);
}

gboolean
collector_shortcuts_write_history (TollJsonWriter *json, CollectorDb *db,
                                   const CollectorViewer *viewer, GError **error)
{
  g_auto (CollectorHistoryView) view = { 0 };
  Listing listing = { json, &view };

  toll_json_begin_array (json, "history");
  if (!collector_history_view_init (&view, db, viewer, error)
      || !collector_history_list (db, viewer->account_id, G_MAXINT64, MOST_KEPT, write_history,
                                  &listing, error))
    return FALSE;
  toll_json_end_array (json);
  return TRUE;
}
