/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor of one site: where it is and how people dial there, with a number to try. Main
 * thread. */

#include "config.h"
#include "console/pages/site/site-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/pages/site/number-try.h"
#include "console/widgets/text-row.h"

struct _ConsoleSitePage
{
  ConsoleEditorPage parent_instance;
  ConsoleNumberTry *number_try;
  GtkWidget *removal;
};

G_DEFINE_FINAL_TYPE (ConsoleSitePage, console_site_page, CONSOLE_TYPE_EDITOR_PAGE)

static void
ask_cb (ConsoleSitePage *self)
{
  ConsoleEditorPage *editor = CONSOLE_EDITOR_PAGE (self);
  const char *id = console_editor_page_get_id (editor);
  g_autoptr (JsonObject) changes = NULL;

  if (console_editor_page_get_form (editor) == NULL)
    return;
  changes = console_form_dup_changes (console_editor_page_get_form (editor));
  /* What a site is called does not matter here, and may not be typed yet. */
  json_object_remove_member (changes, "name");
  if (*id == '\0')
    json_object_set_string_member (changes, "name", _ ("New Site"));
  console_number_try_ask (self->number_try, console_page_get_client (CONSOLE_PAGE (self)), id,
                          changes);
}

static void
console_site_page_edited (ConsoleEditorPage *page)
{
  console_number_try_renew (CONSOLE_SITE_PAGE (page)->number_try);
}

static JsonObject *
console_site_page_dup_new (ConsoleEditorPage *page)
{
  const ConsoleMe *me = console_session_get_me (console_page_get_session (CONSOLE_PAGE (page)));
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "zone", me->zone);
  return object;
}

static void
console_site_page_show (ConsoleEditorPage *page, JsonObject *answer)
{
  console_page_set_title (CONSOLE_PAGE (page),
                          answer != NULL ? console_json_text (answer, "name") : _ ("New Site"));
  gtk_widget_set_visible (CONSOLE_SITE_PAGE (page)->removal, answer != NULL);
}

static void
remove_cb (ConsoleEditorPage *page)
{
  console_editor_page_remove (page, _ ("Remove this site?"),
                              _ ("Calls that were understood by its number plan stay as they "
                                 "are."));
}

static void
console_site_page_class_init (ConsoleSitePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ConsoleEditorPageClass *editor_class = CONSOLE_EDITOR_PAGE_CLASS (klass);

  editor_class->path = "/sites";
  editor_class->what = "site";
  editor_class->failed = N_ ("The Site Could Not Be Loaded");
  editor_class->new_text = N_ ("A site needs a name, a nation and a time zone.");
  editor_class->dup_new = console_site_page_dup_new;
  editor_class->show = console_site_page_show;
  editor_class->edited = console_site_page_edited;

  g_type_ensure (CONSOLE_TYPE_NUMBER_TRY);
  g_type_ensure (CONSOLE_TYPE_TEXT_ROW);
  console_page_class_set_template (CONSOLE_PAGE_CLASS (klass), "site-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleSitePage, number_try);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSitePage, removal);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
console_site_page_init (ConsoleSitePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ConsolePage *
console_site_page_open (GVariant *parameter)
{
  ConsoleEditorPage *self = g_object_new (CONSOLE_TYPE_SITE_PAGE, NULL);

  console_editor_page_set_id (self, g_variant_get_string (parameter, NULL));
  return CONSOLE_PAGE (self);
}
