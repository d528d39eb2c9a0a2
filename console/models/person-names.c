/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids into names. A name that cannot be had is not asked for again. Main thread. */

#include "config.h"
#include "console/models/person-names.h"

#include <glib/gi18n.h>

#include "console/client/json.h"

struct _ConsolePersonNames
{
  GObject parent_instance;
  ConsoleApiClient *client;
  GCancellable *cancellable;
  GHashTable *names; /* id -> name; NULL while it is asked for */
};

/* One question under way. */
typedef struct
{
  ConsolePersonNames *names; /* borrowed: cancelled with it */
  char *id;
} Question;

static guint learned_signal;

G_DEFINE_FINAL_TYPE (ConsolePersonNames, console_person_names, G_TYPE_OBJECT)

static void
console_person_names_finalize (GObject *object)
{
  ConsolePersonNames *self = CONSOLE_PERSON_NAMES (object);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_object (&self->client);
  g_hash_table_unref (self->names);
  G_OBJECT_CLASS (console_person_names_parent_class)->finalize (object);
}

static void
console_person_names_class_init (ConsolePersonNamesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_person_names_finalize;
  learned_signal = g_signal_new ("learned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
console_person_names_init (ConsolePersonNames *self)
{
  self->cancellable = g_cancellable_new ();
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

ConsolePersonNames *
console_person_names_new (ConsoleApiClient *client)
{
  ConsolePersonNames *self = g_object_new (CONSOLE_TYPE_PERSON_NAMES, NULL);

  self->client = g_object_ref (client);
  return self;
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autofree char *id = g_steal_pointer (&question->id);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) person =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  ConsolePersonNames *self = question->names;
  const char *name = console_json_text (person, "name");

  g_free (question);
  if (console_api_client_is_cancelled (error))
    return;
  if (*name == '\0')
    name = console_json_text (person, "user_name");
  g_hash_table_replace (self->names, g_steal_pointer (&id),
                        g_strdup (*name != '\0' ? name : _ ("somebody removed")));
  g_signal_emit (self, learned_signal, 0);
}

const char *
console_person_names_lookup (ConsolePersonNames *self, const char *id)
{
  g_autofree char *path = NULL;
  Question *question;

  g_return_val_if_fail (CONSOLE_IS_PERSON_NAMES (self), NULL);
  if (g_hash_table_contains (self->names, id))
    return g_hash_table_lookup (self->names, id);
  g_hash_table_insert (self->names, g_strdup (id), NULL);
  question = g_new0 (Question, 1);
  question->names = self;
  question->id = g_strdup (id);
  path = g_strconcat ("/people/", id, NULL);
  console_api_client_send_async (self->client, "GET", path, NULL, self->cancellable, named_cb,
                                 question);
  return NULL;
}

char *
console_person_names_dup_list (ConsolePersonNames *self, const char *ids, guint max)
{
  g_auto (GStrv) each = g_strsplit (ids, " ", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; each[i] != NULL && i < max; i++)
    {
      const char *name = *each[i] != '\0' ? console_person_names_lookup (self, each[i]) : NULL;

      if (name != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
    }
  return g_string_free (text, FALSE);
}
