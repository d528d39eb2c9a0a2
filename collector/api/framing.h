/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "shared/base/error.h"

G_BEGIN_DECLS

/* CollectorFrame: where a request begins and ends in the bytes of a connection. Worked out before
 * the HTTP library sees a byte, strictly by RFC 9112: what two readers could understand in two
 * ways (Content-Length beside Transfer-Encoding, folded lines, bare line feeds ...) is refused. */
typedef enum
{
  COLLECTOR_FRAME_MORE,    /* the head is not complete */
  COLLECTOR_FRAME_READY,   /* head understood; the body may still be on its way */
  COLLECTOR_FRAME_REFUSED, /* answer @status and close */
} CollectorFrameState;

typedef struct
{
  gsize head_bytes; /* with leading empty lines and the blank line */
  gsize body_bytes;
  gboolean close;    /* the client will not send another request */
  gboolean continues; /* it waits for 100 Continue before it sends the body */
  guint status;       /* of a refusal */
  TollError code;
  const char *reason; /* static text for a person */
} CollectorFrame;

#define COLLECTOR_FRAME_MAX_HEADERS 100

/* Inspects the @n_bytes that have come so far.
 * @head: (out caller-allocates): when READY, the head as it is handed on: hop-by-hop and partial
 * content fields (Expect, Range, Upgrade ...) are dropped. Pure. */
CollectorFrameState collector_frame_inspect (const char *bytes, gsize n_bytes, gsize max_head_bytes,
                                             gsize max_body_bytes, CollectorFrame *frame,
                                             GString *head);

G_END_DECLS
