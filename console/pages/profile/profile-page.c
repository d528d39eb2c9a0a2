/* SPDX-License-Identifier: GPL-3.0-or-later */
/* My profile: language and zone, password and PIN, sessions, private contacts. Main thread. */

#include "config.h"
#include "console/pages/profile/profile-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/person-words.h"
#include "console/pages/profile/secret-row.h"
#include "console/pages/profile/session-list.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/format.h"
#include "console/widgets/text-row.h"
#include "shared/base/clock.h"

struct _ConsoleProfilePage
{
  ConsoleEditorPage parent_instance;
  ConsoleChoiceRow *language;
  ConsoleSecretRow *password;
  ConsoleSecretRow *pin;
  AdwPreferencesGroup *contacts;
  GtkWidget *numbers; /* the private contacts; no field of the profile */
  GtkWidget *save_contacts;
  ConsoleSessionList *sessions;
  GtkWidget *notice_group;
  GtkLabel *notice;
  GtkLabel *notice_day;
};

G_DEFINE_FINAL_TYPE (ConsoleProfilePage, console_profile_page, CONSOLE_TYPE_EDITOR_PAGE)

static void ask_sessions (ConsoleProfilePage *self);

static void
sessions_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (answer != NULL)
    console_session_list_fill (
        CONSOLE_PROFILE_PAGE (user_data)->sessions, console_json_array (answer, "items"),
        console_session_get_zone (console_page_get_session (CONSOLE_PAGE (user_data))));
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (console_api_client_is_cancelled (error))
    return;
  console_page_toast (CONSOLE_PAGE (user_data),
                      answer != NULL ? _ ("Signed out there") : error->message);
  ask_sessions (user_data);
}

static void
end_cb (ConsoleProfilePage *self, const char *id)
{
  ConsolePage *page = CONSOLE_PAGE (self);
  g_autofree char *path = g_strconcat ("/me/sessions", *id != '\0' ? "/" : "", id, NULL);

  console_api_client_send_async (console_page_get_client (page), "DELETE", path, NULL,
                                 console_page_get_cancellable (page), ended_cb, self);
}

static void
ask (ConsoleProfilePage *self, const char *path, GAsyncReadyCallback callback)
{
  ConsolePage *page = CONSOLE_PAGE (self);

  console_api_client_send_async (console_page_get_client (page), "GET", path, NULL,
                                 console_page_get_cancellable (page), callback, self);
}

static void
ask_sessions (ConsoleProfilePage *self)
{
  ask (self, "/me/sessions", sessions_cb);
}

static void
show_contacts (ConsoleProfilePage *self, JsonObject *answer)
{
  console_field_set_value (CONSOLE_FIELD (self->numbers), json_object_get_member (answer, "items"));
  console_field_set_note (CONSOLE_FIELD (self->numbers), "", NULL, FALSE);
  gtk_widget_set_sensitive (self->save_contacts, FALSE);
}

static void
contacts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (answer != NULL)
    show_contacts (user_data, answer);
}

static void
contacts_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleProfilePage *self = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  if (answer == NULL)
    {
      console_field_set_note (CONSOLE_FIELD (self->numbers), "", error->message, TRUE);
      return;
    }
  show_contacts (self, answer);
  console_page_toast (CONSOLE_PAGE (self), _ ("Saved"));
}

static void
save_contacts_cb (ConsoleProfilePage *self)
{
  ConsolePage *page = CONSOLE_PAGE (self);
  g_autoptr (JsonObject) body = json_object_new ();

  json_object_set_member (body, "items", console_field_dup_value (CONSOLE_FIELD (self->numbers)));
  console_api_client_send_async (console_page_get_client (page), "PUT", "/me/private-contacts",
                                 body, console_page_get_cancellable (page), contacts_saved_cb,
                                 self);
}

static void
contacts_edited_cb (ConsoleProfilePage *self)
{
  console_field_set_note (CONSOLE_FIELD (self->numbers), "", NULL, FALSE);
  gtk_widget_set_sensitive (self->save_contacts, TRUE);
}

static void
done_cb (ConsoleProfilePage *self)
{
  console_page_toast (CONSOLE_PAGE (self), _ ("Changed"));
  ask_sessions (self); /* a new password ends the others */
}

static void
show_notice (ConsoleProfilePage *self, JsonObject *answer)
{
  GTimeZone *zone = console_session_get_zone (console_page_get_session (CONSOLE_PAGE (self)));
  const char *notice = console_json_text (answer, "notice");
  g_autofree char *day = console_format_day_in_sentence (console_json_int (answer, "notice_ms", 0),
                                             toll_clock_now_ms (NULL), zone);
  /* TRANSLATORS: of a notice to employees; %s is a day */
  g_autofree char *since = g_strdup_printf (_ ("In this wording since %s"), day);

  gtk_label_set_text (self->notice, notice);
  gtk_label_set_text (self->notice_day, since);
  gtk_widget_set_visible (self->notice_group, *notice != '\0');
}

/* Who signs in by the company's directory changes the password there; a PIN needs a person. */
static void
console_profile_page_show (ConsoleEditorPage *page, JsonObject *answer)
{
  ConsoleProfilePage *self = CONSOLE_PROFILE_PAGE (page);
  gboolean by_directory = g_str_equal (console_json_text (answer, "sign_in"), "directory");
  gboolean is_person = console_json_flag (answer, "has_person");

  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self->password), !by_directory);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->password),
                                 by_directory ? _ ("You sign in with your company password; it is "
                                                   "changed there.")
                                              : _ ("Of this program only"));
  gtk_widget_set_visible (GTK_WIDGET (self->pin), is_person);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->pin),
                                 console_json_flag (answer, "has_pin") ? _ ("Is set")
                                                                       : _ ("None"));
  gtk_widget_set_visible (GTK_WIDGET (self->contacts), is_person);
  show_notice (self, answer);
}

static void
console_profile_page_load (ConsolePage *page)
{
  ConsoleProfilePage *self = CONSOLE_PROFILE_PAGE (page);
  ConsoleApiClient *client = console_page_get_client (page);

  console_secret_row_set_client (self->password, client);
  console_secret_row_set_client (self->pin, client);
  ask_sessions (self);
  if (!gtk_widget_get_sensitive (self->save_contacts))
    ask (self, "/me/private-contacts", contacts_cb);
  CONSOLE_PAGE_CLASS (console_profile_page_parent_class)->load (page);
}

static gboolean
console_profile_page_has_changes (ConsolePage *page)
{
  return gtk_widget_get_sensitive (CONSOLE_PROFILE_PAGE (page)->save_contacts)
         || CONSOLE_PAGE_CLASS (console_profile_page_parent_class)->has_changes (page);
}

static void
console_profile_page_class_init (ConsoleProfilePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsoleEditorPageClass *editor_class = CONSOLE_EDITOR_PAGE_CLASS (klass);

  CONSOLE_PAGE_CLASS (klass)->load = console_profile_page_load;
  CONSOLE_PAGE_CLASS (klass)->has_changes = console_profile_page_has_changes;
  editor_class->path = "/me";
  editor_class->is_single = TRUE;
  editor_class->what = "me";
  editor_class->failed = N_ ("Your Profile Could Not Be Loaded");
  editor_class->show = console_profile_page_show;

  g_type_ensure (CONSOLE_TYPE_CHOICE_ROW);
  g_type_ensure (CONSOLE_TYPE_TEXT_ROW);
  g_type_ensure (CONSOLE_TYPE_SECRET_ROW);
  g_type_ensure (CONSOLE_TYPE_SESSION_LIST);
  console_page_class_set_template (CONSOLE_PAGE_CLASS (klass), "profile-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleProfilePage, language);
  gtk_widget_class_bind_template_child (widget_class, ConsoleProfilePage, password);
  gtk_widget_class_bind_template_child (widget_class, ConsoleProfilePage, pin);
  gtk_widget_class_bind_template_child (widget_class, ConsoleProfilePage, contacts);
  gtk_widget_class_bind_template_child (widget_class, ConsoleProfilePage, save_contacts);
  gtk_widget_class_bind_template_child (widget_class, ConsoleProfilePage, sessions);
  gtk_widget_class_bind_template_child (widget_class, ConsoleProfilePage, notice_group);
  gtk_widget_class_bind_template_child (widget_class, ConsoleProfilePage, notice);
  gtk_widget_class_bind_template_child (widget_class, ConsoleProfilePage, notice_day);
  gtk_widget_class_bind_template_callback (widget_class, end_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_contacts_cb);
}

static void
console_profile_page_init (ConsoleProfilePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_choice_row_set_words (self->language, console_language_words);
  self->numbers = g_object_new (
      CONSOLE_TYPE_TEXT_ROW, "title", _ ("Numbers"), "kind", CONSOLE_TEXT_ROW_LIST, "hint",
      _ ("Several with semicolons: +39026677123; +447700900123"), NULL);
  adw_preferences_group_add (self->contacts, self->numbers);
  g_signal_connect_object (self->numbers, "edited", G_CALLBACK (contacts_edited_cb), self,
                           G_CONNECT_SWAPPED);
}
