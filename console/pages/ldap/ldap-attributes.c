/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row for each field of a person; those of the company's own fold away. Main thread. */

#include "config.h"
#include "console/pages/ldap/ldap-attributes.h"

#include <glib/gi18n.h>

#include "console/models/person-words.h"
#include "console/widgets/text-row.h"

static const ConsoleWord words[] = {
  { "user_name", N_ ("User name") },
  { "first_name", N_ ("First name") },
  { "last_name", N_ ("Last name") },
  { "mail", N_ ("Mail") },
  { "cucm_user_id", N_ ("User ID in Unified CM") },
  { "department", N_ ("Department") },
  { "cost_centre", N_ ("Cost centre") },
  { "location", N_ ("Location") },
  { "manager", N_ ("Manager") },
  { "lines", N_ ("Numbers") },
};

#define N_USUAL G_N_ELEMENTS (words)
#define N_ROWS  (N_USUAL + CONSOLE_N_CUSTOM_FIELDS)

struct _ConsoleLdapAttributes
{
  AdwPreferencesGroup parent_instance;
  GtkWidget *custom; /* the row that folds */
  ConsoleField *rows[N_ROWS];
  guint marked; /* the row that was refused */
};

static void field_init (ConsoleFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ConsoleLdapAttributes, console_ldap_attributes,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (CONSOLE_TYPE_FIELD, field_init))

static char *
dup_member (guint index)
{
  return index < N_USUAL ? g_strdup (words[index].id)
                         : g_strdup_printf ("custom_%u", (guint) (index - N_USUAL + 1));
}

static JsonNode *
dup_value (ConsoleField *field)
{
  ConsoleLdapAttributes *self = CONSOLE_LDAP_ATTRIBUTES (field);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *member = dup_member (i);

      json_object_set_member (object, member, console_field_dup_value (self->rows[i]));
    }
  return console_field_take_object (object);
}

static void
set_value (ConsoleField *field, JsonNode *value)
{
  ConsoleLdapAttributes *self = CONSOLE_LDAP_ATTRIBUTES (field);
  JsonObject *object =
      value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value) : NULL;

  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *member = dup_member (i);

      console_field_set_value (self->rows[i],
                               object != NULL ? json_object_get_member (object, member) : NULL);
    }
}

/* @path: ".mail" or nothing. */
static void
set_note (ConsoleField *field, const char *path, const char *text, gboolean is_error)
{
  ConsoleLdapAttributes *self = CONSOLE_LDAP_ATTRIBUTES (field);

  self->marked = N_ROWS;
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *member = dup_member (i);
      gboolean is_meant = text != NULL && *path == '.' && g_str_equal (path + 1, member);

      if (is_meant)
        self->marked = i;
      console_field_set_note (self->rows[i], "", is_meant ? text : NULL, is_error);
    }
  if (self->marked < N_ROWS && self->marked >= N_USUAL)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->custom), TRUE);
}

static void
set_locked (ConsoleField *field, const char *reason)
{
  for (guint i = 0; i < N_ROWS; i++)
    console_field_set_locked (CONSOLE_LDAP_ATTRIBUTES (field)->rows[i],
                              reason != NULL ? "" : NULL);
}

static void
field_init (ConsoleFieldInterface *iface)
{
  iface->dup_value = dup_value;
  iface->set_value = set_value;
  iface->set_note = set_note;
  iface->set_locked = set_locked;
}

/* Where the trouble is. */
static gboolean
console_ldap_attributes_grab_focus (GtkWidget *widget)
{
  ConsoleLdapAttributes *self = CONSOLE_LDAP_ATTRIBUTES (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (self->rows[self->marked < N_ROWS ? self->marked : 0]));
}

static void
console_ldap_attributes_class_init (ConsoleLdapAttributesClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = console_ldap_attributes_grab_focus;
}

static void
console_ldap_attributes_init (ConsoleLdapAttributes *self)
{
  self->marked = N_ROWS;
  self->custom = g_object_new (ADW_TYPE_EXPANDER_ROW, "title", _ ("Custom fields"), NULL);
  for (guint i = 0; i < N_ROWS; i++)
    {
      GtkWidget *row = g_object_new (CONSOLE_TYPE_TEXT_ROW, "use-markup", FALSE, NULL);

      self->rows[i] = CONSOLE_FIELD (row);
      g_signal_connect_object (row, "edited", G_CALLBACK (console_field_emit_edited), self,
                               G_CONNECT_SWAPPED);
      if (i < N_USUAL)
        {
          adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (words[i].text));
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
        }
      else
        adw_expander_row_add_row (ADW_EXPANDER_ROW (self->custom), row);
    }
  console_ldap_attributes_set_titles (self, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->custom);
}

void
console_ldap_attributes_set_titles (ConsoleLdapAttributes *self, JsonArray *titles)
{
  g_return_if_fail (CONSOLE_IS_LDAP_ATTRIBUTES (self));
  for (guint i = 0; i < CONSOLE_N_CUSTOM_FIELDS; i++)
    {
      g_autofree char *title = console_custom_field_dup_title (titles, i);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[N_USUAL + i]), title);
    }
}
