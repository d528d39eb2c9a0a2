/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/pages/page.h"

G_BEGIN_DECLS

/* The pages of the sidebar, in its order. A new page is its file and a row here. */

typedef enum
{
  CONSOLE_SECTION_ANALYTICS,
  CONSOLE_N_SECTIONS
} ConsoleSection;

typedef struct
{
  const char *id;
  ConsoleSection section;
  const char *title; /* untranslated; use _() */
  const char *icon_name;
  GType (*get_type) (void);                /* of a ConsolePage */
  gboolean (*allowed) (const ConsoleMe *me); /* NULL = everybody */
} ConsolePageRow;

extern const ConsolePageRow console_page_registry[];
extern const guint console_page_registry_length;

/* Untranslated; use _(). */
const char *console_section_get_title (ConsoleSection section);
/* Returns: TRUE when @me may open the page. */
gboolean console_page_row_is_allowed (const ConsolePageRow *row, const ConsoleMe *me);

G_END_DECLS
