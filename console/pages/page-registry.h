/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* The tables of pages; the window and the shell know pages by them only. A new page is its
 * room and one row here. Main thread. */

typedef enum
{
  CONSOLE_SECTION_ANALYTICS,
  CONSOLE_SECTION_GUARD,
  CONSOLE_SECTION_ADMINISTRATION,
  CONSOLE_N_SECTIONS,
  CONSOLE_SECTION_USER_MENU = CONSOLE_N_SECTIONS /* not in the sidebar */
} ConsoleSection;

/* A page that is always there: in the sidebar by sections, or in the user menu; in "go to"; and
 * by the action win.open-page (s: id). Made at its first visit, and kept. */
typedef struct
{
  const char *id;
  ConsoleSection section;
  const char *title; /* untranslated; use _() */
  const char *icon_name;
  GType (*get_type) (void);                  /* of a ConsolePage */
  gboolean (*allowed) (const ConsoleMe *me); /* NULL = everybody */
} ConsolePageRow;

/* A page about one thing, opened over the page on show by an action that any widget can activate;
 * it lives until one goes back. */
typedef struct
{
  const char *action; /* "win.open-call" */
  const char *parameter_type; /* NULL = none */
  /* Returns: (transfer floating) */
  ConsolePage *(*open) (GVariant *parameter);
} ConsoleDetailRow;

/* A page that another page leads to, and that "go to" knows as well. */
typedef struct
{
  const char *title; /* untranslated; use _() */
  const char *icon_name;
  const char *action; /* of console_detail_registry */
  const char *target; /* NULL = without a parameter */
  gboolean (*allowed) (const ConsoleMe *me);
} ConsolePlaceRow;

/* All end with a row of NULLs. */
extern const ConsolePageRow console_page_registry[];
extern const ConsoleDetailRow console_detail_registry[];
extern const ConsolePlaceRow console_place_registry[];

/* Returns: (nullable): the row of @id, when there is one and @me may open it. */
const ConsolePageRow *console_page_registry_lookup (const char *id, const ConsoleMe *me);
gboolean console_page_row_is_allowed (const ConsolePageRow *row, const ConsoleMe *me);
/* Untranslated; use _(). */
const char *console_section_get_title (ConsoleSection section);

G_END_DECLS
