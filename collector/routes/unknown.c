/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /unknown-extensions: lines that make calls and are nobody's. Giving one to a person is a
 * change of the person.
 */
#include "config.h"

#include "collector/routes/house.h"

#include "collector/routes/list-page.h"
#include "collector/store/unknown-store.h"
#include "shared/wire/paths.h"

static void
write_row (const CollectorUnknownRow *row, gpointer data)
{
  CollectorListPage *page = data;
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, row->line_id);

  if (!collector_list_page_admit (page, key))
    return;
  toll_json_begin_object (page->json, NULL);
  toll_json_add_text (page->json, "extension", row->extension);
  toll_json_add_text (page->json, "partition", row->partition);
  toll_json_add_int (page->json, "n_calls", row->n_calls);
  toll_json_add_int (page->json, "last_ms", row->last_ms);
  toll_json_end_object (page->json);
}

static gboolean
list_unknown (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_auto (CollectorListPage) page = { 0 };
  gint64 after_line_id = 0;

  if (!collector_list_page_begin (&page, request, reply, NULL, error)
      || !collector_list_page_get_id (&page, &after_line_id, error))
    return FALSE;
  if (!collector_unknown_list (db, after_line_id, page.limit + 1, write_row, &page, error))
    return FALSE;
  collector_list_page_end (&page);
  return TRUE;
}

const CollectorRoute collector_routes_unknown[] = {
  { "GET", TOLL_PATH_UNKNOWN_EXTENSIONS, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_READ,
    list_unknown, COLLECTOR_AUDIT_NONE },
  { NULL },
};
