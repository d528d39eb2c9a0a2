/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A period: its kind, and what that kind needs. Main thread. */

#include "config.h"
#include "console/pages/options/period-section.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/pages/options/instant-row.h"
#include "console/pages/options/json-texts.h"
#include "console/pages/options/option-words.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/text-row.h"

/* Year 9999: a period without an end. */
#define END_MS (G_GINT64_CONSTANT (253402300800000))
#define USUAL_DAYS 30

struct _ConsolePeriodSection
{
  AdwPreferencesGroup parent_instance;
  ConsoleChoiceRow *kind;
  ConsoleTextRow *days;
  ConsoleDateRow *from_row;
  ConsoleDateRow *until_row;
  ConsoleInstantRow *from;
  ConsoleInstantRow *until;
  GTimeZone *zone;
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsolePeriodSection, console_period_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static gboolean
is_kind (ConsolePeriodSection *self, const char *kind)
{
  return g_str_equal (console_choice_row_get_chosen (self->kind), kind);
}

static void
show_kind (ConsolePeriodSection *self)
{
  gboolean is_between = is_kind (self, CONSOLE_PERIOD_BETWEEN);

  gtk_widget_set_visible (GTK_WIDGET (self->days), is_kind (self, CONSOLE_PERIOD_DAYS));
  gtk_widget_set_visible (GTK_WIDGET (self->from_row), is_between);
  gtk_widget_set_visible (GTK_WIDGET (self->until_row), is_between);
}

/* What is no time of day goes as it was typed: it is refused with its name. */
static void
add_instant (JsonObject *period, const char *member, ConsoleInstantRow *row, gint64 none_ms)
{
  gint64 at_ms = console_instant_row_get_ms (row);

  if (!console_instant_row_is_right (row))
    json_object_set_string_member (period, member, console_instant_row_get_typed (row));
  else
    json_object_set_int_member (period, member, at_ms >= 0 ? at_ms : none_ms);
}

static JsonNode *
dup_value (ConsoleField *field)
{
  ConsolePeriodSection *self = CONSOLE_PERIOD_SECTION (field);
  JsonObject *period = json_object_new ();
  g_autofree char *name = NULL;

  if (is_kind (self, CONSOLE_PERIOD_BETWEEN))
    {
      add_instant (period, "from_ms", self->from, 0);
      add_instant (period, "to_ms", self->until, END_MS);
    }
  else if (is_kind (self, CONSOLE_PERIOD_DAYS))
    {
      name = g_strdup_printf ("last_%s_days",
                              gtk_editable_get_text (GTK_EDITABLE (self->days)));
      json_object_set_string_member (period, "relative", name);
    }
  else
    json_object_set_string_member (period, "relative",
                                   console_choice_row_get_chosen (self->kind));
  return console_json_node_take_object (period);
}

static void
set_text (gpointer field, const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  console_field_set_value (field, node);
}

/* This month until tonight: what to begin with when somebody wants instants. */
static void
set_usual_instants (ConsolePeriodSection *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now (self->zone);
  g_autoptr (GDateTime) first =
      g_date_time_new (self->zone, g_date_time_get_year (now), g_date_time_get_month (now), 1, 0,
                       0, 0);
  g_autoptr (GDateTime) today =
      g_date_time_new (self->zone, g_date_time_get_year (now), g_date_time_get_month (now),
                       g_date_time_get_day_of_month (now), 0, 0, 0);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (today, 1);

  console_instant_row_set_ms (self->from, g_date_time_to_unix (first) * 1000);
  console_instant_row_set_ms (self->until, g_date_time_to_unix (tomorrow) * 1000);
}

static void
set_relative (ConsolePeriodSection *self, const char *name)
{
  const char *digits = g_str_has_prefix (name, "last_") ? name + strlen ("last_") : "";
  gsize n_digits = strspn (digits, "0123456789");
  g_autofree char *days = g_strndup (digits, n_digits);

  if (n_digits > 0 && g_str_equal (digits + n_digits, "_days"))
    {
      set_text (self->days, days);
      set_text (self->kind, CONSOLE_PERIOD_DAYS);
    }
  else
    set_text (self->kind, *name != '\0' ? name : CONSOLE_PERIOD_ALL);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsolePeriodSection *self = CONSOLE_PERIOD_SECTION (field);
  JsonObject *period =
      value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value) : NULL;
  gint64 from_ms = console_json_int (period, "from_ms", 0);
  gint64 to_ms = console_json_int (period, "to_ms", 0);

  set_text (self->days, G_STRINGIFY (USUAL_DAYS));
  if (to_ms != 0)
    {
      console_instant_row_set_ms (self->from, from_ms > 0 ? from_ms : -1);
      console_instant_row_set_ms (self->until, to_ms < END_MS ? to_ms : -1);
      set_text (self->kind, CONSOLE_PERIOD_BETWEEN);
    }
  else
    {
      set_usual_instants (self);
      set_relative (self, console_json_text (period, "relative"));
    }
  show_kind (self);
}

static void
note_instant (ConsoleDateRow *row, ConsoleInstantRow *instant, const char *text)
{
  if (text != NULL && !console_instant_row_is_right (instant))
    text = _ ("A time of day such as 18:30 is expected.");
  console_field_set_note (CONSOLE_FIELD (row), "", text, TRUE);
}

/* @path: ".relative", ".from_ms", ".to_ms" or nothing. */
static void
set_note (ConsoleField *field, const char *path, const char *text, gboolean is_error)
{
  ConsolePeriodSection *self = CONSOLE_PERIOD_SECTION (field);
  gboolean is_from = g_str_equal (path, ".from_ms");
  gboolean is_between = is_kind (self, CONSOLE_PERIOD_BETWEEN);
  gboolean is_days = is_kind (self, CONSOLE_PERIOD_DAYS);

  note_instant (self->from_row, self->from, is_between && is_from ? text : NULL);
  note_instant (self->until_row, self->until, is_between && !is_from ? text : NULL);
  console_field_set_note (CONSOLE_FIELD (self->days), "",
                          is_days && text != NULL ? _ ("1 to 3660 days are expected.") : NULL,
                          is_error);
  console_field_set_note (CONSOLE_FIELD (self->kind), "",
                          is_days || is_between ? NULL : text, is_error);
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_note = set_note;
}

static void
kind_cb (ConsolePeriodSection *self)
{
  show_kind (self);
  console_field_emit_edited (CONSOLE_FIELD (self));
}

static void
instant_cb (gpointer data)
{
  console_field_emit_edited (data);
}

static void
console_period_section_dispose (GObject *object)
{
  ConsolePeriodSection *self = CONSOLE_PERIOD_SECTION (object);

  g_clear_pointer (&self->from, console_instant_row_free);
  g_clear_pointer (&self->until, console_instant_row_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (console_period_section_parent_class)->dispose (object);
}

static void
console_period_section_class_init (ConsolePeriodSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_period_section_dispose;
}

static gpointer
add_row (ConsolePeriodSection *self, GType type, const char *title)
{
  gpointer row = g_object_new (type, "title", title, NULL);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return row;
}

static void
console_period_section_init (ConsolePeriodSection *self)
{
  self->zone = g_time_zone_new_utc ();
  self->kind = add_row (self, CONSOLE_TYPE_CHOICE_ROW, _ ("Period"));
  console_choice_row_set_words (self->kind, console_period_words);
  self->days = add_row (self, CONSOLE_TYPE_TEXT_ROW, _ ("Days, today included"));
  self->from_row = add_row (self, CONSOLE_TYPE_DATE_ROW, _ ("From"));
  self->until_row = add_row (self, CONSOLE_TYPE_DATE_ROW, _ ("Until"));
  g_object_set (self->from_row, "none", _ ("The beginning"), NULL);
  g_object_set (self->until_row, "none", _ ("No end"), NULL);
  self->from = console_instant_row_new (self->from_row, FALSE, instant_cb, self);
  self->until = console_instant_row_new (self->until_row, TRUE, instant_cb, self);
  g_signal_connect_object (self->kind, "edited", G_CALLBACK (kind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->days, "edited", G_CALLBACK (console_field_emit_edited), self,
                           G_CONNECT_SWAPPED);
  show_kind (self);
}

void
console_period_section_set_zone (ConsolePeriodSection *self, GTimeZone *zone)
{
  g_return_if_fail (CONSOLE_IS_PERIOD_SECTION (self));
  g_time_zone_unref (self->zone);
  self->zone = g_time_zone_ref (zone);
  console_instant_row_set_zone (self->from, zone);
  console_instant_row_set_zone (self->until, zone);
}
