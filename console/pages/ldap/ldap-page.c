/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings of the directory server: what the page shows and sends. What is right the collector
 * says. Main thread. */

#include "config.h"
#include "console/pages/ldap/ldap-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/client/problem.h"
#include "console/pages/ldap/ldap-attributes.h"
#include "console/pages/ldap/ldap-rules.h"
#include "console/pages/ldap/ldap-runs.h"
#include "console/pages/ldap/ldap-trial.h"
#include "console/widgets/form.h"
#include "console/widgets/presence.h"
#include "console/widgets/switch-row.h"
#include "console/widgets/text-row.h"
#include "shared/base/error.h"

#define PATH           "/ldap"
#define OVER_THE_KEPT  "settings." /* what a trial says before the name of a field */

struct _ConsoleLdapPage
{
  ConsolePage parent_instance;
  GtkOrientable *columns;
  ConsoleTextRow *bind_password;
  ConsoleLdapAttributes *attributes;
  GtkWidget *forget;
  ConsoleLdapTrial *trial;
  ConsoleLdapRuns *runs;
  GtkRevealer *save_bar;
  GtkLabel *save_text;
  GtkWidget *discard;
  GtkWidget *save;

  ConsoleForm *form;
  JsonObject *settings; /* as the collector gave them last; NULL before */
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (ConsoleLdapPage, console_ldap_page, CONSOLE_TYPE_PAGE)

static void
show_save_bar (ConsoleLdapPage *self, const char *text, gboolean is_error)
{
  gboolean changed = console_form_is_changed (self->form);

  gtk_label_set_text (self->save_text, text);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->save_text), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->save_text), "error");
  gtk_widget_set_sensitive (self->save, !self->saving && changed);
  gtk_widget_set_sensitive (self->discard, !self->saving);
  console_presence_reveal (self->save_bar, changed || is_error);
}

static const char *
why_locked (ConsoleLdapPage *self)
{
  if (console_form_is_changed (self->form))
    return _ ("Save first: people are taken over by the settings that are saved.");
  if (!console_json_flag (self->settings, "enabled"))
    return _ ("Turn “Use the directory server” on first.");
  return NULL;
}

static void
changed_cb (ConsoleLdapPage *self)
{
  show_save_bar (self, _ ("There are changes that are not saved."), FALSE);
  console_ldap_runs_set_locked (self->runs, why_locked (self));
}

static void
take_settings (ConsoleLdapPage *self, JsonObject *settings)
{
  gboolean has_password = console_json_flag (settings, "has_bind_password");

  json_object_ref (settings);
  g_clear_pointer (&self->settings, json_object_unref);
  self->settings = settings;
  console_form_load (self->form, settings, NULL, NULL);
  g_object_set (self->bind_password, "hint",
                has_password ? _ ("Is set. What is typed here replaces it.") : _ ("Not set"),
                NULL);
  gtk_widget_set_visible (self->forget, has_password);
  changed_cb (self);
}

static void
settings_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) settings =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleLdapPage *self = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  if (settings == NULL)
    {
      console_page_set_failed (CONSOLE_PAGE (self), _ ("The settings could not be loaded"), error);
      return;
    }
  take_settings (self, settings);
  console_page_set_ready (CONSOLE_PAGE (self));
}

static void
titles_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, NULL);

  if (answer != NULL)
    console_ldap_attributes_set_titles (CONSOLE_LDAP_PAGE (user_data)->attributes,
                                        console_json_array (answer, "titles"));
}

/* What is typed stays: it is saved or discarded before anything newer comes. */
static void
console_ldap_page_load (ConsolePage *page)
{
  ConsoleLdapPage *self = CONSOLE_LDAP_PAGE (page);
  ConsoleApiClient *client = console_page_get_client (page);

  console_ldap_runs_load (self->runs);
  if (console_page_is_ready (page) && console_form_is_changed (self->form))
    return;
  console_api_client_send_async (client, "GET", "/custom-fields", NULL,
                                 console_page_get_cancellable (page), titles_cb, self);
  console_api_client_send_async (client, "GET", PATH, NULL, console_page_begin_load (page),
                                 settings_cb, self);
}

/* @marked: what to say beside the mark at the field. */
static void
show_refusal (ConsoleLdapPage *self, const GError *error, const char *marked)
{
  g_autofree char *field = toll_error_dup_field (error);
  const char *member = field != NULL ? field : "";

  if (g_str_has_prefix (member, OVER_THE_KEPT))
    member += strlen (OVER_THE_KEPT);
  if (*member != '\0' &&
      console_form_show_error (self->form, member, console_problem_get_reason (error)))
    show_save_bar (self, marked, TRUE);
  else
    show_save_bar (self, error->message, TRUE);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) settings =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsoleLdapPage *self = user_data;

  if (console_api_client_is_cancelled (error))
    return;
  self->saving = FALSE;
  if (settings == NULL)
    {
      show_refusal (self, error, _ ("Not saved: see what is marked."));
      return;
    }
  take_settings (self, settings);
  console_page_toast (CONSOLE_PAGE (self), _ ("Saved"));
}

static void
send_changes (ConsoleLdapPage *self, JsonObject *changes)
{
  self->saving = TRUE;
  show_save_bar (self, _ ("Saving…"), FALSE);
  console_api_client_send_async (console_page_get_client (CONSOLE_PAGE (self)), "PUT", PATH,
                                 changes, console_page_get_cancellable (CONSOLE_PAGE (self)),
                                 saved_cb, self);
}

static void
console_ldap_page_save (ConsolePage *page)
{
  ConsoleLdapPage *self = CONSOLE_LDAP_PAGE (page);
  g_autoptr (JsonObject) changes = NULL;

  if (self->saving || !console_form_is_changed (self->form))
    return;
  console_form_clear_errors (self->form);
  changes = console_form_dup_changes (self->form);
  send_changes (self, changes);
}

static void
save_cb (ConsoleLdapPage *self)
{
  console_ldap_page_save (CONSOLE_PAGE (self));
}

static void
discard_cb (ConsoleLdapPage *self)
{
  g_autoptr (JsonObject) settings = json_object_ref (self->settings);

  console_form_clear_errors (self->form);
  take_settings (self, settings);
}

/* With what else was changed: there is one save. */
static void
forget_cb (ConsoleLdapPage *self)
{
  g_autoptr (JsonObject) changes = NULL;

  if (self->saving)
    return;
  console_form_clear_errors (self->form);
  changes = console_form_dup_changes (self->form);
  json_object_set_string_member (changes, "bind_password", "");
  send_changes (self, changes);
}

static void
ask_cb (ConsoleLdapPage *self)
{
  g_autoptr (JsonObject) changes = console_form_dup_changes (self->form);

  console_form_clear_errors (self->form);
  changed_cb (self);
  console_ldap_trial_run (self->trial, console_page_get_client (CONSOLE_PAGE (self)), changes,
                          console_page_get_cancellable (CONSOLE_PAGE (self)));
}

static void
refused_cb (ConsoleLdapPage *self, const GError *error)
{
  show_refusal (self, error, _ ("Not tried: see what is marked."));
}

static void
done_cb (ConsoleLdapPage *self)
{
  console_page_tell_changed (CONSOLE_PAGE (self), "person", NULL);
  console_page_tell_changed (CONSOLE_PAGE (self), "groupings", NULL);
}

static gboolean
console_ldap_page_has_changes (ConsolePage *page)
{
  return console_page_is_ready (page) && console_form_is_changed (CONSOLE_LDAP_PAGE (page)->form);
}

static void
console_ldap_page_start (ConsolePage *page)
{
  ConsoleLdapPage *self = CONSOLE_LDAP_PAGE (page);

  console_ldap_runs_start (self->runs, console_page_get_client (page),
                           console_page_get_cancellable (page),
                           console_session_get_zone (console_page_get_session (page)));
  self->form = console_form_new (GTK_WIDGET (self));
  g_signal_connect_object (self->form, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
console_ldap_page_width_changed (ConsolePage *page, guint width_class)
{
  ConsoleLdapPage *self = CONSOLE_LDAP_PAGE (page);
  gboolean wide = width_class > 1;

  gtk_orientable_set_orientation (self->columns, wide ? GTK_ORIENTATION_HORIZONTAL
                                                      : GTK_ORIENTATION_VERTICAL);
  gtk_box_set_homogeneous (GTK_BOX (self->columns), wide);
}

static void
console_ldap_page_dispose (GObject *object)
{
  g_clear_object (&CONSOLE_LDAP_PAGE (object)->form);
  G_OBJECT_CLASS (console_ldap_page_parent_class)->dispose (object);
}

static void
console_ldap_page_finalize (GObject *object)
{
  g_clear_pointer (&CONSOLE_LDAP_PAGE (object)->settings, json_object_unref);
  G_OBJECT_CLASS (console_ldap_page_parent_class)->finalize (object);
}

#define BIND(member) gtk_widget_class_bind_template_child (widget_class, ConsoleLdapPage, member)

static void
bind_template (GtkWidgetClass *widget_class)
{
  BIND (columns);
  BIND (bind_password);
  BIND (attributes);
  BIND (forget);
  BIND (trial);
  BIND (runs);
  BIND (save_bar);
  BIND (save_text);
  BIND (discard);
  BIND (save);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
console_ldap_page_class_init (ConsoleLdapPageClass *klass)
{
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_ldap_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_ldap_page_finalize;
  page_class->start = console_ldap_page_start;
  page_class->load = console_ldap_page_load;
  page_class->save = console_ldap_page_save;
  page_class->has_changes = console_ldap_page_has_changes;
  page_class->width_changed = console_ldap_page_width_changed;

  g_type_ensure (CONSOLE_TYPE_LDAP_ATTRIBUTES);
  g_type_ensure (CONSOLE_TYPE_LDAP_RULES);
  g_type_ensure (CONSOLE_TYPE_LDAP_RUNS);
  g_type_ensure (CONSOLE_TYPE_LDAP_TRIAL);
  g_type_ensure (CONSOLE_TYPE_SWITCH_ROW);
  g_type_ensure (CONSOLE_TYPE_TEXT_ROW);
  console_page_class_set_template (page_class, "ldap-page.ui");
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
console_ldap_page_init (ConsoleLdapPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ConsolePage *
console_ldap_page_open (GVariant *parameter)
{
  return g_object_new (CONSOLE_TYPE_LDAP_PAGE, NULL);
}
