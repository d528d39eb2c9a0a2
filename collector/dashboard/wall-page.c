/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page of a wallboard: its heading, its cards, and when the next one comes. Its style and its
 * script are the only ones that the browser is allowed to apply.
 */
#include "config.h"

#include "collector/dashboard/wall-page.h"

#include <glib/gi18n.h>

#include "collector/dashboard/dashboard-resources.h"
#include "collector/dashboard/wall-chart.h"
#include "collector/dashboard/wall-table.h"
#include "collector/export/html-text.h"
#include "collector/export/reader.h"
#include "shared/base/error.h"

struct _CollectorWallPage
{
  CollectorWallHead head;
  CollectorExportJob job; /* whose reader it is: of the heading */
  CollectorReader reader;
  TollArena *arena;
  GString *style;
  GString *body;
  guint n_cards; /* so far */
};

/* Returns: (transfer full). */
static GBytes *
load (const char *path)
{
  return g_resource_lookup_data (collector_dashboard_get_resource (), path, 0, NULL);
}

CollectorWallPage *
collector_wall_page_new (const CollectorWallHead *head)
{
  CollectorWallPage *page = g_new0 (CollectorWallPage, 1);
  g_autoptr (GBytes) css = load ("/dashboard/wall.css");

  page->head = *head;
  page->job = (CollectorExportJob){ .zone = head->zone, .language = head->language,
                                    .now_ms = head->now_ms };
  collector_reader_init (&page->reader, &page->job);
  page->arena = toll_arena_new ();
  page->style = g_string_new_len (g_bytes_get_data (css, NULL), g_bytes_get_size (css));
  page->body = g_string_new (NULL);
  return page;
}

void
collector_wall_page_free (CollectorWallPage *page)
{
  if (page == NULL)
    return;
  toll_arena_free (page->arena);
  g_string_free (page->style, TRUE);
  g_string_free (page->body, TRUE);
  g_free (page);
}

static void
append_element (CollectorWallPage *page, const char *open, const char *text, const char *close)
{
  g_string_append (page->body, open);
  collector_html_append_text (page->body, text);
  g_string_append (page->body, close);
}

/* ---- Cards ---- */

/* Returns: (nullable): the one figure that says it all: the widget's, else the sum of what is drawn. */
static const char *
find_big (const CollectorWallPage *page, const CollectorReader *reader,
          const CollectorBoardCard *card)
{
  const TollReportDoc *doc = card->doc;
  guint index = toll_report_doc_find_column (doc, card->headline);
  const TollReportColumn *column;

  if (index == G_MAXUINT && doc->overview == NULL && doc->chart.kind != TOLL_CHART_NONE
      && doc->chart.kind != TOLL_CHART_PIE && doc->chart.n_series == 1
      && toll_report_doc_get_column (doc, doc->chart.series[0])->is_total)
    index = doc->chart.series[0];
  if (index == G_MAXUINT || doc->totals.cells == NULL || doc->totals.cells[index].is_empty)
    return NULL;
  column = toll_report_doc_get_column (doc, index);
  return toll_words_cell (&reader->words, page->arena, column->kind, column->unit,
                          &doc->totals.cells[index]);
}

/* What the script says where rows found no room. @n_cut: that the report has beyond those of the page;
 * < 0: nobody knows how many. */
static void
append_more (CollectorWallPage *page, const CollectorReader *reader, gint64 n_cut)
{
  g_string_append_printf (page->body,
                          "<span class=\"more\" hidden data-cut=\"%" G_GINT64_FORMAT "\"",
                          MAX (n_cut, -1));
  /* TRANSLATORS: beside a table on a wall: how many more rows there are than it shows. Keep %u as
   * it is. */
  append_element (page, " data-text=\"", collector_reader_say (reader, N_ ("+%u more")), "\"");
  /* TRANSLATORS: beside a table on a wall: there are more rows than it shows, nobody counted how many */
  append_element (page, " data-unknown=\"", collector_reader_say (reader, N_ ("and more")),
                  "\"><bdi></bdi></span>");
}

static void
append_top (CollectorWallPage *page, const CollectorReader *reader, const CollectorBoardCard *card)
{
  const char *big = card->doc != NULL ? find_big (page, reader, card) : NULL;

  g_string_append_printf (page->body, "<div class=\"top%s\">", big != NULL ? " beside" : "");
  append_element (page, "<div><h2>",
                  card->is_named ? card->title : collector_reader_say (reader, card->title),
                  "</h2>");
  if (card->doc != NULL)
    {
      append_element (page, "<p class=\"period\"><bdi>",
                      collector_reader_period (reader, card->doc, page->arena),
                      "</bdi>");
      append_more (page, reader, card->doc->n_cut);
      g_string_append (page->body, "</p>");
    }
  g_string_append (page->body, "</div>");
  if (big != NULL)
    append_element (page, "<p class=\"big\">", big, "</p>");
  g_string_append (page->body, "</div>\n");
}

static const char *
say_problem (const GError *failed)
{
  switch (failed->code)
    {
    case TOLL_ERROR_TIMEOUT:
      return N_ ("It takes too long to be worked out here");
    case TOLL_ERROR_NOT_FOUND:
      return N_ ("This report is gone");
    default:
      return N_ ("This cannot be shown here");
    }
}

static void
append_answer (CollectorWallPage *page, const CollectorReader *reader,
               const CollectorBoardCard *card)
{
  gboolean is_wide = page->head.n_cards == 3 && page->n_cards == 0;
  const char *note = card->doc == NULL              ? say_problem (card->failed)
                     : card->doc->rows->len == 0 ? N_ ("No calls in this period")
                                                 : NULL;

  if (note != NULL)
    append_element (page, "<p class=\"note\">", collector_reader_say (reader, note), "</p>\n");
  else if (!collector_wall_chart_append (page->body, reader, card->doc, page->head.n_cards,
                                         is_wide))
    collector_wall_table_append (page->body, page->style, page->n_cards, reader, card->doc,
                                 page->arena);
}

void
collector_wall_page_add (const CollectorBoardCard *card, gpointer data)
{
  CollectorWallPage *page = data;
  CollectorExportJob job = page->job;
  CollectorReader reader;

  if (card->zone != NULL)
    job.zone = card->zone;
  collector_reader_init (&reader, &job);
  if (page->n_cards == 0)
    g_string_append_printf (page->body, "<main class=\"n%u\">\n", page->head.n_cards);
  g_string_append (page->body, "<section>\n");
  append_top (page, &reader, card);
  append_answer (page, &reader, card);
  g_string_append (page->body, "</section>\n");
  page->n_cards++;
  if (page->n_cards == page->head.n_cards)
    g_string_append (page->body, "</main>\n");
}

void
collector_wall_page_set_message (CollectorWallPage *page, const char *title, const char *text)
{
  append_element (page, "<main class=\"alone\"><h1>", collector_reader_say (&page->reader, title),
                  "</h1>");
  append_element (page, "<p>", collector_reader_say (&page->reader, text), "</p></main>\n");
}

/* ---- The page around them ---- */

/* Seen while the next page does not come. */
static void
append_away (const CollectorWallPage *page, GString *out)
{
  g_string_append (out, "<p class=\"away\" role=\"status\">");
  collector_html_append_text (
      out, collector_reader_say (&page->reader, N_ ("The collector does not answer")));
  g_string_append (out, "</p>");
}

static void
append_heading (CollectorWallPage *page, GString *out)
{
  const CollectorWallHead *head = &page->head;
  gint32 day, second;
  g_autofree char *clock = NULL;

  toll_zone_to_local (head->zone, head->now_ms, &day, &second);
  /* TRANSLATORS: of which time the figures on a wallboard are; %s is a time of the day: "14:05" */
  clock = g_strdup_printf (collector_reader_say (&page->reader, N_ ("as of %s")),
                           toll_words_minute (&page->reader.words, page->arena, second / 60));
  g_string_append (out, "<header><div>");
  if (*head->company != '\0')
    {
      g_string_append (out, "<p class=\"company\">");
      collector_html_append_text (out, head->company);
      g_string_append (out, "</p>");
    }
  g_string_append (out, "<h1>");
  collector_html_append_text (out, head->name);
  g_string_append (out, "</h1></div><div class=\"when\"><p class=\"clock\"><bdi>");
  collector_html_append_text (out, clock);
  g_string_append (out, "</bdi></p>");
  if (head->n_pages > 1)
    {
      g_string_append (out, "<p class=\"place\"><span>");
      collector_html_append_text (out, collector_reader_page (&page->reader, head->page + 1,
                                                              head->n_pages, page->arena));
      g_string_append (out, "</span>");
      for (guint i = 0; i < head->n_pages; i++)
        g_string_append (out, i == head->page ? "<i class=\"now\"></i>" : "<i></i>");
      g_string_append (out, "</p>");
    }
  append_away (page, out);
  g_string_append (out, "</div></header>\n");
}

/* Returns: (transfer full): as a policy names it. */
static char *
dup_hash (const char *text, gsize length)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize n = sizeof digest;

  g_checksum_update (checksum, (const guchar *) text, (gssize) length);
  g_checksum_get_digest (checksum, digest, &n);
  return g_base64_encode (digest, n);
}

/* The style and the script as they stand in the page, and nothing else. */
static char *
dup_policy (const GString *style, GBytes *script)
{
  g_autofree char *of_style = dup_hash (style->str, style->len);
  g_autofree char *of_script
      = dup_hash (g_bytes_get_data (script, NULL), g_bytes_get_size (script));

  return g_strdup_printf ("default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; "
                          "connect-src 'self'; img-src data:; base-uri 'none'; "
                          "form-action 'none'; frame-ancestors 'none'",
                          of_style, of_script);
}

static guint
find_next (const CollectorWallHead *head)
{
  return head->n_pages > 0 ? (head->page + 1) % head->n_pages + 1 : 1;
}

static void
append_head (CollectorWallPage *page, GString *out)
{
  const CollectorWallHead *head = &page->head;

  g_string_append_printf (out,
                          "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head><meta "
                          "charset=\"utf-8\"><meta name=\"viewport\" "
                          "content=\"width=device-width\">",
                          *head->language != '\0' ? head->language : "en",
                          page->reader.style.is_rtl ? "rtl" : "ltr");
  if (head->rotate_s > 0)
    g_string_append_printf (out, "<noscript><meta http-equiv=\"refresh\" "
                            "content=\"%u;url=?page=%u\"></noscript>",
                            head->rotate_s, find_next (head));
  g_string_append (out, "<title>");
  collector_html_append_text (out, head->name);
  g_string_append_printf (out, "</title><style>%s</style></head>\n<body>\n", page->style->str);
}

GString *
collector_wall_page_finish (CollectorWallPage *page, char **policy)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GBytes) script = load ("/dashboard/wall.js");

  if (page->head.rotate_s > 0)
    g_string_append_printf (page->style, ".left{animation-duration:%us}\n", page->head.rotate_s);
  *policy = dup_policy (page->style, script);
  append_head (page, out);
  if (page->head.rotate_s > 0)
    g_string_append (out, "<div class=\"left\"></div>\n");
  if (page->n_cards > 0)
    append_heading (page, out);
  g_string_append_len (out, page->body->str, page->body->len);
  if (page->head.rotate_s > 0)
    g_string_append_printf (out,
                            "<script data-seconds=\"%u\" data-next=\"?page=%u\">%.*s</script>\n",
                            page->head.rotate_s, find_next (&page->head),
                            (int) g_bytes_get_size (script),
                            (const char *) g_bytes_get_data (script, NULL));
  g_string_append (out, "</body>\n</html>\n");
  return out;
}
