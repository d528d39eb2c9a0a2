/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* CollectorMessage: a mail before it becomes bytes. Borrowed members; texts are UTF-8. */
typedef struct
{
  const char *id;          /* of collector_message_new_id() */
  const char *sender;      /* mail address */
  const char *sender_name; /* "" = none */
  const char *reply_to;    /* mail address, "" = the sender */
  const char *const *recipients; /* NULL-terminated mail addresses, one at least */
  const char *subject;     /* one line */
  const char *text;        /* the body as plain text */
  const char *html;        /* (nullable): the same as a document of HTML */
  const char *language;    /* "en"; "" = not said */
  const char *attachment_name; /* (nullable): file name */
  const char *attachment_type; /* media type */
  GBytes *attachment;
  gint64 made_ms;          /* UTC epoch: the header's date */
} CollectorMessage;

/* Returns: (transfer full): an id for a message from @sender, never given before. */
char *collector_message_new_id (const char *sender);

/* The message as it is sent: headers encoded after RFC 2047 and 2231, lines ended by CR LF, no line
 * too long, text and HTML as alternatives, the attachment in base64. Any thread.
 * Returns: (transfer full): NULL with BAD_ARGUMENT naming the member for an address that is none,
 * or a header that would be more than one line. */
GBytes *collector_message_build (const CollectorMessage *message, GError **error);

/* FALSE with BAD_ARGUMENT naming @field when @text is no line for a header: control characters,
 * among them CR and LF, or not UTF-8, or over 200 characters. */
gboolean collector_message_check_line (const char *text, const char *field, GError **error);

G_END_DECLS
