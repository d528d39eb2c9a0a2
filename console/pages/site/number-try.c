/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number to try. The collector understands it by the plan that calls are understood with. Main
 * thread. */

#include "config.h"
#include "console/pages/site/number-try.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/client/problem.h"
#include "console/models/site-words.h"
#include "console/widgets/reading.h"

#define PAUSE_MS 150 /* after the last key */

struct _ConsoleNumberTry
{
  GtkBox parent_instance;
  GtkEditable *dialled;
  GtkDropDown *direction;
  GtkLabel *number;
  GtkLabel *place;
  GtkLabel *explanation;
  GCancellable *asking;
  guint timer;
};

static guint ask_signal;

G_DEFINE_FINAL_TYPE (ConsoleNumberTry, console_number_try, GTK_TYPE_BOX)

static const char *const directions[] = { "outgoing", "incoming" };

static void
show_texts (ConsoleNumberTry *self, const char *number, const char *place, const char *explanation)
{
  gtk_label_set_text (self->number, number);
  gtk_label_set_text (self->place, place);
  gtk_label_set_text (self->explanation, explanation);
  gtk_widget_set_visible (GTK_WIDGET (self->number), *number != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->place), *place != '\0');
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  g_autofree char *number = NULL;
  g_autofree char *place = NULL;
  g_autofree char *explanation = NULL;

  if (console_api_client_is_cancelled (error))
    return;
  if (answer == NULL)
    {
      show_texts (user_data, "", "", error->message);
      return;
    }
  number = console_site_words_dup_number (answer);
  place = console_site_words_dup_place (answer);
  explanation = console_site_words_dup_explanation (answer);
  show_texts (user_data, number, place, explanation);
}

static void
show_idle (ConsoleNumberTry *self)
{
  show_texts (self, "", "",
              _ ("Type a number as somebody dials it here, and see what it is taken for."));
}

static gboolean
pause_cb (gpointer data)
{
  ConsoleNumberTry *self = data;

  self->timer = 0;
  g_cancellable_cancel (self->asking);
  if (*gtk_editable_get_text (self->dialled) == '\0')
    show_idle (self);
  else
    g_signal_emit (self, ask_signal, 0);
  return G_SOURCE_REMOVE;
}

void
console_number_try_renew (ConsoleNumberTry *self)
{
  g_return_if_fail (CONSOLE_IS_NUMBER_TRY (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (PAUSE_MS, pause_cb, self);
}

void
console_number_try_ask (ConsoleNumberTry *self, ConsoleApiClient *client, const char *id,
                        JsonObject *changes)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *path = g_strdup_printf ("/sites/%s/try", *id != '\0' ? id : "new");
  guint chosen;

  g_return_if_fail (CONSOLE_IS_NUMBER_TRY (self));
  chosen = MIN (gtk_drop_down_get_selected (self->direction), G_N_ELEMENTS (directions) - 1);
  json_object_set_string_member (body, "dialled", gtk_editable_get_text (self->dialled));
  json_object_set_string_member (body, "direction", directions[chosen]);
  json_object_set_object_member (body, "site", json_object_ref (changes));
  g_cancellable_cancel (self->asking);
  g_object_unref (self->asking);
  self->asking = g_cancellable_new ();
  console_api_client_send_async (client, "POST", path, body, self->asking, answer_cb, self);
}

static void
console_number_try_dispose (GObject *object)
{
  ConsoleNumberTry *self = CONSOLE_NUMBER_TRY (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  G_OBJECT_CLASS (console_number_try_parent_class)->dispose (object);
}

static void
console_number_try_class_init (ConsoleNumberTryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_number_try_dispose;
  ask_signal = g_signal_new ("ask", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                             NULL, G_TYPE_NONE, 0);
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
name_widget (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static GtkWidget *
make_question (ConsoleNumberTry *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *direction = gtk_drop_down_new_from_strings (
      (const char *[]) { _ ("Outgoing"), _ ("Incoming"), NULL });

  self->dialled = GTK_EDITABLE (entry);
  self->direction = GTK_DROP_DOWN (direction);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Number to try"));
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_PHONE);
  gtk_editable_set_width_chars (self->dialled, 8);
  gtk_widget_set_hexpand (entry, TRUE);
  console_reading_follow (self->dialled);
  name_widget (entry, _ ("Number to try"));
  name_widget (direction, _ ("Direction of the call"));
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (console_number_try_renew), self);
  g_signal_connect_swapped (direction, "notify::selected", G_CALLBACK (console_number_try_renew),
                            self);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), direction);
  return box;
}

static void
console_number_try_init (ConsoleNumberTry *self)
{
  GtkWidget *answer = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL,
                                    "spacing", 3, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                                    NULL);

  self->asking = g_cancellable_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_box_append (GTK_BOX (self), make_question (self));
  self->number = add_label (answer, "title-3");
  self->place = add_label (answer, "heading");
  self->explanation = add_label (answer, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "numeric");
  gtk_box_append (GTK_BOX (self), answer);
  show_idle (self);
}
