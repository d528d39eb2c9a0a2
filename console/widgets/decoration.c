/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Images for the eye only. Main thread. */

#include "config.h"
#include "console/widgets/decoration.h"

GtkWidget *
console_decoration_new (const char *icon_name)
{
  return g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "accessible-role",
                       GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}
