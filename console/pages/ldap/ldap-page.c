/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings of the directory server, which can be tried before they are saved. Main thread. */

#include "config.h"
#include "console/pages/ldap/ldap-page.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/pages/ldap/ldap-attributes.h"
#include "console/pages/ldap/ldap-rules.h"
#include "console/pages/ldap/ldap-runs.h"
#include "console/pages/ldap/ldap-trial.h"
#include "console/widgets/switch-row.h"
#include "console/widgets/text-row.h"

struct _ConsoleLdapPage
{
  ConsoleEditorPage parent_instance;
  ConsoleTextRow *bind_password;
  ConsoleListField *group_rules;
  GtkLabel *unknown;
  ConsoleLdapAttributes *attributes;
  GtkWidget *forget;
  ConsoleLdapTrial *trial;
  ConsoleLdapRuns *runs;
};

G_DEFINE_FINAL_TYPE (ConsoleLdapPage, console_ldap_page, CONSOLE_TYPE_EDITOR_PAGE)

static const char *
why_locked (ConsoleEditorPage *page)
{
  if (console_form_is_changed (console_editor_page_get_form (page)))
    return _ ("Save first: people are taken over by the settings that are saved.");
  if (!console_json_flag (console_editor_page_get_answer (page), "enabled"))
    return _ ("Turn “Use the directory server” on first.");
  return NULL;
}

static void
console_ldap_page_edited (ConsoleEditorPage *page)
{
  console_ldap_runs_set_locked (CONSOLE_LDAP_PAGE (page)->runs, why_locked (page));
}

/* Returns: (transfer full). */
static char *
dup_unknown (JsonObject *unknown)
{
  const char *kind = console_json_text (unknown, "kind");
  const char *name = console_json_text (unknown, "name");
  int rule = (int) console_json_int (unknown, "rule", 0) + 1;

  if (g_str_equal (kind, "departments"))
    /* TRANSLATORS: %d is the place of a rule in its list, %s the name of a department */
    return g_strdup_printf (_ ("Rule %d: there is no department “%s”."), rule, name);
  if (g_str_equal (kind, "cost_centres"))
    /* TRANSLATORS: %d is the place of a rule in its list, %s the name of a cost centre */
    return g_strdup_printf (_ ("Rule %d: there is no cost centre “%s”."), rule, name);
  /* TRANSLATORS: %d is the place of a rule in its list, %s the name of a location */
  return g_strdup_printf (_ ("Rule %d: there is no location “%s”."), rule, name);
}

/* What the rules name and nothing is: the next run would be refused, unless it brings it. */
static void
show_unknown (ConsoleLdapPage *self, JsonArray *names)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < console_json_length (names); i++)
    {
      g_autofree char *line = dup_unknown (console_json_at (names, i));

      g_string_append_printf (text, "%s\n", line);
    }
  g_string_append (text, _ ("People are taken over only when the server tells of somebody there."));
  gtk_label_set_text (self->unknown, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->unknown), console_json_length (names) > 0);
}

static void
console_ldap_page_show (ConsoleEditorPage *page, JsonObject *answer)
{
  ConsoleLdapPage *self = CONSOLE_LDAP_PAGE (page);
  gboolean has_password = console_json_flag (answer, "has_bind_password");

  show_unknown (self, console_json_array (answer, "unknown_names"));

  g_object_set (self->bind_password, "hint",
                has_password ? _ ("Is set. What is typed here replaces it.") : _ ("Not set"),
                NULL);
  gtk_widget_set_visible (self->forget, has_password);
}

static void
titles_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (JsonObject) answer =
      console_api_client_send_finish (CONSOLE_API_CLIENT (source), result, NULL);

  if (answer != NULL)
    console_ldap_attributes_set_titles (CONSOLE_LDAP_PAGE (user_data)->attributes,
                                        console_json_array (answer, "titles"));
}

static void
console_ldap_page_load (ConsolePage *page)
{
  console_ldap_runs_load (CONSOLE_LDAP_PAGE (page)->runs);
  console_api_client_send_async (console_page_get_client (page), "GET", "/custom-fields", NULL,
                                 console_page_get_cancellable (page), titles_cb, page);
  CONSOLE_PAGE_CLASS (console_ldap_page_parent_class)->load (page);
}

/* With what else was changed: there is one save. */
static void
forget_cb (ConsoleEditorPage *page)
{
  console_editor_page_save_with (page, "bind_password", "");
}

static void
ask_cb (ConsoleLdapPage *self)
{
  ConsoleEditorPage *editor = CONSOLE_EDITOR_PAGE (self);
  g_autoptr (JsonObject) changes =
      console_form_dup_changes (console_editor_page_get_form (editor));

  console_editor_page_clear_refusal (editor);
  console_ldap_trial_run (self->trial, console_page_get_client (CONSOLE_PAGE (self)), changes,
                          console_page_get_cancellable (CONSOLE_PAGE (self)));
}

static void
refused_cb (ConsoleEditorPage *page, const GError *error)
{
  console_editor_page_show_refusal (page, error, "settings.",
                                    _ ("Not tried: see what is marked."));
}

static void
done_cb (ConsoleLdapPage *self)
{
  console_page_tell_changed (CONSOLE_PAGE (self), "person", NULL);
  console_page_tell_changed (CONSOLE_PAGE (self), "groupings", NULL);
}

static void
console_ldap_page_start (ConsolePage *page)
{
  ConsoleLdapPage *self = CONSOLE_LDAP_PAGE (page);

  console_ldap_runs_start (self->runs, console_page_get_client (page),
                           console_page_get_cancellable (page),
                           console_session_get_zone (console_page_get_session (page)));
}

#define BIND(member) gtk_widget_class_bind_template_child (widget_class, ConsoleLdapPage, member)

static void
bind_template (GtkWidgetClass *widget_class)
{
  BIND (bind_password);
  BIND (group_rules);
  BIND (unknown);
  BIND (attributes);
  BIND (forget);
  BIND (trial);
  BIND (runs);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
}

static void
console_ldap_page_class_init (ConsoleLdapPageClass *klass)
{
  ConsolePageClass *page_class = CONSOLE_PAGE_CLASS (klass);
  ConsoleEditorPageClass *editor_class = CONSOLE_EDITOR_PAGE_CLASS (klass);

  page_class->start = console_ldap_page_start;
  page_class->load = console_ldap_page_load;
  editor_class->path = "/ldap";
  editor_class->is_single = TRUE;
  editor_class->what = "ldap";
  editor_class->failed = N_ ("The Settings Could Not Be Loaded");
  editor_class->show = console_ldap_page_show;
  editor_class->edited = console_ldap_page_edited;

  g_type_ensure (CONSOLE_TYPE_LDAP_ATTRIBUTES);
  g_type_ensure (CONSOLE_TYPE_LDAP_RUNS);
  g_type_ensure (CONSOLE_TYPE_LDAP_TRIAL);
  g_type_ensure (CONSOLE_TYPE_LIST_FIELD);
  g_type_ensure (CONSOLE_TYPE_SWITCH_ROW);
  g_type_ensure (CONSOLE_TYPE_TEXT_ROW);
  console_page_class_set_template (page_class, "ldap-page.ui");
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
console_ldap_page_init (ConsoleLdapPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_list_field_set_kind (self->group_rules, &console_ldap_rules, NULL, NULL);
}

ConsolePage *
console_ldap_page_open (GVariant *parameter)
{
  return g_object_new (CONSOLE_TYPE_LDAP_PAGE, NULL);
}
