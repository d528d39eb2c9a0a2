/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a page of a list stands. Any lane.
 */
#include "config.h"

#include "collector/reports/run-progress.h"

#include <string.h>

#include "shared/base/error.h"

static guint
count_sums (const TollReportDoc *doc)
{
  guint n = 0;

  for (guint i = 0; i < doc->columns->len; i++)
    n += toll_report_doc_get_column (doc, i)->is_total;
  return MIN (n, COLLECTOR_LIST_MAX_SUMS);
}

static const char *
decode (const char *text, TollArena *arena)
{
  gsize length;
  g_autofree guchar *bytes = g_base64_decode (text, &length);

  return toll_arena_strndup (arena, (const char *) bytes, length);
}

/* A figure, "TEXT", or of a number that is told apart from others "TEXT:APART:CALL"; texts are in
 * base 64. */
static gboolean
read_section (CollectorListProgress *progress, const CollectorField *section, TollArena *arena,
              const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 4);
  guint n_parts = g_strv_length (parts);

  progress->has_section = TRUE;
  if (section->shape != COLLECTOR_FIELD_TEXT)
    return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &progress->section.figure,
                                     NULL);
  progress->section.text = n_parts > 0 ? decode (parts[0], arena) : "";
  if (n_parts <= 1)
    return TRUE;
  progress->section.apart = decode (parts[1], arena);
  return n_parts == 3
         && g_ascii_string_to_signed (parts[2], 10, 0, G_MAXINT64, &progress->section.call_id, NULL);
}

/* "ROWS;SUM;SUM;EUR", of a list in sections also ";SECTION;SUM;SUM;EUR". */
static gboolean
read_head (CollectorListProgress *progress, const CollectorReportRun *run,
           const CollectorField *section, const char *head)
{
  g_auto (GStrv) parts = g_strsplit (head, ";", 2 * COLLECTOR_LIST_MAX_SUMS + 5);
  guint n_sums = count_sums (run->doc), n_plain = n_sums + 2;

  if (g_strv_length (parts) != n_plain + (section != NULL ? n_sums + 2 : 0)
      || !g_ascii_string_to_signed (parts[0], 10, 1, G_MAXINT32, &progress->n_rows, NULL))
    return FALSE;
  for (guint i = 0; i < n_sums; i++)
    progress->sums[i] = g_ascii_strtoll (parts[1 + i], NULL, 10);
  g_strlcpy (progress->currency, parts[n_sums + 1], sizeof progress->currency);
  for (guint i = 0; section != NULL && i < n_sums; i++)
    progress->section_sums[i] = g_ascii_strtoll (parts[n_plain + 1 + i], NULL, 10);
  if (section == NULL)
    return TRUE;
  g_strlcpy (progress->section_currency, parts[n_plain + 1 + n_sums],
             sizeof progress->section_currency);
  return read_section (progress, section, run->doc->arena, parts[n_plain]);
}

gboolean
collector_list_progress_read (CollectorListProgress *progress, const CollectorReportRun *run,
                              const CollectorField *section, GError **error)
{
  const char *after = run->after, *tilde = after != NULL ? strchr (after, '~') : NULL;
  g_autofree char *head = NULL;

  *progress = (CollectorListProgress){ 0 };
  if (after == NULL || *after == '\0')
    return TRUE;
  head = g_strndup (after, tilde != NULL ? (gsize) (tilde - after) : 0);
  if (tilde == NULL || !read_head (progress, run, section, head))
    {
      toll_error_set_field (error, "after", "is not where a page of this list ended");
      return FALSE;
    }
  progress->after = tilde + 1;
  return TRUE;
}

static void
append_text (GString *text, const char *value)
{
  g_autofree char *encoded = g_base64_encode ((const guchar *) value, strlen (value));

  g_string_append (text, encoded);
}

static void
append_section (GString *text, const CollectorListProgress *progress,
                const CollectorField *section, guint n_sums)
{
  const CollectorKey *key = &progress->section;

  g_string_append_c (text, ';');
  if (section->shape == COLLECTOR_FIELD_TEXT)
    append_text (text, key->text);
  else
    g_string_append_printf (text, "%" G_GINT64_FORMAT, key->figure);
  if (key->apart != NULL)
    {
      g_string_append_c (text, ':');
      append_text (text, key->apart);
      g_string_append_printf (text, ":%" G_GINT64_FORMAT, key->call_id);
    }
  for (guint i = 0; i < n_sums; i++)
    g_string_append_printf (text, ";%" G_GINT64_FORMAT, progress->section_sums[i]);
  g_string_append_printf (text, ";%s", progress->section_currency);
}

const char *
collector_list_progress_write (const CollectorListProgress *progress,
                               const CollectorReportRun *run, const CollectorField *section,
                               const char *next)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_sums = count_sums (run->doc);

  if (*next == '\0' || (run->spec->limit > 0 && progress->n_rows >= run->spec->limit))
    return "";
  g_string_printf (text, "%" G_GINT64_FORMAT, progress->n_rows);
  for (guint i = 0; i < n_sums; i++)
    g_string_append_printf (text, ";%" G_GINT64_FORMAT, progress->sums[i]);
  g_string_append_printf (text, ";%s", progress->currency);
  if (section != NULL)
    append_section (text, progress, section, n_sums);
  g_string_append_printf (text, "~%s", next);
  return toll_arena_strdup (run->doc->arena, text->str);
}

void
collector_list_note_currency (char *currency, const char *one)
{
  if (*one == '\0' || strcmp (one, currency) == 0)
    return;
  g_strlcpy (currency, *currency == '\0' ? one : "*", 4);
}

void
collector_list_progress_add (CollectorListProgress *progress, const TollReportDoc *doc,
                             const TollReportRow *row, const char *currency)
{
  guint n = 0;

  for (guint i = 0; i < doc->columns->len && n < COLLECTOR_LIST_MAX_SUMS; i++)
    if (toll_report_doc_get_column (doc, i)->is_total)
      {
        gint64 figure = row->cells[i].is_empty ? 0 : row->cells[i].figure;

        progress->sums[n] += figure;
        progress->section_sums[n++] += figure;
      }
  collector_list_note_currency (progress->section_currency, currency);
}

static void
fill (const TollReportDoc *doc, const gint64 *sums, const char *currency, TollReportRow *row)
{
  guint n = 0;

  for (guint i = 0; i < doc->columns->len && n < COLLECTOR_LIST_MAX_SUMS; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (doc, i);

      if (strcmp (column->id, "currency") == 0 && *currency != '\0' && *currency != '*')
        toll_cell_set_text (&row->cells[i], toll_arena_strdup (doc->arena, currency));
      if (!column->is_total)
        continue;
      /* Of nothing that cost something, nothing is said. */
      if (column->kind != TOLL_CELL_MONEY || (*currency != '*' && *currency != '\0'))
        toll_cell_set_figure (&row->cells[i], sums[n]);
      n++;
    }
}

void
collector_list_progress_fill (const CollectorListProgress *progress, const TollReportDoc *doc,
                              TollReportRow *row)
{
  fill (doc, progress->sums, progress->currency, row);
}

void
collector_list_progress_fill_section (const CollectorListProgress *progress,
                                      const TollReportDoc *doc, TollReportRow *row)
{
  fill (doc, progress->section_sums, progress->section_currency, row);
}
