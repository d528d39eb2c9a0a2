/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts a stream of lines into server-sent events. It knows nothing about their content. Pure. */

#include "config.h"
#include "console/client/event-parser.h"

#include <string.h>

#define MAX_DATA (1024 * 1024)

void
console_event_parser_init (ConsoleEventParser *self)
{
  self->name = g_string_new (NULL);
  self->data = g_string_new (NULL);
  self->has_data = FALSE;
  self->finished = FALSE;
}

void
console_event_parser_clear (ConsoleEventParser *self)
{
  g_string_free (self->name, TRUE);
  g_string_free (self->data, TRUE);
}

static const char *
value_of (const char *line, const char *field)
{
  gsize length = strlen (field);

  if (strncmp (line, field, length) != 0 || line[length] != ':')
    return NULL;
  return line[length + 1] == ' ' ? line + length + 2 : line + length + 1;
}

static void
add_data (ConsoleEventParser *self, const char *text)
{
  if (self->data->len + strlen (text) > MAX_DATA)
    {
      self->has_data = FALSE;
      g_string_truncate (self->data, 0);
      return;
    }
  if (self->data->len > 0)
    g_string_append_c (self->data, '\n');
  g_string_append (self->data, text);
  self->has_data = TRUE;
}

static void
begin_event (ConsoleEventParser *self)
{
  g_string_truncate (self->name, 0);
  g_string_truncate (self->data, 0);
  self->has_data = FALSE;
  self->finished = FALSE;
}

gboolean
console_event_parser_push (ConsoleEventParser *self, const char *line)
{
  const char *value;
  gboolean ended = *line == '\0' && self->has_data && !self->finished;

  if (ended)
    {
      if (self->name->len == 0)
        g_string_assign (self->name, "message");
      self->finished = TRUE;
      return TRUE;
    }
  /* The finished event stays readable until here: the first line after it begins a new one. */
  if (self->finished)
    begin_event (self);
  if (*line == '\0')
    begin_event (self);
  else if ((value = value_of (line, "event")) != NULL)
    g_string_assign (self->name, value);
  else if ((value = value_of (line, "data")) != NULL)
    add_data (self, value);
  return FALSE;
}
