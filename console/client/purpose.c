/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why one looks at others. It asks nobody: whoever shows things binds to it. Main thread. */

#include "config.h"
#include "console/client/purpose.h"

struct _ConsolePurpose
{
  GObject parent_instance;
  char *text;
  gboolean is_missing;
};

enum
{
  PROP_TEXT = 1,
  PROP_IS_MISSING,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (ConsolePurpose, console_purpose, G_TYPE_OBJECT)

static void
console_purpose_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ConsolePurpose *self = CONSOLE_PURPOSE (object);

  if (id == PROP_TEXT)
    g_value_set_string (value, self->text);
  else if (id == PROP_IS_MISSING)
    g_value_set_boolean (value, self->is_missing);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
console_purpose_finalize (GObject *object)
{
  g_free (CONSOLE_PURPOSE (object)->text);
  G_OBJECT_CLASS (console_purpose_parent_class)->finalize (object);
}

static void
console_purpose_class_init (ConsolePurposeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = console_purpose_get_property;
  object_class->finalize = console_purpose_finalize;
  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  props[PROP_IS_MISSING] = g_param_spec_boolean ("is-missing", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
console_purpose_init (ConsolePurpose *self)
{
  self->text = g_strdup ("");
}

ConsolePurpose *
console_purpose_new (void)
{
  return g_object_new (CONSOLE_TYPE_PURPOSE, NULL);
}

const char *
console_purpose_get_text (ConsolePurpose *self)
{
  g_return_val_if_fail (CONSOLE_IS_PURPOSE (self), "");
  return self->text;
}

static void
set_missing (ConsolePurpose *self, gboolean is_missing)
{
  if (self->is_missing == is_missing)
    return;
  self->is_missing = is_missing;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_MISSING]);
}

void
console_purpose_set_text (ConsolePurpose *self, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  g_return_if_fail (CONSOLE_IS_PURPOSE (self));
  if (g_str_equal (self->text, stripped))
    return;
  g_free (self->text);
  self->text = g_steal_pointer (&stripped);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
  if (*self->text != '\0')
    set_missing (self, FALSE);
}

gboolean
console_purpose_is_missing (ConsolePurpose *self)
{
  g_return_val_if_fail (CONSOLE_IS_PURPOSE (self), FALSE);
  return self->is_missing;
}

/* A refusal of what was asked before it was stated says nothing new. */
void
console_purpose_note_refusal (ConsolePurpose *self)
{
  g_return_if_fail (CONSOLE_IS_PURPOSE (self));
  if (*self->text == '\0')
    set_missing (self, TRUE);
}

char *
console_purpose_dup_header (ConsolePurpose *self)
{
  g_return_val_if_fail (CONSOLE_IS_PURPOSE (self), NULL);
  return *self->text != '\0' ? g_uri_escape_string (self->text, NULL, FALSE) : NULL;
}
