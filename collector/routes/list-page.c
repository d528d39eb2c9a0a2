/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages of lists that are answered in the order of a key.
 */
#include "config.h"

#include "collector/routes/list-page.h"

#include "shared/base/error.h"

#define MOST_PARAMETERS 16

/* limit, after and what the list itself knows. */
static gboolean
check_parameters (const TollQuery *query, const char *const *known, GError **error)
{
  const char *all[MOST_PARAMETERS + 1] = { "limit", "after", NULL };

  for (guint i = 0; known != NULL && known[i] != NULL && i + 2 < MOST_PARAMETERS; i++)
    all[i + 2] = known[i];
  return toll_query_check (query, all, error);
}

gboolean
collector_list_page_begin (CollectorListPage *page, CollectorRequest *request,
                           CollectorReply *reply, const char *const *known, GError **error)
{
  const TollQuery *query = collector_request_get_query (request);
  gint64 limit;

  if (!check_parameters (query, known, error)
      || !toll_query_get_int (query, "limit", 1, 1000, 100, &limit, error))
    return FALSE;
  page->limit = (guint) limit;
  page->after = toll_query_lookup (query, "after");
  page->json = collector_reply_get_json (reply);
  toll_json_begin_object (page->json, NULL);
  toll_json_begin_array (page->json, "items");
  return TRUE;
}

gboolean
collector_list_page_get_id (const CollectorListPage *page, gint64 *id, GError **error)
{
  if (page->after == NULL
      || g_ascii_string_to_signed (page->after, 10, 1, G_MAXINT64, id, NULL))
    return TRUE;
  toll_error_set_field (error, "after", "is not where a page of this list ended");
  return FALSE;
}

gboolean
collector_list_page_get_place (const CollectorListPage *page, gint64 *n_before, GError **error)
{
  *n_before = 0;
  return collector_list_page_get_id (page, n_before, error);
}

gboolean
collector_list_page_admit_next (CollectorListPage *page, gint64 n_before)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, n_before + page->limit);

  return collector_list_page_admit (page, key);
}

gboolean
collector_list_page_admit (CollectorListPage *page, const char *key)
{
  if (++page->n > page->limit)
    return FALSE;
  if (page->n == page->limit)
    page->last = g_strdup (key);
  return TRUE;
}

void
collector_list_page_end (CollectorListPage *page)
{
  toll_json_end_array (page->json);
  toll_json_add_text (page->json, "next", page->n > page->limit ? page->last : NULL);
  toll_json_end_object (page->json);
}

void
collector_list_page_clear (CollectorListPage *page)
{
  g_clear_pointer (&page->last, g_free);
}
