/* SPDX-License-Identifier: GPL-3.0-or-later */
/* It shows what the connection says, and decides nothing. Main thread. */

#include "config.h"
#include "console/app/connection-bar.h"

#include <glib/gi18n.h>

#include "console/dialogs/certificate-question.h"
#include "console/widgets/presence.h"

struct _ConsoleConnectionBar
{
  AdwBin parent_instance;
  GtkRevealer *revealer;
  GtkWidget *box;
  GtkLabel *label;
  GtkButton *button;
  ConsoleSession *session;
};

G_DEFINE_FINAL_TYPE (ConsoleConnectionBar, console_connection_bar, ADW_TYPE_BIN)

static gboolean
is_distrusted (ConsoleConnectionBar *self)
{
  return console_connection_get_state (console_session_get_connection (self->session)) ==
         CONSOLE_CONNECTION_DISTRUSTED;
}

static void
update (ConsoleConnectionBar *self)
{
  ConsoleConnection *connection = console_session_get_connection (self->session);
  gboolean distrusted = is_distrusted (self);
  const char *message = console_connection_get_message (connection);
  g_autofree char *text = NULL;

  if (message == NULL)
    message = _ ("The collector is away.");
  text = distrusted
             /* TRANSLATORS: %s is a sentence about a certificate */
             ? g_strdup_printf (_ ("%s Nothing is sent there until somebody has looked at it."),
                                message)
             /* TRANSLATORS: %s is a sentence that says what failed */
             : g_strdup_printf (_ ("%s What you see stays as it was; it is being tried again."),
                                message);
  if (distrusted || console_connection_get_state (connection) == CONSOLE_CONNECTION_OFFLINE)
    {
      gtk_label_set_text (self->label, text);
      gtk_button_set_label (self->button,
                            distrusted ? _ ("Look at the Certificate…") : _ ("Try Now"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      text, -1);
      console_presence_reveal (self->revealer, TRUE);
    }
  else
    console_presence_reveal (self->revealer, FALSE);
}

static void
try_now (ConsoleConnectionBar *self)
{
  console_live_feed_retry (console_session_get_feed (self->session));
}

static void
answered_cb (const char *fingerprint, gpointer user_data)
{
  g_autoptr (ConsoleConnectionBar) self = user_data;

  if (fingerprint == NULL || self->session == NULL)
    return;
  console_certificate_guard_accept (
      console_api_client_get_guard (console_session_get_client (self->session)), fingerprint);
  try_now (self);
}

static void
clicked_cb (ConsoleConnectionBar *self)
{
  if (is_distrusted (self))
    console_certificate_question_present (
        GTK_WIDGET (self),
        console_api_client_get_guard (console_session_get_client (self->session)), answered_cb,
        g_object_ref (self));
  else
    try_now (self);
}

static void
console_connection_bar_dispose (GObject *object)
{
  g_clear_object (&CONSOLE_CONNECTION_BAR (object)->session);
  G_OBJECT_CLASS (console_connection_bar_parent_class)->dispose (object);
}

static void
console_connection_bar_class_init (ConsoleConnectionBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_connection_bar_dispose;
}

static void
console_connection_bar_init (ConsoleConnectionBar *self)
{
  self->box = g_object_new (GTK_TYPE_BOX, "spacing", 12, "accessible-role",
                            GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->button = GTK_BUTTON (gtk_button_new ());
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->box, "offline-banner");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->button));
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->revealer, self->box);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->revealer));
  console_presence_reveal (self->revealer, FALSE);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
}

void
console_connection_bar_set_session (ConsoleConnectionBar *self, ConsoleSession *session)
{
  ConsoleConnection *connection = console_session_get_connection (session);

  g_return_if_fail (CONSOLE_IS_CONNECTION_BAR (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (connection, "notify::state", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "notify::message", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
