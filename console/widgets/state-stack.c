/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The four states every page and card can be in. It decides only what shows; what to load or how
 * to fill is its owner's. Main thread. */

#include "config.h"
#include "console/widgets/state-stack.h"

#include <glib/gi18n.h>

#include "console/widgets/presence.h"
#include "shared/base/error.h"

#define SPINNER_AFTER_MS 200
#define STOP_AFTER_MS    800 /* more: what is nearly there needs no button */

struct _ConsoleStateStack
{
  AdwBin parent_instance;
  GtkStack *stack;
  GtkSpinner *spinner;
  GtkButton *stop;
  GtkRevealer *again; /* over the content that stays on show */
  GtkSpinner *again_spinner;
  AdwBin *ready;
  AdwStatusPage *status;
  GtkButton *button;
  gboolean failed;
  gboolean needs_purpose;
  gboolean can_stop;
  guint spinner_id;
  guint stop_id;
};

enum
{
  PROP_CONTENT = 1,
  N_PROPS
};

enum
{
  RETRY,
  FILL,
  STOP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleStateStack, console_state_stack, ADW_TYPE_BIN)

static void
button_clicked_cb (ConsoleStateStack *self)
{
  if (self->needs_purpose)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.state-purpose", NULL);
  else
    g_signal_emit (self, signals[self->failed ? RETRY : FILL], 0);
}

static void
stop_clicked_cb (ConsoleStateStack *self)
{
  g_signal_emit (self, signals[STOP], 0);
}

static void
console_state_stack_dispose (GObject *object)
{
  ConsoleStateStack *self = CONSOLE_STATE_STACK (object);

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_clear_handle_id (&self->stop_id, g_source_remove);
  G_OBJECT_CLASS (console_state_stack_parent_class)->dispose (object);
}

static void
console_state_stack_set_property (GObject *object, guint id, const GValue *value,
                                  GParamSpec *pspec)
{
  if (id == PROP_CONTENT)
    adw_bin_set_child (CONSOLE_STATE_STACK (object)->ready, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
console_state_stack_class_init (ConsoleStateStackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = console_state_stack_dispose;
  object_class->set_property = console_state_stack_set_property;
  g_object_class_install_property (
      object_class, PROP_CONTENT,
      g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET,
                           G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
  signals[RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[FILL] = g_signal_new ("fill", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  signals[STOP] = g_signal_new ("stop", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tollkeeper/Console/widgets/state-stack.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleStateStack, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStateStack, spinner);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStateStack, stop);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStateStack, again);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStateStack, again_spinner);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStateStack, ready);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStateStack, status);
  gtk_widget_class_bind_template_child (widget_class, ConsoleStateStack, button);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
}

static void
show_again (ConsoleStateStack *self, gboolean is_shown)
{
  gtk_spinner_set_spinning (self->again_spinner, is_shown);
  console_presence_reveal (self->again, is_shown);
}

static void
show (ConsoleStateStack *self, const char *name)
{
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_clear_handle_id (&self->stop_id, g_source_remove);
  show_again (self, FALSE);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (name, "loading"));
  gtk_widget_set_visible (GTK_WIDGET (self->stop), FALSE);
  console_presence_show_only (self->stack, gtk_stack_get_child_by_name (self->stack, name));
}

static void
console_state_stack_init (ConsoleStateStack *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show (self, "blank");
}

static gboolean
stop_cb (gpointer user_data)
{
  ConsoleStateStack *self = user_data;

  self->stop_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->stop), TRUE);
  return G_SOURCE_REMOVE;
}

static gboolean
spinner_cb (gpointer user_data)
{
  ConsoleStateStack *self = user_data;

  self->spinner_id = 0;
  if (console_state_stack_is_ready (self))
    {
      show_again (self, TRUE);
      return G_SOURCE_REMOVE;
    }
  show (self, "loading");
  if (self->can_stop)
    self->stop_id = g_timeout_add (STOP_AFTER_MS, stop_cb, self);
  return G_SOURCE_REMOVE;
}

void
console_state_stack_set_can_stop (ConsoleStateStack *self, gboolean can_stop)
{
  g_return_if_fail (CONSOLE_IS_STATE_STACK (self));
  self->can_stop = can_stop;
}

void
console_state_stack_set_loading (ConsoleStateStack *self)
{
  g_return_if_fail (CONSOLE_IS_STATE_STACK (self));

  if (self->spinner_id != 0 || (console_state_stack_is_ready (self) && !self->can_stop))
    return;
  if (!console_state_stack_is_ready (self))
    show (self, "blank");
  self->spinner_id = g_timeout_add (SPINNER_AFTER_MS, spinner_cb, self);
}

void
console_state_stack_set_ready (ConsoleStateStack *self)
{
  g_return_if_fail (CONSOLE_IS_STATE_STACK (self));
  show (self, "ready");
}

static void
show_status (ConsoleStateStack *self, const char *icon_name, const char *title, const char *text,
             const char *button)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_icon_name (self->status, icon_name);
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, escaped);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  if (button != NULL)
    gtk_button_set_label (self->button, button);
  show (self, "status");
}

void
console_state_stack_set_empty (ConsoleStateStack *self, const char *icon_name, const char *title,
                               const char *text, const char *button)
{
  g_return_if_fail (CONSOLE_IS_STATE_STACK (self));
  self->failed = FALSE;
  self->needs_purpose = FALSE;
  show_status (self, icon_name, title, text, button);
}

void
console_state_stack_set_failed (ConsoleStateStack *self, const char *title, const GError *error)
{
  g_return_if_fail (CONSOLE_IS_STATE_STACK (self));
  self->failed = TRUE;
  self->needs_purpose = g_error_matches (error, TOLL_ERROR, TOLL_ERROR_PURPOSE_REQUIRED);
  if (self->needs_purpose)
    show_status (self, "dialog-question-symbolic", _ ("A Purpose Is Missing"),
                 _ ("Calls and data of others are shown only to those who say what for. What you "
                    "state stands in the access log."),
                 _ ("State a Purpose"));
  else
    show_status (self, "dialog-warning-symbolic", title, error->message, _ ("Retry"));
}

gboolean
console_state_stack_is_ready (ConsoleStateStack *self)
{
  g_return_val_if_fail (CONSOLE_IS_STATE_STACK (self), FALSE);
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "ready") == 0;
}
