/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Discard changes?" It saves nothing itself. Main thread. */

#include "config.h"
#include "console/dialogs/unsaved-question.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef struct
{
  void (*discard) (GObject *object, gpointer data);
  GWeakRef object;
  gpointer data;
  GDestroyNotify destroy;
} Question;

static void
free_question (gpointer data, GClosure *closure)
{
  Question *self = data;

  g_weak_ref_clear (&self->object);
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_free (self);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Question *self)
{
  g_autoptr (GObject) object = g_weak_ref_get (&self->object);

  if (object != NULL && g_str_equal (response, "discard"))
    self->discard (object, self->data);
}

void
console_unsaved_question_ask (GtkWidget *widget,
                              void (*discard) (GObject *object, gpointer data), GObject *object,
                              gpointer data, GDestroyNotify destroy)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Discard changes?"),
                              _ ("What you changed on this page is not saved yet."));
  Question *self = g_new0 (Question, 1);

  self->discard = discard;
  g_weak_ref_init (&self->object, object);
  self->data = data;
  self->destroy = destroy;
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep Editing"),
                                    "discard", _ ("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), self, free_question, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
