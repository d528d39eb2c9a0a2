/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "collector/api/reply.h"

G_BEGIN_DECLS

/* Puts what @reply says into @message: status, header fields, body; a file is sent piece by piece
 * as the client takes it. The reply is empty afterwards. Main thread. */
void collector_answer_put (SoupServerMessage *message, CollectorReply *reply);

G_END_DECLS
