/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/models/call-item.h"

G_BEGIN_DECLS

/* The cells of a list of calls. Main thread. */

typedef enum
{
  CONSOLE_CALL_COLUMN_EXPAND = 1 << 0,
  CONSOLE_CALL_COLUMN_EXPAND_NARROW = 1 << 1, /* takes the room that is left in width class 0 */
  CONSOLE_CALL_COLUMN_DIM = 1 << 2,
  CONSOLE_CALL_COLUMN_NO_TITLE = 1 << 3, /* the title is for assistive technology only */
} ConsoleCallColumnFlags;

typedef struct
{
  const char *id;
  const char *title; /* untranslated; use _() */
  GtkWidget *(*make) (void);
  void (*fill) (GtkWidget *cell, const ConsoleCall *call, GTimeZone *zone);
  int (*compare) (const ConsoleCall *a, const ConsoleCall *b);
  float xalign;
  guint classes; /* bit per width class in which it shows */
  ConsoleCallColumnFlags flags;
} ConsoleCallColumn;

/* In the order of the list. */
extern const ConsoleCallColumn console_call_cells[];
extern const guint console_call_cells_length;

/* The whole call in one line, for those who hear the list. Returns: (transfer full) */
char *console_call_cells_dup_summary (const ConsoleCall *call, GTimeZone *zone);

G_END_DECLS
