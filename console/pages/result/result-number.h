/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Narrows a spec to the calls with @number, beside what else must hold. */
void console_result_add_number (JsonObject *spec, const char *number);

G_END_DECLS
