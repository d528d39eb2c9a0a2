/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file is asked about until nothing of it is refused, then it is taken. Main thread. */

#include "config.h"
#include "console/pages/people-import/people-import-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/client/problem.h"
#include "console/dialogs/open-file.h"
#include "console/pages/people-import/import-map.h"
#include "console/pages/people-import/import-preview.h"
#include "console/widgets/format.h"
#include "console/widgets/switch-row.h"
#include "shared/wire/query.h"

#define MAX_FILE_BYTES (16 * 1024 * 1024) /* what the collector takes */

typedef struct
{
  const char *member; /* of the answer */
  const char *text;   /* untranslated */
  const char *css_class;
} Figure;

static const Figure figures[] = {
  { "new", N_ ("New"), "answered" },
  { "changed", N_ ("Changed"), "outgoing" },
  { "same", N_ ("Unchanged"), "internal" },
  { "removed", N_ ("Leave"), "orange-text" },
  { "refused", N_ ("Refused"), "missed" },
};

struct _ConsolePeopleImportPage
{
  ConsolePage parent_instance;
  GtkWidget *body;
  AdwActionRow *file_row;
  ConsoleSwitchRow *remove_missing;
  GtkFlowBox *figures;
  AdwPreferencesGroup *faults;
  GtkWidget *preview_group;
  ConsoleImportPreview *preview;
  ConsoleImportMap *map;
  GtkSpinner *spinner;
  GtkLabel *status;
  GtkWidget *import_button;

  GtkLabel *figure_labels[G_N_ELEMENTS (figures)];
  GPtrArray *fault_rows; /* borrowed */
  GFile *file;           /* NULL before one is chosen */
  GBytes *content;
};

G_DEFINE_FINAL_TYPE (ConsolePeopleImportPage, console_people_import_page, CONSOLE_TYPE_PAGE)

/* Returns: (transfer full) */
static char *
dup_question (ConsolePeopleImportPage *self, gboolean dry_run)
{
  GString *path = g_string_new ("/people/import");
  g_autofree char *map = console_import_map_dup_text (self->map);

  toll_query_append (path, "dry_run", dry_run ? "true" : "false");
  if (console_switch_row_get_active (self->remove_missing))
    toll_query_append (path, "remove_missing", "true");
  if (*map != '\0')
    toll_query_append (path, "map", map);
  return g_string_free (path, FALSE);
}

static void
show_work (ConsolePeopleImportPage *self, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_set_spinning (self->spinner, TRUE);
  gtk_label_set_text (self->status, text);
  gtk_widget_set_sensitive (self->import_button, FALSE);
}

static void
end_work (ConsolePeopleImportPage *self, const char *text, gboolean may_import)
{
  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  gtk_label_set_text (self->status, text);
  gtk_widget_set_sensitive (self->import_button, may_import);
  gtk_widget_set_sensitive (self->body, TRUE);
}

static void
clear_faults (ConsolePeopleImportPage *self)
{
  for (guint i = 0; i < self->fault_rows->len; i++)
    adw_preferences_group_remove (self->faults, self->fault_rows->pdata[i]);
  g_ptr_array_set_size (self->fault_rows, 0);
}

static void
add_fault (ConsolePeopleImportPage *self, const char *reason, const char *place)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", reason,
                                 "subtitle", place, "icon-name", "dialog-error-symbolic", NULL);

  g_ptr_array_add (self->fault_rows, row);
  adw_preferences_group_add (self->faults, row);
}

/* Returns: (transfer full) */
static char *
dup_place (JsonObject *fault)
{
  g_autofree char *line = console_json_dup_shown (fault, "line");
  const char *column = console_json_text (fault, "column");

  if (*column == '\0')
    /* TRANSLATORS: %s is the number of a line in a file */
    return g_strdup_printf (_ ("Line %s"), line);
  /* TRANSLATORS: the number of a line in a file, and the title of the column there */
  return g_strdup_printf (_ ("Line %s, column “%s”"), line, column);
}

static void
show_faults (ConsolePeopleImportPage *self, JsonObject *answer)
{
  JsonArray *faults = console_json_array (answer, "errors");
  gint64 n_refused = console_json_int (answer, "refused", 0);
  guint n_shown = console_json_length (faults);
  g_autofree char *figure = console_format_count (n_shown);
  /* TRANSLATORS: %s is a number */
  g_autofree char *text = g_strdup_printf (_ ("The first %s of them. Nothing is imported as long "
                                              "as there are any."),
                                           figure);

  clear_faults (self);
  for (guint i = 0; i < n_shown; i++)
    {
      g_autofree char *place = dup_place (console_json_at (faults, i));

      add_fault (self, console_json_text (console_json_at (faults, i), "reason"), place);
    }
  adw_preferences_group_set_description (self->faults,
                                         n_refused > n_shown
                                             ? text
                                             : _ ("Nothing is imported as long as there are any."));
  gtk_widget_set_visible (GTK_WIDGET (self->faults), n_shown > 0);
}

static void
show_figures (ConsolePeopleImportPage *self, JsonObject *answer)
{
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *text =
          console_format_count (console_json_int (answer, figures[i].member, 0));

      gtk_label_set_text (self->figure_labels[i], text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->figures), TRUE);
}

static const char *
say_result (JsonObject *answer)
{
  if (console_json_int (answer, "refused", 0) > 0)
    return _ ("Something is refused: see above, and read the file again when it is mended.");
  if (console_json_int (answer, "new", 0) + console_json_int (answer, "changed", 0) +
          console_json_int (answer, "removed", 0) ==
      0)
    return _ ("Everything in the file is known already.");
  return _ ("Nothing is changed yet.");
}

/* Whose accounts were there before them is for people to know. Returns: (transfer full). */
static char *
dup_result (JsonObject *answer)
{
  g_auto (GStrv) accounts = console_json_dup_texts (console_json_array (answer, "accounts"));
  g_autofree char *names = g_strjoinv (", ", accounts);
  /* TRANSLATORS: %s are user names, by commas */
  g_autofree char *text = g_strdup_printf (
      _ ("Accounts of nobody that become people's, with their passwords: %s."), names);

  return *names == '\0' ? g_strdup (say_result (answer))
                        : g_strconcat (say_result (answer), " ", text, NULL);
}

static void
show_answer (ConsolePeopleImportPage *self, JsonObject *answer)
{
  g_autofree char *result = dup_result (answer);

  console_import_map_show (self->map, console_json_array (answer, "columns"));
  console_import_preview_show (self->preview, self->map, answer);
  gtk_widget_set_visible (self->preview_group,
                          console_json_length (console_json_array (answer, "preview")) > 0);
  show_figures (self, answer);
  show_faults (self, answer);
  end_work (self, result, console_json_int (answer, "refused", 0) == 0);
}

/* The file as a whole is refused, or the collector is not reached: the columns can still be
 * chosen. */
static void
show_refusal (ConsolePeopleImportPage *self, const GError *error)
{
  gtk_widget_set_visible (GTK_WIDGET (self->figures), FALSE);
  gtk_widget_set_visible (self->preview_group, FALSE);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->map), TRUE);
  clear_faults (self);
  add_fault (self, console_problem_get_reason (error), "");
  adw_preferences_group_set_description (
      self->faults, _ ("Say above which column is which: people are told apart by the user "
                       "name. Or mend the file and read it again."));
  gtk_widget_set_visible (GTK_WIDGET (self->faults), TRUE);
  end_work (self, _ ("The file cannot be imported as it is."), FALSE);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_upload_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsolePeopleImportPage *self = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  if (answer != NULL)
    show_answer (self, answer);
  else
    show_refusal (self, error);
  console_page_set_ready (CONSOLE_PAGE (self));
}

static void
send (ConsolePeopleImportPage *self, gboolean dry_run, GCancellable *cancellable,
      GAsyncReadyCallback callback)
{
  g_autofree char *path = dup_question (self, dry_run);

  console_api_client_upload_async (console_page_get_client (CONSOLE_PAGE (self)), path,
                                   "text/csv", self->content, NULL, cancellable, callback, self);
}

static void
ask_cb (ConsolePeopleImportPage *self)
{
  show_work (self, _ ("Looking through the file…"));
  send (self, TRUE, console_page_begin_load (CONSOLE_PAGE (self)), asked_cb);
}

static void
finish_import (ConsolePeopleImportPage *self, JsonObject *answer)
{
  g_autofree char *n_new = console_format_count (console_json_int (answer, "new", 0));
  g_autofree char *n_changed = console_format_count (console_json_int (answer, "changed", 0));
  g_autofree char *n_left = console_format_count (console_json_int (answer, "removed", 0));
  /* TRANSLATORS: all are numbers of people */
  g_autofree char *text =
      g_strdup_printf (_ ("Imported: %s new, %s changed, %s left"), n_new, n_changed, n_left);

  console_page_tell_changed (CONSOLE_PAGE (self), "people", NULL);
  console_page_toast (CONSOLE_PAGE (self), text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

/* What was fine when it was looked through may be refused now: others work too. */
static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_upload_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsolePeopleImportPage *self = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  if (answer == NULL)
    show_refusal (self, error);
  else if (console_json_flag (answer, "applied"))
    finish_import (self, answer);
  else
    show_answer (self, answer);
}

static void
import_cb (ConsolePeopleImportPage *self)
{
  if (!gtk_widget_get_sensitive (self->import_button))
    return;
  gtk_widget_set_sensitive (self->body, FALSE);
  show_work (self, _ ("Importing…"));
  send (self, FALSE, console_page_get_cancellable (CONSOLE_PAGE (self)), imported_cb);
}

static void
show_file (ConsolePeopleImportPage *self)
{
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *size = g_format_size (g_bytes_get_size (self->content));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row), shown);
  adw_action_row_set_subtitle (self->file_row, size);
  console_page_set_subtitle (CONSOLE_PAGE (self), shown);
}

static void
read_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content =
      g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  ConsolePeopleImportPage *self = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  if (content == NULL || g_bytes_get_size (content) > MAX_FILE_BYTES)
    {
      const char *text = content == NULL ? error->message
                                         : _ ("The file is larger than the 16 MB that an import "
                                              "takes: divide it.");

      end_work (self, text, FALSE);
      console_page_toast (CONSOLE_PAGE (self), text);
      return;
    }
  g_clear_pointer (&self->content, g_bytes_unref);
  self->content = g_steal_pointer (&content);
  g_set_object (&self->file, G_FILE (source));
  show_file (self);
  console_import_map_read (self->map, self->content);
  ask_cb (self);
}

static void
read_file (ConsolePeopleImportPage *self, GFile *file)
{
  show_work (self, _ ("Reading the file…"));
  g_file_load_bytes_async (file, console_page_begin_load (CONSOLE_PAGE (self)), read_done_cb,
                           self);
}

static void
read_cb (ConsolePeopleImportPage *self)
{
  read_file (self, self->file);
}

static void
show_no_file (ConsolePeopleImportPage *self)
{
  console_page_set_empty (CONSOLE_PAGE (self), "x-office-spreadsheet-symbolic",
                          _ ("Which People?"),
                          _ ("A CSV file whose first row names the columns, from a spreadsheet or "
                             "another directory. You see what it would change before it does."),
                          _ ("Choose File…"));
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  read_file (user_data, file);
}

static void
choose_cb (ConsolePeopleImportPage *self)
{
  console_open_file (GTK_WIDGET (self), _ ("Import People"), _ ("CSV files"),
                     "*.csv *.txt *.tsv", chosen_cb, self);
}

static void
console_people_import_page_fill (ConsolePage *page)
{
  choose_cb (CONSOLE_PEOPLE_IMPORT_PAGE (page));
}

static void
titles_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, NULL);

  if (answer != NULL)
    console_import_map_set_titles (CONSOLE_PEOPLE_IMPORT_PAGE (user_data)->map,
                                   console_json_array (answer, "titles"));
}

/* F5 reads the file again: it may be mended meanwhile. While an import runs there is nothing to
 * look at again. */
static void
console_people_import_page_load (ConsolePage *page)
{
  ConsolePeopleImportPage *self = CONSOLE_PEOPLE_IMPORT_PAGE (page);

  console_api_client_send_async (console_page_get_client (page), "GET", "/custom-fields", NULL,
                                 console_page_get_cancellable (page), titles_cb, self);
  if (self->file == NULL)
    show_no_file (self);
  else if (gtk_widget_get_sensitive (self->body))
    read_file (self, self->file);
}

static void
console_people_import_page_save (ConsolePage *page)
{
  import_cb (CONSOLE_PEOPLE_IMPORT_PAGE (page));
}

static void
add_figure (ConsolePeopleImportPage *self, guint i)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *caption = gtk_label_new (_ (figures[i].text));
  GtkWidget *child;

  self->figure_labels[i] = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->figure_labels[i]), "tile-value");
  gtk_widget_add_css_class (GTK_WIDGET (self->figure_labels[i]), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->figure_labels[i]), figures[i].css_class);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->figure_labels[i]),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, caption, NULL, -1);
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "import-figure");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->figure_labels[i]));
  gtk_box_append (GTK_BOX (box), caption);
  gtk_flow_box_insert (self->figures, box, -1);
  child = gtk_widget_get_parent (box);
  gtk_widget_set_focusable (child, FALSE);
}

static void
console_people_import_page_finalize (GObject *object)
{
  ConsolePeopleImportPage *self = CONSOLE_PEOPLE_IMPORT_PAGE (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_ptr_array_unref (self->fault_rows);
  G_OBJECT_CLASS (console_people_import_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ConsolePeopleImportPage, body);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeopleImportPage, file_row);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeopleImportPage, remove_missing);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeopleImportPage, figures);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeopleImportPage, faults);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeopleImportPage, preview_group);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeopleImportPage, preview);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeopleImportPage, map);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeopleImportPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeopleImportPage, status);
  gtk_widget_class_bind_template_child (widget_class, ConsolePeopleImportPage, import_button);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
}

static void
console_people_import_page_class_init (ConsolePeopleImportPageClass *klass)
{
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_people_import_page_finalize;
  page_class->load = console_people_import_page_load;
  page_class->fill = console_people_import_page_fill;
  page_class->save = console_people_import_page_save;

  g_type_ensure (CONSOLE_TYPE_SWITCH_ROW);
  g_type_ensure (CONSOLE_TYPE_IMPORT_MAP);
  g_type_ensure (CONSOLE_TYPE_IMPORT_PREVIEW);
  console_page_class_set_template (page_class, "people-import-page.ui");
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
console_people_import_page_init (ConsolePeopleImportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->fault_rows = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    add_figure (self, i);
}

ConsolePage *
console_people_import_page_open (GVariant *parameter)
{
  return g_object_new (CONSOLE_TYPE_PEOPLE_IMPORT_PAGE, NULL);
}
