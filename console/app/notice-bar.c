/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which wording was understood is remembered by its time and the account. Main thread. */

#include "config.h"
#include "console/app/notice-bar.h"

#include <glib/gi18n.h>

#include "console/widgets/presence.h"

#define UNDERSTOOD "notice-understood"
#define MAX_LINES  3

struct _ConsoleNoticeBar
{
  AdwBin parent_instance;
  GtkRevealer *revealer;
  GtkLabel *label;
  ConsoleSession *session;
};

G_DEFINE_FINAL_TYPE (ConsoleNoticeBar, console_notice_bar, ADW_TYPE_BIN)

static char *
dup_wording (ConsoleNoticeBar *self)
{
  const ConsoleMe *me = console_session_get_me (self->session);

  return g_strdup_printf ("%" G_GINT64_FORMAT " %s", me->notice_ms, me->username);
}

static void
understood_cb (ConsoleNoticeBar *self)
{
  g_autofree char *wording = dup_wording (self);

  console_preferences_set_text (console_session_get_preferences (self->session), UNDERSTOOD,
                                wording);
  console_presence_reveal (self->revealer, FALSE);
}

static void
console_notice_bar_dispose (GObject *object)
{
  g_clear_object (&CONSOLE_NOTICE_BAR (object)->session);
  G_OBJECT_CLASS (console_notice_bar_parent_class)->dispose (object);
}

static void
console_notice_bar_class_init (ConsoleNoticeBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_notice_bar_dispose;
}

static GtkLabel *
make_label (void)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (label, MAX_LINES);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (label), TRUE);
  return label;
}

static void
console_notice_bar_init (ConsoleNoticeBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *understood = gtk_button_new_with_label (_ ("Understood"));

  self->label = make_label ();
  gtk_widget_add_css_class (understood, "flat");
  gtk_widget_set_valign (understood, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "notice-bar");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), understood);
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->revealer, box);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->revealer));
  console_presence_reveal (self->revealer, FALSE);
  g_signal_connect_swapped (understood, "clicked", G_CALLBACK (understood_cb), self);
}

void
console_notice_bar_set_session (ConsoleNoticeBar *self, ConsoleSession *session)
{
  const ConsoleMe *me = console_session_get_me (session);
  g_autofree char *understood = NULL;
  g_autofree char *wording = NULL;

  g_return_if_fail (CONSOLE_IS_NOTICE_BAR (self));

  g_set_object (&self->session, session);
  understood = console_preferences_dup_text (console_session_get_preferences (session),
                                             UNDERSTOOD, "");
  wording = dup_wording (self);
  gtk_label_set_text (self->label, me->notice);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), me->notice);
  console_presence_reveal (self->revealer,
                           *me->notice != '\0' && !g_str_equal (understood, wording));
}
