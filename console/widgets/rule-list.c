/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules as rows that unfold. What a rule means the collector knows. Main thread. */

#include "config.h"
#include "console/widgets/rule-list.h"

#include <glib/gi18n.h>

#include "console/widgets/text-row.h"

#define RULE_KEY "rule"

struct _ConsoleRuleList
{
  AdwPreferencesGroup parent_instance;
  const ConsoleRuleKind *kind;
  GtkWidget *add;
  GtkWidget *none;
  GPtrArray *rules; /* borrowed rows, in order */
  GtkWidget *marked; /* (nullable): borrowed; what was refused last */
};

/* What belongs to a row; freed with it. */
typedef struct
{
  ConsoleRuleList *list;
  GPtrArray *fields; /* borrowed, in the order of the kind's parts */
} Rule;

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleRuleList, console_rule_list, ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static Rule *
rule_of (gpointer row)
{
  return g_object_get_data (row, RULE_KEY);
}

static void
free_rule (gpointer data)
{
  Rule *rule = data;

  g_ptr_array_unref (rule->fields);
  g_free (rule);
}

/* Nothing chosen is null on the wire, and so is an empty number. */
static JsonNode *
dup_part (ConsoleField *field)
{
  g_autoptr (JsonNode) value = console_field_dup_value (field);

  if (!CONSOLE_IS_TEXT_ROW (field) && *console_field_text_of (value) == '\0')
    return json_node_new (JSON_NODE_NULL);
  return g_steal_pointer (&value);
}

static JsonObject *
dup_rule (GtkWidget *row)
{
  Rule *rule = rule_of (row);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < rule->fields->len; i++)
    json_object_set_member (object, rule->list->kind->parts[i].member,
                            dup_part (g_ptr_array_index (rule->fields, i)));
  return object;
}

static void
describe (GtkWidget *row)
{
  const ConsoleRuleKind *kind = rule_of (row)->list->kind;
  g_autoptr (JsonObject) object = dup_rule (row);
  g_autofree char *title = kind->dup_title (object);
  g_autofree char *subtitle = kind->dup_subtitle (object);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
}

static void
tell_edited (ConsoleRuleList *self)
{
  gtk_widget_set_visible (self->none, self->rules->len == 0);
  console_field_emit_edited (CONSOLE_FIELD (self));
}

static void
part_edited_cb (GtkWidget *row, ConsoleField *field)
{
  console_field_set_note (field, "", NULL, FALSE);
  describe (row);
  tell_edited (rule_of (row)->list);
}

static void
remove_cb (GtkWidget *row)
{
  ConsoleRuleList *self = rule_of (row)->list;

  self->marked = NULL;
  g_ptr_array_remove (self->rules, row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
  gtk_widget_grab_focus (self->add);
  tell_edited (self);
}

static void
add_remove_button (ConsoleRuleList *self, GtkWidget *row)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ (self->kind->remove));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (self->kind->remove), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), row, G_CONNECT_SWAPPED);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), button);
}

static void
add_part (GtkWidget *row, const ConsoleRulePart *part, JsonObject *object)
{
  Rule *rule = rule_of (row);
  GtkWidget *field = g_object_new (part->get_type (), "title", _ (part->title), NULL);

  if (part->hint != NULL)
    g_object_set (field, "hint", _ (part->hint), NULL);
  if (rule->list->kind->set_up != NULL)
    rule->list->kind->set_up (CONSOLE_FIELD (field), part->member);
  if (object != NULL)
    console_field_set_value (CONSOLE_FIELD (field), json_object_get_member (object, part->member));
  g_ptr_array_add (rule->fields, field);
  g_signal_connect_object (field, "edited", G_CALLBACK (part_edited_cb), row, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), field);
}

/* @object: (nullable): NULL for a new one, which unfolds. */
static GtkWidget *
add_rule (ConsoleRuleList *self, JsonObject *object)
{
  GtkWidget *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, NULL);
  Rule *rule = g_new0 (Rule, 1);

  rule->list = self;
  rule->fields = g_ptr_array_new ();
  g_object_set_data_full (G_OBJECT (row), RULE_KEY, rule, free_rule);
  for (const ConsoleRulePart *part = self->kind->parts; part->member != NULL; part++)
    add_part (row, part, object);
  add_remove_button (self, row);
  describe (row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), object == NULL);
  g_ptr_array_add (self->rules, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return row;
}

static void
add_cb (ConsoleRuleList *self)
{
  GtkWidget *row = add_rule (self, NULL);

  tell_edited (self);
  gtk_widget_grab_focus (g_ptr_array_index (rule_of (row)->fields, 0));
}

static JsonNode *
dup_value (ConsoleField *field)
{
  ConsoleRuleList *self = CONSOLE_RULE_LIST (field);
  JsonArray *rules = json_array_new ();

  for (guint i = 0; i < self->rules->len; i++)
    json_array_add_object_element (rules, dup_rule (g_ptr_array_index (self->rules, i)));
  return json_node_init_array (json_node_alloc (), rules);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsoleRuleList *self = CONSOLE_RULE_LIST (field);
  JsonArray *rules =
      value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  guint n_rules = rules != NULL ? json_array_get_length (rules) : 0;

  self->marked = NULL;
  for (guint i = 0; i < self->rules->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self),
                                  g_ptr_array_index (self->rules, i));
  g_ptr_array_set_size (self->rules, 0);
  for (guint i = 0; i < n_rules; i++)
    add_rule (self, json_array_get_object_element (rules, i));
  gtk_widget_set_visible (self->none, n_rules == 0);
}

static void
clear_notes (ConsoleRuleList *self)
{
  self->marked = NULL;
  for (guint i = 0; i < self->rules->len; i++)
    {
      GPtrArray *fields = rule_of (g_ptr_array_index (self->rules, i))->fields;

      for (guint j = 0; j < fields->len; j++)
        console_field_set_note (g_ptr_array_index (fields, j), "", NULL, FALSE);
    }
}

/* What is said of no member in particular is said of what was typed. */
static void
mark (ConsoleRuleList *self, GtkWidget *row, const char *member, const char *text)
{
  Rule *rule = rule_of (row);
  guint meant = 0;

  while (meant + 1 < rule->fields->len
         && !CONSOLE_IS_TEXT_ROW (g_ptr_array_index (rule->fields, meant)))
    meant++;
  for (guint i = 0; i < rule->fields->len; i++)
    if (g_str_equal (self->kind->parts[i].member, member))
      meant = i;
  self->marked = g_ptr_array_index (rule->fields, meant);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  console_field_set_note (CONSOLE_FIELD (self->marked), "", text, TRUE);
}

/* @path: ".2.value" of the third rule, ".2" of all of it, "" of the list. */
static void
set_note (ConsoleField *field, const char *path, const char *text, gboolean is_error)
{
  ConsoleRuleList *self = CONSOLE_RULE_LIST (field);
  char *end = NULL;
  guint64 index = *path == '.' ? g_ascii_strtoull (path + 1, &end, 10) : G_MAXUINT64;

  if (text == NULL)
    clear_notes (self);
  if (text != NULL && index < self->rules->len)
    mark (self, g_ptr_array_index (self->rules, index), *end == '.' ? end + 1 : "", text);
  else
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                           text != NULL ? text : _ (self->kind->about));
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_note = set_note;
}

/* Where the trouble is. */
static gboolean
console_rule_list_grab_focus (GtkWidget *widget)
{
  ConsoleRuleList *self = CONSOLE_RULE_LIST (widget);

  return gtk_widget_grab_focus (self->marked != NULL ? self->marked : self->add);
}

static void
console_rule_list_finalize (GObject *object)
{
  g_ptr_array_unref (CONSOLE_RULE_LIST (object)->rules);
  G_OBJECT_CLASS (console_rule_list_parent_class)->finalize (object);
}

static void
console_rule_list_class_init (ConsoleRuleListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_rule_list_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = console_rule_list_grab_focus;
}

static void
console_rule_list_init (ConsoleRuleList *self)
{
  self->rules = g_ptr_array_new ();
}

void
console_rule_list_set_kind (ConsoleRuleList *self, const ConsoleRuleKind *kind)
{
  GtkWidget *content = adw_button_content_new ();

  g_return_if_fail (CONSOLE_IS_RULE_LIST (self) && self->kind == NULL);
  self->kind = kind;
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _ (kind->about));
  g_object_set (content, "icon-name", "list-add-symbolic", "label", _ (kind->add), NULL);
  self->add = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->add), content);
  gtk_widget_add_css_class (self->add, "flat");
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->add);
  self->none = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->none), _ (kind->none));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->none), _ (kind->none_means));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->none);
}
