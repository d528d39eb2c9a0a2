/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/demo/random.h"

G_BEGIN_DECLS

/* Draws a first and a last name as they are common where people of @nation work ("IT", "GB",
 * "US"); a minority comes from elsewhere. The texts are static UTF-8; combinations may repeat. */
void collector_demo_names_draw (CollectorDemoRandom *random, const char *nation,
                                const char **first_name, const char **last_name);

G_END_DECLS
