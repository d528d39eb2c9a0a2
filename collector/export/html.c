/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HTML for mails and browsers: one file, tables and inline styles only, no scripts, no pictures,
 * nothing that is fetched: what every mail program shows.
 */
#include "config.h"

#include "collector/export/exporters-private.h"

#include <glib/gi18n.h>

#include "collector/export/html-chart.h"
#include "collector/export/html-text.h"
#include "collector/export/reader.h"
#include "collector/export/sums.h"

#define FONT   "font-family:'Noto Sans','Segoe UI',Roboto,Helvetica,Arial,sans-serif"
#define INK    "#1f2126"
#define DIM    "#5e626b"
#define ACCENT "#0072b2"
#define BAND   "#f1f4f8"
#define LINE   "#dbdee3"

void
collector_html_append_text (GString *out, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    switch (*p)
      {
      case '&':
        g_string_append (out, "&amp;");
        break;
      case '<':
        g_string_append (out, "&lt;");
        break;
      case '>':
        g_string_append (out, "&gt;");
        break;
      case '"':
        g_string_append (out, "&quot;");
        break;
      case '\'':
        g_string_append (out, "&#39;");
        break;
      default:
        /* Control characters are no HTML. */
        g_string_append_c (out, (guchar) *p < ' ' ? ' ' : *p);
      }
}

typedef struct
{
  const CollectorExportJob *job;
  CollectorReader reader;
  TollArena *arena; /* of a page */
  CollectorSums *sums;
  GArray *columns;  /* of TollReportColumn: of the first page, without texts */
  guint n_rows;     /* shown, sums among them */
  guint n_more;     /* left out */
  GString *out;
} Html;

static void
append_element (Html *html, const char *open, const char *text, const char *close)
{
  g_string_append (html->out, open);
  collector_html_append_text (html->out, text);
  g_string_append (html->out, close);
}

static void
append_facts (Html *html, const TollReportDoc *page)
{
  CollectorFactLine facts[COLLECTOR_READER_MAX_FACTS];
  guint n = collector_reader_list_facts (&html->reader, page, html->arena, facts);

  g_string_append (html->out, "<table role=\"presentation\" cellspacing=\"0\" cellpadding=\"0\" "
                              "style=\"margin:14px 0 0;font-size:12px\">\n");
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (html->out,
                              "<tr><td valign=\"top\" style=\"padding:1px 0;padding-%s:14px;"
                              "color:" DIM ";font-weight:600;white-space:nowrap\">",
                              html->reader.style.is_rtl ? "left" : "right");
      append_element (html, "", facts[i].label, "</td><td style=\"padding:1px 0\">");
      append_element (html, "", facts[i].text, "</td></tr>\n");
    }
  g_string_append (html->out, "</table>\n");
}

static void
append_head (Html *html, const TollReportDoc *page)
{
  const char *language = *html->job->language != '\0' ? html->job->language : "en";
  const char *title = collector_reader_say (&html->reader, page->title);

  g_string_append_printf (html->out, "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>"
                                     "<meta charset=\"utf-8\"><meta name=\"viewport\" "
                                     "content=\"width=device-width\"><title>",
                          language, html->reader.style.is_rtl ? "rtl" : "ltr");
  append_element (html, "", title, "</title></head>\n");
  g_string_append_printf (html->out, "<body dir=\"%s\" style=\"margin:0;padding:24px;"
                                     "background:#ffffff;color:" INK ";font-size:13px;"
                                     "line-height:1.45;" FONT "\">\n"
                                     "<div style=\"max-width:960px\">\n",
                          html->reader.style.is_rtl ? "rtl" : "ltr");
  if (html->job->intro_html != NULL)
    g_string_append_printf (html->out, "<div style=\"margin:0 0 24px;font-size:14px\">%s</div>\n",
                            html->job->intro_html);
  if (html->job->house_name != NULL && *html->job->house_name != '\0')
    append_element (html, "<p style=\"margin:0;font-size:12px;font-weight:600;color:" ACCENT
                          "\">", html->job->house_name, "</p>\n");
  append_element (html, "<h1 style=\"margin:2px 0 0;font-size:24px;line-height:1.25\">", title,
                  "</h1>\n");
  append_element (html, "<p style=\"margin:2px 0 0;font-size:15px;color:" DIM "\">",
                  collector_reader_say (&html->reader, page->question), "</p>\n");
  append_facts (html, page);
  collector_html_chart_append (html->out, &html->reader, page, html->arena);
}

/* Figures at the right, units under units, as in print; texts where reading begins. */
static const char *
get_align (const Html *html, guint index)
{
  const TollReportColumn *column = &g_array_index (html->columns, TollReportColumn, index);
  gboolean is_end = toll_cell_kind_is_figure (column->kind) && column->role != TOLL_COLUMN_KEY
                    && column->kind != TOLL_CELL_INSTANT;

  return is_end || html->reader.style.is_rtl ? "right" : "left";
}

static void
append_headings (Html *html, const TollReportDoc *page)
{
  g_string_append (html->out, "<table cellspacing=\"0\" cellpadding=\"0\" width=\"100%\" "
                              "style=\"margin:20px 0 0;border-collapse:collapse;"
                              "font-size:12px\">\n<thead><tr>");
  for (guint i = 0; i < page->columns->len; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (page, i);

      g_array_append_vals (html->columns, column, 1);
      g_string_append_printf (html->out,
                              "<th scope=\"col\" valign=\"bottom\" align=\"%s\" "
                              "bgcolor=\"" BAND "\" style=\"text-align:%s;padding:6px 8px;"
                              "background:" BAND ";border-bottom:2px solid " ACCENT "\">",
                              get_align (html, i), get_align (html, i));
      append_element (html, "", collector_reader_title (&html->reader, column, column->unit,
                                                        html->arena), "</th>");
    }
  g_string_append (html->out, "</tr></thead>\n<tbody>\n");
}

/* @level: of the row; 0 = plain. Its last key says what is summed. */
static void
append_row (Html *html, const GArray *columns, const TollCell *cells, guint level,
            gboolean is_total)
{
  gboolean is_sum = level > 0;

  g_string_append_printf (html->out, is_sum ? "<tr bgcolor=\"%s\" style=\"background:%s;"
                                              "font-weight:700\">" : "<tr>", BAND, BAND);
  for (guint i = 0; i < columns->len; i++)
    {
      const TollReportColumn *column = &g_array_index (columns, TollReportColumn, i);
      const char *text = is_sum && cells[i].is_empty && (is_total || i + 1 >= level)
                             ? ""
                             : collector_reader_cell (&html->reader, column, &cells[i],
                                                      html->arena);

      if (is_sum && i == level - 1 && (!is_total || cells[0].is_empty))
        text = collector_reader_total (&html->reader, text, html->arena);
      g_string_append_printf (html->out,
                              "<td align=\"%s\" style=\"text-align:%s;padding:5px 8px;%s\">",
                              get_align (html, i), get_align (html, i),
                              is_total ? "border-top:2px solid " INK
                                       : "border-bottom:1px solid " LINE);
      append_element (html, "", text, "</td>");
    }
  g_string_append (html->out, "</tr>\n");
}

static gboolean
append_page (Html *html, const TollReportDoc *page, GOutputStream *out, GError **error)
{
  for (guint i = 0; i < page->rows->len; i++)
    {
      const TollReportRow *row = toll_report_doc_get_row (page, i);

      if (html->job->most_rows > 0 && html->n_rows >= html->job->most_rows)
        html->n_more += row->level == 0;
      else
        append_row (html, page->columns, row->cells, row->level, FALSE);
      html->n_rows++;
    }
  collector_sums_add_page (html->sums, page);
  toll_arena_reset (html->arena);
  return collector_export_flush (html->job, out, html->out, error);
}

static void
append_end (Html *html)
{
  const TollCell *totals = collector_sums_get_totals (html->sums);

  for (guint i = 0; i < html->columns->len; i++)
    g_array_index (html->columns, TollReportColumn, i).unit
        = collector_sums_get_unit (html->sums, i);
  if (totals != NULL)
    append_row (html, html->columns, totals, 1, TRUE);
  g_string_append (html->out, "</tbody></table>\n");
  if (html->n_more > 0)
    {
      g_autofree char *text = html->job->has_file
          /* TRANSLATORS: below the table of a mail that shows the first rows; %u is how many more
           * the attached file has. */
          ? g_strdup_printf (collector_reader_say (&html->reader,
                                                   N_ ("More rows in the attached file: %u")),
                             html->n_more)
          /* TRANSLATORS: below the table of a mail that shows the first rows and has no file; %u is
           * how many more there are. */
          : g_strdup_printf (collector_reader_say (&html->reader,
                                                   N_ ("More rows, not shown here: %u")),
                             html->n_more);

      append_element (html, "<p style=\"color:" DIM "\">", text, "</p>\n");
    }
  if (collector_sums_get_n_rows (html->sums) == 0)
    append_element (html, "<p style=\"color:" DIM "\">",
                    collector_reader_say (&html->reader, N_ ("Nothing matches.")), "</p>\n");
  g_string_append (html->out, "</div>\n</body></html>\n");
}

static gboolean
write_all (Html *html, GOutputStream *out, GError **error)
{
  g_autoptr (GError) failed = NULL;
  const TollReportDoc *page = collector_export_first_page (html->job, error);

  if (page == NULL)
    return FALSE;
  append_head (html, page);
  append_headings (html, page);
  for (; page != NULL; page = collector_export_next_page (html->job, &failed))
    if (!append_page (html, page, out, error))
      return FALSE;
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  append_end (html);
  return collector_export_flush (html->job, out, html->out, error);
}

gboolean
collector_export_html (const CollectorExportJob *job, GOutputStream *out, GError **error)
{
  g_autoptr (TollArena) arena = toll_arena_new ();
  g_autoptr (CollectorSums) sums = collector_sums_new ();
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (TollReportColumn));
  g_autoptr (GString) text = g_string_new (NULL);
  Html html = { .job = job, .arena = arena, .sums = sums, .columns = columns, .out = text };

  collector_reader_init (&html.reader, job);
  return write_all (&html, out, error);
}
