/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes the Italian of a catalogue, PO text, what programs find that look below @folder. */
void test_translation_make (const char *folder, const char *catalogue);

G_END_DECLS
