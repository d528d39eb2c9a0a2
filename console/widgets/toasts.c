/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages that go by themselves. Main thread. */

#include "config.h"
#include "console/widgets/toasts.h"

#include <glib/gi18n.h>

#define SAY_S       5
#define OFFER_S     10
#define MOST        3 /* at a time: the oldest goes for one more */
#define WIDTH_CHARS 60
#define ROOT_KEY    "console-toasts"

struct _ConsoleToasts
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (ConsoleToasts, console_toasts, GTK_TYPE_BOX)

/* Owned by its revealer, and gone with it. */
typedef struct
{
  GtkRevealer *revealer;
  GtkWidget *box;
  guint timer;
  guint left_s;
  gboolean is_going;
  void (*callback) (gpointer data);
  gpointer data;
  GDestroyNotify destroy;
} Toast;

static void
free_toast (gpointer data)
{
  Toast *toast = data;

  g_clear_handle_id (&toast->timer, g_source_remove);
  if (toast->destroy != NULL)
    toast->destroy (toast->data);
  g_free (toast);
}

static Toast *
toast_of (GtkWidget *revealer)
{
  return g_object_get_data (G_OBJECT (revealer), "toast");
}

static gboolean
has (const Toast *toast, GtkStateFlags flag)
{
  return (gtk_widget_get_state_flags (toast->box) & flag) != 0;
}

/* The keys go back to what the messages are laid over. */
static void
give_focus_back (ConsoleToasts *self)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_OVERLAY);

  if (overlay != NULL)
    gtk_widget_child_focus (gtk_overlay_get_child (GTK_OVERLAY (overlay)), GTK_DIR_TAB_FORWARD);
}

static gboolean
remove_cb (gpointer data)
{
  GtkWidget *revealer = data;
  GtkWidget *self = gtk_widget_get_parent (revealer);

  if (self != NULL)
    gtk_box_remove (GTK_BOX (self), revealer);
  return G_SOURCE_REMOVE;
}

/* A moment later, as this may run in a signal of the revealer or of what it holds. */
static void
remove_later (GtkRevealer *revealer)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, remove_cb, g_object_ref (revealer), g_object_unref);
}

static void
revealed_cb (GtkRevealer *revealer)
{
  if (!gtk_revealer_get_child_revealed (revealer))
    remove_later (revealer);
}

static void
go (Toast *toast)
{
  GtkWidget *self = gtk_widget_get_parent (GTK_WIDGET (toast->revealer));

  if (toast->is_going)
    return;
  toast->is_going = TRUE;
  g_clear_handle_id (&toast->timer, g_source_remove);
  if (has (toast, GTK_STATE_FLAG_FOCUS_WITHIN))
    give_focus_back (CONSOLE_TOASTS (self));
  gtk_widget_set_sensitive (toast->box, FALSE);
  g_signal_connect (toast->revealer, "notify::child-revealed", G_CALLBACK (revealed_cb), NULL);
  gtk_revealer_set_reveal_child (toast->revealer, FALSE);
  if (!gtk_revealer_get_child_revealed (toast->revealer)) /* it had not come yet */
    remove_later (toast->revealer);
}

static gboolean
tick_cb (gpointer data)
{
  Toast *toast = data;

  if (has (toast, GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_FOCUS_WITHIN) || --toast->left_s > 0)
    return G_SOURCE_CONTINUE;
  toast->timer = 0;
  go (toast);
  return G_SOURCE_REMOVE;
}

static void
button_cb (Toast *toast)
{
  if (toast->is_going)
    return;
  toast->callback (toast->data);
  go (toast);
}

static void
append_button (Toast *toast, GtkWidget *button, GCallback callback)
{
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", callback, toast);
  gtk_box_append (GTK_BOX (toast->box), button);
}

static GtkWidget *
new_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static void
make_room (ConsoleToasts *self)
{
  GtkWidget *oldest = NULL, *child = gtk_widget_get_last_child (GTK_WIDGET (self));
  guint n = 0;

  for (; child != NULL; child = gtk_widget_get_prev_sibling (child))
    if (!toast_of (child)->is_going && ++n >= MOST)
      oldest = child;
  if (oldest != NULL)
    go (toast_of (oldest));
}

static Toast *
add (ConsoleToasts *self, const char *text, guint seconds)
{
  Toast *toast = g_new0 (Toast, 1);

  make_room (self);
  toast->revealer = GTK_REVEALER (gtk_revealer_new ());
  toast->box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT,
                             "spacing", 6, NULL);
  gtk_widget_add_css_class (toast->box, "osd");
  gtk_widget_add_css_class (toast->box, "message");
  gtk_box_append (GTK_BOX (toast->box), new_label (text));
  gtk_revealer_set_child (toast->revealer, toast->box);
  gtk_revealer_set_transition_type (toast->revealer, GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_widget_set_halign (GTK_WIDGET (toast->revealer), GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (toast->revealer), "toast", toast, free_toast);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (toast->revealer));
  gtk_revealer_set_reveal_child (toast->revealer, TRUE);
  toast->left_s = seconds;
  toast->timer = g_timeout_add_seconds (1, tick_cb, toast);
  return toast;
}

static void
append_close (Toast *toast)
{
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (close, "circular");
  gtk_widget_add_css_class (close, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Close message"), -1);
  append_button (toast, close, G_CALLBACK (go));
}

void
console_toasts_say (ConsoleToasts *self, const char *text)
{
  g_return_if_fail (CONSOLE_IS_TOASTS (self));
  append_close (add (self, text, SAY_S));
}

void
console_toasts_offer (ConsoleToasts *self, const char *text, const char *button,
                      void (*callback) (gpointer data), gpointer data, GDestroyNotify destroy)
{
  Toast *toast;

  g_return_if_fail (CONSOLE_IS_TOASTS (self));
  toast = add (self, text, OFFER_S);
  toast->callback = callback;
  toast->data = data;
  toast->destroy = destroy;
  append_button (toast, gtk_button_new_with_label (button), G_CALLBACK (button_cb));
  append_close (toast);
}

void
console_toasts_clear (ConsoleToasts *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_return_if_fail (CONSOLE_IS_TOASTS (self));
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    go (toast_of (child));
}

ConsoleToasts *
console_toasts_lookup (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return root != NULL ? g_object_get_data (G_OBJECT (root), ROOT_KEY) : NULL;
}

static void
console_toasts_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (console_toasts_parent_class)->root (widget);
  g_object_set_data (G_OBJECT (gtk_widget_get_root (widget)), ROOT_KEY, widget);
}

static void
console_toasts_unroot (GtkWidget *widget)
{
  g_object_set_data (G_OBJECT (gtk_widget_get_root (widget)), ROOT_KEY, NULL);
  GTK_WIDGET_CLASS (console_toasts_parent_class)->unroot (widget);
}

static void
console_toasts_class_init (ConsoleToastsClass *klass)
{
  GTK_WIDGET_CLASS (klass)->root = console_toasts_root;
  GTK_WIDGET_CLASS (klass)->unroot = console_toasts_unroot;
}

static void
console_toasts_init (ConsoleToasts *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_END);
  gtk_widget_add_css_class (GTK_WIDGET (self), "messages");
}
