/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Price lists as operators send them, read into a deck. Every bad row is named by line and field;
 * nothing is imported while there is one. Prices that look like a lost decimal point are flagged
 * for a person to judge. Pure; any thread.
 */
#include "config.h"

#include "collector/rating/deck-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "collector/rating/deck-map.h"
#include "shared/base/error.h"

#define DEFAULT_PER_S       60
#define DEFAULT_INCREMENT_S 1

/* Below this per minute even a large multiple of the median is no surprise. */
#define FLAG_FLOOR_E8 TOLL_E8

typedef struct
{
  CollectorDeckImport *import;
  CollectorDeckMap map;
  CollectorDeckBuilder *builder;
  GArray *prices; /* of CollectorDeckFlag: every row */
  GArray *lines;  /* guint: line of each rate in the builder */
  GString *scratch;

  guint line; /* the row being read */
  const TollCsvCell *cells;
  guint n_cells;
  guint n_titles; /* of the row of headings; 0 = there is none */
  gboolean row_is_bad;
} Reader;

static void
fault_clear (gpointer fault)
{
  g_free (((CollectorDeckFault *) fault)->text);
}

static CollectorDeckImport *
import_new (void)
{
  CollectorDeckImport *import = g_new0 (CollectorDeckImport, 1);

  import->faults = g_array_new (FALSE, FALSE, sizeof (CollectorDeckFault));
  g_array_set_clear_func (import->faults, fault_clear);
  import->flags = g_array_new (FALSE, FALSE, sizeof (CollectorDeckFlag));
  return import;
}

void
collector_deck_import_free (CollectorDeckImport *import)
{
  g_clear_pointer (&import->deck, collector_deck_unref);
  g_array_unref (import->faults);
  g_array_unref (import->flags);
  g_free (import);
}

char *
collector_deck_fault_to_text (const CollectorDeckFault *fault)
{
  if (fault->field[0] == '\0')
    /* TRANSLATORS: the number of a line, then what is wrong with it. */
    return g_strdup_printf (_ ("line %u: %s"), fault->line, fault->text);
  /* TRANSLATORS: the number of a line, the name of a field, what is wrong with it. */
  return g_strdup_printf (_ ("line %u, %s: %s"), fault->line, fault->field, fault->text);
}

static void
reader_clear (Reader *reader)
{
  collector_deck_map_clear (&reader->map);
  collector_deck_builder_free (reader->builder);
  g_array_unref (reader->prices);
  g_array_unref (reader->lines);
  g_string_free (reader->scratch, TRUE);
  g_clear_pointer (&reader->import, collector_deck_import_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* ---- Faults ---- */

/* Takes @text. */
static void
add_fault (Reader *reader, const char *field, char *text)
{
  CollectorDeckFault fault = { reader->line, field, text };

  reader->row_is_bad = TRUE;
  reader->import->n_faults++;
  if (reader->import->faults->len < COLLECTOR_DECK_MAX_FAULTS)
    g_array_append_val (reader->import->faults, fault);
  else
    g_free (text);
}

static void
add_cell_fault (Reader *reader, CollectorColumn column, const char *text)
{
  const char *field = collector_column_get_name (column);

  if (text[0] == '\0')
    add_fault (reader, field, g_strdup (_ ("is empty")));
  else
    /* TRANSLATORS: %s is what stands in a cell of a price list. */
    add_fault (reader, field, g_strdup_printf (_ ("\"%.40s\" is not acceptable"), text));
}

/* ---- Cells ---- */

/* What the row holds for @column, without spaces around it, or "". */
static const char *
get_cell (Reader *reader, CollectorColumn column)
{
  int index = reader->map.column[column];
  const char *text = reader->map.constant[column];

  if (index >= 0)
    text = (guint) index < reader->n_cells ? reader->cells[index].text : NULL;
  g_string_assign (reader->scratch, text != NULL ? text : "");
  g_strstrip (reader->scratch->str);
  return reader->scratch->str;
}

/* "+9377", "009377", "^93.*" and " 93 " as digits. */
static void
read_prefix (Reader *reader, char *prefix, gsize size)
{
  const char *text = get_cell (reader, COLLECTOR_COLUMN_PREFIX);
  const char *digits = text + strspn (text, "^+");
  gsize length;

  /* No country code begins with 0. */
  if (g_str_has_prefix (digits, "00"))
    digits += 2;
  length = strspn (digits, "0123456789");

  if (length == 0 || length >= size
      || (digits[length] != '\0' && strcmp (digits + length, ".*") != 0))
    {
      add_cell_fault (reader, COLLECTOR_COLUMN_PREFIX, text);
      length = 0;
    }
  memcpy (prefix, digits, length);
  prefix[length] = '\0';
}

/* "1.234,56", "1,234.56", "0,1175" and ".5" as digits with one point. */
static char *
normalize_decimal (const char *text)
{
  const char *point = strrchr (text, '.'), *comma = strrchr (text, ',');
  const char *mark = point > comma ? point : comma;
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (p == mark && (out->len == 0 || !g_ascii_isdigit (out->str[out->len - 1])))
        g_string_append_c (out, '0');
      if (p == mark)
        g_string_append_c (out, '.');
      else if ((*p != '.' && *p != ',') || (point == NULL || comma == NULL))
        g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}

/* An amount in 10^-8; @fallback when the cell is empty and not @required. */
static gint64
read_amount (Reader *reader, CollectorColumn column, gboolean required, gboolean *present)
{
  const char *text = get_cell (reader, column);
  g_autofree char *decimal = normalize_decimal (text);
  gint64 value_e8 = 0, denominator = reader->map.denominator[column];

  *present = text[0] != '\0';
  if (!*present && !required)
    return 0;
  if (toll_money_parse (decimal, 8, &value_e8, NULL) && value_e8 % denominator == 0)
    return value_e8 / denominator;
  add_cell_fault (reader, column, text);
  return 0;
}

/* Whole seconds; @fallback when the cell is empty or 0. */
static gint64
read_seconds (Reader *reader, CollectorColumn column, gint64 fallback)
{
  const char *text = get_cell (reader, column);
  gint64 value = 0;

  if (text[0] != '\0' && (!toll_money_parse (text, 0, &value, NULL) || value < 0))
    add_cell_fault (reader, column, text);
  return value > 0 ? value : fallback;
}

/* What a price is for, or is counted in, is never nothing. */
static gint64
read_length (Reader *reader, CollectorColumn column, gint64 fallback)
{
  const char *text = get_cell (reader, column);
  gint64 value = read_seconds (reader, column, 0);

  if (text[0] != '\0' && value == 0 && !reader->row_is_bad)
    add_cell_fault (reader, column, text);
  return value > 0 ? value : fallback;
}

/* "60", or "60/6": the first and the next increments. */
static void
read_increments (Reader *reader, gint64 *first_s, gint64 *next_s)
{
  const char *text = get_cell (reader, COLLECTOR_COLUMN_INCREMENT);
  g_auto (GStrv) parts = g_strsplit (text, "/", -1);
  gint64 values[2] = { 0, 0 };
  guint n_parts = g_strv_length (parts);
  gboolean fine = n_parts <= 2;

  for (guint i = 0; fine && i < n_parts; i++)
    fine = toll_money_parse (g_strstrip (parts[i]), 0, &values[i], NULL) && values[i] > 0;
  if (!fine)
    add_cell_fault (reader, COLLECTOR_COLUMN_INCREMENT, text);
  *first_s = fine && n_parts > 0 ? values[0] : DEFAULT_INCREMENT_S;
  *next_s = fine && n_parts == 2 ? values[1] : *first_s;
}

/* Old spreadsheets write Latin letters in one byte. */
static char *
read_destination (Reader *reader)
{
  const char *text = get_cell (reader, COLLECTOR_COLUMN_DESTINATION);

  if (g_utf8_validate (text, -1, NULL))
    return g_strdup (text);
  return g_convert (text, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
}

/* ---- Rows ---- */

static void
note_price (Reader *reader, const char *prefix, gint64 price_e8, gint64 per_s)
{
  CollectorDeckFlag row = { reader->line };
  __int128 per_minute = (__int128) price_e8 * 60 / MAX (per_s, 1);

  g_strlcpy (row.prefix, prefix, sizeof row.prefix);
  row.per_minute_e8 = CLAMP (per_minute, 0, G_MAXINT64);
  g_array_append_val (reader->prices, row);
  reader->import->n_zero += price_e8 == 0;
}

/* The builder's reason, after the mark that ends the field's name. */
static char *
dup_reason (const GError *error)
{
  const char *colon = strstr (error->message, ": ");

  return g_strdup (colon != NULL ? colon + 2 : error->message);
}

static void
add_rate (Reader *reader, const CollectorDeckRate *rate)
{
  g_autoptr (GError) error = NULL;
  guint first;

  if (collector_deck_builder_lookup (reader->builder, rate->prefix, &first))
    /* TRANSLATORS: %s is a prefix such as "39", %u the line it stood in before. */
    add_fault (reader, collector_column_get_name (COLLECTOR_COLUMN_PREFIX),
               g_strdup_printf (_ ("\"%s\" is there already, in line %u"), rate->prefix,
                                g_array_index (reader->lines, guint, first)));
  else if (collector_deck_builder_add (reader->builder, rate, &error))
    g_array_append_val (reader->lines, reader->line);
  else
    add_fault (reader, "", dup_reason (error));
}

/* A decimal comma that is not quoted makes two cells of one price. */
static void
check_width (Reader *reader)
{
  for (guint i = reader->n_titles; reader->n_titles > 0 && i < reader->n_cells; i++)
    if (reader->cells[i].text[strspn (reader->cells[i].text, " ")] != '\0')
      {
        add_fault (reader, "",
                   /* TRANSLATORS: both %u count cells of a price list. */
                   g_strdup_printf (_ ("cells in this row: %u; headings: %u; is a price with a "
                                       "decimal comma not quoted?"),
                                    reader->n_cells, reader->n_titles));
        return;
      }
}

static void
read_row (Reader *reader)
{
  char prefix[COLLECTOR_PREFIX_MAX + 1];
  g_autofree char *destination = NULL;
  CollectorDeckStep steps[2] = { 0 };
  CollectorDeckRate rate = { prefix };
  gint64 first_s, next_s;
  gboolean present;

  reader->row_is_bad = FALSE;
  check_width (reader);
  read_prefix (reader, prefix, sizeof prefix);
  rate.destination = destination = read_destination (reader);
  steps[0].price_e8 = read_amount (reader, COLLECTOR_COLUMN_PRICE, TRUE, &present);
  rate.connect_fee_e8 = read_amount (reader, COLLECTOR_COLUMN_CONNECT, FALSE, &present);
  rate.min_cost_e8 = read_amount (reader, COLLECTOR_COLUMN_MIN_COST, FALSE, &rate.has_min);
  rate.max_cost_e8 = read_amount (reader, COLLECTOR_COLUMN_MAX_COST, FALSE, &rate.has_max);
  rate.grace_s = read_seconds (reader, COLLECTOR_COLUMN_GRACE_S, 0);
  rate.included_s = read_seconds (reader, COLLECTOR_COLUMN_INCLUDED_S, 0);
  steps[0].per_s = read_length (reader, COLLECTOR_COLUMN_PER_S, DEFAULT_PER_S);
  read_increments (reader, &first_s, &next_s);
  reader->import->n_rows++;
  if (reader->row_is_bad)
    return;

  steps[0].increment_s = first_s;
  steps[1] = steps[0];
  steps[1].start_s = first_s;
  steps[1].increment_s = next_s;
  rate.steps = steps;
  rate.n_steps = first_s == next_s ? 1 : 2;
  note_price (reader, prefix, steps[0].price_e8, steps[0].per_s);
  add_rate (reader, &rate);
}

/* ---- Flags ---- */

static int
compare_prices (gconstpointer a, gconstpointer b)
{
  const CollectorDeckFlag *x = a, *y = b;

  if (x->per_minute_e8 != y->per_minute_e8)
    return x->per_minute_e8 > y->per_minute_e8 ? -1 : 1;
  return x->line < y->line ? -1 : x->line > y->line;
}

/* The highest first, so that the flagged ones are the head of the list. */
static void
flag_prices (Reader *reader)
{
  GArray *prices = reader->prices;
  guint n_priced = prices->len - MIN (prices->len, reader->import->n_zero), n_flags = 0;
  gint64 median_e8, limit_e8 = COLLECTOR_FLAG_PER_MINUTE_E8;

  if (n_priced == 0)
    return;
  g_array_sort (prices, compare_prices);
  median_e8 = g_array_index (prices, CollectorDeckFlag, n_priced / 2).per_minute_e8;
  if (median_e8 < limit_e8 / COLLECTOR_FLAG_FACTOR)
    limit_e8 = MAX (median_e8 * COLLECTOR_FLAG_FACTOR, FLAG_FLOOR_E8);
  while (n_flags < prices->len
         && g_array_index (prices, CollectorDeckFlag, n_flags).per_minute_e8 > limit_e8)
    n_flags++;
  if (n_flags > 0)
    g_array_append_vals (reader->import->flags, prices->data, n_flags);
}

/* ---- The list ---- */

static void
read_rows (Reader *reader, TollCsv *csv)
{
  g_autoptr (GError) error = NULL;

  while (TRUE)
    {
      gboolean more = toll_csv_next (csv, &reader->cells, &reader->n_cells, &error);

      reader->line = toll_csv_get_line (csv);
      if (more)
        read_row (reader);
      else if (error == NULL)
        return;
      else
        add_fault (reader, "", dup_reason (error));
      g_clear_error (&error);
    }
}

static gboolean
start_reader (Reader *reader, TollCsv *csv, const char *map, GError **error)
{
  g_autoptr (GError) bad = NULL;

  if (!toll_csv_next (csv, &reader->cells, &reader->n_cells, &bad))
    {
      if (bad != NULL)
        g_propagate_error (error, g_steal_pointer (&bad));
      else
        g_set_error (error, TOLL_ERROR, TOLL_ERROR_BAD_FORMAT, _ ("the list is empty"));
      return FALSE;
    }
  reader->line = toll_csv_get_line (csv);
  if (!collector_deck_map_init (&reader->map, map, reader->cells, reader->n_cells, error))
    return FALSE;
  if (!reader->map.has_header)
    read_row (reader);
  else
    reader->n_titles = reader->n_cells;
  return TRUE;
}

CollectorDeckImport *
collector_deck_import_csv (const char *bytes, gsize n_bytes, const char *map,
                           const CollectorDeckOptions *options, GError **error)
{
  g_autoptr (TollCsv) csv = toll_csv_new (bytes, n_bytes, 0);
  g_auto (Reader) reader = { 0 };

  reader.import = import_new ();
  reader.builder = collector_deck_builder_new ();
  reader.prices = g_array_new (FALSE, FALSE, sizeof (CollectorDeckFlag));
  reader.lines = g_array_new (FALSE, FALSE, sizeof (guint));
  reader.scratch = g_string_new (NULL);
  if (n_bytes > COLLECTOR_DECK_MAX_BYTES
      || (n_bytes > 0 && memchr (bytes, '\0', n_bytes) != NULL))
    {
      gboolean large = n_bytes > COLLECTOR_DECK_MAX_BYTES;

      g_set_error (error, TOLL_ERROR, large ? TOLL_ERROR_TOO_LARGE : TOLL_ERROR_BAD_FORMAT, "%s",
                   large ? _ ("a price list is at most 64 MiB") : _ ("this is not a text file"));
      return NULL;
    }
  if (!start_reader (&reader, csv, map, error))
    return NULL;
  read_rows (&reader, csv);
  flag_prices (&reader);
  if (reader.import->n_faults == 0)
    {
      reader.import->deck = collector_deck_builder_finish (reader.builder, options, error);
      if (reader.import->deck == NULL)
        return NULL;
    }
  return g_steal_pointer (&reader.import);
}
