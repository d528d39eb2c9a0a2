/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removing is undone by making it again. Main thread. */

#include "config.h"
#include "console/pages/removal.h"

#include <glib/gi18n.h>

#include "console/client/json.h"

typedef struct
{
  ConsolePage *page; /* owned */
  char *path;
  JsonObject *object;
  const char *const *members;
} Removal;

static void
free_removal (gpointer data)
{
  Removal *self = data;

  g_object_unref (self->page);
  g_free (self->path);
  json_object_unref (self->object);
  g_free (self);
}

static void
made_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ConsolePage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);

  if (answer == NULL)
    console_page_toast (page, error->message);
  console_page_refresh (page);
}

static void
undo_cb (gpointer data)
{
  Removal *self = data;
  g_autoptr (JsonObject) body = json_object_new ();

  for (guint i = 0; self->members[i] != NULL; i++)
    json_object_set_member (
        body, self->members[i],
        json_node_copy (json_object_get_member (self->object, self->members[i])));
  console_api_client_send_async (console_page_get_client (self->page), "POST", self->path, body,
                                 NULL, made_again_cb, g_object_ref (self->page));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Removal *self = user_data;
  g_autoptr (ConsolePage) page = g_object_ref (self->page);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, &error);
  g_autofree char *text = NULL;

  if (answer == NULL)
    {
      console_page_toast (page, error->message);
      free_removal (self);
      return;
    }
  /* TRANSLATORS: %s is the name of a report or a schedule */
  text = g_strdup_printf (_ ("“%s” is removed"), console_json_text (self->object, "name"));
  console_page_refresh (page);
  if (self->members != NULL)
    {
      console_page_toast_with_button (page, text, _ ("Undo"), undo_cb, self, free_removal);
      return;
    }
  console_page_toast (page, text);
  free_removal (self);
}

void
console_removal_send (ConsolePage *page, const char *path, JsonObject *object,
                      const char *const *members)
{
  Removal *self = g_new0 (Removal, 1);
  g_autofree char *one = g_strconcat (path, "/", console_json_text (object, "id"), NULL);

  self->page = g_object_ref (page);
  self->path = g_strdup (path);
  self->object = json_object_ref (object);
  self->members = members;
  console_api_client_send_async (console_page_get_client (page), "DELETE", one, NULL, NULL,
                                 removed_cb, self);
}
