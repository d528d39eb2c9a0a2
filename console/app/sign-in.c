/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in: from what is typed to a session. The password lives in the entry and in the request
 * only, and in the secret service when the user asked for that. Main thread. */

#include "config.h"
#include "console/app/sign-in.h"

#include <glib/gi18n.h>

#include "console/client/credentials.h"
#include "console/client/json.h"
#include "console/client/problem.h"
#include "console/client/server-address.h"
#include "console/dialogs/certificate-question.h"
#include "shared/base/error.h"

/* A session that ends sooner than this is not begun again without its user. */
#define MIN_SESSION_US (60 * G_USEC_PER_SEC)

struct _ConsoleSignIn
{
  AdwBin parent_instance;
  GtkLabel *message;
  GtkEditable *server_row;
  GtkWidget *server_note_row;
  GtkLabel *server_note;
  GtkEditable *code_row;
  GtkWidget *code_note_row;
  GtkLabel *code_note;
  GtkEditable *user_row;
  GtkEditable *password_row;
  GtkEditable *repeat_row;
  GtkWidget *password_note_row;
  GtkLabel *password_note;
  GtkSwitch *keep_switch;
  GtkWidget *submit;
  GtkStack *submit_stack;
  GtkLabel *submit_label;
  GtkSpinner *spinner;

  ConsolePreferences *preferences;
  ConsoleApiClient *client; /* of the attempt under way */
  ConsoleConnection *connection;
  GCancellable *cancellable;
  gint64 signed_in_us; /* monotonic; 0 = never */
  gboolean is_first;   /* nobody can sign in there: the first administrator is made */
};

G_DEFINE_FINAL_TYPE (ConsoleSignIn, console_sign_in, ADW_TYPE_BIN)

static guint signed_in_signal;

static void attempt (ConsoleSignIn *self);

static void
set_busy (ConsoleSignIn *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->submit, !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_stack_set_visible_child_name (self->submit_stack, busy ? "busy" : "label");
}

static void
set_note (GtkWidget *row, GtkLabel *label, GtkEditable *field, const char *text, gboolean error)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (row, text != NULL);
  if (error)
    {
      gtk_widget_add_css_class (GTK_WIDGET (field), "error");
      gtk_widget_add_css_class (GTK_WIDGET (label), "error");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (field), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (label), "error");
    }
}

static void
set_server_error (ConsoleSignIn *self, const char *text)
{
  set_note (self->server_note_row, self->server_note, self->server_row, text, text != NULL);
}

static void
set_password_error (ConsoleSignIn *self, const char *text)
{
  set_note (self->password_note_row, self->password_note, self->password_row, text, text != NULL);
}

static void
set_code_error (ConsoleSignIn *self, const char *text)
{
  set_note (self->code_note_row, self->code_note, self->code_row, text, text != NULL);
}

/* Says so before somebody sends a password over a network in the clear. */
static void
warn_if_exposed (ConsoleSignIn *self)
{
  g_autofree char *address =
      console_server_address_normalize (gtk_editable_get_text (self->server_row), NULL);

  if (address != NULL && console_server_address_is_exposed (address))
    set_note (self->server_note_row, self->server_note, self->server_row,
              _ ("This connection is not encrypted: others on the network can read your "
                 "password. Use https:// if the collector offers it."),
              FALSE);
  else
    set_server_error (self, NULL);
}

static gboolean
is_complete (ConsoleSignIn *self)
{
  GtkEditable *always[] = { self->server_row, self->user_row, self->password_row };

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    if (*gtk_editable_get_text (always[i]) == '\0')
      return FALSE;
  return !self->is_first || (*gtk_editable_get_text (self->code_row) != '\0' &&
                             *gtk_editable_get_text (self->repeat_row) != '\0');
}

static void
changed_cb (ConsoleSignIn *self)
{
  gtk_widget_set_sensitive (self->submit, is_complete (self));
  set_password_error (self, NULL);
  set_code_error (self, NULL);
  warn_if_exposed (self);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!console_credentials_store_finish (result, &error))
    g_message ("%s", error->message);
}

static void
remember (ConsoleSignIn *self)
{
  const char *server = console_api_client_get_server (self->client);
  const char *user = gtk_editable_get_text (self->user_row);
  gboolean keep = gtk_switch_get_active (self->keep_switch);

  console_preferences_set_text (self->preferences, "server",
                                gtk_editable_get_text (self->server_row));
  console_preferences_set_text (self->preferences, "user", user);
  if (keep)
    console_credentials_store_async (server, user, gtk_editable_get_text (self->password_row),
                                     NULL, stored_cb, NULL);
  else if (console_preferences_get_int (self->preferences, "keep", FALSE))
    console_credentials_forget (server, user);
  console_preferences_set_int (self->preferences, "keep", keep);
}

static void
answered_cb (const char *fingerprint, gpointer user_data)
{
  g_autoptr (ConsoleSignIn) self = user_data;

  if (self->client == NULL)
    return;
  if (fingerprint != NULL)
    {
      console_certificate_guard_accept (console_api_client_get_guard (self->client), fingerprint);
      attempt (self);
    }
  else
    set_server_error (self, _ ("The certificate was not accepted; nothing was sent."));
}

/* Is this what a collector never answers to who signs in? */
static gboolean
is_of_another_server (const GError *error)
{
  static const TollError codes[] = { TOLL_ERROR_NOT_FOUND, TOLL_ERROR_BAD_METHOD,
                                     TOLL_ERROR_UNSUPPORTED, TOLL_ERROR_BAD_FORMAT };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, TOLL_ERROR, (int) codes[i]))
      return TRUE;
  return FALSE;
}

/* ---- The first administrator ---- */

/* Signing in has a code and the password twice while nobody can sign in there. */
static void
set_first (ConsoleSignIn *self, gboolean is_first)
{
  const char *title = is_first ? _ ("Create Administrator") : _ ("Sign in");

  if (self->is_first == is_first)
    return;
  self->is_first = is_first;
  gtk_widget_set_visible (GTK_WIDGET (self->code_row), is_first);
  gtk_widget_set_visible (GTK_WIDGET (self->repeat_row), is_first);
  gtk_editable_set_text (self->code_row, "");
  gtk_editable_set_text (self->repeat_row, "");
  gtk_label_set_text (self->submit_label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->submit), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  gtk_label_set_text (
      self->message,
      is_first ? _ ("This collector has no administrator yet. Make the first one with the code "
                    "that was printed on its host when it started; “tollkeeper-collector user "
                    "first-code” prints a new one.")
               : _ ("Sign in to see your calls"));
  changed_cb (self);
  if (is_first)
    gtk_widget_grab_focus (GTK_WIDGET (self->code_row));
}

/* Whatever else it answers is told when somebody signs in. */
static void
health_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ConsoleSignIn) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) health =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (health != NULL && self->client == CONSOLE_API_CLIENT (source))
    set_first (self, console_json_flag (health, "needs_first_administrator"));
}

/* Is there somebody who could sign in at all? */
static void
ask_whether_first (ConsoleSignIn *self)
{
  console_api_client_send_async (self->client, "GET", "/healthz", NULL, self->cancellable,
                                 health_cb, g_object_ref (self));
}

/* What is said of another collector holds for that one. */
static void
server_changed_cb (ConsoleSignIn *self)
{
  set_first (self, FALSE);
  changed_cb (self);
}

static void
show_first_error (ConsoleSignIn *self, const GError *error)
{
  if (g_error_matches (error, TOLL_ERROR, TOLL_ERROR_UNAUTHENTICATED))
    {
      set_code_error (self, _ ("This code is not right, was used, or is older than a day."));
      gtk_widget_grab_focus (GTK_WIDGET (self->code_row));
    }
  else
    set_password_error (self, console_problem_get_reason (error));
}

/* ---- Signing in ---- */

static void
show_refusal (ConsoleSignIn *self)
{
  set_password_error (self, _ ("User name or password is not right."));
  gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
  ask_whether_first (self);
}

static gboolean
is_about_password (const GError *error)
{
  return g_error_matches (error, TOLL_ERROR, TOLL_ERROR_THROTTLED)
         || g_error_matches (error, TOLL_ERROR, TOLL_ERROR_ENDED)
         || g_error_matches (error, TOLL_ERROR, TOLL_ERROR_NOT_BEGUN);
}

static void
show_error (ConsoleSignIn *self, const GError *error)
{
  g_autofree char *field = toll_error_dup_field (error);

  if (console_api_client_is_distrusted (error))
    console_certificate_question_present (GTK_WIDGET (self),
                                          console_api_client_get_guard (self->client),
                                          answered_cb, g_object_ref (self));
  else if (self->is_first
           && (field != NULL || g_error_matches (error, TOLL_ERROR, TOLL_ERROR_UNAUTHENTICATED)))
    show_first_error (self, error);
  else if (g_error_matches (error, TOLL_ERROR, TOLL_ERROR_UNAUTHENTICATED))
    show_refusal (self);
  else if (is_about_password (error))
    set_password_error (self, error->message);
  else if (is_of_another_server (error))
    set_server_error (self, _ ("No collector answers there. Look at what stands behind the host "
                               "in the address."));
  else
    set_server_error (self, error->message);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ConsoleSignIn) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) user =
      console_api_client_sign_in_finish (CONSOLE_API_CLIENT (source), result, &error);
  g_autoptr (ConsoleSession) session = NULL;

  if (console_api_client_is_cancelled (error) || self->preferences == NULL)
    return;
  set_busy (self, FALSE);
  if (user == NULL)
    {
      show_error (self, error);
      return;
    }
  self->signed_in_us = g_get_monotonic_time ();
  remember (self);
  gtk_editable_set_text (self->password_row, "");
  set_first (self, FALSE);
  session = console_session_new (self->client, self->connection, self->preferences, user);
  g_signal_emit (self, signed_in_signal, 0, session);
}

/* A new client for each server typed; the same one when only the certificate was accepted. */
static gboolean
ensure_client (ConsoleSignIn *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *field = NULL;
  g_autofree char *address =
      console_server_address_normalize (gtk_editable_get_text (self->server_row), &error);

  if (address == NULL)
    {
      field = toll_error_dup_field (error);
      set_server_error (self, field != NULL ? strstr (error->message, ": ") + 2 : error->message);
      return FALSE;
    }
  g_clear_object (&self->client);
  g_clear_object (&self->connection);
  self->connection = console_connection_new ();
  self->client = console_api_client_new (address, self->preferences, self->connection);
  return TRUE;
}

/* What is typed unseen is typed twice. */
static gboolean
is_repeated (ConsoleSignIn *self)
{
  if (!self->is_first || g_str_equal (gtk_editable_get_text (self->password_row),
                                      gtk_editable_get_text (self->repeat_row)))
    return TRUE;
  set_password_error (self, _ ("The two passwords differ."));
  gtk_widget_grab_focus (GTK_WIDGET (self->repeat_row));
  return FALSE;
}

static void
attempt (ConsoleSignIn *self)
{
  set_server_error (self, NULL);
  set_password_error (self, NULL);
  set_code_error (self, NULL);
  if (!is_repeated (self) || !ensure_client (self))
    return;
  set_busy (self, TRUE);
  console_api_client_sign_in_async (
      self->client, self->is_first ? gtk_editable_get_text (self->code_row) : NULL,
      gtk_editable_get_text (self->user_row), gtk_editable_get_text (self->password_row),
      self->cancellable, signed_in_cb, g_object_ref (self));
}

/* Before there is a password, the key asks at least who is there. */
static void
submit_cb (ConsoleSignIn *self)
{
  if (gtk_widget_get_sensitive (self->submit))
    attempt (self);
  else if (*gtk_editable_get_text (self->server_row) != '\0' && ensure_client (self))
    ask_whether_first (self);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ConsoleSignIn) self = user_data;
  g_autoptr (GError) error = NULL;
  char *password = console_credentials_lookup_finish (result, &error);

  if (error != NULL)
    g_debug ("%s", error->message);
  if (password == NULL || self->preferences == NULL)
    return;
  gtk_editable_set_text (self->password_row, password);
  console_credentials_free_password (password);
  attempt (self);
}

static void
look_up_password (ConsoleSignIn *self)
{
  g_autofree char *address =
      console_server_address_normalize (gtk_editable_get_text (self->server_row), NULL);

  if (address != NULL && gtk_switch_get_active (self->keep_switch))
    console_credentials_lookup_async (address, gtk_editable_get_text (self->user_row),
                                      self->cancellable, looked_up_cb, g_object_ref (self));
}

/* Typing begins where something is missing. */
static void
focus_first_empty (ConsoleSignIn *self)
{
  GtkEditable *rows[] = { self->server_row, self->user_row, self->password_row };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (*gtk_editable_get_text (rows[i]) == '\0')
      {
        gtk_widget_grab_focus (GTK_WIDGET (rows[i]));
        return;
      }
}

static void
console_sign_in_dispose (GObject *object)
{
  ConsoleSignIn *self = CONSOLE_SIGN_IN (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->preferences);
  g_clear_object (&self->client);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (console_sign_in_parent_class)->dispose (object);
}

static void
console_sign_in_finalize (GObject *object)
{
  g_clear_object (&CONSOLE_SIGN_IN (object)->cancellable);
  G_OBJECT_CLASS (console_sign_in_parent_class)->finalize (object);
}

static void
console_sign_in_class_init (ConsoleSignInClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_sign_in_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_sign_in_finalize;
  signed_in_signal = g_signal_new ("signed-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, CONSOLE_TYPE_SESSION);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tollkeeper/Console/app/sign-in.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignIn, message);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignIn, server_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignIn, server_note_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignIn, server_note);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignIn, code_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignIn, code_note_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignIn, code_note);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignIn, user_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignIn, password_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignIn, repeat_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignIn, password_note_row);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignIn, password_note);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignIn, keep_switch);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignIn, submit);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignIn, submit_stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignIn, submit_label);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSignIn, spinner);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, server_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
}

static void
console_sign_in_init (ConsoleSignIn *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

static void
set_remembered (GtkEditable *row, ConsolePreferences *preferences, const char *key,
                const char *given)
{
  g_autofree char *text = given != NULL ? g_strdup (given)
                                        : console_preferences_dup_text (preferences, key, "");

  gtk_editable_set_text (row, text);
}

void
console_sign_in_begin (ConsoleSignIn *self, ConsolePreferences *preferences, const char *server,
                       const char *user, const char *password)
{
  g_return_if_fail (CONSOLE_IS_SIGN_IN (self) && self->preferences == NULL);

  self->preferences = g_object_ref (preferences);
  set_remembered (self->server_row, preferences, "server", server);
  set_remembered (self->user_row, preferences, "user", user);
  gtk_switch_set_active (self->keep_switch,
                         console_preferences_get_int (preferences, "keep", FALSE) != 0);
  if (password != NULL)
    {
      gtk_editable_set_text (self->password_row, password);
      attempt (self);
    }
  else
    {
      focus_first_empty (self);
      look_up_password (self);
      if (self->client == NULL && *gtk_editable_get_text (self->server_row) != '\0' &&
          ensure_client (self))
        ask_whether_first (self);
    }
}

void
console_sign_in_again (ConsoleSignIn *self, const char *message)
{
  g_return_if_fail (CONSOLE_IS_SIGN_IN (self));

  gtk_label_set_text (self->message, message != NULL ? message : _ ("Sign in to see your calls"));
  set_busy (self, FALSE);
  changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
  if (message != NULL && g_get_monotonic_time () - self->signed_in_us > MIN_SESSION_US)
    look_up_password (self);
}
