/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Titles of custom fields. Main thread. */

#include "config.h"
#include "console/pages/custom-fields/custom-fields-page.h"

#include <glib/gi18n.h>

#include "console/pages/custom-fields/title-list.h"

struct _ConsoleCustomFieldsPage
{
  ConsoleEditorPage parent_instance;
};

G_DEFINE_FINAL_TYPE (ConsoleCustomFieldsPage, console_custom_fields_page,
                     CONSOLE_TYPE_EDITOR_PAGE)

static void
console_custom_fields_page_class_init (ConsoleCustomFieldsPageClass *klass)
{
  ConsoleEditorPageClass *editor_class = CONSOLE_EDITOR_PAGE_CLASS (klass);

  editor_class->path = "/custom-fields";
  editor_class->is_single = TRUE;
  editor_class->what = "custom-fields";
  editor_class->failed = N_ ("The Titles Could Not Be Loaded");

  g_type_ensure (CONSOLE_TYPE_TITLE_LIST);
  console_page_class_set_template (CONSOLE_PAGE_CLASS (klass), "custom-fields-page.ui");
}

static void
console_custom_fields_page_init (ConsoleCustomFieldsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ConsolePage *
console_custom_fields_page_open (GVariant *parameter)
{
  return g_object_new (CONSOLE_TYPE_CUSTOM_FIELDS_PAGE, NULL);
}
