/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /unknown-extensions: lines that make calls and are nobody's. Giving one to a person is a
 * change of the person.
 */
#include "config.h"

#include "collector/routes/house.h"

#include "collector/routes/list-page.h"
#include "collector/store/mask.h"
#include "collector/store/unknown-store.h"
#include "shared/wire/paths.h"

/* @is_open: a line may turn out to be one person's, whose calls are counted for nobody where single
 * people are hidden. */
static void
write_figure (TollJsonWriter *json, const char *name, gint64 figure, gboolean is_open)
{
  if (is_open)
    toll_json_add_int (json, name, figure);
  else
    toll_json_add_null (json, name);
}

/* A page, and who asks for it. */
typedef struct
{
  CollectorListPage page;
  const CollectorViewer *viewer;
  TollArena *arena;
} Listing;

/* A number outside is for who sees every call of it whole. */
static const char *
show_extension (const Listing *listing, const CollectorUnknownRow *row)
{
  gboolean is_hidden = row->is_private || collector_viewer_is_masked (listing->viewer)
                       || !collector_viewer_sees_all (listing->viewer);

  return row->is_strange && is_hidden
             ? collector_mask_number (row->extension, COLLECTOR_MASK_ALL, listing->arena)
             : row->extension;
}

static void
write_row (const CollectorUnknownRow *row, gpointer data)
{
  Listing *listing = data;
  CollectorListPage *page = &listing->page;
  gboolean is_open = !listing->viewer->hides_individuals;
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, row->line_id);

  if (!collector_list_page_admit (page, key))
    return;
  toll_json_begin_object (page->json, NULL);
  toll_json_add_text (page->json, "extension", show_extension (listing, row));
  toll_json_add_text (page->json, "partition", row->partition);
  write_figure (page->json, "n_calls", row->n_calls, is_open);
  write_figure (page->json, "last_ms", row->last_ms, is_open);
  toll_json_end_object (page->json);
}

static gboolean
list_unknown (CollectorRequest *request, CollectorDb *db, CollectorReply *reply, GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  Listing listing = { .viewer = collector_request_get_viewer (request), .arena = arena };
  gint64 after_line_id = 0;
  gboolean is_listed
      = collector_list_page_begin (&listing.page, request, reply, NULL, error)
        && collector_list_page_get_id (&listing.page, &after_line_id, error)
        && collector_unknown_list (db, FALSE, after_line_id, listing.page.limit + 1, write_row, &listing,
                                   error);

  if (is_listed)
    collector_list_page_end (&listing.page);
  collector_list_page_clear (&listing.page);
  return is_listed;
}

const CollectorRoute collector_routes_unknown[] = {
  { "GET", TOLL_PATH_UNKNOWN_EXTENSIONS, COLLECTOR_ACCESS_ADMINISTRATOR, COLLECTOR_PLACE_READ,
    list_unknown, COLLECTOR_AUDIT_NONE },
  { NULL },
};
