/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a page of a list stands. Any lane.
 */
#include "config.h"

#include "collector/reports/run-progress.h"

#include <string.h>

#include "collector/store/currencies.h"
#include "shared/base/error.h"

#define N_HEAD 4 /* what stands before the sums */

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

/* The currencies that the list has columns for: "EUR,CHF". */
static char *
dup_currencies (const CollectorReportRun *run)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < run->currencies->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "",
                            g_array_index (run->currencies, CollectorCurrency, i).code);
  return g_string_free (text, FALSE);
}

/* Returns: those behind the last one. */
static char **
read_sums (CollectorListSum *sums, guint n_sums, char **parts)
{
  for (guint i = 0; i < n_sums; i++)
    sums[i] = (CollectorListSum){ g_ascii_strtoll (parts[i], NULL, 10), *parts[i] != '\0' };
  return parts + n_sums;
}

/* "ROWS;RANK;CURRENCY;CURRENCIES;SUM;SUM", of a list in sections also ";SECTION;SUM;SUM". */
static gboolean
read_head (CollectorListProgress *progress, const CollectorReportRun *run,
           const CollectorField *section, const char *head)
{
  g_auto (GStrv) parts = g_strsplit (head, ";", 2 * COLLECTOR_LIST_MAX_SUMS + 6);
  g_autofree char *currencies = dup_currencies (run);
  guint n_sums = count_sums (run->doc);
  char **rest;

  if (g_strv_length (parts) != N_HEAD + n_sums + (section != NULL ? n_sums + 1 : 0)
      || !g_ascii_string_to_signed (parts[0], 10, 1, G_MAXINT32, &progress->n_rows, NULL)
      || !g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT32, &progress->rank, NULL)
      || strcmp (parts[3], currencies) != 0)
    return FALSE;
  g_strlcpy (progress->currency, parts[2], sizeof progress->currency);
  rest = read_sums (progress->sums, n_sums, parts + N_HEAD);
  if (section == NULL)
    return TRUE;
  read_sums (progress->section_sums, n_sums, rest + 1);
  return read_section (progress, section, run->doc->arena, *rest);
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
append_sums (GString *text, const CollectorListSum *sums, guint n_sums)
{
  for (guint i = 0; i < n_sums; i++)
    if (sums[i].is_known)
      g_string_append_printf (text, ";%" G_GINT64_FORMAT, sums[i].figure);
    else
      g_string_append_c (text, ';');
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
  append_sums (text, progress->section_sums, n_sums);
}

const char *
collector_list_progress_write (const CollectorListProgress *progress,
                               const CollectorReportRun *run, const CollectorField *section,
                               const char *next)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *currencies = dup_currencies (run);
  guint n_sums = count_sums (run->doc);

  if (*next == '\0')
    return "";
  g_string_printf (text, "%" G_GINT64_FORMAT ";%" G_GINT64_FORMAT ";%s;%s", progress->n_rows,
                   progress->rank, progress->currency, currencies);
  append_sums (text, progress->sums, n_sums);
  if (section != NULL)
    append_section (text, progress, section, n_sums);
  g_string_append_printf (text, "~%s", next);
  return toll_arena_strdup (run->doc->arena, text->str);
}

void
collector_list_progress_step (CollectorListProgress *progress, const char *currency)
{
  if (currency != NULL && strcmp (currency, progress->currency) != 0)
    {
      progress->rank = 0;
      g_strlcpy (progress->currency, currency, sizeof progress->currency);
    }
  progress->n_rows++;
  progress->rank++;
}

static void
add (CollectorListSum *sum, const TollCell *cell)
{
  if (cell->is_empty)
    return;
  sum->figure += cell->figure;
  sum->is_known = TRUE;
}

void
collector_list_progress_add (CollectorListProgress *progress, const TollReportDoc *doc,
                             const TollReportRow *row)
{
  guint n = 0;

  for (guint i = 0; i < doc->columns->len && n < COLLECTOR_LIST_MAX_SUMS; i++)
    if (toll_report_doc_get_column (doc, i)->is_total)
      {
        add (&progress->sums[n], &row->cells[i]);
        add (&progress->section_sums[n++], &row->cells[i]);
      }
}

static void
fill (const TollReportDoc *doc, const CollectorListSum *sums, TollReportRow *row)
{
  guint n = 0;

  for (guint i = 0; i < doc->columns->len && n < COLLECTOR_LIST_MAX_SUMS; i++)
    {
      const TollReportColumn *column = toll_report_doc_get_column (doc, i);

      if (!column->is_total)
        continue;
      if (column->kind != TOLL_CELL_MONEY || sums[n].is_known)
        toll_cell_set_figure (&row->cells[i], sums[n].figure);
      n++;
    }
}

void
collector_list_progress_fill (const CollectorListProgress *progress, const TollReportDoc *doc,
                              TollReportRow *row)
{
  fill (doc, progress->sums, row);
}

void
collector_list_progress_fill_section (const CollectorListProgress *progress,
                                      const TollReportDoc *doc, TollReportRow *row)
{
  fill (doc, progress->section_sums, row);
}
