/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/editor-page.h"

G_BEGIN_DECLS

/* ConsoleCustomFieldsPage: what the company calls its custom fields of people. Main thread. */
#define CONSOLE_TYPE_CUSTOM_FIELDS_PAGE (console_custom_fields_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleCustomFieldsPage, console_custom_fields_page, CONSOLE,
                      CUSTOM_FIELDS_PAGE, ConsoleEditorPage)

/* @parameter: NULL. */
ConsolePage *console_custom_fields_page_open (GVariant *parameter);

G_END_DECLS
