/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/client/session.h"

G_BEGIN_DECLS

/* ConsolePage:
 * One page of the window: has a title for the header bar, the session it looks at, and a
 * cancellable that ends with it, so that no answer reaches a page that is gone. The shell calls
 * refresh for F5, and again when the collector is reachable after it was not.
 */
#define CONSOLE_TYPE_PAGE (console_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (ConsolePage, console_page, CONSOLE, PAGE, AdwBin)

struct _ConsolePageClass
{
  AdwBinClass parent_class;

  /* The session is there: begin. Called once. */
  void (*start) (ConsolePage *self);
  /* Load again, keeping what is on show until the answer is there. */
  void (*refresh) (ConsolePage *self);
  /* A live event. May be NULL. */
  void (*event) (ConsolePage *self, const char *name, JsonObject *data);
};

/* To be called once, before the page is shown. */
void console_page_start (ConsolePage *self, ConsoleSession *session);
void console_page_refresh (ConsolePage *self);
void console_page_event (ConsolePage *self, const char *name, JsonObject *data);

/* Returns: (transfer none) */
ConsoleSession *console_page_get_session (ConsolePage *self);
ConsoleApiClient *console_page_get_client (ConsolePage *self);
GCancellable *console_page_get_cancellable (ConsolePage *self);

const char *console_page_get_title (ConsolePage *self);
void console_page_set_title (ConsolePage *self, const char *title);
/* Under the title; "" = none. */
const char *console_page_get_subtitle (ConsolePage *self);
void console_page_set_subtitle (ConsolePage *self, const char *subtitle);

G_END_DECLS
