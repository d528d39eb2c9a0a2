/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/widgets/field.h"

G_BEGIN_DECLS

/* ConsolePeriodSection:
 * The field "period" of a spec: as of today, or from one instant to another. Main thread.
 */
#define CONSOLE_TYPE_PERIOD_SECTION (console_period_section_get_type ())
G_DECLARE_FINAL_TYPE (ConsolePeriodSection, console_period_section, CONSOLE, PERIOD_SECTION,
                      AdwPreferencesGroup)

/* In which instants are shown; what the clock shows stays. At first: UTC. */
void console_period_section_set_zone (ConsolePeriodSection *self, GTimeZone *zone);

G_END_DECLS
