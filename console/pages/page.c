/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all pages share: their life with the session, and which state shows. What they ask for and
 * how they show it is theirs. Main thread. */

#include "config.h"
#include "console/pages/page.h"

#include <glib/gi18n.h>

#include "console/widgets/break-bin.h"
#include "console/widgets/state-stack.h"
#include "console/widgets/toasts.h"

#define TEMPLATES "/org/tollkeeper/Console/pages/"

typedef struct
{
  ConsoleBreakBin *breaks;
  ConsoleStateStack *states;
  ConsoleSession *session;
  GCancellable *cancellable;
  GCancellable *load; /* of the load under way or done; NULL before the first */
  char *title;
  char *subtitle;
  GtkWidget *header; /* (nullable): owned */
  GtkWidget *last_focus; /* weak; NULL when it was not in the page */
  gboolean wants_focus;
  guint focus_id;
} ConsolePagePrivate;

enum
{
  PROP_TITLE = 1,
  PROP_SUBTITLE,
  PROP_CONTENT,
  PROP_HEADER,
  PROP_BREAKS,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ConsolePage, console_page, ADW_TYPE_BIN)

#define PRIVATE(self) ((ConsolePagePrivate *) console_page_get_instance_private (self))

static void
width_class_cb (ConsolePage *self)
{
  guint width_class = console_break_bin_get_width_class (PRIVATE (self)->breaks);

  if (width_class == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  if (CONSOLE_PAGE_GET_CLASS (self)->width_changed != NULL)
    CONSOLE_PAGE_GET_CLASS (self)->width_changed (self, width_class);
}

static void
fill_cb (ConsolePage *self)
{
  if (CONSOLE_PAGE_GET_CLASS (self)->fill != NULL)
    CONSOLE_PAGE_GET_CLASS (self)->fill (self);
}

static void
cancel_load (ConsolePagePrivate *priv)
{
  if (priv->load != NULL)
    g_cancellable_cancel (priv->load);
  g_clear_object (&priv->load);
}

/* Not on show is what was asked before: it is no answer to what is asked now. */
static void
stop_cb (ConsolePage *self)
{
  g_autoptr (GError) error
      = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("It was not waited for."));

  cancel_load (PRIVATE (self));
  console_state_stack_set_failed (PRIVATE (self)->states, _ ("Stopped"), error);
}

static void
console_page_dispose (GObject *object)
{
  ConsolePagePrivate *priv = PRIVATE (CONSOLE_PAGE (object));

  g_cancellable_cancel (priv->cancellable);
  cancel_load (priv);
  g_clear_handle_id (&priv->focus_id, g_source_remove);
  g_clear_weak_pointer (&priv->last_focus);
  g_clear_object (&priv->session);
  g_clear_object (&priv->header);
  G_OBJECT_CLASS (console_page_parent_class)->dispose (object);
}

static void
console_page_finalize (GObject *object)
{
  ConsolePagePrivate *priv = PRIVATE (CONSOLE_PAGE (object));

  g_clear_object (&priv->cancellable);
  g_free (priv->title);
  g_free (priv->subtitle);
  G_OBJECT_CLASS (console_page_parent_class)->finalize (object);
}

static void
console_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ConsolePagePrivate *priv = PRIVATE (CONSOLE_PAGE (object));

  if (id == PROP_TITLE)
    g_value_set_string (value, priv->title);
  else if (id == PROP_SUBTITLE)
    g_value_set_string (value, priv->subtitle);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
console_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ConsolePage *self = CONSOLE_PAGE (object);

  if (id == PROP_TITLE)
    console_page_set_title (self, g_value_get_string (value));
  else if (id == PROP_SUBTITLE)
    console_page_set_subtitle (self, g_value_get_string (value));
  else if (id == PROP_CONTENT)
    g_object_set_property (G_OBJECT (PRIVATE (self)->states), "content", value);
  else if (id == PROP_HEADER)
    PRIVATE (self)->header = g_object_ref_sink (g_value_get_object (value));
  else if (id == PROP_BREAKS)
    g_object_set_property (G_OBJECT (PRIVATE (self)->breaks), "breaks", value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
console_page_class_init (ConsolePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = console_page_dispose;
  object_class->finalize = console_page_finalize;
  object_class->get_property = console_page_get_property;
  object_class->set_property = console_page_set_property;
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  props[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, "", flags);
  props[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET,
                                             G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_HEADER] = g_param_spec_object ("header", NULL, NULL, GTK_TYPE_WIDGET,
                                            G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_BREAKS] = g_param_spec_string ("breaks", NULL, NULL, NULL,
                                            G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
console_page_init (ConsolePage *self)
{
  ConsolePagePrivate *priv = PRIVATE (self);

  priv->cancellable = g_cancellable_new ();
  priv->title = g_strdup ("");
  priv->subtitle = g_strdup ("");
  priv->states = g_object_new (CONSOLE_TYPE_STATE_STACK, "vexpand", TRUE, NULL);
  priv->breaks = g_object_new (CONSOLE_TYPE_BREAK_BIN, "child", priv->states, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (priv->breaks));
  g_signal_connect_object (priv->breaks, "notify::width-class", G_CALLBACK (width_class_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->states, "retry", G_CALLBACK (console_page_refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->states, "stop", G_CALLBACK (stop_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->states, "fill", G_CALLBACK (fill_cb), self, G_CONNECT_SWAPPED);
}

void
console_page_class_set_template (ConsolePageClass *klass, const char *file)
{
  g_autofree char *path = g_strconcat (TEMPLATES, file, NULL);

  g_type_ensure (CONSOLE_TYPE_STATE_STACK);
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), path);
}

void
console_page_start (ConsolePage *self, ConsoleSession *session)
{
  ConsolePagePrivate *priv = PRIVATE (self);

  g_return_if_fail (CONSOLE_IS_PAGE (self) && priv->session == NULL);
  priv->session = g_object_ref (session);
  if (CONSOLE_PAGE_GET_CLASS (self)->start != NULL)
    CONSOLE_PAGE_GET_CLASS (self)->start (self);
  CONSOLE_PAGE_GET_CLASS (self)->load (self);
}

void
console_page_refresh (ConsolePage *self)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));
  CONSOLE_PAGE_GET_CLASS (self)->load (self);
}

void
console_page_event (ConsolePage *self, const char *name, JsonObject *data)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));
  if (CONSOLE_PAGE_GET_CLASS (self)->event != NULL)
    CONSOLE_PAGE_GET_CLASS (self)->event (self, name, data);
}

void
console_page_find (ConsolePage *self)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));
  if (CONSOLE_PAGE_GET_CLASS (self)->find != NULL)
    CONSOLE_PAGE_GET_CLASS (self)->find (self);
}

void
console_page_save (ConsolePage *self)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));
  if (CONSOLE_PAGE_GET_CLASS (self)->save != NULL)
    CONSOLE_PAGE_GET_CLASS (self)->save (self);
}

gboolean
console_page_has_changes (ConsolePage *self)
{
  g_return_val_if_fail (CONSOLE_IS_PAGE (self), FALSE);
  return CONSOLE_PAGE_GET_CLASS (self)->has_changes != NULL &&
         CONSOLE_PAGE_GET_CLASS (self)->has_changes (self);
}

ConsoleSession *
console_page_get_session (ConsolePage *self)
{
  g_return_val_if_fail (CONSOLE_IS_PAGE (self), NULL);
  return PRIVATE (self)->session;
}

ConsoleApiClient *
console_page_get_client (ConsolePage *self)
{
  return console_session_get_client (console_page_get_session (self));
}

GCancellable *
console_page_get_cancellable (ConsolePage *self)
{
  g_return_val_if_fail (CONSOLE_IS_PAGE (self), NULL);
  return PRIVATE (self)->cancellable;
}

GCancellable *
console_page_begin_load (ConsolePage *self)
{
  ConsolePagePrivate *priv = PRIVATE (self);

  g_return_val_if_fail (CONSOLE_IS_PAGE (self), NULL);
  cancel_load (priv);
  priv->load = g_cancellable_new ();
  console_state_stack_set_loading (priv->states);
  return priv->load;
}

void
console_page_let_stop (ConsolePage *self)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));
  console_state_stack_set_can_stop (PRIVATE (self)->states, TRUE);
}

static gboolean
focus_cb (gpointer user_data)
{
  ConsolePagePrivate *priv = PRIVATE (user_data);
  GtkWidget *self = user_data;

  priv->focus_id = 0;
  if (gtk_widget_get_root (self) == NULL)
    return G_SOURCE_REMOVE;
  if ((priv->last_focus == NULL || !gtk_widget_grab_focus (priv->last_focus)) &&
      !gtk_widget_grab_focus (self))
    gtk_widget_child_focus (self, GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

/* After the frame in which the content shows for the first time: rows of a list are not there
 * before. */
static void
give_focus (ConsolePage *self)
{
  ConsolePagePrivate *priv = PRIVATE (self);

  if (priv->wants_focus && priv->focus_id == 0)
    priv->focus_id = g_idle_add_full (GDK_PRIORITY_REDRAW + 10, focus_cb, self, NULL);
  priv->wants_focus = FALSE;
}

void
console_page_keep_focus (ConsolePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL, *menu;

  /* A menu is gone when one comes back: what it was opened at has the focus then. */
  while (focus != NULL && (menu = gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER)) != NULL)
    focus = gtk_widget_get_parent (menu);
  if (focus != NULL && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    focus = NULL;
  g_set_weak_pointer (&PRIVATE (self)->last_focus, focus);
  if (CONSOLE_PAGE_GET_CLASS (self)->covered != NULL)
    CONSOLE_PAGE_GET_CLASS (self)->covered (self);
}

void
console_page_return (ConsolePage *self)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));
  console_page_take_focus (self);
  if (CONSOLE_PAGE_GET_CLASS (self)->returned != NULL)
    CONSOLE_PAGE_GET_CLASS (self)->returned (self);
}

void
console_page_take_focus (ConsolePage *self)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));
  PRIVATE (self)->wants_focus = TRUE;
  if (console_page_is_ready (self))
    give_focus (self);
}

void
console_page_set_ready (ConsolePage *self)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));
  console_state_stack_set_ready (PRIVATE (self)->states);
  give_focus (self);
}

void
console_page_set_empty (ConsolePage *self, const char *icon_name, const char *title,
                        const char *text, const char *button)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));
  console_state_stack_set_empty (PRIVATE (self)->states, icon_name, title, text, button);
}

/* That the collector cannot be reached stands in the banner, for as long as it is so. */
static gboolean
is_in_banner (ConsolePage *self, const GError *error)
{
  ConsoleConnection *connection = console_session_get_connection (PRIVATE (self)->session);

  return g_strcmp0 (console_connection_get_message (connection), error->message) == 0;
}

void
console_page_set_failed (ConsolePage *self, const char *title, const GError *error)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));
  if (console_page_is_ready (self))
    {
      console_state_stack_set_ready (PRIVATE (self)->states);
      if (!is_in_banner (self, error))
        console_page_toast (self, error->message);
    }
  else
    console_state_stack_set_failed (PRIVATE (self)->states, title, error);
}

gboolean
console_page_is_ready (ConsolePage *self)
{
  g_return_val_if_fail (CONSOLE_IS_PAGE (self), FALSE);
  return console_state_stack_is_ready (PRIVATE (self)->states);
}

void
console_page_toast (ConsolePage *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

void
console_page_clear_toasts (ConsolePage *self)
{
  ConsoleToasts *toasts = console_toasts_lookup (GTK_WIDGET (self));

  g_return_if_fail (toasts != NULL);
  console_toasts_clear (toasts);
}

void
console_page_toast_with_button (ConsolePage *self, const char *text, const char *button,
                                void (*callback) (gpointer data), gpointer data,
                                GDestroyNotify destroy)
{
  ConsoleToasts *toasts = console_toasts_lookup (GTK_WIDGET (self));

  g_return_if_fail (toasts != NULL);
  console_toasts_offer (toasts, text, button, callback, data, destroy);
}

/* The pages are neighbours in the shell's stack. */
void
console_page_tell_changed (ConsolePage *self, const char *what, JsonObject *object)
{
  GtkWidget *stack = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkWidget *page = stack != NULL ? gtk_widget_get_first_child (stack) : NULL;

  for (; page != NULL; page = gtk_widget_get_next_sibling (page))
    if (CONSOLE_IS_PAGE (page) && page != GTK_WIDGET (self) &&
        CONSOLE_PAGE_GET_CLASS (page)->changed != NULL)
      CONSOLE_PAGE_GET_CLASS (page)->changed (CONSOLE_PAGE (page), what, object);
}

static void
set_text (ConsolePage *self, char **member, const char *text, guint prop)
{
  if (g_strcmp0 (*member, text) == 0)
    return;
  g_free (*member);
  *member = g_strdup (text != NULL ? text : "");
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

const char *
console_page_get_title (ConsolePage *self)
{
  g_return_val_if_fail (CONSOLE_IS_PAGE (self), "");
  return PRIVATE (self)->title;
}

void
console_page_set_title (ConsolePage *self, const char *title)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));
  set_text (self, &PRIVATE (self)->title, title, PROP_TITLE);
}

GtkWidget *
console_page_get_header (ConsolePage *self)
{
  g_return_val_if_fail (CONSOLE_IS_PAGE (self), NULL);
  return PRIVATE (self)->header;
}

const char *
console_page_get_subtitle (ConsolePage *self)
{
  g_return_val_if_fail (CONSOLE_IS_PAGE (self), "");
  return PRIVATE (self)->subtitle;
}

void
console_page_set_subtitle (ConsolePage *self, const char *subtitle)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));
  set_text (self, &PRIVATE (self)->subtitle, subtitle, PROP_SUBTITLE);
}
