/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a call is private, and its owner's word on it. Main thread. */

#include "config.h"

#include <glib/gi18n.h>

#include "console/models/words.h"
#include "console/pages/call/views.h"
#include "console/widgets/decoration.h"

static GtkWidget *
make_text (const ConsoleCall *call)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  const char *words = console_words_privacy (call);
  GtkWidget *label =
      gtk_label_new (words != NULL           ? words
                     : call->privacy_is_told ? _ ("A business call.")
                                             : _ ("A business call, unless it is with a contact."));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), console_decoration_new (words != NULL ? "view-conceal-symbolic"
                                                                       : "view-reveal-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
add_button (GtkWidget *box, const char *label, const char *tooltip, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
make_buttons (const ConsoleCall *call)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (call->is_private || !call->privacy_is_told)
    add_button (box, _ ("Mark as Business"), _ ("Others see the number as far as they may"),
                "call.business");
  if (!call->is_private)
    add_button (box, _ ("Mark as Private"), _ ("Nobody else sees the number"), "call.private");
  add_button (box, _ ("Leave to Rules"),
              _ ("Private if a prefix, a code or a contact makes it so"), "call.by-rules");
  return box;
}

GtkWidget *
console_privacy_view_new (const ConsoleCall *call, gboolean is_own)
{
  GtkWidget *box;

  if (!is_own && console_words_privacy (call) == NULL)
    return NULL;
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (box), make_text (call));
  if (is_own)
    gtk_box_append (GTK_BOX (box), make_buttons (call));
  return box;
}

void
console_privacy_view_set_narrow (GtkWidget *view, gboolean narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (view), narrow ? GTK_ORIENTATION_VERTICAL
                                                                : GTK_ORIENTATION_HORIZONTAL);
}
