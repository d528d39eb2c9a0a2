/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "console/models/person-words.h"

G_BEGIN_DECLS

/* Words for sites, gateways and devices. Main thread. */

/* What a device can be told to be, "gateway" among them; ends with an id of NULL. */
extern const ConsoleWord console_device_kind_words[];

/* How a number was understood, of an answer of POST /sites/{id}/try. All (transfer full). */
/* "+39 02 1234", isolated from the direction of the text around. */
char *console_site_words_dup_number (JsonObject *answer);
/* "Italy · Milan · National": "" when nothing is known. */
char *console_site_words_dup_place (JsonObject *answer);
/* What became of the digits dialled: a sentence. */
char *console_site_words_dup_explanation (JsonObject *answer);

G_END_DECLS
