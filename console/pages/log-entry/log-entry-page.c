/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An entry of the access log, which never changes: nothing is asked for. Main thread. */

#include "config.h"
#include "console/pages/log-entry/log-entry-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/log-words.h"
#include "console/widgets/fact-grid.h"
#include "console/widgets/format.h"
#include "shared/base/clock.h"

#define MAX_NAMES 50

struct _ConsoleLogEntryPage
{
  ConsolePage parent_instance;
  AdwBin *facts;
  JsonObject *entry;
};

G_DEFINE_FINAL_TYPE (ConsoleLogEntryPage, console_log_entry_page, CONSOLE_TYPE_PAGE)

/* Those named, and how many more there are. */
static char *
dup_whose (ConsoleLogEntryPage *self)
{
  g_autofree char *names = console_log_words_dup_names (self->entry, MAX_NAMES);
  gint64 n_people = console_json_int (self->entry, "n_people", 0);
  g_autofree char *figure = console_format_count (n_people);

  if (n_people > MAX_NAMES && *names != '\0')
    /* TRANSLATORS: names, then how many there are in all */
    return g_strdup_printf (C_ ("people", "%s … (%s in all)"), names, figure);
  if (n_people > 0 && *names == '\0')
    /* TRANSLATORS: %s is a number */
    return g_strdup_printf (ngettext ("%s person", "%s people", n_people), figure);
  return g_steal_pointer (&names);
}

static void
show (ConsoleLogEntryPage *self)
{
  GTimeZone *zone = console_session_get_zone (console_page_get_session (CONSOLE_PAGE (self)));
  ConsoleFactGrid *facts = CONSOLE_FACT_GRID (console_fact_grid_new ());
  g_autofree char *when = console_format_moment (console_json_int (self->entry, "at_ms", 0),
                                                 toll_clock_now_ms (NULL), zone);
  g_autofree char *whose = dup_whose (self);
  g_autofree char *filter = console_log_words_dup_filter (self->entry, zone);
  g_autofree char *n_rows = console_format_count (console_json_int (self->entry, "n_rows", 0));
  const char *purpose = console_json_text (self->entry, "purpose");

  console_fact_grid_add (facts, _ ("When"), when);
  console_fact_grid_add (facts, _ ("Who"), console_json_text (self->entry, "user_name"));
  console_fact_grid_add (facts, _ ("What"), console_log_words_action (self->entry));
  console_fact_grid_add (facts, _ ("Whose"), whose);
  console_fact_grid_add (facts, _ ("Narrowed or changed"), filter);
  console_fact_grid_add (facts, _ ("Purpose"), *purpose != '\0' ? purpose : _ ("not stated"));
  console_fact_grid_add (facts, _ ("Rows shown"), n_rows);
  console_fact_grid_add (facts, _ ("Number of the entry"), console_json_text (self->entry, "id"));
  console_fact_grid_add (facts, _ ("Address"), console_json_text (self->entry, "action"));
  adw_bin_set_child (self->facts, GTK_WIDGET (facts));
  console_page_set_ready (CONSOLE_PAGE (self));
}

static void
console_log_entry_page_load (ConsolePage *page)
{
  show (CONSOLE_LOG_ENTRY_PAGE (page));
}

static void
console_log_entry_page_finalize (GObject *object)
{
  ConsoleLogEntryPage *self = CONSOLE_LOG_ENTRY_PAGE (object);

  g_clear_pointer (&self->entry, json_object_unref);
  G_OBJECT_CLASS (console_log_entry_page_parent_class)->finalize (object);
}

static void
console_log_entry_page_class_init (ConsoleLogEntryPageClass *klass)
{
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_log_entry_page_finalize;
  page_class->load = console_log_entry_page_load;
  console_page_class_set_template (page_class, "log-entry-page.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), ConsoleLogEntryPage, facts);
}

static void
console_log_entry_page_init (ConsoleLogEntryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ConsolePage *
console_log_entry_page_open (GVariant *parameter)
{
  ConsoleLogEntryPage *self = g_object_new (CONSOLE_TYPE_LOG_ENTRY_PAGE, NULL);
  const char *text = g_variant_get_string (parameter, NULL);

  self->entry = console_json_parse (text, strlen (text), NULL);
  if (self->entry == NULL)
    self->entry = json_object_new ();
  return CONSOLE_PAGE (self);
}
