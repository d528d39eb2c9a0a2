/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /quarantine: the records that could not be read. Their text shows who called whom, and neither
 * rules for calls can be asked about it, nor whose call it is: it is for those whom no rule and no
 * scope holds, and not for what may be private.
 */
#include "config.h"

#include "collector/routes/house.h"

#include "collector/routes/list-page.h"
#include "collector/routes/raw-text.h"
#include "collector/store/quarantine-store.h"
#include "shared/wire/paths.h"

typedef struct
{
  CollectorListPage *page;
  const CollectorViewer *viewer;
  CollectorDb *db;
  CollectorRawTexts texts;
} Listing;

static gboolean
shows_raw (const Listing *self)
{
  return collector_viewer_sees_raw (self->viewer) && self->viewer->mask_rules->len == 0
         && collector_viewer_sees_all (self->viewer);
}

/* Returns: (transfer full) (nullable). */
static char *
dup_raw (Listing *self, const CollectorQuarantineRow *row)
{
  if (!shows_raw (self) || collector_quarantine_may_be_private (self->db, row->id))
    return NULL;
  return collector_raw_texts_show (&self->texts, row);
}

static void
write_row (const CollectorQuarantineRow *row, gpointer data)
{
  Listing *self = data;
  TollJsonWriter *json = self->page->json;
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, row->id);
  g_autofree char *raw = NULL;

  if (!collector_list_page_admit (self->page, key))
    return;
  raw = dup_raw (self, row);
  toll_json_begin_object (json, NULL);
  toll_json_add_id (json, "id", row->id);
  toll_json_add_text (json, "file", row->file);
  toll_json_add_int (json, "line", row->line);
  toll_json_add_text (json, "field", row->field);
  toll_json_add_text (json, "reason", row->reason);
  toll_json_add_int (json, "held_ms", row->held_ms);
  toll_json_add_text (json, "raw", raw);
  toll_json_end_object (json);
  if (raw != NULL)
    collector_viewer_note_row (self->viewer, 0);
}

static gboolean
list_held (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_auto (CollectorListPage) page = { 0 };
  Listing self = { .page = &page,
                   .viewer = collector_request_get_viewer (request),
                   .db = db,
                   .texts.data_path
                   = collector_house_get_options (COLLECTOR_HOUSE_OF (request))->data_path };
  gint64 after_id = 0;
  gboolean is_ok;

  if (!collector_list_page_begin (&page, request, reply, NULL, error)
      || !collector_list_page_get_id (&page, &after_id, error))
    return FALSE;
  is_ok = collector_quarantine_list (db, 0, after_id, page.limit + 1, write_row, &self, error);
  collector_raw_texts_clear (&self.texts);
  if (is_ok)
    collector_list_page_end (&page);
  return is_ok;
}

const CollectorRoute collector_routes_quarantine[] = {
  { "GET", TOLL_PATH_QUARANTINE, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_READ, list_held,
    COLLECTOR_AUDIT_READ },
  { NULL },
};
