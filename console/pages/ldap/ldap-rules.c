/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules, to be added, moved up and removed. Main thread. */

#include "config.h"
#include "console/pages/ldap/ldap-rules.h"

#include <glib/gi18n.h>

#include "console/client/json.h"
#include "console/pages/ldap/ldap-rule.h"

struct _ConsoleLdapRules
{
  AdwPreferencesGroup parent_instance;
  GtkWidget *add;
  GtkWidget *none;  /* a row that shows while there are no rules */
  GPtrArray *rules; /* owned ConsoleLdapRule, in order */
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleLdapRules, console_ldap_rules, ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static void
show (ConsoleLdapRules *self)
{
  gtk_widget_set_visible (self->none, self->rules->len == 0);
  for (guint i = 0; i < self->rules->len; i++)
    console_ldap_rule_set_can_raise (self->rules->pdata[i], i > 0);
}

static void
edited_cb (ConsoleLdapRules *self)
{
  show (self);
  console_field_emit_edited (CONSOLE_FIELD (self));
}

static void
remove_cb (ConsoleLdapRules *self, ConsoleLdapRule *rule)
{
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (rule));
  g_ptr_array_remove (self->rules, rule);
  gtk_widget_grab_focus (self->add);
  edited_cb (self);
}

/* A group adds at its end only: the rules from the one above on are put in anew. */
static void
raise_cb (ConsoleLdapRules *self, ConsoleLdapRule *rule)
{
  guint at = 0;

  if (!g_ptr_array_find (self->rules, rule, &at) || at == 0)
    return;
  self->rules->pdata[at] = self->rules->pdata[at - 1];
  self->rules->pdata[at - 1] = rule;
  for (guint i = at - 1; i < self->rules->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rules->pdata[i]);
  for (guint i = at - 1; i < self->rules->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->rules->pdata[i]);
  gtk_widget_grab_focus (GTK_WIDGET (rule));
  edited_cb (self);
}

static ConsoleLdapRule *
add_rule (ConsoleLdapRules *self, JsonObject *object)
{
  ConsoleLdapRule *rule = console_ldap_rule_new (object);

  g_ptr_array_add (self->rules, g_object_ref_sink (rule));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (rule));
  g_signal_connect_object (rule, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rule, "raise", G_CALLBACK (raise_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rule, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  return rule;
}

static void
add_cb (ConsoleLdapRules *self)
{
  ConsoleLdapRule *rule = add_rule (self, NULL);

  edited_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (rule));
}

static JsonNode *
dup_value (ConsoleField *field)
{
  ConsoleLdapRules *self = CONSOLE_LDAP_RULES (field);
  JsonArray *rules = json_array_new ();

  for (guint i = 0; i < self->rules->len; i++)
    json_array_add_object_element (rules, console_ldap_rule_dup_value (self->rules->pdata[i]));
  return json_node_init_array (json_node_alloc (), rules);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsoleLdapRules *self = CONSOLE_LDAP_RULES (field);
  JsonArray *rules =
      value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  for (guint i = 0; i < self->rules->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rules->pdata[i]);
  g_ptr_array_set_size (self->rules, 0);
  for (guint i = 0; i < console_json_length (rules); i++)
    add_rule (self, console_json_at (rules, i));
  show (self);
}

/* @path: "[2].group" or nothing. */
static void
set_note (ConsoleField *field, const char *path, const char *text, gboolean is_error)
{
  ConsoleLdapRules *self = CONSOLE_LDAP_RULES (field);
  char *end = NULL;
  guint64 index = *path == '[' ? g_ascii_strtoull (path + 1, &end, 10) : G_MAXUINT64;

  for (guint i = 0; text == NULL && i < self->rules->len; i++)
    console_ldap_rule_set_error (self->rules->pdata[i], "", NULL);
  if (text != NULL && index < self->rules->len)
    console_ldap_rule_set_error (self->rules->pdata[index],
                                 g_str_has_prefix (end, "].") ? end + 2 : "", text);
  else
    adw_preferences_group_set_description (
        ADW_PREFERENCES_GROUP (self),
        text != NULL ? text : _ ("The first rule that fits counts. Without rules, roles are given by hand."));
}

static void
set_locked (ConsoleField *field, const char *reason)
{
  gtk_widget_set_sensitive (GTK_WIDGET (field), reason == NULL);
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_note = set_note;
  iface->set_locked = set_locked;
}

static void
console_ldap_rules_finalize (GObject *object)
{
  g_ptr_array_unref (CONSOLE_LDAP_RULES (object)->rules);
  G_OBJECT_CLASS (console_ldap_rules_parent_class)->finalize (object);
}

static void
console_ldap_rules_class_init (ConsoleLdapRulesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_ldap_rules_finalize;
}

static void
console_ldap_rules_init (ConsoleLdapRules *self)
{
  GtkWidget *content =
      g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name", "list-add-symbolic", "label",
                    _ ("Add Rule"), NULL);

  self->rules = g_ptr_array_new_with_free_func (g_object_unref);
  self->add = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->add), content);
  gtk_widget_add_css_class (self->add, "flat");
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->add);
  self->none =
      g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("No rules: roles are given by hand"), NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->none);
}
