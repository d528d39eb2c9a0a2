/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/editor-page.h"

G_BEGIN_DECLS

/* ConsolePersonPage:
 * One person: what is known, numbers, place in the company, rights, ways to sign in. Administrators
 * change it; supervisors read it.
 */
#define CONSOLE_TYPE_PERSON_PAGE (console_person_page_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePersonPage, console_person_page, CONSOLE, PERSON_PAGE,
                      ConsoleEditorPage)

/* "s": the person's id; "" = one to be added. Returns: (transfer floating) */
ConsolePage *console_person_page_open (GVariant *parameter);
/* "s": a number that belongs to nobody yet, for somebody to be added. Returns: (transfer floating) */
ConsolePage *console_person_page_open_new (GVariant *parameter);

G_END_DECLS
