/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/client/session.h"

G_BEGIN_DECLS

/* ConsolePage:
 * One page of the window, and all that pages have in common: title and subtitle for the header
 * bar, the session, one load at a time, the state that shows (loading, ready, empty, failed with
 * Retry), and width classes for narrow windows.
 *
 * To add a page "people":
 *
 * - a room console/pages/people/ with people-page.c (a subclass of ConsolePage that implements
 *   load, and start when it has something to set up) and people-page.ui (its template, whose
 *   property "content" is what shows when it is ready);
 * - a row in page-registry.c: a page of the sidebar or the user menu by its id, or one that opens
 *   with a parameter (a call, a person) by an action;
 * - its files in the list of console/meson.build and in po/POTFILES.in.
 *
 * class_init:  CONSOLE_PAGE_CLASS (klass)->load = load;
 *              console_page_class_set_template (CONSOLE_PAGE_CLASS (klass), "people-page.ui");
 *              and gtk_widget_class_bind_template_child() as ever
 * init:        gtk_widget_init_template()
 * load:        console_api_client_..._async (console_page_get_client (page), ...,
 *                                            console_page_begin_load (page), answer_cb, page)
 * answer_cb:   return at once when console_api_client_is_cancelled(): the page may be gone; else
 *              fill the widgets and console_page_set_ready(), or console_page_set_failed()
 *
 * Properties "title", "subtitle", "content" (a GtkWidget), "header" (a GtkWidget: what can be done
 * on the page, shown in the window's header bar while the page is; actions of the page's class do
 * not reach there) and "breaks" (widths in pixels at which the layout changes, rising: "600,920").
 * Main thread.
 */
#define CONSOLE_TYPE_PAGE (console_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (ConsolePage, console_page, CONSOLE, PAGE, AdwBin)

struct _ConsolePageClass
{
  AdwBinClass parent_class;

  /* The session is there: set up what needs it. Called once, before the first load. May be NULL. */
  void (*start) (ConsolePage *self);
  /* Ask the collector, keeping what is on show until the answer is there. Called after start, for
   * F5 and Retry, and when the collector is reachable or somebody signed in again. */
  void (*load) (ConsolePage *self);
  /* A live event, as GET /events describes them; pages that do not show get them too. May be
   * NULL. */
  void (*event) (ConsolePage *self, const char *name, JsonObject *data);
  /* The page is in width class 0 (narrower than the first of "breaks"), 1 .. In class 0 it has
   * the CSS class "narrow". May be NULL. */
  void (*width_changed) (ConsolePage *self, guint width_class);
  /* The button of the empty state was pressed. NULL without such a button. */
  void (*fill) (ConsolePage *self);
  /* Ctrl+F: focus to where one searches. NULL when there is nothing to search. */
  void (*find) (ConsolePage *self);
  /* Ctrl+S. NULL when there is nothing to save. */
  void (*save) (ConsolePage *self);
  /* TRUE while something typed would be lost with the page: then the shell asks before it goes.
   * NULL = never. */
  gboolean (*has_changes) (ConsolePage *self);
  /* Another page will show over this one, and one came back from it. May be NULL. */
  void (*covered) (ConsolePage *self);
  void (*returned) (ConsolePage *self);
  /* Another page changed @what ("person"); @object: (nullable): its newer state. Pages that do not
   * show get it too. May be NULL. */
  void (*changed) (ConsolePage *self, const char *what, JsonObject *object);
};

/* For class_init of a subclass: its template is @file, a resource under pages/. */
void console_page_class_set_template (ConsolePageClass *klass, const char *file);

/* For the shell. start: once, before the page is shown; it loads. */
void console_page_start (ConsolePage *self, ConsoleSession *session);
void console_page_refresh (ConsolePage *self);
void console_page_event (ConsolePage *self, const char *name, JsonObject *data);
void console_page_find (ConsolePage *self);
void console_page_save (ConsolePage *self);
gboolean console_page_has_changes (ConsolePage *self);
/* Moves the focus into the page as soon as it is ready: to where it was before when it was there,
 * else to where the page's grab_focus says, by default to its first control. */
void console_page_take_focus (ConsolePage *self);
/* The page that showed over this one is gone. */
void console_page_return (ConsolePage *self);
/* Another page will show over this one: remembers where the focus is, and tells the page. */
void console_page_keep_focus (ConsolePage *self);

/* Returns: (transfer none) */
ConsoleSession *console_page_get_session (ConsolePage *self);
ConsoleApiClient *console_page_get_client (ConsolePage *self);

/* Begins to load: cancels the load under way, if any, and shows a spinner after a moment when
 * nothing is on show yet.
 * Returns: (transfer none): for the requests of this load; cancelled by the next one and when the
 *   page goes. */
GCancellable *console_page_begin_load (ConsolePage *self);

/* What the page loads may take long: then there is a spinner also over what is on show, and a button
 * that ends the load. Its loads all end in one of the states below. */
void console_page_let_stop (ConsolePage *self);
/* For requests that a load does not replace; cancelled when the page goes. */
GCancellable *console_page_get_cancellable (ConsolePage *self);

/* What the page shows now: its content; */
void console_page_set_ready (ConsolePage *self);
/* what would fill it, @button (nullable) being the label of the button that does so; */
void console_page_set_empty (ConsolePage *self, const char *icon_name, const char *title,
                             const char *text, const char *button);
/* or @title and the error's message with a Retry button. Content on show stays on show: then the
 * message is a toast, unless it is what the banner over all pages says already. */
void console_page_set_failed (ConsolePage *self, const char *title, const GError *error);
gboolean console_page_is_ready (ConsolePage *self);

/* A short message over whatever page shows. */
void console_page_toast (ConsolePage *self, const char *text);
/* Takes the messages away that are shown: what they say is not so any more. */
void console_page_clear_toasts (ConsolePage *self);
/* The same with a button, "Undo" say: then @callback is called with @data, also when the page is
 * gone. @data is freed by @destroy when the toast goes. */
void console_page_toast_with_button (ConsolePage *self, const char *text, const char *button,
                                     void (*callback) (gpointer data), gpointer data,
                                     GDestroyNotify destroy);
/* Tells all pages beside this one, by their changed. */
void console_page_tell_changed (ConsolePage *self, const char *what, JsonObject *object);

const char *console_page_get_title (ConsolePage *self);
void console_page_set_title (ConsolePage *self, const char *title);
/* Returns: (transfer none) (nullable): what the header bar shows of the page. */
GtkWidget *console_page_get_header (ConsolePage *self);
/* Under the title; "" = none. */
const char *console_page_get_subtitle (ConsolePage *self);
void console_page_set_subtitle (ConsolePage *self, const char *subtitle);

G_END_DECLS
