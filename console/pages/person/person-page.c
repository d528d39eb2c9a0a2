/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor of one person: what it shows and sends. What is right the collector says. Main
 * thread. */

#include "config.h"
#include "console/pages/person/person-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/person-words.h"
#include "console/pages/person/person-access.h"
#include "console/pages/person/person-choices.h"
#include "console/pages/person/person-custom.h"
#include "console/pages/person/person-lines.h"
#include "console/pages/person/person-scope.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/date-row.h"
#include "console/widgets/format.h"
#include "console/widgets/switch-row.h"
#include "console/widgets/text-row.h"
#include "shared/base/clock.h"
#include "shared/base/error.h"

struct _ConsolePersonPage
{
  ConsoleEditorPage parent_instance;
  GtkWidget *summary;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *standing;
  GtkWidget *calls;
  ConsoleChoiceRow *language;
  ConsoleListField *lines;
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
  ConsolePersonChoices *choices;
  char *first_number; /* of one to be added; "" = none */
};

G_DEFINE_FINAL_TYPE (ConsolePersonPage, console_person_page, CONSOLE_TYPE_EDITOR_PAGE)

static gboolean
is_administrator (ConsolePersonPage *self)
{
  return console_me_is_administrator (
      console_session_get_me (console_page_get_session (CONSOLE_PAGE (self))));
}

static gboolean
has_moved (ConsoleEditorPage *page)
{
  static const char *const members[] = { "department", "cost_centre", "location" };
  ConsoleForm *form = console_editor_page_get_form (page);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (console_form_is_field_changed (form, members[i]))
      return console_editor_page_get_answer (page) != NULL;
  return FALSE;
}

static void
console_person_page_edited (ConsoleEditorPage *page)
{
  gtk_widget_set_visible (GTK_WIDGET (CONSOLE_PERSON_PAGE (page)->moved_from_ms),
                          has_moved (page));
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
dup_standing (ConsolePersonPage *self, JsonObject *person)
{
  g_autoptr (GString) text = g_string_new (console_json_text (person, "user_name"));
  gint64 seen_ms = console_json_int (person, "last_sign_in_ms", 0);
  GTimeZone *zone = console_session_get_zone (console_page_get_session (CONSOLE_PAGE (self)));
  g_autofree char *moment =
      seen_ms != 0 ? console_format_moment (seen_ms, toll_clock_now_ms (NULL), zone) : NULL;
  /* TRANSLATORS: where a person comes from: By hand, CSV file, Directory server */
  g_autofree char *source = g_strdup_printf (
      C_ ("person", " · Source: %s"),
      console_word_of (console_source_words, console_json_text (person, "source")));
  /* TRANSLATORS: %s is a day and time */
  g_autofree char *seen = moment != NULL
                              ? g_strdup_printf (C_ ("person", " · Last sign-in: %s"), moment)
                              : g_strdup (C_ ("person", " · Never signed in"));

  g_string_append (text, source);
  g_string_append (text, seen);
  return g_strdup (text->str);
}

static void
show_person (ConsolePersonPage *self, JsonObject *person)
{
  const char *name = console_json_text (person, "name");
  g_autofree char *standing = dup_standing (self, person);

  console_page_set_title (CONSOLE_PAGE (self), name);
  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->standing, standing);
  console_person_lines_set_told (self->lines, console_json_array (person, "read_only"));
  console_person_access_show (self->access, console_page_get_client (CONSOLE_PAGE (self)), person);
}

static void
console_person_page_show (ConsoleEditorPage *page, JsonObject *answer)
{
  ConsolePersonPage *self = CONSOLE_PERSON_PAGE (page);

  if (!is_administrator (self))
    console_form_lock (console_editor_page_get_form (page));
  if (answer != NULL)
    show_person (self, answer);
  else
    console_page_set_title (CONSOLE_PAGE (page), _ ("New Person"));
  gtk_widget_set_visible (self->summary, answer != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->access), answer != NULL && is_administrator (self));
  show_scope (self);
  console_person_choices_load (self->choices); /* a save may have made new ones */
}

static void
take_over_cb (ConsoleEditorPage *page)
{
  console_editor_page_save_with (page, "account", "take-over");
}

/* Somebody's account may be there before the person: whether it is the same one only people know. */
static gboolean
console_person_page_refused (ConsoleEditorPage *page, const GError *error)
{
  g_autofree char *field = toll_error_dup_field (error);
  GtkWidget *dialog;

  if (g_strcmp0 (field, "account") != 0)
    return FALSE;
  console_editor_page_clear_refusal (page);
  dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), _ ("Is it this person's account?"),
      _ ("There is an account with this user name, of nobody in the directory. Whoever knows its "
         "password signs in as this person, with the role that is chosen here."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Cancel"),
                                    "take-over", _ ("_Take It Over"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response::take-over", G_CALLBACK (take_over_cb), page,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  return TRUE;
}

/* What a new person has without anybody's doing is told as well. */
static JsonObject *
console_person_page_dup_new (ConsoleEditorPage *page)
{
  const char *number = CONSOLE_PERSON_PAGE (page)->first_number;
  const ConsoleMe *me = console_session_get_me (console_page_get_session (CONSOLE_PAGE (page)));
  JsonObject *person = json_object_new ();

  json_object_set_string_member (person, "role", "user");
  json_object_set_string_member (person, "language", *me->language != '\0' ? me->language : "en");
  json_object_set_string_member (person, "zone", me->zone);
  if (*number != '\0')
    {
      JsonObject *line = json_object_new ();
      JsonArray *lines = json_array_new ();

      json_object_set_string_member (line, "number", number);
      json_object_set_string_member (line, "kind", "extension");
      json_array_add_object_element (lines, line);
      json_object_set_array_member (person, "lines", lines);
    }
  return person;
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

static void
console_person_page_load (ConsolePage *page)
{
  console_api_client_send_async (console_page_get_client (page), "GET", "/custom-fields", NULL,
                                 console_page_get_cancellable (page), titles_cb, page);
  CONSOLE_PAGE_CLASS (console_person_page_parent_class)->load (page);
}

static void
calls_cb (ConsolePersonPage *self)
{
  JsonObject *person = console_editor_page_get_answer (CONSOLE_EDITOR_PAGE (self));
  JsonArray *lines = console_json_array (person, "lines");
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
                              console_json_text (person, "name"), text, FALSE);
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
  console_person_lines_set_up (self->lines, zone);
  self->choices = console_person_choices_new (console_page_get_client (page),
                                              console_page_get_cancellable (page), groupings,
                                              self->manager, self->lines, self->scope);
  g_signal_connect_object (self->role, "edited", G_CALLBACK (role_cb), self, G_CONNECT_SWAPPED);
}

static void
console_person_page_dispose (GObject *object)
{
  g_clear_pointer (&CONSOLE_PERSON_PAGE (object)->choices, console_person_choices_free);
  G_OBJECT_CLASS (console_person_page_parent_class)->dispose (object);
}

static void
console_person_page_finalize (GObject *object)
{
  g_free (CONSOLE_PERSON_PAGE (object)->first_number);
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
}

static void
console_person_page_class_init (ConsolePersonPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);
  ConsoleEditorPageClass *editor_class = CONSOLE_EDITOR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_person_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_person_page_finalize;
  page_class->start = console_person_page_start;
  page_class->load = console_person_page_load;
  editor_class->path = "/people";
  editor_class->what = "person";
  editor_class->failed = N_ ("The Person Could Not Be Loaded");
  editor_class->new_text = N_ ("A person needs a user name, the rest can follow.");
  editor_class->dup_new = console_person_page_dup_new;
  editor_class->show = console_person_page_show;
  editor_class->edited = console_person_page_edited;
  editor_class->refused = console_person_page_refused;

  g_type_ensure (CONSOLE_TYPE_CHOICE_ROW);
  g_type_ensure (CONSOLE_TYPE_DATE_ROW);
  g_type_ensure (CONSOLE_TYPE_LIST_FIELD);
  g_type_ensure (CONSOLE_TYPE_PERSON_ACCESS);
  g_type_ensure (CONSOLE_TYPE_PERSON_CUSTOM);
  g_type_ensure (CONSOLE_TYPE_PERSON_SCOPE);
  g_type_ensure (CONSOLE_TYPE_PICK_ROW);
  g_type_ensure (CONSOLE_TYPE_SWITCH_ROW);
  g_type_ensure (CONSOLE_TYPE_TEXT_ROW);
  console_page_class_set_template (page_class, "person-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, calls_cb);
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

  console_editor_page_set_id (CONSOLE_EDITOR_PAGE (self), id);
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
