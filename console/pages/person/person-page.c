/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor of one person: what it shows and sends. What is right the collector says. Main
 * thread. */

#include "config.h"
#include "console/pages/person/person-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/client/problem.h"
#include "console/models/person-words.h"
#include "console/pages/person/person-access.h"
#include "console/pages/person/person-choices.h"
#include "console/pages/person/person-custom.h"
#include "console/pages/person/person-lines.h"
#include "console/pages/person/person-scope.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/date-row.h"
#include "console/widgets/form.h"
#include "console/widgets/format.h"
#include "console/widgets/presence.h"
#include "console/widgets/switch-row.h"
#include "console/widgets/text-row.h"
#include "shared/base/clock.h"
#include "shared/base/error.h"

struct _ConsolePersonPage
{
  ConsolePage parent_instance;
  GtkWidget *summary;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *standing;
  GtkWidget *calls;
  GtkOrientable *columns;
  ConsoleChoiceRow *language;
  ConsolePersonLines *lines;
  ConsolePickRow *department;
  ConsolePickRow *cost_centre;
  ConsolePickRow *location;
  ConsoleDateRow *moved_from_ms;
  ConsolePickRow *manager;
  ConsoleDateRow *valid_from_ms;
  ConsoleDateRow *valid_to_ms;
  ConsoleChoiceRow *role;
  ConsolePersonScope *scope;
  ConsolePersonAccess *access;
  ConsolePersonCustom *custom;
  GtkRevealer *save_bar;
  GtkLabel *save_text;
  GtkWidget *discard;
  GtkWidget *save;

  ConsoleForm *form;
  ConsolePersonChoices *choices;
  char *id; /* "" = not added yet */
  char *first_number; /* of one to be added; "" = none */
  JsonObject *person; /* as the collector gave it last; NULL = not added yet */
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (ConsolePersonPage, console_person_page, CONSOLE_TYPE_PAGE)

static gboolean
is_administrator (ConsolePersonPage *self)
{
  return console_me_is_administrator (
      console_session_get_me (console_page_get_session (CONSOLE_PAGE (self))));
}

static char *
dup_path (ConsolePersonPage *self, const char *rest)
{
  return g_strconcat ("/people/", self->id, rest, NULL);
}

static void
show_save_bar (ConsolePersonPage *self, const char *text, gboolean is_error)
{
  gboolean changed = console_form_is_changed (self->form);

  gtk_label_set_text (self->save_text, text);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->save_text), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->save_text), "error");
  gtk_widget_set_sensitive (self->save, !self->saving && changed);
  gtk_widget_set_sensitive (self->discard, !self->saving);
  gtk_widget_set_visible (self->discard, self->person != NULL);
  console_presence_reveal (self->save_bar,
                           is_administrator (self) && (changed || self->person == NULL));
}

static gboolean
has_moved (ConsolePersonPage *self)
{
  return self->person != NULL && (console_form_is_field_changed (self->form, "department") ||
                                  console_form_is_field_changed (self->form, "cost_centre") ||
                                  console_form_is_field_changed (self->form, "location"));
}

static void
changed_cb (ConsolePersonPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->moved_from_ms), has_moved (self));
  show_save_bar (self,
                 self->person != NULL ? _ ("There are changes that are not saved.")
                                      : _ ("A person needs a user name, the rest can follow."),
                 FALSE);
}

/* Only supervisors are told whose calls they see: others see their own, or all. */
static void
show_scope (ConsolePersonPage *self)
{
  gtk_widget_set_visible (
      GTK_WIDGET (self->scope),
      g_str_equal (console_choice_row_get_chosen (self->role), "supervisor"));
}

static void
role_cb (ConsolePersonPage *self)
{
  console_person_scope_set_usual (self->scope, console_choice_row_get_chosen (self->role),
                                  console_pick_row_get_chosen_id (self->department),
                                  console_pick_row_get_chosen_name (self->department));
  show_scope (self);
}

static char *
dup_standing (ConsolePersonPage *self)
{
  g_autoptr (GString) text = g_string_new (console_json_text (self->person, "user_name"));
  gint64 seen_ms = console_json_int (self->person, "last_sign_in_ms", 0);
  GTimeZone *zone = console_session_get_zone (console_page_get_session (CONSOLE_PAGE (self)));
  g_autofree char *moment =
      seen_ms != 0 ? console_format_moment (seen_ms, toll_clock_now_ms (NULL), zone) : NULL;
  /* TRANSLATORS: where a person comes from: By hand, CSV file, Directory server */
  g_autofree char *source = g_strdup_printf (
      C_ ("person", " · Source: %s"),
      console_word_of (console_source_words, console_json_text (self->person, "source")));
  /* TRANSLATORS: %s is a day and time */
  g_autofree char *seen = moment != NULL
                              ? g_strdup_printf (C_ ("person", " · Last sign-in: %s"), moment)
                              : g_strdup (C_ ("person", " · Never signed in"));

  g_string_append (text, source);
  g_string_append (text, seen);
  return g_strdup (text->str);
}

static void
show_person (ConsolePersonPage *self)
{
  const char *name = console_json_text (self->person, "name");
  g_autofree char *standing = dup_standing (self);

  console_page_set_title (CONSOLE_PAGE (self), name);
  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->standing, standing);
}

/* @person: (transfer none): its newest state. */
static void
take_person (ConsolePersonPage *self, JsonObject *person)
{
  g_auto (GStrv) read_only = console_json_dup_texts (console_json_array (person, "read_only"));
  const char *reason = console_json_text (person, "read_only_reason");

  json_object_ref (person);
  g_clear_pointer (&self->person, json_object_unref);
  self->person = person;
  g_free (self->id);
  self->id = g_strdup (console_json_text (person, "id"));
  console_form_load (self->form, person, (const char *const *) read_only,
                     *reason != '\0' ? reason : NULL);
  if (!is_administrator (self))
    console_form_lock (self->form);
  show_person (self);
  show_scope (self);
  gtk_widget_set_visible (self->summary, TRUE);
  console_person_access_show (self->access, console_page_get_client (CONSOLE_PAGE (self)), person);
  gtk_widget_set_visible (GTK_WIDGET (self->access), is_administrator (self));
  changed_cb (self);
}

/* What the collector would take of itself. */
static JsonObject *
make_person (ConsolePersonPage *self)
{
  const ConsoleMe *me = console_session_get_me (console_page_get_session (CONSOLE_PAGE (self)));
  JsonObject *person = json_object_new ();

  json_object_set_string_member (person, "role", "user");
  json_object_set_string_member (person, "language", *me->language != '\0' ? me->language : "en");
  json_object_set_string_member (person, "zone", me->zone);
  if (*self->first_number != '\0')
    {
      JsonObject *line = json_object_new ();
      JsonArray *lines = json_array_new ();

      json_object_set_string_member (line, "number", self->first_number);
      json_object_set_string_member (line, "kind", "extension");
      json_array_add_object_element (lines, line);
      json_object_set_array_member (person, "lines", lines);
    }
  return person;
}

static void
begin_new (ConsolePersonPage *self)
{
  g_autoptr (JsonObject) person = make_person (self);

  console_page_set_title (CONSOLE_PAGE (self), _ ("New Person"));
  gtk_widget_set_visible (self->summary, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->access), FALSE);
  console_form_load (self->form, person, NULL, NULL);
  if (*self->first_number != '\0')
    console_form_load_new (self->form, person);
  show_scope (self);
  changed_cb (self);
  console_page_set_ready (CONSOLE_PAGE (self));
}

static void
person_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) person =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsolePersonPage *self = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  if (person == NULL)
    {
      console_page_set_failed (CONSOLE_PAGE (self), _ ("The person could not be loaded"), error);
      return;
    }
  take_person (self, person);
  console_page_set_ready (CONSOLE_PAGE (self));
}

static void
titles_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (answer != NULL)
    console_person_custom_set_titles (CONSOLE_PERSON_PAGE (user_data)->custom,
                                      console_json_array (answer, "titles"));
}

/* What is typed stays: it is saved or discarded before anything newer comes. */
static void
console_person_page_load (ConsolePage *page)
{
  ConsolePersonPage *self = CONSOLE_PERSON_PAGE (page);
  ConsoleApiClient *client = console_page_get_client (page);
  g_autofree char *path = dup_path (self, "");

  if (console_page_is_ready (page) && console_form_is_changed (self->form))
    return;
  console_person_choices_load (self->choices);
  console_api_client_send_async (client, "GET", "/custom-fields", NULL,
                                 console_page_get_cancellable (page), titles_cb, self);
  if (*self->id == '\0')
    begin_new (self);
  else
    console_api_client_send_async (client, "GET", path, NULL, console_page_begin_load (page),
                                   person_cb, self);
}

static void
show_refusal (ConsolePersonPage *self, const GError *error)
{
  g_autofree char *field = toll_error_dup_field (error);
  const char *reason = console_problem_get_reason (error);

  if (field != NULL && console_form_show_error (self->form, field, reason))
    show_save_bar (self, _ ("Not saved: see what is marked."), TRUE);
  else
    show_save_bar (self, error->message, TRUE);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) person =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsolePersonPage *self = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  self->saving = FALSE;
  if (person == NULL)
    {
      show_refusal (self, error);
      return;
    }
  take_person (self, person);
  console_page_toast (CONSOLE_PAGE (self), _ ("Saved"));
  console_page_tell_changed (CONSOLE_PAGE (self), "person", person);
  console_person_choices_load (self->choices);
}

/* What a new person has without anybody's doing is told as well. */
static void
add_usual (ConsolePersonPage *self, JsonObject *changes)
{
  static const char *const members[] = { "language", "zone" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (!json_object_has_member (changes, members[i]))
      json_object_set_member (changes, members[i],
                              console_field_dup_value (
                                  console_form_lookup (self->form, members[i])));
}

static void
console_person_page_save (ConsolePage *page)
{
  ConsolePersonPage *self = CONSOLE_PERSON_PAGE (page);
  gboolean is_new = *self->id == '\0';
  g_autoptr (JsonObject) changes = NULL;
  g_autofree char *path = is_new ? g_strdup ("/people") : dup_path (self, "");

  if (self->saving || !is_administrator (self) || !console_form_is_changed (self->form))
    return;
  console_form_clear_errors (self->form);
  changes = console_form_dup_changes (self->form);
  if (is_new)
    add_usual (self, changes);
  self->saving = TRUE;
  show_save_bar (self, _ ("Saving…"), FALSE);
  console_api_client_send_async (console_page_get_client (page), is_new ? "POST" : "PUT", path,
                                 changes, console_page_get_cancellable (page), saved_cb, self);
}

static void
save_cb (ConsolePersonPage *self)
{
  console_person_page_save (CONSOLE_PAGE (self));
}

static void
discard_cb (ConsolePersonPage *self)
{
  g_autoptr (JsonObject) person = json_object_ref (self->person);

  console_form_clear_errors (self->form);
  take_person (self, person);
}

static gboolean
console_person_page_has_changes (ConsolePage *page)
{
  ConsolePersonPage *self = CONSOLE_PERSON_PAGE (page);

  return console_page_is_ready (page) && console_form_is_changed (self->form);
}

static void
calls_cb (ConsolePersonPage *self)
{
  JsonArray *lines = console_json_array (self->person, "lines");
  g_autoptr (JsonObject) filter = json_object_new ();
  g_autofree char *text = NULL;
  JsonArray *numbers = json_array_new ();
  JsonObject *groups = json_object_new ();

  for (guint i = 0; i < console_json_length (lines); i++)
    json_array_add_string_element (numbers,
                                   console_json_text (console_json_at (lines, i), "number"));
  json_object_set_array_member (groups, "extensions", numbers);
  json_object_set_object_member (filter, "groups", groups);
  text = console_json_to_text (filter);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-calls", "(ssb)",
                              console_json_text (self->person, "name"), text, FALSE);
}

static void
console_person_page_start (ConsolePage *page)
{
  ConsolePersonPage *self = CONSOLE_PERSON_PAGE (page);
  ConsolePickRow *const groupings[] = { self->department, self->cost_centre, self->location };
  GTimeZone *zone = console_session_get_zone (console_page_get_session (page));

  console_choice_row_set_words (self->language, console_language_words);
  console_choice_row_set_words (self->role, console_role_words);
  console_date_row_set_zone (self->moved_from_ms, zone);
  console_date_row_set_zone (self->valid_from_ms, zone);
  console_date_row_set_zone (self->valid_to_ms, zone);
  console_person_lines_set_zone (self->lines, zone);
  self->choices = console_person_choices_new (console_page_get_client (page),
                                              console_page_get_cancellable (page), groupings,
                                              self->manager, self->lines, self->scope);
  self->form = console_form_new (GTK_WIDGET (self));
  g_signal_connect_object (self->form, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->role, "edited", G_CALLBACK (role_cb), self, G_CONNECT_SWAPPED);
}

static void
console_person_page_width_changed (ConsolePage *page, guint width_class)
{
  ConsolePersonPage *self = CONSOLE_PERSON_PAGE (page);
  gboolean wide = width_class > 1;

  gtk_orientable_set_orientation (self->columns, wide ? GTK_ORIENTATION_HORIZONTAL
                                                      : GTK_ORIENTATION_VERTICAL);
  gtk_box_set_homogeneous (GTK_BOX (self->columns), wide);
}

static void
console_person_page_dispose (GObject *object)
{
  ConsolePersonPage *self = CONSOLE_PERSON_PAGE (object);

  g_clear_pointer (&self->choices, console_person_choices_free);
  g_clear_object (&self->form);
  G_OBJECT_CLASS (console_person_page_parent_class)->dispose (object);
}

static void
console_person_page_finalize (GObject *object)
{
  ConsolePersonPage *self = CONSOLE_PERSON_PAGE (object);

  g_clear_pointer (&self->person, json_object_unref);
  g_free (self->id);
  g_free (self->first_number);
  G_OBJECT_CLASS (console_person_page_parent_class)->finalize (object);
}

#define BIND(member) gtk_widget_class_bind_template_child (widget_class, ConsolePersonPage, member)

static void
bind_children (GtkWidgetClass *widget_class)
{
  BIND (summary);
  BIND (avatar);
  BIND (name);
  BIND (standing);
  BIND (calls);
  BIND (columns);
  BIND (language);
  BIND (lines);
  BIND (department);
  BIND (cost_centre);
  BIND (location);
  BIND (moved_from_ms);
  BIND (manager);
  BIND (valid_from_ms);
  BIND (valid_to_ms);
  BIND (role);
  BIND (scope);
  BIND (access);
  BIND (custom);
  BIND (save_bar);
  BIND (save_text);
  BIND (discard);
  BIND (save);
}

static void
console_person_page_class_init (ConsolePersonPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_person_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_person_page_finalize;
  page_class->start = console_person_page_start;
  page_class->load = console_person_page_load;
  page_class->save = console_person_page_save;
  page_class->has_changes = console_person_page_has_changes;
  page_class->width_changed = console_person_page_width_changed;

  g_type_ensure (CONSOLE_TYPE_CHOICE_ROW);
  g_type_ensure (CONSOLE_TYPE_DATE_ROW);
  g_type_ensure (CONSOLE_TYPE_PERSON_ACCESS);
  g_type_ensure (CONSOLE_TYPE_PERSON_CUSTOM);
  g_type_ensure (CONSOLE_TYPE_PERSON_LINES);
  g_type_ensure (CONSOLE_TYPE_PERSON_SCOPE);
  g_type_ensure (CONSOLE_TYPE_PICK_ROW);
  g_type_ensure (CONSOLE_TYPE_SWITCH_ROW);
  g_type_ensure (CONSOLE_TYPE_TEXT_ROW);
  console_page_class_set_template (page_class, "person-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, calls_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
console_person_page_init (ConsolePersonPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static ConsolePage *
open_page (const char *id, const char *first_number)
{
  ConsolePersonPage *self = g_object_new (CONSOLE_TYPE_PERSON_PAGE, NULL);

  self->id = g_strdup (id);
  self->first_number = g_strdup (first_number);
  return CONSOLE_PAGE (self);
}

ConsolePage *
console_person_page_open (GVariant *parameter)
{
  return open_page (g_variant_get_string (parameter, NULL), "");
}

ConsolePage *
console_person_page_open_new (GVariant *parameter)
{
  return open_page ("", g_variant_get_string (parameter, NULL));
}
