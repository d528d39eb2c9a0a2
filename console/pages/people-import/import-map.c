/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column is which. Only what somebody chose is told the collector; the rest it knows by the
 * titles. Main thread. */

#include "config.h"
#include "console/pages/people-import/import-map.h"

#include <string.h>

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/format.h"
#include "shared/base/csv.h"
#include "shared/model/people-fields.h"

#define CUSTOM "custom_" /* and a number from 1 */

typedef struct
{
  char *title;
  ConsoleChoiceRow *row; /* borrowed */
  gboolean is_chosen;    /* here, by somebody */
} Column;

struct _ConsoleImportMap
{
  AdwExpanderRow parent_instance;
  GPtrArray *columns;
  JsonArray *titles; /* of the custom fields; NULL before they are known */
};

G_DEFINE_FINAL_TYPE (ConsoleImportMap, console_import_map, ADW_TYPE_EXPANDER_ROW)

static guint changed_signal;

static const ConsoleWord unused_words[] = {
  { "", N_ ("Not used") },
  { NULL, NULL },
};

static void
free_column (gpointer data)
{
  Column *column = data;

  g_free (column->title);
  g_free (column);
}

static void
set_field (Column *column, const char *field)
{
  g_autoptr (JsonNode) value = json_node_init_string (json_node_alloc (), field);

  console_field_set_value (CONSOLE_FIELD (column->row), value);
}

/* What is chosen stays chosen. */
static void
fill_choices (ConsoleImportMap *self, Column *column)
{
  g_autofree char *chosen = g_strdup (console_choice_row_get_chosen (column->row));

  console_choice_row_set_words (column->row, unused_words);
  for (const TollPeopleField *field = toll_people_fields; field->name != NULL; field++)
    console_choice_row_add (column->row, field->name, _ (field->title));
  for (guint i = 0; i < CONSOLE_N_CUSTOM_FIELDS; i++)
    {
      g_autofree char *field = g_strdup_printf (CUSTOM "%u", i + 1);
      g_autofree char *title = console_custom_field_dup_title (self->titles, i);

      console_choice_row_add (column->row, field, title);
    }
  set_field (column, chosen);
}

static void
count_used (ConsoleImportMap *self)
{
  g_autofree char *n_all = console_format_count (self->columns->len);
  g_autofree char *n_used = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  for (guint i = 0; i < self->columns->len; i++)
    n += *console_choice_row_get_chosen (((Column *) self->columns->pdata[i])->row) != '\0';
  n_used = console_format_count (n);
  /* TRANSLATORS: columns of a file; both are numbers */
  text = g_strdup_printf (_ ("%s of %s are used"), n_used, n_all);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), text);
}

/* A field comes from one column: the one chosen last. */
static void
chosen_cb (ConsoleImportMap *self, ConsoleChoiceRow *row)
{
  const char *field = console_choice_row_get_chosen (row);

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];

      if (column->row == row)
        column->is_chosen = TRUE;
      else if (*field != '\0'
               && g_str_equal (console_choice_row_get_chosen (column->row), field))
        {
          column->is_chosen = TRUE;
          set_field (column, "");
        }
    }
  count_used (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
add_column (ConsoleImportMap *self, const char *title)
{
  Column *column = g_new0 (Column, 1);

  column->title = g_strdup (title);
  column->row = g_object_new (CONSOLE_TYPE_CHOICE_ROW, "use-markup", FALSE, "title",
                              *title != '\0' ? title : _ ("Column without a title"), NULL);
  fill_choices (self, column);
  /* the collector's list of choices has commas between them */
  if (*title == '\0' || strchr (title, ',') != NULL)
    console_field_set_locked (CONSOLE_FIELD (column->row),
                              _ ("Only columns with a title that has no comma can be chosen."));
  g_signal_connect_object (column->row, "edited", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_ptr_array_add (self->columns, column);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (column->row));
}

/* As the collector reads them. Returns: (transfer full) */
static GPtrArray *
read_titles (GBytes *file)
{
  GPtrArray *titles = g_ptr_array_new_with_free_func (g_free);
  gsize n_bytes = 0;
  const char *bytes = g_bytes_get_data (file, &n_bytes);
  g_autofree char *made = NULL;
  const char *text = toll_csv_to_utf8 (bytes, n_bytes, &made, &n_bytes);
  g_autoptr (TollCsv) csv = NULL;
  const TollCsvCell *cells;
  guint n_cells = 0;

  csv = toll_csv_new (text != NULL ? text : "", text != NULL ? n_bytes : 0, 0);
  if (!toll_csv_next (csv, &cells, &n_cells, NULL))
    n_cells = 0;
  for (guint i = 0; i < n_cells; i++)
    g_ptr_array_add (titles, g_strstrip (g_utf8_make_valid (cells[i].text, -1)));
  return titles;
}

static gboolean
are_same (ConsoleImportMap *self, GPtrArray *titles)
{
  if (titles->len != self->columns->len)
    return FALSE;
  for (guint i = 0; i < titles->len; i++)
    if (!g_str_equal (titles->pdata[i], ((Column *) self->columns->pdata[i])->title))
      return FALSE;
  return TRUE;
}

static void
console_import_map_finalize (GObject *object)
{
  g_ptr_array_unref (CONSOLE_IMPORT_MAP (object)->columns);
  g_clear_pointer (&CONSOLE_IMPORT_MAP (object)->titles, json_array_unref);
  G_OBJECT_CLASS (console_import_map_parent_class)->finalize (object);
}

static void
console_import_map_class_init (ConsoleImportMapClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_import_map_finalize;
  changed_signal = g_signal_new ("changed", CONSOLE_TYPE_IMPORT_MAP, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_import_map_init (ConsoleImportMap *self)
{
  self->columns = g_ptr_array_new_with_free_func (free_column);
}

void
console_import_map_read (ConsoleImportMap *self, GBytes *file)
{
  g_autoptr (GPtrArray) titles = read_titles (file);

  g_return_if_fail (CONSOLE_IS_IMPORT_MAP (self));
  if (are_same (self, titles))
    return;
  for (guint i = 0; i < self->columns->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self),
                             GTK_WIDGET (((Column *) self->columns->pdata[i])->row));
  g_ptr_array_set_size (self->columns, 0);
  for (guint i = 0; i < titles->len; i++)
    add_column (self, titles->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), titles->len > 0);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
  count_used (self);
}

void
console_import_map_set_titles (ConsoleImportMap *self, JsonArray *titles)
{
  g_return_if_fail (CONSOLE_IS_IMPORT_MAP (self));
  g_clear_pointer (&self->titles, json_array_unref);
  self->titles = titles != NULL ? json_array_ref (titles) : NULL;
  for (guint i = 0; i < self->columns->len; i++)
    fill_choices (self, self->columns->pdata[i]);
}

void
console_import_map_show (ConsoleImportMap *self, JsonArray *columns)
{
  g_return_if_fail (CONSOLE_IS_IMPORT_MAP (self));

  for (guint i = 0; i < MIN (self->columns->len, console_json_length (columns)); i++)
    set_field (self->columns->pdata[i], console_json_text (console_json_at (columns, i), "field"));
  count_used (self);
}

char *
console_import_map_dup_text (ConsoleImportMap *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (CONSOLE_IS_IMPORT_MAP (self), g_string_free (text, FALSE));
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = self->columns->pdata[i];

      if (column->is_chosen)
        g_string_append_printf (text, "%s%s:%s", text->len > 0 ? "," : "",
                                console_choice_row_get_chosen (column->row), column->title);
    }
  return g_string_free (text, FALSE);
}

char *
console_import_map_dup_word (ConsoleImportMap *self, const char *field)
{
  guint64 number;

  g_return_val_if_fail (CONSOLE_IS_IMPORT_MAP (self), NULL);
  if (g_str_has_prefix (field, CUSTOM)
      && g_ascii_string_to_unsigned (field + strlen (CUSTOM), 10, 1, CONSOLE_N_CUSTOM_FIELDS,
                                     &number, NULL))
    return console_custom_field_dup_title (self->titles, (guint) number - 1);
  if (*field == '\0')
    return g_strdup (console_word_of (unused_words, field));
  return g_strdup (_ (toll_people_field_to_title (field)));
}
