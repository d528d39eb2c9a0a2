/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The tariff document of an invented operator of @nation ("IT", "GB" or "US"). It prices every
 * country code; satellite networks (+881, +882, +883) are left out on purpose, so that the demo
 * shows what an unrated call looks like. Pure. Returns: (transfer full). */
char *collector_demo_tariff_to_json (const char *nation, const char *name);

G_END_DECLS
