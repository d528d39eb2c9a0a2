/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all pages share: their life with the session. It draws nothing. Main thread. */

#include "config.h"
#include "console/pages/page.h"

typedef struct
{
  ConsoleSession *session;
  GCancellable *cancellable;
  char *title;
  char *subtitle;
} ConsolePagePrivate;

enum
{
  PROP_TITLE = 1,
  PROP_SUBTITLE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ConsolePage, console_page, ADW_TYPE_BIN)

#define PRIVATE(self) ((ConsolePagePrivate *) console_page_get_instance_private (self))

static void
console_page_dispose (GObject *object)
{
  ConsolePagePrivate *priv = PRIVATE (CONSOLE_PAGE (object));

  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->session);
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
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
console_page_init (ConsolePage *self)
{
  ConsolePagePrivate *priv = PRIVATE (self);

  priv->cancellable = g_cancellable_new ();
  priv->title = g_strdup ("");
  priv->subtitle = g_strdup ("");
}

void
console_page_start (ConsolePage *self, ConsoleSession *session)
{
  ConsolePagePrivate *priv = PRIVATE (self);

  g_return_if_fail (CONSOLE_IS_PAGE (self) && priv->session == NULL);
  priv->session = g_object_ref (session);
  CONSOLE_PAGE_GET_CLASS (self)->start (self);
}

void
console_page_refresh (ConsolePage *self)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));
  CONSOLE_PAGE_GET_CLASS (self)->refresh (self);
}

void
console_page_event (ConsolePage *self, const char *name, JsonObject *data)
{
  g_return_if_fail (CONSOLE_IS_PAGE (self));
  if (CONSOLE_PAGE_GET_CLASS (self)->event != NULL)
    CONSOLE_PAGE_GET_CLASS (self)->event (self, name, data);
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
