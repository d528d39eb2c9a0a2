/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* ConsolePurpose:
 * Why somebody looks at calls and data of others, in their own words, for as long as they are
 * signed in. Every request carries it. Properties "text" ("" = none is stated) and "is-missing"
 * (the collector refused something for want of one, and none was stated since). Main thread.
 */
#define CONSOLE_TYPE_PURPOSE (console_purpose_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePurpose, console_purpose, CONSOLE, PURPOSE, GObject)

ConsolePurpose *console_purpose_new (void);

const char *console_purpose_get_text (ConsolePurpose *self);
/* White space at the ends is cut. */
void console_purpose_set_text (ConsolePurpose *self, const char *text);
gboolean console_purpose_is_missing (ConsolePurpose *self);
/* For the API client: the collector asks for one. */
void console_purpose_note_refusal (ConsolePurpose *self);
/* Returns: (transfer full) (nullable): as a header field carries it; NULL for none. */
char *console_purpose_dup_header (ConsolePurpose *self);

G_END_DECLS
