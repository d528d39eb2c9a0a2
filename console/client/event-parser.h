/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ConsoleEventParser:
 * Server-sent events, line by line (WHATWG HTML, "Interpreting an event stream"). Pure.
 */
typedef struct
{
  GString *name;
  GString *data;
  gboolean has_data;
  gboolean finished; /* the last line ended the event that name and data hold */
} ConsoleEventParser;

void console_event_parser_init (ConsoleEventParser *self);
void console_event_parser_clear (ConsoleEventParser *self);

/* Takes one @line without its end. Comments and unknown fields are skipped; an event whose data
 * grows beyond 1 MiB is dropped.
 * Returns: TRUE when the line ended an event: @self->name ("message" when unnamed) and
 * @self->data hold it until the next line. */
gboolean console_event_parser_push (ConsoleEventParser *self, const char *line);

G_END_DECLS
