/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number with what belongs to it: a row of fields by table. Main thread. */

#include "config.h"
#include "console/pages/person/person-line.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/person-words.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/date-row.h"
#include "console/widgets/format.h"
#include "console/widgets/pick-row.h"
#include "console/widgets/text-row.h"
#include "shared/base/clock.h"

enum
{
  NUMBER,
  KIND,
  PARTITION,
  SITE,
  VALID_FROM,
  VALID_TO,
  N_FIELDS
};

static const struct
{
  const char *member;
  const char *title; /* untranslated */
  GType (*get_type) (void);
  const char *none; /* untranslated; words for nothing chosen; NULL = has no such words */
} rows[N_FIELDS] = {
  [NUMBER] = { "number", N_ ("Number"), console_text_row_get_type, NULL },
  [KIND] = { "kind", N_ ("Kind"), console_choice_row_get_type, NULL },
  [PARTITION] = { "partition", N_ ("Partition"), console_text_row_get_type, NULL },
  [SITE] = { "site", N_ ("Site"), console_pick_row_get_type, N_ ("Any site") },
  [VALID_FROM] = { "valid_from_ms", N_ ("Belongs to this person from"), console_date_row_get_type,
                   N_ ("Always") },
  [VALID_TO] = { "valid_to_ms", N_ ("Belongs to this person until"), console_date_row_get_type,
                 N_ ("Open end") },
};

struct _ConsolePersonLine
{
  AdwExpanderRow parent_instance;
  ConsoleField *fields[N_FIELDS];
  GtkWidget *remove;
  JsonArray *sites;
  GTimeZone *zone;
  guint marked; /* the field that was refused last */
};

static guint edited_signal;
static guint remove_signal;

G_DEFINE_FINAL_TYPE (ConsolePersonLine, console_person_line, ADW_TYPE_EXPANDER_ROW)

static void
add_part (GString *text, const char *part)
{
  if (*part != '\0')
    /* TRANSLATORS: between two facts about a number: Extension · Milan */
    g_string_append_printf (text, "%s%s", text->len > 0 ? C_ ("facts", " · ") : "", part);
}

/* Since when, and until when, it belongs to the person. */
static void
add_days (GString *text, JsonObject *line, GTimeZone *zone)
{
  gint64 now_ms = toll_clock_now_ms (NULL);

  if (console_json_has (line, "valid_from_ms"))
    {
      g_autofree char *day =
          console_format_day (console_json_int (line, "valid_from_ms", 0), now_ms, zone);
      /* TRANSLATORS: since when a number belongs to a person; %s is a day */
      g_autofree char *part = g_strdup_printf (C_ ("number", "from %s"), day);

      add_part (text, part);
    }
  if (console_json_has (line, "valid_to_ms"))
    {
      g_autofree char *day =
          console_format_day (console_json_int (line, "valid_to_ms", 0), now_ms, zone);
      /* TRANSLATORS: until when a number belongs to a person; %s is a day */
      g_autofree char *part = g_strdup_printf (C_ ("number", "until %s"), day);

      add_part (text, part);
    }
}

static void
show_summary (ConsolePersonLine *self)
{
  g_autoptr (JsonObject) line = console_person_line_dup_value (self);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *number = console_json_text (line, "number");

  add_part (text, console_word_of (console_line_kind_words, console_json_text (line, "kind")));
  add_part (text, console_json_text (line, "partition"));
  add_part (text, console_pick_row_get_chosen_name (CONSOLE_PICK_ROW (self->fields[SITE])));
  add_days (text, line, self->zone);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 *number != '\0' ? number : _ ("New number"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), text->str);
}

static void
edited_cb (ConsolePersonLine *self, ConsoleField *field)
{
  console_field_set_note (field, "", NULL, FALSE);
  show_summary (self);
  g_signal_emit (self, edited_signal, 0);
}

static void
search_cb (ConsolePersonLine *self, const char *typed, ConsolePickRow *row)
{
  console_pick_row_set_found (row, self->sites, TRUE);
}

static void
remove_cb (ConsolePersonLine *self)
{
  g_signal_emit (self, remove_signal, 0);
}

static void
console_person_line_finalize (GObject *object)
{
  ConsolePersonLine *self = CONSOLE_PERSON_LINE (object);

  g_clear_pointer (&self->sites, json_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (console_person_line_parent_class)->finalize (object);
}

static void
console_person_line_class_init (ConsolePersonLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_person_line_finalize;
  edited_signal = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  remove_signal = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_field (ConsolePersonLine *self, guint index)
{
  GtkWidget *row = g_object_new (rows[index].get_type (), "title", _ (rows[index].title), NULL);

  if (rows[index].none != NULL)
    g_object_set (row, "none", _ (rows[index].none), NULL);
  self->fields[index] = CONSOLE_FIELD (row);
  g_signal_connect_object (row, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
console_person_line_init (ConsolePersonLine *self)
{
  for (guint i = 0; i < N_FIELDS; i++)
    add_field (self, i);
  console_choice_row_set_words (CONSOLE_CHOICE_ROW (self->fields[KIND]), console_line_kind_words);
  g_signal_connect_object (self->fields[SITE], "search", G_CALLBACK (search_cb), self,
                           G_CONNECT_SWAPPED);
  self->remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_valign (self->remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->remove, "flat");
  gtk_widget_set_tooltip_text (self->remove, _ ("Remove number"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remove number"), -1);
  g_signal_connect_object (self->remove, "clicked", G_CALLBACK (remove_cb), self,
                           G_CONNECT_SWAPPED);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->remove);
  g_object_set (self, "use-markup", FALSE, NULL);
}

ConsolePersonLine *
console_person_line_new (JsonObject *line, GTimeZone *zone)
{
  ConsolePersonLine *self = g_object_new (CONSOLE_TYPE_PERSON_LINE, NULL);

  self->zone = g_time_zone_ref (zone);
  console_date_row_set_zone (CONSOLE_DATE_ROW (self->fields[VALID_FROM]), zone);
  console_date_row_set_zone (CONSOLE_DATE_ROW (self->fields[VALID_TO]), zone);
  for (guint i = 0; line != NULL && i < N_FIELDS; i++)
    console_field_set_value (self->fields[i], json_object_get_member (line, rows[i].member));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), line == NULL);
  show_summary (self);
  return self;
}

void
console_person_line_set_sites (ConsolePersonLine *self, JsonArray *sites)
{
  g_return_if_fail (CONSOLE_IS_PERSON_LINE (self));
  g_clear_pointer (&self->sites, json_array_unref);
  self->sites = sites != NULL ? json_array_ref (sites) : NULL;
}

JsonObject *
console_person_line_dup_value (ConsolePersonLine *self)
{
  JsonObject *line = json_object_new ();

  for (guint i = 0; i < N_FIELDS; i++)
    json_object_set_member (line, rows[i].member, console_field_dup_value (self->fields[i]));
  return line;
}

void
console_person_line_set_error (ConsolePersonLine *self, const char *member, const char *text)
{
  guint meant = NUMBER;

  g_return_if_fail (CONSOLE_IS_PERSON_LINE (self));
  for (guint i = 0; i < N_FIELDS; i++)
    if (g_str_equal (rows[i].member, member))
      meant = i;
  self->marked = meant;
  console_field_set_note (self->fields[meant], "", text, TRUE);
  if (text != NULL)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
}

gboolean
console_person_line_focus_error (ConsolePersonLine *self)
{
  g_return_val_if_fail (CONSOLE_IS_PERSON_LINE (self), FALSE);
  return gtk_widget_grab_focus (GTK_WIDGET (self->fields[self->marked]));
}

void
console_person_line_set_locked (ConsolePersonLine *self, gboolean locked)
{
  g_return_if_fail (CONSOLE_IS_PERSON_LINE (self));
  for (guint i = 0; i < N_FIELDS; i++)
    console_field_set_locked (self->fields[i], locked ? "" : NULL);
  gtk_widget_set_visible (self->remove, !locked);
}
