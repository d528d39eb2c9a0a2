/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One rule: the group, the role, and whose calls a supervisor of it sees. Main thread. */

#include "config.h"
#include "console/pages/ldap/ldap-rule.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/models/person-words.h"
#include "console/widgets/choice-row.h"
#include "console/widgets/column-access.h"
#include "console/widgets/text-row.h"

struct _ConsoleLdapRule
{
  AdwExpanderRow parent_instance;
  GtkWidget *raise;
  ConsoleField *group;
  ConsoleField *role;
  ConsoleField *kind;
  ConsoleField *names;
};

enum
{
  EDITED,
  RAISE,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleLdapRule, console_ldap_rule, ADW_TYPE_EXPANDER_ROW)

static const char *
chosen (ConsoleField *field)
{
  return console_choice_row_get_chosen (CONSOLE_CHOICE_ROW (field));
}

/* Of "CN=Heads,OU=Groups,…" the name alone, as people know it. */
static char *
dup_short_name (const char *group)
{
  const char *start = strchr (group, '=');
  gsize length;

  if (*group == '\0')
    return g_strdup (_ ("New rule"));
  start = start != NULL ? start + 1 : group;
  length = strcspn (start, ",");
  return length > 0 ? g_strndup (start, length) : g_strdup (group);
}

static void
show (ConsoleLdapRule *self)
{
  g_autoptr (JsonNode) group = console_field_dup_value (self->group);
  g_autofree char *name = dup_short_name (console_field_text_of (group));
  gboolean is_supervisor = g_str_equal (chosen (self->role), "supervisor");
  const char *kind = chosen (self->kind);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 console_word_of (console_role_words, chosen (self->role)));
  gtk_widget_set_visible (GTK_WIDGET (self->kind), is_supervisor);
  gtk_widget_set_visible (GTK_WIDGET (self->names), is_supervisor && !g_str_equal (kind, "own") &&
                                                        !g_str_equal (kind, "all"));
}

static void
edited_cb (ConsoleLdapRule *self, ConsoleField *field)
{
  console_field_set_note (field, "", NULL, FALSE);
  show (self);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
role_cb (ConsoleLdapRule *self)
{
  const char *kind = g_str_equal (chosen (self->role), "administrator") ? "all"
                     : g_str_equal (chosen (self->role), "supervisor")  ? "departments"
                                                                        : "own";
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), kind);

  console_field_set_value (self->kind, node);
  edited_cb (self, self->role);
}

static void
raise_cb (ConsoleLdapRule *self)
{
  g_signal_emit (self, signals[RAISE], 0);
}

static void
remove_cb (ConsoleLdapRule *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
console_ldap_rule_class_init (ConsoleLdapRuleClass *klass)
{
  static const char *const names[N_SIGNALS] = { "edited", "raise", "remove" };

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_button (ConsoleLdapRule *self, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  console_column_access_set_label (button, label);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), button);
  return button;
}

static ConsoleField *
add_row (ConsoleLdapRule *self, GtkWidget *row, GCallback callback)
{
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_signal_connect_object (row, "edited", callback, self, G_CONNECT_SWAPPED);
  return CONSOLE_FIELD (row);
}

static GtkWidget *
new_choice (const char *title, const ConsoleWord *words)
{
  GtkWidget *row = g_object_new (CONSOLE_TYPE_CHOICE_ROW, "title", title, NULL);

  console_choice_row_set_words (CONSOLE_CHOICE_ROW (row), words);
  return row;
}

static void
console_ldap_rule_init (ConsoleLdapRule *self)
{
  g_object_set (self, "use-markup", FALSE, NULL);
  self->raise = add_button (self, "go-up-symbolic", _ ("Move up"), G_CALLBACK (raise_cb));
  add_button (self, "user-trash-symbolic", _ ("Remove rule"), G_CALLBACK (remove_cb));
  self->group = add_row (self,
                         g_object_new (CONSOLE_TYPE_TEXT_ROW, "title", _ ("Group"), "hint",
                                       _ ("Its name in full: CN=Heads,OU=Groups,DC=example"),
                                       NULL),
                         G_CALLBACK (edited_cb));
  self->role = add_row (self, new_choice (_ ("Role"), console_role_words), G_CALLBACK (role_cb));
  self->kind = add_row (self, new_choice (_ ("Sees the calls of"), console_scope_words),
                        G_CALLBACK (edited_cb));
  self->names = add_row (self,
                         g_object_new (CONSOLE_TYPE_TEXT_ROW, "title", _ ("Which"), "kind",
                                       CONSOLE_TEXT_ROW_LIST, "hint",
                                       _ ("Several with semicolons; empty: the person's own"),
                                       NULL),
                         G_CALLBACK (edited_cb));
}

ConsoleLdapRule *
console_ldap_rule_new (JsonObject *object)
{
  ConsoleLdapRule *self = g_object_new (CONSOLE_TYPE_LDAP_RULE, NULL);
  JsonObject *scope = console_json_object (object, "scope");

  if (object != NULL)
    {
      console_field_set_value (self->group, json_object_get_member (object, "group"));
      console_field_set_value (self->role, json_object_get_member (object, "role"));
    }
  if (scope != NULL)
    {
      console_field_set_value (self->kind, json_object_get_member (scope, "kind"));
      console_field_set_value (self->names, json_object_get_member (scope, "names"));
    }
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), object == NULL);
  show (self);
  return self;
}

JsonObject *
console_ldap_rule_dup_value (ConsoleLdapRule *self)
{
  JsonObject *object = json_object_new ();
  JsonObject *scope = json_object_new ();

  json_object_set_member (object, "group", console_field_dup_value (self->group));
  json_object_set_member (object, "role", console_field_dup_value (self->role));
  json_object_set_member (scope, "kind", console_field_dup_value (self->kind));
  json_object_set_member (scope, "names", console_field_dup_value (self->names));
  json_object_set_object_member (object, "scope", scope);
  return object;
}

void
console_ldap_rule_set_error (ConsoleLdapRule *self, const char *member, const char *text)
{
  ConsoleField *field = g_str_equal (member, "role")        ? self->role
                        : g_str_has_prefix (member, "scope") ? self->kind
                                                             : self->group;

  g_return_if_fail (CONSOLE_IS_LDAP_RULE (self));
  console_field_set_note (self->group, "", NULL, FALSE);
  console_field_set_note (self->role, "", NULL, FALSE);
  console_field_set_note (self->kind, "", NULL, FALSE);
  if (text == NULL)
    return;
  console_field_set_note (field, "", text, TRUE);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (field));
}

void
console_ldap_rule_set_can_raise (ConsoleLdapRule *self, gboolean can)
{
  g_return_if_fail (CONSOLE_IS_LDAP_RULE (self));
  gtk_widget_set_sensitive (self->raise, can);
}
